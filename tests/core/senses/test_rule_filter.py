"""Test the sense filter: rules for everyday words, and the decisions of authors."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.model.records import Location, Span, Term
from sphinx_glossary_faq.core.senses.rule_filter import RuleFilter
from sphinx_glossary_faq.core.senses.sense_filter import MARKUP, Candidate
from tests.core.making import term


def defined(name: str, definition: str = "", docname: str = "glossary", **fields: Any) -> Term:
    """Return a term with a definition."""
    located = replace(term(name, **fields), location=Location(docname, "", 1))
    return replace(located, definition=(Span(definition),)) if definition else located


def rule(text: str, *terms: Term, docname: str = "page", headings: str = "", **options: Any) -> str:
    """Return the rule against the mention of the first term in brackets."""
    left, _, rest = text.partition("[")
    surface, _, right = rest.partition("]")
    sense_filter = RuleFilter(terms, **options)
    candidate = Candidate(terms[0], surface, left, right, headings, 1)
    return sense_filter.for_page(docname).rule_against(candidate)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You can [input] a number.", "verb"),
        ("It will also [input] a number.", "verb"),
        ("Set the option to [input] a number.", "verb"),
        ("Please [input] a number.", "verb"),
        ("To [input] a number, press a key.", "verb"),
        ("A sensor that [inputs] a simple voltage.", "verb"),
        ("It is sent to the [input].", ""),
        ("This also [inputs] numbers.", "verb"),
        ("It [inputs] numbers.", "verb"),
        ("These [inputs] are numbers.", ""),
        ("only [when] notified", "function-word"),
        ("[When] notified", "function-word"),
        ("only [if] notified", "function-word"),
        ("an [OR] gate", ""),
        ("It is sent to [inputs] that expect it.", ""),
        ("In addition to [input], there is output.", ""),
        (f"You can {MARKUP} the [input].", ""),
        (f"You can{MARKUP}[input]", ""),
        ("an input that [input] devices read", ""),
        ("the [current] value", "adjective"),
        ("a [Current] value", "adjective"),
        ("the [current] of a motor", ""),
        ("the [current], which flows", ""),
        ("the [current] is high", ""),
        ("this [kind] of thing", "phrase"),
        ("two [kinds]\u00a0of things", "phrase"),
        ("each [type] of file", "phrase"),
        ("the [types] are of two kinds", ""),
        ("a kind of [system]", ""),
        ("taken at [face] value", "phrase"),
        ("taken at [Face]-Value", "phrase"),
        ("the value of a [face]", ""),
        ("a frame of [reference].", "phrase"),
        ("a reference frame of the [reference] kind", ""),
        ("In the United [States], trains", "phrase"),
        ("two [states]: on and off", ""),
    ],
)
def test_rules(text: str, expected: str) -> None:
    word = text.partition("[")[2].partition("]")[0].casefold()
    name = {"kinds": "kind", "inputs": "input", "states": "state"}.get(word, word)
    assert rule(text, defined(name, "An example of a noun.")) == expected


@pytest.mark.parametrize(
    ("text", "headings", "domain", "expected"),
    [
        ("a [function] of time", "", ["class"], "domain"),
        ("a [function] of this class", "", ["class"], ""),
        ("a [function] of this Class", "", ["class"], ""),
        ("a [function] of time", "classes", ["class", "classes"], ""),
        ("a [function] of time", "", [], ""),
        ("a [quaternion] of time", "", ["class"], ""),
    ],
)
def test_domain_of_an_everyday_word(
    text: str, headings: str, domain: list[str], expected: str
) -> None:
    """It has to be mentioned nearby, unless the author decides otherwise."""
    left, surface, right = re.split(r"[][]", text)
    function = defined("Function (class)")
    candidate = Candidate(function, surface, left, right, headings, 1, frozenset(domain))
    assert RuleFilter([function]).for_page("page").rule_against(candidate) == expected
    decided = candidate._replace(term=replace(function, link="always"))
    assert RuleFilter([decided.term]).for_page("page").rule_against(decided) == ""


def test_verbs_are_accepted_for_terms_that_are_verbs() -> None:
    assert rule("You can [report] it.", defined("report", "A text.")) == "verb"
    assert rule("You can [report] it.", defined("report", "To send a text.")) == ""
    assert rule("You can [report] it.", defined("report", "The act of sending a text.")) == ""


@given(
    st.sampled_from(["control system", "API", "iPhone", "utf8", "C++", "quaternion", "read-only"]),
    st.text(max_size=30),
    st.text(max_size=30),
)
@example("control system", "You can ", " the files")
@example("API", "kind of ", " of")
def test_only_everyday_words_are_rejected(name: str, left: str, right: str) -> None:
    """Not names of several words, acronyms, names with signs inside, or rare words."""
    other = defined("dog", docname="dir/glossary")
    mentioned = defined(name, docname="dir/sub/glossary")
    sense_filter = RuleFilter([mentioned, other], everyday_words="ask").for_page("page")
    assert sense_filter.rule_against(Candidate(mentioned, name, left, right, "", 1)) == ""


def test_phrases_that_the_definition_contains() -> None:
    """The term has the sense of the phrase."""
    text = "the user [interface]"
    assert rule(text, defined("interface", "What a class provides.")) == "phrase"
    assert rule(text, defined("interface", "What a user sees.")) == ""
    assert rule("a [kind] of", defined("kind", "Of a kind.")) == "phrase"


def test_names_that_are_everyday_words() -> None:
    """If the glossary writes only names with a capital, a word in lower case is not the name."""
    names = defined("Make"), defined("cache"), defined("input"), defined("state")
    assert rule("and [make] it", *names) == "name"
    assert rule("the [Make] of it", *names) == ""
    assert rule("and [make] it", *names[:1]) == "", "all names have a capital"
    assert rule("and [make] it", *names, defined("Input"), defined("State"), defined("Face")) == ""
    assert rule("sie [make] es", *names, language="de") == ""


def test_words_of_a_glossary_for_another_folder() -> None:
    """They are accepted in the folder, near its other terms, and on pages about the word."""
    system = defined("system", docname="control/glossary")
    terms = system, defined("phase portrait", docname="control/glossary"), defined("dog")
    text = "a [system] of drawers"
    assert rule(text, *terms) == "folder"
    assert rule(text, *terms, docname="control/page") == ""
    assert rule(text, *terms, docname="control/deep/page") == ""
    assert rule(text, *terms, docname="controls/page") == "folder"
    assert rule("The phase portrait of a [system].", *terms) == ""
    assert rule("The [system] and its phase portraits.", *terms) == ""
    assert rule("A two-phase portrait of a [system].", *terms) == ""
    assert rule("Euphase portrait of a [system].", *terms) == "folder"
    assert rule(text, *terms, headings="about systems. more") == ""
    assert rule(text, *terms, docname="the-system") == ""
    assert rule(text, system) == "", "the only glossary"
    assert rule(text, system, defined("dog", docname="control/deep/glossary")) == ""


def test_decisions_win() -> None:
    def decided(text: str, **fields: Any) -> str:
        noun = replace(defined("input", "What a filter reads from a sensor."), **fields)
        return rule(text, noun, everyday_words="ask")

    assert decided("an [input] here") == "undecided"
    assert decided("you can [input] it", link="always") == ""
    assert decided("an [input] file", link="always", not_in=("input file",)) == "not-in"
    assert decided("an [input]\u2010file", link="always", not_in=("Input  Files",)) == "not-in"
    assert decided("two [inputs] files", not_in=("input file",)) == "not-in"
    assert decided("an [input] here", not_in=("input file",)) == ""
    assert decided("an [input] here", link="rules") == ""
    assert decided("you can [input] it", link="rules") == "verb"
    assert decided("an [input] file", link="rules", not_in=("input file",)) == "not-in"
    assert decided("an [input] here", link="evidence") == "evidence"
    assert decided("an [input] of a sensor", link="evidence") == ""
    assert decided("an [input] of these filters", link="evidence") == ""
    assert decided("you can [input] the sensor", link="evidence") == "verb"


@pytest.mark.parametrize("name", ["control law", "PID"])
def test_decisions_about_other_terms(name: str) -> None:
    decided = defined(name, "How a controller reads a sensor.", link="evidence", not_in=("my law",))
    assert rule(f"a [{name}] here", decided) == "evidence"
    assert rule(f"a [{name}] of the controllers", decided) == ""


def test_terms_with_exact_case_are_not_filtered() -> None:
    assert rule("you can [input] it", defined("input", match="exact")) == ""
    assert rule("you can [input] it", defined("input"), match="ignore-case") == ""
    assert rule("you can [input] it", defined("input", match="smart"), match="exact") == "verb"


@pytest.mark.parametrize("language", ["de", "es", "fr", "it", "de_AT", "pt-BR", "ja", "../en"])
def test_other_languages(language: str) -> None:
    """English grammar does not apply; without data, no word is an everyday word."""
    assert rule("you can [input] it", defined("input"), language=language) == ""
    word = {"de": "Zeit", "es": "tiempo", "fr": "temps", "it": "tempo"}.get(language[:2])
    if word:
        decided = rule(f"x [{word}] y", defined(word), language=language, everyday_words="ask")
        assert decided == "undecided"


def test_fingerprint_changes_with_every_decision() -> None:
    base = defined("input", "What a filter reads.", docname="a/glossary")
    other = defined("dog", docname="b/glossary")
    variants = [
        RuleFilter([base, other]),
        RuleFilter([base, other], everyday_words="ask"),
        RuleFilter([base, other], language="de"),
        RuleFilter([base, other], match="exact"),
        RuleFilter([base]),
        RuleFilter([base, replace(other, labels=defined("quokka").labels)]),
        *(
            RuleFilter([replace(base, **fields), other])
            for fields in (
                {"link": "always"},
                {"link": "rules"},
                {"link": "evidence"},
                {"link": "evidence", "definition": (Span("What a sensor reads."),)},
                {"not_in": ("input file",)},
                {"match": "exact"},
                {"definition": (Span("To read."),)},
            )
        ),
    ]
    fingerprints = [variant.fingerprint for variant in variants]
    assert len(set(fingerprints)) == len(fingerprints)
    assert RuleFilter([base, other]).fingerprint == fingerprints[0]
