"""Decide which mentions on a page become links."""
