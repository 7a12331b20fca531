"""Implement `see-also`, a list of further reading with checked entries.

Until it is resolved, the directive is Sphinx's `seealso` with a list of ordinary references.
Sphinx's resolvers, intersphinx and linkcheck therefore process it as usual. Titles, decks, dates
and reading times are inserted from the pages that the entries refer to.
"""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.domains import Domain
from sphinx.util import docname_join

from sphinx_glossary_faq.core.further_reading import DEFAULT_LIMIT, SOURCES
from sphinx_glossary_faq.core.model.records import PageDependency
from sphinx_glossary_faq.diagnostics import Subtype
from sphinx_glossary_faq.directives.base import BaseDirective
from sphinx_glossary_faq.directives.options import (
    OptionSpec,
    classes,
    positive_number,
    text,
    word_list,
)
from sphinx_glossary_faq.directives.see_also_entries import ROLES, Entry, parse_entry
from sphinx_glossary_faq.directives.see_also_resolve import (
    SeeAlsoResolveTransform,
    automatic_entries,
    written_entries,
)
from sphinx_glossary_faq.directives.source_lines import number_lines
from sphinx_glossary_faq.domain import domain_of
from sphinx_glossary_faq.nodes import _, element, entry_title, find_tagged, tag_node
from sphinx_glossary_faq.transforms import HtmlTransform, ResolveTransform, document_ids, make_label

DETAIL_NAMES = ("deck", "updated", "reading-time")


class SeeAlso(BaseDirective):
    """A list of further reading. The optional argument replaces the title "See also"."""

    NAME = "see-also"
    subtype = Subtype.SEE_ALSO
    optional_arguments = 1
    option_spec = OptionSpec(
        {
            "details": word_list,
            "auto": word_list,
            "limit": positive_number,
            "name": text,
            "class": classes,
        }
    )

    def build(self) -> list[nodes.Node]:
        self.split_argument()
        lines = number_lines(self.content, *self.get_source_info())
        items = nodes.bullet_list("", *(self._build_item(line, number) for number, line in lines))
        sources = self._automatic_sources()
        if not (items.children or sources):
            self.warn(
                "the list of entries is empty. Write one entry per line: a page, ref:label, "
                "term:name, faq:name or a URL."
            )
            return []
        box = tag_node(addnodes.seealso("", items), self.NAME)
        box["classes"] += self.options.get("class", [])
        box["details"] = self.known_words("details", DETAIL_NAMES)
        if sources:
            box["auto"], box["limit"] = sources, self.options.get("limit", DEFAULT_LIMIT)
        if self.arguments:
            parsed, messages = self.parse_inline(self.arguments[0], lineno=self.lineno)
            title = nodes.title(self.arguments[0], "", *parsed, *messages)
            self.set_source_info(title)
            box.insert(0, title)
        self.set_source_info(box)
        self.add_name(box)
        return [box]

    def _automatic_sources(self) -> tuple[str, ...]:
        """Return the sources of automatic entries, and warn about a limit without sources."""
        if "auto" not in self.options:
            if "limit" in self.options:
                self.warn_option(
                    ":limit: has no effect without :auto: and is ignored. Add :auto:, or remove it."
                )
            return ()
        return self.known_words("auto", SOURCES)

    def _build_item(self, line: str, number: int) -> nodes.list_item:
        paragraph = nodes.paragraph(translatable=False)
        paragraph.source, paragraph.line = self.get_source_info()[0], number
        try:
            entry = parse_entry(line)
        except ValueError as error:
            self.warn(str(error), paragraph)
            # The entry is shown as written, so that the error is also visible on the page.
            paragraph += nodes.Text(line)
            return nodes.list_item("", paragraph)
        paragraph += self._build_link(entry, paragraph)
        if entry.title:
            paragraph += entry_title(message=entry.title)
            paragraph[-1].source, paragraph[-1].line = paragraph.source, paragraph.line
        item = nodes.list_item("", paragraph)
        if entry.kind != "url":
            item["entry"] = (entry.kind, self._target_key(entry))
        return item

    def _target_key(self, entry: Entry) -> str:
        """Return the key of the entry's target in a `PageDependency`."""
        if entry.kind == "ref":
            return str(nodes.fully_normalize_name(entry.target))
        return self._target_docname(entry) if entry.kind == "doc" else entry.target

    def _target_docname(self, entry: Entry) -> str:
        """Return the docname of a "doc" entry, which is relative unless it begins with "/"."""
        # Not `relfn2path`, which follows symbolic links, and fails if they form a loop.
        return docname_join(self.env.docname, self._reference_target(entry))

    def _reference_target(self, entry: Entry) -> str:
        """Return the `reftarget` of the entry, without the file suffix for a page."""
        for suffix in self.config.source_suffix if entry.kind == "doc" else ():
            if entry.target.endswith(suffix):
                return entry.target.removesuffix(suffix)
        return self._target_key(entry) if entry.kind == "ref" else entry.target

    def _build_link(self, entry: Entry, paragraph: nodes.paragraph) -> nodes.Node:
        if entry.kind == "url":
            link: nodes.Element = nodes.reference(refuri=entry.target, internal=False)
            default_title = entry.target.removeprefix("mailto:")
        else:
            domain, role = ROLES[entry.kind]
            link = addnodes.pending_xref(
                refdomain=domain,
                reftype=role,
                reftarget=self._reference_target(entry),
                refexplicit=bool(entry.title),
                refwarn=True,
                refdoc=self.env.docname,
                glossary_faq=self.name,
            )
            default_title = entry.target
        link += nodes.inline("", entry.title or default_title)
        for node in (link, link[0]):
            node.source, node.line = paragraph.source, paragraph.line
        return link


def collect_dependencies(app: Sphinx, doctree: nodes.document) -> None:
    """Record the dependencies of the page on titles and details of other pages."""
    domain, docname = domain_of(app.env), app.env.docname
    if not domain.uses_directive(docname, ["see-also"]):
        return
    for box in find_tagged(doctree, addnodes.seealso, "see-also"):
        domain.add_records(*automatic_entries(box, docname))
        for kind, target in written_entries(box):
            domain.add_records(
                PageDependency(docname, "definition" if kind == "term" else kind, target)
            )


def _has_title(box: addnodes.seealso) -> bool:
    return isinstance(next(iter(box.children), None), nodes.title)


class SeeAlsoHtmlTransform(HtmlTransform):
    """Renders the list as a labelled landmark, <nav aria-labelledby>."""

    directives = ("see-also",)

    def run(self, **kwargs: object) -> None:
        ids = document_ids(self.document)
        for box in find_tagged(self.document, addnodes.seealso, "see-also"):
            title = nodes.paragraph("", "", classes=["see-also-title"])
            if _has_title(box):
                title += box.pop(0).children
            else:
                title += nodes.Text(_("See also"))
            label = make_label(self.document, title, "see-also-title", ids)
            nav = element("", title, *box.children, tag="nav", attributes=label)
            nav["classes"], nav["ids"] = box["classes"], box["ids"]
            box.replace_self(nav)


class TitledAdmonitionTransform(ResolveTransform):
    """Renders a list with a title as an admonition, because `seealso` has a fixed title.

    This transform runs for all builders except HTML.
    """

    directives = ("see-also",)

    default_priority = HtmlTransform.default_priority

    def is_supported(self) -> bool:
        return super().is_supported() and self.domain.builder.format != "html"

    def run(self, **kwargs: object) -> None:
        for box in find_tagged(self.document, addnodes.seealso, "see-also"):
            if _has_title(box):
                titled = nodes.admonition("", *box.children, ids=box["ids"])
                titled["classes"] = ["seealso", *box["classes"]]
                box.replace_self(titled)


def suppress_label_warning(app: Sphinx, domain: Domain | None, node: addnodes.pending_xref) -> None:
    """Prevent the warning by Sphinx's standard domain about a missing `ref`.

    The handler `warn_missing_reference` in Sphinx warns about every missing `ref`, even if another
    handler has already warned. The missing label would therefore be reported twice.
    """
    if node.get("glossary_faq") == SeeAlso.NAME and node["reftype"] == "ref":
        node["reftype"] = "label"


def register(app: Sphinx) -> None:
    app.add_directive(SeeAlso.NAME, SeeAlso)
    app.connect("doctree-read", collect_dependencies)
    # Run before Sphinx's own handler (500).
    app.connect("warn-missing-reference", suppress_label_warning, priority=400)
    for transform in (SeeAlsoResolveTransform, SeeAlsoHtmlTransform, TitledAdmonitionTransform):
        app.add_post_transform(transform)
