"""What it costs to read the ids and links of written pages, beside two parsers.

    python tests/benchmarks/bench_markup.py FOLDER [--rounds 5]

FOLDER holds a built site. Prints, for each reader, the median CPU time of a page and how many
times ours that is, all in one run, and on how many pages it found the same ids and links (plain
`href`, `src` and `poster`, as a set). The standard library's parser is fed once, being slow.
Then what it costs to judge every link, and what the judgement is.
"""

from __future__ import annotations

import argparse
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from sphinx_glossary_faq.core.links import HINTS
from sphinx_glossary_faq.core.markup import scan
from sphinx_glossary_faq.core.site import Site

Read = Callable[[str], object]

HOLDERS = {
    **dict.fromkeys(("a", "area", "link"), ("href",)),
    **dict.fromkeys(("audio", "embed", "iframe", "img", "script", "source"), ("src",)),
    "video": ("src", "poster"),
}


class Found:
    """The ids and links that a parser came upon."""

    def __init__(self) -> None:
        self.ids: set[str] = set()
        self.links: set[str] = set()

    def note(self, tag: str, attributes: dict[str, str | None]) -> None:
        if "id" in attributes:
            self.ids.add(attributes["id"] or "")
        if tag in {"a", "map"} and "name" in attributes:
            self.ids.add(attributes["name"] or "")
        if tag == "link" and not HINTS.isdisjoint((attributes.get("rel") or "").lower().split()):
            return
        for name in HOLDERS.get(tag, ()):
            if name in attributes:
                self.links.add(re.sub("[\t\r\n]", "", (attributes[name] or "").strip()))

    def all(self) -> tuple[set[str], set[str]]:
        return self.ids - {""}, self.links


def ours(html: str) -> tuple[set[str], set[str]]:
    found = scan(html)
    plain = {link.value for link in found.links if link.attribute in HOLDERS.get(link.tag, ())}
    return set(found.ids), plain


def by_selectolax(html: str) -> tuple[set[str], set[str]]:
    found = Found()
    for node in LexborHTMLParser(html).css("[id], [name], [href], [src], [poster]"):
        found.note(str(node.tag), dict(node.attributes))
    return found.all()


def by_standard_library(html: str) -> tuple[set[str], set[str]]:
    found = Found()

    class Parser(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if attrs:
                found.note(tag, dict(reversed(attrs)))

    parser = Parser()
    parser.feed(html)
    parser.close()
    return found.all()


def timed(read: Read, pages: list[str], rounds: int) -> float:
    """The median CPU time of a round over all pages, in milliseconds a page."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        for page in pages:
            read(page)
        times.append(time.process_time() - start)
    return statistics.median(times) / len(pages) * 1e3


def show_reading(pages: list[str], rounds: int) -> None:
    readers: dict[str, tuple[Read, int]] = {
        "ours": (ours, rounds),
        "selectolax": (by_selectolax, rounds),
        "html.parser": (by_standard_library, 1),
    }
    own, expected = timed(scan, pages, rounds), list(map(ours, pages))
    print(f"{'scan alone':12} {own:8.3f} ms a page")
    for name, (read, times) in readers.items():
        cost = timed(read, pages, times)
        same = sum(read(page) == wanted for page, wanted in zip(pages, expected, strict=True))
        print(
            f"{name:12} {cost:8.3f} ms a page {cost / own:6.1f} ×   same on {same} of {len(pages)}"
        )


def show_judging(folder: Path, pages: dict[str, str], rounds: int) -> None:
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    read = {path: scan(html) for path, html in pages.items()}
    ids = {path: page.ids for path, page in read.items()}
    times = []
    outcomes: Counter[str] = Counter()
    for _ in range(rounds):
        site = Site(files, ids.get)
        start = time.process_time()
        outcomes = Counter(
            site.verdict(path, link.value, page.base).outcome.value
            for path, page in read.items()
            for link in page.links
        )
        times.append(time.process_time() - start)
    cost = statistics.median(times)
    number = sum(outcomes.values())
    told = ", ".join(f"{name} {count}" for name, count in outcomes.most_common())
    print(f"judging {number} links: {cost:.3f} s, {cost / number * 1e6:.1f} µs each: {told}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    pages = {
        path.relative_to(options.folder).as_posix(): path.read_text("utf-8")
        for path in sorted(options.folder.rglob("*.html"))
    }
    size = sum(map(len, pages.values())) / len(pages) / 1000
    print(f"{len(pages)} pages of {size:.0f} thousand characters")
    show_reading(list(pages.values()), options.rounds)
    show_judging(options.folder, pages, options.rounds)


if __name__ == "__main__":
    main()
