"""`terms.json`: the project's terms with their definitions, beside its `objects.inv`.

An inventory says where a term is defined, not what it means. Other projects that link to
this one can show its definitions from here. The documents are those of SKOS: a preferred
label, alternative labels, a definition.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders import Builder

from sphinx_glossary_faq.core.model import Term
from sphinx_glossary_faq.domain import domain_of

FILE = "terms.json"

PUBLISHED = frozenset({"html", "dirhtml", "singlehtml"})
"""The builders that write an `objects.inv`."""


def describe(terms: Iterable[Term], builder: Builder) -> list[dict[str, Any]]:
    """What `terms.json` says of *terms*, sorted as readers look for them.

    `uri` is relative to the file.
    """
    return [
        {
            "prefLabel": term.name,
            "altLabel": [*(label.name for label in term.labels[1:]), *_others(term)],
            "definition": "".join(span.text for span in term.definition),
            "uri": _uri(term, builder),
        }
        for term in sorted(terms, key=lambda term: term.order)
    ]


def _uri(term: Term, builder: Builder) -> str:
    if builder.name == "singlehtml":
        # Its target URIs are anchors already (sphinx#14221).
        return f"{builder.config.root_doc}{builder.config.html_file_suffix or '.html'}#{term.id}"
    return f"{builder.get_target_uri(term.docname)}#{term.id}"


def _others(term: Term) -> list[str]:
    return [*term.aliases, *([term.abbreviation] if term.abbreviation else [])]


def write(app: Sphinx, exception: Exception | None) -> None:
    domain = domain_of(app.env)
    if exception is not None or app.builder.name not in PUBLISHED:
        return
    path = Path(app.outdir) / FILE
    if terms := [term for term in domain.guide.vocabulary.terms if domain.shows(term)]:
        document = {
            "version": 1,
            "project": app.config.project,
            "terms": describe(terms, app.builder),
        }
        path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")
    else:
        path.unlink(missing_ok=True)


def register(app: Sphinx) -> None:
    app.connect("build-finished", write)
