"""Warn about parts of a glossary that a parser probably misinterprets.

A `term-info` without indentation is not part of a definition.  In MyST its lines become terms, and
in reStructuredText it becomes a comment.  A list that MyST-Parser does not recognize remains a
paragraph, even with the class `glossary`.  Names that are separated by commas are parsed as one
name.  In the glossary directive, a definition after ": " without indentation becomes a term, which
is turned into a definition again.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import groupby, takewhile
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from sphinx_glossary_faq.compat import is_myst
from sphinx_glossary_faq.core.cache_file import read_text_file
from sphinx_glossary_faq.core.model.records import Location, Term
from sphinx_glossary_faq.diagnostics import Subtype, warn
from sphinx_glossary_faq.directives.myst_fences import text_without_literals
from sphinx_glossary_faq.directives.source_lines import find_text_line, read_lines
from sphinx_glossary_faq.nodes import term_info

NOT_A_TERM = "glossary_faq_not_a_term"
"""The attribute of terms that are actually lines of a directive."""

# Matches ":::{term-info}" and "```{term-info}"; not "`{term-info}`".
_MYST_DIRECTIVE = re.compile(r"(:{3,}|~{3,}|`{3,})\s*\{term-info\}", re.IGNORECASE)
# Matches ":aliases: x" and ":no-autolink:"; not ":::" nor ":-)".
_OPTION = re.compile(r":[\w-]+:")
# Matches ": A pet." and "~ A pet."; not ":orphan:".
_DEFINITION_MARKER = re.compile(r"[:~]\s")
# Matches ".. term-info::"; not ".. note::".
_RST_DIRECTIVE = re.compile(r"\.\. term-info ?::", re.IGNORECASE)


def warn_directive_lines(docname: str, terms: Iterable[nodes.term]) -> None:
    """Warn once about each directive whose lines are parsed as *terms*, and mark its lines."""
    in_order = sorted(terms, key=lambda term: (term.source or "", term.line or 0))
    for source, group in groupby(in_order, key=lambda term: term.source or ""):
        blocks = {number: block for block in _directive_blocks(source) for number in block}
        warned: set[range] = set()
        last = 0
        for term in group if blocks else ():  # most pages have no such directive
            text, reported = term.rawsource.strip(), term.line or 0
            line = find_text_line(source, text, max(reported - 1, last))
            last = line or last
            if block := blocks.get(line or reported):
                term[NOT_A_TERM] = True
                if block not in warned:
                    warned.add(block)
                    fix = "Indent it like the directive above it."
                    if _MYST_DIRECTIVE.match(text):
                        fix = "Indent the directive like the definition above it."
                    _warn_not_a_term(docname, text, source, line or reported, fix)


def _directive_blocks(source: str) -> Iterator[range]:
    """Yield the lines of each `term-info` directive."""
    lines = read_lines(source)
    for number, line in enumerate(lines, start=1):
        if fence := _MYST_DIRECTIVE.match(line):
            yield range(number, _fence_end(lines, number, fence[1]) + 1)
        elif _RST_DIRECTIVE.match(line):
            yield range(number, _options_end(lines, number) + 1)


def _options_end(lines: Sequence[str], start: int) -> int:
    """Return the number of the last option below the line *start*, or *start*."""
    return start + len([*takewhile(_OPTION.match, lines[start:])])


def _fence_end(lines: tuple[str, ...], start: int, fence: str) -> int:
    """Return the number of the last line of a fence, or of its options if it has no end."""
    first = start
    if lines[start : start + 1] == ("---",) and "---" in lines[start + 1 :]:  # options as YAML
        first = lines.index("---", start + 1) + 1
    for number, line in enumerate(takewhile(bool, lines[first:]), start=first + 1):
        if _closes(fence, line):
            return number
    return max(first, _options_end(lines, start))


def _closes(fence: str, line: str) -> bool:
    return len(line) >= len(fence) and line == fence[0] * len(line)


def _warn_not_a_term(docname: str, text: str, source: str, line: int, fix: str) -> None:
    message = f"term-info: “{text}” is parsed as a term because it is not indented. {fix}"
    warn(Subtype.TERM_INFO, message, _location(docname, source, line or None))


def restore_definitions(docname: str, terms: Iterable[nodes.term], markdown: bool) -> bool:
    """Restore the definitions that are parsed as terms, and warn about the first of them.

    Return whether there are any.
    """
    misread = [term for term in terms if _DEFINITION_MARKER.match(term.rawsource.strip())]
    for term in misread:
        term[NOT_A_TERM] = True
    for item in {id(term.parent): term.parent for term in misread}.values():
        item.replace_self(_separate_entries(item, set(misread)))
    for term in misread[:1]:
        source, text = term.source or "", term.rawsource.strip()
        line = find_text_line(source, text, max((term.line or 0) - 1, 0)) or term.line
        fix = "Write the definition without “:” and indent it"
        fix += ", or use a definition list with “{.glossary}”." if markdown else "."
        message = f"glossary: “{text}” is parsed as a term because it is not indented. {fix}"
        warn(Subtype.TERM_INFO, message, _location(docname, source, line))
    return bool(misread)


def _separate_entries(
    item: nodes.Element, misread: Set[nodes.term]
) -> list[nodes.definition_list_item]:
    """Return the entries that *item* merges because their definitions are parsed as terms."""
    entries: list[nodes.definition_list_item] = []
    definition: nodes.definition | None = None
    for child in item.children:
        if entries and isinstance(child, nodes.term) and child in misread:
            if definition is None:
                definition = nodes.definition()
                entries[-1] += definition
            definition += _build_definition(child)
        elif definition is not None and isinstance(child, nodes.definition):
            definition += child.children
        else:
            if definition is not None or not entries:
                entries.append(nodes.definition_list_item())
            definition = child if isinstance(child, nodes.definition) else None
            entries[-1] += child
    return entries


def _build_definition(term: nodes.term) -> nodes.paragraph:
    """Return the paragraph that is parsed as *term*, which the index refers to."""
    content = [node for node in term.children if not isinstance(node, addnodes.index)]
    paragraph = nodes.paragraph(term.rawsource, "", *content, ids=term["ids"])
    paragraph.source, paragraph.line = term.source, term.line
    if isinstance(text := content[0], nodes.Text):
        paragraph.replace(text, nodes.Text(text.lstrip(":~ ")))
    return paragraph


def warn_comments(docname: str, terms: Sequence[nodes.term]) -> None:
    """Warn about each `term-info` in a reStructuredText file that is parsed as a comment.

    :param terms: the terms on the page.
    """
    for source in dict.fromkeys(term.source or "" for term in terms):
        if any(map(_RST_DIRECTIVE.match, read_lines(source))):
            names = {term.rawsource.strip() for term in terms if term.source == source}
            for line in _unindented_directives(source, names):
                message = (
                    "term-info: the directive is parsed as a comment because it is not indented. "
                    "Indent it like the definition above it."
                )
                warn(Subtype.TERM_INFO, message, _location(docname, source, line))


def _unindented_directives(source: str, names: set[str]) -> Iterator[int]:
    """Yield the line of each directive with the same indentation as the nearest name above it."""
    lines = read_text_file(Path(source)).split("\n")
    for number, line in enumerate(lines, start=1):
        if not _RST_DIRECTIVE.match(line.lstrip()):
            continue
        indentation = _indentation(line)
        above = (
            other
            for other in reversed(lines[: number - 1])
            if other.strip() and _indentation(other) <= indentation
        )
        nearest = next(above, "")
        if _indentation(nearest) == indentation and nearest.strip() in names:
            yield number


def _location(docname: str, source: str, line: int | None) -> Location:
    """Return a location with an absolute path, because docutils reports relative paths."""
    return Location(docname, os.path.normpath(Path(source).absolute()), line)


def _indentation(line: str) -> int:
    expanded = line.expandtabs()
    return len(expanded) - len(expanded.lstrip())


def warn_commas(term: Term, info: term_info) -> None:
    """Warn about comma-separated names, unless a name of the term contains a comma."""
    values = info.attributes.pop("values_with_commas", {})
    if any("," in label.original for label in term.labels):
        return
    for option, value in values.items():
        noun = "phrase" if option == "not-in" else "name"
        fix = (
            f"Separate {noun}s with “;”. If the comma is part of the {noun}, end the {noun} with "
            "“;”."
        )
        if option == "abbreviation":
            fix = "Keep only one abbreviation. List the others in :aliases:."
        message = (
            f"term-info: :{option}: “{value}” is parsed as one {noun} that contains a comma. {fix}"
        )
        warn(Subtype.OPTION, message, info)


_HAS_CLASS = "glossary_faq_has_glossary_class"


def note_glossary_class(app: Sphinx, docname: str, source: list[str]) -> None:
    """Record whether the source contains the class `glossary`.  Other pages are not searched."""
    if "{.glossary" in source[0]:
        app.env.temp_data[_HAS_CLASS] = True


def warn_unread_lists(app: Sphinx, doctree: nodes.document) -> None:
    """Warn about lists with the class `glossary` that MyST-Parser has parsed as paragraphs."""
    if not app.env.temp_data.get(_HAS_CLASS) or not is_myst(doctree):
        return
    extensions = app.config.myst_enable_extensions
    for paragraph in doctree.findall(nodes.paragraph):
        text = text_without_literals(paragraph)
        if "attrs_block" not in extensions and text.startswith("{.glossary"):
            message = _enabling_message("was parsed as text because attributes", "attrs_block")
            warn(Subtype.CONFIG, message, paragraph)
        elif "glossary" in paragraph["classes"] and "deflist" not in extensions:
            message = _enabling_message("has no effect because definition lists", "deflist")
            warn(Subtype.CONFIG, message, paragraph)
        elif "glossary" in paragraph["classes"]:
            message = (
                "“{.glossary}” has no effect because the text below it is a paragraph. In MyST, "
                "write one term per definition, and start the definition with “: ” on the next "
                "line. List other names in the :aliases: option of a term-info directive. "
                "Alternatively, use the glossary directive."
            )
            warn(Subtype.TERM_INFO, message, paragraph)


def _enabling_message(problem: str, extension: str) -> str:
    return f'“{{.glossary}}” {problem} are disabled. Add "{extension}" to myst_enable_extensions.'


def register(app: Sphinx) -> None:
    app.connect("source-read", note_glossary_class)
    app.connect("doctree-read", warn_unread_lists)
