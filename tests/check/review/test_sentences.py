from __future__ import annotations

import pytest

from sphinx_glossary_faq.check.review.sentences import sentence_around
from sphinx_glossary_faq.core.planning.plan import Run


def sentence(*texts: str, **fields: str) -> str:
    """Return the sentence around the word in brackets, with the word in brackets."""
    number = next(number for number, text in enumerate(texts) if "[" in text)
    start = texts[number].index("[")
    end = texts[number].index("]") - 1
    runs = [Run(text.replace("[", "").replace("]", ""), 0, **fields) for text in texts]  # type: ignore[arg-type]
    left, right = sentence_around(runs, number, start, end)
    return f"{left}[{runs[number].text[start:end]}]{right}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A first. A [cat] sleeps. A last.", "A [cat] sleeps."),
        ("A [cat].", "A [cat]."),
        ("Is it? (“A [cat]!”) Yes.", "(“A [cat]!”)"),
        ("Pets, e.g. a [cat], v. 2 sleep.", "Pets, e.g. a [cat], v."),
        ("犬。[猫]は眠る。鳥。", "[猫]は眠る。"),
        ("Two\n  lines,\0 a [cat]\n sleeps.", "Two lines, a [cat] sleeps."),
    ],
)
def test_a_sentence_ends_at_its_punctuation(text: str, expected: str) -> None:
    assert sentence(text) == expected


def test_long_sentences_are_cut_between_words() -> None:
    result = sentence("word " * 50 + "[cat]" + " word" * 50)
    assert result == "… " + "word " * 19 + "[cat]" + " word" * 19 + " …"


def test_long_text_without_spaces_is_cut_anywhere() -> None:
    assert (
        sentence("猫" * 150 + "[犬]" + "猫" * 150) == "…" + "猫" * 100 + "[犬]" + "猫" * 100 + "…"
    )


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["The ", "lazy", " [cat]"], "The lazy [cat]"),
        (["The ", " [cat] of ", "."], "The […] [cat] of […]."),
    ],
)
def test_content_that_is_no_run_is_shown_as_omitted(texts: list[str], expected: str) -> None:
    assert sentence(*texts) == expected


def test_touching_content_that_is_no_run_is_shown_as_omitted() -> None:
    runs = [Run("A cat (", 0, after="code"), Run(") sleeps", 0)]
    assert sentence_around(runs, 0, 2, 5) == ("A ", " ([…]) sleeps")


def test_other_paragraphs_are_not_part_of_the_sentence() -> None:
    runs = [Run("One ", 0, line=1), Run("a cat", 0, line=2), Run(" two", 1, line=2)]
    assert sentence_around(runs, 1, 2, 5) == ("a ", "")
