"""A small guide to bread in reStructuredText. See ``../md`` for the same guide in MyST."""

project = "A small guide to bread"
author = "the sphinx-glossary-faq authors"
copyright = f"2026, {author}"

extensions = ["sphinx_glossary_faq"]
nitpicky = True
