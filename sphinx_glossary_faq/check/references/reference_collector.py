"""Collect the references on a page when it is read and when broken references are located.

Broken references are located in the pickled doctree of their page.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole

from sphinx_glossary_faq.check import invalidation
from sphinx_glossary_faq.check.references.page_links import page_link
from sphinx_glossary_faq.check.references.reference import (
    LOCAL_URL,
    TEMPLATE,
    Attributes,
    Kind,
    Reference,
    ReferenceUse,
    is_markdown,
    pack,
)
from sphinx_glossary_faq.conditions import CONDITIONAL_NODES, condition_of
from sphinx_glossary_faq.core.model.records import Condition, PageLinks, References
from sphinx_glossary_faq.domain import domain_of
from sphinx_glossary_faq.nodes import NodeDispatch

_IGNORED_ATTRIBUTES = frozenset(
    {"ids", "classes", "names", "dupnames", "backrefs", "refdoc", "xml:space", "reftitle"}
)
"""Attributes of a pending reference that do not affect its target."""

_DESCEND, _TEXT, _SKIP, _XREF, _VISIT, _CODE = range(6)

_SKIPPED: tuple[type[nodes.Node], ...] = (
    nodes.system_message,
    nodes.math,
    nodes.math_block,
    nodes.meta,
)
"""Nodes that builders omit or write without links."""

_CODE_NODES: tuple[type[nodes.Node], ...] = (
    nodes.literal,
    nodes.literal_block,
    nodes.doctest_block,
)
"""Nodes that are not searched for typos. A `parsed-literal` may contain references."""

_VISITED_NODES: tuple[type[nodes.Node], ...] = (
    nodes.reference,
    nodes.raw,
    nodes.image,
    addnodes.download_reference,
    addnodes.index,
    nodes.problematic,
    nodes.substitution_definition,
)


def _compute_action(node_class: type[nodes.Node]) -> int:
    if issubclass(node_class, addnodes.pending_xref):
        return _XREF
    if issubclass(node_class, _VISITED_NODES) or node_class.__name__ in CONDITIONAL_NODES:
        return _VISIT
    # Some extensions derive visible nodes from `comment`, such as the table of `autosummary`.
    if node_class is nodes.comment or issubclass(node_class, _SKIPPED):
        return _SKIP
    if issubclass(node_class, _CODE_NODES):
        return _CODE
    return _TEXT if issubclass(node_class, nodes.Text) else _DESCEND


_ACTIONS: Final = NodeDispatch(_compute_action)


class ReferenceCollector:
    """Collects the references on a page in the doctree as read, with their nodes."""

    def __init__(self, env: BuildEnvironment, docname: str) -> None:
        self._markdown = is_markdown(env, docname)
        self._env = env
        self._folder = Path(env.srcdir)
        self._conditions: tuple[Condition, ...] = ()
        self.hidden: list[tuple[Condition, tuple[str, ...]]] = []
        self.references: list[ReferenceUse] = []
        self._internal_links: list[ReferenceUse] = []

    def walk(self, node: nodes.Element, *, is_prose: bool = True) -> None:
        """Collect all references inside *node*."""
        children: Any = node.children
        markdown, actions = self._markdown, _ACTIONS
        for index, child in enumerate(children):
            action = actions[child.__class__]
            if action == _TEXT:
                if is_prose and (":" in child or "{" in child or (markdown and "][" in child)):
                    self._collect_typos(child, children[index + 1 : index + 2])
            elif action == _DESCEND:
                self.walk(child, is_prose=is_prose)
            elif action == _XREF:
                self._add_xref(child)
            elif action == _VISIT:
                self._visit(child, is_prose=is_prose)
            elif action == _CODE and any(map(_has_children, child.children)):  # `parsed-literal`
                self.walk(child, is_prose=False)

    @cached_property
    def _roles(self) -> frozenset[str]:
        return role_names(self._env)  # many pages have no text that may be a mistyped role

    def _collect_typos(self, text: nodes.Text, following: list[nodes.Node]) -> None:
        from sphinx_glossary_faq.core.findings.typos import (
            find_typos,  # not needed if no page is read
        )

        quoted = _quoted_text(following[0], markdown=self._markdown) if following else ""
        for typo in find_typos(str(text), quoted, self._roles, markdown=self._markdown):
            kind: Any = typo.rule
            self._add(text, kind, typo.markup, (("suggestion", typo.suggestion),))

    def _visit(self, node: nodes.Element, *, is_prose: bool) -> None:
        match node:
            case nodes.image() | addnodes.download_reference():
                self._visit_file(node)
            case nodes.reference():
                if (uri := node.get("refuri")) and LOCAL_URL.match(uri):
                    self._add(node, "link", uri)
                elif id := node.get("refid"):
                    self._add(node, "link", f"#{id}", is_internal=True)
                self.walk(node, is_prose=is_prose)
            case nodes.raw():
                self._visit_raw(node)
            case nodes.problematic():
                self._add(node, "problem", node.get("refid", ""))
            case addnodes.index():
                self._visit_index(node)
            case nodes.substitution_definition():
                # Builders omit it, but Sphinx resolves the references in it, used or not.
                for pending in node.findall(addnodes.pending_xref):
                    self._add_xref(pending)
            case _:
                self._visit_conditional(node, is_prose=is_prose)

    def _add_xref(self, node: nodes.Element) -> None:
        self._add(node, "xref", node.get("reftarget", ""), _resolution_attributes(node))

    def _visit_file(self, node: nodes.Element) -> None:
        """Add an image or a download whose file Sphinx could not read."""
        if isinstance(node, nodes.image):
            uri = node.get("uri", "")
            remote = "://" in uri or uri.startswith("data:")
            files: list[str] = list(dict(node.get("candidates", {})).values())
            readable = [_is_readable(self._folder / file) for file in files]
            if not remote and not (readable and all(readable)):
                self._add(node, "image", uri)
        elif "filename" not in node and "://" not in (target := node.get("reftarget", "")):
            self._add(node, "download", target)

    def _visit_index(self, node: nodes.Element) -> None:
        entries: Any = node.get("entries", ())
        for kind, value, *_rest in entries:
            if kind in ("see", "seealso") and ";" in value:
                self._add(node, "see", value.partition(";")[2].strip())

    def _visit_raw(self, node: nodes.Element) -> None:
        if "html" in node.get("format", "").split():
            from sphinx_glossary_faq.core.html.source_reader import read_source  # rarely needed

            text = node.astext()
            for link in read_source(text).links:
                if LOCAL_URL.match(link.value):
                    self._add(node, "raw", link.value, text=text, offset=link.offset)

    def _visit_conditional(self, node: nodes.Element, *, is_prose: bool) -> None:
        condition = condition_of(node)
        assert condition is not None
        ids = {id for descendant in node.findall(nodes.Element) for id in descendant["ids"]}
        if ids:
            self.hidden.append((condition, tuple(sorted(ids))))
        outer = self._conditions
        self._conditions = (*outer, condition)
        self.walk(node, is_prose=is_prose)
        self._conditions = outer

    def _add(
        self,
        node: nodes.Node,
        kind: Kind,
        target: str,
        attributes: Attributes = (),
        text: str = "",
        offset: int = -1,
        *,
        is_internal: bool = False,
    ) -> None:
        reference = Reference(kind, target, attributes, self._conditions)
        use = ReferenceUse(reference, node, text, offset)
        (self._internal_links if is_internal else self.references).append(use)

    def finish(self) -> None:
        """Add links within the page whose anchors not all builders show.

        All other links within the page are valid.
        """
        hidden = {f"#{id}" for _condition, ids in self.hidden for id in ids}
        self.references += [use for use in self._internal_links if use.reference.target in hidden]


def _is_readable(path: Path) -> bool:
    """Whether a file can be read, as Sphinx checks it."""
    try:
        return os.access(path, os.R_OK)
    except ValueError:  # a null character
        return False


def _has_children(node: nodes.Node) -> bool:
    return bool(node.children)


def _resolution_attributes(node: nodes.Element) -> Attributes:
    attributes: Mapping[str, Any] = node.attributes
    names = _resolution_names(tuple(attributes))
    values = tuple(zip(names, map(attributes.__getitem__, names), strict=True))
    if attributes.get("reftype") == "numref" and attributes.get("refexplicit"):
        return (*values, (TEMPLATE, node.astext()))
    return values


@lru_cache(maxsize=256)
def _resolution_names(names: tuple[str, ...]) -> Sequence[str]:
    """Return the sorted names of attributes that affect the target."""
    return sorted(set(names) - _IGNORED_ATTRIBUTES)


def _quoted_text(node: nodes.Node, *, markdown: bool) -> str:
    """Return the text of *node* if it is between single backquotes, or "" otherwise."""
    if markdown:
        return node.astext() if isinstance(node, nodes.literal) else ""
    raw = str(getattr(node, "rawsource", ""))
    return raw.strip("`") if raw.startswith("`") and not raw.startswith("``") else ""


def role_names(env: BuildEnvironment) -> frozenset[str]:
    """Return the names of all roles that create references, with and without their domain."""
    names = {"any", "download"}
    for domain in env.domains.values():
        for name, role in domain.roles.items():
            if isinstance(role, XRefRole):
                names.add(f"{domain.name}:{name}")
                if domain.name in ("std", env.config.primary_domain):
                    names.add(name)
    return frozenset(names - {"token"})  # words that are common in prose before a colon


def collect_references(
    env: BuildEnvironment, document: nodes.document, docname: str
) -> ReferenceCollector:
    """Return all references on page *docname* in text order."""
    collector = ReferenceCollector(env, docname)
    collector.walk(document)
    collector.finish()
    return collector


def record_references(app: Sphinx, doctree: nodes.document) -> None:
    """Record the references on the page that has been read."""
    docname = app.env.docname
    collector = collect_references(app.env, doctree, docname)
    if links := tuple(dict.fromkeys(filter(None, map(page_link, collector.references)))):
        domain_of(app.env).add_records(PageLinks(docname, links))
    if collector.references or collector.hidden:
        distinct = {_hashable(use.reference): use.reference for use in collector.references}
        record = References(docname, pack(distinct.values()), tuple(collector.hidden))
        domain_of(app.env).add_records(record)
        invalidation.record_file_dependencies(
            app.env, docname, (use.node for use in collector.references)
        )


def _hashable(reference: Reference) -> object:
    """Return a hashable key for a reference, because some attributes are not hashable."""
    try:
        hash(reference)
    except TypeError:
        return repr(reference)
    return reference


def register(app: Sphinx) -> None:
    # Run after all other handlers, when the doctree is ready to be pickled.
    app.connect("doctree-read", record_references, priority=900)
