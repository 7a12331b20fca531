"""Decide whether a mention has the sense defined in the glossary."""
