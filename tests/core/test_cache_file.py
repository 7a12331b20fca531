from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.cache_file import digest, dumps, loads, write_atomically

VALUES = st.recursive(
    st.text(st.characters(exclude_categories=())) | st.integers() | st.booleans() | st.none(),
    lambda values: st.lists(values) | st.dictionaries(st.text(), values),
)


@given(st.dictionaries(st.sampled_from("abc"), VALUES, min_size=1))
def test_a_document_is_json_and_is_loaded_as_it_was(document: dict[str, object]) -> None:
    text = dumps(document)
    assert text.isascii()
    assert loads(text) == document
    assert json.loads(text).items() >= document.items()


@given(st.data(), st.text(st.characters(exclude_categories=()), max_size=3))
def test_a_changed_document_is_not_loaded(data: st.DataObject, replacement: str) -> None:
    text = dumps({"version": 3, "pages": {"index": ["a", "b", 3]}})
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    changed = text[:start] + replacement + text[end:]
    if changed != text:
        with pytest.raises(ValueError, match="corrupt or was modified"):
            loads(changed)


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "null", "3", "{}", '{"sha256": ""}', '{"sha256": [], "a": 1}', "[" * 100_000),
        dumps({"a": [1, 2]}).replace("2", "3"),
        dumps({"a": 1})[:-1],
        json.dumps({"a": 1}),
    ],
)
def test_other_documents_are_not_loaded(text: str) -> None:
    with pytest.raises(ValueError, match="corrupt or was modified"):
        loads(text)


def test_a_digest_depends_on_every_part() -> None:
    digests = {
        digest(*parts)
        for parts in (
            (),
            ("a",),
            ("ab",),
            ("a", "b"),
            (b"\xff",),
            ("\udcff",),
            (("a", "b"),),
            (["a", "b"],),
            (None,),
        )
    }
    assert len(digests) == 9
    assert {len(value) for value in digests} == {16}


def test_a_digest_is_the_same_everywhere() -> None:
    """The report in SARIF publishes it."""
    assert digest("abc", length=8) == digest(b"abc", length=8) == "ba7816bf"


def test_a_file_is_replaced_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    write_atomically(path, "é\ud800")
    assert path.read_text("utf-8") == "é\\ud800"
    monkeypatch.setattr(Path, "replace", lambda *_: pytest.fail("interrupted"))
    with pytest.raises(pytest.fail.Exception):
        write_atomically(path, "b")
    assert path.read_text("utf-8") == "é\\ud800"
    monkeypatch.undo()
    write_atomically(path, "c")
    assert [(file.name, file.read_text("utf-8")) for file in tmp_path.iterdir()] == [("file", "c")]
