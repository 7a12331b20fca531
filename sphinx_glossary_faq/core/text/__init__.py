"""Tokens, inflection, slugs and other operations on plain text."""
