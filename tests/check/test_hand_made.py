"""Test which explicit links to terms would come back as automatic links."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.building import Build

WORDS = {
    "rst": """\
.. glossary::

   black cat
      It purrs.

   cat
      It purrs.

   dog
      Unlike a :term:`cat`.

      .. term-info::
         :no-autolink:

   +++
      A sign.

   ===
      Another sign.

      .. term-info::
         :match: exact
""",
    "md": """\
:::{glossary}
black cat
  It purrs.

cat
  It purrs.

dog
  Unlike a {term}`cat`.

  ```{term-info}
  :no-autolink:
  ```
:::
""",
}

PAGES = {"rst": "Title\n=====\n\n{}\n", "md": "# Title\n\n{}\n"}


def hand_made(build: Build, syntax: str, text: str, **overrides: Any) -> Any:
    role = ":term:`" if syntax == "rst" else "{term}`"
    page = PAGES[syntax].format(text.replace("[", role).replace("]", "`"))
    files = {f"index.{syntax}": page, f"words.{syntax}": f":orphan:\n\n{WORDS['rst']}"}
    if syntax == "md":
        files["words.md"] = f"---\norphan: true\n---\n\n# Words\n\n{WORDS['md']}"
    built = build(files, "xrefcheck", confoverrides=overrides)
    return json.loads(built.text("links.json"))["hand_made"]


def reasons(result: Any) -> list[tuple[str, str, str]]:
    return [
        (missed["term"], missed["text"], missed["reason"])
        for missed in result["missed"]
        if missed["docname"] == "index"
    ]


def test_links_that_come_back(build: Build, syntax: str) -> None:
    """A link counts once a page; the one in the glossary counts as well."""
    result = hand_made(build, syntax, "A [cat], two [cats <cat>] and a [black cat].")
    assert result == {"recovered": 3, "missed": []}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A [beast <cat>].", [("cat", "beast", "other text")]),
        ("A black [cat].", [("cat", "cat", "other term")]),
        ("A [dog].", [("dog", "dog", "no-autolink")]),
        ("A [beast <cat>] is a cat.", []),
        ("A [dog]. A [cat].", [("dog", "dog", "no-autolink")]),
        ("A [+++] and a [===].", [("+++", "+++", "sign")]),
        ("A [===]\\ =.", [("===", "===", "other term")]),
        ("A bob\\ [cat]\\ s.", [("cat", "cat", "other term")]),
    ],
)
def test_links_that_do_not_come_back(
    build: Build, text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert reasons(hand_made(build, "rst", text)) == expected


def test_links_in_headings_do_not_come_back(build: Build, syntax: str) -> None:
    heading = "[cat] there\n-----------" if syntax == "rst" else "## [cat] there"
    result = hand_made(build, syntax, heading)
    assert reasons(result) == [("cat", "cat", "not prose")]


def test_the_location_of_a_missed_link(build: Build, syntax: str) -> None:
    (missed,) = hand_made(build, syntax, "A [beast <cat>].")["missed"]
    line = 4 if syntax == "rst" else 3
    assert missed == {
        "docname": "index",
        "file": f"index.{syntax}",
        "line": line,
        "term": "cat",
        "text": "beast",
        "reason": "other text",
    }


def test_text_for_other_builders_is_ignored(build: Build) -> None:
    result = hand_made(build, "rst", "A [cat].\n\n.. only:: latex\n\n   A [dog].")
    assert result == {"recovered": 2, "missed": []}


@pytest.mark.parametrize(
    "overrides", [{"glossary_faq_autolink": "off"}, {"glossary_faq_autolink_exclude": ["index"]}]
)
def test_pages_without_automatic_links_are_ignored(build: Build, overrides: dict[str, Any]) -> None:
    assert reasons(hand_made(build, "rst", "A [beast <cat>].", **overrides)) == []


def test_the_pages_are_built_as_before(build: Build) -> None:
    """The doctrees that are changed for the measurement are copies."""
    files = {"index.rst": f"A :term:`beast <cat>`.\n\n{WORDS['rst']}"}
    build(files, "xrefcheck")
    built = build({}, "html", keep=True)
    assert '<a class="reference internal" href="#term-cat"><span' in built.text("index.html")
