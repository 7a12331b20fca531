"""Test names of software that are common words, with the mentions in brackets."""

from __future__ import annotations

import re

import pytest

from sphinx_glossary_faq.core.senses.context import TermSense
from sphinx_glossary_faq.core.senses.evidence import add_evidence, lacks_evidence
from sphinx_glossary_faq.core.senses.software_names import is_software_definition

LIBRARY = "Currently the most loved library to send requests."


@pytest.mark.parametrize(
    ("name", "definition", "expected"),
    [
        ("requests", LIBRARY, True),
        ("requests", "A small tool for messages.", True),
        ("request", LIBRARY, False),  # common nouns are defined in the singular
        ("requests", "What clients send to a library.", False),
        ("requests", "Messages that a library sends.", False),
        ("requests", "What a tool sends to others.", False),
        ("requests", "A message sent to a library.", False),
        ("modules", "A file of a package.", False),
        ("yarls", LIBRARY, False),  # not a common word
        ("Requests", LIBRARY, False),
    ],
)
def test_definition_of_software(name: str, definition: str, expected: bool) -> None:
    assert is_software_definition([name], definition) == expected


@pytest.mark.parametrize(
    ("marked", "is_accepted"),
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
def test_mentions(marked: str, is_accepted: bool) -> None:
    """They are written as the name, in a construction about software."""
    sense = add_evidence(TermSense(), ["requests", "python-requests"], LIBRARY)
    left, word, right = re.split(r"[\[\]]", marked)
    assert lacks_evidence(word, left, right, "", sense) != is_accepted
    assert not lacks_evidence("python-requests", left, right, "", sense)
