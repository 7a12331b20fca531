"""sphinx-last-updated-by-git: the dates of pages in Git."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from tests.building import Build
from tests.neighbours.checking import PAGES, RST_INDEX, git, main_part, modified

HEADER = "{title}\n========\n\n.. article-header::\n{option}\n   A deck.\n"
LIST = "List\n====\n\n.. see-also::\n   :details: updated\n\n   page\n   glossary\n"

FILES = {
    "index.rst": RST_INDEX,
    **PAGES,
    "page.rst": HEADER.format(title="Page", option=""),
    "dated.rst": HEADER.format(title="Dated", option="   :updated: 2020-02-02\n"),
    "list.rst": LIST,
}

OPTIONS = {"git_last_updated_timezone": "UTC"}
EXTENSIONS = ("sphinx_glossary_faq", "sphinx_last_updated_by_git")


def commit(folder: Path, date: str) -> None:
    """Commit all files in a folder at a date."""
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Write", date=date)


def test_dates(build: Build) -> None:
    """The date of its last commit is shown for each page without a date of its own.

    It appears in its ``article-header``, and in ``see-also`` on other pages.
    """
    build_again = partial(build, keep=True, extensions=EXTENSIONS, confoverrides=OPTIONS)
    source = build(FILES, "dummy").srcdir
    commit(source, "2024-05-06T12:00:00Z")
    first = build_again(parallel=2)
    assert first.warnings == "", first.warnings
    assert "Updated May 6, 2024" in main_part(first, "page.html").get_text()
    assert "Updated February 2, 2020" in main_part(first, "dated.html").get_text()
    assert main_part(first, "list.html").get_text().count("May 6, 2024") == 2
    before = modified(first)
    (source / "page.rst").write_text(FILES["page.rst"] + "\nMore.\n", encoding="utf-8")
    commit(source, "2025-07-08T12:00:00Z")
    second = build_again()
    assert second.warnings == "", second.warnings
    assert "Updated July 8, 2025" in main_part(second, "page.html").get_text()
    assert "July 8, 2025" in main_part(second, "list.html").get_text()
    written = {page for page, time in modified(second).items() if time != before[page]}
    # Sphinx itself writes the pages whose toctree contains a page that is read.
    assert written == {"page.html", "list.html", "index.html"}
    third = build_again()
    assert modified(third) == modified(second)
