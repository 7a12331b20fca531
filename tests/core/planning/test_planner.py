"""Test the planner with plain data."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.matching.vocabulary import Target, Vocabulary
from sphinx_glossary_faq.core.model.records import Label, Location, Term
from sphinx_glossary_faq.core.model.relations import term_key
from sphinx_glossary_faq.core.planning.plan import ExplicitLink, Page, Run
from sphinx_glossary_faq.core.planning.planner import Scope, plan_page
from sphinx_glossary_faq.core.planning.precedence import resolve_ambiguity, resolve_name
from sphinx_glossary_faq.core.senses.rule_filter import RuleFilter
from sphinx_glossary_faq.core.senses.sense_filter import MARKUP, Candidate
from sphinx_glossary_faq.core.text.headings import Heading


def term(name: str, docname: str = "glossary", **fields: Any) -> Term:
    """Return a term whose id is made of its name."""
    label = Label(name, f"term-{name}", name)
    return Term(Location(docname, f"{docname}.rst", 1), (label,), **fields)


SCOPES: list[Scope] = ["page", "section", "all"]
PROSE = "the you list cats cat-food dog Cat lists cow"

CAT, DOG = term("cat"), term("dog")
VOCABULARY = Vocabulary([CAT, DOG])


def linked_spans(*items: Run | ExplicitLink, scope: Scope = "page") -> list[tuple[int, int, int]]:
    """Return run, start and end of each linked mention."""
    plan = plan_page(Page("index"), items, VOCABULARY, scope)
    return [(mention.run, mention.start, mention.end) for mention in plan.mentions]


@pytest.mark.parametrize(
    ("scope", "runs"), [("page", [0]), ("section", [0, 2]), ("all", [0, 1, 2])]
)
def test_scope(scope: Scope, runs: list[int]) -> None:
    """Terms are linked once on a page, once in a section, or at each mention."""
    spans = linked_spans(Run("cat", 0), Run("cat", 0), Run("cat", 1), scope=scope)
    assert [run for run, _start, _end in spans] == runs


def test_explicit_links() -> None:
    """By name or by id, before or after the mention, in the page or the section."""
    for link in (ExplicitLink("cats", "", 1), ExplicitLink("", "term-cat", 1)):
        assert linked_spans(Run("cat", 0), link) == []
        assert linked_spans(Run("cat", 0), link, Run("cat", 1), scope="section") == [(0, 0, 3)]


@pytest.mark.parametrize(
    ("scope", "expected"), [("page", [0, 2]), ("section", [0, 2, 4]), ("all", [0, 1, 2, 3, 4, 5])]
)
@pytest.mark.parametrize("include_repeats", [False, True])
def test_folded_text(scope: Scope, expected: list[int], include_repeats: bool) -> None:
    """The first mention is linked, and the first one outside of folded text."""
    folded, visible = Run("cat", 0, folded=True), Run("cat", 0)
    runs = [folded, folded, visible, visible, Run("cat", 1), folded]
    plan = plan_page(Page("index"), runs, VOCABULARY, scope, include_repeats=include_repeats)
    assert [mention.run for mention in plan.mentions] == expected


def test_explicit_links_in_folded_text() -> None:
    """They count only for folded text; other explicit links count for all text."""
    folded, visible = Run("cat", 0, folded=True), Run("cat", 0)
    link = ExplicitLink("cat", "", 0, folded=True)
    assert linked_spans(folded, visible, link) == [(1, 0, 3)]
    assert linked_spans(folded, visible, link._replace(folded=False)) == []


def test_another_name_in_another_section_is_linked() -> None:
    """Readers of "kitty" may not know that it is the same term, unless "cat" is next to it."""
    labels = (*CAT.labels, Label("kitty", "term-kitty", "kitty"))
    vocabulary = Vocabulary([replace(CAT, labels=labels)])
    runs = [Run("cat kitty", 0), Run("cat kitty", 1), Run("kitty", 2)]

    def linked_starts(*items: Run | ExplicitLink, scope: Scope = "page") -> list[tuple[int, int]]:
        plan = plan_page(Page("index"), items, vocabulary, scope)
        short_plan = plan_page(Page("index"), items, vocabulary, scope, include_repeats=False)
        assert short_plan.mentions == plan.mentions
        return [(mention.run, mention.start) for mention in plan.mentions]

    assert linked_starts(*runs) == [(0, 0), (1, 4)]
    assert linked_starts(*runs, scope="section") == [(0, 0), (1, 0), (2, 0)]
    assert linked_starts(ExplicitLink("kitty", "", 0), *runs) == [(1, 0)]
    assert linked_starts(ExplicitLink("", "term-cat", 0), *runs) == [(1, 4)]


@pytest.mark.parametrize("name", ["tom cat", "tom-cat"])
def test_name_as_written_is_preferred(name: str) -> None:
    """Both names of the term match both spellings."""
    labels = tuple(Label(label, f"term-{label}", label) for label in ("tom-cat", "tom cat"))
    vocabulary = Vocabulary([replace(CAT, labels=labels)])
    for text in (name, name.replace(" ", "\n")):
        plan = plan_page(Page("index"), [Run(text, 0)], vocabulary, "page")
        assert [mention.target.id for mention in plan.mentions] == [f"term-{name}"]


def test_text_next_to_a_run() -> None:
    """It decides about the words at the ends of the run, and is never linked itself."""
    assert linked_spans(Run("cat", 0, before="con")) == []
    assert linked_spans(Run("cat", 0, after="s")) == []
    assert linked_spans(Run("cat", 0, before="(", after=").")) == [(0, 0, 3)]
    assert linked_spans(Run("x cat", 0, before="cat,", after=".")) == [(0, 2, 5)]


def test_own_definition_is_not_linked() -> None:
    """It is identified by the id, on the page of the term only."""
    run = Run("cat", 0, ("term-cat",))
    assert plan_page(Page("glossary"), [run], VOCABULARY, "all").mentions == ()
    assert len(plan_page(Page("other"), [run], VOCABULARY, "all").mentions) == 1


@pytest.mark.parametrize(
    ("page", "docnames", "closest"),
    [
        ("a/b/page", ["a/b/x", "a/x", "x"], ["a/b/x"]),
        ("a/page", ["a/b/x", "x"], ["a/b/x", "x"]),
        ("a/b/page", ["a/c/x", "x"], ["a/c/x", "x"]),
        ("x", ["x", "y"], ["x"]),
        ("page", ["y", "x"], ["x", "y"]),
    ],
)
def test_closest_by_path(page: str, docnames: list[str], closest: list[str]) -> None:
    """Counts steps up and down the folders; a tie has all terms, sorted."""
    targets = [Target(term("cat", docname), "term-cat") for docname in docnames]
    assert [target.term.docname for target in resolve_ambiguity(targets, Page(page))] == closest


def test_closest_by_group() -> None:
    """The terms of the page come first, then its groups, then terms without a group."""
    terms = (
        term("port", "a", group="wine"),
        term("port", "b", group="net"),
        term("port", "c"),
    )
    targets = [Target(term, "term-port") for term in terms]

    def closest(docname: str, *groups: str) -> list[str]:
        page = Page(docname, frozenset(groups))
        return [target.term.docname for target in resolve_ambiguity(targets, page)]

    assert closest("page", "wine") == ["a"]
    assert closest("page") == ["c"]
    assert closest("b", "wine") == ["b"]
    assert closest("page", "wine", "net") == ["a", "b"]


def test_closest_of_other_projects() -> None:
    """The first project wins, whatever its name; every term of this project precedes it."""
    first, second = (
        Target(term("cat", project, uri=f"https://{project}/"), f"https://{project}/#cat")
        for project in ("(in Z/a v1)", "(in A)")
    )
    own = [Target(term("cat", docname), "term-cat") for docname in ("a", "b")]
    assert resolve_ambiguity([first, second], Page("x")) == [first]
    assert resolve_ambiguity([second, first], Page("x")) == [second]
    assert resolve_ambiguity([*own, first], Page("x")) == own
    unlinked = first._replace(term=replace(first.term, autolink=False))
    assert resolve_ambiguity([unlinked, second], Page("x")) == [second]


def test_two_spellings_of_one_term_are_no_tie() -> None:
    """The first anchor wins."""
    cats = Term(CAT.location, (Label("cat", "1", "cat"), Label("cats", "2", "cats")))
    targets = [Target(cats, "1"), Target(cats, "2")]
    assert resolve_ambiguity(targets, Page("x")) == [Target(cats, "1")]


PLANET, ELEMENT = term("Mercury (planet)"), term("Mercury (element)")


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([Run("Mercury", 0)], None),
        ([Run("Planets like Mercury", 0)], PLANET),
        ([Run("Mercury is an element", 0)], ELEMENT),
        ([Run("the element and planet Mercury", 0)], None),
        ([Run("Planets: ", 0), Run("Mercury", 0)], PLANET),
        ([Run("Planets", 0, line=1), Run("Mercury", 0, line=2)], None),
        ([Heading((1,), "Planets"), Heading((1, 2), "X"), Run("Mercury", 2)], PLANET),
        ([Heading((1,), "Planets"), Run("The element Mercury", 1)], None),
        ([Run(f"A planet. {'Far. ' * 100} Mercury", 0)], PLANET),
        ([ExplicitLink("", "term-Mercury (planet)", 0), Run("Mercury", 0)], None),
        ([ExplicitLink("", "term-Mercury (planet)", 0), Run("an element: Mercury", 0)], ELEMENT),
    ],
)
def test_domains_resolve_ties(
    items: list[Run | ExplicitLink | Heading], expected: Term | None
) -> None:
    """If one of them is mentioned in the paragraph or in a heading above."""
    vocabulary = Vocabulary([PLANET, ELEMENT])
    plan = plan_page(Page("index"), items, vocabulary, "page")
    assert [mention.target.term for mention in plan.mentions] == ([expected] if expected else [])
    assert bool(plan.ambiguous) == (expected is None and not plan.explicit_targets)


def test_nearest_term_takes_precedence_over_domains() -> None:
    near = term("Mercury (planet)", "deep/glossary")
    items = [Run("the element Mercury", 0)]
    plan = plan_page(Page("deep/page"), items, Vocabulary([near, ELEMENT]), "page")
    assert [mention.target.term for mention in plan.mentions] == [near]


def test_derived_names_of_several_terms_are_not_resolved() -> None:
    """Unless one term is nearer."""
    targets = Vocabulary([PLANET, ELEMENT]).lookup("Mercury")
    assert resolve_name("Mercury", targets, Page("index")) == []
    near = term("Mercury (planet)", "deep/glossary")
    targets = Vocabulary([near, ELEMENT]).lookup("Mercury")
    assert [target.term for target in resolve_name("Mercury", targets, Page("deep/x"))] == [near]


def test_placeholders_are_not_linked() -> None:
    """A term with the same name and a definition takes precedence."""
    placeholder = term("cat", is_placeholder=True)
    plan = plan_page(Page("index"), [Run("cat", 0)], Vocabulary([placeholder]), "page")
    assert (plan.mentions, plan.skipped[0].reason) == ((), "placeholder")
    vocabulary = Vocabulary([placeholder, term("cat", "other")])
    plan = plan_page(Page("index"), [Run("cat", 0)], vocabulary, "page")
    assert [mention.target.term.docname for mention in plan.mentions] == ["other"]


class EvenFilter:
    """Accepts every second candidate, from the second on, and records all."""

    fingerprint = "even"

    def __init__(self) -> None:
        self.docname = ""
        self.candidates: list[Candidate] = []

    def for_page(self, docname: str, /) -> EvenFilter:
        self.docname = docname
        return self

    def rule_against(self, candidate: Candidate, /) -> str:
        self.candidates.append(candidate)
        return "odd" if len(self.candidates) % 2 else ""


def test_sense_filter_decides_once_about_each_mention() -> None:
    """In the order of the text, with the context; rejected mentions are skipped."""
    items: list[Run | Heading] = [
        Heading((1,), "Pets"),
        Run("A cat and", 1, line=1),
        Run("a dog,\nCats", 1, line=1),
        Heading((1, 2), "Big-Cats"),
        Run("dog", 2, line=5),
        Run("dog", 2, line=6),
    ]
    sense_filter = EvenFilter()
    plan = plan_page(Page("index"), items, VOCABULARY, "all", sense_filter)
    assert sense_filter.docname == "index"
    assert sense_filter.candidates == [
        Candidate(CAT, "cat", "A ", f" and{MARKUP}a dog, Cats", "pets", 1),
        Candidate(DOG, "dog", f"A cat and{MARKUP}a ", ", Cats", "pets", 1),
        Candidate(CAT, "Cats", f"A cat and{MARKUP}a dog, ", "", "pets", 1),
        Candidate(DOG, "dog", "", "", "pets. big cats", 2),
        Candidate(DOG, "dog", "", "", "pets. big cats", 2),
    ]
    assert [(mention.run, mention.start) for mention in plan.mentions] == [(1, 2), (2, 0)]
    assert [(mention.run, mention.text, mention.reason) for mention in plan.skipped] == [
        (0, "cat", "other sense"),
        (1, "Cats", "other sense"),
        (3, "dog", "other sense"),
    ]


def test_sense_filter_is_asked_only_about_mentions_without_another_reason() -> None:
    """Explicit links, repeated mentions and ambiguous ones need no decision."""
    cows = term("cow", "one"), term("cow", "two")
    vocabulary = Vocabulary([CAT, DOG, *cows])
    sense_filter = EvenFilter()
    items = ExplicitLink("dog", "", 0), Run("cat dog cow cat cat", 0)
    plan = plan_page(Page("index"), items, vocabulary, "page", sense_filter)
    assert [candidate.surface for candidate in sense_filter.candidates] == ["cat", "cat"]
    assert [mention.start for mention in plan.mentions] == [12]
    reasons = [mention.reason for mention in plan.skipped]
    assert reasons == ["other sense", "by hand", "ambiguous", "repeated"]


@given(
    st.lists(st.lists(st.sampled_from(PROSE.split()))),
    st.lists(st.sampled_from([ExplicitLink("cat", "", 0), ExplicitLink("", "term-dog", 1)])),
    st.sampled_from(SCOPES),
)
@example([["cow"], ["cow"]], [ExplicitLink("", "term-cow", 0)], "page")
def test_plan_without_repeats_differs_in_skipped_mentions_only(
    texts: list[list[str]], links: list[ExplicitLink], scope: Scope
) -> None:
    """It may lack skipped mentions of linked terms."""
    terms = CAT, replace(DOG, autolink=False), *map(term, ["list", "cat food"])
    vocabulary = Vocabulary([*terms, term("cow", "one"), term("cow", "two")])
    runs = [Run(" ".join(words), number % 2) for number, words in enumerate(texts)]
    items: list[Run | ExplicitLink] = [*runs, *links]
    sense_filter = RuleFilter(vocabulary.terms)
    full, short = (
        plan_page(
            Page("index"), items, vocabulary, scope, sense_filter, include_repeats=include_repeats
        )
        for include_repeats in (True, False)
    )
    assert short[:4] == full[:4]
    assert set(short.skipped) <= set(full.skipped)
    linked = {
        *full.explicit_targets,
        *(term_key(mention.target.term) for mention in full.mentions),
    }
    left_out = set(full.skipped) - set(short.skipped)
    assert all(term_key(mention.target.term) in linked for mention in left_out)
    assert all(mention.reason != "ambiguous" for mention in left_out)
    if scope == "page":
        assert not {"by hand", "repeated"} & {mention.reason for mention in short.skipped}


def test_digest_of_the_vocabulary() -> None:
    """It changes with everything that decides about mentions, and with nothing else."""
    digest = Vocabulary([CAT, DOG], match="smart").digest
    assert Vocabulary([term("cat", definition=()), DOG]).digest == digest
    moved = replace(CAT, location=CAT.location._replace(line=7))
    assert Vocabulary([moved, DOG]).digest == digest
    for vocabulary in (
        Vocabulary([CAT]),
        Vocabulary([CAT, DOG], match="exact"),
        Vocabulary([CAT, DOG], inflect=False),
        Vocabulary([CAT, DOG], language="de"),
        Vocabulary([term("cat", aliases=("tom",)), DOG]),
        Vocabulary([term("cat", group="pets"), DOG]),
        Vocabulary([CAT, DOG], options={"cat": {"autolink": False}}),
        Vocabulary([CAT, DOG], options={"cat": {"inflect": False}}),
    ):
        assert vocabulary.digest != digest


# The language, the terms, a text, and the term with the text of each link.
SENTENCES = [
    (
        "de",
        ["Brühgruppe", "Stempelkanne", "Brühvorgang", "neuronales Netz"],
        "Während des Brühvorgangs sind die Brühgruppen heiß: in Stempelkannen, neuronalen Netzen.",
        ["Brühvorgangs", "Brühgruppen", "Stempelkannen", "neuronalen Netzen"],
    ),
    (
        "fr",
        ["logiciel libre", "base de données", "requête"],
        "Les logiciels libres gèrent l’accès aux bases de données ; chaque requête est requise.",
        ["logiciels libres", "bases de données", "requête"],
    ),
    (
        "es",
        ["tensión", "red neuronal", "hilo"],
        "Las redes neuronales usan varios hilos; mide las tensiones antes de tensar el cable.",
        ["redes neuronales", "hilos", "tensiones"],
    ),
    (
        "it",
        ["rete neurale", "sistema operativo", "chiave"],
        "I sistemi operativi e le reti neurali usano chiavi chiaramente diverse.",
        ["sistemi operativi", "reti neurali", "chiavi"],
    ),
    (
        "pt_BR",
        ["função", "variável global", "chave de acesso"],
        "As funções leem variáveis globais e as chaves de acesso do funcionário.",
        ["funções", "variáveis globais", "chaves de acesso"],
    ),
    (
        "nl",
        ["bestandssysteem", "sleutel", "neuraal netwerk", "menu"],
        "Bestandssystemen hebben sleutels; neurale netwerken niet. Menu’s zijn systematisch.",
        ["Bestandssystemen", "sleutels", "neurale netwerken", "Menu"],
    ),
]


@pytest.mark.parametrize(("language", "names", "text", "expected"), SENTENCES)
def test_inflected_forms_of_other_languages(
    language: str, names: list[str], text: str, expected: list[str]
) -> None:
    vocabulary = Vocabulary(map(term, names), language=language)
    plan = plan_page(Page("index"), [Run(text, 0)], vocabulary, "all")
    assert [text[mention.start : mention.end] for mention in plan.mentions] == expected
    uninflected = Vocabulary(map(term, names), language=language, inflect=False)
    plan = plan_page(Page("index"), [Run(text, 0)], uninflected, "all")
    assert {text[mention.start : mention.end] for mention in plan.mentions} <= set(names)


def test_term_without_inflected_forms() -> None:
    """The forms of its names are not mentions, but those of other terms are."""
    datum, date = term("datum", inflect=False, aliases=("item",)), term("date")
    plan = plan_page(
        Page("index"), [Run("data, items, dates, datum", 0)], Vocabulary([datum, date]), "all"
    )
    assert [mention.start for mention in plan.mentions] == [13, 20]
