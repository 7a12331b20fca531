"""The findings that a project lives with for now: those pass, others do not.

A baseline is JSON to be committed.  It counts findings by their fingerprint, which has no
line, so that it holds when text is put in above.  What it lists and nobody finds any more
is stale and has to go, or it would let the same mistake in again.  This module knows
neither where the file is nor what a build does with the rest.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final, NamedTuple

from sphinx_glossary_faq.core.findings.finding import Finding, Fingerprint
from sphinx_glossary_faq.core.text.plural import pluralize

VERSION: Final = 1
"""Changes when a baseline of before could not be read any more."""

STALE: Final = "stale-baseline"
"""The rule about the baseline itself, whose findings no baseline can accept."""

Baseline = Mapping[Fingerprint, int]
"""How many findings of each fingerprint are accepted; at least one of each."""


class Stale(NamedTuple):
    """An entry of a baseline that accepts more findings than there are."""

    fingerprint: Fingerprint
    known: int
    found: int

    def finding(self, file: str) -> Finding:
        """What there is to tell of it; *file* is the name of the baseline."""
        rule, where, target = self.fingerprint
        entry = f"“{target}” in {where} ({rule})"
        if self.found:
            times = pluralize(self.found, "time")
            told = f"{entry} is found {times}, not {self.known}: lower its count."
        else:
            told = f"{entry} is no longer found: remove its entry."
        return Finding(STALE, told, file=file)


def dump(findings: Iterable[Finding], kept: Baseline | None = None) -> str:
    """The baseline that accepts just these findings, sorted; `load` reads it again.

    *kept* are entries of rules that this run could not check (`unchecked`), taken over as
    they are.
    """
    counts = Counter(kept)
    counts.update(each.fingerprint for each in findings if each.rule != STALE)
    known = [{**each._asdict(), "count": count} for each, count in sorted(counts.items())]
    text = json.dumps({"version": VERSION, "known": known}, ensure_ascii=False, indent=1) + "\n"
    # Half a surrogate pair, which UTF-8 cannot hold, becomes JSON's escape for it.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def load(text: str) -> Baseline:
    """What `dump` wrote.  Of what it did not write, `ValueError`, with a sentence for the author.

    An entry that is there twice, as after a merge, counts twice.
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"The baseline is not JSON: {error}.") from None
    if not isinstance(document, dict) or not isinstance(document.get("known"), list):
        raise ValueError("The baseline has no list “known”.")
    if (version := document.get("version")) != VERSION:
        raise ValueError(f"The baseline has the version {version!r}; only {VERSION} can be read.")
    counts: Counter[Fingerprint] = Counter()
    for number, entry in enumerate(document["known"], 1):
        fingerprint, count = _entry(entry, number)
        counts[fingerprint] += count
    return counts


def _entry(entry: Any, number: int) -> tuple[Fingerprint, int]:
    fields: Any = entry if isinstance(entry, dict) else {}
    fingerprint = Fingerprint(*(fields.get(name) for name in Fingerprint._fields))
    for name, value in fingerprint._asdict().items():
        if not isinstance(value, str):
            raise ValueError(f"Entry {number} of the baseline has no text as its “{name}”.")
    count = fields.get("count")
    if not isinstance(count, int) or isinstance(count, bool) or count < 1:
        raise ValueError(f"Entry {number} of the baseline has no “count” of 1 or more.")
    return fingerprint, count


def unchecked(baseline: Baseline, skipped: Collection[str]) -> Baseline:
    """The entries of the *skipped* rules, of which a run without these can say nothing."""
    return {each: count for each, count in baseline.items() if each.rule in skipped}


def compare(
    findings: Iterable[Finding], baseline: Baseline, skipped: Collection[str] = ()
) -> tuple[list[Finding], list[Stale]]:
    """The new findings, in their order, and the stale entries, sorted.

    Of equal findings the first are known, as many as the baseline accepts.  Entries of
    *skipped* rules are not stale: nobody looked for what they list.
    """
    left = Counter(baseline)
    new: list[Finding] = []
    for finding in findings:
        if finding.rule != STALE and left[finding.fingerprint]:
            left[finding.fingerprint] -= 1
        else:
            new.append(finding)
    stale = [
        Stale(each, baseline[each], baseline[each] - surplus)
        for each, surplus in sorted(left.items())
        if surplus and each.rule not in skipped
    ]
    return new, stale
