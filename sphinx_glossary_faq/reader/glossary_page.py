"""Add letters to jump to and a filter to the glossaries of HTML pages.

The filter needs a script and is hidden without it.  Pages without a filter do not load the script.
"""

from __future__ import annotations

from typing import cast

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_glossary_faq.config import PREFIX
from sphinx_glossary_faq.core.text.collation import letter_finder
from sphinx_glossary_faq.nodes import (
    _,
    element,
    find_nodes,
    find_tagged,
    is_copy,
    is_tagged,
    tag_node,
)
from sphinx_glossary_faq.reader.sorting import sort_name
from sphinx_glossary_faq.transforms import HtmlTransform, load_script


class GlossaryPageTransform(HtmlTransform):
    """Inserts letters and a filter before glossaries, and headings for their groups."""

    default_priority = 82
    """After all entries are there (74)."""

    directives = ("glossary",)

    def run(self, **kwargs: object) -> None:
        for title in find_tagged(self.document, nodes.rubric, "glossary-group"):
            depth = sum(isinstance(node, nodes.section) for node in self.ancestors(title))
            title["heading-level"] = min(6, depth + 1)
        if self.domain.builder.name == "epub" or is_copy(self.document):
            return
        glossaries = [
            node
            for node in find_nodes(self.document, nodes.definition_list)
            if "glossary" in node["classes"]
        ]
        min_letters = self.config[PREFIX + "letters"]
        for glossary in glossaries:
            letters = self._read_letters(glossary)
            if 0 < min_letters <= len(glossary) and len(letters) > 1:
                _insert_before(glossary, _build_letters(letters))
        min_filter = self.config[PREFIX + "filter"]
        if 0 < min_filter <= sum(map(len, glossaries)):
            _insert_before(_first_part(glossaries[0]), _build_filter())

    def _read_letters(self, glossary: nodes.definition_list) -> dict[str, str]:
        """Return the id of the first entry for each letter, if the entries are in their order.

        Otherwise, entries with a letter would not be together.
        """
        find_letter = letter_finder(self.config.language)
        letters: dict[str, str] = {}
        last = ""
        for item in glossary.children:
            ids = [id for term in item.findall(nodes.term) for id in term["ids"][:1]]
            letter = find_letter(sort_name(item))
            if letter != last and letter in letters:
                return {}
            if letter and ids:
                letters.setdefault(letter, ids[0])
            last = letter
        return letters


def _first_part(glossary: nodes.Element) -> nodes.Element:
    """Return the letters or the heading of a group before a glossary, or the glossary."""
    index = glossary.parent.index(glossary)
    before = glossary.parent.children[index - 1] if index else None
    is_part = isinstance(before, element | nodes.rubric) and (
        is_tagged(before, "glossary-letters") or is_tagged(before, "glossary-group")
    )
    return cast(nodes.Element, before) if is_part else glossary


def _insert_before(node: nodes.Element, new: nodes.Element) -> None:
    node.parent.insert(node.parent.index(node), new)


def _build_letters(letters: dict[str, str]) -> nodes.Element:
    links = (
        element("", nodes.Text(letter), tag="a", attributes={"href": f"#{id}"})
        for letter, id in letters.items()
    )
    items = (element("", link, tag="li") for link in links)
    attributes = {"aria-label": _("Letters")}
    nav = element("", element("", *items, tag="ul"), tag="nav", attributes=attributes)
    nav["classes"] = ["no-search"]
    return tag_node(nav, "glossary-letters")


def _build_filter() -> nodes.Element:
    attributes = {"type": "search", "autocomplete": "off", "spellcheck": "false"}
    field = element(tag="input", attributes=attributes)
    label = element("", nodes.Text(_("Filter")), nodes.Text(" "), field, tag="label")
    count = element(tag="output", attributes={"aria-live": "polite"})
    box = tag_node(element("", label, count, tag="div"), "glossary-filter")
    template = _("{count} of {total} entries")
    box["attributes"] = {"role": "search", "hidden": "", "data-count": template}
    box["classes"] = ["glossary-filter", "no-search"]
    return box


def _has_filter(document: nodes.document) -> bool:
    return bool(find_tagged(document, element, "glossary-filter"))


def register(app: Sphinx) -> None:
    app.add_post_transform(GlossaryPageTransform)
    load_script(app, "glossary-filter.js", _has_filter)
