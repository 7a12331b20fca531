"""Read front matter in MyST and field lists at the top of reStructuredText pages.

`article-header` shows the fields. The deck of a page without a header is kept in a placeholder, so
that it is parsed and translated for the pages that refer to it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform

from sphinx_glossary_faq.compat import is_myst, parse_inline_myst
from sphinx_glossary_faq.core.cache_file import read_text_file
from sphinx_glossary_faq.core.model.records import Location
from sphinx_glossary_faq.core.text.surrogates import replace_surrogates
from sphinx_glossary_faq.diagnostics import Subtype, warn
from sphinx_glossary_faq.directives.myst_fences import DIRECTIVE_NAMES
from sphinx_glossary_faq.directives.source_lines import read_lines
from sphinx_glossary_faq.domain import domain_of
from sphinx_glossary_faq.nodes import find_nodes, page_deck
from sphinx_glossary_faq.transforms import ResolveTransform

TEXT_FIELDS = ("kicker", "deck")
"""The fields with inline markup."""

FIELDS = (*TEXT_FIELDS, "updated", "reading-time", "glossary-group")

# Matches "deck: A text", "- reading_time: 5"; not "A deck: a text".
_FIELD_LINE = re.compile(rf"(?:- )?(?:{'|'.join(FIELDS).replace('-', '[-_]')})\s*:")

_TAKEN = "glossary_faq_taken"
"""The attribute of field bodies with a copy of their text."""


class Field(NamedTuple):
    """A field with inline markup."""

    text: str
    """The source without line breaks and lone surrogates."""

    body: nodes.Element

    @property
    def is_parsed(self) -> bool:
        """Whether the body contains parsed text. MyST-Parser puts the source into a literal."""
        literals = self.body.findall(nodes.literal)
        return all(literal.astext() != self.body.rawsource for literal in literals)

    @property
    def is_text(self) -> bool:
        """Whether the value is text. MyST-Parser writes lists and mappings as JSON."""
        try:
            return self.is_parsed or not isinstance(json.loads(self.text), list | dict)
        except ValueError:
            return True

    def take_content(self) -> list[nodes.Node]:
        """Move the parsed text out of the body, which keeps a copy for the metadata of the page.

        docutils has registered the references in the text, but does not know those in the copy.
        """
        blocks = [b for b in self.body.children if not isinstance(b, nodes.system_message)]
        content: list[nodes.Node] = []
        for block in blocks:
            content += [nodes.Text(" ")] if content else []
            if isinstance(block, nodes.paragraph):
                content += block.children
                block.replace_self(block.deepcopy())
            else:
                content.append(nodes.Text(block.astext()))
        self.body[_TAKEN] = True
        return content

    @property
    def has_surrogate(self) -> bool:
        return "\ufffd" in self.text and "\ufffd" not in self.body.rawsource


def read_fields(document: nodes.document) -> dict[str, Field]:
    """Return the valid fields with inline markup on the page that is being read."""
    return {name: field for name, field in _all_fields(document) if field.is_text}


def _all_fields(document: nodes.document) -> Iterator[tuple[str, Field]]:
    for field in _field_list(document).children:
        if not isinstance(field, nodes.field) or len(field.children) != 2:
            continue
        name, body = cast(Sequence[nodes.Element], field.children)
        text = " ".join(replace_surrogates(body.rawsource).split())
        # "null" is the MyST text for a key without a value.
        if name.astext() in TEXT_FIELDS and text not in ("", "null"):
            yield name.astext(), Field(text, body)


def _field_list(document: nodes.document) -> nodes.field_list:
    """Return the field list with the metadata of the page, or an empty field list."""
    blocks = (node for node in document.children if not isinstance(node, nodes.PreBibliographic))
    first = next(blocks, None)
    return first if isinstance(first, nodes.field_list) else nodes.field_list()


def field_location(env: BuildEnvironment, docname: str, name: str) -> Location:
    """Return the location of the field *name* in the source of a page, or of the page."""
    source = str(env.doc2path(docname))
    # Matches "deck: A text" (MyST) and ":deck: A text" (rST); not "A deck: a text".
    pattern = re.compile(rf":?[\"']?{name.replace('-', '[-_]')}[\"']?\s*:(?:\s|$)")
    lines = enumerate(read_lines(source), start=1)
    return Location(docname, source, next((n for n, line in lines if pattern.match(line)), 1))


class FrontMatterTransform(SphinxTransform):
    """Checks fields with markup, and keeps the deck of a page without `article-header`.

    This transform runs before Locale (20), which translates the deck.
    """

    default_priority = 10

    def apply(self, **kwargs: object) -> None:
        fields, domain = read_fields(self.document), domain_of(self.env)
        if is_myst(self.document) and not _field_list(self.document).children:
            _warn_invalid_yaml(self.env)
        for name, field in _all_fields(self.document):
            self._warn(name, field)
        has_header = domain.uses_directive(self.env.docname, ["article-header"])
        if "deck" in fields and not has_header:
            domain.record_directive("deck")
            index = self.document.index(_field_list(self.document))
            self.document.insert(index + 1, self._build_deck(fields["deck"]))

    def _warn(self, name: str, field: Field) -> None:
        """Warn if a field is not text or contains lone surrogates."""
        problem = ""
        if not field.is_text:
            problem = "is a list or a mapping and is ignored. Use a single string."
        elif field.has_surrogate:
            problem = "contains half of a surrogate pair, shown as “\ufffd”. Remove that character."
        if problem:
            location = field_location(self.env, self.env.docname, name)
            warn(Subtype.OPTION, f"front matter: “{name}” {problem}", location)

    def _build_deck(self, field: Field) -> page_deck:
        if field.is_parsed:
            content = field.take_content()
        else:
            content = parse_inline_myst(field.text, self.document)
        deck = nodes.paragraph(field.text, "", *content)
        location = field_location(self.env, self.env.docname, "deck")
        deck.source, deck.line = location.file, location.line
        return page_deck("", deck)


class CopiedReferencesTransform(SphinxTransform):
    """Replaces invalid references in the copy of a field with their source.

    docutils would report them for the copy as well. This transform runs after the default
    substitutions (210) and before all others (220).
    """

    default_priority = 219

    def apply(self, **kwargs: object) -> None:
        for _name, field in _all_fields(self.document):
            for element in find_nodes(field.body, nodes.TextElement):
                if _TAKEN in field.body and self._is_invalid(element):
                    text = nodes.Text(element.rawsource or element.astext())
                    element.parent.replace(element, text)

    def _is_invalid(self, node: nodes.TextElement) -> bool:
        if isinstance(node, nodes.substitution_reference):
            names = self.document.substitution_names
            is_defined = node["refname"] in self.document.substitution_defs
            return not is_defined and node["refname"].lower() not in names
        if isinstance(node, nodes.reference | nodes.footnote_reference):
            return node.get("refname", "") not in {"", *self.document.nameids}
        return False


class PageDeckResolveTransform(ResolveTransform):
    """Removes the deck of a page without `article-header`, which is not shown there."""

    directives = ("deck",)

    def run(self, **kwargs: object) -> None:
        for deck in find_nodes(self.document, page_deck):
            deck.parent.remove(deck)


def _warn_invalid_yaml(env: BuildEnvironment) -> None:
    """Warn about front matter that MyST-Parser cannot parse if this extension is used on the page.

    The warning by MyST-Parser contains neither the cause nor the line.
    """
    source = Path(env.doc2path(env.docname))
    first, *lines = read_text_file(source).split("\n")
    if not first.startswith("---"):
        return
    end = next((number for number, line in enumerate(lines) if line.startswith("---")), None)
    has_field = any(_FIELD_LINE.match(line.lstrip()) for line in lines[:end])
    is_used = has_field or domain_of(env).uses_directive(env.docname, DIRECTIVE_NAMES)
    if end is None and has_field:
        line, problem = 1, "the end marker is missing. Write a line “---” below the last field"
    elif end is not None and is_used and (error := _find_yaml_error(lines[:end])):
        line, problem = error
        if line == 1 and not has_field:
            return
        is_tab = lines[max(line - 2, 0)].lstrip(" ").startswith("\t")
        fix = "Replace the tab with spaces" if is_tab else "Put quotation marks around the value"
        problem = f"{problem}. {fix}"
    else:
        return
    message = f"front matter: all fields are ignored because {problem}."
    warn(Subtype.OPTION, message, Location(env.docname, str(source), line))


def _find_yaml_error(lines: Sequence[str]) -> tuple[int, str] | None:
    """Return the line in the file and the message of the first error in *lines*, if any."""
    import yaml  # required by MyST-Parser

    try:
        is_mapping = isinstance(yaml.safe_load("\n".join(lines)), dict)
    except yaml.MarkedYAMLError as error:
        if error.problem_mark:
            return error.problem_mark.line + 2, f"the YAML parser reports “{error.problem}”"
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        pass
    else:
        return (
            None if is_mapping else (1, "the front matter does not consist of “name: value” lines")
        )
    for number, line in enumerate(lines):
        try:
            yaml.safe_load(line)
        except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
            return number + 2, f"the YAML parser reports “{' '.join(str(error).split())}”"
    return 1, "the front matter is not valid YAML"


def warn_group_commas(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn about a `glossary-group` that contains a comma and is not the group of a term."""
    for docname, metadata in sorted(env.metadata.items()):
        for name in str(metadata.get("glossary-group", "")).split(";"):
            terms = domain_of(env).project.vocabulary.terms if "," in name else ()
            if "," in name and all(term.group != name.strip() for term in terms):
                location = field_location(env, docname, "glossary-group")
                message = (
                    f"front matter: no term belongs to the group “{name.strip()}”. Separate "
                    "groups with “;”."
                )
                warn(Subtype.OPTION, message, location)


def register(app: Sphinx) -> None:
    # Run after the terms of other projects are set (500), like the warnings about `conf.py` (600).
    app.connect("env-updated", warn_group_commas, priority=600)
    app.add_transform(FrontMatterTransform)
    app.add_transform(CopiedReferencesTransform)
    app.add_post_transform(PageDeckResolveTransform)
