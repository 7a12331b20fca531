"""What authors write: each module is one directive, from its source to its final shape.

A directive leaves standard nodes while its page is read, a collector records in the
domain what other pages need to know of it, and post-transforms fill in what only the
whole project knows and give HTML its own elements.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_glossary_faq.directives import (
    article_header,
    articles,
    faq,
    meta_line,
    see_also,
    term_compare,
    term_info,
    unread,
)


def register(app: Sphinx) -> None:
    """Declare every directive with its collectors and transforms."""
    for module in (article_header, faq, see_also, term_compare, term_info):
        module.register(app)
    for module in (articles, meta_line, unread):
        module.register(app)
