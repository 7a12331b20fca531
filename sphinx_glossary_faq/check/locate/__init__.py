"""Locate references in their sources: file, line and column."""
