"""Test links to terms with a parenthesis in their name, and to placeholders."""

from __future__ import annotations

import json

from tests.autolink.links import glossary, links, page, project
from tests.building import Build

NAMES = {
    "Package Index (PkI)": "Lists files.",
    'Source File (or "sfile")': "Text to compile.",
    "Mercury (planet)": "It orbits.",
    "Mercury (element)": "It melts.",
    "lambdify()": "It makes functions.",
}

ROLES = {
    "rst": ":term:`PkI`, :term:`sources <sfile>`.",
    "md": "{term}`PkI`, {term}`sources <sfile>`.",
}


def test_mentions(build: Build, syntax: str) -> None:
    """They are found by each name, and as a whole; the text around them shows the domain."""
    text = (
        'A package index, the Package Index (PkI). A Source File (or "sfile").\n\n'
        "All planets orbit, as Mercury does.\n\nThe lambdify() function."
    )
    built = build(
        {**project(syntax, text, **NAMES), f"other.{syntax}": page(syntax, "PkI, sfiles.")}
        | {f"element.{syntax}": page(syntax, "It holds Mercury.", "Elements")},
        confoverrides={"suppress_warnings": ["toc.not_included"]},
    )
    assert links(built) == [
        ("package index", "glossary.html#term-Package-Index-PkI"),
        ("Source File (or “sfile”)", "glossary.html#term-Source-File-or-sfile"),
        ("Mercury", "glossary.html#term-Mercury-planet"),
        ("lambdify()", "glossary.html#term-lambdify"),
    ]
    assert [link.text for link in links(built, "other.html")] == ["PkI", "sfiles"]
    assert links(built, "element.html") == [("Mercury", "glossary.html#term-Mercury-element")]
    assert "glossary_faq" not in built.warnings


def test_ambiguous_names(build: Build, syntax: str) -> None:
    """Without a domain nearby, there is a warning, and roles do not resolve the name."""
    role = {"rst": ":term:`Mercury`", "md": "{term}`Mercury`"}[syntax]
    built = build(project(syntax, f"Mercury is heavy.\n\nSee {role}.", **NAMES))
    assert links(built) == []
    assert "[glossary_faq.ambiguous]" in built.warnings
    assert "“Mercury” does not exist" in built.warnings
    assert "[glossary_faq.label-clash]" not in built.warnings


def test_references(build: Build, syntax: str) -> None:
    """Roles and directives find the names."""
    compare = {
        "rst": ".. term-compare:: PkI; Source File\n\n   * - size\n     - small\n     - large",
        "md": ":::{term-compare} PkI; Source File\n\n* - size\n  - small\n  - large\n:::",
    }[syntax]
    built = build(project(syntax, f"{ROLES[syntax]} The PkI.\n\n{compare}", **NAMES))
    assert links(built) == []  # the page has an explicit link
    assert built.text("index.html").count('href="glossary.html#term-Package-Index-PkI') == 2
    assert "glossary_faq" not in built.warnings


def test_plain_name_takes_precedence(build: Build, syntax: str) -> None:
    built = build(project(syntax, "Mercury, Mercury (planet).", **NAMES, Mercury="A name."))
    assert [link.href.rpartition("#")[2] for link in links(built)] == [
        "term-Mercury",
        "term-Mercury-planet",
    ]
    assert "glossary_faq" not in built.warnings


def test_placeholders_are_not_linked(build: Build, syntax: str) -> None:
    """Unless their definition has more text, or an author asks for links."""
    todo = "To be\n*written*."
    definitions = dict.fromkeys(["cat", "dog", "cow"], todo)
    files = project(syntax, "A cat, a dog, a yak.", **definitions, yak=f"{todo}\n\nIt grunts.")
    built = build(files, confoverrides={"glossary_faq_terms": {"dog": {"link": "always"}}})
    assert [link.text for link in links(built)] == ["dog", "yak"]
    assert "glossary_faq" not in built.warnings


def test_report_of_placeholders(build: Build, syntax: str) -> None:
    files = {
        f"index.{syntax}": page(syntax, "A cat, a dog, a cow."),
        **glossary(syntax, **dict.fromkeys(["cat", "dog", "cow"], "TODO")),
    }
    built = build(files, "xrefcheck")
    skipped = json.loads(built.text("links.json"))["pages"]["index"]
    assert [mention["skipped"] for mention in skipped] == ["placeholder"] * 3
    (line,) = [text for text in built.warnings.splitlines() if "placeholder-definition" in text]
    expected = f"glossary.{syntax}:{6 if syntax == 'rst' else 4}:{4 if syntax == 'rst' else 1}: "
    assert expected in line
    assert "“TODO” is that of “cat”, “dog” and “cow”." in line
