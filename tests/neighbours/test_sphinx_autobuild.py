"""sphinx-autobuild: a build after each saved file."""

from __future__ import annotations

from pathlib import Path

from sphinx_autobuild.filter import IgnoreFilter

from tests.building import Build
from tests.neighbours.checking import GLOSSARY, PAGES, RST_INDEX, modified

FILES = {
    "index.rst": RST_INDEX,
    **PAGES,
    "page.rst": "Page\n====\n\n.. term-compare:: crumb; proofing\n   :definitions:\n",
}

# The fixture `build` touches this file.
TOUCHED = ("conf.py",)


def watched(folder: Path, ignored: IgnoreFilter) -> dict[str, int]:
    """Return the files that the server watches, with the time of their last change."""
    paths = [path for path in folder.rglob("*.*") if not ignored(str(path))]
    return {path.as_posix(): path.stat().st_mtime_ns for path in paths if path.name not in TOUCHED}


def test_saved_glossary(build: Build) -> None:
    """A saved glossary refreshes the pages that show the definition, and no others.

    A build changes no watched file, so it starts no other build.
    """
    built = build(FILES)
    ignored = IgnoreFilter([built.outdir, built.app.doctreedir], [])
    before, sources = modified(built), watched(built.srcdir.parent, ignored)
    assert any(path.endswith("page.rst") for path in sources)
    again = build(keep=True)
    assert watched(built.srcdir.parent, ignored) == sources
    assert modified(again) == before
    edited = {"glossary.rst": GLOSSARY.replace("The last rise", "The second rise")}
    saved = build(edited, keep=True)
    after = watched(built.srcdir.parent, ignored)
    changed = {Path(path).name for path in after if after[path] != sources.get(path)}
    assert changed == {"glossary.rst"}
    written = {page for page, time in modified(saved).items() if time != before[page]}
    # Sphinx itself writes the pages whose toctree contains a page that is read.
    assert written == {"glossary.html", "page.html", "index.html"}
