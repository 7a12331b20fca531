"""What finding terms costs: run by hand, `python tests/benchmarks/bench_matcher.py`.

The prose is that of the docstrings in Python's standard library, one line a text node. The terms
are phrases of one to three words out of that same prose, so that the more terms there are, the more
of them are found; a second vocabulary of as many invented terms shows the cost of size alone.
Times are CPU seconds, medians of several rounds; what is compared is timed in the same round.

Two baselines do less (neither inflection, separators, nor the rules of case) and are tuned:
one `str.find` per term in the lowered text, with a look at its neighbours, and one regular
expression of all terms, longest first.
"""

from __future__ import annotations

import argparse
import ast
import random
import re
import sys
import sysconfig
import time
import tracemalloc
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))

from sphinx_glossary_faq.core.matcher import Matcher, Spelling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIZES = (50, 1_000, 10_000, 100_000)

# Matches `for`, `iter`; not `a`, `x1`.
_WORD = re.compile(r"[a-z]{2,}")


def docstrings() -> Iterator[str]:
    for path in sorted(Path(sysconfig.get_path("stdlib")).glob("**/*.py")):
        if {"site-packages", "test", "tests", "idlelib"} & set(path.parts):
            continue
        try:
            tree = ast.parse(path.read_text(encoding="utf-8"))
        except (SyntaxError, UnicodeDecodeError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                yield ast.get_docstring(node) or ""


def prose(nodes: int) -> list[str]:
    lines = [line.strip() for text in docstrings() for line in text.splitlines() if line.strip()]
    random.Random(0).shuffle(lines)
    return lines[:nodes]


def phrases(lines: list[str], count: int) -> list[str]:
    """Return phrases of the prose: of one to three words, most of two, in random order."""
    found: set[str] = set()
    for line in lines:
        words = _WORD.findall(line.lower())
        found.update(words)
        found.update(map(" ".join, zip(words, words[1:], strict=False)))
        found.update(map(" ".join, zip(words, words[1:], words[2:], strict=False)))
    chosen = sorted(found)
    random.Random(1).shuffle(chosen)
    return chosen[:count]


def invented(count: int) -> list[str]:
    """Return as many phrases of two words that no prose has."""
    letters = "bdfgklmnprstvz"
    rng = random.Random(2)
    syllables = [one + vowel for one in letters for vowel in "aeiou"]

    def word() -> str:
        return "".join(rng.choices(syllables, k=4))

    return [f"{word()} {word()}" for _ in range(count)]


def matcher(terms: list[str]) -> Matcher:
    return Matcher(Spelling(term, number) for number, term in enumerate(terms))


def one_find_each(terms: list[str]) -> Callable[[str], object]:
    longest_first = sorted(terms, key=len, reverse=True)

    def find(text: str) -> list[tuple[int, str]]:
        low = text.lower()
        found = []
        for term in longest_first:
            start = low.find(term)
            if start >= 0:
                end = start + len(term)
                before, after = low[start - 1 : start], low[end : end + 1]
                if not before.isalnum() and not after.isalnum():
                    found.append((start, term))
        return found

    return find


def alternation(terms: list[str]) -> Callable[[str], object]:
    longest_first = sorted(terms, key=len, reverse=True)
    pattern = r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b"
    return re.compile(pattern, re.IGNORECASE).findall


def seconds(find: Callable[[str], object], lines: list[str]) -> float:
    start = time.process_time()
    for line in lines:
        find(line)
    return time.process_time() - start


def timed(
    finders: dict[str, Callable[[str], object]], lines: list[str], rounds: int
) -> dict[str, float]:
    """Return the median microseconds a node of every finder, each timed once in every round."""
    for find in finders.values():
        seconds(find, lines[: len(lines) // 10])
    times: dict[str, list[float]] = {name: [] for name in finders}
    for _ in range(rounds):
        for name, find in finders.items():
            times[name].append(seconds(find, lines) / len(lines) * 1e6)
    return {name: median(values) for name, values in times.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--nodes", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    lines = prose(options.nodes)
    terms = phrases(list(prose(10**9)), SIZES[-1])
    print(f"{len(lines)} nodes of {sum(map(len, lines)) / len(lines):.0f} characters, ", end="")
    print(f"{len(terms)} phrases, Python {sys.version.split()[0]}\n")

    print("building        terms   seconds   MB kept   MB peak")
    for size in SIZES:
        times = []
        for _ in range(options.rounds):
            start = time.process_time()
            matcher(terms[:size])
            times.append(time.process_time() - start)
        spellings = [Spelling(term, number) for number, term in enumerate(terms[:size])]
        tracemalloc.start()
        kept = Matcher(spellings)
        memory, peak = (value / 1e6 for value in tracemalloc.get_traced_memory())
        tracemalloc.stop()
        del kept
        print(f"           {size:10} {median(times):9.3f} {memory:9.1f} {peak:9.1f}")

    print("\nfinding         terms   µs a node   to 1,000   matches a node")
    for kind, vocabulary in (("phrases", terms), ("invented", invented(SIZES[-1]))):
        matchers = {str(size): matcher(vocabulary[:size]) for size in SIZES}
        cost = timed({name: one.find for name, one in matchers.items()}, lines, options.rounds)
        for name, microseconds in cost.items():
            matches = sum(len(matchers[name].find(line)) for line in lines) / len(lines)
            ratio = microseconds / cost["1000"]
            print(f"{kind:10} {name:>11} {microseconds:11.2f} {ratio:10.2f} {matches:16.2f}")

    print("\nagainst         terms   µs a node   times slower than the matcher")
    for size, sample in ((50, lines[:2000]), (1_000, lines[:500])):
        finders = {
            "matcher": matcher(terms[:size]).find,
            "find": one_find_each(terms[:size]),
            "alternation": alternation(terms[:size]),
        }
        cost = timed(finders, sample, options.rounds)
        for name, microseconds in cost.items():
            ratio = microseconds / cost["matcher"]
            print(f"{name:11} {size:10} {microseconds:11.2f} {ratio:10.1f}")


if __name__ == "__main__":
    main()
