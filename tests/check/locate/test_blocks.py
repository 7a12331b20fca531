"""Test that many findings in one paragraph are located in linear time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sphinx_glossary_faq.check.locate.source_file import (
    FreeOffsets,
    SourceFile,
    SourcePattern,
    closest,
)
from tests.building import Build

MAX_GROWTH = 2.6
"""The maximum growth of the number of searched characters if the number of findings doubles."""


def searched_characters(build: Build, monkeypatch: pytest.MonkeyPatch, text: str, name: str) -> int:
    """Build a page and return the number of characters between starts of searches and matches."""
    find_offsets, count = SourceFile.find_offsets, 0

    def record(
        source: SourceFile, pattern: SourcePattern, start: int = 0, end: int | None = None
    ) -> Iterator[int]:
        nonlocal count
        for offset in find_offsets(source, pattern, start, end):
            count += max(0, offset - start)
            start = offset
            yield offset
        count += (len(source.text) if end is None else end) - start

    with monkeypatch.context() as context:
        context.setattr(SourceFile, "find_offsets", record)
        built = build({name: text}, "xrefcheck")
    assert built.warnings.count("[glossary_faq.") > 20
    return count


def wordings(count: int) -> str:
    """Return a page with a wording to avoid in each line of a paragraph."""
    numbers = range(count)
    terms = [
        f"   good{number}x\n      Good.\n\n      .. term-info::\n         :avoid: bad{number}x\n"
        for number in numbers
    ]
    lines = "\n".join(f"Do bad{number}x here." for number in numbers)
    return "\n".join(["Page\n====\n\n.. glossary::\n", *terms, "", lines])


def references(count: int) -> str:
    lines = [f"See :ref:`no{number}` and `x <no{number}.html>`__." for number in range(count)]
    return "\n".join(["Page\n====\n", *lines])


def markdown(count: int) -> str:
    lines = [f"See [here](#no{n}), [here][x{n}] and {{ref}}`no {n}`." for n in range(count)]
    definitions = [f"[x{number}]: #also{number}" for number in range(count)]
    return "\n".join(["# Page\n", *lines, "", *definitions])


def raw(count: int) -> str:
    links = "".join(f"<a href='no{number}.html'>x</a>" for number in range(count))
    return f"Page\n====\n\n.. raw:: html\n\n   {links}\n"


@pytest.mark.parametrize("page", [wordings, references, raw])
def test_findings_in_one_paragraph(
    build: Build, monkeypatch: pytest.MonkeyPatch, page: object
) -> None:
    assert callable(page)
    some = searched_characters(build, monkeypatch, page(40), "index.rst")
    assert searched_characters(build, monkeypatch, page(80), "index.rst") <= MAX_GROWTH * some


@pytest.mark.myst
def test_findings_in_one_paragraph_of_markdown(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = searched_characters(build, monkeypatch, markdown(40), "index.md")
    assert searched_characters(build, monkeypatch, markdown(80), "index.md") <= MAX_GROWTH * some


def test_equal_paragraphs_have_a_finding_each(build: Build) -> None:
    glossary = (
        ".. glossary::\n\n   dog\n      It barks.\n\n      .. term-info::\n         :avoid: hound"
    )
    text = f"Page\n====\n\n{glossary}\n\nA hound.\n\nA hound, a *hound*.\n\nA hound.\n"
    built = build({"index.rst": text}, "xrefcheck")
    lines = [line for line in built.warnings.splitlines() if "avoided-wording" in line]
    assert [line.partition(": WARNING")[0] for line in lines] == [
        "index.rst:12:3",
        "index.rst:14:3",
        "index.rst:14:13",
        "index.rst:16:3",
    ]


def test_each_offset_is_taken_once() -> None:
    free = FreeOffsets([2, 4, 6, 8])
    assert [free.take(start) for start in (5, 5, 0, 3, 3, 0)] == [6, 8, 2, 4, None, None]


def test_the_closest_offset() -> None:
    assert [closest([2, 8], start) for start in (0, 4, 7, 9)] == [2, 2, 8, 8]
    assert closest([], 1) is None
