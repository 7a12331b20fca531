"""The part without Sphinx and docutils: terms, matching, link plans, findings.

No module of this folder imports either of them; functions that need them are passed in.
"""
