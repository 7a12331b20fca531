"""What finding terms costs: run by hand.

The prose is that of the docstrings in Python's standard library, one line a text node. The terms
are phrases of one to three words out of that same prose. For flatness there are two vocabularies:
`others` has the same 1,000 of them in every size and fills up with pairs of words that prose has
but not side by side; `phrases` has nothing but phrases of the prose, so that the larger it is, the
more it finds, and the figure holds the cost of the matches too.

Two baselines do less (no inflection, no separators, one match a term, overlaps kept): one
`str.find` per term and node with a look at the neighbours, as linkers are written that fold both
sides each time, and the same with the text folded once; and one regular expression of all terms,
longest first. All are timed in the same rounds; figures are medians of CPU time.
"""

from __future__ import annotations

import argparse
import gc
import random
import re
import statistics
import sys
import time
import tracemalloc
from itertools import pairwise
from typing import TYPE_CHECKING

from sphinx_glossary_faq.core.matcher import Matcher, Spelling
from tests.benchmarks.generating import WORD, prose

if TYPE_CHECKING:
    from collections.abc import Callable

    Find = Callable[[str], object]

SIZES = (100, 1_000, 10_000, 100_000)
BASE = 1_000

LONG_ENOUGH = 0.05
"""Seconds that each finder is timed at a time: a shorter one would pay for the caches that the one
before it has filled with its own."""

# No glossary has a term that begins or ends with one of these.
_STOP = """
    a about all also an and any are as at be been but by can do does for from has have if in into
    is it its may must no not of on one only or should so such than that the then there these
    they this to two use used was we when which will with you
"""
STOP_WORDS = frozenset(_STOP.split())


def phrases(lines: list[str]) -> list[str]:
    """Return all phrases of one to three words, in random order."""
    found: set[tuple[str, ...]] = set()
    for line in lines:
        words = WORD.findall(line.lower())
        found.update((word,) for word in words)
        found.update(pairwise(words))
        found.update(zip(words, words[1:], words[2:], strict=False))
    chosen = sorted(" ".join(one) for one in found if not STOP_WORDS & {one[0], one[-1]})
    random.Random(1).shuffle(chosen)
    return chosen


def others(known: list[str], count: int) -> list[str]:
    """Return the first of the known phrases and as many pairs of their words, unknown ones."""
    rng = random.Random(2)
    words = sorted({word for phrase in known for word in phrase.split()} - STOP_WORDS)
    taken = set(known)
    found = dict.fromkeys(known[:BASE])
    while len(found) < count:
        pair = f"{rng.choice(words)} {rng.choice(words)}"
        if pair not in taken:
            found[pair] = None
    return list(found)


def matcher(terms: list[str]) -> Matcher:
    return Matcher(Spelling(term, number) for number, term in enumerate(terms))


def one_find_each(terms: list[str], *, fold_once: bool) -> Find:
    def is_word(text: str) -> bool:
        return text.isalnum()

    def find(text: str) -> list[tuple[int, str]]:
        low = text.lower()
        found = []
        for term in terms:
            start = low.find(term) if fold_once else text.lower().find(term.lower())
            if start >= 0:
                end = start + len(term)
                if not is_word(low[start - 1 : start]) and not is_word(low[end : end + 1]):
                    found.append((start, term))
        return found

    return find


def alternation(terms: list[str]) -> Find:
    longest_first = sorted(terms, key=len, reverse=True)
    pattern = r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b"
    return re.compile(pattern, re.IGNORECASE).findall


def seconds(find: Find, lines: list[str]) -> float:
    """The CPU seconds of one pass over *lines*, the mean of as many as make `LONG_ENOUGH`."""
    start = time.process_time()
    passes = 0
    while (spent := time.process_time() - start) < LONG_ENOUGH:
        for line in lines:
            find(line)
        passes += 1
    return spent / passes


def timed(finders: dict[str, Find], lines: list[str], rounds: int) -> dict[str, float]:
    """Return the median microseconds a node of every finder, each timed once in every round."""
    for find in finders.values():
        seconds(find, lines)
    times: dict[str, list[float]] = {name: [] for name in finders}
    for _ in range(rounds):
        for name, find in finders.items():
            times[name].append(seconds(find, lines) / len(lines) * 1e6)
    return {name: statistics.median(values) for name, values in times.items()}


def show_building(terms: list[str], rounds: int) -> None:
    print("building      terms    seconds   of that gc    MB kept    MB peak")
    for size in SIZES:
        spellings = [Spelling(term, number) for number, term in enumerate(terms[:size])]
        times: dict[bool, list[float]] = {True: [], False: []}
        for _ in range(rounds):
            for collecting in (True, False):
                gc.collect()
                if not collecting:
                    gc.disable()
                start = time.process_time()
                Matcher(spellings)
                times[collecting].append(time.process_time() - start)
                gc.enable()
        with_gc, without = (statistics.median(times[collecting]) for collecting in (True, False))
        tracemalloc.start()
        kept = Matcher(spellings)
        memory, peak = (value / 1e6 for value in tracemalloc.get_traced_memory())
        tracemalloc.stop()
        del kept
        print(f"{size:19} {with_gc:10.3f} {with_gc - without:12.3f} {memory:10.1f} {peak:10.1f}")


def show_flatness(kinds: dict[str, list[str]], lines: list[str], rounds: int) -> None:
    print(f"\nfinding       terms  µs a node   to {BASE:,}   matches a node   nodes with one")
    for kind, terms in kinds.items():
        matchers = {size: matcher(terms[:size]) for size in SIZES}
        finders: dict[str, Find] = {str(size): one.find for size, one in matchers.items()}
        cost = timed(finders, lines, rounds)
        for size, one in matchers.items():
            counts = [len(one.find(line)) for line in lines]
            per_node = sum(counts) / len(lines)
            share = sum(map(bool, counts)) / len(lines)
            microseconds = cost[str(size)]
            ratio = microseconds / cost[str(BASE)]
            print(
                f"{kind:8} {size:10} {microseconds:10.2f} {ratio:10.2f}"
                f" {per_node:16.2f} {share:16.0%}"
            )


def show_baselines(terms: list[str], lines: list[str], rounds: int) -> None:
    print("\nagainst                     terms  µs a node   times the matcher's")
    for size, sample in ((100, lines[:2000]), (1_000, lines[:400])):
        chosen = terms[:size]
        finders: dict[str, Find] = {
            "matcher": matcher(chosen).find,
            "a find each": one_find_each(chosen, fold_once=False),
            "a find each, folded once": one_find_each(chosen, fold_once=True),
            "sorted alternation": alternation(chosen),
        }
        cost = timed(finders, sample, rounds)
        for name, microseconds in cost.items():
            ratio = microseconds / cost["matcher"]
            print(f"{name:25} {size:7} {microseconds:10.2f} {ratio:10.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--nodes", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    lines = prose()
    known = phrases(lines)
    lines = lines[: options.nodes]
    characters = sum(map(len, lines)) / len(lines)
    version = sys.version.split()[0]
    print(f"{len(lines)} nodes of {characters:.0f} characters, Python {version}\n")
    show_building(known, options.rounds)
    kinds = {"others": others(known, SIZES[-1]), "phrases": known[: SIZES[-1]]}
    show_flatness(kinds, lines, options.rounds)
    show_baselines(known, lines, options.rounds)


if __name__ == "__main__":
    main()
