"""A small guide to bread in MyST. See ``../rst`` for the same guide in reStructuredText."""

project = "A small guide to bread"
author = "the sphinx-glossary-faq authors"
copyright = f"2026, {author}"

extensions = ["myst_parser", "sphinx_glossary_faq"]
nitpicky = True

myst_enable_extensions = ["colon_fence"]
