"""Measure the cost of reading the ids and links of HTML pages, in comparison with two parsers.

    python -m tests.benchmarks.bench_markup FOLDER [--rounds 5]

FOLDER contains a built site. For each reader, it prints the median CPU time per page, the ratio to
our reader, and the number of pages with the same ids and links (`href`, `src` and `poster`, as a
set). The slow parser of the standard library runs once. At the end, it prints the cost of resolving
every link and the results.
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

from sphinx_glossary_faq.core.html.page_reader import read_page
from sphinx_glossary_faq.core.html.url_attributes import NON_FETCHING_RELS
from sphinx_glossary_faq.core.html.urls import SiteResolver

Read = Callable[[str], object]

URL_ATTRIBUTES = {
    **dict.fromkeys(("a", "area", "link"), ("href",)),
    **dict.fromkeys(("audio", "embed", "iframe", "img", "script", "source"), ("src",)),
    "video": ("src", "poster"),
}


class Anchors:
    """Collects the ids and links of a page."""

    def __init__(self) -> None:
        self.ids: set[str] = set()
        self.links: set[str] = set()

    def add(self, tag: str, attributes: dict[str, str | None]) -> None:
        if "id" in attributes:
            self.ids.add(attributes["id"] or "")
        if tag in {"a", "map"} and "name" in attributes:
            self.ids.add(attributes["name"] or "")
        if tag == "link" and not NON_FETCHING_RELS.isdisjoint(
            (attributes.get("rel") or "").lower().split()
        ):
            return
        for name in URL_ATTRIBUTES.get(tag, ()):
            if name in attributes:
                self.links.add(re.sub("[\t\r\n]", "", (attributes[name] or "").strip()))

    def all(self) -> tuple[set[str], set[str]]:
        return self.ids - {""}, self.links


def by_package(html: str) -> tuple[set[str], set[str]]:
    page = read_page(html)
    links = {
        link.value for link in page.links if link.attribute in URL_ATTRIBUTES.get(link.tag, ())
    }
    return set(page.ids), links


def by_selectolax(html: str) -> tuple[set[str], set[str]]:
    anchors = Anchors()
    for node in LexborHTMLParser(html).css("[id], [name], [href], [src], [poster]"):
        anchors.add(str(node.tag), dict(node.attributes))
    return anchors.all()


def by_standard_library(html: str) -> tuple[set[str], set[str]]:
    anchors = Anchors()

    class Parser(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if attrs:
                anchors.add(tag, dict(reversed(attrs)))

    parser = Parser()
    parser.feed(html)
    parser.close()
    return anchors.all()


def timed(read: Read, pages: list[str], rounds: int) -> float:
    """Return the median CPU time of *rounds* over all pages, in milliseconds per page."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        for page in pages:
            read(page)
        times.append(time.process_time() - start)
    return statistics.median(times) / len(pages) * 1e3


def show_reading(pages: list[str], rounds: int) -> None:
    readers: dict[str, tuple[Read, int]] = {
        "this package": (by_package, rounds),
        "selectolax": (by_selectolax, rounds),
        "html.parser": (by_standard_library, 1),
    }
    own, expected = timed(read_page, pages, rounds), list(map(by_package, pages))
    print(f"{'scan alone':12} {own:8.3f} ms per page")
    for name, (read, times) in readers.items():
        cost = timed(read, pages, times)
        same = sum(read(page) == result for page, result in zip(pages, expected, strict=True))
        print(
            f"{name:12} {cost:8.3f} ms per page {cost / own:6.1f} × equal on {same} of {len(pages)}"
        )


def show_resolving(folder: Path, pages: dict[str, str], rounds: int) -> None:
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    anchors = {path: read_page(html) for path, html in pages.items()}
    ids = {path: page.ids for path, page in anchors.items()}
    times = []
    statuses: Counter[str] = Counter()
    for _ in range(rounds):
        site = SiteResolver(files, ids.get)
        start = time.process_time()
        statuses = Counter(
            site.resolve(path, link.value, page.base).status.value
            for path, page in anchors.items()
            for link in page.links
        )
        times.append(time.process_time() - start)
    cost = statistics.median(times)
    number = sum(statuses.values())
    counts = ", ".join(f"{name} {count}" for name, count in statuses.most_common())
    print(f"resolving {number} links: {cost:.3f} s, {cost / number * 1e6:.1f} µs each: {counts}")


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
    show_resolving(options.folder, pages, options.rounds)


if __name__ == "__main__":
    main()
