"""Implement the directives of this extension.

A directive creates standard nodes while its page is read. A collector then records the data that
other pages need in the domain. Post-transforms add content that depends on the whole project, and
HTML-specific elements.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_glossary_faq.directives import (
    article_header,
    article_metadata,
    comparison_content,
    faq,
    faq_html,
    front_matter,
    git_dates,
    meta_line,
    misread_glossaries,
    misspelt_directives,
    myst_fences,
    relation_figure,
    see_also,
    term_compare,
    term_info,
    term_list,
)


def register(app: Sphinx) -> None:
    """Register all directives with their collectors and transforms."""
    for module in (article_header, faq, faq_html, see_also, term_compare, term_info, term_list):
        module.register(app)
    for module in (article_metadata, front_matter, git_dates, meta_line):
        module.register(app)
    for module in (comparison_content, relation_figure):
        module.register(app)
    for module in (misread_glossaries, misspelt_directives, myst_fences):
        module.register(app)
