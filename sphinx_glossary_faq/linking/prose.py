"""The linkable text of a page, taken down when the page is read and packed into the store.

With each run goes what decides of its links: its section, the terms that it defines itself, what
touches it, the conditions that it is shown under; and, to tell of it, where it is written.
"""

from __future__ import annotations

from functools import cache
from operator import itemgetter
from os.path import relpath
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxRole

from sphinx_glossary_faq.config import PREFIX
from sphinx_glossary_faq.core.model import Prose
from sphinx_glossary_faq.domain import domain_of
from sphinx_glossary_faq.linking import beginnings
from sphinx_glossary_faq.linking.packing import LinkRow, RunRow, TitleRow, pack
from sphinx_glossary_faq.linking.walk import Walk
from sphinx_glossary_faq.linking.zones import OPT_OUT

_TOUCHES = 24
"""How many characters are kept of what touches a run: more decide of no word's edge."""

_CONDITIONS = itemgetter(-1)
"""Under which a run is shown."""

_JOINED = (nodes.Text, nodes.Inline)
"""What stands on one line with the text beside it."""


class Index(Walk):
    """Takes down the runs of a page that is read, and the links in it that lead to terms."""

    def __init__(self, env: BuildEnvironment, document: nodes.document, docname: str) -> None:
        super().__init__(env.config, docname)
        self._root = str(env.srcdir)
        self._source = document.get("source", "")
        self._parent: nodes.Node | None = None
        self._written_at = 0, ""
        self.runs: list[RunRow] = []
        self.links: list[LinkRow] = []
        self.titles: list[TitleRow] = []
        self.firsts: list[nodes.Text] = []
        self.enter(document)

    def at_run(self, parent: nodes.Node, at: int, texts: list[nodes.Text], text: str) -> None:
        before = after = ""
        end, is_inline = at + len(texts), isinstance(parent, nodes.Inline)
        if (at or is_inline) and not (text[0].isspace() or _begins_apart(text)):
            before = _touching(parent, at - 1, -1)
        # A blank after docutils' escape is not seen: "cat\0 " is glued to what follows.
        is_glued = not text[-1].isspace() or text[-2:-1] == "\0"
        if is_glued and (is_inline or end < len(parent.children)):
            after = _touching(parent, end, 1)
        if parent is not self._parent:  # a paragraph has several runs
            line, source = _line_and_source(parent)
            self._written_at = line, "" if source == self._source else _file(source, self._root)
            self._parent = parent
        self.firsts.append(texts[0])
        line, source = self._written_at
        about = self.section, self.defines
        self.runs.append((text, *about, before, after, line, source, self.conditions))

    def at_link(self, node: nodes.Element) -> None:
        """Note a link, in case it leads to a term, whose id Sphinx begins with `term-`."""
        name = id = ""
        get = node.attributes.get
        kind = get("reftype")
        if kind == "any" or (kind == "term" and get("refdomain") == "std"):
            name = node["reftarget"]
        elif kind == "myst":
            id = get("reftargetid") or node["reftarget"]
        elif "refid" in node.attributes or "refuri" in node.attributes:  # most have neither
            id = get("refid") or get("refuri", "").partition("#")[2]
        if name or (id.startswith("term-") and "://" not in get("refuri", "")):
            self.links.append((name, id, self.section, self.conditions))

    def at_skipped(self, node: nodes.Element) -> None:
        """Note the links in *node*, less those that directives make; and what titles say."""
        if isinstance(node, nodes.title) and isinstance(node.parent, nodes.section):
            self.titles.append((self.sections, node.astext(), self.conditions))
        for link in node.findall(addnodes.pending_xref):
            if "glossary_faq" not in link:
                self.at_link(link)

    def packed(self) -> list[Prose]:
        """The record of the page; none where there is nothing to link."""
        if not (self.runs or self.links):
            return []
        return [Prose(self.docname, pack(self.runs, self.links, self.titles))]


def _begins_apart(text: str) -> bool:
    """Whether a run goes on behind a comma or the like: half of those that touch something do."""
    return text[0] in ",.;:" and not text[1:2].strip()


def _line_and_source(node: nodes.Node | None) -> tuple[int, str]:
    """The line and the file of the closest node around that knows its line."""
    while node is not None and node.line is None:
        node = node.parent
    return (node.line or 0, node.source or "") if node is not None else (0, "")


@cache
def _file(source: str, root: str) -> str:
    """What was included, told so that it is the same on every machine: by its path from *root*.

    The text of a docstring is counted from where that begins, so it stands for a file.
    """
    path, _, documented = source.partition(":docstring of ")
    if documented:
        return f"docstring of {documented}"
    if not path or path.startswith("<"):  # "<rst_epilog>", for one
        return path
    try:
        return Path(relpath(path, root)).as_posix()
    except ValueError:  # on another drive
        return Path(path).name


def _touching(parent: nodes.Node, at: int, step: int) -> str:
    """The text without blanks that touches the child of *parent* next to *at*."""
    while not 0 <= at < len(parent.children):
        if not isinstance(parent, nodes.Inline) or parent.parent is None:
            return ""
        node, parent = parent, parent.parent
        at = step + parent.children.index(node)
    beside = parent.children[at]
    if not isinstance(beside, _JOINED):
        return ""
    text = beside.astext()
    if step < 0:
        return "" if text[-1:].isspace() else text[-_TOUCHES:].split()[-1:][0] if text else ""
    return "" if text[:1].isspace() else text[:_TOUCHES].split()[0] if text else ""


class CollectProse(SphinxTransform):
    """Packs the prose of a page into the store, as it will be resolved.

    The last of all transforms, and so after Sphinx's own of the same number, which joins the
    text of a `:param:` with the dash before it. There is no later one: 1000 sorts before 999.
    """

    default_priority = 999

    def apply(self, **kwargs: object) -> None:
        index = Index(self.env, self.document, self.env.docname)
        if packed := index.packed():
            domain_of(self.env).note(*packed)
        if not any(map(_CONDITIONS, index.runs)):
            beginnings.keep(self.document, index.firsts, self.env.config)


def collect_again(app: Sphinx, env: BuildEnvironment) -> None:
    """Walk through all pages again if other nodes are to be skipped than when they were read.

    As they are kept: none is read again.
    """
    domain, skipped = domain_of(env), sorted(env.config[PREFIX + "autolink_skip_nodes"])
    if domain.data.setdefault("skipped", skipped) != skipped:
        domain.data["skipped"] = skipped
        for docname in env.all_docs:
            packed = Index(env, env.get_doctree(docname), docname).packed()
            domain.store.renew(docname, Prose, *packed)


class NoAutolink(SphinxRole):
    """Text that stays as it is: one mention, kept from being linked."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        return [nodes.inline(self.rawtext, self.text, classes=[OPT_OUT])], []


def register(app: Sphinx) -> None:
    app.add_role(OPT_OUT, NoAutolink())
    app.add_transform(CollectProse)
    # Before the links are planned (600).
    app.connect("env-updated", collect_again, priority=500)
