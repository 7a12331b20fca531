"""Broken links of written pages are reported once, by the rule that knows their source."""

from __future__ import annotations

import pytest

from tests.building import Build

TARGETS = [
    *("nope%25.md", "nope%2Bx.md", "#50%25-off", "nope%2Fx", "#q%3Fr", "a%23b.md", "#n%C3%B6pe"),
    *("#50%-off", "#a+b", "nope%20x.md", "#nöpe", "#%25", "#%", "#100%25%25"),
]


@pytest.mark.myst
@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_targets_with_percent_signs_are_reported_once(build: Build, builder: str) -> None:
    links = "\n\n".join(f"[x]({target})" for target in TARGETS)
    warnings = build({"index.md": f"# Page\n\n{links}\n"}, builder).warnings
    lines = [line for line in warnings.splitlines() if "WARNING" in line]
    assert [line for line in lines if "[glossary_faq.reference]" not in line] == []
    assert len(lines) == len(TARGETS)
