"""What only other programs can tell: a browser, LaTeX, Texinfo, groff, EPUBCheck, a validator.

All of it runs on the documentation of this project. `.ci/run` installs the programs.
"""
