"""`term-info`: what a glossary knows of a term beside its definition.

Sits inside of a definition of any glossary: `.. glossary::`, MyST's `{glossary}` or a
definition list of class `glossary`.  The collector records every term of those, with or
without a `term-info`; the relations of all terms are written below their definitions
once they are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.domains.std import split_term_classifiers

from sphinx_glossary_faq.core.model import MATCHES, Borrowed, Label, Place, Span, Style, Term
from sphinx_glossary_faq.diagnostics import Subtype, warn
from sphinx_glossary_faq.directives.base import (
    Completion,
    GuideDirective,
    page_of,
    with_class,
)
from sphinx_glossary_faq.directives.meta_line import joined
from sphinx_glossary_faq.directives.options import Options, flag, list_of, one_of, text
from sphinx_glossary_faq.domain import domain_of, refer
from sphinx_glossary_faq.nodes import _, term_info

LISTS = ("aliases", "hidden_aliases", "avoid", "broader", "narrower", "related")


class TermInfo(GuideDirective):
    """Names, relations and linking of the term whose definition it stands in."""

    subtype = Subtype.TERM_INFO
    option_spec = Options(
        {
            **{name.replace("_", "-"): list_of for name in LISTS},
            "abbreviation": text,
            "match": one_of(*MATCHES),
            "group": text,
            "no-autolink": flag,
        }
    )

    def make(self) -> list[nodes.Node]:
        node = _node(self.options)
        self.set_source_info(node)
        content = self.parse_content_to_nodes()
        if content:
            self.warn("it has options only; its content is shown below the definition.")
        return [node, *content]


def _node(options: Mapping[str, Any]) -> term_info:
    """What *options* say, as the fields of `Term`."""
    node = term_info()
    for name in LISTS:
        node[name] = options.get(name.replace("_", "-"), ())
    for name in ("abbreviation", "match", "group"):
        node[name] = options.get(name, "")
    node["autolink"] = not options.get("no-autolink", False)
    return node


def glossary_items(doctree: nodes.Node) -> Iterator[nodes.definition_list_item]:
    """Each entry of each glossary, whichever syntax or directive made it."""
    for glossary in with_class(doctree, nodes.definition_list, "glossary"):
        for item in glossary.children:
            if isinstance(item, nodes.definition_list_item) and _terms_of(item):
                yield item


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Record the terms of the page's glossaries, and tell of any `term-info` elsewhere."""
    domain, docname = domain_of(app.env), app.env.docname
    items = list(glossary_items(doctree)) if _has_terms(doctree) else []
    if items:
        domain.note_use("glossary")
    elif not domain.is_used(docname, ["term-info"]):
        return
    used: set[int] = set()
    for item in items:
        definitions = [node for node in item.children if isinstance(node, nodes.definition)]
        infos = [info for node in definitions for info in _infos_of(node)]
        for extra in infos[1:]:
            message = "term-info: a definition has one; this is another, and has no effect."
            warn(Subtype.TERM_INFO, message, extra)
            extra.parent.remove(extra)
        term = _record(docname, _terms_of(item), definitions, infos[0] if infos else None)
        domain.note(term)
        if definitions and not infos:
            # Other terms may name this one, and their pages be read later.
            infos = [_node({})]
            definitions[-1] += infos
        for info in infos[:1]:
            info["term"] = term.name
            domain.note(Borrowed(docname, "relations", term.name))
            used.add(id(info))
    for stray in [node for node in doctree.findall(term_info) if id(node) not in used]:
        message = "term-info: expected inside a definition of a glossary; it has no effect here."
        warn(Subtype.TERM_INFO, message, stray)
        stray.parent.remove(stray)


def _has_terms(doctree: nodes.document) -> bool:
    """Whether there can be a glossary: whichever made it, Sphinx gave its terms their ids."""
    return any(id.startswith("term-") for id in doctree.ids)


def _terms_of(item: nodes.Node) -> list[nodes.term]:
    return [node for node in item.children if isinstance(node, nodes.term) and node["ids"]]


def _infos_of(node: nodes.definition) -> list[term_info]:
    return [child for child in node.children if isinstance(child, term_info)]


def _record(
    docname: str,
    terms: Sequence[nodes.term],
    definitions: Sequence[nodes.definition],
    info: term_info | None,
) -> Term:
    labels = tuple(Label(_name(term), term["ids"][0], _original(term)) for term in terms)
    # MyST does not tell the line of a term in `{glossary}`.
    at = terms[0] if terms[0].line or info is None else info
    place = Place(docname, at.source or "", at.line)
    definition = tuple(_first_paragraph(definitions))
    if info is None:
        return Term(place, labels, definition)
    said = {name: info[name] for name in LISTS}
    for name in ("abbreviation", "match", "group", "autolink"):
        said[name] = info[name]
    return Term(place, labels, definition, **said)


def _name(term: nodes.term) -> str:
    """The term as it is shown, without what is hidden in it (index entries)."""
    return " ".join(term.astext().split())


def _original(term: nodes.term) -> str:
    """The term in the language it was written in, which relations refer to it by."""
    raw = str(split_term_classifiers(term.rawsource)[0] or "") if term.rawsource else ""
    return " ".join(raw.split()) or _name(term)


def _first_paragraph(definitions: Iterable[nodes.definition]) -> Iterator[Span]:
    for definition in definitions:
        for node in definition.children:
            if isinstance(node, nodes.paragraph):
                yield from _spans(node, "")
                return


def _spans(node: nodes.Node, style: Style) -> Iterator[Span]:
    styles: dict[type[nodes.Node], Style] = {
        nodes.literal: "literal",
        nodes.emphasis: "emphasis",
        nodes.strong: "strong",
    }
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield Span(" ".join(child.astext().split("\n")), style)
        elif not isinstance(child, nodes.Invisible | nodes.raw | nodes.image):
            yield from _spans(child, styles.get(type(child), style))


class CompleteTermInfo(Completion):
    """Writes names and relations as one line below the definition, each term a link."""

    directives = ("glossary",)

    def run(self, **kwargs: object) -> None:
        for info in list(self.document.findall(term_info)):
            docname = page_of(info, self.env.docname)
            parts = [part for part in self._parts(info, docname) if part]
            line = nodes.paragraph("", "", *joined(parts), classes=["term-info"])
            info.replace_self(line if parts else [])

    def _parts(self, info: term_info, docname: str) -> Iterator[list[nodes.Node]]:
        hierarchy = self.domain.guide.hierarchy
        term = self.domain.guide.term(info["term"], docname)
        yield _names(_("Abbreviation"), (info["abbreviation"],) if info["abbreviation"] else ())
        yield _names(_("Also called"), info["aliases"])
        yield _names(_("Avoid"), info["avoid"])
        if term is not None:
            yield self._links(_("Broader"), hierarchy.broader(term), docname)
            yield self._links(_("Narrower"), hierarchy.narrower(term), docname)
            yield self._links(_("Related"), hierarchy.related(term), docname)

    def _links(self, label: str, terms: Sequence[Term], docname: str) -> list[nodes.Node]:
        shown: list[nodes.Node] = []
        for term in terms:
            shown += [nodes.Text(", ")] if shown else []
            text = nodes.inline("", term.name)
            shown.append(refer(self.domain.builder, docname, term.docname, term.id, text))
        return _labelled(label, shown)


def _names(label: str, names: Sequence[str]) -> list[nodes.Node]:
    return _labelled(label, [nodes.Text(", ".join(names))] if names else [])


def _labelled(label: str, shown: list[nodes.Node]) -> list[nodes.Node]:
    if not shown:
        return []
    name = nodes.inline("", label + ":", classes=["term-info-label"])
    return [name, nodes.Text(" "), *shown]


def register(app: Sphinx) -> None:
    app.add_directive("term-info", TermInfo)
    app.connect("doctree-read", collect)
    app.add_post_transform(CompleteTermInfo)
