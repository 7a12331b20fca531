"""Test warnings about directives that MyST parses as text, and about fences that end early."""

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
    assert warning.startswith("index.md:5: WARNING: “:::{faq}” was parsed as text")
    assert "colon_fence" in warning
    assert warning.endswith("[glossary_faq.config]")


@pytest.mark.myst
def test_enabled_colon_fence_does_not_warn(build: Build) -> None:
    built = build({"index.md": PAGE})
    assert built.warnings == ""


def test_text_about_fences_does_not_warn(build: Build) -> None:
    built = build({"index.rst": "Page\n====\n\nWrite ``:::{faq}`` in Markdown.\n"})
    assert built.warnings == ""


SHORT_FENCES = {
    "equal": (":::{faq}\n:::{faq-item} One?\nA.\n:::\n:::{faq-item} Two?\nB.\n:::\n:::\n", 3, 4),
    "option": (":::{faq} T\n:name: x\n\n:::{faq-item} One?\nA.\n:::\n\n:::\n", 3, 6),
    "shorter": (":::{faq}\n::::{faq-item} One?\nA.\n::::\n:::\n", 3, 4),
    "backticks": ("```{faq}\n```{faq-item} One?\nA.\n```\n```\n", 3, 4),
    "tildes": ("~~~{faq}\n~~~{faq-item} One?\nA.\n~~~\n~~~\n", 3, 4),
    "code": ("```{faq-item} How?\n```python\nx = 1\n```\n```\n", 3, 4),
    "note": (":::{faq-item} How?\n\n:::{note}\nSo.\n:::\n:::\n", 3, 5),
    "in a note": ("::::{note}\n::::{faq}\n:::{faq-item} One?\nA.\n:::\n::::\n::::\n", 3, 4),
    "in a list": ("- :::{faq}\n  :::{faq-item} One?\n  A.\n  :::\n  :::\n", 3, 4),
    "in a quotation": ("> :::{faq}\n> :::{faq-item} One?\n> A.\n> :::\n> :::\n", 3, 4),
    "glossary": (
        "```{glossary}\ncat\n  An animal.\n\n  ```{term-info}\n  :aliases: tom\n  ```\n```\n",
        3,
        7,
    ),
}


@pytest.mark.myst
@pytest.mark.parametrize("case", SHORT_FENCES)
def test_fence_that_is_as_long_as_an_inner_one_warns(build: Build, case: str) -> None:
    source, outer, inner = SHORT_FENCES[case]
    built = build({"index.md": f"# Page\n\n{source}\nAfter.\n"})
    [warning] = [line for line in built.warnings.splitlines() if "too early" in line]
    assert f" on line {outer} ends too early" in warning
    assert f" on line {inner} is at least as long" in warning
    marker = source.lstrip("->").strip()[0]
    assert f"longer: “{marker * 4}" in warning


LONG_FENCES = """\
# Page

::::{faq}
:::{faq-item} One?
```python
x = ":::"
```
:::

:::{faq-item} Two?
```{note}
Text.
```
:::
::::

````md
:::{faq}
:::{faq-item} An example of the mistake
:::
:::
````
"""


@pytest.mark.myst
def test_longer_fences_and_examples_do_not_warn(build: Build) -> None:
    built = build({"index.md": LONG_FENCES})
    assert built.warnings == ""


def test_fences_in_other_files_are_not_read(build: Build) -> None:
    example = "         :::{faq}\n         :::{faq-item}\n"
    source = f"Page\n====\n\n.. faq::\n\n   Why?\n      So ::\n\n{example}"
    assert build({"index.rst": source}).warnings == ""
