"""Draws automatic links at random, each with the sentence it is in, to be judged by eye.

    python -m tests.corpora.sample LINKS.json SOURCES --seed "$(git rev-parse HEAD)" --count 300

LINKS.json is what ``sphinx-build -b xrefcheck`` writes for the project whose pages are in SOURCES.
Prints a line a link, by term: number, term, page and line, and the sentence with the link in
brackets.  The same seed draws the same links.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

SUFFIXES = (".rst", ".md", ".txt")

REACH = 140
"""How many characters are shown before and behind a link."""

# Markup with a text of its own. Matches ``x``, :role:`x`, `x`_; not 'x'.
MARKUP = re.compile(r"``.+?``|(?::[\w:+-]+:|\{[\w:+-]+\})?`[^`]+`_*", re.DOTALL)


class Link(NamedTuple):
    """An automatic link, as the plan has it."""

    term: str
    docname: str
    line: int
    text: str
    before: tuple[str, ...]
    """The mentions that begin with the same line and stand before it, as they read."""


def links(plan: Path) -> list[Link]:
    """Every link of a plan, by page, in the order of the text."""
    document = json.loads(plan.read_text("utf-8"))
    names = {each["target"]: each["term"] for each in document["terms"]}
    found = []
    for docname, mentions in document["pages"].items():
        seen: dict[tuple[str, int], tuple[str, ...]] = {}
        for each in mentions:
            line, text = each["line"] or 1, each["text"]
            before = seen.get((each["file"], line), ())
            if target := each.get("target"):
                found.append(Link(names.get(target, target), docname, line, text, before))
            seen[each["file"], line] = (*before, text)
    return found


def sentence(link: Link, sources: Path) -> str:
    """What stands around a link, in one line, with the link in double brackets."""
    path = next(
        (path for suffix in SUFFIXES if (path := sources / (link.docname + suffix)).exists()), None
    )
    if path is None:
        return "(no source)"
    lines = path.read_text("utf-8", errors="replace").splitlines(keepends=True)
    text = "".join(_block(lines, link.line - 1))
    # Blanks in place of markup, so that offsets stay.
    bare = MARKUP.sub(lambda found: " " * len(found[0]), text)
    free = 0
    for one in link.before:  # "file" may stand in "file object" too
        passed = _words(one).search(bare, free)
        free = passed.end() if passed else free
    found = _words(link.text).search(bare, free)
    if not found:
        return f"(not found) {_flat(text)[: 2 * REACH]}"
    start, end = found.span()
    before, after = _flat(text[:start])[-REACH:], _flat(text[end:])[:REACH]
    return f"{before}[[{_flat(text[start:end])}]]{after}"


def _words(text: str) -> re.Pattern[str]:
    words = r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", text)))
    return re.compile(rf"(?<!\w){words}(?!\w)")


def _block(lines: Sequence[str], first: int) -> Iterator[str]:
    """The paragraph that begins at a line, and the next: lists and tables tell an earlier line."""
    ends = 0
    for line in lines[first:]:
        ends += not line.strip()
        if ends > 1:
            return
        yield line


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def main() -> None:
    """Print the links that are drawn."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("plan", type=Path, metavar="LINKS.json")
    parser.add_argument("sources", type=Path, metavar="SOURCES")
    parser.add_argument("--seed", required=True, help="any text, such as the hash of a commit")
    parser.add_argument("--count", type=int, default=300)
    given = parser.parse_args()
    found = links(given.plan)
    drawn = random.Random(given.seed).sample(found, min(given.count, len(found)))
    sys.stdout.write(f"{len(drawn)} of {len(found)} links\n")
    for number, link in enumerate(sorted(drawn), 1):
        place = f"{link.docname}:{link.line}"
        told = sentence(link, given.sources)
        sys.stdout.write(f"{number}. {link.term} | {place} | {told}\n")


if __name__ == "__main__":
    main()
