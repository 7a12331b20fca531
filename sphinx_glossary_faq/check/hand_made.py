"""Report which explicit links to terms would come back as automatic links."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from typing import Any

from sphinx_glossary_faq.check.gc_pause import gc_paused
from sphinx_glossary_faq.core.planning.plan import Recovery
from sphinx_glossary_faq.core.text.plural import pluralize
from sphinx_glossary_faq.domain import FaqDomain


def measure(domain: FaqDomain) -> list[Recovery]:
    """Return each term with an explicit link on each page, and whether the plan would link it."""
    return [
        recovery
        for docname in sorted(domain.env.found_docs)
        if (plan := domain.plan.get(docname)) and plan.explicit_targets
        for recovery in _measure_page(domain, docname)
    ]


def _measure_page(domain: FaqDomain, docname: str) -> Sequence[Recovery]:
    """Return the terms with explicit links on a page.

    The garbage collector would traverse all objects again and again while the doctree of the page
    is loaded.  It is paused, and removes the doctree afterwards.
    """
    with gc_paused():
        recoveries = domain.plan.recoveries(docname)
        gc.collect(0)
    return recoveries


def as_json(recoveries: Sequence[Recovery]) -> dict[str, Any]:
    """Return the part of `links.json` about explicit links."""
    missed = [recovery for recovery in recoveries if recovery.reason]
    return {
        "recovered": len(recoveries) - len(missed),
        "missed": [
            {
                "docname": recovery.docname,
                "file": recovery.file,
                "line": recovery.line or None,
                "term": recovery.term.name,
                "text": recovery.text,
                "reason": recovery.reason,
                **({"rule": recovery.rule} if recovery.rule else {}),
            }
            for recovery in missed
        ],
    }


def summarize(recoveries: Sequence[Recovery]) -> str:
    """Return a line for the output of the build.

    >>> summarize([])
    '0 of 0 hand-made links would come back automatically.'
    """
    recovered = sum(not recovery.reason for recovery in recoveries)
    links = pluralize(len(recoveries), "hand-made link")
    return f"{recovered} of {links} would come back automatically."
