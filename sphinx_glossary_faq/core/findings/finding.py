"""What a check reports: the record of a finding, the rules, and which of them are on.

Every rule of the project is named here, whoever looks for what it finds; its name is a
promise to `conf.py`, baselines and suppressed warnings.  This module knows neither how
anything is found nor how it is told (`core.report`, `core.baseline`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from fnmatch import fnmatchcase
from typing import Final, NamedTuple

from sphinx_glossary_faq.core.text.fuzzy import did_you_mean


class Level(Enum):
    """How bad it is; an author switches rules by these words too."""

    BROKEN = "broken"
    """A reader would land nowhere, or in the wrong place."""

    ADVICE = "advice"
    """Nothing is broken; the text would be better otherwise."""


class Rule(NamedTuple):
    """What is looked for, under a name that stays: also the subtype of its warnings."""

    name: str
    level: Level
    summary: str
    """One sentence for the manual and for SARIF."""

    html_only: bool = False
    """Whether only written pages show it: `-b xrefcheck` writes none."""


def _broken(name: str, summary: str, html_only: bool = False) -> Rule:
    return Rule(name, Level.BROKEN, summary, html_only)


def _advice(name: str, summary: str, html_only: bool = False) -> Rule:
    return Rule(name, Level.ADVICE, summary, html_only)


_CATALOGUE: Final = (
    _broken("reference", "A role, a link or a directive names something that does not exist."),
    _broken("hidden-target", "The target is in a part of its page that this build leaves out."),
    _broken("dead-link", "A relative address, in markup or in raw HTML, leads to no file."),
    _broken("dead-anchor", "The page exists, the anchor in it does not."),
    _broken("source-link", "An address names a file of the source that is not in the output."),
    _broken("template-link", "One of the project's templates has a dead link.", html_only=True),
    _broken("extra-link", "A file of html_extra_path has a dead link.", html_only=True),
    _broken("literal-link", "A link in MyST has no target and is shown as literal text."),
    _broken("role-typo", "A role is mistyped, so that its markup is shown to readers."),
    _broken("index-see", "An index entry sends readers to an entry that is not there."),
    _broken("case-mismatch", "A name differs only by case from one that exists."),
    _broken("missing-file", "An image or a download does not exist."),
    _broken("duplicate-term", "A term is defined twice."),
    _broken("relation", "A term is related to one that no glossary defines."),
    _broken("hierarchy", "Relations of terms contradict each other or go round in a circle."),
    _broken("label-clash", "Two terms are known by the same label."),
    _broken("comparison", "A comparison contradicts the glossary."),
    _broken("stale-baseline", "The baseline has an entry for something that is no longer found."),
    _advice("silent-jump", "A reference leads to another project without saying so."),
    _advice("duplicate-question", "Two pages ask the same question."),
    _advice("case-variant-term", "Two terms differ only by case."),
    _advice("unused-term", "No page mentions the term."),
    _advice("avoided-wording", "The text uses a wording that the glossary says to avoid."),
    _advice("circular-definition", "A term is defined by itself, be it by way of others."),
    _advice("no-summary", "A definition has no first sentence that could stand by itself."),
    _advice("theme-link", "The theme has a dead link.", html_only=True),
)

RULES: Final = {rule.name: rule for rule in _CATALOGUE}
"""Every rule by its name, the broken ones first."""


class Fingerprint(NamedTuple):
    """What stays the same of a finding when lines move: a baseline and SARIF know it by this."""

    rule: str
    file: str
    """The file; where that is not known, the template or the page."""

    target: str
    """What was referred to; the message where nothing was."""


class Finding(NamedTuple):
    """What a rule found, and where to mend it."""

    rule: str
    message: str
    """One sentence for the author, without the suggestion."""

    docname: str = ""
    file: str = ""
    """Relative to the source folder, with slashes; empty where only a template is known."""

    line: int | None = None
    """From 1, as the column is, which counts characters. None where unknown: never guessed."""

    column: int | None = None
    template: str = ""
    """The name of an HTML template."""

    suggestion: str = ""
    """The name that was probably meant; empty where nothing is close."""

    suggestion_location: str = ""
    """Where that is, if known: "guide/terms.rst:12"."""

    target: str = ""
    """What was referred to, as written."""

    @property
    def level(self) -> Level:
        return RULES[self.rule].level

    @property
    def home(self) -> str:
        """The file; where that is not known, the template's name or else the docname."""
        return self.file or self.template or self.docname

    @property
    def location(self) -> str:
        """The home with ":line:column", as much of it as is known."""
        line = f":{self.line}" if self.line else ""
        column = f":{self.column}" if self.line and self.column else ""
        return f"{self.home}{line}{column}"

    @property
    def sentence(self) -> str:
        """The message and, if something is close, what was probably meant."""
        if not self.suggestion:
            return self.message
        place = f" ({self.suggestion_location})" if self.suggestion_location else ""
        return f"{self.message} Did you mean “{self.suggestion}”{place}?"

    @property
    def fingerprint(self) -> Fingerprint:
        return Fingerprint(self.rule, self.home, self.target or self.message)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """The findings by file, line and column, then by rule: one order, whoever found them when.

    What has no line comes first in its file, what has no file before all others.
    """
    return sorted(findings, key=_order)


def _order(finding: Finding) -> tuple[str | int, ...]:
    """All fields, so that only equal findings are equal; lines and columns are at least 1."""
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
    """Which rules are on: those that a pattern of `check` matches, and none of `ignore`.

    A pattern is the name of a rule, a glob of names ("dead-*"), or a level ("advice").
    """

    check: tuple[str, ...]
    ignore: tuple[str, ...] = ()

    def rules(self) -> frozenset[str]:
        """The names of the rules that are on."""
        return frozenset(
            rule.name
            for rule in RULES.values()
            if _any_matches(self.check, rule) and not _any_matches(self.ignore, rule)
        )

    def invalid_patterns(self) -> Iterator[str]:
        """A sentence for each pattern that matches no rule at all."""
        known = (*RULES, *(level.value for level in Level))
        for pattern in dict.fromkeys((*self.check, *self.ignore)):
            if not any(_matches(pattern, rule) for rule in RULES.values()):
                yield f"“{pattern}” matches no rule of the check.{did_you_mean(pattern, known)}"


def _any_matches(patterns: Iterable[str], rule: Rule) -> bool:
    return any(_matches(pattern, rule) for pattern in patterns)


def _matches(pattern: str, rule: Rule) -> bool:
    return pattern == rule.level.value or fnmatchcase(rule.name, pattern)
