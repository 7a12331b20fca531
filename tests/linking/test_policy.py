"""How often, on which pages and which of several terms: everything an author decides."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.building import Build, Built
from tests.linking.links import Link, glossary, links, page, project, soup_of, words

QUIET = {"suppress_warnings": ["toc.not_included"]}

THRICE = {
    "rst": "A cat, a cat.\n\nOne\n---\n\nA cat, a cat.\n\nTwo\n---\n\n:term:`cat`, a cat.",
    "md": "A cat, a cat.\n\n## One\n\nA cat, a cat.\n\n## Two\n\n{term}`cat`, a cat.",
}


@pytest.mark.parametrize(
    ("scope", "expected"), [("page", 0), ("section", 2), ("all", 5), ("off", 0)]
)
def test_scope(build: Build, syntax: str, scope: str, expected: int) -> None:
    """The link made by hand in the last section counts, but not where all are linked."""
    built = build(
        project(syntax, THRICE[syntax], cat="It purrs."),
        confoverrides={"glossary_faq_autolink": scope},
    )
    assert words(built) == ["cat"] * expected


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
    """A project is adopted folder by folder; what is excluded wins."""
    files = {f"{name}.rst": page("rst", "A cat.") for name in PAGES}
    built = build(
        {**files, **glossary("rst", cat="x")},
        confoverrides={
            **QUIET,
            "glossary_faq_autolink_include": include,
            "glossary_faq_autolink_exclude": exclude,
        },
    )
    assert [name for name in PAGES if words(built, f"{name}.html")] == expected


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
def test_a_page_opts_out(build: Build, syntax: str, head: str, expected: list[str]) -> None:
    """By its field list or its front matter; also when only that is edited."""
    files = project(syntax, "A cat.", cat="x")
    name = f"index.{syntax}"
    assert words(build(files)) == ["cat"]
    assert words(build({name: head + files[name]}, keep=True)) == expected
    assert words(build({name: files[name]}, keep=True)) == ["cat"]


def test_a_term_opts_out(build: Build, syntax: str) -> None:
    """By `:no-autolink:` in its term-info, or by `glossary_faq_terms` in conf.py."""
    info = {
        "rst": "It purrs.\n\n.. term-info::\n   :no-autolink:",
        "md": "It purrs.\n\n:::{term-info}\n:no-autolink:\n:::",
    }[syntax]
    files = project(syntax, "A cat, a dog, a cow.", cat=info, dog="x", cow="x")
    terms = {"dog": {"autolink": False}, "cow": {"aliases": ["calf"]}}
    assert words(build(files, confoverrides={"glossary_faq_terms": terms})) == ["cow"]


def test_options_of_terms(build: Build) -> None:
    """`glossary_faq_terms` says of a term what its glossary would say in a term-info."""
    files = project("rst", "A Kitty, a DOG, an ox.", cat="x", dog="x", ox="x")
    terms = {
        "cat": {"hidden_aliases": ["kitty"]},
        "dog": {"match": "exact"},
        "ox": {"abbreviation": "OX"},
    }
    assert words(build(files, confoverrides={"glossary_faq_terms": terms})) == ["Kitty", "ox"]


@pytest.mark.parametrize(
    ("option", "value", "expected"),
    [
        ("match", "exact", ["it"]),
        ("match", "ignore-case", ["IT"]),
        ("inflect", False, ["IT"]),
    ],
)
def test_matching_options(build: Build, option: str, value: Any, expected: list[str]) -> None:
    """The options of the project reach the matcher."""
    term = "it" if value == "exact" else "IT"
    files = project("rst", "ITs, IT, it." if option != "match" else "IT, it.", **{term: "x"})
    assert words(build(files, confoverrides={f"glossary_faq_{option}": value})) == expected


def test_plain_words_in_another_sense(build: Build) -> None:
    """They are passed over, unless the option or the term itself wants each mention."""
    files = project("rst", "You can list them. Many lists, a list.", list="x")
    told = {"list": {"match": "exact"}}
    assert words(build(files)) == ["lists"]
    assert words(build(files, confoverrides={"glossary_faq_senses": False})) == ["list"]
    assert words(build(files, confoverrides={"glossary_faq_terms": told})) == ["list"]


VALUE = "A value passed to a function when it is called, assigned to a variable of its body."

SECTIONS = {
    "rst": """
In Use
------

A function that has an argument.

On the Command Line
-------------------

A function has an argument.
""",
    "md": """
## In Use

A function that has an argument.

## On the Command Line

A function has an argument.
""",
}


def test_plain_words_under_a_title_that_means_another_sense(build: Build, syntax: str) -> None:
    """A title above says what is spoken of below; one above another section does not."""
    files = project(syntax, SECTIONS[syntax], argument=VALUE)
    built = build(files, confoverrides={"glossary_faq_autolink": "all"})
    assert words(built) == ["argument"]
    assert soup_of(built).select_one("#in-use .autolinked-term")


def test_skipped_node_classes(build: Build) -> None:
    """A docutils class by its bare name, any other by its path."""
    text = "*cat* **cat**\n\n.. versionadded:: 1\n   The cat.\n\nA cat."
    files = project("rst", text, cat="x")
    skipped = ["emphasis", "docutils.nodes.strong", "sphinx.addnodes.versionmodified"]
    built = build(
        files,
        confoverrides={
            "glossary_faq_autolink": "all",
            "glossary_faq_autolink_skip_nodes": skipped,
        },
    )
    assert words(built) == ["cat"]


def test_a_node_class_that_is_none(build: Build) -> None:
    """It warns and the default is used; the build goes on."""
    built = build(
        project("rst", "A cat.", cat="x"),
        confoverrides={"glossary_faq_autolink_skip_nodes": ["no.such.Node"]},
    )
    assert words(built) == ["cat"]
    assert "no.such.Node" in built.warnings
    assert "[glossary_faq.config]" in built.warnings


@pytest.mark.parametrize("failure", ["1 / 0", "raise SystemExit(3)", "raise AssertionError"])
def test_a_node_class_whose_module_fails(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: str
) -> None:
    """Whatever it raises: a warning that says where the option is."""
    tmp_path.joinpath("broken_nodes.py").write_text(failure, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    built = build(
        project("rst", "A cat.", cat="x"),
        confoverrides={"glossary_faq_autolink_skip_nodes": ["broken_nodes.Node"]},
    )
    assert words(built) == ["cat"]
    assert "broken_nodes.Node" in built.warnings
    assert built.warnings.split(" WARNING", 1)[0].rstrip(":").endswith("conf.py")


def test_a_default_that_is_changed_is_none_of_the_next_project_s(build: Build) -> None:
    """Another extension may add to a list or a mapping of options."""
    config = build(project("rst", "A cat.", cat="x")).app.config
    for name in ("autolink_include", "autolink_exclude", "autolink_skip_nodes", "intersphinx"):
        config[f"glossary_faq_{name}"].append("index")
    config["glossary_faq_terms"]["cat"] = {"autolink": False}
    built = build(project("rst", "A cat.", cat="x"), confoverrides=QUIET)
    assert words(built) == ["cat"]
    assert built.warnings == ""


def two_glossaries(one: str, other: str, first: str = "", second: str = "") -> dict[str, str]:
    """Two pages that define "port" each, the first of them at `one`."""
    info = "\n\n      .. term-info::\n         :group: {}\n"
    return {
        f"{name}.rst": page(
            "rst",
            f".. glossary::\n\n   port\n      At {name}." + (info.format(group) if group else ""),
            title=name,
        )
        for name, group in ((one, first), (other, second))
    }


def ambiguous(built: Built) -> list[str]:
    """What was told of mentions that may mean several terms."""
    return [line for line in built.warnings.splitlines() if "may mean" in line]


def without_duplicates(built: Built) -> list[str]:
    """All warnings but Sphinx's own on two terms of one name."""
    return [line for line in built.warnings.splitlines() if "duplicate-term" not in line]


def test_the_nearest_glossary(build: Build) -> None:
    """In the folder of the page, then in the folders above it."""
    files = {
        "index.rst": page("rst", "A port."),
        "wine/index.rst": page("rst", "A port."),
        "wine/old/page.rst": page("rst", "A port."),
        "net/page.rst": page("rst", "A port."),
        **two_glossaries("glossary", "wine/glossary"),
    }
    built = build(files, confoverrides=QUIET)
    assert links(built) == [Link("port", "glossary.html#term-port")]
    assert links(built, "wine/index.html") == [Link("port", "glossary.html#term-port")]
    assert links(built, "wine/old/page.html") == [Link("port", "../glossary.html#term-port")]
    assert links(built, "net/page.html") == [Link("port", "../glossary.html#term-port")]
    assert without_duplicates(built) == []


def test_equally_near_glossaries(build: Build) -> None:
    """None is picked: one warning, however many pages, names both with their places."""
    files = {
        "index.rst": page("rst", "A port."),
        "other.rst": page("rst", "Some ports."),
        "x.rst": page("rst", "Another Port."),
        **two_glossaries("b", "a"),
    }
    built = build(files, confoverrides=QUIET)
    assert [words(built, f"{name}.html") for name in ("index", "other")] == [[], []]
    told = ambiguous(built)
    assert len(told) == 1
    assert re.search(
        r"^a\.rst:\d+: WARNING: “port”, “ports” on index and 2 more .* "
        r"“port” \(a, line \d+\), “port” \(b, line \d+\)",
        told[0],
    )
    assert ambiguous(build({}, keep=True, confoverrides=QUIET)) == told


def test_one_page_with_two_terms_of_one_spelling(build: Build) -> None:
    """An alias of two terms in one glossary is ambiguous, until it is linked by hand."""
    info = "x\n\n.. term-info::\n   :aliases: haven"
    files = project("rst", "A haven.", port=info, harbour=info)
    assert len(ambiguous(build(files))) == 1
    files = project("rst", "A haven. A :term:`harbour`.", port=info, harbour=info)
    built = build(files, confoverrides=QUIET)
    assert (words(built), ambiguous(built)) == ([], [])
    built = build(files, confoverrides={"glossary_faq_autolink": "all"})
    assert links(built)[0] == Link("haven", "glossary.html#term-harbour")


def test_a_term_that_opted_out_gives_way(build: Build) -> None:
    """Between two equally near terms the one that may be linked is meant."""
    info = "x\n\n.. term-info::\n   :aliases: haven"
    out = info + "\n   :no-autolink:"
    built = build(project("rst", "A haven.", port=out, harbour=info))
    assert links(built) == [Link("haven", "glossary.html#term-harbour")]
    built = build(project("rst", "A haven.", port=out, harbour=out), confoverrides=QUIET)
    assert (links(built), built.warnings) == ([], "")


@pytest.mark.parametrize(
    ("where", "head", "expected"),
    [
        ("wine/page", "", "wine"),
        ("net/deep/page", "", "net"),
        ("page", ":glossary-group: net\n\n", "net"),
        ("page", ":glossary-group: beer; wine\n\n", "wine"),
        ("page", "", None),
    ],
)
def test_groups(build: Build, where: str, head: str, expected: str | None) -> None:
    """A page means the terms of its groups first: those of its folders, and those it names."""
    files = {
        "index.rst": page("rst", "x"),
        f"{where}.rst": head + page("rst", "A port."),
        **two_glossaries("one", "two", "wine", "net"),
    }
    built = build(files, confoverrides=QUIET)
    found = [href.rpartition("/")[2] for _text, href in links(built, f"{where}.html")]
    home = {"wine": ["one.html#term-port"], "net": ["two.html#term-port"], None: []}
    assert found == home[expected]
    assert bool(ambiguous(built)) == (expected is None)


def test_a_term_without_group_is_the_general_one(build: Build) -> None:
    """It is meant on every page outside of the other's group."""
    files = {
        "index.rst": page("rst", "A port."),
        "wine/page.rst": page("rst", "A port."),
        **two_glossaries("a", "b", first="wine"),
    }
    built = build(files, confoverrides=QUIET)
    assert links(built) == [Link("port", "b.html#term-port")]
    assert links(built, "wine/page.html") == [Link("port", "../a.html#term-port")]


def test_a_moved_term_is_told_where_it_is(build: Build) -> None:
    """Although nothing is planned again for a line more above a glossary."""
    files = {
        "index.rst": page("rst", "A port."),
        **two_glossaries("b", "a"),
    }
    before = ambiguous(build(files, confoverrides=QUIET))
    moved = {"a.rst": files["a.rst"].replace(".. glossary::", "Further up.\n\n.. glossary::", 1)}
    after = ambiguous(build(moved, keep=True, confoverrides=QUIET))
    assert [re.findall(r"a\.rst:(\d+)|a, line (\d+)", line) for line in (*before, *after)] == [
        [("6", ""), ("", "6")],
        [("8", ""), ("", "8")],
    ]


def test_an_option_that_is_none(build: Build) -> None:
    """It is told with the nearest name; other extensions' options and other names are not."""
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
        f"conf.py: WARNING: glossary_faq_{told} It is ignored. [glossary_faq.config]"
        for told in (
            "autolnik: there is no such option. Did you mean “autolink”?",
            "tooltips: there is no such option.",
        )
    ]
    assert words(built) == ["cat"]
