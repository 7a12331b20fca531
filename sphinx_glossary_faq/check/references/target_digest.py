"""Compute a digest of all possible targets of references.

While the digest does not change, cached resolutions remain valid.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any

from sphinx.application import Sphinx

from sphinx_glossary_faq.compat import inventory_uri, named_inventories
from sphinx_glossary_faq.core.cache_file import digest
from sphinx_glossary_faq.core.model.records import Question, References
from sphinx_glossary_faq.domain import domain_of

_OPTIONS = (
    *("nitpicky", "nitpick_ignore", "nitpick_ignore_regex", "suppress_warnings"),
    *("numfig", "numfig_format", "math_numfig", "math_eqref_format"),
)
"""Options that decide whether Sphinx warns about a reference."""


def compute_target_digest(app: Sphinx) -> str:
    """Return a digest that changes whenever a reference might resolve to another target."""
    return digest(*map(digest, _targets(app)))  # separately, to save memory


def _targets(app: Sphinx) -> Iterator[object]:
    env = app.env
    yield app.builder.name, app.extensions["sphinx_glossary_faq"].version
    yield [_ordered(app.config[name]) for name in _OPTIONS]
    yield sorted(env.found_docs)
    standard = env.domains.standard_domain
    for domain in sorted(env.domains.values(), key=lambda domain: domain.name):
        if domain is not standard:  # its `get_objects` renders all page titles
            yield domain.name, sorted(domain.get_objects(), key=repr)
    yield sorted(standard.objects.items())
    yield sorted(standard.labels.items()), sorted(standard.anonlabels.items())
    yield sorted(env.toc_fignumbers.items())
    yield sorted(standard.progoptions.items(), key=repr)
    yield sorted(
        (docname, sorted(metadata["myst_slugs"].items()))
        for docname, metadata in env.metadata.items()
        if "myst_slugs" in metadata
    )
    yield domain_of(env).project.vocabulary.digest
    yield [question.name for question in domain_of(env).store.all(Question)]
    yield [(record.docname, record.hidden) for record in domain_of(env).store.all(References)]
    for project, inventory in sorted(named_inventories(app).items()):
        yield project
        for object_type, items in sorted(inventory.items()):
            yield object_type, [(name, inventory_uri(item)) for name, item in sorted(items.items())]


def _ordered(value: Any) -> Any:
    """Return the value of an option, with sets sorted because their `repr` varies by process."""
    return sorted(value, key=repr) if isinstance(value, Set) else value
