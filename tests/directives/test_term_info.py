"""`term-info`: what it says of a term, where it may stand, and what it names."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.model import Term
from sphinx_glossary_faq.directives.options import list_of
from tests.building import Build, Built
from tests.directives.looking import MYST_USES_OLD_NAMES, body, texts, warnings, words

GLOSSARY = {
    "glossary rst": """\
Page
====

.. glossary::

   one
   uno
      A one.

      .. term-info::
         :aliases: eins; first, of all
         :hidden-aliases:
            onne
            wan
         :avoid: wun
         :abbreviation: O1
         :broader: two
         :related: three
         :match: exact
         :group: numbers
         :no-autolink:

   two
      A two.

   three : key
      A three.

:term:`eins` :term:`onne` :term:`O1` :term:`twos` :term:`so <uno>` :term:`Three`
""",
    "glossary md": """\
# Page

::::{glossary}
one
uno
  A one.

  :::{term-info}
  :aliases: [eins, "first, of all"]
  :hidden-aliases: onne; wan
  :avoid: wun
  :abbreviation: O1
  :broader: two
  :related: three
  :match: exact
  :group: numbers
  :no-autolink:
  :::

two
  A two.

three
  A three.
::::

{term}`eins` {term}`onne` {term}`O1` {term}`twos` {term}`so <uno>` {term}`Three`
""",
    "list md": """\
# Page

{.glossary}
one
uno
: A one.

  :::{term-info}
  ---
  aliases:
    - eins
    - first, of all
  hidden-aliases: |
    onne
    wan
  avoid: wun
  abbreviation: O1
  broader: two
  related: three
  match: exact
  group: numbers
  no-autolink: true
  ---
  :::

two
: A two.

three
: A three.

{term}`eins` {term}`onne` {term}`O1` {term}`twos` {term}`so <uno>` {term}`Three`
""",
}

MYST = {"myst_enable_extensions": ["colon_fence", "deflist", "attrs_block"]}


def terms(built: Built) -> dict[str, Term]:
    found = built.env.domains["faq"].store.all(Term)  # type: ignore[attr-defined]
    return {term.name: term for term in found}


@pytest.mark.parametrize(
    ("form", "syntax"), [pytest.param(form, form.split()[1], id=form) for form in GLOSSARY]
)
def test_every_kind_of_glossary_says_the_same(build: Build, form: str, syntax: str) -> None:
    source = GLOSSARY[form]
    if form == "list md":  # such a list gives each definition one term
        source = source.replace("one\nuno\n:", "one\n:").replace("<uno>", "<one>")
    built = build({f"index.{syntax}": source}, confoverrides=MYST if syntax == "md" else {})
    assert built.warnings == ""
    one = terms(built)["one"]
    assert one.aliases == ("eins", "first, of all")
    assert one.hidden_aliases == ("onne", "wan")
    assert (one.avoid, one.abbreviation, one.match) == (("wun",), "O1", "exact")
    assert (one.broader, one.related, one.group) == (("two",), ("three",), "numbers")
    assert one.autolink is False
    assert [span.text for span in one.definition] == ["A one."]
    assert texts(body(built), ".term-info") == [
        (
            "Abbreviation: O1 · Also called: eins, first, of all · Avoid: wun · Broader: two · "
            "Related: three"
        ),
        "Narrower: one",
        "Related: one",
    ]
    hrefs = [str(a["href"]) for a in body(built).select("section > p > a")]
    named = "#term-one" if form == "list md" else "#term-uno"
    assert hrefs == ["#term-one"] * 3 + ["#term-two", named, "#term-three"]


WRONG = {
    "rst": """\
Page
====

.. term-info::
   :aliases: stray

.. glossary::

   alpha
      An alpha.

      .. term-info::
         :broader: gama
         :match: exac
         :boarder: x

   beta
      A beta.

      .. term-info::
         :related: beta
      .. term-info::
         :aliases: again

   gamma
      A gamma.

      .. term-info::
         :broader: delta
         :related: delta

         Some text.

   delta
      A delta.

      .. term-info::
         :broader: gamma

:term:`alpa`
""",
    "md": """\
# Page

:::{term-info}
:aliases: stray
:::

::::{glossary}

alpha
  An alpha.

  :::{term-info}
  :broader: gama
  :match: exac
  :boarder: x
  :::

beta
  A beta.

  :::{term-info}
  :related: beta
  :::
  :::{term-info}
  :aliases: again
  :::

gamma
  A gamma.

  :::{term-info}
  :broader: delta
  :related: delta

  Some text.
  :::

delta
  A delta.

  :::{term-info}
  :broader: gamma
  :::
::::

{term}`alpa`
""",
}


def test_what_is_wrong_is_told_where_it_stands(build: Build, syntax: str) -> None:
    built = build({f"index.{syntax}": WRONG[syntax]})
    told = warnings(built)
    said = [text.split(": ", 1)[1] for text in told]
    assert sorted(said) == sorted(
        [
            (
                "term-info: expected inside a definition of a glossary; it has no effect here. "
                "[glossary_faq.term_info]"
            ),
            (
                "term-info: :match: is one of smart, exact, ignore-case, not “exac”. Did you mean "
                "“exact”? It is ignored. [glossary_faq.option]"
            ),
            (
                "term-info: there is no option :boarder:. Did you mean “broader”? It is ignored. "
                "[glossary_faq.option]"
            ),
            (
                "term-info: a definition has one; this is another, and has no effect. "
                "[glossary_faq.term_info]"
            ),
            (
                "term-info: it has options only; its content is shown below the definition. "
                "[glossary_faq.term_info]"
            ),
            (
                "term-info of “alpha”: the broader term “gama” is in no glossary. Did you mean "
                "“gamma”? [glossary_faq.relation]"
            ),
            "“beta” is related to itself: name another term. [glossary_faq.hierarchy]",
            "“gamma” is broader than itself: gamma → delta → gamma. [glossary_faq.hierarchy]",
            (
                "“delta” is said to be both related to “gamma” and broader than it: keep one of "
                "the two. [glossary_faq.hierarchy]"
            ),
            (
                "“gamma” is said to be both related to “delta” and broader than it: keep one of "
                "the two. [glossary_faq.hierarchy]"
            ),
            (
                f"term role: no glossary term “alpa”. Did you mean “alpha” (index.{syntax}:9)? "
                "[glossary_faq.reference]"
            ),
        ]
    )
    lines = WRONG[syntax].split("\n")
    for text in told:
        if ":match:" in text or "is another" in text or "options only" in text:
            assert "term-info" in lines[int(text.split(":")[0]) - 1], text
    assert "Some text." in words(body(built))


@pytest.mark.myst
@pytest.mark.filterwarnings(MYST_USES_OLD_NAMES)
def test_links_to_terms_keep_working_beside_it(build: Build) -> None:
    built = build({"index.md": GLOSSARY["glossary md"] + "\n[](#two)\n"})
    assert built.warnings == ""


LAST = st.text(st.characters(categories=("L", "N")), min_size=1)
ITEMS = st.lists(LAST, unique=True)


@given(ITEMS)
def test_lists_read_the_same_in_every_form(items: list[str]) -> None:
    wanted = tuple(items)
    assert list_of("; ".join(items)) == wanted
    assert list_of("\n".join(items)) == wanted
    assert list_of(f"[{', '.join(items)}]") == wanted
    assert list_of("[" + ", ".join(f'"{item}"' for item in items) + "]") == wanted
    if items:
        assert list_of(" ".join(f"- {item}" for item in items)) == wanted


@given(st.text())
def test_any_text_is_a_list_of_clean_items(text: str) -> None:
    for item in list_of(text):
        assert item
        assert item == " ".join(item.split())


LITERAL = {
    "rst": "Page\n====\n\n.. glossary::\n\n   ``pip``\n      Installs.\n",
    "md": "# Page\n\n:::{glossary}\n`pip`\n  Installs.\n:::\n",
}

CONFIGURED = {
    "aliases": ["pipp", "pep"],
    "abbreviation": "P",
    "avoid": ["pop"],
    "hidden_aliases": ["piip"],
}


def test_a_term_is_configured_without_its_markup(build: Build, syntax: str) -> None:
    options = {"glossary_faq_terms": {"pip": CONFIGURED}}
    built = build({f"index.{syntax}": LITERAL[syntax]}, confoverrides=options)
    assert built.warnings == ""
    assert [term.labels[0].original for term in terms(built).values()] == ["pip"]
    assert texts(body(built), "p.term-info") == [
        "Abbreviation: P · Also called: pipp, pep · Avoid: pop"
    ]
    assert json.loads(built.text("terms.json"))["terms"][0]["altLabel"] == ["pipp", "pep", "P"]


def test_pages_follow_what_is_configured(build: Build) -> None:
    files = {"index.rst": LITERAL["rst"], "other.rst": ":orphan:\n\nOther\n=====\n"}
    build(files)
    options = {"glossary_faq_terms": {"pip": CONFIGURED}}
    built = build({}, keep=True, confoverrides=options)
    assert "Avoid: pop" in words(body(built))
    assert "Avoid" not in words(body(build({}, keep=True)))


def test_two_terms_of_one_name_have_their_own_line(build: Build) -> None:
    entry = "   {0}\n      Text.\n\n      .. term-info::\n         :aliases: {1}\n"
    one, two = entry.format("event loop", "one"), entry.format("event-loop", "two")
    built = build({"index.rst": f"Page\n====\n\n.. glossary::\n\n{one}\n{two}"})
    assert texts(body(built), "p.term-info") == ["Also called: one", "Also called: two"]


@pytest.mark.myst
def test_a_glossary_in_eval_rst_is_one_too(build: Build) -> None:
    """MyST parses that block as a document of its own."""
    entries = ".. glossary::\n\n   cat\n      It purrs.\n"
    built = build({"index.md": f"# Page\n\nA cat.\n\n```{{eval-rst}}\n{entries}```\n"})
    assert list(terms(built)) == ["cat"]
    assert 'href="#term-cat"' in built.text("index.html")
