"""Show the definition of a term at each link to it.

When a page is resolved, the definitions of the terms that it has links to are added after its text,
as `<template>` elements.  Browsers do not show them.  The script `definition-tips.js` shows the one
for a link when a reader points at the link.
"""

from __future__ import annotations

from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_glossary_faq.builders import INTERACTIVE
from sphinx_glossary_faq.compat import require_math
from sphinx_glossary_faq.config import PREFIX
from sphinx_glossary_faq.domain import domain_of
from sphinx_glossary_faq.nodes import _, element, is_copy
from sphinx_glossary_faq.nodes import tips as tips_node
from sphinx_glossary_faq.reader.definition_tips import DefinitionTips
from sphinx_glossary_faq.reader.term_links import TermLinks
from sphinx_glossary_faq.transforms import load_script

_URI_ATTRIBUTE: Final = "data-term-tip"
"""The attribute of a template with the URI of the links that show it."""


class TipWriter:
    """Adds the definitions to the pages of a build."""

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        self._tips: DefinitionTips | None = None
        self._links: TermLinks | None = None

    def prepare(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Start a build, after all pages have been read."""
        self._tips = self._links = None
        if app.builder.name in INTERACTIVE:
            domain_of(env).tips = self._tips = DefinitionTips(app)
            self._links = TermLinks(app)

    def add_tips(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Record the links to terms in a resolved page, and add the definitions of the terms."""
        if self._tips is None or self._links is None or is_copy(doctree):
            return
        terms = self._links.find(doctree, docname)
        self._tips.record_links(docname, terms.values())
        if not app.config[PREFIX + "tips"]:
            return
        contents = self._tips.contents_on(docname, terms.values())
        templates = [
            element("", *contents[term], tag="template", attributes={_URI_ATTRIBUTE: uri})
            for uri, term in terms.items()
            if term in contents
        ]
        if any(any(node.findall(_is_formula)) for node in templates):
            require_math(self._app.env, docname)
        if templates:
            doctree += tips_node("", "", _frame(app.config[PREFIX + "tips_on_touch"]), *templates)


def _is_formula(node: nodes.Node) -> bool:
    return isinstance(node, nodes.math | nodes.math_block)


def _frame(opens_on_touch: bool) -> element:
    """Return the template with the box that shows a definition, and the switch for readers.

    Readers turn the tips off in the box, and on again with the switch at the end of the page.
    """
    link = element("", nodes.Text(_("Go to definition")), tag="a", classes=["term-tip-go"])
    off = _button(_("Turn off"), "term-tip-off")
    off["attributes"]["tabindex"] = "-1"  # keyboard users have the switch
    actions = element("", link, off, tag="div", classes=["term-tip-actions"])
    text = element(tag="div", classes=["term-tip-text"])
    box = element("", text, actions, tag="div", classes=["term-tip"])
    switch = _button(_("Show definitions of terms"), "term-tip-switch")
    touch = {} if opens_on_touch else {"data-no-touch": "true"}
    return element("", box, switch, tag="template", classes=["term-tip-frame"], attributes=touch)


def _button(text: str, name: str) -> element:
    return element(
        "", nodes.Text(text), tag="button", classes=[name], attributes={"type": "button"}
    )


def _has_tips(document: nodes.document) -> bool:
    return any(isinstance(node, tips_node) for node in document.children)


def register(app: Sphinx) -> None:
    """Register the handlers that add the definitions."""
    writer = TipWriter(app)
    # After the check has resolved the references (550), before outdated pages are found (600).
    app.connect("env-updated", writer.prepare, priority=590)
    # Last, since other extensions add text to a resolved page.
    app.connect("doctree-resolved", writer.add_tips, priority=900)
    load_script(app, "definition-tips.js", _has_tips)
