"""Findings, the rules of the check, and the selection of rules.

This module lists all rules, regardless of where they are implemented.  The names are stable,
because `conf.py`, baselines and suppressed warnings use them.  This module neither runs rules nor
reports findings (see `reports` and `baseline`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from fnmatch import fnmatchcase
from typing import Final, NamedTuple

from sphinx_glossary_faq.core.text.fuzzy import did_you_mean
from sphinx_glossary_faq.core.text.lines import safe_path


class Level(Enum):
    """The severity of a rule, by which authors can also select rules."""

    BROKEN = "broken"
    """The output is wrong.  For example, a link is broken or has the wrong target."""

    ADVICE = "advice"
    """The output works, but the text can be improved."""


class Rule(NamedTuple):
    """A rule of the check.  Its name is also the subtype of its warnings."""

    name: str
    level: Level
    summary: str
    """One sentence for the manual and for SARIF."""

    html_only: bool = False
    """Whether the rule requires generated pages, which `-b xrefcheck` does not write."""


def _broken(name: str, summary: str, html_only: bool = False) -> Rule:
    return Rule(name, Level.BROKEN, summary, html_only)


def _advice(name: str, summary: str, html_only: bool = False) -> Rule:
    return Rule(name, Level.ADVICE, summary, html_only)


_CATALOGUE: Final = (
    _broken(
        "reference",
        "A role, link or directive references a target that is missing, unnumbered, ambiguous or "
        "invalid.",
    ),
    _broken("hidden-target", "The target of a reference is in content that this build excludes."),
    _broken("dead-link", "The target of a relative URL in markup or raw HTML does not exist."),
    _broken("dead-anchor", "A link points to an existing page, but the anchor does not exist."),
    _broken("source-link", "A link points to a source file that is not part of the output."),
    _broken("template-link", "A template in the project contains a broken link.", html_only=True),
    _broken("extra-link", "A file in html_extra_path contains a broken link.", html_only=True),
    _broken("literal-link", "A MyST link has no target and is shown as literal text."),
    _broken("role-typo", "A role is mistyped and is shown as literal text."),
    _broken("index-see", "An index entry refers to another entry that does not exist."),
    _broken("case-mismatch", "A target differs from an existing name only in case."),
    _broken("missing-file", "The file of an image or a download does not exist."),
    _broken("duplicate-term", "A term is defined twice."),
    _broken("duplicate-question", "The same question appears twice."),
    _broken("ambiguous-question", "A reference matches several questions."),
    _broken("relation", "A term is related to a term that no glossary defines."),
    _broken("hierarchy", "Relations between terms are contradictory or form a cycle."),
    _broken("label-clash", "Two terms have the same label."),
    _broken("comparison", "A comparison contradicts the glossary, or its figure cannot be drawn."),
    _broken("stale-baseline", "The baseline lists a finding that no longer exists."),
    _broken("stale-decision", "An entry in the file of decisions has no effect."),
    _broken("phrase-without-term", "A phrase listed under :not-in: does not contain its term."),
    _advice("silent-jump", "A reference resolves to another project without naming it."),
    _advice("case-variant-term", "Two terms differ only in case."),
    _advice("unused-term", "A term is not mentioned on any page."),
    _advice("avoided-wording", "The text uses wording that the glossary lists under :avoid:."),
    _advice("circular-definition", "A definition is circular, directly or through other terms."),
    _advice("placeholder-definition", "Several terms have the same definition, a placeholder."),
    _advice("no-summary", "The first sentence of a definition is missing or too long."),
    _advice("theme-link", "The theme contains a broken link.", html_only=True),
)

RULES: Final = {rule.name: rule for rule in _CATALOGUE}
"""All rules by name, with those at level *broken* first."""


class Fingerprint(NamedTuple):
    """The identity of a finding in baselines and SARIF, which does not depend on line numbers."""

    rule: str
    file: str
    """The file or, if it is unknown, the template or the page (`Finding.source`)."""

    target: str
    """The target or, if there is none, the message."""


class Finding(NamedTuple):
    """A problem found by a rule, with its location."""

    rule: str
    message: str
    """A description of the problem and of the fix, without the suggestion."""

    docname: str = ""
    file: str = ""
    """The path of the file relative to the source folder, or "" if only a template is known."""

    line: int | None = None
    """The line, counted from 1, or None if unknown.  Columns are also counted from 1, in
    characters."""

    column: int | None = None
    template: str = ""
    """The name of an HTML template."""

    suggestion: str = ""
    """The most similar name, or "" if no name is similar."""

    suggestion_location: str = ""
    """The location of the suggested target, such as "guide/terms.rst:12", or "" if unknown."""

    target: str = ""
    """The target as written in the source."""

    @property
    def level(self) -> Level:
        return RULES[self.rule].level

    @property
    def source(self) -> str:
        """The file or, if it is unknown, the name of the template or the docname."""
        return self.file or self.template or self.docname

    @property
    def location(self) -> str:
        """The source, followed by the line and column if they are known."""
        line = f":{self.line}" if self.line else ""
        column = f":{self.column}" if self.line and self.column else ""
        return f"{safe_path(self.source)}{line}{column}"

    @property
    def full_message(self) -> str:
        """The message, followed by the suggestion if there is one."""
        if not self.suggestion:
            return self.message
        location = f" ({self.suggestion_location})" if self.suggestion_location else ""
        return f"{self.message} Did you mean “{self.suggestion}”{location}?"

    @property
    def fingerprint(self) -> Fingerprint:
        return Fingerprint(self.rule, self.source, self.target or self.message)


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings sorted by file, line, column and rule, regardless of their order.

    Findings without a file come first.  Within a file, findings without a line come first.
    """
    return sorted(findings, key=_sort_key)


def _sort_key(finding: Finding) -> tuple[str | int, ...]:
    """Return a sort key from all fields, so that only equal findings have equal keys."""
    return (
        finding.file,
        finding.line or 0,
        finding.column or 0,
        finding.rule,
        finding.message,
        finding.template,
        finding.target,
        finding.docname,
        finding.suggestion,
        finding.suggestion_location,
    )


class Selection(NamedTuple):
    """The rules that match a pattern in `check` and no pattern in `ignore`.

    A pattern is a rule name, a glob pattern ("dead-*") or a level ("advice").
    """

    check: tuple[str, ...]
    ignore: tuple[str, ...] = ()

    def rules(self) -> frozenset[str]:
        """Return the names of the selected rules."""
        return frozenset(
            rule.name
            for rule in RULES.values()
            if _any_matches(self.check, rule) and not _any_matches(self.ignore, rule)
        )

    def invalid_patterns(self) -> Iterator[str]:
        """Yield an error message for each pattern that matches no rule."""
        names = (*RULES, *(level.value for level in Level))
        for pattern in dict.fromkeys((*self.check, *self.ignore)):
            if not any(_matches(pattern, rule) for rule in RULES.values()):
                yield f"“{pattern}” does not match any rule.{did_you_mean(pattern, names)}"


def _any_matches(patterns: Iterable[str], rule: Rule) -> bool:
    return any(_matches(pattern, rule) for pattern in patterns)


def _matches(pattern: str, rule: Rule) -> bool:
    return pattern == rule.level.value or fnmatchcase(rule.name, pattern)
