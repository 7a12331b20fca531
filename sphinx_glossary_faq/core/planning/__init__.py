"""Decide which mentions of a page become links."""
