"""Load the terms of other projects from intersphinx inventories.

Only the projects in `glossary_faq_intersphinx` are used, because other glossaries may define common
words.  Inventories contain names and URIs, but no definitions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_glossary_faq.compat import inventory_item, named_inventories
from sphinx_glossary_faq.config import PREFIX
from sphinx_glossary_faq.core.model.records import Label, Location, Term
from sphinx_glossary_faq.core.text.fuzzy import did_you_mean
from sphinx_glossary_faq.diagnostics import CONF, Subtype, warn
from sphinx_glossary_faq.domain import domain_of


def load_terms(app: Sphinx, env: BuildEnvironment) -> None:
    """Set the terms of the projects in `glossary_faq_intersphinx`."""
    projects = dict.fromkeys(env.config[PREFIX + "intersphinx"])
    mapping = dict(getattr(env.config, "intersphinx_mapping", {}))
    for name in projects:
        if name not in mapping:
            message = f"{PREFIX}intersphinx: “{name}” is not in intersphinx_mapping."
            fix = did_you_mean(name, mapping) or " Add the project there, or remove its name."
            warn(Subtype.CONFIG, message + fix, CONF)
    domain_of(env).set_remote_terms(remote_terms(app, projects))


def remote_terms(app: Sphinx, projects: Iterable[str]) -> Iterator[Term]:
    """Yield the terms of *projects*, of which the first one with a name takes precedence."""
    inventories = named_inventories(app)
    names: set[str] = set()
    for project in projects:
        for name, item in sorted(inventories.get(project, {}).get("std:term", {}).items()):
            if name.casefold() not in names:
                names.add(name.casefold())
                yield _make_term(name, item)


def _make_term(name: str, item: Any) -> Term:
    """Return the term for an inventory item."""
    project, version, uri, display_name = inventory_item(item)
    title = f"(in {project} v{version})" if version else f"(in {project})"
    label = Label(name if display_name == "-" else display_name, uri, name)
    return Term(Location(title, uri, None), (label,), uri=uri)


def register(app: Sphinx) -> None:
    """Register the handler that loads terms."""
    # Run before the links are planned (600).
    app.connect("env-updated", load_terms, priority=500)
