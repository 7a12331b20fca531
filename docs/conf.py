"""Configuration of the documentation: the sample guide and the manual.

Apart from the extensions in ``_ext`` and the gallery, it contains only settings that an ordinary
project would have.
``-D html_theme=alabaster`` builds the documentation with another theme.
"""

import sys
from pathlib import Path

from sphinx_glossary_faq import __version__

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "sphinx-glossary-faq"
author = "the sphinx-glossary-faq authors"
copyright = f"2026, {author}"
version = release = __version__

extensions = ["myst_parser", "sphinx_design", "sphinx_glossary_faq", "from_code", "example"]
exclude_patterns = ["_build", "examples"]
nitpicky = True

# The manual describes the extension: link terms in the sample guide only.
glossary_faq_autolink_exclude = ["manual/**"]

# Show where the guide uses each term.
glossary_faq_used_in = ["guide/**"]

myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist", "substitution"]
myst_substitutions = {"release": release}

html_theme = "furo"
html_title = "sphinx-glossary-faq"
html_static_path = ["_static"]
html_css_files = ["docs.css"]
# ``tasks.py docs`` builds a small project in several themes, for the page ``gallery``.
# Sphinx defines ``tags`` in this file, which type checkers and linters do not know.
html_extra_path = ["_build/extra"] if tags.has("gallery") else []  # type: ignore[name-defined]  # noqa: F821

# The guide quotes terms in many scripts, so it needs the Unicode support of XeLaTeX.
latex_engine = "xelatex"
latex_use_xindy = False  # makeindex is sufficient for an English index
latex_show_urls = "footnote"

epub_show_urls = "footnote"
