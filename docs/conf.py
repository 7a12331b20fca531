"""Configuration of the documentation: the sample guide and the manual.

Apart from ``from_code``, it contains only settings that an ordinary project would have.
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

extensions = ["myst_parser", "sphinx_glossary_faq", "from_code"]
exclude_patterns = ["_build", "examples"]
nitpicky = True

# The manual describes the extension: link terms in the sample guide only.
glossary_faq_autolink_exclude = ["manual/**"]

# Show where the guide uses each term.
glossary_faq_used_in = True

myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist"]

html_theme = "furo"
html_title = "sphinx-glossary-faq"

# The guide quotes terms in many scripts, so it needs the Unicode support of XeLaTeX.
latex_engine = "xelatex"
latex_use_xindy = False  # makeindex is sufficient for an English index
latex_show_urls = "footnote"

epub_show_urls = "footnote"
