"""Test the wording of findings about references."""

from __future__ import annotations

import pytest

from sphinx_glossary_faq.core.findings.messages import (
    external_target,
    hidden_target,
    missing_target,
    role_name,
    target_noun,
    unusable_target,
)


@pytest.mark.parametrize(
    ("domain", "role", "name"),
    [
        ("std", "ref", "ref role"),
        ("", "any", "any role"),
        ("py", "func", "py:func role"),
        ("faq", "question", "faq role"),
    ],
)
def test_role_names(domain: str, role: str, name: str) -> None:
    assert role_name(domain, role) == name


@pytest.mark.parametrize(
    ("role", "message"),
    [
        ("doc", "see-also: page “nope” does not exist."),
        ("envvar", "see-also: environment variable “nope” does not exist."),
        ("class", "see-also: target “nope” does not exist."),
    ],
)
def test_missing_targets(role: str, message: str) -> None:
    assert missing_target("see-also", target_noun(role), "nope") == message


@pytest.mark.parametrize(
    ("role", "hint"),
    [
        (
            "ref",
            " The label does not precede a title or caption. Give the reference explicit text.",
        ),
        ("numref", " The label does not precede a numbered element. Use the ref role instead."),
        ("keyword", ""),
    ],
)
def test_unusable_targets_have_a_hint_if_there_is_a_fix(role: str, hint: str) -> None:
    message = f"x: {target_noun(role)} “a” exists, but this role cannot reference it.{hint}"
    assert unusable_target("x", role, "a") == message


@pytest.mark.parametrize(
    ("condition", "quoted"), [(("only", "latex"), "“only latex”"), (("todo", ""), "“todo”")]
)
def test_hidden_targets_name_the_directive_around_them(
    condition: tuple[str, str], quoted: str
) -> None:
    message = hidden_target("a", "index.rst:16", condition)
    assert message.startswith(
        f"“a” is in index.rst:16, inside {quoted}, which this build excludes."
    )


def test_external_targets() -> None:
    assert external_target("stop").startswith("“stop” is not in this project, so ")
