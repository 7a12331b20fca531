"""Terms of other projects, from the inventories that intersphinx has loaded.

Only projects that are named in `glossary_faq_intersphinx`: a glossary somewhere else may
define any plain word.  An inventory has names and places, no definitions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_glossary_faq.config import PREFIX
from sphinx_glossary_faq.core.model import Label, Place, Term
from sphinx_glossary_faq.core.spelling import did_you_mean
from sphinx_glossary_faq.diagnostics import CONF, Subtype, warn
from sphinx_glossary_faq.domain import domain_of


def learn(app: Sphinx, env: BuildEnvironment) -> None:
    """Let the domain know the terms of the projects that may be linked."""
    allowed = dict.fromkeys(env.config[PREFIX + "intersphinx"])
    known = dict(getattr(env.config, "intersphinx_mapping", {}))
    for name in allowed:
        if name not in known:
            message = f"{PREFIX}intersphinx: “{name}” is not in intersphinx_mapping."
            warn(Subtype.CONFIG, message + did_you_mean(name, known), CONF)
    domain_of(env).know(remote_terms(env, allowed))


def remote_terms(env: BuildEnvironment, projects: Iterable[str]) -> Iterator[Term]:
    """The terms of *projects*, none of them twice: the project that is named first has it."""
    inventories = getattr(env, "intersphinx_named_inventory", {})
    told: set[str] = set()
    for project in projects:
        for name, item in sorted(inventories.get(project, {}).get("std:term", {}).items()):
            if name.casefold() not in told:
                told.add(name.casefold())
                yield _term(name, item)


def _term(name: str, item: tuple[str, str, str, str] | Any) -> Term:
    """A term from an inventory's item, which Sphinx 8.1 keeps as a tuple."""
    if not isinstance(item, tuple):
        item = item.project_name, item.project_version, item.uri, item.display_name
    project, version, uri, shown = item
    title = f"(in {project} v{version})" if version else f"(in {project})"
    label = Label(name if shown == "-" else shown, uri, name)
    return Term(Place(title, uri, None), (label,), uri=uri)


def register(app: Sphinx) -> None:
    # Before the links are planned (600).
    app.connect("env-updated", learn, priority=500)
