"""Read, write and compare baselines, which list the findings that a project accepts.

A baseline is a JSON file that authors commit.  It contains the number of findings for each
fingerprint.  Fingerprints have no line numbers, so a baseline stays valid when lines move.  An
entry without a finding is stale.  It must be removed, because it would accept the same mistake
again.  This module neither locates the file nor reports the other findings.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from reprlib import repr as shorten
from typing import Any, Final, NamedTuple

from sphinx_glossary_faq.core.cache_file import format_json
from sphinx_glossary_faq.core.findings.finding import Finding, Fingerprint
from sphinx_glossary_faq.core.text.plural import pluralize

VERSION: Final = 1
"""The version of the format, which changes when older baselines can no longer be read."""

STALE_BASELINE: Final = "stale-baseline"
"""The name of the rule about stale entries.  No baseline accepts its findings."""

MAX_COUNT: Final = 10**9
"""The highest count of an entry: longer numbers cannot be printed."""

Baseline = Mapping[Fingerprint, int]
"""The number of accepted findings for each fingerprint, at least 1."""


class StaleEntry(NamedTuple):
    """An entry in a baseline that accepts more findings than exist."""

    fingerprint: Fingerprint
    accepted: int
    actual: int

    def finding(self, file: str) -> Finding:
        """Return the finding for this entry in the baseline named *file*."""
        rule, source, target = self.fingerprint
        entry = f"“{target}” in {source} ({rule})"
        if self.actual:
            times = pluralize(self.actual, "time")
            message = f"{entry} was found {times}, not {self.accepted}. Lower its count."
        else:
            message = f"{entry} is no longer found. Remove its entry."
        return Finding(STALE_BASELINE, message, file=file)


def dump(findings: Iterable[Finding], unchecked: Baseline | None = None) -> str:
    """Return the text of a baseline that accepts exactly *findings*.

    *unchecked* contains the entries for rules that did not run, which are kept.
    """
    counts = Counter(unchecked)
    counts.update(finding.fingerprint for finding in findings if finding.rule != STALE_BASELINE)
    entries = [
        {**fingerprint._asdict(), "count": count} for fingerprint, count in sorted(counts.items())
    ]
    return format_json({"version": VERSION, "known": entries})


def load(text: str) -> Baseline:
    """Parse the text of a baseline written by `dump`.

    The counts of duplicate entries, which a merge can cause, are added up.

    :raises ValueError: if *text* is not a valid baseline.  The message is a sentence for the
    author.
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"The baseline is not valid JSON: {error}.") from None
    if not isinstance(document, dict) or not isinstance(document.get("known"), list):
        raise ValueError("The baseline has no “known” list.")
    if (version := document.get("version")) != VERSION:
        raise ValueError(
            f"The baseline has version {shorten(version)}. Only version {VERSION} is supported."
        )
    counts: Counter[Fingerprint] = Counter()
    for number, entry in enumerate(document["known"], 1):
        fingerprint, count = _parse_entry(entry, number)
        counts[fingerprint] += count
    return counts


def _parse_entry(entry: Any, number: int) -> tuple[Fingerprint, int]:
    fields: Any = entry if isinstance(entry, dict) else {}
    fingerprint = Fingerprint(*(fields.get(name) for name in Fingerprint._fields))
    for name, value in fingerprint._asdict().items():
        if not isinstance(value, str):
            raise ValueError(f"Entry {number} in the baseline: “{name}” must be a string.")
    count = fields.get("count")
    if not isinstance(count, int) or isinstance(count, bool) or not 1 <= count <= MAX_COUNT:
        raise ValueError(
            f"Entry {number} in the baseline: “count” must be an integer from 1 to {MAX_COUNT}."
        )
    return fingerprint, count


def entries_of(baseline: Baseline, rules: Collection[str]) -> Baseline:
    """Return the entries in *baseline* for *rules*."""
    return {
        fingerprint: count for fingerprint, count in baseline.items() if fingerprint.rule in rules
    }


def compare(
    findings: Iterable[Finding], baseline: Baseline, skipped: Collection[str] = ()
) -> tuple[list[Finding], list[StaleEntry]]:
    """Return the new findings in their original order, and the stale entries in sorted order.

    If there are more equal findings than the baseline accepts, the last ones are new.  Entries for
    *skipped* rules are never stale, because those rules did not run.
    """
    remaining = Counter(baseline)
    new: list[Finding] = []
    for finding in findings:
        if finding.rule != STALE_BASELINE and remaining[finding.fingerprint]:
            remaining[finding.fingerprint] -= 1
        else:
            new.append(finding)
    stale = [
        StaleEntry(fingerprint, baseline[fingerprint], baseline[fingerprint] - surplus)
        for fingerprint, surplus in sorted(remaining.items())
        if surplus and fingerprint.rule not in skipped
    ]
    return new, stale
