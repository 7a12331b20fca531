from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.text.lines import line_and_column, line_starts


@pytest.mark.parametrize(
    ("text", "offset", "expected"),
    [
        ("", 0, (1, 1)),
        ("ab", 1, (1, 2)),
        ("ab", 2, (1, 3)),
        ("a\nb", 1, (1, 2)),
        ("a\nb", 2, (2, 1)),
        ("a\r\nb", 1, (1, 2)),
        ("a\r\nb", 2, (1, 3)),
        ("a\r\nb", 3, (2, 1)),
        ("a\rb", 2, (2, 1)),
        ("a\n\rb", 3, (3, 1)),
        ("\U0001f600é\n\U0001f600x", 4, (2, 2)),
        ("a\fb\u2028c\x85d", 6, (1, 7)),
    ],
)
def test_line_and_column(text: str, offset: int, expected: tuple[int, int]) -> None:
    assert line_and_column(line_starts(text), offset) == expected


@given(st.lists(st.text("ab é\U0001f600"), min_size=1), st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_offset_of_every_line(lines: list[str], line_end: str) -> None:
    text = line_end.join(lines)
    offset = 0
    for number, line in enumerate(lines, start=1):
        for column in range(1, len(line) + 2):
            assert line_and_column(line_starts(text), offset + column - 1) == (number, column)
        offset += len(line) + len(line_end)
