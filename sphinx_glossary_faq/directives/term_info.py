"""Implement `term-info`, which sets the names, relations and options of a glossary term.

The directive belongs inside a definition in any glossary: `.. glossary::`, `{glossary}` in MyST, or
a definition list with the class `glossary`. The collector records all terms in glossaries, with or
without a `term-info`. The relations of terms are inserted below their definitions after the whole
project has been read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.util import get_filetype

from sphinx_glossary_faq.compat import add_myst_anchors, defines_terms, is_myst
from sphinx_glossary_faq.conditions import enclosing_conditions
from sphinx_glossary_faq.config_values import contradicts
from sphinx_glossary_faq.core.cache_file import digest
from sphinx_glossary_faq.core.matching.vocabulary import Target
from sphinx_glossary_faq.core.model.definitions import join_passages
from sphinx_glossary_faq.core.model.records import (
    LINK_MODES,
    MATCH_MODES,
    Label,
    Location,
    PageDependency,
    Term,
)
from sphinx_glossary_faq.diagnostics import Subtype, warn
from sphinx_glossary_faq.directives.base import BaseDirective
from sphinx_glossary_faq.directives.meta_line import join_parts
from sphinx_glossary_faq.directives.misread_glossaries import (
    NOT_A_TERM,
    restore_definitions,
    warn_commas,
    warn_comments,
    warn_directive_lines,
)
from sphinx_glossary_faq.directives.options import (
    OptionSpec,
    choice,
    flag,
    has_only_commas,
    text,
    text_list,
)
from sphinx_glossary_faq.directives.source_lines import find_text_line
from sphinx_glossary_faq.directives.spans import read_blocks
from sphinx_glossary_faq.domain import FaqDomain, domain_of, make_term_link
from sphinx_glossary_faq.nodes import _, classifier_of, find_nodes, term_info
from sphinx_glossary_faq.transforms import ResolveTransform

LIST_FIELDS = ("aliases", "hidden_aliases", "avoid", "broader", "narrower", "related", "not_in")

TEXT_FIELDS = ("abbreviation", "match", "group", "link")

NAME_FIELDS = ("aliases", "hidden_aliases", "avoid")
"""The fields with names that need not be in a glossary. The check reports other unknown names."""


class TermInfo(BaseDirective):
    """The names, relations and options of the term whose definition contains it."""

    subtype = Subtype.TERM_INFO
    option_spec = OptionSpec(
        {
            **{name.replace("_", "-"): text_list for name in LIST_FIELDS},
            "abbreviation": text,
            "match": choice(*MATCH_MODES),
            "group": text,
            "link": choice(*LINK_MODES),
            "no-autolink": flag,
            "no-inflect": flag,
        }
    )

    def run(self) -> list[nodes.Node]:
        names = [name.replace("_", "-") for name in (*NAME_FIELDS, "abbreviation", "not_in")]
        self._values_with_commas = {
            name: self.options[name].strip()
            for name in names
            if has_only_commas(self.options.get(name))
        }
        return super().run()

    def build(self) -> list[nodes.Node]:
        no_autolink, link = self.options.get("no-autolink"), self.options.get("link", "")
        if no_autolink is not None and contradicts(not no_autolink, link):
            del self.options["link"]
            self.warn_option(f":link: {link} contradicts :no-autolink: and is ignored. Remove one.")
        node = _build_node(self.options)
        node["values_with_commas"] = self._values_with_commas
        self.set_source_info(node)
        content = self.parse_content_to_nodes()
        if content:
            self.warn(
                "content is not allowed and is shown below the definition. Move it out of the "
                "directive."
            )
        return [node, *content]


def _build_node(options: Mapping[str, Any]) -> term_info:
    """Return a node whose attributes are the fields of `Term` that are set in *options*."""
    node = term_info()
    for name in LIST_FIELDS:
        node[name] = options.get(name.replace("_", "-"), ())
    for name in TEXT_FIELDS:
        node[name] = options.get(name, "")
    if options.get("no-autolink"):
        node["link"] = "never"
    node["autolink"] = node["link"] != "never"
    node["inflect"] = not options.get("no-inflect", False)
    return node


def glossary_items(doctree: nodes.Node) -> Iterator[nodes.definition_list_item]:
    """Yield each entry in each glossary, regardless of the syntax and the directive."""
    for glossary in find_nodes(doctree, nodes.definition_list):
        for item in glossary.children if "glossary" in glossary["classes"] else ():
            if isinstance(item, nodes.definition_list_item) and _terms_of(item):
                yield item


def collect_terms(app: Sphinx, doctree: nodes.document) -> None:
    """Record the terms in glossaries on the page, and warn about each misplaced `term-info`."""
    domain, docname = domain_of(app.env), app.env.docname
    items = list(glossary_items(doctree)) if _has_terms(doctree, app.env) else []
    warn_directive_lines(docname, [term for item in items for term in _terms_of(item)])
    terms = [term for item in items for term in _terms_of(item)]
    if restore_definitions(docname, terms, is_myst(doctree)):
        items = list(glossary_items(doctree))
    items = [item for item in items if _terms_of(item)]
    if items:
        warn_comments(docname, [term for item in items for term in _terms_of(item)])
        domain.record_directive("glossary")
        terms = [term for item in items for term in _terms_of(item)]
        texts = {id: term.astext() for term in terms for id in term["ids"]}
        add_myst_anchors(app.env, docname, texts)
    elif not domain.uses_directive(docname, ["term-info"]):
        return
    entries = zip(items, _locate_terms(docname, items), strict=True)
    used = {id(_record_entry(domain, item, location)) for item, location in entries}
    for misplaced in [node for node in find_nodes(doctree, term_info) if id(node) not in used]:
        message = (
            "term-info: the directive is not inside a glossary definition, so it has no effect. "
            "Move it into the definition of its term."
        )
        warn(Subtype.TERM_INFO, message, misplaced)
        misplaced.parent.remove(misplaced)


def _record_entry(
    domain: FaqDomain, item: nodes.definition_list_item, location: Location
) -> term_info | None:
    """Record the term that *item* defines, and return its `term-info` placeholder, or None."""
    definitions = [node for node in item.children if isinstance(node, nodes.definition)]
    infos = [info for node in definitions for info in _infos_of(node)]
    for extra in infos[1:]:
        message = (
            "term-info: the definition already has a term-info, so this one has no effect. Merge "
            "the two."
        )
        warn(Subtype.TERM_INFO, message, extra)
        extra.parent.remove(extra)
    term = _make_term(location, _terms_of(item), definitions, infos[0] if infos else None)
    domain.add_records(term)
    for info in infos[:1]:
        warn_commas(term, info)
    if definitions and not infos:
        # Terms on pages that are read later may be related to this term.
        infos = [_build_node({})]
        definitions[-1] += infos
    for info in infos[:1]:
        info["term"] = term.id
        domain.add_records(PageDependency(location.docname, "entry", term.id))
        return info
    return None


def _locate_terms(docname: str, items: Iterable[nodes.definition_list_item]) -> Iterator[Location]:
    """Yield the location of each entry.

    The line is searched for, because Sphinx counts lines in a `glossary` from 0, and MyST counts
    them relative to the directive.
    """
    last_lines: dict[str, int] = {}
    for item in items:
        first = _terms_of(item)[0]
        source, reported = first.source or "", first.line or 0
        last = last_lines.get(source, 0)
        line = find_text_line(source, first.rawsource, max(reported - 1, last))
        last_lines[source] = line or last
        yield Location(docname, source, line or reported or None)


def _has_terms(doctree: nodes.document, env: BuildEnvironment) -> bool:
    """Return whether the page may have a glossary, based on the ids of terms.

    `eval-rst` in MyST registers ids in a separate document, so Sphinx's list of terms is checked as
    well.
    """
    if any(id.startswith("term-") for id in doctree.ids):
        return True
    markup = get_filetype(env.config.source_suffix, str(env.doc2path(env.docname)))
    return markup != "restructuredtext" and defines_terms(env, env.docname)


def _terms_of(item: nodes.Node) -> list[nodes.term]:
    return [
        node
        for node in item.children
        if isinstance(node, nodes.term) and node["ids"] and NOT_A_TERM not in node
    ]


def _infos_of(node: nodes.definition) -> list[term_info]:
    return [child for child in node.children if isinstance(child, term_info)]


def _make_term(
    location: Location,
    terms: Sequence[nodes.term],
    definitions: Sequence[nodes.definition],
    info: term_info | None,
) -> Term:
    labels = tuple(_make_label(term) for term in terms)
    content = [node for part in definitions for node in part.children]
    blocks, has_more = read_blocks(content)
    is_conditional = any(passage.conditions for block in blocks for passage in block)
    definition = () if is_conditional or not blocks else join_passages(blocks[0])
    fields: dict[str, Any] = {
        "definition_blocks": blocks if is_conditional else (),
        "definition_digest": digest(*(node.pformat() for node in content)),
        "has_references": any(any(node.findall(addnodes.pending_xref)) for node in content),
        "has_more": has_more or len(blocks) > 1,
        "sort_key": classifier_of(terms[0]),
        "conditions": tuple(enclosing_conditions(terms[0])),
    }
    if info is None:
        return Term(location, labels, definition, **fields)
    for name in (*LIST_FIELDS, *TEXT_FIELDS, "autolink", "inflect"):
        if name in info:
            fields[name] = info[name]
    info_location = Location(location.docname, info.source or "", info.line)
    return Term(location, labels, definition, info_location=info_location, **fields)


def _display_name(term: nodes.term) -> str:
    """Return the displayed text of *term*, without its index entries."""
    return " ".join(term.astext().split())


def _make_label(term: nodes.term) -> Label:
    """Return the label of *term*, which includes the name before translation."""
    name = _display_name(term)
    return Label(name, term["ids"][0], term.attributes.pop(_ORIGINAL_NAME, name))


_ORIGINAL_NAME = "glossary_faq_original"


class OriginalNamesTransform(SphinxTransform):
    """Stores the names of terms before Locale (20) translates them."""

    default_priority = 10

    def apply(self, **kwargs: object) -> None:
        items = glossary_items(self.document) if _has_terms(self.document, self.env) else ()
        for item in items:
            for term in _terms_of(item):
                term[_ORIGINAL_NAME] = _display_name(term)


class TermInfoResolveTransform(ResolveTransform):
    """Inserts a line below the definition with the names and linked relations."""

    directives = ("glossary",)

    def run(self, **kwargs: object) -> None:
        for info in find_nodes(self.document, term_info):
            docname = self.source_docname(info)
            parts = [part for part in self._build_parts(info, docname) if part]
            line = nodes.paragraph("", "", *join_parts(parts), classes=["term-info"])
            info.replace_self(line if parts else [])

    def _build_parts(self, info: term_info, docname: str) -> Iterator[list[nodes.Node]]:
        """Yield the names and relations of the term from *info* or from the configuration."""
        entry = self.domain.project.term_at(info.get("term", ""), docname)
        if entry is None:
            return
        hierarchy, term = self.domain.project.hierarchy, entry.term
        yield _build_names(_("Abbreviation"), (term.abbreviation,) if term.abbreviation else ())
        yield _build_names(_("Also called"), term.aliases)
        yield _build_names(_("Avoid"), term.avoid)
        yield self._build_links(_("A kind of"), hierarchy.broader(term))
        yield self._build_links(_("Kinds"), hierarchy.narrower(term))
        yield self._build_links(_("See also"), hierarchy.related(term))

    def _build_links(self, label: str, terms: Sequence[Term]) -> list[nodes.Node]:
        builder, docname = self.domain.builder, self.env.docname
        links: list[nodes.Node] = []
        for term in terms:
            links += [nodes.Text(", ")] if links else []
            text = nodes.inline("", term.name)
            target = Target(term, term.id)
            links.append(make_term_link(builder, docname, target, text))
        return _add_label(label, links)


def _build_names(label: str, names: Sequence[str]) -> list[nodes.Node]:
    return _add_label(label, [nodes.Text(", ".join(names))] if names else [])


def _add_label(label: str, content: list[nodes.Node]) -> list[nodes.Node]:
    if not content:
        return []
    name = nodes.inline("", label + ":", classes=["term-info-label"])
    return [name, nodes.Text(" "), *content]


def register(app: Sphinx) -> None:
    app.add_directive("term-info", TermInfo)
    app.add_transform(OriginalNamesTransform)
    app.connect("doctree-read", collect_terms)
    app.add_post_transform(TermInfoResolveTransform)
