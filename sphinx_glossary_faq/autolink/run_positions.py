"""Save the positions of the runs in a doctree, so that a page is traversed only once.

The first Text node of each run is pickled with its document, which takes a few bytes.  If a run has
moved or changed since the page was read, the page is traversed again.  Pages with conditional text
are always traversed, because their run numbers depend on the builder.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes
from sphinx.config import Config

from sphinx_glossary_faq.autolink.traversal import is_traversed
from sphinx_glossary_faq.config import PREFIX

_ATTRIBUTE = "glossary_faq_runs"
"""The Python attribute of a document that contains its positions.

A node attribute is not used, because some builders write node attributes.  The value is a tuple of
`autolink_skip_nodes`, which affects run numbers, and the first node of each run.  It contains no
classes from this extension, so doctrees can be unpickled without the extension.
"""


def save(document: nodes.document, first_nodes: Sequence[nodes.Text], config: Config) -> None:
    """Save the first node of each run in *document*."""
    vars(document)[_ATTRIBUTE] = _skip_nodes(config), first_nodes


def find_run(
    document: nodes.document, number: int, text: str, config: Config
) -> Sequence[nodes.Text] | None:
    """Return the nodes of run *number*, or None if the run has moved or is no longer *text*."""
    skip_nodes, first_nodes = vars(document).get(_ATTRIBUTE, (None, ()))
    if skip_nodes != _skip_nodes(config) or number >= len(first_nodes):
        return None
    first = first_nodes[number]
    texts = _adjacent_texts(first)
    is_same = "".join(map(str, texts)) == text and is_traversed(first.parent, document, config)
    return texts if is_same else None


def _adjacent_texts(first: nodes.Text) -> Sequence[nodes.Text]:
    """Return the Text nodes of the run that starts with *first*, or an empty list."""
    children: Sequence[Any] = first.parent.children
    # `list.index` compares by equality, and Text nodes with the same text are equal.
    start = next((index for index, child in enumerate(children) if child is first), -1)
    if start < 0 or (start and isinstance(children[start - 1], nodes.Text)):
        return ()
    end = start + 1
    while end < len(children) and isinstance(children[end], nodes.Text):
        end += 1
    return children[start:end]


def _skip_nodes(config: Config) -> Sequence[str]:
    return sorted(config[PREFIX + "autolink_skip_nodes"])
