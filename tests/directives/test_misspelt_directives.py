"""Test warnings about misspelt directives, which docutils and MyST-Parser do not recognize."""

from __future__ import annotations

import pytest

from tests.building import Build
from tests.directives.built_pages import MYST_DEPRECATIONS

NAMES = {
    "faqs": "faq",
    "faq_item": "faq-item",
    "see_also": "see-also",
    "seealsos": "",
    "term-comparison": "term-compare",
    "terminfo": "term-info",
    "article_header": "article-header",
    "glosary": "",
    "term": "",
}
"""Unknown directives, with the suggested directives."""

DIRECTIVES = {"rst": ".. {}::\n\n   Text.\n", "md": "```{{{}}}\nText.\n```\n"}
HEADS = {"rst": "Page\n====\n\n", "md": "# Page\n\n"}


def test_the_nearest_directive_is_named(build: Build, syntax: str) -> None:
    page = HEADS[syntax] + "\n".join(map(DIRECTIVES[syntax].format, NAMES))
    warnings = build({f"index.{syntax}": page}, "text").warnings.splitlines()
    own = [line for line in warnings if "[glossary_faq." in line]
    lines = page.splitlines()
    expected = []
    for name, nearest in NAMES.items():
        number = next(number for number, line in enumerate(lines, 1) if name in line.split("::")[0])
        message = f"{name}: this directive does not exist. Use “{nearest}”."
        expected += [f"index.{syntax}:{number}: WARNING: {message}"] if nearest else []
    assert [line.rpartition(" [")[0] for line in own] == expected


@pytest.mark.filterwarnings(MYST_DEPRECATIONS)
def test_the_warning_is_in_the_included_file(build: Build, syntax: str) -> None:
    include = {"rst": ".. include:: part.txt\n", "md": "```{include} part.txt\n```\n"}[syntax]
    part = "Text.\n\n" + DIRECTIVES[syntax].format("faqs")
    files = {f"index.{syntax}": HEADS[syntax] + include, "part.txt": part}
    settings = {"exclude_patterns": ["part.txt"]}
    assert "part.txt:3: WARNING: faqs: " in build(files, "text", confoverrides=settings).warnings


OPTIONS = {
    "rst": ".. seealso::\n   :{}: deck\n\n   Text.\n",
    "md": "```{{seealso}}\n:{}: deck\n:class: x\n\nText.\n```\n",
}


@pytest.mark.parametrize(("option", "is_ours"), [("details", True), ("class", False), ("x", False)])
def test_seealso_with_an_option_of_see_also(
    build: Build, syntax: str, option: str, is_ours: bool
) -> None:
    page = HEADS[syntax] + OPTIONS[syntax].format(option)
    warnings = build({f"index.{syntax}": page}, "text").warnings
    message = (
        f"seealso: the option :{option}: exists only for “see-also”. Use that directive instead."
    )
    assert (message in warnings) == is_ours
    assert ("[glossary_faq" in warnings) == is_ours
