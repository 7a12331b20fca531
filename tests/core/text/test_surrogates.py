from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.text.surrogates import escape_surrogates, replace_surrogates

ANY_TEXT = st.text(
    st.characters(codec=None) | st.characters(min_codepoint=0xD800, max_codepoint=0xDFFF)
)


def test_pairs_are_combined_and_lone_surrogates_replaced() -> None:
    assert (
        replace_surrogates("a\ud83c\udf75\ud800b\udf75")
        == "a\N{TEACUP WITHOUT HANDLE}\ufffdb\ufffd"
    )


@given(ANY_TEXT)
def test_result_can_be_encoded(text: str) -> None:
    valid = replace_surrogates(text)
    assert valid.encode().decode() == replace_surrogates(valid) == valid


@given(st.text())
def test_valid_text_is_not_changed(text: str) -> None:
    assert replace_surrogates(text) == text


@given(st.text())
def test_only_lone_surrogates_are_escaped(text: str) -> None:
    assert escape_surrogates(text) == text
    assert escape_surrogates(f"{text}\udce9\ud800b") == f"{text}\\udce9\\ud800b"
