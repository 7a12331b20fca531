from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from sphinx_glossary_faq.core.findings.finding import RULES
from sphinx_glossary_faq.core.findings.project_rules import (
    MAX_SUMMARY_WORDS,
    first_sentence,
    original_names,
    run_rules,
)
from sphinx_glossary_faq.core.matching.vocabulary import Vocabulary
from sphinx_glossary_faq.core.model.records import Comparison, Label, Location, Question, Span, Term
from sphinx_glossary_faq.core.text.fuzzy import MAX_SUGGESTIONS
from tests.core.making import make_project, term


def messages_of(*terms: Term, compared: tuple[str, ...] = (), relation: str = "") -> list[str]:
    comparisons = [Comparison(Location("page", "page.rst", 3), compared, relation)]
    return [
        f"{result.location.file}:{result.location.line} {result.rule}: {result.message}"
        for result in run_rules(make_project(*terms), comparisons, [])
        if result.rule != "no-summary"
    ]


def test_valid_glossary_has_no_findings() -> None:
    terms = (term("call", related=("talk",)), term("video", broader=("call",)), term("talk"))
    assert messages_of(*terms, compared=("call", "talk"), relation="overlapping") == []


def test_unknown_related_terms() -> None:
    assert messages_of(term("call", broader=("a",), narrower=("b",), related=("c",))) == [
        f"glossary.rst:1 relation: term-info for “call”: the {option} term “{name}” is not in any "
        "glossary."
        for option, name in (("broader", "a"), ("narrower", "b"), ("related", "c"))
    ]


def test_cycles_are_reported_once() -> None:
    fix = "Remove one of these relations."
    assert messages_of(
        term("a", 1, broader=("b",)),
        term("b", 2, broader=("c",)),
        term("c", 3, broader=("a",)),
        term("d", 4, broader=("a",)),
        term("e", 5, narrower=("e",)),
    ) == [
        f"glossary.rst:1 hierarchy: “a” is broader than itself: a → b → c → a. {fix}",
        f"glossary.rst:5 hierarchy: “e” is broader than itself: e → e. {fix}",
    ]


def test_related_terms_are_not_broader() -> None:
    assert messages_of(
        term("a", broader=("b",), related=("c",)), term("b", broader=("c",)), term("c")
    ) == [
        (
            "glossary.rst:1 hierarchy: “c” is both related to “a” and broader than it. "
            "Remove one of these relations."
        )
    ]


def test_terms_are_not_related_to_themselves() -> None:
    assert messages_of(term("a", related=("a",))) == [
        "glossary.rst:1 hierarchy: “a” is related to itself. Name another term."
    ]


def test_comparisons_that_contradict_the_glossary() -> None:
    terms = (term("a", broader=("b",), aliases=("alpha",)), term("b"))
    end = ". Remove :relation:, or correct the term-info of one of the terms."
    start = (
        "page.rst:3 comparison: term-compare states the relation “disjoint”, but in the glossary, "
    )
    assert messages_of(*terms, compared=("a", "b"), relation="disjoint") == [
        f"{start}“b” is broader than “a”{end}"
    ]
    assert messages_of(*terms, compared=("b", "a"), relation="disjoint") == [
        f"{start}“b” is broader than “a”{end}"
    ]
    assert messages_of(*terms, compared=("a", "alpha"), relation="disjoint") == [
        f"{start}“a” and “a” are the same term{end}"
    ]
    assert messages_of(*terms, compared=("a", "alpha"), relation="equivalent") == []
    assert messages_of(*terms, compared=("a", "unknown"), relation="disjoint") == []


@pytest.mark.parametrize("relation", ["overlapping", "disjoint", "equivalent"])
def test_relations_that_apply_to_some_of_the_compared_terms(relation: str) -> None:
    terms = (term("gears", narrower=("hub", "derailleur")), term("hub"), term("derailleur"))
    for compared in permutations(("gears", "hub", "derailleur")):
        assert messages_of(*terms, compared=compared, relation=relation) == []
    chain = (*terms, term("belt", broader=("hub",)))
    assert messages_of(*chain, compared=("gears", "hub", "belt"), relation=relation) == [
        (
            f"page.rst:3 comparison: term-compare states the relation “{relation}”, but in the "
            "glossary, any two of the terms are already related. For example, “gears” is broader "
            "than “hub”. Remove :relation:, or correct the term-info of one of the terms."
        )
    ]


def test_original_names_are_untranslated() -> None:
    labels = (Label("Hund", "term-Hund", "dog"), Label("Köter", "term-Koeter", "cur"))
    assert original_names([Term(Location("g", "g.rst", 1), labels)]) == {"dog", "cur"}


def test_suggestions_are_limited() -> None:
    terms = [term(f"t{number}", broader=(f"t{number}a", "again")) for number in range(300)]
    results = [
        result for result in run_rules(make_project(*terms), [], []) if result.rule == "relation"
    ]
    with_suggestion = {result.target for result in results if result.suggestion}
    assert len(results) == 600
    assert len(with_suggestion) == MAX_SUGGESTIONS - 1  # no name is similar to "again"


def defined(name: str, text: str, line: int = 1, **fields: Any) -> Term:
    return term(name, line, definition=(Span(text),), **fields)


def results_of(
    *terms: Term, questions: tuple[Question, ...] = ()
) -> list[tuple[str, int | None, str]]:
    return [
        (result.rule, result.location.line, result.target)
        for result in run_rules(make_project(*terms), [], questions)
    ]


def test_only_enabled_rules_run(monkeypatch: pytest.MonkeyPatch) -> None:
    project = make_project(
        defined("cat", "A Cat.", 1, broader=("pet",)),
        on_other_page(defined("cat", "A cat.")),
        on_other_page(defined("Cat", "")),
    )
    violated = {result.rule for result in run_rules(project, [], [])}
    assert violated == {"relation", "duplicate-term", "case-variant-term", "no-summary"}
    for rule in violated:
        assert {result.rule for result in run_rules(project, [], [], {rule})} == {rule}
    # Only `circular-definition` searches definitions for terms.
    monkeypatch.delattr(Vocabulary, "find")
    assert list(run_rules(project, [], [], RULES.keys() - {"circular-definition"}))


def on_other_page(term: Term) -> Term:
    return replace(term, location=Location("other", "other.rst", 7))


def test_duplicate_terms_are_reported_at_the_later_definition() -> None:
    first, second = defined("cat", "A pet."), on_other_page(defined("cat", "An animal."))
    results = run_rules(make_project(first, second), [], [])
    (duplicate,) = [result for result in results if result.rule != "label-clash"]
    assert (duplicate.rule, duplicate.location.file) == ("duplicate-term", "other.rst")
    assert "glossary, line 1" in duplicate.message
    grouped = on_other_page(defined("cat", "An animal.", group="zoo"))
    assert results_of(first, grouped) == []


def test_terms_that_differ_only_by_case() -> None:
    upper = on_other_page(defined("CRUD", "Four verbs."))
    assert results_of(defined("crud", "Dirt."), upper) == [("case-variant-term", 7, "CRUD")]


def test_a_label_names_one_term() -> None:
    cat, dog = defined("cat", "A pet.", 1), defined("dog", "A pet.", 2, aliases=("Cat",))
    assert results_of(cat, dog) == [("label-clash", 2, "Cat")]
    first, second = (
        defined(name, "A pet.", line, aliases=("pet",)) for line, name in enumerate(("a", "b"), 1)
    )
    assert results_of(first, second) == [("label-clash", 2, "pet")]
    assert results_of(first, replace(second, autolink=False)) == []
    assert results_of(first, replace(second, group="zoo")) == []


def test_wordings_to_avoid_are_not_names() -> None:
    cat = defined("cat", "A pet.", 1, avoid=("kitty",), aliases=("kitty",))
    assert results_of(cat) == [("label-clash", 1, "kitty")]
    assert results_of(
        defined("kitty", "A cat.", 1), defined("cat", "A pet.", 2, avoid=("kitty",))
    ) == [("label-clash", 2, "kitty")]
    assert results_of(defined("cat", "A pet.", avoid=("kitty",))) == []


def test_circular_definitions_are_reported_once() -> None:
    hen = defined("hen", "What an egg becomes. It eats.", 1)
    egg = defined("egg", "What a hen lays.", 2)
    pan = defined("pan", "For an egg.", 3)
    assert results_of(hen, egg, pan) == [("circular-definition", 1, "hen")]
    # Only the first sentence counts, and a term may name itself.
    assert results_of(hen, defined("egg", "It is round. A hen lays it.", 2)) == []
    assert results_of(defined("cat", "A cat is a cat.")) == []


def test_duplicate_questions() -> None:
    questions = [
        Question(Location(page, f"{page}.rst", line), "how-long", "How long?")
        for page, line in (("a", 3), ("b", 4))
    ]
    assert results_of(questions=tuple(questions)) == [("duplicate-question", 4, "How long?")]
    without_words = [
        Question(Location("a", "a.rst", line), "question", text)
        for line, text in enumerate(("???", "😀", "???"), 1)
    ]
    assert results_of(questions=tuple(without_words)) == [("duplicate-question", 3, "???")]


def test_definitions_begin_with_a_sentence() -> None:
    assert results_of(defined("cat", "")) == [("no-summary", 1, "cat")]
    assert results_of(defined("cat", "One of the following:")) == [("no-summary", 1, "cat")]
    assert results_of(defined("cat", "word " * (MAX_SUMMARY_WORDS + 1))) == [
        ("no-summary", 1, "cat")
    ]
    assert results_of(defined("cat", "A pet. " + "Word " * 100)) == []
    assert results_of(defined("cat", "A pet without a full stop")) == []


def test_first_sentence() -> None:
    def first_of(text: str) -> str:
        return first_sentence(defined("x", text))

    assert first_of("A pet (e.g. a cat). It purrs.") == "A pet (e.g. a cat)."
    assert first_of("A “pet.” It purrs.") == "A “pet.”"
    assert first_of("ペット。鳴く。") == "ペット。"
    assert first_of("One line\nand another") == "One line and another"
