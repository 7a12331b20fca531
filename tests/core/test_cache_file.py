from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.cache_file import (
    digest,
    dumps,
    has_shape,
    loads,
    read_file,
    read_text_file,
    write_atomically,
)
from tests.obstacles import OBSTACLES, Obstacle

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


@pytest.mark.parametrize("obstacle", OBSTACLES, ids=str)
@pytest.mark.parametrize("suffix", ["", ".new"])
def test_nothing_is_written_through_what_is_in_the_way(
    tmp_path: Path, obstacle: Obstacle, suffix: str
) -> None:
    outside, path = tmp_path / "outside", tmp_path / "out" / "file"
    path.parent.mkdir()
    obstacle.put(path.with_name(path.name + suffix), outside)
    before = sorted(outside.rglob("*"))
    if obstacle.is_folder:
        with pytest.raises(OSError, match="irectory"):
            write_atomically(path, "text")
    else:
        write_atomically(path, "text")
        assert path.read_text("utf-8") == "text"
        assert not path.is_symlink()
        assert [file.name for file in path.parent.iterdir()] == ["file"]
    assert sorted(outside.rglob("*")) == before
    assert (outside / "file").read_text("utf-8") == "outside"


@pytest.mark.parametrize(
    "obstacle", [each for each in OBSTACLES if each.name != "link to a file"], ids=str
)
def test_only_regular_files_are_read(tmp_path: Path, obstacle: Obstacle) -> None:
    path = tmp_path / "file"
    obstacle.put(path, tmp_path / "outside")
    free = os.dup(0)
    os.close(free)
    with pytest.raises(OSError):  # noqa: PT011  # the message differs by system
        read_file(path)
    assert os.dup(0) == free  # nothing is left open
    os.close(free)
    assert read_text_file(path) == ""


def test_only_small_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"12345")
    assert read_file(path, 5) == b"12345"
    with pytest.raises(OSError, match="Larger than"):
        read_file(path, 4)
    assert read_text_file(Path("a\0b")) == ""


def test_line_ends_are_read_as_in_text_mode(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"\xef\xbb\xbfa\r\nb\rc\n\xff")
    assert read_text_file(path) == path.read_text("utf-8-sig", errors="replace")


@pytest.mark.parametrize("rest", ["[" * 200_000, '"a": 1', '"a": ' + "9" * 5000 + "}", "1", "[]"])
def test_a_sealed_document_of_wrong_syntax_is_not_loaded(rest: str) -> None:
    with pytest.raises(ValueError, match=r"nested|delimiter|digits|valid|Expecting|object"):
        loads(f'{{"sha256": "{digest(rest)}", {rest}')


@pytest.mark.parametrize(
    ("value", "shape", "expected"),
    [
        (1, int, True),
        (True, int, False),
        (1.0, int, False),
        (float("nan"), int, False),
        (2**63, int, False),
        (2**63, int | None, False),
        (None, int | None, True),
        ("a", str | None, True),
        ("ab", [str], False),
        ([], [str], True),
        (["a", 1], [str], False),
        (["a", 1], (str, int), True),
        (["a"], (str, int), False),
        ({"a": ["b"]}, {str: [str]}, True),
        ({"a": "b"}, {str: [str]}, False),
        ([["a", "b"]], {str: str}, False),
        (None, [str], False),
    ],
)
def test_shapes(value: object, shape: Any, expected: bool) -> None:
    assert has_shape(value, shape) is expected
