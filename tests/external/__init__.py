"""Tests with other programs: a browser, LaTeX, Texinfo, groff, EPUBCheck and validators.

They use the documentation of this project. `.ci/run` installs the programs.
"""
