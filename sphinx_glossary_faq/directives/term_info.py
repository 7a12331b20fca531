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
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform

from sphinx_glossary_faq.conditions import conditions_around
from sphinx_glossary_faq.core.model import MATCHES, Borrowed, Label, Place, Span, Style, Term
from sphinx_glossary_faq.core.vocabulary import Target
from sphinx_glossary_faq.diagnostics import Subtype, warn
from sphinx_glossary_faq.directives.base import (
    Completion,
    GuideDirective,
    page_of,
)
from sphinx_glossary_faq.directives.lines import line_of_text
from sphinx_glossary_faq.directives.meta_line import joined
from sphinx_glossary_faq.directives.options import Options, flag, list_of, one_of, text
from sphinx_glossary_faq.domain import FaqDomain, domain_of, refer_to
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
    for glossary in doctree.findall(nodes.definition_list):
        for item in glossary.children if "glossary" in glossary["classes"] else ():
            if isinstance(item, nodes.definition_list_item) and _terms_of(item):
                yield item


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Record the terms of the page's glossaries, and tell of any `term-info` elsewhere."""
    domain, docname = domain_of(app.env), app.env.docname
    items = list(glossary_items(doctree)) if _has_terms(doctree, app.env) else []
    if items:
        domain.note_use("glossary")
    elif not domain.is_used(docname, ["term-info"]):
        return
    places = _places(docname, items)
    used = {id(_collect_entry(domain, *found)) for found in zip(items, places, strict=True)}
    for stray in [node for node in doctree.findall(term_info) if id(node) not in used]:
        message = "term-info: expected inside a definition of a glossary; it has no effect here."
        warn(Subtype.TERM_INFO, message, stray)
        stray.parent.remove(stray)


def _collect_entry(
    domain: FaqDomain, item: nodes.definition_list_item, place: Place
) -> term_info | None:
    """Record the term that *item* defines; returns what its line will stand in place of."""
    definitions = [node for node in item.children if isinstance(node, nodes.definition)]
    infos = [info for node in definitions for info in _infos_of(node)]
    for extra in infos[1:]:
        message = "term-info: a definition has one; this is another, and has no effect."
        warn(Subtype.TERM_INFO, message, extra)
        extra.parent.remove(extra)
    term = _record(place, _terms_of(item), definitions, infos[0] if infos else None)
    domain.note(term)
    if definitions and not infos:
        # Other terms may name this one, and their pages be read later.
        infos = [_node({})]
        definitions[-1] += infos
    for info in infos[:1]:
        info["term"] = term.id
        domain.note(Borrowed(place.docname, "entry", term.id))
        return info
    return None


def _places(docname: str, items: Iterable[nodes.definition_list_item]) -> Iterator[Place]:
    """Where each term is written.

    The line is searched for: in a `glossary` Sphinx counts lines from 0, those of MyST
    from the directive on.
    """
    last: dict[str, int] = {}
    for item in items:
        first = _terms_of(item)[0]
        source, said = first.source or "", first.line or 0
        found = line_of_text(source, first.rawsource, max(said - 1, last.get(source, 0)))
        last[source] = found or last.get(source, 0)
        yield Place(docname, source, found or said or None)


def _has_terms(doctree: nodes.document, env: BuildEnvironment) -> bool:
    """Whether there can be a glossary: whichever made it, Sphinx gave its terms their ids.

    MyST's `eval-rst` keeps the ids of a document of its own; but Sphinx noted the terms last.
    """
    noted: dict[str, tuple[str, str]] = getattr(env.domains.standard_domain, "_terms", {})
    return any(id.startswith("term-") for id in doctree.ids) or (
        bool(noted) and next(reversed(noted.values()))[0] == env.docname
    )


def _terms_of(item: nodes.Node) -> list[nodes.term]:
    return [node for node in item.children if isinstance(node, nodes.term) and node["ids"]]


def _infos_of(node: nodes.definition) -> list[term_info]:
    return [child for child in node.children if isinstance(child, term_info)]


def _record(
    place: Place,
    terms: Sequence[nodes.term],
    definitions: Sequence[nodes.definition],
    info: term_info | None,
) -> Term:
    labels = tuple(_label(term) for term in terms)
    definition = tuple(_first_paragraph(definitions))
    told: dict[str, Any] = {
        "reading": _reading(terms[0]),
        "conditions": tuple(conditions_around(terms[0])),
    }
    if info is None:
        return Term(place, labels, definition, **told)
    said = {name: info[name] for name in LISTS} | told
    for name in ("abbreviation", "match", "group", "autolink"):
        said[name] = info[name]
    said_at = Place(place.docname, info.source or "", info.line)
    return Term(place, labels, definition, said_at=said_at, **said)


def _name(term: nodes.term) -> str:
    """The term as it is shown, without what is hidden in it (index entries)."""
    return " ".join(term.astext().split())


def _label(term: nodes.term) -> Label:
    """The name as it is shown, and in the language it was written in: relations use that one."""
    name = _name(term)
    return Label(name, term["ids"][0], term.attributes.pop(_ORIGINAL, name))


def _reading(term: nodes.term) -> str:
    """The classifier that `glossary` allows behind a term, by which Sphinx sorts its index."""
    keys = [entry[4] for index in term.findall(addnodes.index) for entry in index["entries"]]
    return str(keys[-1] or "") if keys else ""


_ORIGINAL = "glossary_faq_original"


class KeepOriginalNames(SphinxTransform):
    """Notes how terms are called before Locale (20) translates them."""

    default_priority = 10

    def apply(self, **kwargs: object) -> None:
        items = glossary_items(self.document) if _has_terms(self.document, self.env) else ()
        for item in items:
            for term in _terms_of(item):
                term[_ORIGINAL] = _name(term)


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
        """What is known of the term, be it said by *info* or in the configuration."""
        entry = self.domain.guide.entry(info["term"], docname)
        if entry is None:
            return
        hierarchy, term = self.domain.guide.hierarchy, entry.term
        yield _names(_("Abbreviation"), (term.abbreviation,) if term.abbreviation else ())
        yield _names(_("Also called"), term.aliases)
        yield _names(_("Avoid"), term.avoid)
        yield self._links(_("Broader"), hierarchy.broader(term), docname)
        yield self._links(_("Narrower"), hierarchy.narrower(term), docname)
        yield self._links(_("Related"), hierarchy.related(term), docname)

    def _links(self, label: str, terms: Sequence[Term], docname: str) -> list[nodes.Node]:
        shown: list[nodes.Node] = []
        for term in terms:
            shown += [nodes.Text(", ")] if shown else []
            text = nodes.inline("", term.name)
            target = Target(term, term.id)
            shown.append(refer_to(self.domain.builder, docname, target, text))
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
    app.add_transform(KeepOriginalNames)
    app.connect("doctree-read", collect)
    app.add_post_transform(CompleteTermInfo)
