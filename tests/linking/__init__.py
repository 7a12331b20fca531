"""Automatic links: which are made, how they survive edits, that every builder has them."""
