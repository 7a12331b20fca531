"""Test options in `conf.py` and on the command line."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sphinx_glossary_faq import config
from sphinx_glossary_faq.domain import domain_of
from tests.building import Build, Built

PAGE = {"index.rst": "Page\n====\n\n:term:`nowhere`\n", "conf.py": ""}


@pytest.mark.parametrize("name", [option.name for option in config.OPTIONS if list in option.types])
def test_an_empty_list_on_the_command_line(build: Build, name: str) -> None:
    """`-D name=` is split at commas into one empty string."""
    built = build(PAGE, confoverrides={config.PREFIX + name: ""})
    assert not built.app.config[config.PREFIX + name]
    assert "glossary_faq.config" not in built.warnings


def test_an_empty_check_switches_the_check_off(build: Build) -> None:
    srcdir = build(PAGE).srcdir
    command = [sys.executable, "-m", "sphinx", "-q", "-E", "-D", "glossary_faq_check="]
    extensions = ["-D", "extensions=sphinx_glossary_faq"]
    done = subprocess.run(
        [*command, *extensions, srcdir, srcdir.parent / "out"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "[ref.term]" in done.stderr or "term not in glossary" in done.stderr
    assert "glossary_faq" not in done.stderr


GLOSSARY = {"index.rst": "Page\n====\n\nA tom.\n\n.. glossary::\n\n   cat\n      A pet.\n"}


def config_warnings(built: Built) -> list[str]:
    """Return the warnings about the configuration, without their location and type."""
    lines = [line for line in built.warnings.splitlines() if "glossary_faq.config" in line]
    return [line.partition("WARNING: ")[2].rpartition(" [")[0] for line in lines]


def test_an_invalid_term_option_does_not_affect_the_others(build: Build) -> None:
    options: dict[object, object] = {
        "cat": {"aliases": ["tom", 3], "matsch": "exact", "group": 1, "autolink": True},
        "dog": [],
        7: {},
    }
    built = build(GLOSSARY, confoverrides={"glossary_faq_terms": options})
    assert config_warnings(built) == [
        (
            "glossary_faq_terms: option 'aliases' for 'cat': 3 is not a string. This entry is "
            "ignored."
        ),
        (
            "glossary_faq_terms: option 'matsch' for 'cat' does not exist. Did you mean “match”? "
            "This entry is ignored."
        ),
        "glossary_faq_terms: option 'group' for 'cat': 1 is not a string. This entry is ignored.",
        (
            "glossary_faq_terms: entry 'dog' must map a term to a mapping of options. "
            "This entry is ignored."
        ),
        (
            "glossary_faq_terms: entry 7 must map a term to a mapping of options. "
            "This entry is ignored."
        ),
    ]
    assert built.app.config.glossary_faq_terms == {"cat": {"aliases": ["tom"], "autolink": True}}
    assert 'href="#term-cat"' in built.text("index.html").partition("<dl")[0]


def test_patterns_that_match_no_page(build: Build) -> None:
    options = {"glossary_faq_autolink_include": ["tutorials/**", "ind*"]}
    assert config_warnings(build(GLOSSARY, confoverrides=options)) == [
        (
            "glossary_faq_autolink_include: the pattern “tutorials/**” matches no page. Patterns "
            "are about docnames, which are relative to the source folder and have no suffix."
        )
    ]


def test_link_and_phrases_of_a_term(build: Build) -> None:
    options = {
        "cat": {"link": "nevr", "not_in": ["cat food", 3]},
        "dog": {"link": "always", "autolink": False},
    }
    built = build(GLOSSARY, confoverrides={"glossary_faq_terms": options})
    assert config_warnings(built) == [
        (
            "glossary_faq_terms: option 'link' for 'cat': 'nevr' is not valid. Use one of "
            "'always', 'rules', 'evidence', 'never'. Did you mean “never”? This entry is ignored."
        ),
        (
            "glossary_faq_terms: option 'not_in' for 'cat': 3 is not a string. This entry is "
            "ignored."
        ),
        (
            "glossary_faq_terms: option 'link' for 'dog': 'always' contradicts 'autolink'. "
            "This entry is ignored."
        ),
        "glossary_faq_terms: “dog” is not in any glossary. Remove this entry.",
    ]
    [cat] = domain_of(built.env).project.vocabulary.terms
    assert (cat.link, cat.not_in) == ("", ("cat food",))


def test_everyday_words(build: Build) -> None:
    built = build(GLOSSARY, confoverrides={"glossary_faq_everyday_words": "aks"})
    assert config_warnings(built) == [
        (
            "glossary_faq_everyday_words: 'aks' is not valid. Use one of 'link', 'ask'. Did you "
            "mean “ask”? The default value 'link' is used instead."
        )
    ]


LISTS = {
    "check": (["broken", "dead_link"], ["broken"], "Did you mean “dead-link”?"),
    "check_ignore": (["nope", "dead-*"], ["dead-*"], "“nope”"),
    "autolink_skip_nodes": (["strong", "strnog"], ["strong"], "cannot be imported"),
    "autolink_exclude": (["a", None], ["a"], "None is not a string."),
    "inflect": (["de", "tlh"], ["de"], "there are no inflected forms for language 'tlh'."),
}


@pytest.mark.parametrize("name", LISTS)
def test_an_invalid_item_does_not_affect_the_others(build: Build, name: str) -> None:
    value, valid, message = LISTS[name]
    built = build(GLOSSARY, confoverrides={config.PREFIX + name: value})
    assert list(built.app.config[config.PREFIX + name]) == valid
    [warning] = config_warnings(built)
    assert message in warning
    assert warning.endswith("This entry is ignored.")


@pytest.mark.parametrize(
    ("value", "inflects"),
    [("0", False), ("1", True), ("de", False), ("en", True), ("de,en_GB", True), ({"fr"}, False)],
)
def test_inflect_on_the_command_line(build: Build, value: object, inflects: bool) -> None:
    """All values are strings there. In `conf.py` it is a Boolean or a list."""
    built = build(PAGE, confoverrides={"glossary_faq_inflect": value, "language": "en"})
    assert config.inflects(built.app.config) == inflects
    assert "glossary_faq.config" not in built.warnings


@pytest.mark.parametrize("value", [["nope"], {"broken": 1}, 3])
def test_without_a_valid_item_the_default_is_used(build: Build, value: object) -> None:
    built = build(GLOSSARY, confoverrides={"glossary_faq_check": value})
    assert built.app.config.glossary_faq_check == ["broken"]
    assert any(
        "The default value ['broken'] is used instead." in line for line in config_warnings(built)
    )


@pytest.mark.parametrize("builder", ["html", "latex", "text"])
def test_lone_surrogates_are_replaced(build: Build, builder: str) -> None:
    """No builder could write the aliases, which are shown below the definition."""
    conf = 'glossary_faq_terms = {"cat": {"aliases": ["t\\ud800m"]}}\n'
    built = build({**GLOSSARY, "conf.py": conf}, builder)
    [warning] = config_warnings(built)
    assert "half of a surrogate pair" in warning
    assert built.app.config.glossary_faq_terms == {"cat": {"aliases": ["t\ufffdm"]}}
