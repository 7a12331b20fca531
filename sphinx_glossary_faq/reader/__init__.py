"""Show readers more than the text of a page: where terms are used, letters, a filter."""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_glossary_faq.reader import glossary_entries, glossary_page, sorting, tips, used_in


def register(app: Sphinx) -> None:
    """Register the modules."""
    sorting.register(app)
    used_in.register(app)
    glossary_entries.register(app)
    glossary_page.register(app)
    tips.register(app)
