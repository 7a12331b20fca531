"""Findings, rules, messages, baselines and reports."""
