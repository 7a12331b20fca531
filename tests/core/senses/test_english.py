"""Test the English sense filter through the planner."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.matching.vocabulary import Vocabulary
from sphinx_glossary_faq.core.model.records import Span, Term
from sphinx_glossary_faq.core.planning.plan import ExplicitLink, Page, PagePlan, Run
from sphinx_glossary_faq.core.planning.planner import Scope, plan_page
from sphinx_glossary_faq.core.senses.english import EnglishSenseFilter
from sphinx_glossary_faq.core.text.headings import Heading
from tests.core.making import term


def defined(name: str, *definition: str) -> Term:
    """Return a term with the given parts of a definition."""
    return term(name, definition=tuple(Span(text) for text in definition))


def plan(
    terms: list[Term],
    *items: Run | ExplicitLink | Heading,
    scope: Scope = "page",
    match: str = "smart",
    is_filtered: bool = True,
) -> PagePlan:
    """Return the plan of a page, with or without the filter."""
    vocabulary = Vocabulary(terms, match=match)
    sense_filter = EnglishSenseFilter(vocabulary.terms, match=match) if is_filtered else None
    return plan_page(Page("index"), items, vocabulary, scope, sense_filter)


def is_linked(terms: list[Term], *items: Run | Heading) -> bool:
    return bool(plan(terms, *items).mentions)


def outcomes(
    *items: Run | ExplicitLink, scope: Scope = "page", is_filtered: bool = True
) -> list[str]:
    """Return whether each mention of *list* is linked, in the order of the text, or why not."""
    page_plan = plan([term("list")], *items, scope=scope, is_filtered=is_filtered)
    by_position = {(mention.run, mention.start): "linked" for mention in page_plan.mentions}
    by_position |= {(mention.run, mention.start): mention.reason for mention in page_plan.skipped}
    return [by_position[position] for position in sorted(by_position)]


def test_other_senses_are_skipped() -> None:
    """The first mention in the sense of the term is linked; later ones are repeated."""
    run = Run("You can list files. A list. To list the list.", 0)
    assert outcomes(run) == ["other sense", "linked", "repeated", "repeated"]
    assert outcomes(run, is_filtered=False) == ["linked", *["repeated"] * 3]
    assert outcomes(run, scope="all") == ["other sense", "linked"] * 2
    assert outcomes(run, ExplicitLink("list", "", 0)) == ["by hand"] * 4


def test_head_noun_keeps_the_sense_of_its_compound() -> None:
    """In the rest of the section."""
    runs = Run("the mailing list", 1), Run("on that list", 1), Run("a list", 2)
    assert outcomes(*runs) == ["other sense", "other sense", "linked"]
    assert outcomes(Run("you can list them", 1), Run("a list", 1)) == ["other sense", "linked"]


def test_paragraph_and_headings_are_context() -> None:
    """Across markup, but not the next paragraph; headings above, but not those beside."""
    terms = [term("property")]
    assert not is_linked(terms, Run("A popup has ", 2, line=1), Run(" as a property.", 2, line=1))
    assert is_linked(terms, Run("A popup has ", 2, line=1), Run(" as a property.", 2, line=2))
    run = Run("A property.", 2)
    assert not is_linked(terms, run, Heading((1,), "Popup windows"), Heading((1, 2), "All"))
    assert is_linked(terms, run, Heading((2,), "All"), Heading((3,), "Popup windows"))


def test_page_about_a_conflicting_topic() -> None:
    """No mention is linked, before or after the words of the topic."""
    terms = [term("attribute")]
    runs = [
        Run("An attribute.", 0),
        Run("XML has\nXML-like XML.", 0),
        Run("So has an attribute.", 1),
    ]
    page_plan = plan(terms, *runs)
    assert page_plan.mentions == ()
    assert [mention.reason for mention in page_plan.skipped] == ["other sense"] * 2
    assert is_linked(terms, runs[0])


@given(
    st.lists(
        st.sampled_from(["list", "a", "you", "can", "mailing", "of", "cat", "cats", ".", "the"])
    )
)
def test_filter_only_skips(words: list[str]) -> None:
    """Each mention is linked or skipped, and no mention is linked that would not be otherwise."""
    run, terms = Run(" ".join(words), 0), [term("list"), term("cat")]
    filtered = plan(terms, run, scope="all")
    unfiltered = plan(terms, run, scope="all", is_filtered=False)
    assert set(filtered.mentions) <= set(unfiltered.mentions)
    assert not unfiltered.skipped
    skipped = {(mention.run, mention.start, mention.target) for mention in filtered.skipped}
    assert skipped == {
        (mention.run, mention.start, mention.target)
        for mention in set(unfiltered.mentions) - set(filtered.mentions)
    }
    assert all(mention.reason == "other sense" for mention in filtered.skipped)


def test_only_smart_terms_are_filtered() -> None:
    run = Run("You can list files.", 0)

    def count(own_match: str, default: str) -> int:
        return len(plan([term("list", match=own_match)], run, match=default).mentions)

    assert count("exact", "smart") == count("", "ignore-case") == 1
    assert count("smart", "exact") == 0


def test_context_of_an_ambiguous_word_crosses_markup() -> None:
    """The runs of one line and section are a paragraph; its end far away has no effect."""
    definition = "A value passed to a function when calling it, assigned to a local variable."
    terms = [defined("argument", definition)]
    run = Run(" has a function, and the argument", 0, line=1)
    assert is_linked(terms, run)
    assert not is_linked(terms, Run("On the command line", 0, line=1), run)
    assert is_linked(terms, Run("On the command line", 0, line=2), run)
    assert is_linked(terms, Run("On the command line", 1, line=1), run)
    assert is_linked(terms, Run("The command line" + " x" * 60, 0, line=1), run)
    assert not is_linked(terms, run, Run(" of the shell", 0, line=1))
    assert is_linked(terms, Run("The", 0, line=3), Run(" argument is red.", 0, line=3))
    assert not is_linked(terms, Run("The", 0, line=3), Run(" argument is red.", 0, line=4))


def test_line_breaks_are_spaces() -> None:
    """The position of a line break in the source has no effect."""
    terms = [
        defined("requests", "The most popular library to send messages to servers."),
        term("asynchronous generator"),
        term("generator"),
    ]
    for blank in " \n":
        assert is_linked(terms, Run(f"It comes by using{blank}requests.", 0))
        assert is_linked(terms, Run(f"It is the requests{blank}library.", 0))
        assert not is_linked(terms, Run(f"It is an async{blank}generator.", 0))


def test_digest() -> None:
    """It changes with the parts of a definition that affect senses, and with nothing else."""

    def digest(*definition: str, name: str = "descriptor") -> str:
        return EnglishSenseFilter([defined(name, *definition)]).fingerprint

    assert digest("It is ", "a number.") == digest("It is a name.") == digest()
    assert digest("A number of a ", "file.") != digest()

    def argument(definition: str) -> str:
        return digest(definition, name="argument")

    assert argument("A value of the function.") == argument("The functions")
    assert argument("The functions") != argument("A method.")
    assert argument("The red function.") != argument("The red function is given, used and named.")
    assert digest("A library.", name="requests") != digest("Libraries.", name="requests")
