"""The part of the package that does not depend on Sphinx or docutils.

It contains terms, matching, link plans and findings. Functions that need Sphinx or docutils are
passed in by the callers.
"""
