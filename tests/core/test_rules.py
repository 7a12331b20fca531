from __future__ import annotations

from sphinx_glossary_faq.core.model import Comparison, Label, Place, Term
from sphinx_glossary_faq.core.rules import SUGGESTED, defined_by, judge
from tests.core.making import guide, term


def found(*terms: Term, compared: tuple[str, ...] = (), relation: str = "") -> list[str]:
    comparisons = [Comparison(Place("page", "page.rst", 3), compared, relation)]
    return [
        f"{finding.place.file}:{finding.place.line} {finding.rule}: {finding.message}"
        for finding in judge(guide(*terms), comparisons, [])
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
    assert defined_by([Term(Place("g", "g.rst", 1), labels)]) == {"dog", "cur"}


def test_not_every_unknown_name_is_compared_with_every_known_one() -> None:
    terms = [term(f"t{number}", broader=(f"t{number}a", "again")) for number in range(300)]
    findings = [found for found in judge(guide(*terms), [], []) if found.rule == "relation"]
    hinted = {finding.target for finding in findings if finding.suggestion}
    assert len(findings) == 600
    assert len(hinted) == SUGGESTED - 1  # one of them, "again", is near to nothing
