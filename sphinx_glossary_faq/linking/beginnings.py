"""Where in a page's doctree its runs begin: kept with it, so that it is walked through but once.

The first Text node of each run is pickled with the document that it is part of, for a few bytes.
A run that is not where it was when the page was read, or not as it was, is for a walk to find; so
are those of pages that show some text under conditions, which are numbered by what is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes
from sphinx.config import Config

from sphinx_glossary_faq.config import PREFIX
from sphinx_glossary_faq.linking.walk import is_walked

_BEGINNINGS = "glossary_faq_runs"
"""Where a document keeps them; not with its attributes, which some builders write.

None of our classes, without which a doctree could be read no more: the kinds of nodes that were
skipped by option, since with others runs are numbered otherwise, and the first node of each run.
"""


def keep(document: nodes.document, firsts: Sequence[nodes.Text], config: Config) -> None:
    """Remember where the runs of *document* begin, for as long as it is kept."""
    vars(document)[_BEGINNINGS] = _skipped(config), firsts


def run_at(
    document: nodes.document, number: int, text: str, config: Config
) -> Sequence[nodes.Text] | None:
    """The nodes of a run if it stands where it stood, with the same *text*."""
    skipped, firsts = vars(document).get(_BEGINNINGS, (None, ()))
    if skipped != _skipped(config) or number >= len(firsts):
        return None
    first = firsts[number]
    texts = _from(first)
    is_same = "".join(map(str, texts)) == text and is_walked(first.parent, document, config)
    return texts if is_same else None


def _from(first: nodes.Text) -> Sequence[nodes.Text]:
    """The Text nodes from *first* on that are one run; none where it does not begin with that."""
    children: Sequence[Any] = first.parent.children
    # Not `index`, which compares: a Text is equal to any other with the same words.
    at = next((at for at, child in enumerate(children) if child is first), -1)
    if at < 0 or (at and isinstance(children[at - 1], nodes.Text)):
        return ()
    end = at + 1
    while end < len(children) and isinstance(children[end], nodes.Text):
        end += 1
    return children[at:end]


def _skipped(config: Config) -> Sequence[str]:
    return sorted(config[PREFIX + "autolink_skip_nodes"])
