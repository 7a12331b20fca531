"""Test `term-info`: options, output, locations and related terms."""

from __future__ import annotations

import json
from textwrap import indent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.model.records import Term
from sphinx_glossary_faq.directives.options import text_list
from tests.building import Build, Built
from tests.directives.built_pages import (
    MYST_DEPRECATIONS,
    page_body,
    text_of,
    texts_of,
    warnings_of,
)

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
         :no-inflect:

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
  :no-inflect:
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
  no-inflect: true
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


def terms_of(built: Built) -> dict[str, Term]:
    """Return the recorded terms by name."""
    terms = built.env.domains["faq"].store.all(Term)  # type: ignore[attr-defined]
    return {term.name: term for term in terms}


@pytest.mark.parametrize(
    ("form", "syntax"), [pytest.param(form, form.split()[1], id=form) for form in GLOSSARY]
)
def test_all_kinds_of_glossaries_record_the_same(build: Build, form: str, syntax: str) -> None:
    source = GLOSSARY[form]
    if form == "list md":  # a definition list has one term per definition
        source = source.replace("one\nuno\n:", "one\n:").replace("<uno>", "<one>")
    built = build({f"index.{syntax}": source}, confoverrides=MYST if syntax == "md" else {})
    assert built.warnings == ""
    one = terms_of(built)["one"]
    assert one.aliases == ("eins", "first, of all")
    assert one.hidden_aliases == ("onne", "wan")
    assert (one.avoid, one.abbreviation, one.match) == (("wun",), "O1", "exact")
    assert (one.broader, one.related, one.group) == (("two",), ("three",), "numbers")
    assert (one.autolink, one.inflect) == (False, False)
    assert [span.text for span in one.definition] == ["A one."]
    assert texts_of(page_body(built), ".term-info") == [
        (
            "Abbreviation: O1 · Also called: eins, first, of all · Avoid: wun · A kind of: two · "
            "See also: three"
        ),
        "Kinds: one",
        "See also: one",
    ]
    hrefs = [str(a["href"]) for a in page_body(built).select("section > p > a")]
    uno = "#term-one" if form == "list md" else "#term-uno"
    assert hrefs == ["#term-one"] * 3 + ["#term-two", uno, "#term-three"]


INVALID = {
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


def test_errors_warn_at_their_line(build: Build, syntax: str) -> None:
    built = build({f"index.{syntax}": INVALID[syntax]})
    warnings = warnings_of(built)
    messages = [warning.split(": ", 1)[1] for warning in warnings]
    assert sorted(messages) == sorted(
        [
            (
                "term-info: the directive is not inside a glossary definition, so it has no "
                "effect. Move it into the definition of its term. [glossary_faq.term_info]"
            ),
            (
                "term-info: :match: does not accept the value “exac” and is ignored. Use one of "
                "smart, exact, ignore-case. Did you mean “exact”? [glossary_faq.option]"
            ),
            (
                "term-info: the option :boarder: does not exist and is ignored. Did you mean "
                "“broader”? [glossary_faq.option]"
            ),
            (
                "term-info: the definition already has a term-info, so this one has no effect. "
                "Merge the two. "
                "[glossary_faq.term_info]"
            ),
            (
                "term-info: content is not allowed and is shown below the definition. Move it "
                "out of the directive. [glossary_faq.term_info]"
            ),
            (
                "term-info for “alpha”: the broader term “gama” is not in any glossary. "
                "Did you mean "
                "“gamma”? [glossary_faq.relation]"
            ),
            "“beta” is related to itself. Name another term. [glossary_faq.hierarchy]",
            (
                "“gamma” is broader than itself: gamma → delta → gamma. Remove one of these "
                "relations. [glossary_faq.hierarchy]"
            ),
            (
                "“delta” is both related to “gamma” and broader than it. Remove one of these "
                "relations. [glossary_faq.hierarchy]"
            ),
            (
                "“gamma” is both related to “delta” and broader than it. Remove one of these "
                "relations. [glossary_faq.hierarchy]"
            ),
            (
                f"term role: glossary term “alpa” does not exist. Did you mean “alpha” "
                f"(index.{syntax}:9)? [glossary_faq.reference]"
            ),
        ]
    )
    lines = INVALID[syntax].split("\n")
    for warning in warnings:
        if any(text in warning for text in (":match:", "already has a", "not allowed")):
            assert "term-info" in lines[int(warning.split(":")[0]) - 1], warning
    assert "Some text." in text_of(page_body(built))


# When mentions are linked. The options of a term, its fields, and the contradiction, if any.
LINKS = {
    "nothing": ("", ("", True), ""),
    "always": (":link: always", ("always", True), ""),
    "rules": (":link: rules", ("rules", True), ""),
    "evidence": (":link: evidence", ("evidence", True), ""),
    "never": (":link: never", ("never", False), ""),
    "no-autolink": (":no-autolink:", ("never", False), ""),
    "both": (":link: never\n:no-autolink:", ("never", False), ""),
    "linked": (":link: always\n:no-autolink: false", ("always", True), ""),
    "contradiction": (":link: always\n:no-autolink:", ("never", False), "always"),
    "opposite": (":no-autolink: false\n:link: never", ("", True), "never"),
}


def link_page(syntax: str, options: str) -> dict[str, str]:
    """Return a glossary with a term *input* that has *options*, and a mention."""
    if syntax == "md":
        info = f"  :::{{term-info}}\n{indent(options, '  ')}\n  :::\n"
        entry = f"::::{{glossary}}\ninput\n  A signal.\n\n{info}::::\n"
        return {"index.md": f"# Page\n\nThe input.\n\n{entry}"}
    info = f"      .. term-info::\n{indent(options, ' ' * 9)}\n"
    entry = f".. glossary::\n\n   input\n      A signal.\n\n{info}"
    return {"index.rst": f"Page\n====\n\nThe input.\n\n{entry}"}


@pytest.mark.parametrize("case", LINKS)
def test_when_mentions_are_linked(build: Build, syntax: str, case: str) -> None:
    options, fields, contradiction = LINKS[case]
    built = build(link_page(syntax, options))
    messages = [warning.partition(": ")[2] for warning in warnings_of(built)]
    assert messages == [
        f"term-info: :link: {link} contradicts :no-autolink: and is ignored. Remove one. "
        "[glossary_faq.option]"
        for link in filter(None, [contradiction])
    ]
    [term] = terms_of(built).values()
    assert (term.link, term.autolink) == fields
    if not term.autolink:
        assert page_body(built).select(".autolinked-term") == []


PHRASES = {
    "lines": (":not-in:\n   input file\n   user input", "rst"),
    "semicolons": (":not-in: input file; user input", ""),
    "flow": (":not-in: [input file, user input]", "md"),
    "yaml flow": ("---\nnot-in: [input file, user input]\nlink: evidence\n---", "md"),
    "yaml": ("---\nlink: evidence\nnot-in:\n  - input file\n  - user input\n---", "md"),
}


@pytest.mark.parametrize("case", PHRASES)
def test_phrases_in_which_mentions_are_not_linked(build: Build, syntax: str, case: str) -> None:
    options, only = PHRASES[case]
    if only in ("", syntax):
        built = build(link_page(syntax, options))
        assert built.warnings == ""
        [term] = terms_of(built).values()
        assert term.not_in == ("input file", "user input")
        assert term.link == ("evidence" if "evidence" in options else "")


def test_wrong_links_and_phrases_are_reported(build: Build, syntax: str) -> None:
    built = build(link_page(syntax, ":link: nevr\n:not-in: inputs file; socket"))
    line, column = {"rst": (11, 32), "md": (9, 25)}[syntax]
    assert warnings_of(built) == [
        (
            f"{line}: term-info: :link: does not accept the value “nevr” and is ignored. Use one "
            "of always, rules, evidence, never. Did you mean “never”? [glossary_faq.option]"
        ),
        (
            f"{line + 2}:{column}: The phrase “socket” under :not-in: has no effect, because it "
            "does not contain “input”. Add that word, or remove the phrase. "
            "[glossary_faq.phrase-without-term]"
        ),
    ]


@pytest.mark.myst
@pytest.mark.filterwarnings(MYST_DEPRECATIONS)
def test_markdown_links_to_terms_work(build: Build) -> None:
    built = build({"index.md": GLOSSARY["glossary md"] + "\n[](#two)\n"})
    assert built.warnings == ""


NAMES = st.text(st.characters(categories=("L", "N")), min_size=1)
ITEMS = st.lists(NAMES, unique=True)


@given(ITEMS)
def test_all_forms_of_lists_are_equal(items: list[str]) -> None:
    expected = tuple(items)
    assert text_list("; ".join(items)) == expected
    assert text_list("\n".join(items)) == expected
    assert text_list(f"[{', '.join(items)}]") == expected
    assert text_list("[" + ", ".join(f'"{item}"' for item in items) + "]") == expected
    if items:
        assert text_list(" ".join(f"- {item}" for item in items)) == expected


@given(st.text())
def test_list_items_have_normalized_white_space(text: str) -> None:
    for item in text_list(text):
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


def test_terms_with_markup_can_be_configured(build: Build, syntax: str) -> None:
    options = {"glossary_faq_terms": {"pip": CONFIGURED}}
    built = build({f"index.{syntax}": LITERAL[syntax]}, confoverrides=options)
    assert built.warnings == ""
    assert [term.labels[0].original for term in terms_of(built).values()] == ["pip"]
    assert texts_of(page_body(built), "p.term-info") == [
        "Abbreviation: P · Also called: pipp, pep · Avoid: pop"
    ]
    assert json.loads(built.text("terms.json"))["terms"][0]["altLabel"] == ["pipp", "pep", "P"]


def test_changed_configuration_updates_pages(build: Build) -> None:
    files = {"index.rst": LITERAL["rst"], "other.rst": ":orphan:\n\nOther\n=====\n"}
    build(files)
    options = {"glossary_faq_terms": {"pip": CONFIGURED}}
    built = build({}, keep=True, confoverrides=options)
    assert "Avoid: pop" in text_of(page_body(built))
    assert "Avoid" not in text_of(page_body(build({}, keep=True)))


def test_terms_with_similar_names_have_their_own_line(build: Build) -> None:
    entry = "   {0}\n      Text.\n\n      .. term-info::\n         :aliases: {1}\n"
    one, two = entry.format("event loop", "one"), entry.format("event-loop", "two")
    built = build({"index.rst": f"Page\n====\n\n.. glossary::\n\n{one}\n{two}"})
    assert texts_of(page_body(built), "p.term-info") == ["Also called: one", "Also called: two"]


@pytest.mark.myst
def test_glossary_in_eval_rst(build: Build) -> None:
    """MyST parses this block as a separate document."""
    entries = ".. glossary::\n\n   cat\n      It purrs.\n"
    built = build({"index.md": f"# Page\n\nA cat.\n\n```{{eval-rst}}\n{entries}```\n"})
    assert list(terms_of(built)) == ["cat"]
    assert 'href="#term-cat"' in built.text("index.html")
