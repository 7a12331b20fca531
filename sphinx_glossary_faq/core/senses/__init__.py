"""Decide whether a mention has the sense that the glossary defines."""
