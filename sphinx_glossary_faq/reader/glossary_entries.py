"""Add entries for aliases to glossaries, and divide glossaries by groups, in all formats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_glossary_faq.config import PREFIX
from sphinx_glossary_faq.core.matching.vocabulary import Target
from sphinx_glossary_faq.core.model.records import Term
from sphinx_glossary_faq.core.text.slugs import make_unique
from sphinx_glossary_faq.domain import make_term_link
from sphinx_glossary_faq.nodes import _, find_nodes, is_copy, tag_node
from sphinx_glossary_faq.reader.sorting import sort_key, sort_name
from sphinx_glossary_faq.transforms import ResolveTransform, document_ids


class Entry(NamedTuple):
    """An entry of a glossary."""

    name: str
    """The text by which the entry is sorted."""

    item: nodes.definition_list_item
    term: Term | None
    """The term that the entry defines, or that it refers to."""

    is_reference: bool = False
    """Whether the entry only refers to a term."""


class GlossaryEntriesTransform(ResolveTransform):
    """Adds entries such as “crema: see espresso”, and a heading for each group."""

    default_priority = 74
    """After the content of the definitions (70, 72), and before HTML elements (80)."""

    directives = ("glossary",)

    def run(self, **kwargs: object) -> None:
        has_references = self.config[PREFIX + "see_entries"]
        has_headings = self.config[PREFIX + "group_headings"]
        if not (has_references or has_headings) or is_copy(self.document):
            return
        ids = document_ids(self.document)
        for glossary in find_nodes(self.document, nodes.definition_list):
            if "glossary" not in glossary["classes"]:
                continue
            items = find_nodes(glossary, nodes.definition_list_item)
            entries = [self._read_entry(item) for item in items if item.parent is glossary]
            if has_references and self._is_sorted(entries):
                entries = self._add_references(entries, ids)
            glossary[:] = [entry.item for entry in entries]
            if has_headings:
                self._divide(glossary, entries)

    def _read_entry(self, item: nodes.definition_list_item) -> Entry:
        ids = [id for term in item.findall(nodes.term) for id in term["ids"][:1]]
        docname = self.source_docname(item)
        target = self.domain.project.term_at(ids[0], docname) if ids else None
        return Entry(sort_name(item), item, target.term if target else None)

    def _is_sorted(self, entries: Sequence[Entry]) -> bool:
        keys = [self._key(entry) for entry in entries]
        return all(first <= second for first, second in pairwise(keys))

    def _key(self, entry: Entry) -> Any:
        return sort_key(self.config.language)(entry.name)

    def _add_references(self, entries: list[Entry], ids: set[str]) -> list[Entry]:
        """Return the entries with those of aliases, except for aliases next to their term."""
        names = {name.casefold() for entry in entries for name in _names_of(entry.item)}
        references = [
            Entry(alias, nodes.definition_list_item(), entry.term, is_reference=True)
            for entry in entries
            for alias in _aliases_of(entry.term)
            if alias.casefold() not in names
        ]
        merged = sorted([*entries, *references], key=self._key)
        result: list[Entry] = []
        for number, entry in enumerate(merged):
            neighbors = [*merged[max(number - 1, 0) : number], *merged[number + 1 : number + 2]]
            if not entry.is_reference:
                result.append(entry)
            elif not any(neighbor.term == entry.term for neighbor in neighbors):
                result.append(self._build_reference(entry, ids))
        return result

    def _build_reference(self, entry: Entry, ids: set[str]) -> Entry:
        assert entry.term is not None
        id = make_unique(f"see-{nodes.make_id(entry.name)}", ids)
        ids.add(id)
        name = nodes.term("", "", nodes.Text(entry.name), ids=[id], classes=["glossary-see"])
        before, _term, after = _("see {term}").partition("{term}")
        target = Target(entry.term, entry.term.id)
        text = nodes.inline("", entry.term.name)
        link = make_term_link(self.domain.builder, self.env.docname, target, text)
        parts = [nodes.Text(before), link, nodes.Text(after)]
        paragraph = nodes.paragraph("", "", *(part for part in parts if part.astext()))
        entry.item.extend([name, nodes.definition("", paragraph)])
        return entry

    def _divide(self, glossary: nodes.definition_list, entries: Sequence[Entry]) -> None:
        """Replace *glossary* with a list for each group, below its heading."""
        groups: dict[str, list[nodes.Node]] = {"": []}
        for entry in entries:
            group = entry.term.group if entry.term else ""
            groups.setdefault(group, []).append(entry.item)
        if len(groups) == 1:
            return
        key = sort_key(self.config.language)
        names = sorted(groups, key=key) if self._is_sorted(entries) else list(groups)
        parts: list[nodes.Node] = []
        for name in sorted(names, key=bool):  # terms without a group come first
            if name:
                parts.append(tag_node(nodes.rubric(name, name), "glossary-group"))
            if groups[name]:
                part = nodes.definition_list("", *groups[name], classes=glossary["classes"])
                parts.append(part)
        glossary.replace_self(parts)


def _names_of(item: nodes.Node) -> Iterator[str]:
    return (" ".join(term.astext().split()) for term in item.findall(nodes.term))


def _aliases_of(term: Term | None) -> Iterator[str]:
    if term is not None:
        yield from dict.fromkeys(filter(None, (*term.aliases, term.abbreviation)))


def register(app: Sphinx) -> None:
    app.add_post_transform(GlossaryEntriesTransform)
