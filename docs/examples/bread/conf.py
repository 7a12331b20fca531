"""The project of the gallery. The files in MyST have the same text, for the tests."""

project = "A small guide to bread"
author = "the sphinx-glossary-faq authors"
copyright = f"2026, {author}"

extensions = ["sphinx_glossary_faq"]
nitpicky = True
html_title = "Bread"

glossary_faq_used_in = True
