"""Test the options for automatic links: scope, pages, terms, groups and ambiguous terms."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.autolink.links import Link, glossary, link_texts, links, page, project
from tests.building import Build, Built

NO_TOCTREE = {"suppress_warnings": ["toc.not_included"]}

THRICE = {
    "rst": "A cat, a cat.\n\nOne\n---\n\nA cat, a cat.\n\nTwo\n---\n\n:term:`cat`, a cat.",
    "md": "A cat, a cat.\n\n## One\n\nA cat, a cat.\n\n## Two\n\n{term}`cat`, a cat.",
}


@pytest.mark.parametrize(
    ("scope", "expected"), [("page", 0), ("section", 2), ("all", 5), ("off", 0)]
)
def test_scope(build: Build, syntax: str, scope: str, expected: int) -> None:
    """The explicit link in the last section counts, except with scope `all`."""
    built = build(
        project(syntax, THRICE[syntax], cat="It purrs."),
        confoverrides={"glossary_faq_autolink": scope},
    )
    assert link_texts(built) == ["cat"] * expected


PAGES = ["index", "a/one", "a/b/two", "c/three"]


@pytest.mark.parametrize(
    ("include", "exclude", "expected"),
    [
        (["**"], [], PAGES),
        (["a/*"], [], ["a/one"]),
        (["a/**"], [], ["a/one", "a/b/two"]),
        (["**"], ["a/**"], ["index", "c/three"]),
        (["a/**", "index"], ["a/b/*"], ["index", "a/one"]),
        ([], [], []),
    ],
)
def test_globs(build: Build, include: list[str], exclude: list[str], expected: list[str]) -> None:
    """Patterns select folders and pages; excluded pages take precedence."""
    files = {f"{name}.rst": page("rst", "A cat.") for name in PAGES}
    built = build(
        {**files, **glossary("rst", cat="x")},
        confoverrides={
            **NO_TOCTREE,
            "glossary_faq_autolink_include": include,
            "glossary_faq_autolink_exclude": exclude,
        },
    )
    assert [name for name in PAGES if link_texts(built, f"{name}.html")] == expected


@pytest.mark.parametrize(
    ("syntax", "head", "expected"),
    [
        ("rst", ":no-autolink:\n\n", []),
        ("rst", ":no-autolink: true\n\n", []),
        ("rst", ":no-autolink: false\n\n", ["cat"]),
        ("md", "---\nno-autolink: true\n---\n\n", []),
        ("md", "---\nno-autolink: false\n---\n\n", ["cat"]),
    ],
)
def test_no_autolink_on_a_page(build: Build, syntax: str, head: str, expected: list[str]) -> None:
    """In its field list or front matter, also if only that is edited."""
    files = project(syntax, "A cat.", cat="x")
    name = f"index.{syntax}"
    assert link_texts(build(files)) == ["cat"]
    assert link_texts(build({name: head + files[name]}, keep=True)) == expected
    assert link_texts(build({name: files[name]}, keep=True)) == ["cat"]


def test_no_autolink_of_a_term(build: Build, syntax: str) -> None:
    """With `:no-autolink:` in its term-info, or with `glossary_faq_terms` in conf.py."""
    info = {
        "rst": "It purrs.\n\n.. term-info::\n   :no-autolink:",
        "md": "It purrs.\n\n:::{term-info}\n:no-autolink:\n:::",
    }[syntax]
    files = project(syntax, "A cat, a dog, a cow.", cat=info, dog="x", cow="x")
    terms = {"dog": {"autolink": False}, "cow": {"aliases": ["calf"]}}
    assert link_texts(build(files, confoverrides={"glossary_faq_terms": terms})) == ["cow"]


def test_options_of_terms(build: Build) -> None:
    """`glossary_faq_terms` has the options of term-info."""
    files = project("rst", "A Kitty, a DOG, an ox.", cat="x", dog="y", ox="z")
    terms = {
        "cat": {"hidden_aliases": ["kitty"]},
        "dog": {"match": "exact"},
        "ox": {"abbreviation": "OX"},
    }
    assert link_texts(build(files, confoverrides={"glossary_faq_terms": terms})) == ["Kitty", "ox"]


def test_no_inflected_forms_of_a_term(build: Build, syntax: str) -> None:
    """With `:no-inflect:` in its term-info, or with `glossary_faq_terms` in conf.py."""
    info = {
        "rst": "It purrs.\n\n.. term-info::\n   :no-inflect:",
        "md": "It purrs.\n\n:::{term-info}\n:no-inflect:\n:::",
    }[syntax]
    files = project(syntax, "Cats, dogs, cows, a cat.", cat=info, dog="x", cow="x")
    terms = {"dog": {"inflect": False}}
    built = build(files, confoverrides={"glossary_faq_terms": terms})
    assert link_texts(built) == ["cows", "cat"]


@pytest.mark.parametrize(
    ("language", "inflect", "expected"),
    [
        ("de", True, ["Caches", "des Modells"]),
        ("de", ["en", "de"], ["Caches", "des Modells"]),
        ("de_AT", ["de"], ["Caches", "des Modells"]),
        ("de", ["en", "fr"], ["Cache"]),
        ("de", [], ["Cache"]),
        ("de", False, ["Cache"]),
    ],
)
def test_languages_with_inflected_forms(
    build: Build, language: str, inflect: bool | list[str], expected: list[str]
) -> None:
    files = project("rst", "Zwei Caches, ein Cache. Teile des Modells.", Cache="x", Modell="x")
    options = {"language": language, "glossary_faq_inflect": inflect}
    built = build(files, confoverrides=options)
    assert link_texts(built) == [text.removeprefix("des ") for text in expected]


@pytest.mark.parametrize(
    ("option", "value", "expected"),
    [
        ("match", "exact", ["it"]),
        ("match", "ignore-case", ["IT"]),
        ("inflect", False, ["IT"]),
    ],
)
def test_matching_options(build: Build, option: str, value: Any, expected: list[str]) -> None:
    """The options of the project are passed to the matcher."""
    term = "it" if value == "exact" else "IT"
    files = project("rst", "ITs, IT, it." if option != "match" else "IT, it.", **{term: "x"})
    assert link_texts(build(files, confoverrides={f"glossary_faq_{option}": value})) == expected


def test_common_words_in_another_sense(build: Build) -> None:
    """They are not linked, unless the option is off or the term has its own `match`."""
    files = project("rst", "You can list them. Many lists, a list.", list="x")
    terms = {"list": {"match": "exact"}}
    assert link_texts(build(files)) == ["lists"]
    assert link_texts(build(files, confoverrides={"glossary_faq_senses": False})) == ["list"]
    assert link_texts(build(files, confoverrides={"glossary_faq_terms": terms})) == ["list"]


def test_skipped_node_classes(build: Build) -> None:
    """A class of docutils by its bare name, any other by its path."""
    text = "*cat* **cat**\n\n.. versionadded:: 1\n   The cat.\n\nA cat."
    files = project("rst", text, cat="x")
    skip_nodes = ["emphasis", "docutils.nodes.strong", "sphinx.addnodes.versionmodified"]
    built = build(
        files,
        confoverrides={
            "glossary_faq_autolink": "all",
            "glossary_faq_autolink_skip_nodes": skip_nodes,
        },
    )
    assert link_texts(built) == ["cat"]


def test_missing_node_class(build: Build) -> None:
    """There is a warning, and the default is used."""
    built = build(
        project("rst", "A cat.", cat="x"),
        confoverrides={"glossary_faq_autolink_skip_nodes": ["no.such.Node"]},
    )
    assert link_texts(built) == ["cat"]
    assert "no.such.Node" in built.warnings
    assert "[glossary_faq.config]" in built.warnings


@pytest.mark.parametrize("failure", ["1 / 0", "raise SystemExit(3)", "raise AssertionError"])
def test_node_class_in_a_module_that_fails(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: str
) -> None:
    """Any exception becomes a warning located in conf.py."""
    tmp_path.joinpath("broken_nodes.py").write_text(failure, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    built = build(
        project("rst", "A cat.", cat="x"),
        confoverrides={"glossary_faq_autolink_skip_nodes": ["broken_nodes.Node"]},
    )
    assert link_texts(built) == ["cat"]
    assert "broken_nodes.Node" in built.warnings
    assert built.warnings.split(" WARNING", 1)[0].rstrip(":").endswith("conf.py")


def test_changed_defaults_do_not_affect_other_projects(build: Build) -> None:
    """Another extension may change a list or a mapping of options in place."""
    config = build(project("rst", "A cat.", cat="x")).app.config
    for name in ("autolink_include", "autolink_exclude", "autolink_skip_nodes", "intersphinx"):
        config[f"glossary_faq_{name}"].append("index")
    config["glossary_faq_terms"]["cat"] = {"autolink": False}
    built = build(project("rst", "A cat.", cat="x"), confoverrides=NO_TOCTREE)
    assert link_texts(built) == ["cat"]
    assert built.warnings == ""


def two_glossaries(
    first: str, second: str, first_group: str = "", second_group: str = ""
) -> dict[str, str]:
    """Return two pages that both define “port”, by their docnames."""
    info = "\n\n      .. term-info::\n         :group: {}\n"
    return {
        f"{name}.rst": page(
            "rst",
            f".. glossary::\n\n   port\n      At {name}." + (info.format(group) if group else ""),
            title=name,
        )
        for name, group in ((first, first_group), (second, second_group))
    }


def ambiguity_warnings(built: Built) -> list[str]:
    """Return the warnings about ambiguous mentions."""
    return [line for line in built.warnings.splitlines() if "may mean" in line]


def other_warnings(built: Built) -> list[str]:
    """Return all warnings except those about duplicate terms."""
    return [line for line in built.warnings.splitlines() if "duplicate-term" not in line]


def test_nearest_glossary(build: Build) -> None:
    """The glossary in the folder of the page, or in the nearest folder above, is used."""
    files = {
        "index.rst": page("rst", "A port."),
        "wine/index.rst": page("rst", "A port."),
        "wine/old/page.rst": page("rst", "A port."),
        "net/page.rst": page("rst", "A port."),
        **two_glossaries("glossary", "wine/glossary"),
    }
    built = build(files, confoverrides=NO_TOCTREE)
    assert links(built) == [Link("port", "glossary.html#term-port")]
    assert links(built, "wine/index.html") == [Link("port", "glossary.html#term-port")]
    assert links(built, "wine/old/page.html") == [Link("port", "../glossary.html#term-port")]
    assert links(built, "net/page.html") == [Link("port", "../glossary.html#term-port")]
    assert other_warnings(built) == []


def test_equally_near_glossaries(build: Build) -> None:
    """Nothing is linked, and a single warning names both terms with their locations."""
    files = {
        "index.rst": page("rst", "A port."),
        "other.rst": page("rst", "Some ports."),
        "x.rst": page("rst", "Another Port."),
        **two_glossaries("b", "a"),
    }
    built = build(files, confoverrides=NO_TOCTREE)
    assert [link_texts(built, f"{name}.html") for name in ("index", "other")] == [[], []]
    warnings = ambiguity_warnings(built)
    assert len(warnings) == 1
    assert re.search(
        r"^a\.rst:\d+: WARNING: “port”, “ports” on index and 2 more pages are not linked because "
        r"they may mean “port” \(a, line \d+\) or “port” \(b, line \d+\)\. ",
        warnings[0],
    )
    assert ambiguity_warnings(build({}, keep=True, confoverrides=NO_TOCTREE)) == warnings


def test_ambiguous_alias(build: Build) -> None:
    """An alias of two terms in one glossary is ambiguous without an explicit link."""
    info = "x\n\n.. term-info::\n   :aliases: haven"
    files = project("rst", "A haven.", port=info, harbour=info)
    assert len(ambiguity_warnings(build(files))) == 1
    files = project("rst", "A haven. A :term:`harbour`.", port=info, harbour=info)
    built = build(files, confoverrides=NO_TOCTREE)
    assert (link_texts(built), ambiguity_warnings(built)) == ([], [])
    built = build(files, confoverrides={"glossary_faq_autolink": "all"})
    assert links(built)[0] == Link("haven", "glossary.html#term-harbour")


def test_ambiguous_term_with_no_autolink(build: Build) -> None:
    """Of two equally near terms, the one without `:no-autolink:` is linked."""
    info = "x\n\n.. term-info::\n   :aliases: haven"
    no_autolink = info + "\n   :no-autolink:"
    built = build(project("rst", "A haven.", port=no_autolink, harbour=info))
    assert links(built) == [Link("haven", "glossary.html#term-harbour")]
    files = project("rst", "A haven.", port=no_autolink, harbour=no_autolink)
    built = build(files, confoverrides=NO_TOCTREE)
    assert (links(built), built.warnings) == ([], "")


@pytest.mark.parametrize(
    ("docname", "head", "expected"),
    [
        ("wine/page", "", "wine"),
        ("net/deep/page", "", "net"),
        ("page", ":glossary-group: net\n\n", "net"),
        ("page", ":glossary-group: beer; wine\n\n", "wine"),
        ("page", "", None),
    ],
)
def test_groups(build: Build, docname: str, head: str, expected: str | None) -> None:
    """A page prefers the terms of its groups: its folders and its `glossary-group`."""
    files = {
        "index.rst": page("rst", "x"),
        f"{docname}.rst": head + page("rst", "A port."),
        **two_glossaries("one", "two", "wine", "net"),
    }
    built = build(files, confoverrides=NO_TOCTREE)
    urls = [href.rpartition("/")[2] for _text, href in links(built, f"{docname}.html")]
    targets = {"wine": ["one.html#term-port"], "net": ["two.html#term-port"], None: []}
    assert urls == targets[expected]
    assert bool(ambiguity_warnings(built)) == (expected is None)


def test_term_without_group(build: Build) -> None:
    """It is linked on every page outside the group of the other term."""
    files = {
        "index.rst": page("rst", "A port."),
        "wine/page.rst": page("rst", "A port."),
        **two_glossaries("a", "b", first_group="wine"),
    }
    built = build(files, confoverrides=NO_TOCTREE)
    assert links(built) == [Link("port", "b.html#term-port")]
    assert links(built, "wine/page.html") == [Link("port", "../a.html#term-port")]


def test_warning_has_the_current_line_of_a_moved_term(build: Build) -> None:
    """Even though a moved glossary causes no pages to be planned again."""
    files = {
        "index.rst": page("rst", "A port."),
        **two_glossaries("b", "a"),
    }
    before = ambiguity_warnings(build(files, confoverrides=NO_TOCTREE))
    moved = {"a.rst": files["a.rst"].replace(".. glossary::", "Further up.\n\n.. glossary::", 1)}
    after = ambiguity_warnings(build(moved, keep=True, confoverrides=NO_TOCTREE))
    assert [re.findall(r"a\.rst:(\d+)|a, line (\d+)", line) for line in (*before, *after)] == [
        [("6", ""), ("", "6")],
        [("8", ""), ("", "8")],
    ]


def test_unknown_options(build: Build) -> None:
    """The warning names the nearest option; options of other extensions are ignored."""
    conf = """\
glossary_faq_autolnik = "off"
glossary_faq_tooltips = True
glossary_faq_others = 1
glossary = {}

def setup(app):
    app.add_config_value("glossary_faq_others", 0, "")
"""
    built = build({**project("rst", "A cat.", cat="x"), "conf.py": conf})
    assert [line for line in built.warnings.splitlines() if "glossary_faq" in line] == [
        f"conf.py: WARNING: glossary_faq_{message} [glossary_faq.config]"
        for message in (
            "autolnik: this option does not exist and is ignored. Did you mean “autolink”?",
            "tooltips: this option does not exist and is ignored.",
        )
    ]
    assert link_texts(built) == ["cat"]
