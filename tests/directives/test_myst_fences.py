"""Tests of the warning about directives that MyST reads as text."""

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
def test_disabled_colon_fence_warns_once(build: Build, enabled: list[str]) -> None:
    built = build(
        {"index.md": PAGE + PAGE.partition("\n")[2]},
        confoverrides={"myst_enable_extensions": enabled},
    )
    [warning] = [line for line in built.warnings.splitlines() if "glossary_faq" in line]
    assert warning.startswith("index.md:5: WARNING: “:::{faq}” was read as text")
    assert "colon_fence" in warning
    assert warning.endswith("[glossary_faq.config]")


@pytest.mark.myst
def test_enabled_colon_fence_does_not_warn(build: Build) -> None:
    built = build({"index.md": PAGE})
    assert built.warnings == ""


def test_text_about_fences_does_not_warn(build: Build) -> None:
    built = build({"index.rst": "Page\n====\n\nWrite ``:::{faq}`` in Markdown.\n"})
    assert built.warnings == ""
