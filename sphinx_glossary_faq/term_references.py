"""Resolve references to terms in roles, directives and links in the same way as mentions.

Sphinx finds a term only by its name.  If there are several definitions, it uses the one that was
read last.  This module resolves references to the definition that is nearest to their page.  Sphinx
resolves names that belong to one term, and chooses between terms and other targets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import ReferencesResolver

from sphinx_glossary_faq.compat import record_term
from sphinx_glossary_faq.core.matching.vocabulary import Target
from sphinx_glossary_faq.core.model.records import Term
from sphinx_glossary_faq.domain import domain_of, make_link
from sphinx_glossary_faq.nodes import COPIED_FROM, copy_target, find_nodes

_REFERENCE: Final = "glossary_faq_reference"
"""The attribute of a link's text: the name, the page that it was written on, the one it is on.

Resolvers copy the text with its attributes.
"""


class TermReferenceTransform(ReferencesResolver):
    """Resolves `:term:` before Sphinx, and marks other references whose target may be a term."""

    default_priority = 8  # before the resolvers of MyST-Parser and intersphinx (9) and Sphinx (10)

    def run(self, **kwargs: object) -> None:
        if not domain_of(self.env).project.vocabulary.has_shared_spellings:
            return
        for node in find_nodes(self.document, addnodes.pending_xref):
            if "intersphinx" in node or not isinstance(
                next(iter(node.children), None), nodes.Element
            ):
                continue
            if is_term_role(node):
                self._resolve(node)
            elif node["reftype"] == "any" or _is_myst_link(node):
                self._mark(node)

    def _resolve(self, node: addnodes.pending_xref) -> None:
        content = cast(nodes.Element, node[0].deepcopy())
        link: nodes.Element | None
        try:
            link = make_reference(self.env, node, content)
        except NoUri:  # the assembled document does not contain the page
            link = content
        if link is not None:
            node.replace_self(link)

    def _mark(self, node: addnodes.pending_xref) -> None:
        docname = node.get("refdoc", self.env.docname)
        origin, name = node.get(COPIED_FROM, (docname, node["reftarget"]))
        if ("term", name.lower()) not in self.env.domains.standard_domain.objects:
            return
        if not node[0].children:  # MyST-Parser would insert such a node without the mark
            cast(nodes.Element, node[0]).replace_self(nodes.literal(name, name))
        content = cast(nodes.Element, node[0])
        content[_REFERENCE] = name, origin, docname
        # Sphinx adds the role of the target only to other classes.
        content["classes"] = content["classes"] or ["xref"]


class NearestTermTransform(ReferencesResolver):
    """Redirects marked references that Sphinx or MyST-Parser has resolved to a term."""

    default_priority = 11  # later than all resolvers

    def run(self, **kwargs: object) -> None:
        if not domain_of(self.env).project.vocabulary.has_shared_spellings:
            return
        for content in list(cast(Iterable[nodes.Element], self.document.findall(_is_marked))):
            name, origin, docname = content.attributes.pop(_REFERENCE)
            link = content.parent
            # Both resolvers add the role of the target to the classes of the text.
            if not (isinstance(link, nodes.reference) and "std-term" in content["classes"]):
                continue
            if target := find_term(self.env, name, origin):
                self._redirect(link, target, docname)

    def _redirect(self, link: nodes.reference, target: Target, docname: str) -> None:
        try:
            nearest = _make_link(self.env, docname, target, nodes.Text(""))
        except NoUri:
            link.replace_self(link.children)
            return
        copy_target(link, nearest)


def is_term_role(node: addnodes.pending_xref) -> bool:
    """Return whether a reference was created by `:term:` or by an equivalent directive."""
    return bool((node.get("refdomain"), node["reftype"]) == ("std", "term"))


def _is_myst_link(node: addnodes.pending_xref) -> bool:
    """Return whether a reference is a MyST link that does not name the page of its target."""
    return bool(node["reftype"] == "myst" and node.get("refdomain") != "doc")


def _is_marked(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Element) and _REFERENCE in node.attributes


def find_term(env: BuildEnvironment, name: str, docname: str) -> Target | None:
    """Return the term that *name* refers to on a page, or None if it is not in a glossary.

    Other extensions may add such terms.
    """
    project = domain_of(env).project
    other_docname, id = env.domains.standard_domain.objects.get(("term", name), ("", ""))
    if other_docname and not project.term_at(id, other_docname):
        return None
    return project.target(name, docname)


def make_reference(
    env: BuildEnvironment, node: addnodes.pending_xref, content: nodes.Element
) -> nodes.reference | None:
    """Return a link to the nearest definition of the term in *node*, if there is one.

    :raises NoUri: in the same cases as `make_link`.
    """
    docname = node.get("refdoc", env.docname)
    origin, name = node.get(COPIED_FROM, (docname, node["reftarget"]))
    target = find_term(env, name, origin)
    return target and _make_link(env, docname, target, content)


def _make_link(
    env: BuildEnvironment, docname: str, target: Target, content: nodes.Node
) -> nodes.reference:
    return make_link(domain_of(env).builder, docname, target.term.docname, target.id, content)


def resolve_missing_term(
    app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, contnode: nodes.Element
) -> nodes.reference | None:
    """Resolve `:term:` references with aliases or inflected forms."""
    return make_reference(env, node, contnode) if is_term_role(node) else None


def record_terms(app: Sphinx, env: BuildEnvironment) -> None:
    """Record the terms on all pages in Sphinx's domain in the same order as in a clean build.

    Sphinx stores one definition for each name.  If its page is read again or removed, definitions
    on other pages are lost or in a different order.
    """
    for name, docname, id in _recorded_names(env):
        record_term(env, name, docname, id)


def _recorded_names(env: BuildEnvironment) -> Iterator[tuple[str, str, str]]:
    """Yield each name with its docname and id, in the order in which Sphinx reads pages."""
    objects = env.domains.standard_domain.objects
    for term in domain_of(env).store.all(Term):
        for label in term.labels:
            if label.id.startswith("term-"):  # created by Sphinx
                yield label.original, term.docname, label.id
            # Use the displayed name only if it is translated. Otherwise it differs from Sphinx's
            # name in its typographic quotes.
            if label.name != label.original and ("term", label.name) in objects:
                yield label.name, term.docname, label.id


def register(app: Sphinx) -> None:
    app.add_post_transform(TermReferenceTransform)
    app.add_post_transform(NearestTermTransform)
    # Run before intersphinx (500), because the project's own terms take precedence.
    app.connect("missing-reference", resolve_missing_term, priority=400)
    # Run before the check resolves references (550).
    app.connect("env-updated", record_terms, priority=400)
