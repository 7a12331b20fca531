"""Findings of the check: their records, rules, messages and reports."""
