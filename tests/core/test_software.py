"""Names of software that are plain words: mentions in brackets."""

from __future__ import annotations

import re

import pytest

from sphinx_glossary_faq.core.doubt import is_doubtful, with_doubts
from sphinx_glossary_faq.core.sense import Meaning
from sphinx_glossary_faq.core.software import is_software

LIBRARY = "Currently the most loved library to send requests."


@pytest.mark.parametrize(
    ("name", "definition", "expected"),
    [
        ("requests", LIBRARY, True),
        ("requests", "A small tool for messages.", True),
        ("request", LIBRARY, False),  # a common noun is explained in the singular
        ("requests", "What clients send to a library.", False),
        ("requests", "Messages that a library sends.", False),
        ("requests", "What a tool sends to others.", False),
        ("requests", "A message sent to a library.", False),
        ("modules", "A file of a package.", False),
        ("yarls", LIBRARY, False),  # no plain word
        ("Requests", LIBRARY, False),
    ],
)
def test_what_is_named(name: str, definition: str, expected: bool) -> None:
    assert is_software([name], definition) == expected


@pytest.mark.parametrize(
    ("marked", "is_meant"),
    [
        ("coming from [requests]", True),
        ("libraries such as the popular [requests]", True),
        ("the [requests] library", True),
        ("the [request] library", False),
        ("HTTP [requests] of a library", False),
        ("using the [requests]", False),
        ("using the HTTP [requests]", False),
        ("[Requests] are sent.", False),
    ],
)
def test_mentions(marked: str, is_meant: bool) -> None:
    """As it is written, where a turn of phrase speaks of software."""
    meant = with_doubts(Meaning(), ["requests", "python-requests"], LIBRARY)
    left, word, right = re.split(r"[\[\]]", marked)
    assert is_doubtful(word, left, right, "", meant) != is_meant
    assert not is_doubtful("python-requests", left, right, "", meant)
