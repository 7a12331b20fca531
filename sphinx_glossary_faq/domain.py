"""The Sphinx domain `faq`: where pages and the project meet.

A thin adapter.  It keeps the core's store in the environment (purged, merged and pickled
with it), puts questions into objects.inv and the search, and resolves references to
questions, and to terms by any of their names.  What is known of the project is asked of
`Guide`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Protocol, cast

from docutils import nodes
from docutils.nodes import Element
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.errors import NoUri
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from sphinx_glossary_faq import config
from sphinx_glossary_faq.builders import writes_pages
from sphinx_glossary_faq.conditions import holds
from sphinx_glossary_faq.core.guide import Guide
from sphinx_glossary_faq.core.model import Question, Record, Term, Used
from sphinx_glossary_faq.core.plan import PagePlan, Run
from sphinx_glossary_faq.core.store import Store
from sphinx_glossary_faq.core.vocabulary import Target
from sphinx_glossary_faq.nodes import _

if TYPE_CHECKING:
    from sphinx.util.typing import RoleFunction


class LinkCount(NamedTuple):
    """How many mentions of terms are linked automatically, and on how many pages."""

    mentions: int
    pages: int


class CheckCount(NamedTuple):
    """How many references the check of this run has followed, and how many pages it has read."""

    references: int
    """Each once a page, however often the page makes it."""

    pages: int
    """As they were written."""


class Plan(Protocol):
    """The automatic links of a run, by page."""

    def get(self, docname: str, /) -> PagePlan | None:
        """What becomes of the mentions on a page; none where it has no prose."""

    def prose(self, docname: str, /) -> Iterable[Run]:
        """The text of a page that this build shows, linked or not."""


class NoPlan:
    """The plan before anything is planned."""

    def get(self, docname: str, /) -> PagePlan | None:
        return None

    def prose(self, docname: str, /) -> Iterable[Run]:
        return ()


class QuestionRole(XRefRole):
    """`:faq:`, which is `:faq:question:`: a bare role would not know its domain."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        self.name = "faq:question"
        return super().run()


class FaqDomain(Domain):
    """Questions as objects; and the store of everything else that pages record."""

    name = "faq"
    label = "FAQ"
    object_types: ClassVar[dict[str, ObjType]] = {"question": ObjType(_("question"), "question")}
    roles: ClassVar[dict[str, RoleFunction | XRefRole]] = {
        "question": XRefRole(warn_dangling=True, innernodeclass=nodes.inline)
    }
    initial_data: ClassVar[dict[str, Any]] = {"records": {}}
    data_version = 3
    dangling_warnings: ClassVar[dict[str, str]] = {"question": "no question called %(target)s"}

    builder: Builder
    """The builder of this run; set when it is known, never pickled."""

    plan: Plan
    """The automatic links of this run; derived from the store, never pickled."""

    leads: Mapping[str, str]
    """For each page a digest of where its references lead; found out in every build."""

    linked: LinkCount
    """How many there are; told without planning the pages that stay as they are."""

    checked: CheckCount
    """Nothing until the check has ended."""

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.store = Store(self.data["records"])
        self.plan = NoPlan()
        self.leads = {}
        self.linked = LinkCount(0, 0)
        self.checked = CheckCount(0, 0)
        self._guide: Guide | None = None
        self._assembled: frozenset[str] | None = None
        self._remote: tuple[Term, ...] = ()

    def know(self, remote: Iterable[Term]) -> None:
        """Take in the terms of other projects that may be linked; forgotten after this run."""
        self._remote = tuple(remote)
        self._guide = None

    @property
    def guide(self) -> Guide:
        """The project as recorded so far; derived anew after each page that is read."""
        if self._guide is None:
            options = config.vocabulary_options(self.env.config) | {"remote": self._remote}
            asked = self._label_page, self._groups, self.shows
            self._guide = Guide(self.store, options, *asked)
        return self._guide

    def shows(self, term: Term) -> bool:
        """Whether what this run writes has the definition of *term*."""
        return all(holds(condition, self.builder) for condition in term.conditions)

    @property
    def assembled(self) -> frozenset[str]:
        """The pages that toctrees lead to from the first: all of a site that is one page."""
        if self._assembled is None:
            found = {self.env.config.root_doc: None}
            waiting = list(found)
            for docname in waiting:
                new = [at for at in self.env.toctree_includes.get(docname, ()) if at not in found]
                found.update(dict.fromkeys(new))
                waiting += new
            self._assembled = frozenset(found)
        return self._assembled

    def _label_page(self, label: str) -> str:
        """The page that a label is on, or nothing."""
        standard = self.env.domains.standard_domain
        return str(standard.anonlabels.get(label, ("",))[0])

    def _groups(self, docname: str) -> frozenset[str]:
        """The groups of terms that a page means first: its folders, and those it names itself."""
        named = str(self.env.metadata.get(docname, {}).get("glossary-group", ""))
        own = {name.strip() for name in named.split(";")}
        return frozenset((own | set(docname.split("/")[:-1])) - {""})

    def note(self, *records: Record) -> None:
        """Record what the page that is being read has to tell."""
        self.store.add(self.env.docname, *records)
        self._forget()

    def renew(self, docname: str, kind: type[Record], *records: Record) -> None:
        """Have *records* in the place of those of *kind* that *docname* has told of."""
        self.store.renew(docname, kind, *records)
        self._forget()

    def note_use(self, name: str) -> None:
        """Record that the page being read has a directive called *name*."""
        if self.env.docname not in self.store.users(name):
            self.note(Used(self.env.docname, name))

    def is_used(self, docname: str, names: Iterable[str]) -> bool:
        """Whether *docname*, or a page that is assembled into it, uses any directive of *names*.

        A page is assembled of others when it is resolved, not while it is read; until it
        has been, Sphinx does not count it among all pages.
        """
        if docname in self.env.all_docs and not writes_pages(self.builder):
            return any(self.store.users(name) for name in names)
        return any(docname in self.store.users(name) for name in names)

    def clear_doc(self, docname: str) -> None:
        self.store.drop(docname)
        self._forget()

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        self.store.merge(docnames, otherdata["records"])
        self._forget()

    def _forget(self) -> None:
        """What has been derived is derived anew when it is next asked for."""
        self._guide = self._assembled = None

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        for question in self.store.all(Question):
            docname = question.place.docname
            yield question.id, question.text, "question", docname, question.id, 1

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        question = self.guide.question(target, fromdocname)
        if question is None:
            return None
        if not node.get("refexplicit"):
            contnode = nodes.inline("", question.text, classes=contnode.get("classes", []))
        return link(builder, fromdocname, question.place.docname, question.id, contnode)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        found = self.resolve_xref(env, fromdocname, builder, "question", target, node, contnode)
        return [("faq:question", found)] if found else []


def domain_of(env: BuildEnvironment) -> FaqDomain:
    return cast(FaqDomain, env.domains[FaqDomain.name])


def link(
    builder: Builder, fromdocname: str, docname: str, id: str, child: nodes.Node
) -> nodes.reference:
    """A link to *id* of *docname*, right in assembled documents too.

    :raises NoUri: where *docname* is not in what is assembled. Sphinx's own resolver
        takes that for "show the text alone"; elsewhere `refer` does.
    """
    if not isinstance(builder, SingleFileHTMLBuilder):
        return make_refnode(builder, fromdocname, docname, id, cast(Element, child))
    # Sphinx writes "#document-page#id" (sphinx#14221), and of pages that are not there too.
    if docname not in domain_of(builder.env).assembled:
        raise NoUri(docname, None)
    return nodes.reference("", "", child, internal=True, refid=id)


def refer(
    builder: Builder, fromdocname: str, docname: str, id: str, child: nodes.Node
) -> nodes.Node:
    """A link as `link` makes it; *child* alone where it has nowhere to lead."""
    try:
        return link(builder, fromdocname, docname, id, child)
    except NoUri:
        return child


def refer_to(builder: Builder, fromdocname: str, target: Target, child: nodes.Node) -> nodes.Node:
    """A link to a term, in this project or another one; *child* alone where it is not shown."""
    term = target.term
    if not term.uri:
        shown = domain_of(builder.env).shows(term)
        return refer(builder, fromdocname, term.docname, target.id, child) if shown else child
    return nodes.reference("", "", child, internal=False, refuri=target.id, reftitle=term.docname)


def keep_builder(app: Sphinx) -> None:
    domain_of(app.env).builder = app.builder


def resolve_term(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: Element
) -> nodes.reference | None:
    """`:term:` by an alias or an inflected form, which Sphinx itself does not know."""
    if (node.get("refdomain"), node.get("reftype")) != ("std", "term"):
        return None
    refdoc = node.get("refdoc", env.docname)
    target = domain_of(env).guide.target(node["reftarget"], refdoc)
    if target is None:
        return None
    return link(app.builder, refdoc, target.term.docname, target.id, contnode)


def register(app: Sphinx) -> None:
    """Declare the domain, its short role, and what it resolves for others."""
    app.add_domain(FaqDomain)
    app.add_role("faq", QuestionRole(warn_dangling=True, innernodeclass=nodes.inline))
    app.connect("builder-inited", keep_builder)
    # Before intersphinx (500), whichever is loaded first: the project's own terms win.
    app.connect("missing-reference", resolve_term, priority=400)
