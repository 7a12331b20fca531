"""Write the terms of the project with their definitions to `terms.json`.

The inventory `objects.inv` contains the URI of a term but not its definition.  Other projects can
show definitions from `terms.json`.  The properties are named as in SKOS: a preferred label,
alternative labels and a definition.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders import Builder

from sphinx_glossary_faq.builders import INTERACTIVE, TERMS_FILE
from sphinx_glossary_faq.core.cache_file import format_json
from sphinx_glossary_faq.core.model.records import Term
from sphinx_glossary_faq.diagnostics import remove_file, write_or_warn
from sphinx_glossary_faq.domain import domain_of


def describe_terms(terms: Iterable[Term], builder: Builder) -> list[dict[str, Any]]:
    """Return *terms* as sorted JSON objects, whose `uri` is relative to `terms.json`."""
    return [
        {
            "prefLabel": term.name,
            "altLabel": [*(label.name for label in term.labels[1:]), *_other_names(term)],
            "definition": "".join(span.text for span in term.definition),
            "uri": _uri(term, builder),
        }
        for term in sorted(terms, key=lambda term: term.order)
    ]


def _uri(term: Term, builder: Builder) -> str:
    if builder.name == "singlehtml":
        # The target URIs of this builder already contain anchors (sphinx#14221).
        return f"{builder.config.root_doc}{builder.config.html_file_suffix or '.html'}#{term.id}"
    return f"{builder.get_target_uri(term.docname)}#{term.id}"


def _other_names(term: Term) -> list[str]:
    return [*term.aliases, *([term.abbreviation] if term.abbreviation else [])]


def write_terms_json(app: Sphinx, exception: Exception | None) -> None:
    """Write `terms.json` with all terms whose definitions are visible, or remove the file."""
    domain = domain_of(app.env)
    if exception is not None or app.builder.name not in INTERACTIVE:
        return
    path = Path(app.outdir) / TERMS_FILE
    project = domain.project
    if terms := [term for term in project.vocabulary.terms if project.is_visible(term)]:
        document = {
            "version": 1,
            "project": app.config.project,
            "terms": describe_terms(terms, app.builder),
        }
        write_or_warn(path, format_json(document))
    else:
        remove_file(path)


def register(app: Sphinx) -> None:
    """Register the writing of `terms.json`."""
    app.connect("build-finished", write_terms_json)
