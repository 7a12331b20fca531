"""Extract prose from docstrings in the standard library, and generate projects from it."""

from __future__ import annotations

import ast
import random
import re
import sysconfig
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

# Matches `for`, `iter`; not `a`, `x1`.
WORD = re.compile(r"[a-z]{2,}")

PAGES_PER_FOLDER = 25
"""The number of pages in a folder. The index of the folder is their toctree parent and is written
with them."""


def docstrings() -> Iterator[str]:
    for path in sorted(Path(sysconfig.get_path("stdlib")).glob("**/*.py")):
        if {"site-packages", "test", "tests", "idlelib", "lib2to3"} & set(path.parts):
            continue
        try:
            tree = ast.parse(path.read_text(encoding="utf-8"))
        except (SyntaxError, UnicodeDecodeError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                yield ast.get_docstring(node) or ""


def prose() -> list[str]:
    """Return the lines of the docstrings in random order."""
    lines = [line.strip() for text in docstrings() for line in text.splitlines() if line.strip()]
    random.Random(0).shuffle(lines)
    return lines


class Generated(NamedTuple):
    """A project in *source*, with its pages and the terms that are not yet defined."""

    source: Path
    pages: Sequence[str]
    undefined: Sequence[tuple[str, frozenset[str]]]
    """Each term with the pages that mention it."""

    def define(self, name: str) -> None:
        """Append a term to the glossary."""
        with (self.source / "glossary.rst").open("a", encoding="utf-8") as glossary:
            glossary.write(_entry(name))


def generate(source: Path, pages: int, words: int, undefined: int, terms: int = 100) -> Generated:
    """Write a documentation of *pages* with *words* each into the new folder *source*.

    Its glossary has *terms*; *undefined* others are mentioned on three pages each.
    """
    names = [f"part{number // PAGES_PER_FOLDER}/page{number}" for number in range(pages)]
    lines = [" ".join(WORD.findall(line.lower())) for line in prose()]
    lines = [line for line in lines if " " in line]
    choose = random.Random(1)
    vocabulary = sorted({word for line in lines for word in line.split() if len(word) > 6})
    defined = choose.sample(vocabulary, terms)
    mentions = {
        f"zz{word}qq": choose.sample(names, 3) for word in choose.sample(vocabulary, undefined)
    }
    endless = cycle(lines)
    for name in names:
        sentences = [f"Here is {term}." for term, docnames in mentions.items() if name in docnames]
        _write(source / f"{name}.rst", _page(name, [*_paragraphs(endless, words), *sentences]))
    folders = sorted({name.partition("/")[0] for name in names})
    for folder in folders:
        _write(source / folder / "index.rst", _toctree(folder, ["page*"], "   :glob:\n"))
    indexes = [f"{folder}/index" for folder in folders]
    _write(source / "index.rst", _toctree("All", ["glossary", *indexes]))
    glossary = f"Glossary\n========\n\n.. glossary::\n\n{''.join(map(_entry, defined))}"
    _write(source / "glossary.rst", glossary)
    _write(source / "conf.py", 'project = "Generated"\n')
    return Generated(
        source, names, [(term, frozenset(docnames)) for term, docnames in mentions.items()]
    )


def _paragraphs(lines: Iterator[str], words: int) -> Iterator[str]:
    """Yield paragraphs of about sixty words, with each of *lines* as a sentence."""
    while words > 0:
        paragraph = list(islice(lines, 10))
        words -= sum(len(line.split()) for line in paragraph)
        yield "\n".join(f"{line.capitalize()}." for line in paragraph)


def _page(name: str, paragraphs: Sequence[str]) -> str:
    return "\n\n".join((f"{name}\n{'=' * len(name)}", *paragraphs, ""))


def _toctree(title: str, entries: Sequence[str], options: str = "") -> str:
    lines = "".join(f"   {entry}\n" for entry in entries)
    return f"{title}\n{'=' * len(title)}\n\n.. toctree::\n{options}\n{lines}"


def _entry(name: str) -> str:
    return f"   {name}\n      What {name} is.\n\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
