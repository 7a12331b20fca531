"""Draw a random sample of automatic links with their sentences, for a manual review.

    python -m tests.corpora.sample LINKS.json SOURCES --seed "$(git rev-parse HEAD)" --count 300

LINKS.json is written by ``sphinx-build -b xrefcheck`` for the project with the pages in SOURCES.
The script prints a line for each link, sorted by term: number, term, location, and the sentence
with the link in brackets.  The same seed selects the same links.
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

CONTEXT = 140
"""How many characters are shown before and after a link."""

# Markup with text. Matches ``x``, :role:`x`, `x`_; not 'x'.
MARKUP = re.compile(r"``.+?``|(?::[\w:+-]+:|\{[\w:+-]+\})?`[^`]+`_*", re.DOTALL)


class Link(NamedTuple):
    """An automatic link of the plan."""

    term: str
    docname: str
    line: int
    text: str
    before: tuple[str, ...]
    """The mentions before it in the same paragraph, which have the same line."""


def read_links(plan: Path) -> list[Link]:
    """Return all links of a plan by page, in the order of the text."""
    links = []
    for docname, mentions in json.loads(plan.read_text("utf-8"))["pages"].items():
        texts: dict[tuple[str, int], tuple[str, ...]] = {}
        for mention in mentions:
            line, text = mention["line"] or 1, mention["text"]
            before = texts.get((mention["file"], line), ())
            if "target" in mention:
                links.append(Link(mention["term"], docname, line, text, before))
            texts[mention["file"], line] = (*before, text)
    return links


def show_sentence(link: Link, sources: Path) -> str:
    """Return the text around a link in one line, with the link in double brackets."""
    path = next(
        (path for suffix in SUFFIXES if (path := sources / (link.docname + suffix)).exists()), None
    )
    if path is None:
        return "(no source)"
    lines = path.read_text("utf-8", errors="replace").splitlines(keepends=True)
    text = "".join(_block(lines, link.line - 1))
    # Spaces instead of markup preserve the offsets.
    prose = MARKUP.sub(lambda markup: " " * len(markup[0]), text)
    position = 0
    for mention in link.before:  # "file" is also part of "file object"
        previous = _words(mention).search(prose, position)
        position = previous.end() if previous else position
    match = _words(link.text).search(prose, position)
    if not match:
        return f"(not found) {_flat(text)[: 2 * CONTEXT]}"
    start, end = match.span()
    before, after = _flat(text[:start])[-CONTEXT:], _flat(text[end:])[:CONTEXT]
    return f"{before}[[{_flat(text[start:end])}]]{after}"


def _words(text: str) -> re.Pattern[str]:
    words = r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", text)))
    return re.compile(rf"(?<!\w){words}(?!\w)")


def _block(lines: Sequence[str], first: int) -> Iterator[str]:
    """Yield the paragraph at a line and the next one: lists and tables report an earlier line."""
    blank_lines = 0
    for line in lines[first:]:
        blank_lines += not line.strip()
        if blank_lines > 1:
            return
        yield line


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def main() -> None:
    """Print a sample of links."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("plan", type=Path, metavar="LINKS.json")
    parser.add_argument("sources", type=Path, metavar="SOURCES")
    parser.add_argument("--seed", required=True, help="any text, such as the hash of a commit")
    parser.add_argument("--count", type=int, default=300)
    options = parser.parse_args()
    links = read_links(options.plan)
    sample = random.Random(options.seed).sample(links, min(options.count, len(links)))
    sys.stdout.write(f"{len(sample)} of {len(links)} links\n")
    for number, link in enumerate(sorted(sample), 1):
        location = f"{link.docname}:{link.line}"
        sentence = show_sentence(link, options.sources)
        sys.stdout.write(f"{number}. {link.term} | {location} | {sentence}\n")


if __name__ == "__main__":
    main()
