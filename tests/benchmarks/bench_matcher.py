"""Measure the cost of matching terms.

The prose consists of docstrings in Python's standard library, with one text node per line. The
terms are phrases of one to three words from the same prose. Two vocabularies show how the time
depends on the number of terms. `padded` contains the same 1,000 phrases in every size, and pairs of
words that do not occur together. `phrases` contains only phrases from the prose, so larger
vocabularies have more matches.

The baselines support no inflection and no separators, and keep overlaps. Two of them use `str.find`
for each term and node, with the text folded for each term or once. Another one uses a single
regular expression for all terms. All variants are timed in the same rounds, and the figures are
medians of CPU times.
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

from sphinx_glossary_faq.core.matching.matcher import Matcher, Spelling
from tests.benchmarks.generating import WORD, prose

if TYPE_CHECKING:
    from collections.abc import Callable

    Find = Callable[[str], object]

SIZES = (100, 1_000, 10_000, 100_000)
BASE = 1_000

MIN_SECONDS = 0.05
"""The minimal time of a measurement: a shorter one would mostly measure cold CPU caches."""

# No term of a glossary begins or ends with one of these.
_STOP = """
    a about all also an and any are as at be been but by can do does for from has have if in into
    is it its may must no not of on one only or should so such than that the then there these
    they this to two use used was we when which will with you
"""
STOP_WORDS = frozenset(_STOP.split())


def phrases(lines: list[str]) -> list[str]:
    """Return all phrases of one to three words, in random order."""
    sequences: set[tuple[str, ...]] = set()
    for line in lines:
        words = WORD.findall(line.lower())
        sequences.update((word,) for word in words)
        sequences.update(pairwise(words))
        sequences.update(zip(words, words[1:], words[2:], strict=False))
    terms = sorted(" ".join(words) for words in sequences if not STOP_WORDS & {words[0], words[-1]})
    random.Random(1).shuffle(terms)
    return terms


def padded(terms: list[str], count: int) -> list[str]:
    """Return *count* terms: the first of *terms*, then pairs of words that are none of them."""
    rng = random.Random(2)
    words = sorted({word for term in terms for word in term.split()} - STOP_WORDS)
    excluded = set(terms)
    result = dict.fromkeys(terms[:BASE])
    while len(result) < count:
        pair = f"{rng.choice(words)} {rng.choice(words)}"
        if pair not in excluded:
            result[pair] = None
    return list(result)


def make_matcher(terms: list[str]) -> Matcher:
    return Matcher(Spelling(term, number) for number, term in enumerate(terms))


def find_each(terms: list[str], *, fold_once: bool) -> Find:
    def is_word(text: str) -> bool:
        return text.isalnum()

    def find(text: str) -> list[tuple[int, str]]:
        folded = text.lower()
        matches = []
        for term in terms:
            start = folded.find(term) if fold_once else text.lower().find(term.lower())
            if start >= 0:
                end = start + len(term)
                if not is_word(folded[start - 1 : start]) and not is_word(folded[end : end + 1]):
                    matches.append((start, term))
        return matches

    return find


def alternation(terms: list[str]) -> Find:
    longest_first = sorted(terms, key=len, reverse=True)
    pattern = r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b"
    return re.compile(pattern, re.IGNORECASE).findall


def seconds(find: Find, lines: list[str]) -> float:
    """Return the mean CPU seconds of a pass over *lines*, in at least `MIN_SECONDS`."""
    start = time.process_time()
    passes = 0
    while (spent := time.process_time() - start) < MIN_SECONDS:
        for line in lines:
            find(line)
        passes += 1
    return spent / passes


def timed(finders: dict[str, Find], lines: list[str], rounds: int) -> dict[str, float]:
    """Return the median microseconds per node of each finder."""
    for find in finders.values():
        seconds(find, lines)
    times: dict[str, list[float]] = {name: [] for name in finders}
    for _ in range(rounds):
        for name, find in finders.items():
            times[name].append(seconds(find, lines) / len(lines) * 1e6)
    return {name: statistics.median(values) for name, values in times.items()}


def show_building(terms: list[str], rounds: int) -> None:
    print("building      terms    seconds   of that gc         MB    MB peak")
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
        matcher = Matcher(spellings)
        memory, peak = (value / 1e6 for value in tracemalloc.get_traced_memory())
        tracemalloc.stop()
        del matcher
        print(f"{size:19} {with_gc:10.3f} {with_gc - without:12.3f} {memory:10.1f} {peak:10.1f}")


def show_growth(vocabularies: dict[str, list[str]], lines: list[str], rounds: int) -> None:
    print(f"\nmatching      terms µs per node   to {BASE:,}   matches per node  nodes with any")
    for name, terms in vocabularies.items():
        matchers = {size: make_matcher(terms[:size]) for size in SIZES}
        finders: dict[str, Find] = {str(size): matcher.find for size, matcher in matchers.items()}
        cost = timed(finders, lines, rounds)
        for size, matcher in matchers.items():
            counts = [len(matcher.find(line)) for line in lines]
            per_node = sum(counts) / len(lines)
            share = sum(map(bool, counts)) / len(lines)
            microseconds = cost[str(size)]
            ratio = microseconds / cost[str(BASE)]
            print(
                f"{name:8} {size:10} {microseconds:10.2f} {ratio:10.2f}"
                f" {per_node:16.2f} {share:16.0%}"
            )


def show_baselines(terms: list[str], lines: list[str], rounds: int) -> None:
    print("\nbaseline                    terms µs per node     to the matcher")
    for size, sample in ((100, lines[:2000]), (1_000, lines[:400])):
        subset = terms[:size]
        finders: dict[str, Find] = {
            "matcher": make_matcher(subset).find,
            "find per term": find_each(subset, fold_once=False),
            "find per term, folded once": find_each(subset, fold_once=True),
            "sorted alternation": alternation(subset),
        }
        cost = timed(finders, sample, rounds)
        for name, microseconds in cost.items():
            ratio = microseconds / cost["matcher"]
            print(f"{name:26} {size:6} {microseconds:10.2f} {ratio:10.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--nodes", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    lines = prose()
    terms = phrases(lines)
    lines = lines[: options.nodes]
    characters = sum(map(len, lines)) / len(lines)
    version = sys.version.split()[0]
    print(f"{len(lines)} nodes of {characters:.0f} characters, Python {version}\n")
    show_building(terms, options.rounds)
    vocabularies = {"padded": padded(terms, SIZES[-1]), "phrases": terms[: SIZES[-1]]}
    show_growth(vocabularies, lines, options.rounds)
    show_baselines(terms, lines, options.rounds)


if __name__ == "__main__":
    main()
