"""Define the base class and shared functions of the directives.

This module does not depend on any individual directive.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst.states import RSTState
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from sphinx_glossary_faq.core.text.fuzzy import did_you_mean
from sphinx_glossary_faq.diagnostics import Subtype, warn
from sphinx_glossary_faq.directives.myst_fences import DIRECTIVE_NAMES, find_short_fences
from sphinx_glossary_faq.directives.options import OptionSpec
from sphinx_glossary_faq.directives.source_lines import find_block_line
from sphinx_glossary_faq.domain import FaqDomain, domain_of


class BaseDirective(SphinxDirective):
    """A directive that warns about errors with its own subtype and keeps its content."""

    subtype: ClassVar[Subtype]
    has_content = True
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec]

    def run(self) -> list[nodes.Node]:
        self.name = self.name.lower()  # docutils ignores case
        source, line = self.get_source_info()
        if source and self._has_directive_line():
            self._line = find_block_line(source, self.block_text, line)
        if self.is_markdown:
            self._warn_short_fence()
        self.options = self.option_spec.convert(self.options, self.warn_option)
        self.domain.record_directive(self.name)
        return self.build()

    def build(self) -> list[nodes.Node]:
        """Return the directive's nodes.

        This method is called after the options have been converted.
        """
        raise NotImplementedError

    def get_source_info(self) -> tuple[str, int]:
        """Return the file and line where the directive begins, even inside a `{glossary}`."""
        source, line = super().get_source_info()
        return source, getattr(self, "_line", line)

    def _has_directive_line(self) -> bool:
        """Return whether `block_text` includes the directive line.

        This is not the case in MyST-Parser before 5.2.
        """
        return self.name in self._first_line()

    def _first_line(self) -> str:
        """Return the first line of `block_text` in lower case."""
        return self.block_text.split("\n", 1)[0].lower()

    def _argument_starts_below(self) -> bool:
        """Return whether the argument starts below the directive line."""
        # Matches ".. faq::", ".. faq ::" and ":::{faq}"; not ".. faq:: Title".
        return bool(re.search(rf"{re.escape(self.name)}(?: ?::|\}})\s*$", self._first_line()))

    def _warn_short_fence(self) -> None:
        """Warn if the Markdown fence of this directive, or one around it, ends too early."""
        source, line = self.get_source_info()
        for outer, inner in find_short_fences(source):
            if line == outer.line or (line == inner.line and outer.name not in DIRECTIVE_NAMES):
                self.warn(
                    f"the fence of “{outer.name}” on line {outer.line} ends too early because the "
                    f"fence on line {inner.line} is at least as long. Make the outer fence longer: "
                    f"“{inner.marker}{inner.marker[0]}”."
                )

    @property
    def is_markdown(self) -> bool:
        """Whether the directive is in Markdown, but not in `eval-rst`."""
        return not isinstance(self.state, RSTState)

    @property
    def domain(self) -> FaqDomain:
        return domain_of(self.env)

    def warn(self, message: str, location: nodes.Node | None = None) -> None:
        """Log a warning at *location*, which is the start of the directive by default."""
        self._warn(self.subtype, message, location)

    def warn_option(self, message: str) -> None:
        self._warn(Subtype.OPTION, message)

    def known_words(self, name: str, choices: Sequence[str]) -> tuple[str, ...]:
        """Return the words of the option *name* that are among *choices*, and warn about others.

        An option without a value stands for all *choices*.
        """
        words: tuple[str, ...] = self.options.get(name, ())
        if name in self.options and not words:
            return tuple(choices)
        for word in words:
            if word not in choices:
                self.warn_option(
                    f":{name}: does not accept the value “{word}”, which is ignored. Use one of "
                    f"{', '.join(choices)}.{did_you_mean(word, choices)}"
                )
        return tuple(word for word in words if word in choices)

    def _warn(self, subtype: Subtype, message: str, location: nodes.Node | None = None) -> None:
        node = next((node for node in location.findall() if node.line), None) if location else None
        warn(subtype, f"{self.name}: {message}", self.get_location() if node is None else node)

    def split_argument(self, is_content: Callable[[str], bool] = lambda line: True) -> None:
        """Move the lines of the argument, from the first one that *is_content*, to the content.

        In reStructuredText, an argument ends at the first blank line, so it includes content
        directly below the directive line. Text on the directive line itself is never content.
        """
        if not self.arguments or not self._has_directive_line():
            return
        lines = self.arguments[0].split("\n")
        below = self._argument_starts_below()
        for number, line in enumerate(lines):
            if (number or below) and is_content(line.strip()):
                break
        else:
            return
        source, first = self.get_source_info()
        items = [(source, first - 1 + below + index) for index in range(number, len(lines))]
        content = StringList(lines[number:], items=items)
        if self.content:
            content.append("", source, items[-1][1] + 1)
            content.extend(self.content)
        self.content = content
        self.arguments = ["\n".join(lines[:number])] if number else []


def translate_name(domain: FaqDomain, parent: nodes.Node, name: str, docname: str) -> None:
    """Replace the text of *parent* with the translated name of the term *name*, if there is one."""
    target = domain.project.target(name, docname)
    for label in target.term.labels if target else ():
        if label.original == name != label.name:
            for text in parent.findall(nodes.Text):
                text.parent.replace(text, nodes.Text(label.name))
                return
