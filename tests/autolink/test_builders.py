"""Test that every builder writes the links, and that their targets exist in the output."""

from __future__ import annotations

import posixpath
import re
import zipfile

import pytest

from tests.autolink.links import glossary, has_target, links, page, read_single_file
from tests.building import Build

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
ALL_MENTIONS = sorted(mention for mentions in MENTIONS.values() for mention in mentions)


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_html_pages(build: Build, builder: str) -> None:
    """Links work from and to pages of every folder."""
    built = build(FILES, builder)
    for name, expected in MENTIONS.items():
        path = f"{name}.html"
        if builder == "dirhtml" and name != "index":
            path = f"{name}/index.html"
        page_links = links(built, path)
        assert [link.text for link in page_links] == expected
        assert all(has_target(built, path, link.href) for link in page_links)


def test_singlehtml(build: Build) -> None:
    """The first mentions of each page are linked; a URL has exactly one fragment, an id."""
    built = build(FILES, "singlehtml")
    page_links = links(built)
    assert sorted(link.text for link in page_links) == ALL_MENTIONS
    assert all(link.href.startswith("#") and link.href.count("#") == 1 for link in page_links)
    assert all(has_target(built, "index.html", link.href) for link in page_links)


def test_epub(build: Build) -> None:
    """The pages have links, and the book does not contain the snapshot."""
    built = build(FILES, "epub", confoverrides={"epub_show_urls": "no"})
    for name, expected in MENTIONS.items():
        path = f"{name}.xhtml"
        page_links = links(built, path)
        assert [link.text for link in page_links] == expected
        assert all(has_target(built, path, link.href) for link in page_links)
    book = next(built.outdir.glob("*.epub"))
    assert not any(".glossary-faq" in name for name in zipfile.ZipFile(book).namelist())


def test_latex(build: Build) -> None:
    r"""Each `\hyperref` has a `\label`."""
    tex = read_single_file(build(FILES, "latex"), "tex")
    references = re.findall(
        r"\\hyperref\[\\detokenize\{([^}]*)\}\]\{(?:\\sphinx\w+\{)?(cat|hay loft)", tex
    )
    labels = set(re.findall(r"\\label\{\\detokenize\{([^}]*)\}\}", tex))
    assert sorted(text for _id, text in references) == ALL_MENTIONS
    assert {id for id, _text in references} <= labels


def test_texinfo(build: Build) -> None:
    """Each `@ref` has an `@anchor`."""
    texi = read_single_file(build(FILES, "texinfo"), "texi")
    references = re.findall(r"@ref\{([^,}]*),,(cat|hay loft)\}", texi)
    anchors = set(re.findall(r"@anchor\{([^}]*)\}", texi))
    assert sorted(text for _id, text in references) == ALL_MENTIONS
    assert {id for id, _text in references} <= anchors


@pytest.mark.parametrize("builder", ["xml", "pseudoxml"])
def test_doctrees(build: Build, builder: str) -> None:
    """A reference has the name of a page and an id in its file."""
    built = build(FILES, builder)
    for name, expected in MENTIONS.items():
        text = built.text(f"{name}.{builder}")
        references = re.findall(r"<reference [^>]*autolinked-term[^>]*>", text)
        assert len(references) == len(expected)
        for reference in references:
            target = re.search(r'ref(?:uri|id)="([^"]*)"', reference)
            assert target is not None
            document, _, id = target[1].rpartition("#")
            target_name = posixpath.normpath(f"{name}/../{document}") if document else name
            target_text = built.text(f"{target_name}.{builder}")
            assert id in target_text.replace(reference, "")


# Matches "POT-Creation-Date: 2026-06-12 10:00+0000"; not another line of a message catalog.
POT_DATE = re.compile(rb"POT-Creation-Date: .*")


@pytest.mark.parametrize("builder", ["man", "text", "gettext", "linkcheck", "changes", "dummy"])
def test_builders_without_links(build: Build, builder: str) -> None:
    """Their output is the same with automatic links turned off."""
    outputs = []
    for scope in ("off", "page"):
        built = build(FILES, builder, confoverrides={"glossary_faq_autolink": scope})
        assert built.warnings == ""
        files = {name: built.outdir.joinpath(name).read_bytes() for name in built.files()}
        files.pop(".glossary-faq", None)
        outputs.append({name: POT_DATE.sub(b"", content) for name, content in files.items()})
    assert outputs[0] == outputs[1]


@pytest.mark.parametrize("builder", ["gettext", "linkcheck", "changes", "dummy", "latex", "man"])
def test_builders_without_snapshot(build: Build, builder: str) -> None:
    """They write no pages, or all pages in each build."""
    assert ".glossary-faq" not in build(FILES, builder).files()


def test_two_terms_with_the_same_id_in_singlehtml(build: Build) -> None:
    """The mention is linked, although Sphinx writes the id twice."""
    files = {
        "index.rst": page("rst", "A cat.\n\n.. toctree::\n\n   a/glossary\n   glossary"),
        **glossary("rst", cat="x"),
        **{f"a/{name}": text for name, text in glossary("rst", cat="x").items()},
    }
    assert [link.href for link in links(build(files, "singlehtml"))] == ["#term-cat"]
