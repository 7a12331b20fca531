"""The documentation of sphinx-glossary-faq: the sample guide and the manual.

The guide is real input for the extension, so this file holds nothing that an author of an
ordinary guide would not write. The theme can be exchanged: ``-D html_theme=alabaster``.
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

# The manual talks about terms; only the guide is to be read with them.
glossary_faq_autolink_exclude = ["manual/**"]

myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist"]

html_theme = "furo"
html_title = "sphinx-glossary-faq"

# The guide quotes terms in many scripts: XeLaTeX reads Unicode as it stands.
latex_engine = "xelatex"
latex_use_xindy = False  # an index in English needs makeindex alone
latex_show_urls = "footnote"

epub_show_urls = "footnote"
