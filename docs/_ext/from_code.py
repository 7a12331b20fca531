"""Reference pages that are rendered from the code they describe, and so cannot drift from it.

Four directives for the manual of this project, in reStructuredText:

``options-from-code``
    Every option of ``conf.py``, from `config.OPTIONS`, each as a ``confval``.
``warnings-from-code``
    Every warning subtype, from `diagnostics.Subtype` and the docstrings of its members.
``rules-from-code``
    Every rule of the check, from `core.findings.RULES`, each as a ``rule``: the role of that name
    refers to it. The content is a line of a report for each. A rule without one, or a line of
    no rule, is a warning.
``directive-from-code``
    One directive, by its name. What it takes is read from its class; what its options mean
    is the field list in the content. An option without a field, or a field without an
    option, is a warning, and so an error where the manual is built with ``-W``.

A page depends on the modules that it shows: when one of them changes, the page is read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from inspect import getclosurevars, getfile
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
from sphinx_glossary_faq.core import findings
from sphinx_glossary_faq.directives import options
from sphinx_glossary_faq.directives.base import GuideDirective

logger = logging.getLogger(__name__)

TAKES: Mapping[options.Reader, str] = {
    options.flag: "nothing",
    options.text: "text",
    options.list_of: "a list",
    options.classes: "class names",
}
"""What the readers of options take, to an author; those of a single directive take words."""

EVERYWHERE: Mapping[str, str] = {
    "name": "A name to refer to it by, as docutils has it for every directive.",
    "class": "Further classes, separated by spaces, for a style sheet.",
}
"""Options that mean the same wherever they are, unless a page says otherwise."""


class FromCode(SphinxDirective):
    """A directive that shows a part of the package."""

    def depend_on(self, *shown: ModuleType | type) -> None:
        """Have the page read again when the code of *shown* changes, or this module."""
        for each in shown:
            self.env.note_dependency(getfile(each))
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
        said = ModuleAnalyzer.for_module(diagnostics.__name__).find_attr_docs()
        for subtype in diagnostics.Subtype:
            yield f"``{diagnostics.TYPE}.{subtype.value}``"
            text = " ".join(said[diagnostics.Subtype.__name__, subtype.name])
            yield from (f"   {text.replace('`', '``')}", "")


# What a report says of a finding. Matches "a.rst:1:2: dead-link: No."; not "1 finding: 1 relation".
LINE = re.compile(r"\S+: (?P<rule>[a-z-]+): .+")


class RulesFromCode(FromCode):
    """The rules of the check by their levels, each with a line of a report."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        self.depend_on(findings)
        return self.parse_text_to_nodes("\n".join(self._lines(self._examples())))

    def _examples(self) -> dict[str, str]:
        found = {line["rule"]: line[0] for each in self.content if (line := LINE.fullmatch(each))}
        for rule in findings.RULES.keys() ^ found.keys():
            logger.warning("%s: is it a rule with an example?", rule, location=self.get_location())
        return found

    def _lines(self, examples: Mapping[str, str]) -> Iterator[str]:
        said = ModuleAnalyzer.for_module(findings.__name__).find_attr_docs()
        for level in findings.Level:
            text = " ".join(said[findings.Level.__name__, level.name]).strip()
            yield from (f"**{level.value}:** {text}", "")
            for rule in findings.RULES.values():
                if rule.level is level:
                    where = " Only a build of HTML can tell." if rule.html_only else ""
                    yield from (f".. rule:: {rule.name}", "", f"   {rule.summary}{where}", "")
                    yield from (f"   ``{examples.get(rule.name, '…')}``", "")


class DirectiveFromCode(FromCode):
    """One directive: its argument, its content and its options."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[OptionSpec] = {
        # What the argument is called in the heading: ``[title]`` where there need be none.
        "argument": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        name, argument = self.arguments[0], self.options.get("argument", "")
        shown = self._directive(name)
        self.depend_on(shown, options)
        if bool(argument) != bool(shown.required_arguments + shown.optional_arguments):
            logger.warning("%s: is there an argument?", name, location=self.get_location())
        described = self.parse_text_to_nodes(f".. rst:directive:: .. {name}:: {argument}")
        body = next(node for part in described for node in part.findall(addnodes.desc_content))
        meanings, rest = self._content()
        self._compare(name, shown.option_spec, meanings)
        body += [*rest, self._table(shown.option_spec, meanings)]
        return described

    def _directive(self, name: str) -> type[GuideDirective]:
        found, _messages = directives.directive(name, self.state.memo.language, self.state.document)
        if not (isinstance(found, type) and issubclass(found, GuideDirective)):
            raise self.error(f"{name} is no directive of sphinx_glossary_faq.")
        return found

    def _content(self) -> tuple[dict[str, nodes.Node], list[nodes.Node]]:
        """The meaning of each option, and what is no field list."""
        meanings: dict[str, nodes.Node] = {}
        rest: list[nodes.Node] = []
        for node in self.parse_content_to_nodes():
            if isinstance(node, nodes.field_list):
                meanings |= {field[0].astext(): field[1] for field in node.findall(nodes.field)}
            else:
                rest.append(node)
        return meanings, rest

    def _compare(
        self, name: str, spec: Mapping[str, object], meanings: Mapping[str, nodes.Node]
    ) -> None:
        for option in spec.keys() - meanings.keys() - EVERYWHERE.keys():
            logger.warning("%s: :%s: is not described", name, option, location=self.get_location())
        for option in meanings.keys() - spec.keys():
            logger.warning("%s has no :%s:", name, option, location=self.get_location())

    def _table(
        self, spec: Mapping[str, options.Reader], meanings: Mapping[str, nodes.Node]
    ) -> nodes.table:
        head = nodes.row()
        for title in ("Option", "Takes", "Meaning"):
            head += nodes.entry("", nodes.paragraph("", title))
        body = nodes.tbody()
        for option, reader in spec.items():
            meaning = meanings.get(option)
            said = meaning.children if meaning else [_paragraph(EVERYWHERE.get(option, ""))]
            label = nodes.paragraph("", "", nodes.literal("", f":{option}:"))
            cells = ([label], [_takes(reader)], said)
            body += nodes.row("", *(nodes.entry("", *cell) for cell in cells))
        widths = (nodes.colspec(colwidth=width) for width in (22, 18, 60))
        group = nodes.tgroup("", *widths, nodes.thead("", head), body, cols=3)
        return nodes.table("", group, classes=["colwidths-given"])


def _takes(reader: options.Reader) -> nodes.paragraph:
    """What *reader* takes: the choices of an `options.one_of` are read from it."""
    choices: tuple[str, ...] = getclosurevars(reader).nonlocals.get("choices", ())
    shown = _paragraph("" if choices else TAKES.get(reader, "words"))
    for number, choice in enumerate(choices):
        shown += [nodes.Text(", ")] if number else []
        shown += nodes.literal("", choice)
    return shown


def _paragraph(text: str) -> nodes.paragraph:
    return nodes.paragraph("", text)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Declare the four directives, and what one of them describes."""
    app.add_directive("options-from-code", OptionsFromCode)
    app.add_directive("warnings-from-code", WarningsFromCode)
    app.add_directive("rules-from-code", RulesFromCode)
    app.add_directive("directive-from-code", DirectiveFromCode)
    app.add_object_type("rule", "rule", "pair: %s; rule")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
