"""Define the Sphinx domain `faq`, a thin adapter between Sphinx and the core.

The domain keeps the store of records in the environment, with which the records are purged, merged
and pickled.  It adds questions to objects.inv and to the search.  It resolves references to
questions, and to terms by any of their names.  `Project` contains all data that is derived from the
records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import TYPE_CHECKING, Any, ClassVar, cast

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
from sphinx_glossary_faq.build_results import (
    CheckCount,
    EmptyPlan,
    LinkCount,
    NoTips,
    Plan,
    Tips,
)
from sphinx_glossary_faq.builders import is_single_document, writes_pages
from sphinx_glossary_faq.conditions import is_active
from sphinx_glossary_faq.core.further_reading import FurtherReading, LinkCounts, SiteStructure
from sphinx_glossary_faq.core.matching.vocabulary import Target
from sphinx_glossary_faq.core.model.decisions import Decisions
from sphinx_glossary_faq.core.model.records import Condition, DirectiveUse, Question, Record, Term
from sphinx_glossary_faq.core.model.relations import TermKey
from sphinx_glossary_faq.core.model.store import Store
from sphinx_glossary_faq.core.planning.usage import PageUse
from sphinx_glossary_faq.core.project import Project
from sphinx_glossary_faq.nodes import COPIED_FROM, _

if TYPE_CHECKING:
    from sphinx.util.typing import RoleFunction


class QuestionRole(XRefRole):
    """The role `:faq:question:`, with the short name `:faq:`."""

    innernodeclass = nodes.inline

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        self.name = "faq:question"  # a role outside a domain must set its domain
        return super().run()

    def result_nodes(
        self, document: nodes.document, env: BuildEnvironment, node: Element, is_ref: bool
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Set the classes of the text, which are those of a question by default."""
        content = cast(Element, node[0]) if is_ref else node
        content["classes"] = ["xref", "faq-link"]
        return [node], []


class FaqDomain(Domain):
    """The domain for questions, which also stores the records of all pages."""

    name = "faq"
    label = "FAQ"
    object_types: ClassVar[dict[str, ObjType]] = {"question": ObjType(_("question"), "question")}
    roles: ClassVar[dict[str, RoleFunction | XRefRole]] = {
        "question": QuestionRole(warn_dangling=True)
    }
    initial_data: ClassVar[dict[str, Any]] = {"records": {}, "made_files": {}}
    data_version = 15
    dangling_warnings: ClassVar[dict[str, str]] = {"question": "unknown question: %(target)r"}

    builder: Builder
    """The builder of this build, which is never pickled."""

    plan: Plan
    """The automatic links in this build, which are derived from the store and never pickled."""

    page_uses: Mapping[TermKey, Sequence[PageUse]]
    """The pages that mention each term whose definition shows them, computed in every build."""

    tips: Tips
    """The definitions at the links in this build, which are never pickled."""

    target_digests: Mapping[str, str]
    """A digest of the resolved targets on each page, computed in every build."""

    link_count: LinkCount
    """The number of automatic links, counted without planning unchanged pages."""

    check_count: CheckCount | None
    """The numbers of checked references, pages and findings; None if nothing was checked."""

    made_files: dict[str, int]
    """The files that any build has copied or added to its output, and their latest times."""

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.store = Store(self.data["records"])
        self.made_files = self.data["made_files"]
        self.plan = EmptyPlan()
        self.page_uses = {}
        self.tips = NoTips()
        self.target_digests = {}
        self.link_count = LinkCount(0, 0, 0)
        self.check_count = None
        self._project: Project | None = None
        self._further_reading: FurtherReading | None = None
        self._automatic_links: Mapping[str, LinkCounts] = {}
        self._reading_order: dict[str, int] | None = None
        self._remote_terms: tuple[Term, ...] = ()
        self.decisions: Decisions = {}

    def set_remote_terms(self, terms: Iterable[Term]) -> None:
        """Set the linkable terms of other projects for this build."""
        self._remote_terms = tuple(terms)
        self._project = None

    def set_decisions(self, decisions: Decisions) -> None:
        """Set the decisions about automatic links for this build."""
        self.decisions = decisions
        self._project = None

    @property
    def project(self) -> Project:
        """The view of the records so far, which is created again after each page that is read."""
        if self._project is None:
            settings = self.env.config
            options = config.vocabulary_options(settings)
            options |= {"remote": self._remote_terms, "decisions": self.decisions}
            callbacks = self._docname_of_label, self._groups_of_page, self._is_active
            self._project = Project(
                self.store,
                options,
                *callbacks,
                filter_senses=settings[config.PREFIX + "senses"],
                everyday_words=settings[config.PREFIX + "everyday_words"],
            )
        return self._project

    def _is_active(self, condition: Condition) -> bool:
        return is_active(condition, self.builder)

    def set_automatic_links(self, links: Mapping[str, LinkCounts]) -> None:
        """Set the number of terms of other pages that each page links to in this build."""
        self._automatic_links = links
        self._further_reading = None

    @property
    def further_reading(self) -> FurtherReading:
        """The automatic entries of `see-also` lists, for the current records."""
        if self._further_reading is None:
            toctrees = self.env.toctree_includes
            structure = SiteStructure(toctrees, self.reading_order, self._automatic_links)
            self._further_reading = FurtherReading(self.store, self.project, structure)
        return self._further_reading

    @property
    def reading_order(self) -> Mapping[str, int]:
        """The positions of the pages that toctrees include, starting from the root document."""
        if self._reading_order is None:
            order: dict[str, int] = {}
            pending = [self.env.config.root_doc]
            while pending:
                docname = pending.pop()
                if docname not in order:
                    order[docname] = len(order)
                    pending += reversed(self.env.toctree_includes.get(docname, ()))
            self._reading_order = order
        return self._reading_order

    @property
    def assembled_docnames(self) -> Set[str]:
        """The docnames of the pages in an assembled document."""
        return self.reading_order.keys()

    def _docname_of_label(self, label: str) -> str:
        """Return the docname of the page with a label, or ""."""
        standard = self.env.domains.standard_domain
        return str(standard.anonlabels.get(label, ("",))[0])

    def _groups_of_page(self, docname: str) -> frozenset[str]:
        """Return the preferred groups of a page, which are its folders and its `glossary-group`."""
        field = str(self.env.metadata.get(docname, {}).get("glossary-group", ""))
        names = {name.strip() for name in field.split(";")}
        return frozenset((names | set(docname.split("/")[:-1])) - {""})

    def add_records(self, *records: Record) -> None:
        """Add records of the page that is being read."""
        self.store.add(self.env.docname, *records)
        self._invalidate()

    def replace_records(self, docname: str, kind: type[Record], *records: Record) -> None:
        """Replace the records of *kind* for a page with *records*."""
        self.store.replace(docname, kind, *records)
        self._invalidate()

    def record_directive(self, name: str) -> None:
        """Record that the page being read uses the directive *name*."""
        if self.env.docname not in self.store.docnames_using(name):
            self.add_records(DirectiveUse(self.env.docname, name))

    def uses_directive(self, docname: str, names: Iterable[str]) -> bool:
        """Return whether *docname* or a page assembled into it uses any of the directives *names*.

        Pages are assembled when they are resolved, not while they are read.  Until a page has been
        read, it is not in `env.all_docs`.
        """
        if docname in self.env.all_docs and not writes_pages(self.builder):
            return any(self.store.docnames_using(name) for name in names)
        return any(docname in self.store.docnames_using(name) for name in names)

    def clear_doc(self, docname: str) -> None:
        self.store.purge(docname)
        self._invalidate()

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        self.store.merge(docnames, otherdata["records"])
        self._invalidate()

    def _invalidate(self) -> None:
        """Discard all data that is derived from the records."""
        self._project = self._reading_order = self._further_reading = None

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        for question in self.store.all(Question):
            docname = question.location.docname
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
        origin, target = node.get(COPIED_FROM, (fromdocname, target))
        question = self.project.question(target, origin)
        if question is None:
            return None
        if not node.get("refexplicit"):
            contnode = nodes.inline("", question.text, classes=contnode.get("classes", []))
        return make_link(builder, fromdocname, question.location.docname, question.id, contnode)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        question = self.project.question(target, fromdocname)
        if question and self._has_label(question, target, with_text=bool(node.get("refexplicit"))):
            return []  # the standard domain returns the same target
        link = self.resolve_xref(env, fromdocname, builder, "question", target, node, contnode)
        if link is None:
            return []
        # Sphinx and MyST-Parser add the classes of a question to the first child if it is an
        # element.
        link.insert(0, nodes.Text(""))
        return [("faq:question", link)]

    def _has_label(self, question: Question, target: str, *, with_text: bool) -> bool:
        """Return whether *target* is also a label of *question*, which a reference resolves to.

        A reference without text can only use a label with a title.
        """
        standard, label = self.env.domains.standard_domain, target.lower()
        labels = standard.anonlabels if with_text else standard.labels
        docname, id, *_title = labels.get(label, ("", ""))
        name = nodes.fully_normalize_name(question.name)
        return docname == question.location.docname and (id == question.id or label == name)


def domain_of(env: BuildEnvironment) -> FaqDomain:
    return cast(FaqDomain, env.domains[FaqDomain.name])


def make_link(
    builder: Builder, fromdocname: str, docname: str, id: str, child: nodes.Node
) -> nodes.reference:
    """Return a link to *id* on page *docname*, correct in assembled documents too.

    :raises NoUri: if the assembled document does not contain *docname*.  Sphinx's resolver and
        `make_link_or_text` then show only the text.
    """
    if builder.name == "man":
        # The writer for this builder appends the URI of a link to the text: "cat <#term-cat>".
        return nodes.reference("", "", child, internal=True, refid=id)
    if not isinstance(builder, SingleFileHTMLBuilder):
        # Copies of nodes (`todolist`) may be on another page of the assembled document than the
        # builder says, so that a link inside that page would be wrong.
        fromdocname = "" if is_single_document(builder) else fromdocname
        return make_refnode(builder, fromdocname, docname, id, cast(Element, child))
    # Sphinx writes "#document-page#id" (sphinx#14221), even for pages that are not assembled.
    if docname not in domain_of(builder.env).assembled_docnames:
        raise NoUri(docname, None)
    return nodes.reference("", "", child, internal=True, refid=id)


def make_link_or_text(
    builder: Builder, fromdocname: str, docname: str, id: str, child: nodes.Node
) -> nodes.Node:
    """Return the result of `make_link`, or *child* if the target is not in the output."""
    try:
        return make_link(builder, fromdocname, docname, id, child)
    except NoUri:
        return child


def make_page_link(
    builder: Builder, fromdocname: str, docname: str, child: nodes.Element
) -> nodes.Node:
    """Return a link to page *docname*, or *child* if the page is not in the output."""
    fromdocname = "" if is_single_document(builder) else fromdocname
    try:
        return make_refnode(builder, fromdocname, docname, "", child)
    except NoUri:
        return child


def make_term_link(
    builder: Builder, fromdocname: str, target: Target, child: nodes.Node
) -> nodes.Node:
    """Return a link to a term of any project, or *child* if its definition is not visible."""
    term = target.term
    if term.uri:
        title = term.docname
        return nodes.reference("", "", child, internal=False, refuri=target.id, reftitle=title)
    if not domain_of(builder.env).project.is_visible(term):
        return child
    return make_link_or_text(builder, fromdocname, term.docname, target.id, child)


def set_builder(app: Sphinx) -> None:
    """Store the builder of this build, which the environment does not provide."""
    domain_of(app.env).builder = app.builder


def register(app: Sphinx) -> None:
    """Register the domain and the role `:faq:`."""
    app.add_domain(FaqDomain)
    app.add_role("faq", QuestionRole(warn_dangling=True))
    app.connect("builder-inited", set_builder)
