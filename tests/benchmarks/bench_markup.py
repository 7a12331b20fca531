"""Measure the cost of reading the ids and links of HTML pages.

    python -m tests.benchmarks.bench_markup FOLDER [--rounds 5]

FOLDER contains a built site. The benchmark compares the page reader, the source reader and the
parser in the standard library. For each one it prints the median CPU time per page, the ratio to
the page reader, and the number of pages with the same ids and links. The slow standard parser runs
once. Finally, the benchmark prints the cost of resolving every link, and the results.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections import Counter
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path

from sphinx_glossary_faq.core.html.page_reader import read_page
from sphinx_glossary_faq.core.html.source_reader import read_source
from sphinx_glossary_faq.core.html.url_attributes import attribute_urls, clean_url
from sphinx_glossary_faq.core.html.urls import SiteResolver

Anchors = tuple[frozenset[str], frozenset[str]]
"""The ids and the links of a page."""

Read = Callable[[bytes], Anchors]


def by_page_reader(html: bytes) -> Anchors:
    page = read_page(html)
    return page.ids, frozenset(page.links)


def by_source_reader(html: bytes) -> Anchors:
    source = read_source(html.decode())
    return source.ids, frozenset(link.value for link in source.links)


def by_standard_library(html: bytes) -> Anchors:
    ids: set[str | None] = set()
    links: set[str] = set()

    class Parser(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            attributes = dict(reversed(attrs))
            ids.add(attributes.get("id"))
            if tag in {"a", "map"}:
                ids.add(attributes.get("name"))
            links.update(clean_url(url) for _, _, url in attribute_urls(tag, attributes))

    parser = Parser()
    parser.feed(html.decode())
    parser.close()
    return frozenset(filter(None, ids)), frozenset(links)


def timed(read: Read, pages: list[bytes], rounds: int) -> float:
    """Return the median CPU time of *rounds* over all pages, in milliseconds per page."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        for page in pages:
            read(page)
        times.append(time.process_time() - start)
    return statistics.median(times) / len(pages) * 1e3


def show_reading(pages: list[bytes], rounds: int) -> None:
    readers: dict[str, tuple[Read, int]] = {
        "page reader": (by_page_reader, rounds),
        "source reader": (by_source_reader, rounds),
        "html.parser": (by_standard_library, 1),
    }
    costs = {name: timed(read, pages, turns) for name, (read, turns) in readers.items()}
    expected = list(map(by_page_reader, pages))
    for name, cost in costs.items():
        ratio = cost / costs["page reader"]
        read, _turns = readers[name]
        equal = sum(read(page) == anchors for page, anchors in zip(pages, expected, strict=True))
        print(f"{name:13} {cost:8.3f} ms per page {ratio:5.1f} × equal on {equal} of {len(pages)}")


def show_resolving(folder: Path, pages: Mapping[str, bytes], rounds: int) -> None:
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    anchors = {path: read_page(html) for path, html in pages.items()}
    ids = {path: page.ids for path, page in anchors.items()}
    times = []
    statuses: Counter[str] = Counter()
    for _ in range(rounds):
        site = SiteResolver(files, ids.get)
        start = time.process_time()
        statuses = Counter(
            site.resolve(path, link, page.base).status.value
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
        path.relative_to(options.folder).as_posix(): path.read_bytes()
        for path in sorted(options.folder.rglob("*.html"))
    }
    size = sum(map(len, pages.values())) / len(pages) / 1000
    print(f"{len(pages)} pages of {size:.0f} kB")
    show_reading(list(pages.values()), options.rounds)
    show_resolving(options.folder, pages, options.rounds)


if __name__ == "__main__":
    main()
