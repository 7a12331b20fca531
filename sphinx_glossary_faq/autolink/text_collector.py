"""Collect the linkable text of a page when the page is read, and pack it into the store.

A run is stored with all information that affects its links: its section, the terms that it defines,
the adjacent text and its conditions.  Its location is stored for reports.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial
from operator import itemgetter
from os.path import relpath
from pathlib import Path
from typing import Final

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxRole

from sphinx_glossary_faq.autolink import run_positions
from sphinx_glossary_faq.autolink.html_outline import Outline, is_raw_html, write_outline
from sphinx_glossary_faq.autolink.serialize import HeadingRow, LinkRow, RunRow, pack
from sphinx_glossary_faq.autolink.traversal import OPT_OUT, TextTraversal
from sphinx_glossary_faq.config import PREFIX
from sphinx_glossary_faq.core.model.records import PageText
from sphinx_glossary_faq.domain import domain_of

_ADJACENT_LENGTH = 24
"""The length of adjacent text to keep.  Further characters do not affect word boundaries."""

_CONTEXT_LENGTH = 40
"""The length of the text before and after an explicit link to keep."""

_conditions_of = itemgetter(-1)
"""Return the conditions of a `RunRow`."""

_INLINE_TYPES = (nodes.Text, nodes.Inline)
"""The types of inline nodes."""

_MANY_SIBLINGS: Final = 50
"""The number of children from which on searching them for each run would take quadratic time."""


class TextCollector(TextTraversal):
    """Collects the runs, headings and explicit links to terms on a page."""

    def __init__(self, env: BuildEnvironment, document: nodes.document, docname: str) -> None:
        super().__init__(env.config, docname)
        self._included_file = cache(partial(_included_file, root=str(env.srcdir)))
        self._source = document.get("source", "")
        self._parent: nodes.Node | None = None
        self._location = 0, ""
        self.runs: list[RunRow] = []
        self.links: list[LinkRow] = []
        self.headings: list[HeadingRow] = []
        self.first_nodes: list[nodes.Text] = []
        self.link_nodes: list[nodes.Element] = []
        self._indexes: dict[int, dict[int, int]] = {}
        """The indexes of the children of large elements, by the identity of the nodes."""

        self.enter(document)
        self._outline = self._write_outline(document) if self.needs_outline else ()

    def _write_outline(self, document: nodes.document) -> Outline:
        markers = {id(text): f"r{number}" for number, text in enumerate(self.first_nodes)}
        markers |= {id(link): f"l{number}" for number, link in enumerate(self.link_nodes)}
        return write_outline(document, markers)

    def visit_run(self, parent: nodes.Node, index: int, texts: list[nodes.Text], text: str) -> None:
        before = after = ""
        end, is_inline = index + len(texts), isinstance(parent, nodes.Inline)
        if (index or is_inline) and not (text[0].isspace() or _starts_with_punctuation(text)):
            before = _adjacent_text(parent, index - 1, -1, self._index_of)
        # docutils does not show a space after an escape, so "cat\0 " touches the next text.
        touches_next = not text[-1].isspace() or text[-2:-1] == "\0"
        if touches_next and (is_inline or end < len(parent.children)):
            after = _adjacent_text(parent, end, 1, self._index_of)
        if parent is not self._parent:  # a paragraph has several runs
            self._location = self.location_of(parent)
            self._parent = parent
        self.first_nodes.append(texts[0])
        line, file = self._location
        position = self.section, self.defines
        self.runs.append((text, *position, before, after, line, file, self.conditions))

    def location_of(self, node: nodes.Node) -> tuple[int, str]:
        """Return the line of *node*, and its file if the file is not the source of the page."""
        line, source = _line_and_source(node)
        return line, "" if source == self._source else self._included_file(source)

    def _index_of(self, node: nodes.Node) -> int:
        siblings = node.parent.children
        if len(siblings) < _MANY_SIBLINGS:
            return siblings.index(node)
        if id(node.parent) not in self._indexes:
            self._indexes[id(node.parent)] = {id(child): i for i, child in enumerate(siblings)}
        return self._indexes[id(node.parent)][id(node)]

    def visit_link(self, node: nodes.Element) -> None:
        """Collect a link if its target may be a term, whose id starts with `term-`."""
        self._add_link(node)

    def _add_link(self, node: nodes.Element, *, is_prose: bool = True) -> None:
        name = id = ""
        get = node.attributes.get
        reftype = get("reftype")
        if reftype == "any" or (reftype == "term" and get("refdomain") == "std"):
            name = get("reftarget", "")
        elif reftype == "myst":
            id = get("reftargetid") or get("reftarget", "")
        elif "refid" in node.attributes or "refuri" in node.attributes:  # most have neither
            id = get("refid") or get("refuri", "").partition("#")[2]
        if name or (id.startswith("term-") and "://" not in get("refuri", "")):
            left, right = self._link_context(node) if is_prose else ("", "")
            text = "" if (text := node.astext()) == name else text
            self.links.append((name, id, self.section, left, text, right, self.conditions))
            self.link_nodes.append(node)

    def visit_skipped(self, node: nodes.Element) -> None:
        """Collect the heading and the links in *node*, except for links made by directives."""
        if isinstance(node, nodes.title) and isinstance(node.parent, nodes.section):
            [id] = node.parent["ids"][:1] or [""]
            self.headings.append((self.sections, node.astext(), id, self.conditions))
        for link in node.findall(addnodes.pending_xref):
            if "glossary_faq" not in link:
                self._add_link(link, is_prose=False)

    def _link_context(self, node: nodes.Element) -> tuple[str, str]:
        """Return whole words directly before and after a link, for a text fragment."""
        siblings, index = node.parent.children, self._index_of(node)
        before, after = siblings[max(index - 1, 0) : index], siblings[index + 1 : index + 2]
        left, right = (
            "".join(str(text) for text in part if isinstance(text, nodes.Text))
            for part in (before, after)
        )
        if len(left) > _CONTEXT_LENGTH:
            left = left[-_CONTEXT_LENGTH:].partition(" ")[2]
        if len(right) > _CONTEXT_LENGTH:
            right = right[:_CONTEXT_LENGTH].rpartition(" ")[0]
        return left, right

    def records(self) -> list[PageText]:
        """Return the record of the page, or an empty list if it has no linkable text."""
        if not (self.runs or self.links):
            return []
        packed = pack(self.runs, self.links, self.headings, self._outline)
        return [PageText(self.docname, packed)]


def _starts_with_punctuation(text: str) -> bool:
    """Return whether a run starts with a punctuation mark."""
    return text[0] in ",.;:" and not text[1:2].strip()


def _line_and_source(node: nodes.Node | None) -> tuple[int, str]:
    """Return the line and the source of *node* or of its nearest ancestor with a line."""
    while node is not None and node.line is None:
        node = node.parent
    return (node.line or 0, node.source or "") if node is not None else (0, "")


def _included_file(source: str, root: str) -> str:
    """Return the path of an included file relative to *root*, or "".

    A docstring is treated as a file, because its lines are counted from its beginning.
    """
    path, _, object_name = source.partition(":docstring of ")
    if object_name:
        return f"docstring of {object_name}"
    if not path or path.startswith("<"):  # such as "<rst_epilog>"
        return path
    try:
        return Path(relpath(path, root)).as_posix()
    except ValueError:  # on another drive
        return Path(path).name


def _adjacent_text(
    parent: nodes.Node, index: int, step: int, index_of: Callable[[nodes.Node], int]
) -> str:
    """Return the text at *index* in *parent* up to the first whitespace.

    :param step: -1 for the end of the text before the run, 1 for the start of the text after it.
    :param index_of: returns the index of a node among the children of its parent.
    """
    text = ""
    while not text:
        while not 0 <= index < len(parent.children):
            if not isinstance(parent, nodes.Inline) or parent.parent is None:
                return ""
            node, parent = parent, parent.parent
            index = step + index_of(node)
        neighbor = parent.children[index]
        if isinstance(neighbor, nodes.raw):
            text = _raw_text(neighbor)
        elif not isinstance(neighbor, _INLINE_TYPES) or not (text := neighbor.astext()):
            return ""
        index += step
    if step < 0:
        return "" if text[-1].isspace() else text[-_ADJACENT_LENGTH:].split()[-1]
    return "" if text[0].isspace() else text[:_ADJACENT_LENGTH].split()[0]


# A tag that does not end a word. Matches `<b>`, `</span>`, `<a id="b">`, `<!-- b -->`; not `<br>`,
# `<p>`.
_INLINE_TAG: Final = re.compile(
    r"</?(?:a|abbr|b|bd[io]|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|nobr|q|s|samp"
    r"|small|span|strike|strong|su[bp]|time|tt|u|var|wbr)(?:[\s/][^<>]*+)?>|<!--[^<>]*+>",
    re.IGNORECASE,
)
# Matches `<br>`, `<p>`; not `a < b`.
_OTHER_TAG: Final = re.compile(r"</?[a-z][^<>]*+>", re.IGNORECASE)


def _raw_text(raw: nodes.raw) -> str:
    """Return the text in *raw* that HTML builders show, with spaces for tags that end a word."""
    if not is_raw_html(raw):
        return ""
    return _OTHER_TAG.sub(" ", _INLINE_TAG.sub("", raw.astext()))


class CollectText(SphinxTransform):
    """Stores the linkable text of a page after all other transforms.

    This is the last transform.  It runs after a Sphinx transform with the same priority, which
    joins the text of a `:param:` with the preceding dash.  A higher priority would not
    make it run later, because priorities are sorted as strings ("1000" before "999").
    """

    default_priority = 999

    def apply(self, **kwargs: object) -> None:
        collector = TextCollector(self.env, self.document, self.env.docname)
        if records := collector.records():
            domain_of(self.env).add_records(*records)
        if not any(map(_conditions_of, collector.runs)):
            run_positions.save(self.document, collector.first_nodes, self.env.config)


def recollect_pages(app: Sphinx, env: BuildEnvironment) -> None:
    """Collect the text of all pages again if `autolink_skip_nodes` has changed.

    The pickled doctrees are used, so no page is read again.
    """
    domain, skip_nodes = domain_of(env), sorted(env.config[PREFIX + "autolink_skip_nodes"])
    if domain.data.setdefault("skipped", skip_nodes) != skip_nodes:
        domain.data["skipped"] = skip_nodes
        for docname in env.all_docs:
            records = TextCollector(env, env.get_doctree(docname), docname).records()
            domain.store.replace(docname, PageText, *records)


class NoAutolinkRole(SphinxRole):
    """The role for a mention that must not be linked."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        return [nodes.inline(self.rawtext, self.text, classes=[OPT_OUT])], []


def register(app: Sphinx) -> None:
    """Register the role `no-autolink` and the collection of text."""
    app.add_role(OPT_OUT, NoAutolinkRole())
    app.add_transform(CollectText)
    # Run before the links are planned (600).
    app.connect("env-updated", recollect_pages, priority=500)
