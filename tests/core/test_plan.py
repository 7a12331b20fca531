"""Policy on plain data: what is linked of what is found."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.model import Label, Place, Span, Term
from sphinx_glossary_faq.core.plan import HandLink, Page, Run, closest, plan_page
from sphinx_glossary_faq.core.relations import key
from sphinx_glossary_faq.core.scope import Scope
from sphinx_glossary_faq.core.titles import Title
from sphinx_glossary_faq.core.vocabulary import Target, Vocabulary


def term(name: str, docname: str = "glossary", **said: object) -> Term:
    """A term whose id is its name."""
    label = Label(name, f"term-{name}", name)
    return Term(Place(docname, f"{docname}.rst", 1), (label,), **said)  # type: ignore[arg-type]


SCOPES: list[Scope] = ["page", "section", "all"]
PROSE = "the you list cats cat-food dog Cat lists cow"

CAT, DOG = term("cat"), term("dog")
WORDS = Vocabulary([CAT, DOG])


def mentions(*items: Run | HandLink, scope: Scope = "page") -> list[tuple[int, int, int]]:
    """Run, start and end of what is linked."""
    plan = plan_page(Page("index"), items, WORDS, scope)
    return [(each.run, each.start, each.end) for each in plan.mentions]


@pytest.mark.parametrize(
    ("scope", "expected"), [("page", [0]), ("section", [0, 2]), ("all", [0, 1, 2])]
)
def test_scope(scope: Scope, expected: list[int]) -> None:
    """Once a page, once a section, or always."""
    found = mentions(Run("cat", 0), Run("cat", 0), Run("cat", 1), scope=scope)
    assert [run for run, _start, _end in found] == expected


def test_links_by_hand() -> None:
    """By name or by id, before or behind the mention, in the section that counts."""
    for link in (HandLink("cats", "", 1), HandLink("", "term-cat", 1)):
        assert mentions(Run("cat", 0), link) == []
        assert mentions(Run("cat", 0), link, Run("cat", 1), scope="section") == [(0, 0, 3)]


def test_another_name_in_another_section() -> None:
    """Who reads "kitty" there may not know that it is a cat; beside "cat" it is clear."""
    labels = (*CAT.labels, Label("kitty", "term-kitty", "kitty"))
    words = Vocabulary([replace(CAT, labels=labels)])
    runs = [Run(text, at) for text, at in (("cat kitty", 0), ("cat kitty", 1), ("kitty", 2))]

    def linked(*items: Run | HandLink, scope: Scope = "page") -> list[tuple[int, int]]:
        plan = plan_page(Page("index"), items, words, scope)
        quick = plan_page(Page("index"), items, words, scope, is_told=False)
        assert quick.mentions == plan.mentions
        return [(each.run, each.start) for each in plan.mentions]

    assert linked(*runs) == [(0, 0), (1, 4)]
    assert linked(*runs, scope="section") == [(0, 0), (1, 0), (2, 0)]
    assert linked(HandLink("kitty", "", 0), *runs) == [(1, 0)]
    assert linked(HandLink("", "term-cat", 0), *runs) == [(1, 4)]


@pytest.mark.parametrize("name", ["tom cat", "tom-cat"])
def test_the_name_as_written(name: str) -> None:
    """Of names that are found alike the very one is led to, though any is on the entry."""
    labels = tuple(Label(each, f"term-{each}", each) for each in ("tom-cat", "tom cat"))
    words = Vocabulary([replace(CAT, labels=labels)])
    for text in (name, name.replace(" ", "\n")):
        plan = plan_page(Page("index"), [Run(text, 0)], words, "page")
        assert [each.target.id for each in plan.mentions] == [f"term-{name}"]


def test_what_touches_a_run() -> None:
    """It decides of the words at the ends, and is never linked itself."""
    assert mentions(Run("cat", 0, before="con")) == []
    assert mentions(Run("cat", 0, after="s")) == []
    assert mentions(Run("cat", 0, before="(", after=").")) == [(0, 0, 3)]
    assert mentions(Run("x cat", 0, before="cat,", after=".")) == [(0, 2, 5)]


def test_own_definition() -> None:
    """Known by the id, on the page of the term alone."""
    run = Run("cat", 0, ("term-cat",))
    assert plan_page(Page("glossary"), [run], WORDS, "all").mentions == ()
    assert len(plan_page(Page("other"), [run], WORDS, "all").mentions) == 1


@pytest.mark.parametrize(
    ("page", "homes", "expected"),
    [
        ("a/b/page", ["a/b/x", "a/x", "x"], ["a/b/x"]),
        ("a/page", ["a/b/x", "x"], ["a/b/x", "x"]),
        ("a/b/page", ["a/c/x", "x"], ["a/c/x", "x"]),
        ("x", ["x", "y"], ["x"]),
        ("page", ["y", "x"], ["x", "y"]),
    ],
)
def test_closest_by_path(page: str, homes: list[str], expected: list[str]) -> None:
    """Steps up and down the folders are counted; a tie is told in full, in order."""
    targets = [Target(term("cat", home), "term-cat") for home in homes]
    assert [each.term.docname for each in closest(targets, Page(page))] == expected


def test_closest_by_group() -> None:
    """Own group, then none, then others; the page's own terms before all."""
    wine, net, plain = (
        term("port", "a", group="wine"),
        term("port", "b", group="net"),
        term("port", "c"),
    )
    targets = [Target(each, "term-port") for each in (wine, net, plain)]

    def home(docname: str, *groups: str) -> list[str]:
        return [each.term.docname for each in closest(targets, Page(docname, frozenset(groups)))]

    assert home("page", "wine") == ["a"]
    assert home("page") == ["c"]
    assert home("b", "wine") == ["b"]
    assert home("page", "wine", "net") == ["a", "b"]


def test_closest_of_other_projects() -> None:
    """The first of them, whatever its name; any of the project's own before it."""
    one, two = (
        Target(term("cat", project, uri=f"https://{project}/"), f"https://{project}/#cat")
        for project in ("(in Z/a v1)", "(in A)")
    )
    own, muted = (Target(term("cat", name), "term-cat") for name in ("a", "b"))
    assert closest([one, two], Page("x")) == [one]
    assert closest([two, one], Page("x")) == [two]
    assert closest([own, muted, one], Page("x")) == [own, muted]
    silent = one._replace(term=replace(one.term, autolink=False))
    assert closest([silent, two], Page("x")) == [two]


def test_two_spellings_of_one_term_are_no_tie() -> None:
    """The first of its anchors is meant."""
    two = Term(CAT.place, (Label("cat", "1", "cat"), Label("cats", "2", "cats")))
    assert closest([Target(two, "1"), Target(two, "2")], Page("x")) == [Target(two, "1")]


LIST = term("list")


def senses(*items: Run | HandLink, on: bool = True, scope: Scope = "page") -> list[str]:
    """What becomes of each mention of *list*, in the order of the text."""
    plan = plan_page(Page("index"), items, Vocabulary([LIST], senses=on), scope)
    found = {(each.run, each.start): "linked" for each in plan.mentions}
    found |= {(each.run, each.start): each.reason for each in plan.skipped}
    return [found[at] for at in sorted(found)]


def test_another_sense_is_passed_over() -> None:
    """The first mention in the term's own sense is linked; those that follow are repeated."""
    text = "You can list files. A list. To list the list."
    assert senses(Run(text, 0)) == ["other sense", "linked", "repeated", "repeated"]
    assert senses(Run(text, 0), on=False) == ["linked", *["repeated"] * 3]
    each = ["other sense", "linked", "other sense", "linked"]
    assert senses(Run(text, 0), scope="all") == each
    assert senses(Run(text, 0), HandLink("list", "", 0)) == ["by hand"] * 4


def test_a_compound_lends_its_sense_to_the_word_alone() -> None:
    """In the rest of its section."""
    runs = Run("the mailing list", 1), Run("on that list", 1), Run("a list", 2)
    assert senses(*runs) == ["other sense", "other sense", "linked"]
    assert senses(Run("you can list them", 1), Run("a list", 1)) == ["other sense", "linked"]


def test_what_a_paragraph_and_the_titles_above_speak_of() -> None:
    """Beyond markup, but not in the next paragraph; above, but not beside."""
    words = Vocabulary([term("property")])

    def is_linked(*items: Run | Title) -> bool:
        return bool(plan_page(Page("index"), items, words, "page").mentions)

    assert not is_linked(Run("A popup has ", 2, line=1), Run(" as a property.", 2, line=1))
    assert is_linked(Run("A popup has ", 2, line=1), Run(" as a property.", 2, line=2))
    mention = Run("A property.", 2)
    assert not is_linked(mention, Title((1,), "Popup windows"), Title((1, 2), "All"))
    assert is_linked(mention, Title((2,), "All"), Title((3,), "Popup windows"))


def test_a_page_of_another_topic() -> None:
    """No mention on it is linked, be it before or behind what tells the topic."""
    words = Vocabulary([term("attribute")])
    runs = [
        Run("An attribute.", 0),
        Run("XML has\nXML-like XML.", 0),
        Run("So has an attribute.", 1),
    ]
    found = plan_page(Page("index"), runs, words, "page")
    assert found.mentions == ()
    assert [each.reason for each in found.skipped] == ["other sense"] * 2
    assert len(plan_page(Page("index"), runs[:1], words, "page").mentions) == 1


@given(
    st.lists(
        st.sampled_from(["list", "a", "you", "can", "mailing", "of", "cat", "cats", ".", "the"])
    )
)
def test_senses_only_pass_over(words: list[str]) -> None:
    """Each mention is there with and without; what is linked is among what could be."""
    runs = [Run(" ".join(words), 0)]
    on, off = (
        plan_page(Page("index"), runs, Vocabulary([LIST, CAT], senses=on), "all")
        for on in (True, False)
    )
    assert set(on.mentions) <= set(off.mentions)
    assert not off.skipped
    left = {(each.run, each.start, each.target) for each in on.skipped}
    assert left == {
        (each.run, each.start, each.target) for each in set(off.mentions) - set(on.mentions)
    }
    assert all(each.reason == "other sense" for each in on.skipped)


@given(
    st.lists(st.lists(st.sampled_from(PROSE.split()))),
    st.lists(st.sampled_from([HandLink("cat", "", 0), HandLink("", "term-dog", 1)])),
    st.sampled_from(SCOPES),
)
@example([["cow"], ["cow"]], [HandLink("", "term-cow", 0)], "page")
def test_what_is_not_told_changes_nothing(
    texts: list[list[str]], links: list[HandLink], scope: Scope
) -> None:
    """But for mentions of terms that have their links, a plan is the same without them."""
    cows = term("cow", "one"), term("cow", "two")
    words = Vocabulary([LIST, CAT, replace(DOG, autolink=False), term("cat food"), *cows])
    runs = [Run(" ".join(text), number % 2) for number, text in enumerate(texts)]
    told, untold = (
        plan_page(Page("index"), [*runs, *links], words, scope, is_told=is_told)
        for is_told in (True, False)
    )
    assert untold[:4] == told[:4]
    assert set(untold.skipped) <= set(told.skipped)
    linked = {*told.by_hand, *(key(each.target.term) for each in told.mentions)}
    left = set(told.skipped) - set(untold.skipped)
    assert all(key(each.target.term) in linked for each in left)
    assert all(each.reason != "ambiguous" for each in left)
    if scope == "page":
        assert not {"by hand", "repeated"} & {each.reason for each in untold.skipped}


def test_who_is_never_judged() -> None:
    """A term with a way to match of its own, and other languages."""
    run = Run("You can list files.", 0)
    for vocabulary in (
        Vocabulary([term("list", match="exact")]),
        Vocabulary([LIST], match="ignore-case"),
        Vocabulary([LIST], language="de"),
    ):
        assert len(plan_page(Page("index"), [run], vocabulary, "page").mentions) == 1
    smart = Vocabulary([term("list", match="smart")], match="exact")
    assert plan_page(Page("index"), [run], smart, "page").mentions == ()


def test_digest() -> None:
    """It changes with whatever decides of mentions, and with nothing else."""
    same = Vocabulary([CAT, DOG], match="smart").digest
    assert Vocabulary([term("cat", definition=()), DOG]).digest == same
    moved = replace(CAT, place=CAT.place._replace(line=7))
    assert Vocabulary([moved, DOG]).digest == same
    for other in (
        Vocabulary([CAT]),
        Vocabulary([CAT, DOG], match="exact"),
        Vocabulary([CAT, DOG], inflect=False),
        Vocabulary([CAT, DOG], language="de"),
        Vocabulary([term("cat", aliases=("tom",)), DOG]),
        Vocabulary([term("cat", group="pets"), DOG]),
        Vocabulary([CAT, DOG], options={"cat": {"autolink": False}}),
    ):
        assert other.digest != same


def test_the_paragraph_decides_across_markup() -> None:
    """Runs of one line and section are one paragraph, as far as within earshot."""
    text = "A value passed to a function when calling it, assigned to a local variable."
    told = term("argument", definition=(Span(text),))
    vocabulary = Vocabulary([told])

    def linked(*runs: Run) -> int:
        return len(plan_page(Page("index"), runs, vocabulary, "page").mentions)

    run = Run(" has a function, and the argument", 0, line=1)
    assert linked(run) == 1
    assert linked(Run("On the command line", 0, line=1), run) == 0
    assert linked(Run("On the command line", 0, line=2), run) == 1
    assert linked(Run("On the command line", 1, line=1), run) == 1
    assert linked(Run("The command line" + " x" * 60, 0, line=1), run) == 1
    assert linked(run, Run(" of the shell", 0, line=1)) == 0
    assert linked(Run("The", 0, line=3), Run(" argument is red.", 0, line=3)) == 1
    assert linked(Run("The", 0, line=3), Run(" argument is red.", 0, line=4)) == 0


def test_a_line_may_break_anywhere() -> None:
    """What tells of a sense is told by the words, wherever the author wrapped them."""
    library = Span("The most popular library to send messages to servers.")
    asynchronous, generator = term("asynchronous generator"), term("generator")
    vocabulary = Vocabulary([term("requests", definition=(library,)), asynchronous, generator])

    def is_linked(text: str) -> bool:
        return bool(plan_page(Page("index"), [Run(text, 0)], vocabulary, "page").mentions)

    for blank in " \n":
        assert is_linked(f"It comes by using{blank}requests.")
        assert is_linked(f"It is the requests{blank}library.")
        assert not is_linked(f"It is an async{blank}generator.")


def test_digest_of_senses() -> None:
    """Of a definition, what overrules a usual sense is in it, and nothing else."""

    def digest(*definition: str, senses: bool = True) -> str:
        spans = tuple(Span(text) for text in definition)
        return Vocabulary([term("descriptor", definition=spans)], senses=senses).digest

    assert digest("It is ", "a number.") == digest("It is a name.") == digest()
    assert digest("A number of a ", "file.") != digest()
    assert digest(senses=False) != digest()
    assert digest("A file.", senses=False) == digest(senses=False)

    def told(definition: str, name: str = "argument") -> str:
        return Vocabulary([term(name, definition=(Span(definition),))]).digest

    assert told("A value of the function.") == told("The functions") != told("A method.")
    assert told("The red function.") != told("The red function is given, used and named.")
    assert told("A library.", "requests") != told("Libraries.", "requests")
