"""Directives that MyST reads as text."""

from __future__ import annotations

import pytest

from tests.building import Build

PAGE = """\
# Page

`:::{faq}` is a fence.

:::{faq}
:collapsible: closed

## Why?
Because.
:::
"""


@pytest.mark.myst
@pytest.mark.parametrize("enabled", [[], ["deflist"]])
def test_a_fence_that_is_off_is_told_once(build: Build, enabled: list[str]) -> None:
    built = build(
        {"index.md": PAGE + PAGE.partition("\n")[2]},
        confoverrides={"myst_enable_extensions": enabled},
    )
    [told] = [line for line in built.warnings.splitlines() if "glossary_faq" in line]
    assert told.startswith("index.md:5: WARNING: “:::{faq}” was read as text")
    assert "colon_fence" in told
    assert told.endswith("[glossary_faq.config]")


@pytest.mark.myst
def test_a_fence_that_is_on_is_not(build: Build) -> None:
    built = build({"index.md": PAGE})
    assert built.warnings == ""


def test_text_about_fences_is_no_fence_in_other_pages(build: Build) -> None:
    built = build({"index.rst": "Page\n====\n\nWrite ``:::{faq}`` in Markdown.\n"})
    assert built.warnings == ""
