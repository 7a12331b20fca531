"""Test warnings about parts of a glossary that a parser misinterprets."""

from __future__ import annotations

import pytest

from sphinx_glossary_faq.core.model.records import Term
from sphinx_glossary_faq.domain import domain_of
from tests.building import Build, Built
from tests.directives.built_pages import page_body, texts_of, warnings_of


def names_of(built: Built) -> list[list[str]]:
    """Return the names of each recorded term."""
    terms = domain_of(built.env).store.all(Term)
    return [[label.name for label in term.labels] for term in terms]


MYST_DIRECTIVES = {
    "colons": ":::{term-info}\n:aliases: mouser\n:::\n",
    "backticks": "```{term-info}\n:aliases: mouser\n```\n",
    "tildes": "~~~{term-info}\n:aliases: mouser\n:group: x\n~~~\n",
    "yaml": "```{term-info}\n---\naliases: mouser\nbroader: [pet, animal]\n---\n```\n",
    "yaml with blank lines": "```{term-info}\n---\naliases: tom\n\nmatch: exact\n---\n```\n",
    "no options": ":::{term-info}\n:::\n",
    "no end": ":::{term-info}\n:aliases: mouser\n",
}


@pytest.mark.myst
@pytest.mark.parametrize("kind", MYST_DIRECTIVES)
@pytest.mark.parametrize("next_term", ["", "\ndog\n  A pet.\n"])
def test_unindented_directive_in_myst_is_not_a_term(
    build: Build, kind: str, next_term: str
) -> None:
    directive = MYST_DIRECTIVES[kind]
    source = f"# P\n\n`````{{glossary}}\ncat\n  A pet.\n\n{directive}{next_term}`````\n\nA cat.\n"
    built = build({"index.md": source})
    [warning] = [line for line in warnings_of(built) if "term-info" in line]
    first = directive.partition("\n")[0]
    assert warning == (
        f"7: term-info: “{first}” is parsed as a term because it is not indented. Indent the "
        "directive like the definition above it. [glossary_faq.term_info]"
    )
    assert names_of(built) == ([["cat"], ["dog"]] if next_term else [["cat"]])


UNINDENTED_OPTIONS = {
    "md": (
        "# P\n\n````{glossary}\ncat\n  A pet.\n\n  ```{term-info}\n%s  ```\n\ndog\n  A pet.\n````\n"
    ),
    "rst": (
        "P\n=\n\n.. glossary::\n\n   cat\n      A pet.\n\n      .. term-info::\n%s\n"
        "   dog\n      A pet.\n"
    ),
}


@pytest.mark.parametrize(
    ("options", "added_lines"),
    [
        (":aliases: mouser\n", 1),
        ("      :group: x\n:aliases: mouser\n", 2),
        (":group: x\n:no-autolink:\n", 1),
    ],
)
def test_unindented_option_is_not_a_term(
    build: Build, syntax: str, options: str, added_lines: int
) -> None:
    indentation = {"rst": "   ", "md": ""}[syntax]
    lines = "".join(f"{indentation}{line}\n" for line in options.splitlines())
    built = build({f"index.{syntax}": UNINDENTED_OPTIONS[syntax] % lines})
    option = options.splitlines()[added_lines - 1]
    line = {"rst": 9, "md": 7}[syntax] + added_lines
    [warning] = [text for text in warnings_of(built) if "term-info" in text]
    assert warning == (
        f"{line}: term-info: “{option}” is parsed as a term because it is not indented. Indent it "
        "like the directive above it. [glossary_faq.term_info]"
    )
    assert names_of(built) == [["cat"], ["dog"]]


@pytest.mark.myst
def test_entries_below_an_open_directive_are_terms(build: Build) -> None:
    """The end of the glossary, which has a fence of equal length, is not that of the directive."""
    directive = ":::{term-info}\n:aliases: tom\n"
    source = f"# P\n\n:::{{glossary}}\ncat\n  A pet.\n\n{directive}\ndog\n  A pet.\n:::\n"
    built = build({"index.md": source})
    assert names_of(built) == [["cat"], ["dog"]]


@pytest.mark.myst
def test_unindented_end_of_a_directive_is_not_a_term(build: Build) -> None:
    directive = "  :::{term-info}\n  :aliases: mouser\n:::\n"
    built = build({"index.md": f"# P\n\n::::{{glossary}}\ncat\n  A pet.\n\n{directive}::::\n"})
    [warning] = [text for text in warnings_of(built) if "term-info" in text]
    assert warning.startswith("9: term-info: “:::” is parsed as a term")
    assert names_of(built) == [["cat"]]


def test_terms_that_look_like_options_do_not_warn(build: Build, syntax: str) -> None:
    source = {
        "rst": "P\n=\n\n.. glossary::\n\n   :orphan:\n   :aliases: x\n      A field.\n",
        "md": "# P\n\n```{glossary}\n:sorted:\n\n:orphan:\n:aliases: x\n  A field.\n```\n",
    }[syntax]
    assert build({f"index.{syntax}": source}).warnings == ""


@pytest.mark.parametrize("marker", [":", "~", ":  "])
def test_definition_markers_in_the_glossary_directive_warn_once(
    build: Build, syntax: str, marker: str
) -> None:
    source = {
        "rst": f"P\n=\n\n.. glossary::\n\n   cat\n   {marker} A pet.\n   dog\n   {marker} Two.\n",
        "md": f"# P\n\n```{{glossary}}\ncat\n{marker} A pet.\ndog\n{marker} Two.\n```\n",
    }[syntax]
    built = build({f"index.{syntax}": source})
    line, end = {
        "rst": (7, "."),
        "md": (5, ", or use a definition list with “{.glossary}”."),
    }[syntax]
    [warning] = warnings_of(built)
    assert warning == (
        f"{line}: glossary: “{marker} A pet.” is parsed as a term because it is not indented. "
        f"Write the definition without “:” and indent it{end} [glossary_faq.term_info]"
    )
    assert names_of(built) == [["cat"], ["dog"]]


MARKED_ENTRIES = """\
cat
tom
: A *pet*.

dog

: One.
: Two.

bird
:   Flies.

    Sings.

fish
    Swims.
"""


def test_marked_definitions_are_restored(build: Build, syntax: str) -> None:
    indented = "".join(f"   {line}\n" for line in MARKED_ENTRIES.splitlines())
    source = {
        "rst": f"P\n=\n\n.. glossary::\n\n{indented}\nA cat, a dog.\n",
        "md": f"# P\n\n:::{{glossary}}\n{MARKED_ENTRIES}:::\n\nA cat, a dog.\n",
    }[syntax]
    built = build({f"index.{syntax}": source})
    [_] = [text for text in warnings_of(built) if "glossary_faq" in text]
    assert names_of(built) == [["cat", "tom"], ["dog"], ["bird"], ["fish"]]
    page = page_body(built)
    shown = texts_of(page, ".glossary dd")
    assert [" ".join(text.split()) for text in shown] == [
        "A pet.",
        "One. Two.",
        "Flies. Sings.",
        "Swims.",
    ]
    assert texts_of(page, "dd em") == ["pet"]


RST = """\
Page
====

.. glossary::

   cat
   tom
      A pet.

   .. term-info::
      :aliases: mouser

   dog
      A pet.

      .. term-info::
         :aliases: hound

   .. just a comment

.. Another comment.
   .. term-info::
"""


def test_unindented_directive_in_rst_is_a_comment_with_a_warning(build: Build) -> None:
    built = build({"index.rst": RST})
    assert warnings_of(built) == [
        (
            "10: term-info: the directive is parsed as a comment because it is not indented. "
            "Indent it like the definition above it. [glossary_faq.term_info]"
        )
    ]
    assert names_of(built) == [["cat", "tom"], ["dog"]]


def test_comment_in_an_included_glossary_warns_there(build: Build) -> None:
    words = ".. glossary::\n\n   cat\n      A pet.\n\n   .. term-info::\n      :aliases: tom\n"
    files = {"index.rst": "Page\n====\n\n.. include:: words.txt\n", "words.txt": words}
    [warning] = warnings_of(build(files))
    assert warning.startswith("words.txt:6: term-info: the directive is parsed as a comment")


def test_examples_in_code_do_not_warn(build: Build) -> None:
    code = "".join(f"   {line}\n" for line in RST.splitlines()[3:11])
    source = "P\n=\n\n.. glossary::\n\n   fox\n      A pet.\n\n.. code-block:: rst\n\n" + code
    assert build({"index.rst": source}).warnings == ""


LISTS = {
    "two terms": (
        "{.glossary}\nbisque\nbiscuit\n: Clay.\n",
        "term_info",
        "one term per definition",
    ),
    "no space": ("{.glossary}\nbisque\n:Clay.\n", "term_info", "with “: ” on the next line"),
    "no definition": ("{.glossary}\nbisque\n", "term_info", "one term per definition"),
    "no deflist": ("{.glossary}\nbisque\n: Clay.\n", "config", "“deflist”"),
    "no attributes": ("{.glossary}\nbisque\nbiscuit\n: Clay.\n", "config", "“attrs_block”"),
}


@pytest.mark.myst
@pytest.mark.parametrize("case", LISTS)
def test_list_that_myst_reads_as_a_paragraph_warns(build: Build, case: str) -> None:
    source, subtype, fix = LISTS[case]
    disabled = {"no deflist": "deflist", "no attributes": "attrs_block"}.get(case)
    extensions = [name for name in ("attrs_block", "deflist", "colon_fence") if name != disabled]
    built = build(
        {"index.md": f"# Page\n\nText.\n\n{source}\n{{.glossary}}\nSlip\n: Liquid clay.\n"},
        confoverrides={"myst_enable_extensions": extensions},
    )
    warning = warnings_of(built)[0].replace('"', "“", 1).replace('"', "”", 1)
    line = 5 if case == "no attributes" else 6
    assert warning.startswith(f"{line}: “{{.glossary}}” ")
    assert fix in warning
    assert warning.endswith(f"[glossary_faq.{subtype}]")


@pytest.mark.myst
def test_glossary_lists_and_literals_do_not_warn(build: Build) -> None:
    source = (
        "# Page\n\n`{.glossary}` marks a list.\n\n{.glossary}\nSlip\n: Clay.\n\n  More.\n\n"
        "{.other}\nText.\n"
    )
    options = {"myst_enable_extensions": ["attrs_block", "deflist"]}
    assert build({"index.md": source}, confoverrides=options).warnings == ""


def glossary(syntax: str, options: str, term: str = "cat", other: str = "a, b") -> dict[str, str]:
    """Return a glossary whose first term has *options*."""
    if syntax == "md":
        info = f"  :::{{term-info}}\n  {options}\n  :::\n"
        entries = f"{term}\n  A pet.\n\n{info}\n{other}\n  X.\n"
        return {"index.md": f"# P\n\n::::{{glossary}}\n{entries}::::\n"}
    info = f"      .. term-info::\n         {options}\n"
    head = f"P\n=\n\n.. glossary::\n\n   {term}\n      A pet.\n\n"
    return {"index.rst": f"{head}{info}\n   {other}\n      X.\n"}


@pytest.mark.parametrize("option", ["aliases", "hidden-aliases", "avoid"])
def test_names_separated_by_commas_warn(build: Build, syntax: str, option: str) -> None:
    built = build(glossary(syntax, f":{option}: tom, mouser"))
    line = {"rst": 9, "md": 7}[syntax]
    assert warnings_of(built) == [
        (
            f"{line}: term-info: :{option}: “tom, mouser” is parsed as one name that contains a "
            "comma. Separate names with “;”. If the comma is part of the name, end the name with "
            "“;”. [glossary_faq.option]"
        )
    ]


def test_phrases_separated_by_commas_warn(build: Build, syntax: str) -> None:
    [warning] = warnings_of(build(glossary(syntax, ":not-in: cat food, cat walk")))
    assert warning.partition(": ")[2] == (
        "term-info: :not-in: “cat food, cat walk” is parsed as one phrase that contains a comma. "
        "Separate phrases with “;”. If the comma is part of the phrase, end the phrase with “;”. "
        "[glossary_faq.option]"
    )


def test_abbreviations_separated_by_commas_warn(build: Build, syntax: str) -> None:
    [warning] = warnings_of(build(glossary(syntax, ":abbreviation: CT, FC")))
    assert warning.partition(": ")[2] == (
        "term-info: :abbreviation: “CT, FC” is parsed as one name that contains a comma. Keep only "
        "one abbreviation. List the others in :aliases:. [glossary_faq.option]"
    )


@pytest.mark.parametrize("option", ["broader", "narrower", "related"])
def test_related_terms_separated_by_commas_warn(build: Build, syntax: str, option: str) -> None:
    [warning] = warnings_of(build(glossary(syntax, f":{option}: tom, mouser")))
    assert "“tom, mouser” is not in any glossary. Separate names with “;”." in warning


NAMES_WITH_COMMA = {
    "separated": (":aliases: tom, jr.; mouser", "cat"),
    "ended": (":aliases: Washington, D.C.;", "cat"),
    "related": (":related: a, b", "cat"),
    "own name": (":aliases: Texas, Paris", "Paris, Texas"),
    "abbreviation": (":abbreviation: P, T", "Paris, Texas"),
    "no comma": (":aliases: tom cat", "cat"),
}


@pytest.mark.parametrize("case", NAMES_WITH_COMMA)
def test_names_that_contain_a_comma_do_not_warn(build: Build, syntax: str, case: str) -> None:
    options, term = NAMES_WITH_COMMA[case]
    assert build(glossary(syntax, options, term)).warnings == ""


@pytest.mark.myst
def test_yaml_list_does_not_warn(build: Build) -> None:
    assert build(glossary("md", ":aliases: ['tom, jr.']")).warnings == ""


@pytest.mark.parametrize("group", ["a, b", "a; b", "c, d"])
def test_groups_separated_by_commas_warn(build: Build, syntax: str, group: str) -> None:
    field = {"rst": f":glossary-group: {group}\n\n", "md": f"---\nglossary-group: {group}\n---\n"}
    files = glossary(syntax, ":group: c, d")
    page = f"index.{syntax}"
    built = build({page: field[syntax] + files[page]})
    line = {"rst": 1, "md": 2}[syntax]
    expected = (
        f"{line}: front matter: no term belongs to the group “a, b”. Separate groups with “;”."
    )
    found = [warning.partition(" [")[0] for warning in warnings_of(built)]
    assert found == ([expected] if group == "a, b" else [])
