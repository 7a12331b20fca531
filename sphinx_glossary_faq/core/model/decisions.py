"""Read and write decisions about the automatic links to single terms.

Decisions are in a TOML file that authors commit, with one `[[term]]` for each term.  The file is
described in `docs/manual/reference/files.rst`.  This module does not open it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from sphinx_glossary_faq.core.cache_file import format_json
from sphinx_glossary_faq.core.model.records import LINK_MODES, Location, Term
from sphinx_glossary_faq.core.text.fuzzy import did_you_mean
from sphinx_glossary_faq.core.text.surrogates import replace_surrogates

HEADER: Final = "# Decisions about automatic links to glossary terms (glossary_faq_decisions).\n"

_UNKNOWN: Final = Location("", "", None)

DecisionKey = tuple[str, str]
"""The name of a term and the docname of its glossary, which may be empty."""

Report = Callable[[str, int | None], None]
"""A function that is called with the error message for an invalid part and with its line."""


@dataclass(frozen=True, slots=True)
class Decision:
    """An entry of the file, which is about the terms with a name."""

    name: str
    """A name of the terms before translation."""
    page: str = ""
    """The docname of the glossary, or "" for the terms of all glossaries."""
    link: str = ""
    """A value of `LINK_MODES`, or ""."""
    not_in: tuple[str, ...] = ()
    """Phrases in which the word has another sense."""
    sample: str = ""
    """A mention in its sentence, for readers of the file."""
    location: Location = field(default=_UNKNOWN, compare=False, repr=False)

    @property
    def key(self) -> DecisionKey:
        return self.name, self.page


Decisions = Mapping[DecisionKey, Decision]
"""The decisions of a project."""


def decision_about(term: Term, decisions: Decisions) -> Decision | None:
    """Return the decision about *term*.  One with a page takes precedence over one without."""
    if not decisions:
        return None
    keys = ((label.original, page) for page in (term.docname, "") for label in term.labels)
    return next((decisions[key] for key in keys if key in decisions), None)


def with_decision(term: Term, decisions: Decisions) -> Term:
    """Return *term* with the decision about it, over which its own `link` takes precedence."""
    decision = decision_about(term, decisions)
    if decision is None:
        return term
    link = term.link or decision.link
    return replace(
        term,
        link=link,
        not_in=tuple(dict.fromkeys((*term.not_in, *decision.not_in))),
        autolink=term.autolink and link != "never",
    )


# -- writing --------------------------------------------------------------------------------------


def dump(decisions: Iterable[Decision]) -> str:
    """Return the text of a file with *decisions*, sorted by name."""
    ordered = sorted(decisions, key=lambda item: (item.name.casefold(), *item.key))
    return "\n".join((HEADER, *map(_format_entry, ordered)))


def _format_entry(decision: Decision) -> str:
    fields = {"name": decision.name, "page": decision.page, "link": decision.link}
    lines = ["[[term]]", *(f"{key} = {_quote(value)}" for key, value in fields.items() if value)]
    if decision.not_in:
        lines += ["not-in = [", *(f"  {_quote(phrase)}," for phrase in decision.not_in), "]"]
    if decision.sample:
        lines.append(f"sample = {_quote(decision.sample)}")
    return "\n".join(lines) + "\n"


def _quote(text: str) -> str:
    """Return *text* as a string of TOML, which is one of JSON as well."""
    return format_json(replace_surrogates(text)).strip()


# -- reading --------------------------------------------------------------------------------------


def load(text: str, report: Report, file: str = "") -> tuple[Decision, ...]:
    """Parse a file.  Its invalid parts are reported and ignored.

    :param file: the path of the file, for the locations of the decisions.
    """
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        report(*_describe_syntax_error(error, text))
        return ()
    entries = document.pop("term", [])
    lines = _Lines(text, entries)
    for name in document:
        message = f"“{_shorten(name)}” is not a known name.{did_you_mean(name, ['term'])}"
        report(f"{message} Write each decision as [[term]].", lines.of_name(name))
    if not isinstance(entries, list):
        message = "“term” is not a list of tables. Write [[term]] in place of [term]."
        report(message, lines.of_name("term"))
        return ()
    decisions: dict[DecisionKey, Decision] = {}
    for number, entry in enumerate(entries):
        decision = _EntryReader(number, entry, lines, report).read()
        if decision is None:
            continue
        line = lines.of_entry(number)
        if decision.key in decisions:
            message = f"“{_shorten(decision.name)}” has another entry, so this one has no effect."
            report(f"{message} Merge the two.", line)
        else:
            location = Location("", file, line)
            decisions[decision.key] = replace(decision, location=location)
    return tuple(decisions.values())


# Matches the end of "Invalid value (at line 3, column 5)"; not of "(at end of document)".
_POSITION: Final = re.compile(r" \(at line (\d+), column \d+\)$")


def _describe_syntax_error(error: Exception, text: str) -> tuple[str, int | None]:
    """Return a message about a file that is not TOML, and the line."""
    if isinstance(error, RecursionError):
        return "It is nested too deeply.", None
    reason, line = str(error), None
    if match := _POSITION.search(reason):
        reason, line = reason[: match.start()], int(match[1])
    elif reason.endswith(" (at end of document)"):
        reason, line = reason.removesuffix(" (at end of document)"), text.count("\n") + 1
    return f"It is not valid TOML: {_shorten(reason)}. None of its decisions has an effect.", line


class _EntryReader:
    """Reads the entry with a number, counted from 0."""

    def __init__(self, number: int, entry: Any, lines: _Lines, report: Report) -> None:
        self._entry = entry
        self._number = number
        self._lines = lines
        self._report = report
        self._is_valid = True
        self._name = f"entry {number + 1}"

    def read(self) -> Decision | None:
        """Return the valid part of the entry, or None if it has no effect."""
        if not isinstance(self._entry, dict):
            self._reject("", "It is not a table. Write each decision as [[term]].")
            return None
        name = self._text("name")
        if not name:
            if self._is_valid:
                self._reject("", "It has no “name”. Add the name of a term.")
            return None
        self._name = f"“{_shorten(name)}”"
        for key in [key for key in self._entry if key not in _KEYS]:
            fix = did_you_mean(key, _KEYS) or f" Use {', '.join(_KEYS)}."
            self._reject(key, f"“{_shorten(key)}” is not a known key.{fix}")
        page, sample = self._text("page"), self._text("sample")
        link, not_in = self._link(), self._phrases()
        if link or not_in:
            return Decision(name, page, link, not_in, sample)
        if self._is_valid:
            self._reject("", "It has neither “link” nor “not-in”. Add one, or remove the entry.")
        return None

    def _text(self, key: str) -> str:
        """Return a text with single spaces, or "" if there is none."""
        value = self._entry.get(key, "")
        if not isinstance(value, str):
            self._reject(key, f"“{key}” is not a string. Put it in quotes.")
            return ""
        return " ".join(value.split())

    def _link(self) -> str:
        value = self._text("link")
        if value in ("", *LINK_MODES):
            return value
        fix = f"Use one of {', '.join(LINK_MODES)}.{did_you_mean(value, LINK_MODES)}"
        self._reject("link", f"“link” does not accept the value “{_shorten(value)}”. {fix}")
        return ""

    def _phrases(self) -> tuple[str, ...]:
        values = self._entry.get("not-in", [])
        if not isinstance(values, list):
            self._reject("not-in", "“not-in” is not a list. Write the phrases in brackets.")
            return ()
        valid = [value for value in values if isinstance(value, str) and value.strip()]
        if len(valid) < len(values):
            self._reject("not-in", "“not-in” contains something other than phrases. Remove it.")
        return tuple(dict.fromkeys(" ".join(phrase.split()) for phrase in valid))

    def _reject(self, key: str, message: str) -> None:
        self._is_valid = False
        self._report(f"{self._name}: {message}", self._lines.of_entry(self._number, key))


_KEYS: Final = ("name", "page", "link", "not-in", "sample")


# The beginning of an entry. Matches "[[term]]" and " [[ term ]] # cat"; not "[[terms]]".
_ENTRY: Final = re.compile(r"\s*\[\[\s*\"?term\"?\s*\]\]")

# The first name in a line. Matches `link = "never"`, `[x.y]` and `"a b" = 1`; not `= 1`.
_NAME: Final = re.compile(r"[\s\[]*(?:\"([^\"]*)\"|([\w-]+))\s*[]=.]")


class _Lines:
    """Finds the lines of entries and keys in a text, because `tomllib` gives none.

    Lines in strings may look like those of entries.  If there are more of them than entries, the
    lines of entries are unknown.
    """

    def __init__(self, text: str, entries: object) -> None:
        self._starts: list[int] = []
        self._line_by_name: dict[str, int] = {}
        self._line_by_key: dict[tuple[int, str], int] = {}
        for number, line in enumerate(text.split("\n"), 1):
            if _ENTRY.match(line):
                self._starts.append(number)
            elif match := _NAME.match(line):
                name = match[1] or match[2]
                self._line_by_name.setdefault(name, number)
                self._line_by_key.setdefault((len(self._starts) - 1, name), number)
        if not (isinstance(entries, list) and len(entries) == len(self._starts)):
            self._starts = []

    def of_entry(self, number: int, key: str = "") -> int | None:
        """Return the line of *key* in an entry, or the first line of the entry."""
        if not self._starts:
            return None
        return self._line_by_key.get((number, key)) or self._starts[number]

    def of_name(self, name: str) -> int | None:
        """Return the first line that begins with *name*."""
        return self._line_by_name.get(name)


def _shorten(text: str) -> str:
    """Return *text*, or its beginning if it is too long for a message."""
    return text if len(text) <= 80 else f"{text[:80]}…"
