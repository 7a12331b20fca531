"""What the project knows without Sphinx or docutils: terms, words, plans, rules.

Nothing below this folder imports either of them; what it needs of them is passed in.
"""
