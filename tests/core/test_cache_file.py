"""What is sealed comes back as it was, and nothing else does."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.cache_file import dumps, loads


@given(st.recursive(st.text() | st.integers(), st.lists))
def test_what_was_sealed_comes_back(kept: object) -> None:
    text = dumps(json.dumps(kept))
    assert json.loads(loads(text)) == kept
    assert json.loads(text)["kept"] == kept


@given(st.data(), st.text(max_size=3))
def test_nothing_comes_back_that_is_other_than_it_was(data: st.DataObject, instead: str) -> None:
    text = dumps('{"pages": {"index": ["a", "b", 3]}}')
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    changed = text[:start] + instead + text[end:]
    if changed != text:
        with pytest.raises(ValueError, match="not as it was written"):
            loads(changed)
