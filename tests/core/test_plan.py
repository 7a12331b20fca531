"""Policy on plain data: what is linked of what is found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sphinx_glossary_faq.core.model import Label, Place, Term
from sphinx_glossary_faq.core.plan import HandLink, Page, Run, Scope, closest, plan_page
from sphinx_glossary_faq.core.vocabulary import Target, Vocabulary


def term(name: str, docname: str = "glossary", **said: object) -> Term:
    """A term whose id is its name."""
    label = Label(name, f"term-{name}", name)
    return Term(Place(docname, f"{docname}.rst", 1), (label,), **said)  # type: ignore[arg-type]


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
