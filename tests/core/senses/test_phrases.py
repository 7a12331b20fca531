"""Test the search for phrases around a mention."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.senses.phrases import Phrases

WORDS = st.lists(st.sampled_from(["cat", "dog", "Fish", "c++", "(x)"]), min_size=1, max_size=4)
SPACES = st.sampled_from([" ", "\n", "-", "\u00a0", "“ "])


@given(WORDS, WORDS, WORDS, SPACES, st.data())
def test_a_phrase_is_found_from_each_of_its_words(
    before: list[str], phrase: list[str], after: list[str], space: str, data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(phrase) - 1))
    left = "".join(f"{word}{space}" for word in (*before, *phrase[:index]))
    right = "".join(f"{space}{word}" for word in (*phrase[index + 1 :], *after))
    assert Phrases([" ".join(phrase)]).find(left, phrase[index], right)


@given(WORDS, WORDS, WORDS)
def test_a_phrase_is_found_only_where_it_stands(
    before: list[str], mention: list[str], after: list[str]
) -> None:
    """The words of the text that touch the mention, and no others."""
    text = [word.casefold() for word in (*before, *mention, *after)]
    phrases = Phrases(["cat dog"])
    found = phrases.find(
        "".join(f"{word} " for word in before),
        " ".join(mention),
        "".join(f" {word}" for word in after),
    )
    start, end = len(before), len(before) + len(mention)
    pairs = (tuple(text[index : index + 2]) for index in range(max(0, start - 1), end))
    assert bool(found) == (("cat", "dog") in pairs)


def test_forms_and_marks() -> None:
    phrases = Phrases(["input file", "state of the art"])
    assert phrases.find("two ", "Inputs", " files.")
    assert phrases.find("“", "state", " of the (art)")
    assert phrases.find("the state of ", "the art", "")
    assert not phrases.find("", "input", " and file")
    assert not phrases.find("", "input", ", file")
    assert not phrases.find("This is the ", "state", ". Of the art, later.")
    assert not phrases.find("input file ", "format", "")
    assert not phrases.find("", "", " input file")
    assert not Phrases([]).find("", "input", " file")
