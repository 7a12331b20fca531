"""Test the shortening of a tip, and the size of the script that shows it."""

from __future__ import annotations

import re

import pytest
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.output.stylesheet import STATIC
from sphinx_glossary_faq.reader.tip_content import MAX_LENGTH, shorten

FIRST = f"The {'long ' * 30}first sentence."
EMPHASIS = nodes.emphasis("", "stressed words")


def shortened(*children: nodes.Node, length: int = MAX_LENGTH) -> str:
    """Return the shortened text of a paragraph."""
    content = nodes.container("", nodes.paragraph("", "", *children))
    shorten(content, length)
    return content.astext()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Short.", "Short."),
        (f"{FIRST} {'More ' * 100}", FIRST),
        (f"{FIRST} Second! {'More ' * 100}", f"{FIRST} Second!"),
        (f"{FIRST} It is 3.5 m, e.g. {'more ' * 100}", FIRST),
        (f"{FIRST} (Yes.) {'More ' * 100}", f"{FIRST} (Yes.)"),
        (f"{'長' * 200}。{'長' * 400}", f"{'長' * 200}。"),
        ("word " * 200, "word " * 104 + "word…"),
        ("x" * 600, "x" * 525 + "…"),
        (f"Too short. {'word ' * 200}", "Too short. " + "word " * 101 + "word…"),
    ],
)
def test_text_is_cut_after_a_sentence_or_a_word(text: str, expected: str) -> None:
    assert shortened(nodes.Text(text)) == expected


def test_markup_is_kept() -> None:
    content = nodes.container("", nodes.paragraph("", "", EMPHASIS.deepcopy(), nodes.Text(FIRST)))
    content += nodes.paragraph("", "More " * 100)
    shorten(content)
    assert isinstance(content.children[0].children[0], nodes.emphasis)
    assert content.astext() == EMPHASIS.astext() + FIRST
    assert len(content.children) == 1


def test_formulas_are_not_cut() -> None:
    formula = nodes.math("", "m" * 600)
    assert shortened(nodes.Text("A "), formula, nodes.Text(" and more.")).startswith("A mmm")


@given(st.lists(st.text("ab .!。", min_size=1), max_size=8), st.integers(1, 40))
def test_shortened_text_is_a_beginning(texts: list[str], length: int) -> None:
    children: list[nodes.Node] = [nodes.Text(text) for text in texts]
    for index in range(1, len(texts), 2):
        children[index] = nodes.strong("", texts[index])
    text = "".join(texts)
    result = shortened(*children, length=length)
    assert len(result.rstrip()) <= length + 1
    assert text.startswith(result.removesuffix("…"))
    if len(text) <= length:
        assert result == text


def test_script_is_small() -> None:
    """The limit is 2.5 kB minified, which only removes comments and spaces here."""
    source = (STATIC / "definition-tips.js").read_text("utf-8")
    # A comment. Matches `/* a */` and `// a`; the script has no such text in strings.
    code = re.sub(r"(?s)/\*.*?\*/|//[^\n]*", "", source)
    # Spaces beside punctuation. Matches ` = `, `; \n  `; not the space in `const a`.
    code = re.sub(r"\s*([\s{}()\[\]=,;:?&|<>!+])\s*", r"\1", code)
    assert len(code.encode()) <= 2500
    assert "innerHTML" not in code
