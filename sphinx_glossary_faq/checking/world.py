"""Everything that references lead to, in one digest: while it is the same, so are the answers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Set
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_glossary_faq.core.model import References
from sphinx_glossary_faq.domain import domain_of

_OPTIONS = ("nitpicky", "nitpick_ignore", "nitpick_ignore_regex", "suppress_warnings", "numfig")
"""What decides whether Sphinx tells of a reference that leads nowhere."""


def inventories(env: BuildEnvironment) -> dict[str, Any]:
    """The inventories of other projects by the names that `conf.py` gives them."""
    return getattr(env, "intersphinx_named_inventory", {})


def digest_of_targets(app: Sphinx) -> str:
    """A short text that differs whenever a reference could lead elsewhere than it did."""
    digest = hashlib.sha256()
    for part in _targets(app):
        digest.update(repr(part).encode())
    return digest.hexdigest()[:16]


def _targets(app: Sphinx) -> Iterator[object]:
    env = app.env
    yield app.builder.name, app.extensions["sphinx_glossary_faq"].version
    yield [_in_order(app.config[name]) for name in _OPTIONS]
    yield sorted(env.found_docs)
    standard = env.domains.standard_domain
    for domain in sorted(env.domains.values(), key=lambda domain: domain.name):
        if domain is not standard:  # which makes a text of the title of each page
            yield domain.name, sorted(domain.get_objects(), key=repr)
    yield sorted(standard.objects.items())
    yield sorted(standard.labels.items()), sorted(standard.anonlabels.items())
    yield sorted(standard.progoptions.items(), key=repr)
    yield sorted(
        (docname, sorted(known["myst_slugs"].items()))
        for docname, known in env.metadata.items()
        if "myst_slugs" in known
    )
    yield domain_of(env).guide.vocabulary.digest
    yield [(each.docname, each.hidden) for each in domain_of(env).store.all(References)]
    for name, inventory in sorted(inventories(env).items()):
        yield name
        for kind, items in sorted(inventory.items()):
            yield kind, [(item, _address(found)) for item, found in sorted(items.items())]


def _in_order(value: Any) -> Any:
    """A value of an option, which in each process has another `repr` if it is a set."""
    return sorted(value, key=repr) if isinstance(value, Set) else value


def _address(item: Any) -> object:
    """Where an inventory's item leads; Sphinx 8.1 keeps it as a tuple."""
    return item[2] if isinstance(item, tuple) else item.uri
