"""Test the rules about decisions: entries and phrases without an effect."""

from __future__ import annotations

from dataclasses import replace

from sphinx_glossary_faq.core.findings.decision_rules import run_decision_rules
from sphinx_glossary_faq.core.findings.finding import RULES
from sphinx_glossary_faq.core.findings.project_rules import RuleResult
from sphinx_glossary_faq.core.matching.vocabulary import Vocabulary
from sphinx_glossary_faq.core.model.decisions import Decision
from sphinx_glossary_faq.core.model.records import Label, Location, Term
from tests.core.making import term

HERE = Location("", "terms.toml", 3)


def results_for(
    *terms: Term, decisions: tuple[Decision, ...] = (), remote: tuple[Term, ...] = ()
) -> list[RuleResult]:
    by_key = {decision.key: replace(decision, location=HERE) for decision in decisions}
    vocabulary = Vocabulary(terms, remote=remote, decisions=by_key)
    return list(run_decision_rules(vocabulary, by_key, RULES.keys()))


def test_decisions_with_an_effect() -> None:
    assert (
        results_for(
            term("input", link="never"),
            term("state", not_in=("steady states",)),
            decisions=(
                Decision("input", "", "never", ("input file",)),
                Decision("state", "glossary", "evidence"),
                Decision("state", "", "evidence"),
            ),
        )
        == []
    )


def test_unknown_terms() -> None:
    [result] = results_for(term("input"), decisions=(Decision("inptu", "", "never"),))
    assert result == RuleResult(
        "stale-decision",
        "“inptu” is not in any glossary. Correct its name, or remove its entry.",
        HERE,
        "inptu",
        "input",
        "inptu",
    )
    [result] = results_for(decisions=(Decision("inptu", "", "never"),))
    assert result.suggestion == ""


def test_unknown_pages() -> None:
    [result] = results_for(term("input"), decisions=(Decision("input", "glossary.rst", "never"),))
    assert result == RuleResult(
        "stale-decision",
        "“input” is not in a glossary on page “glossary.rst”. Correct the page, or remove its "
        "entry.",
        HERE,
        "input",
        "glossary",
        "glossary.rst",
    )


def test_decisions_that_the_glossary_overrides() -> None:
    [result] = results_for(
        term("input", link="always"), decisions=(Decision("input", "", "never"),)
    )
    assert result.rule == "stale-decision"
    assert "takes precedence" in result.message
    other = replace(term("input"), location=Location("other", "other.rst", 1))
    decisions = (Decision("input", "", "never"),)
    assert results_for(term("input", link="always"), other, decisions=decisions) == []


def test_terms_of_other_projects() -> None:
    uri = "https://example.org/#term-input"
    location = Location("(in Python)", uri, None)
    remote = Term(location, (Label("input", uri, "input"),), uri=uri)
    decisions = (Decision("input", "", "never", ("input file", "file")),)
    [result] = results_for(remote=(remote,), decisions=decisions)
    assert (result.rule, result.target, result.location) == ("phrase-without-term", "file", HERE)


def test_phrases_without_their_term() -> None:
    own = term("input", 7, not_in=("file", "input file"))
    decisions = (Decision("input", "", "", ("files", "user inputs")),)
    assert results_for(own, decisions=decisions) == [
        RuleResult(
            "phrase-without-term",
            f"The phrase “{phrase}” under :not-in: has no effect, because it does not contain "
            "“input”. Add that word, or remove the phrase.",
            location,
            phrase,
        )
        for phrase, location in (("file", Location("glossary", "glossary.rst", 7)), ("files", HERE))
    ]


def test_phrases_of_translated_terms() -> None:
    """They may contain an alias in the original language, which is unknown."""
    labels = (Label("Eingabe", "term-input", "input"),)
    assert results_for(replace(term("input", not_in=("stdin file",)), labels=labels)) == []
