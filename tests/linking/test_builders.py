"""Every builder shows the links, and each leads to an id that its output has."""

from __future__ import annotations

import posixpath
import re
import zipfile

import pytest

from tests.building import Build, Built
from tests.linking.links import glossary, has_target, links, page

FILES = {
    "index.rst": page("rst", "A cat.\n\n.. toctree::\n\n   a/page\n   a/words\n   glossary"),
    "a/page.rst": page("rst", "A cat, a hay loft."),
    "a/words.rst": page("rst", ".. glossary::\n\n   hay loft\n      Where a cat sleeps."),
    **glossary("rst", cat="In the hay loft."),
}
MENTIONS = {
    "index": ["cat"],
    "a/page": ["cat", "hay loft"],
    "a/words": ["cat"],
    "glossary": ["hay loft"],
}
ALL = sorted(word for words in MENTIONS.values() for word in words)


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_pages_of_html(build: Build, builder: str) -> None:
    """From every folder."""
    built = build(FILES, builder)
    for name, expected in MENTIONS.items():
        path = f"{name}.html"
        if builder == "dirhtml" and name != "index":
            path = f"{name}/index.html"
        found = links(built, path)
        assert [link.text for link in found] == expected
        assert all(has_target(built, path, link.href) for link in found)


def test_one_page_of_html(build: Build) -> None:
    """Each page's own first mentions; an address has one fragment, and that is there."""
    built = build(FILES, "singlehtml")
    found = links(built)
    assert sorted(link.text for link in found) == ALL
    assert all(link.href.startswith("#") and link.href.count("#") == 1 for link in found)
    assert all(has_target(built, "index.html", link.href) for link in found)


def test_epub(build: Build) -> None:
    """In the book itself, which does not have our own file in it."""
    built = build(FILES, "epub", confoverrides={"epub_show_urls": "no"})
    for name, expected in MENTIONS.items():
        path = f"{name}.xhtml"
        found = links(built, path)
        assert [link.text for link in found] == expected
        assert all(has_target(built, path, link.href) for link in found)
    book = next(built.outdir.glob("*.epub"))
    assert not any(".glossary-faq" in name for name in zipfile.ZipFile(book).namelist())


def test_latex(build: Build) -> None:
    r"""Each `\hyperref` has its `\label`."""
    tex = one_file(build(FILES, "latex"), "tex")
    made = re.findall(
        r"\\hyperref\[\\detokenize\{([^}]*)\}\]\{(?:\\sphinx\w+\{)?(cat|hay loft)", tex
    )
    labels = set(re.findall(r"\\label\{\\detokenize\{([^}]*)\}\}", tex))
    assert sorted(text for _id, text in made) == ALL
    assert {id for id, _text in made} <= labels


def test_texinfo(build: Build) -> None:
    """Each `@ref` has its `@anchor`."""
    texi = one_file(build(FILES, "texinfo"), "texi")
    made = re.findall(r"@ref\{([^,}]*),,(cat|hay loft)\}", texi)
    anchors = set(re.findall(r"@anchor\{([^}]*)\}", texi))
    assert sorted(text for _id, text in made) == ALL
    assert {id for id, _text in made} <= anchors


@pytest.mark.parametrize("builder", ["xml", "pseudoxml"])
def test_doctrees(build: Build, builder: str) -> None:
    """A reference to a page by its name and to an id that stands in its file."""
    built = build(FILES, builder)
    for name, expected in MENTIONS.items():
        text = built.text(f"{name}.{builder}")
        found = re.findall(r"<reference [^>]*autolinked-term[^>]*>", text)
        assert len(found) == len(expected)
        for tag in found:
            target = re.search(r'ref(?:uri|id)="([^"]*)"', tag)
            assert target is not None
            document, _, id = target[1].rpartition("#")
            home = posixpath.normpath(f"{name}/../{document}") if document else name
            home_text = built.text(f"{home}.{builder}")
            assert id in home_text.replace(tag, "")


@pytest.mark.parametrize("builder", ["man", "text", "gettext", "linkcheck", "changes", "dummy"])
def test_builders_without_links(build: Build, builder: str) -> None:
    """They write what they write without links, or nothing."""
    seen = []
    for scope in ("off", "page"):
        built = build(FILES, builder, confoverrides={"glossary_faq_autolink": scope})
        assert built.warnings == ""
        files = {name: built.outdir.joinpath(name).read_bytes() for name in built.files()}
        files.pop(".glossary-faq", None)
        seen.append({name: POT_DATE.sub(b"", content) for name, content in files.items()})
    assert seen[0] == seen[1]


# "POT-Creation-Date: 2026-06-12 10:00+0000" is the one thing that may differ.
POT_DATE = re.compile(rb"POT-Creation-Date: .*")


@pytest.mark.parametrize("builder", ["gettext", "linkcheck", "changes", "dummy", "latex", "man"])
def test_who_keeps_no_snapshot(build: Build, builder: str) -> None:
    """Who writes no pages, or all of them each time."""
    assert ".glossary-faq" not in build(FILES, builder).files()


def test_two_terms_of_one_id_in_one_page_of_html(build: Build) -> None:
    """Nothing breaks: Sphinx itself has one id twice there."""
    files = {
        "index.rst": page("rst", "A cat.\n\n.. toctree::\n\n   a/glossary\n   glossary"),
        **glossary("rst", cat="x"),
        **{f"a/{name}": text for name, text in glossary("rst", cat="x").items()},
    }
    assert [link.href for link in links(build(files, "singlehtml"))] == ["#term-cat"]


def one_file(built: Built, suffix: str) -> str:
    """The text of the one file of its kind."""
    found = [name for name in built.files() if name.endswith(f".{suffix}")]
    assert len(found) == 1
    return built.text(found[0])
