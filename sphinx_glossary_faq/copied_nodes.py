"""Corrects the links in nodes that extensions copy to other pages, as `todolist` does.

An extension keeps nodes of the pages that are read, and inserts copies of them into another page.
It resolves the references of a copy in a temporary document, from the page that shows the copy.
Two things would break its links:

- Sphinx resolves a page that this process has read in place, and the kept nodes with it: from the
  page of the author, and only if that page is written before the copy is made.
- Some links depend on the page of the author: `words.html`, `#part`, a relative `:doc:`, the
  nearest of several definitions.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import docname_join

from sphinx_glossary_faq.builders import relative_address
from sphinx_glossary_faq.compat import cached_doctrees, sorted_todos
from sphinx_glossary_faq.domain import FaqDomain, domain_of, make_link_or_text
from sphinx_glossary_faq.nodes import COPIED_FROM, copy_target, find_origin, is_copy

_LOCAL_ANCHOR: Final = "glossary_faq_local_anchor"
"""The attribute of a link's text with the page and the id that MyST-Parser may resolve it to."""

_RECORDED: Final = {"todo_node": "todo", "todolist": "todolist"}
"""The directives behind the nodes of `sphinx.ext.todo`."""

_SEQUENCES: Final = (list, tuple, set, frozenset, deque)
_FOREIGN: Final = frozenset({"sphinx", "docutils", "builtins"})


def record_todos(app: Sphinx, doctree: nodes.document) -> None:
    """Record that the page being read has todos, or shows those of all pages."""
    if "sphinx.ext.todo" in app.extensions:
        names = {node.__class__.__name__ for node in doctree.findall(nodes.Element)}
        for name in names & _RECORDED.keys():
            domain_of(app.env).record_directive(_RECORDED[name])


def separate_kept_nodes(app: Sphinx, env: BuildEnvironment) -> None:
    """Have Sphinx resolve a copy of each page whose nodes the environment keeps."""
    documents = cached_doctrees(env)
    docnames = {id(document): docname for docname, document in documents.items()}
    for node in nodes_in_environment(env) if documents else ():
        root = node
        while root.parent is not None:
            root = root.parent
        for document in (root, node.document):
            documents.pop(docnames.get(id(document), ""), None)


def nodes_in_environment(env: BuildEnvironment) -> Iterator[nodes.Element]:
    """Yield the nodes that extensions keep in the environment, in containers and in objects.

    That they keep data in `env.domaindata` and in attributes of `env` is documented; how, is not.
    """
    values: list[Any] = [vars(env)]
    # Sphinx's own domains keep many objects and no nodes.
    own = (domain for domain in env.domains.values() if _is_sphinx_domain(domain))
    seen = {id(cached_doctrees(env)), *(id(domain.data) for domain in own)}
    skipped: set[type] = {str, int, float, bool, bytes, type(None)}
    while values:
        value = values.pop()
        if isinstance(value, nodes.Node):
            if isinstance(value, nodes.Element):
                yield value
        elif (contents := _contents(value)) is None:
            skipped.add(value.__class__)
        elif contents and id(value) not in seen:
            seen.add(id(value))
            values += [item for item in contents if item.__class__ not in skipped]


def _is_sphinx_domain(domain: Domain) -> bool:
    return type(domain).__module__.startswith("sphinx.domains.")


def _contents(value: Any) -> Collection[Any] | None:
    """What a container or an object of another extension holds; None for any other object."""
    if isinstance(value, _SEQUENCES):
        return value
    if isinstance(value, Mapping):
        return value.values()
    is_foreign = type(value).__module__.partition(".")[0] in _FOREIGN
    return None if is_foreign else getattr(value, "__dict__", {}).values()


def sort_copies(app: Sphinx, env: BuildEnvironment) -> None:
    """Have `todolist` show the same order in every build."""
    sorted_todos(env)


class CopiedNodesTransform(SphinxPostTransform):
    """Prepares copied nodes before their references are resolved."""

    default_priority = 5

    def is_supported(self) -> bool:
        return is_copy(self.document)

    def run(self, **kwargs: object) -> None:
        elements = list(self.document.findall(nodes.Element))
        ids = {id for node in elements for id in node["ids"]}
        for node in elements:
            origin = find_origin(node, self.env)
            if isinstance(node, addnodes.pending_xref):
                self._prepare_reference(node, origin)
            elif domain_of(self.env).builder.name == "gettext":
                continue  # its messages are those of the source
            elif isinstance(node, nodes.meta):  # describes the other page
                node.parent.remove(node)
            elif origin and origin != self.env.docname:
                self._move(node, origin, ids)

    def _prepare_reference(self, node: addnodes.pending_xref, origin: str) -> None:
        """Make a reference resolve as on its own page, to a link from this page."""
        if "refdoc" in node:
            node["refdoc"] = self.env.docname
        if not origin or origin == self.env.docname:
            return
        target = node["reftarget"]
        node[COPIED_FROM] = origin, target
        if self._may_be_document(node):
            docname = docname_join(origin, target)
            if docname in self.env.all_docs:
                node["reftarget"] = f"/{docname}"
        if "reflocalid" in node and isinstance(content := node[0], nodes.Element):
            content[_LOCAL_ANCHOR] = origin, node["reflocalid"]
            if not content.children:
                content += nodes.Text(self._heading(origin, node["reflocalid"]) or target)

    def _heading(self, docname: str, id: str) -> str:
        """Return the text of the heading *id* of a page, if there is one."""
        links = self.env.tocs[docname].findall(nodes.reference)
        return next((link.astext() for link in links if link["anchorname"] == f"#{id}"), "")

    def _may_be_document(self, node: addnodes.pending_xref) -> bool:
        """Whether a reference names a page by its path from the page of the author."""
        reftype, domain = node["reftype"], node.get("refdomain") or "std"
        if domain != "std" or reftype not in ("doc", "any", "myst"):
            return False
        labels: Mapping[str, object] = self.env.domains.standard_domain.anonlabels
        return reftype == "doc" or node["reftarget"].lower() not in labels

    def _move(self, node: nodes.Element, origin: str, ids: set[str]) -> None:
        """Make a link that docutils has resolved on page *origin* lead there."""
        if isinstance(node, nodes.reference):
            uri = node.get("refuri", "")
            id = node.get("refid") or (uri[1:] if uri.startswith("#") else "")
            if id and id not in ids:
                lead_to(node, domain_of(self.env), origin, id)
            elif uri and not id:
                node["refuri"] = self._address(origin, uri)
        elif isinstance(node, nodes.footnote_reference):
            if node.get("refid", "") not in ids:
                self._move_footnote_reference(node, origin)
        elif isinstance(node, nodes.footnote | nodes.citation):
            node["backrefs"] = [id for id in node["backrefs"] if id in ids]
        elif isinstance(node, nodes.raw) and "html" in node.get("format", "").split():
            self._move_raw(node, origin, ids)

    def _move_footnote_reference(self, node: nodes.footnote_reference, origin: str) -> None:
        domain, text = domain_of(self.env), nodes.Text(f"[{node.astext()}]")
        link = nodes.reference("", "", text, classes=["footnote-reference"])
        is_latex = domain.builder.format == "latex"  # its footnotes have no labels
        node.parent.replace(node, text if is_latex else link)  # without its ids
        if not is_latex:
            lead_to(link, domain, origin, node["refid"])

    def _move_raw(self, raw: nodes.raw, origin: str, ids: set[str]) -> None:
        from sphinx_glossary_faq.core.html.source_reader import read_source  # rarely needed

        text = raw.astext()
        for link in reversed(read_source(text).links):
            end = link.offset + len(link.value)
            is_literal = text[link.offset : end] == link.value  # not with entities
            if is_literal and link.value.removeprefix("#") not in ids:
                moved = self._address(origin, link.value)
                text = text[: link.offset] + moved + text[end:]
        raw.children[:] = []
        raw += nodes.Text(text)

    def _address(self, origin: str, address: str) -> str:
        """Return an address on page *origin* as an address on this page."""
        return relative_address(domain_of(self.env).builder, self.env.docname, origin, address)


class LocalAnchorTransform(SphinxPostTransform):
    """Corrects the copied links that MyST-Parser resolved to an anchor of their own page."""

    default_priority = 12  # after all resolvers

    def is_supported(self) -> bool:
        return is_copy(self.document)

    def run(self, **kwargs: object) -> None:
        ids = {id for node in self.document.findall(nodes.Element) for id in node["ids"]}
        for content in list(self.document.findall(nodes.Element)):
            origin, id = content.attributes.pop(_LOCAL_ANCHOR, ("", ""))
            link = content.parent
            if isinstance(link, nodes.reference) and link.get("refid") == id and id not in ids:
                lead_to(link, domain_of(self.env), origin, id)


def lead_to(link: nodes.reference, domain: FaqDomain, docname: str, id: str) -> None:
    """Make *link* lead to *id* on page *docname*, or replace it by its text."""
    builder, env = domain.builder, domain.env
    target = make_link_or_text(builder, env.docname, docname, id, nodes.Text(""))
    if not isinstance(target, nodes.reference):
        link.parent.replace(link, link.children)
        return
    link["internal"] = True
    copy_target(link, target)


def register(app: Sphinx) -> None:
    app.connect("doctree-read", record_todos)
    app.connect("env-updated", separate_kept_nodes)
    app.connect("env-updated", sort_copies)
    app.add_post_transform(CopiedNodesTransform)
    app.add_post_transform(LocalAnchorTransform)
