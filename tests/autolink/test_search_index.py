"""Test that Sphinx's search index does not depend on automatic links."""

from __future__ import annotations

import pytest
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.autolink.search_index import (
    Replacement,
    add_replacement,
    replace_nodes,
    without_autolinks,
)
from tests.autolink.links import link_texts, page
from tests.building import Build

# A term and a text for each language.  In the first three, links divide text that the search
# splits into words as a whole.
TEXTS = {
    "ja": ("用語", "用語集には専門用語が載っています"),
    "th": ("สัมภาษณ์", "การสัมภาษณ์งานผ่านวิดีโอเป็นการสัมภาษณ์ที่ผู้สมัครบันทึกคำตอบเอง"),
    "en": ("猫", "It says 黒い猫がいる and 猫です, in English."),
    "zh_CN": ("API", "异步面试是应聘者独自录制回答的API面试。"),
    "de": ("Bewerbung", "Die *Bewerbung*\\ s-Mappe; eine Bewerbung, “Bewerbung”."),
}


def searchindex(build: Build, builder: str, language: str, scope: str, suffix: str = "rst") -> str:
    """Return the search index of a page that mentions the term of a language."""
    term, text = TEXTS[language]
    entry = f".. glossary::\n\n   {term}\n      {text}\n"
    if suffix == "md":
        text = text[:9] + "\n" + text[9:]  # a line break makes two Text nodes
    built = build(
        {
            f"index.{suffix}": page(suffix, text, title="Index"),
            "words.rst": page("rst", entry, title=term),
        },
        builder,
        confoverrides={
            "language": language,
            "glossary_faq_autolink": scope,
            "suppress_warnings": ["toc.not_included"],
        },
    )
    assert bool(link_texts(built)) == (scope != "off")
    return built.text("searchindex.js")


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("language", TEXTS)
def test_index_is_the_same_without_links(build: Build, language: str, builder: str) -> None:
    off = searchindex(build, builder, language, "off")
    assert searchindex(build, builder, language, "page") == off
    assert searchindex(build, builder, language, "all") == off


@pytest.mark.myst
def test_lines_of_markdown(build: Build) -> None:
    """MyST makes a Text node for each line, and the search indexes each of them."""
    assert searchindex(build, "html", "ja", "page", "md") == searchindex(
        build, "html", "ja", "off", "md"
    )


def paragraph(count: int) -> nodes.paragraph:
    """Return a paragraph with equal Text nodes between other nodes."""
    result = nodes.paragraph()
    for _ in range(count):
        result += [nodes.Text("a"), nodes.strong("", "b")]
    return result


@given(st.integers(1, 5), st.data())
def test_links_are_removed_and_restored(count: int, data: st.DataObject) -> None:
    document = nodes.document(None, None)  # type: ignore[arg-type]
    parent = paragraph(count)
    document += parent
    before = list(parent.children)
    for number in data.draw(st.permutations(range(count))):
        read = [before[2 * number]]
        linked = [nodes.Text(""), nodes.reference("", "a"), nodes.Text("")]
        assert replace_nodes(parent, read, linked)
        add_replacement(document, Replacement(parent, read, linked))
    after = list(parent.children)
    with without_autolinks(document):
        assert [*map(id, parent.children)] == [*map(id, before)]
    assert [*map(id, parent.children)] == [*map(id, after)]


def test_links_are_restored_after_an_error() -> None:
    document = nodes.document(None, None)  # type: ignore[arg-type]
    parent = paragraph(1)
    document += parent
    read, linked = parent.children[:1], [nodes.reference("", "a")]
    replace_nodes(parent, read, linked)
    add_replacement(document, Replacement(parent, read, linked))
    with pytest.raises(ValueError, match="no word"), without_autolinks(document):
        raise ValueError("no word")
    assert parent.children[0] is linked[0]


def test_changes_of_other_extensions_are_kept() -> None:
    """A replacement whose nodes have changed is ignored."""
    document = nodes.document(None, None)  # type: ignore[arg-type]
    parent = paragraph(2)
    document += parent
    read = parent.children[:1]
    linked = [nodes.reference("", "a"), nodes.Text("")]
    replace_nodes(parent, read, linked)
    add_replacement(document, Replacement(parent, read, linked))
    parent.replace(linked[0], nodes.emphasis("", "other"))
    changed = list(parent.children)
    with without_autolinks(document):
        assert [*map(id, parent.children)] == [*map(id, changed)]
    assert not replace_nodes(parent, [nodes.Text("a")], [])


def test_unchanged_pages_keep_their_index_entries(build: Build) -> None:
    """The search index equals that of a clean build; Sphinx alone drops these entries."""
    files = {
        "index.rst": "Home\n====\n\nA cat, a cat.\n\n.. toctree::\n\n   words\n",
        "words.rst": "Words\n=====\n\n.. index:: pair: zebra; crossing\n\n"
        ".. glossary::\n\n   cat\n      A pet.\n",
    }
    build(files)
    options = {"glossary_faq_autolink": "all"}
    incremental = build(keep=True, confoverrides=options).text("searchindex.js")
    assert '"zebra":[[1,"index-0",false]]' in incremental.replace(" ", "")
    clean = build(files, confoverrides=options).text("searchindex.js")
    assert incremental == clean


def test_first_build_of_a_single_file(build: Build) -> None:
    """The search index has no other page, and no index entries of other pages."""
    files = {
        "index.rst": "Home\n====\n\n.. index:: zebra\n\nA cat.\n\n.. toctree::\n\n   words\n",
        "words.rst": "Words\n=====\n\n.. glossary::\n\n   cat\n      A pet.\n",
    }
    index = build(files, filenames=["index.rst"]).text("searchindex.js")
    assert '"zebra":[[0,"index-0",false]]' in index.replace(" ", "")
    assert "words" not in index
