"""Where no term is linked: the kinds of nodes, and the classes, that a walk goes around."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from sphinx_glossary_faq.nodes import article_meta, element, permalink, term_info

OPT_OUT = "no-autolink"
"""The class, and the role, that keep a block or a mention free of links."""

AUTOLINKED = "autolinked-term"
"""The class of every automatic link."""

SKIPPED: tuple[type[nodes.Node], ...] = (
    # headings, and what heads a table, a list entry or a page
    nodes.title,
    nodes.subtitle,
    nodes.rubric,
    nodes.caption,
    nodes.thead,
    nodes.term,
    nodes.classifier,
    addnodes.centered,
    # code and what is spelt for a machine
    nodes.literal,
    nodes.literal_block,
    nodes.doctest_block,
    nodes.raw,
    nodes.math,
    nodes.math_block,
    nodes.option_string,
    nodes.option_argument,
    addnodes.literal_emphasis,
    addnodes.literal_strong,
    addnodes.manpage,
    addnodes.desc_signature,
    addnodes.productionlist,
    # links and their anchors
    nodes.reference,
    nodes.target,
    nodes.footnote_reference,
    nodes.citation_reference,
    nodes.label,
    nodes.image,
    addnodes.pending_xref,
    addnodes.download_reference,
    addnodes.toctree,
    addnodes.index,
    # what no reader reads as prose, or carries an explanation already
    nodes.abbreviation,
    nodes.comment,
    nodes.docinfo,
    nodes.field_name,
    nodes.attribution,
    nodes.meta,
    nodes.problematic,
    nodes.substitution_definition,
    nodes.system_message,
    nodes.decoration,
    element,
    permalink,
    term_info,
    article_meta,
)

SKIPPED_CLASSES = frozenset(
    {
        OPT_OUT,
        "article-header",
        "see-also",
        "dfn",  # the word is defined right here
        "guilabel",
        "menuselection",
        "versionmodified",  # "Changed in version 2.0", which Sphinx wrote
        "xref",  # a reference that leads nowhere
        "sd-card-title",  # headings of sphinx-design
        "sd-summary-title",
    }
)

# Nodes that change what is known of the text inside of them.
LOOKED_AT: tuple[type[nodes.Node], ...] = (
    nodes.section,
    nodes.definition,
    addnodes.only,
    addnodes.start_of_file,
)

# A link that an author put here is the term's link on the page, as anywhere.
LINKED_BY_HAND: tuple[type[nodes.Node], ...] = (
    nodes.title,
    nodes.rubric,
    nodes.caption,
    nodes.thead,
    nodes.attribution,
)
