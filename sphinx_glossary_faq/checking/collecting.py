"""Every reference of a page: recorded while it is read, found again when it is to be told of.

One finder serves both.  Where a reference stands is asked only of those that are broken, and
answered by the page's pickled doctree.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util import get_filetype

from sphinx_glossary_faq.checking import rereading
from sphinx_glossary_faq.checking.uses import LOCAL, Attributes, Kind, Reference, Use, pack
from sphinx_glossary_faq.conditions import CONDITIONAL, Condition, condition_of
from sphinx_glossary_faq.core.model import References
from sphinx_glossary_faq.domain import domain_of

_NO_ATTRIBUTES = frozenset(
    {"ids", "classes", "names", "dupnames", "backrefs", "refdoc", "xml:space", "reftitle"}
)
"""Attributes of a pending reference that decide nothing about where it leads."""

_DESCEND, _TEXT, _PASS, _XREF, _VISIT, _CODE = range(6)

_PASSED: tuple[type[nodes.Node], ...] = (
    nodes.comment,
    nodes.substitution_definition,
    nodes.system_message,
    nodes.math,
    nodes.math_block,
    nodes.meta,
)
"""What no builder writes, or writes without links."""

_CODES: tuple[type[nodes.Node], ...] = (nodes.literal, nodes.literal_block, nodes.doctest_block)
"""Inside of these text is as it was meant, but for references there are."""

_VISITED: tuple[type[nodes.Node], ...] = (
    nodes.reference,
    nodes.raw,
    nodes.image,
    addnodes.download_reference,
    addnodes.index,
    nodes.problematic,
)


class _Actions(dict[type[nodes.Node], int]):
    """What to do at a node of each class, found out when the first one is met."""

    def __missing__(self, kind: type[nodes.Node]) -> int:
        if issubclass(kind, addnodes.pending_xref):
            action = _XREF
        elif issubclass(kind, _VISITED) or kind.__name__ in CONDITIONAL:
            action = _VISIT
        elif issubclass(kind, _PASSED):
            action = _PASS
        elif issubclass(kind, _CODES):
            action = _CODE
        else:
            action = _TEXT if issubclass(kind, nodes.Text) else _DESCEND
        self[kind] = action
        return action


_ACTIONS = _Actions()


class UseFinder:
    """Finds the references of a page, as it was read, with the nodes that make them."""

    def __init__(self, env: BuildEnvironment, docname: str) -> None:
        markup = get_filetype(env.config.source_suffix, str(env.doc2path(docname)))
        self._markdown = markup != "restructuredtext"
        self._roles = role_names(env)
        self._folder = Path(env.srcdir)
        self._conditions: tuple[Condition, ...] = ()
        self.hidden: list[tuple[Condition, tuple[str, ...]]] = []
        self.uses: list[Use] = []
        self._within: list[Use] = []

    def enter(self, node: nodes.Element, *, is_prose: bool = True) -> None:
        """Take in all that is inside of *node*."""
        children: Any = node.children
        markdown = self._markdown
        for at, child in enumerate(children):
            action = _ACTIONS[child.__class__]
            if action == _TEXT:
                if is_prose and (":" in child or "{" in child or (markdown and "][" in child)):
                    self._look_for_typos(child, children[at + 1 : at + 2])
            elif action == _DESCEND:
                self.enter(child, is_prose=is_prose)
            elif action == _XREF:
                attributes = child.attributes
                self._note(child, "xref", attributes["reftarget"], _that_decide(attributes))
            elif action == _VISIT:
                self._visit(child, is_prose=is_prose)
            elif action == _CODE and any(map(_has_children, child.children)):  # `parsed-literal`
                self.enter(child, is_prose=False)

    def _look_for_typos(self, text: nodes.Text, following: list[nodes.Node]) -> None:
        from sphinx_glossary_faq.core.typos import typos  # a build that reads no page needs none

        quoted = _quoted(following[0], markdown=self._markdown) if following else ""
        for typo in typos(str(text), quoted, self._roles, markdown=self._markdown):
            kind: Any = typo.rule
            self._note(text, kind, typo.written, (("meant", typo.meant),))

    def _visit(self, node: nodes.Element, *, is_prose: bool) -> None:
        match node:
            case nodes.image() | addnodes.download_reference():
                self._visit_file(node)
            case nodes.reference():
                if (uri := node.get("refuri")) and LOCAL.match(uri):
                    self._note(node, "link", uri)
                elif id := node.get("refid"):
                    self._note(node, "link", f"#{id}", is_within=True)
                self.enter(node, is_prose=is_prose)
            case nodes.raw():
                self._visit_raw(node)
            case nodes.problematic():
                self._note(node, "problem", node.get("refid", ""))
            case addnodes.index():
                self._visit_index(node)
            case _:
                self._visit_conditional(node, is_prose=is_prose)

    def _visit_file(self, node: nodes.Element) -> None:
        """Note an image or a download if Sphinx could not read its file."""
        if isinstance(node, nodes.image):
            remote = "://" in node["uri"] or node["uri"].startswith("data:")
            files: list[str] = list(dict(node.get("candidates", {})).values())
            # As Sphinx asks; `Path.is_file` ends in an error if a name is too long to be one.
            there = [os.access(self._folder / file, os.R_OK) for file in files]
            if not remote and not (there and all(there)):
                self._note(node, "image", node["uri"])
        elif "filename" not in node and "://" not in node["reftarget"]:
            self._note(node, "download", node["reftarget"])

    def _visit_index(self, node: nodes.Element) -> None:
        for kind, value, *_rest in node["entries"]:
            if kind in ("see", "seealso") and ";" in value:
                self._note(node, "see", value.partition(";")[2].strip())

    def _visit_raw(self, node: nodes.Element) -> None:
        if "html" in node.get("format", "").split():
            from sphinx_glossary_faq.core.markup import scan  # few pages have any

            for link in scan(node.astext()).links:
                if LOCAL.match(link.value):
                    self._note(node, "raw", link.value, offset=link.offset)

    def _visit_conditional(self, node: nodes.Element, *, is_prose: bool) -> None:
        condition = condition_of(node)
        assert condition is not None
        ids = {id for inside in node.findall(nodes.Element) for id in inside["ids"]}
        if ids:
            self.hidden.append((condition, tuple(sorted(ids))))
        outside = self._conditions
        self._conditions = (*outside, condition)
        self.enter(node, is_prose=is_prose)
        self._conditions = outside

    def _note(
        self,
        node: nodes.Node,
        kind: Kind,
        target: str,
        attributes: Attributes = (),
        offset: int = -1,
        *,
        is_within: bool = False,
    ) -> None:
        use = Use(Reference(kind, target, attributes, self._conditions), node, offset)
        (self._within if is_within else self.uses).append(use)

    def finish(self) -> None:
        """Of the links within the page keep those to what not all builds show: the others hold."""
        hidden = {f"#{id}" for _condition, ids in self.hidden for id in ids}
        self.uses += [use for use in self._within if use.reference.target in hidden]


def _has_children(node: nodes.Node) -> bool:
    return bool(node.children)


def _that_decide(attributes: Mapping[str, Any]) -> Attributes:
    names = _deciding(tuple(attributes))
    return tuple(zip(names, map(attributes.__getitem__, names), strict=True))


@lru_cache(maxsize=256)
def _deciding(names: tuple[str, ...]) -> Sequence[str]:
    """Of the attributes of a kind of reference those that decide, sorted."""
    return sorted(set(names) - _NO_ATTRIBUTES)


def _quoted(node: nodes.Node, *, markdown: bool) -> str:
    """What *node* has between single backquotes, if that is how it was written."""
    if markdown:
        return node.astext() if isinstance(node, nodes.literal) else ""
    raw = str(getattr(node, "rawsource", ""))
    return raw.strip("`") if raw.startswith("`") and not raw.startswith("``") else ""


def role_names(env: BuildEnvironment) -> frozenset[str]:
    """The names of all roles that refer to something, with and without their domain."""
    names = {"any", "download"}
    for domain in env.domains.values():
        for name, role in domain.roles.items():
            if isinstance(role, XRefRole):
                names.add(f"{domain.name}:{name}")
                if domain.name in ("std", env.config.primary_domain):
                    names.add(name)
    return frozenset(names - {"token"})  # a word of prose before a colon


def find_uses(env: BuildEnvironment, document: nodes.document, docname: str) -> UseFinder:
    """All references of page *docname*, in the order of the text."""
    found = UseFinder(env, docname)
    found.enter(document)
    found.finish()
    return found


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Record what the page that has been read refers to."""
    docname = app.env.docname
    found = find_uses(app.env, doctree, docname)
    if found.uses or found.hidden:
        distinct = {_key(use.reference): use.reference for use in found.uses}
        record = References(docname, pack(distinct.values()), tuple(found.hidden))
        domain_of(app.env).note(record)
        rereading.note_paths(app.env, docname, (use.node for use in found.uses))


def _key(reference: Reference) -> object:
    """What is the same for equal references; some attributes have no hash."""
    try:
        hash(reference)
    except TypeError:
        return repr(reference)
    return reference


def register(app: Sphinx) -> None:
    # Last of all, so that the doctree is as it will be pickled.
    app.connect("doctree-read", collect, priority=900)
