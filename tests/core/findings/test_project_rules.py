from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sphinx_glossary_faq.core.findings.finding import RULES
from sphinx_glossary_faq.core.findings.project_rules import (
    LONGEST_SUMMARY,
    defined_by,
    run_rules,
    summary,
)
from sphinx_glossary_faq.core.matching.vocabulary import Vocabulary
from sphinx_glossary_faq.core.model.records import Comparison, Label, Location, Question, Span, Term
from sphinx_glossary_faq.core.text.fuzzy import MAX_SUGGESTIONS
from tests.core.making import make_project, term


def found(*terms: Term, compared: tuple[str, ...] = (), relation: str = "") -> list[str]:
    comparisons = [Comparison(Location("page", "page.rst", 3), compared, relation)]
    return [
        f"{finding.location.file}:{finding.location.line} {finding.rule}: {finding.message}"
        for finding in run_rules(make_project(*terms), comparisons, [])
        if finding.rule != "no-summary"
    ]


def test_a_sound_glossary_has_no_findings() -> None:
    terms = (term("call", related=("talk",)), term("video", broader=("call",)), term("talk"))
    assert found(*terms, compared=("call", "talk"), relation="overlapping") == []


def test_names_that_nobody_defines() -> None:
    assert found(term("call", broader=("a",), narrower=("b",), related=("c",))) == [
        f"glossary.rst:1 relation: term-info of “call”: the {option} term “{name}” is in no "
        "glossary."
        for option, name in (("broader", "a"), ("narrower", "b"), ("related", "c"))
    ]


def test_each_circle_is_told_once_as_it_goes() -> None:
    assert found(
        term("a", 1, broader=("b",)),
        term("b", 2, broader=("c",)),
        term("c", 3, broader=("a",)),
        term("d", 4, broader=("a",)),
        term("e", 5, narrower=("e",)),
    ) == [
        "glossary.rst:1 hierarchy: “a” is broader than itself: a → b → c → a.",
        "glossary.rst:5 hierarchy: “e” is broader than itself: e → e.",
    ]


def test_related_and_broader_exclude_each_other() -> None:
    assert found(
        term("a", broader=("b",), related=("c",)), term("b", broader=("c",)), term("c")
    ) == [
        (
            "glossary.rst:1 hierarchy: “c” is said to be both related to “a” and broader than it: "
            "keep one of the two."
        )
    ]


def test_a_term_is_not_related_to_itself() -> None:
    assert found(term("a", related=("a",))) == [
        "glossary.rst:1 hierarchy: “a” is related to itself: name another term."
    ]


def test_comparisons_agree_with_the_glossary() -> None:
    terms = (term("a", broader=("b",), aliases=("alpha",)), term("b"))
    ending = ": remove the :relation: option or mend the glossary's term-info."
    says = "page.rst:3 comparison: term-compare says “disjoint”, but by the glossary "
    assert found(*terms, compared=("a", "b"), relation="disjoint") == [
        f"{says}“b” is broader than “a”{ending}"
    ]
    assert found(*terms, compared=("b", "a"), relation="disjoint") == [
        f"{says}“b” is broader than “a”{ending}"
    ]
    assert found(*terms, compared=("a", "alpha"), relation="disjoint") == [
        f"{says}“a” and “a” are one term{ending}"
    ]
    assert found(*terms, compared=("a", "alpha"), relation="equivalent") == []
    assert found(*terms, compared=("a", "unknown"), relation="disjoint") == []


def test_terms_are_configured_by_the_names_they_were_written_with() -> None:
    labels = (Label("Hund", "term-Hund", "dog"), Label("Köter", "term-Koeter", "cur"))
    assert defined_by([Term(Location("g", "g.rst", 1), labels)]) == {"dog", "cur"}


def test_not_every_unknown_name_is_compared_with_every_known_one() -> None:
    terms = [term(f"t{number}", broader=(f"t{number}a", "again")) for number in range(300)]
    findings = [found for found in run_rules(make_project(*terms), [], []) if found.rule == "relation"]
    hinted = {finding.target for finding in findings if finding.suggestion}
    assert len(findings) == 600
    assert len(hinted) == MAX_SUGGESTIONS - 1  # one of them, "again", is near to nothing


def defined(name: str, text: str, line: int = 1, **fields: Any) -> Term:
    return term(name, line, definition=(Span(text),), **fields)


def told(*terms: Term, questions: tuple[Question, ...] = ()) -> list[tuple[str, int | None, str]]:
    return [
        (one.rule, one.location.line, one.target) for one in run_rules(make_project(*terms), [], questions)
    ]


def test_only_rules_that_are_on_are_run(monkeypatch: pytest.MonkeyPatch) -> None:
    project = make_project(
        defined("cat", "A Cat.", 1, broader=("pet",)),
        elsewhere(defined("cat", "A cat.")),
        elsewhere(defined("Cat", "")),
    )
    wrong = {found.rule for found in run_rules(project, [], [])}
    assert wrong == {"relation", "duplicate-term", "case-variant-term", "no-summary"}
    for rule in wrong:
        assert {found.rule for found in run_rules(project, [], [], {rule})} == {rule}
    # Definitions are not searched for terms, as one of the others would.
    monkeypatch.delattr(Vocabulary, "find")
    assert list(run_rules(project, [], [], RULES.keys() - {"circular-definition"}))


def elsewhere(one: Term) -> Term:
    return replace(one, location=Location("other", "other.rst", 7))


def test_a_term_defined_twice_is_told_at_the_later_place() -> None:
    one, two = defined("cat", "A pet."), elsewhere(defined("cat", "An animal."))
    (found,) = [each for each in run_rules(make_project(one, two), [], []) if each.rule != "label-clash"]
    assert (found.rule, found.location.file) == ("duplicate-term", "other.rst")
    assert "glossary, line 1" in found.message
    grouped = elsewhere(defined("cat", "An animal.", group="zoo"))
    assert told(one, grouped) == []


def test_terms_that_differ_by_case_alone_are_advice() -> None:
    upper = elsewhere(defined("CRUD", "Four verbs."))
    assert told(defined("crud", "Dirt."), upper) == [("case-variant-term", 7, "CRUD")]


def test_a_label_names_one_term() -> None:
    cat, dog = defined("cat", "A pet.", 1), defined("dog", "A pet.", 2, aliases=("Cat",))
    assert told(cat, dog) == [("label-clash", 2, "Cat")]
    one, two = (defined(n, "A pet.", i, aliases=("pet",)) for i, n in enumerate(("a", "b"), 1))
    assert told(one, two) == [("label-clash", 2, "pet")]
    assert told(one, replace(two, autolink=False)) == []
    assert told(one, replace(two, group="zoo")) == []


def test_a_wording_to_avoid_is_no_name() -> None:
    cat = defined("cat", "A pet.", 1, avoid=("kitty",), aliases=("kitty",))
    assert told(cat) == [("label-clash", 1, "kitty")]
    assert told(defined("kitty", "A cat.", 1), defined("cat", "A pet.", 2, avoid=("kitty",))) == [
        ("label-clash", 2, "kitty")
    ]
    assert told(defined("cat", "A pet.", avoid=("kitty",))) == []


def test_definitions_that_need_each_other_are_told_once() -> None:
    hen = defined("hen", "What an egg becomes. It eats.", 1)
    egg = defined("egg", "What a hen lays.", 2)
    pan = defined("pan", "For an egg.", 3)
    assert told(hen, egg, pan) == [("circular-definition", 1, "hen")]
    # Only the first sentence counts, and a term may name itself.
    assert told(hen, defined("egg", "It is round. A hen lays it.", 2)) == []
    assert told(defined("cat", "A cat is a cat.")) == []


def test_a_question_is_asked_once() -> None:
    asked = [
        Question(Location(page, f"{page}.rst", line), "how-long", "How long?")
        for page, line in (("a", 3), ("b", 4))
    ]
    assert told(questions=tuple(asked)) == [("duplicate-question", 4, "How long?")]
    without_words = [
        Question(Location("a", "a.rst", line), "question", text)
        for line, text in enumerate(("???", "😀", "???"), 1)
    ]
    assert told(questions=tuple(without_words)) == [("duplicate-question", 3, "???")]


def test_a_definition_begins_with_a_sentence() -> None:
    assert told(defined("cat", "")) == [("no-summary", 1, "cat")]
    assert told(defined("cat", "One of the following:")) == [("no-summary", 1, "cat")]
    assert told(defined("cat", "word " * (LONGEST_SUMMARY + 1))) == [("no-summary", 1, "cat")]
    assert told(defined("cat", "A pet. " + "Word " * 100)) == []
    assert told(defined("cat", "A pet without a full stop")) == []


def test_the_first_sentence() -> None:
    def first(text: str) -> str:
        return summary(defined("x", text))

    assert first("A pet (e.g. a cat). It purrs.") == "A pet (e.g. a cat)."
    assert first("A “pet.” It purrs.") == "A “pet.”"
    assert first("ペット。鳴く。") == "ペット。"
    assert first("One line\nand another") == "One line and another"
