"""A page's words are found by the search as they were before its terms were linked."""

from __future__ import annotations

import pytest
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.linking.searched import Cut, as_read, note, replace
from tests.building import Build
from tests.linking.links import page, words

# Links cut these where the search tells words apart; but the last two, where they may not.
TEXTS = {
    "ja": ("用語", "用語集には専門用語が載っています"),
    "th": ("สัมภาษณ์", "การสัมภาษณ์งานผ่านวิดีโอเป็นการสัมภาษณ์ที่ผู้สมัครบันทึกคำตอบเอง"),
    "en": ("猫", "It says 黒い猫がいる and 猫です, in English."),
    "zh_CN": ("API", "异步面试是应聘者独自录制回答的API面试。"),
    "de": ("Bewerbung", "Die *Bewerbung*\\ s-Mappe; eine Bewerbung, “Bewerbung”."),
}


def searchindex(build: Build, builder: str, language: str, scope: str, suffix: str = "rst") -> str:
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
    assert bool(words(built)) == (scope != "off")
    return built.text("searchindex.js")


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("language", TEXTS)
def test_the_index_is_that_of_pages_without_links(
    build: Build, language: str, builder: str
) -> None:
    off = searchindex(build, builder, language, "off")
    assert searchindex(build, builder, language, "page") == off
    assert searchindex(build, builder, language, "all") == off


@pytest.mark.myst
def test_lines_of_markdown(build: Build) -> None:
    """MyST has a Text for each line; so has the search."""
    assert searchindex(build, "html", "ja", "page", "md") == searchindex(
        build, "html", "ja", "off", "md"
    )


def paragraph(count: int) -> nodes.paragraph:
    """Texts that are equal to each other, between nodes that are none."""
    made = nodes.paragraph()
    for _ in range(count):
        made += [nodes.Text("a"), nodes.strong("", "b")]
    return made


@given(st.integers(1, 5), st.data())
def test_what_is_put_together_is_cut_again(count: int, data: st.DataObject) -> None:
    document = nodes.document(None, None)  # type: ignore[arg-type]
    parent = paragraph(count)
    document += parent
    before = list(parent.children)
    for number in data.draw(st.permutations(range(count))):
        read = [before[2 * number]]
        linked = [nodes.Text(""), nodes.reference("", "a"), nodes.Text("")]
        assert replace(parent, read, linked)
        note(document, Cut(parent, read, linked))
    after = list(parent.children)
    with as_read(document):
        assert [*map(id, parent.children)] == [*map(id, before)]
    assert [*map(id, parent.children)] == [*map(id, after)]


def test_links_are_put_back_where_the_search_fails() -> None:
    document = nodes.document(None, None)  # type: ignore[arg-type]
    parent = paragraph(1)
    document += parent
    read, linked = parent.children[:1], [nodes.reference("", "a")]
    replace(parent, read, linked)
    note(document, Cut(parent, read, linked))
    with pytest.raises(ValueError, match="no word"), as_read(document):
        raise ValueError("no word")
    assert parent.children[0] is linked[0]


def test_what_another_extension_changed_stays() -> None:
    """A cut that is no more as it was made is left alone."""
    document = nodes.document(None, None)  # type: ignore[arg-type]
    parent = paragraph(2)
    document += parent
    read = parent.children[:1]
    linked = [nodes.reference("", "a"), nodes.Text("")]
    replace(parent, read, linked)
    note(document, Cut(parent, read, linked))
    parent.replace(linked[0], nodes.emphasis("", "other"))
    changed = list(parent.children)
    with as_read(document):
        assert [*map(id, parent.children)] == [*map(id, changed)]
    assert not replace(parent, [nodes.Text("a")], [])


def test_pages_that_stay_as_they_are_keep_their_index_entries(build: Build) -> None:
    """Sphinx forgets them when it writes other pages: a clean build has them, and so do we."""
    files = {
        "index.rst": "Home\n====\n\nA cat, a cat.\n\n.. toctree::\n\n   words\n",
        "words.rst": "Words\n=====\n\n.. index:: pair: zebra; crossing\n\n"
        ".. glossary::\n\n   cat\n      A pet.\n",
    }
    build(files)
    again = build(keep=True, confoverrides={"glossary_faq_autolink": "all"}).text("searchindex.js")
    assert '"zebra":[[1,"index-0",false]]' in again.replace(" ", "")
    clean = build(files, confoverrides={"glossary_faq_autolink": "all"}).text("searchindex.js")
    assert again == clean


def test_a_single_file_may_be_the_first_that_is_built(build: Build) -> None:
    """The search has no other page then, and so the index entries of none."""
    files = {
        "index.rst": "Home\n====\n\n.. index:: zebra\n\nA cat.\n\n.. toctree::\n\n   words\n",
        "words.rst": "Words\n=====\n\n.. glossary::\n\n   cat\n      A pet.\n",
    }
    built = build(files, filenames=["index.rst"]).text("searchindex.js")
    assert '"zebra":[[0,"index-0",false]]' in built.replace(" ", "")
    assert "words" not in built
