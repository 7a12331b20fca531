"""Automatic links: which are made, how they survive edits, and that every builder can follow them."""
