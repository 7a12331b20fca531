"""Directives that render reference pages from the code of the package.

There are five of them, for the manual of this project in reStructuredText:

``options-from-code``
    All options of ``conf.py``, from `config.OPTIONS`, each as a ``confval``.
``warnings-from-code``
    All warning subtypes, from `diagnostics.Subtype` and the docstrings of its members.
``rules-from-code``
    All rules of the check, from `core.findings.finding.RULES`, each as a ``rule`` for the role of
    that name. The content is an example for each rule: a line of a report. A rule without an
    example, or an example without a rule, causes a warning.
``directive-from-code``
    The directive with the given name. Its options are read from its class, their meaning from the
    field list in the content. An option without a field, or a field without an option, causes a
    warning, and so an error if the manual is built with ``-W``.

``neighbours-from-tests``
    The extensions and tools that ``tests/neighbours`` builds projects with, as a table: their
    names from the docstrings of the modules, their versions from ``pyproject.toml``, and what works
    from the docstrings of the tests.

A page depends on the modules that it shows: it is read again when one of them changes.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from inspect import getclosurevars, getfile
from pathlib import Path
from types import ModuleType
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.pycode import ModuleAnalyzer
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata, OptionSpec

from sphinx_glossary_faq import config, diagnostics
from sphinx_glossary_faq.core.findings import finding
from sphinx_glossary_faq.directives import options
from sphinx_glossary_faq.directives.base import BaseDirective

logger = logging.getLogger(__name__)

VALUES: Mapping[options.Converter, str] = {
    options.flag: "none",
    options.text: "text",
    options.text_list: "list",
    options.positive_number: "number",
    options.classes: "class names",
}
"""The values of options by their converters; converters of a single directive expect words."""

COMMON_OPTIONS: Mapping[str, str] = {
    "name": "A name for references, as for every directive of docutils.",
    "class": "Additional classes for style sheets, separated by spaces.",
}
"""The meaning of options with the same meaning in all directives, unless a page overrides it."""


class FromCode(SphinxDirective):
    """A directive that renders a part of the package."""

    def depend_on(self, *sources: ModuleType | type) -> None:
        """Read the page again when the code of *sources* or this module changes."""
        for source in sources:
            self.env.note_dependency(getfile(source))
        self.env.note_dependency(__file__)


class OptionsFromCode(FromCode):
    """The options of ``conf.py``."""

    def run(self) -> list[nodes.Node]:
        self.depend_on(config)
        return self.parse_text_to_nodes("\n".join(self._lines()))

    def _lines(self) -> Iterator[str]:
        for option in config.OPTIONS:
            yield f".. confval:: {config.PREFIX}{option.name}"
            yield f"   :type: {' or '.join(f'``{kind.__name__}``' for kind in option.types)}"
            yield f"   :default: ``{option.default!r}``"
            yield from ("", f"   {option.help}", "")


class WarningsFromCode(FromCode):
    """The subtypes of warnings."""

    def run(self) -> list[nodes.Node]:
        self.depend_on(diagnostics)
        return self.parse_text_to_nodes("\n".join(self._lines()))

    def _lines(self) -> Iterator[str]:
        docs = ModuleAnalyzer.for_module(diagnostics.__name__).find_attr_docs()
        for subtype in diagnostics.Subtype:
            yield f"``{diagnostics.TYPE}.{subtype.value}``"
            text = " ".join(docs[diagnostics.Subtype.__name__, subtype.name])
            yield from (f"   {text.replace('`', '``')}", "")


# A line of a report. Matches "a.rst:1:2: dead-link: No."; not "1 finding: 1 relation".
REPORT_LINE = re.compile(r"\S+: (?P<rule>[a-z-]+): .+")


class RulesFromCode(FromCode):
    """The rules of the check by level, each with a line of a report."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        self.depend_on(finding)
        return self.parse_text_to_nodes("\n".join(self._lines(self._examples())))

    def _examples(self) -> dict[str, str]:
        lines = (match for text in self.content if (match := REPORT_LINE.fullmatch(text)))
        examples = {line["rule"]: line[0] for line in lines}
        for rule in finding.RULES.keys() - examples.keys():
            logger.warning("Rule %s has no example.", rule, location=self.get_location())
        for rule in examples.keys() - finding.RULES.keys():
            logger.warning("Rule %s does not exist.", rule, location=self.get_location())
        return examples

    def _lines(self, examples: Mapping[str, str]) -> Iterator[str]:
        docs = ModuleAnalyzer.for_module(finding.__name__).find_attr_docs()
        for level in finding.Level:
            text = " ".join(docs[finding.Level.__name__, level.name]).strip()
            yield from (f"**{level.value}:** {text}", "")
            for rule in finding.RULES.values():
                if rule.level is level:
                    scope = " Only in HTML builds." if rule.html_only else ""
                    yield from (f".. rule:: {rule.name}", "", f"   {rule.summary}{scope}", "")
                    yield from (f"   ``{examples.get(rule.name, '…')}``", "")


class DirectiveFromCode(FromCode):
    """A directive: its argument, its content and its options."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[OptionSpec] = {
        # The argument in the heading: ``[title]`` if it is optional.
        "argument": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        name, argument = self.arguments[0], self.options.get("argument", "")
        directive = self._directive(name)
        self.depend_on(directive, options)
        if bool(argument) != bool(directive.required_arguments + directive.optional_arguments):
            logger.warning(
                "Directive %s: :argument: does not match its class.",
                name,
                location=self.get_location(),
            )
        description = self.parse_text_to_nodes(f".. rst:directive:: .. {name}:: {argument}")
        body = next(node for part in description for node in part.findall(addnodes.desc_content))
        meanings, content = self._content()
        self._compare(name, directive.option_spec, meanings)
        body += [*content, self._table(directive.option_spec, meanings)]
        return description

    def _directive(self, name: str) -> type[BaseDirective]:
        memo, document = self.state.memo, self.state.document
        directive, _messages = directives.directive(name, memo.language, document)
        if not (isinstance(directive, type) and issubclass(directive, BaseDirective)):
            raise self.error(f"sphinx_glossary_faq has no directive {name}.")
        return directive

    def _content(self) -> tuple[dict[str, nodes.Node], list[nodes.Node]]:
        """Return the meaning of each option from the field list, and the other content."""
        meanings: dict[str, nodes.Node] = {}
        content: list[nodes.Node] = []
        for node in self.parse_content_to_nodes():
            if isinstance(node, nodes.field_list):
                meanings |= {field[0].astext(): field[1] for field in node.findall(nodes.field)}
            else:
                content.append(node)
        return meanings, content

    def _compare(
        self, name: str, spec: Mapping[str, object], meanings: Mapping[str, nodes.Node]
    ) -> None:
        location = self.get_location()
        for option in spec.keys() - meanings.keys() - COMMON_OPTIONS.keys():
            logger.warning("Directive %s: :%s: has no field.", name, option, location=location)
        for option in meanings.keys() - spec.keys():
            logger.warning("Directive %s has no option :%s:.", name, option, location=location)

    def _table(
        self, spec: Mapping[str, options.Converter], meanings: Mapping[str, nodes.Node]
    ) -> nodes.table:
        head = nodes.row()
        for title in ("Option", "Value", "Meaning"):
            head += nodes.entry("", nodes.paragraph("", title))
        body = nodes.tbody()
        for option, converter in spec.items():
            meaning = meanings.get(option)
            text = meaning.children if meaning else [_paragraph(COMMON_OPTIONS.get(option, ""))]
            label = nodes.paragraph("", "", nodes.literal("", f":{option}:"))
            cells = ([label], [_value(converter)], text)
            body += nodes.row("", *(nodes.entry("", *cell) for cell in cells))
        widths = (nodes.colspec(colwidth=width) for width in (22, 18, 60))
        group = nodes.tgroup("", *widths, nodes.thead("", head), body, cols=3)
        return nodes.table("", group, classes=["colwidths-given"])


CHECKOUT = Path(__file__).parents[2]


class NeighboursFromTests(FromCode):
    """The extensions and tools that the tests build projects with."""

    def run(self) -> list[nodes.Node]:
        self.env.note_dependency(str(CHECKOUT / "pyproject.toml"))
        self.env.note_dependency(__file__)
        return self.parse_text_to_nodes("\n".join(self._lines()))

    def _lines(self) -> Iterator[str]:
        project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))[
            "project"
        ]
        pins = dict(pin.split("==") for pin in project["optional-dependencies"]["neighbours"])
        yield from (".. list-table::", "   :header-rows: 1", "   :widths: 22 12 66", "")
        yield from ("   * - Neighbour", "     - Version", "     - What works")
        for path in sorted((CHECKOUT / "tests" / "neighbours").glob("test_*.py")):
            self.env.note_dependency(str(path))
            module = ast.parse(path.read_text(encoding="utf-8"))
            name, _, parts = (ast.get_docstring(module) or "").partition(": ")
            if parts:
                version = pins.get(name, "—")
                yield from (f"   * - {name}", f"     - {version}")
                yield from (f"     - Tested with {parts}", "")
                tests = (node for node in module.body if isinstance(node, ast.FunctionDef))
                for test in tests:
                    if test.name.startswith("test_"):
                        yield f"       {' '.join((ast.get_docstring(test) or '').split())}"


def _value(converter: options.Converter) -> nodes.paragraph:
    """The value that *converter* expects, or the choices of an `options.choice`."""
    choices: tuple[str, ...] = getclosurevars(converter).nonlocals.get("choices", ())
    paragraph = _paragraph("" if choices else VALUES.get(converter, "words"))
    for number, choice in enumerate(choices):
        paragraph += [nodes.Text(", ")] if number else []
        paragraph += nodes.literal("", choice)
    return paragraph


def _paragraph(text: str) -> nodes.paragraph:
    return nodes.paragraph("", text)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directives and the object type ``rule``."""
    app.add_directive("options-from-code", OptionsFromCode)
    app.add_directive("warnings-from-code", WarningsFromCode)
    app.add_directive("rules-from-code", RulesFromCode)
    app.add_directive("directive-from-code", DirectiveFromCode)
    app.add_directive("neighbours-from-tests", NeighboursFromTests)
    app.add_object_type("rule", "rule", "pair: %s; rule")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
