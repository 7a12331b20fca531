"""Test the pages and sections below a definition that mention its term."""

from __future__ import annotations

import re
from typing import Any

import pytest
from bs4 import Tag

from tests.autolink.sites import WITHOUT_NAVIGATION, Site
from tests.building import Build, Built
from tests.directives.built_pages import page_body, text_of
from tests.reader.glossaries import write_glossary, write_index, write_page, write_site

ON: dict[str, Any] = {"glossary_faq_used_in": True}

EXPECTED = {
    "espresso": ("Used on one page", [("Brewing 2×", "brewing.html#:~:text=An-,ESP,-%2C")]),
    "grind": ("Used on one page", [("Brewing", "brewing.html#:~:text=a-,grind,-.")]),
    "moka pot": (
        "Used on one page",
        [("Brewing › The pot 3×", "brewing.html#the-pot:~:text=The-,moka%20pot,-%2C")],
    ),
}


def used_in(built: Built, page: str = "words") -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """Return the summary and the entries with their links, for each term that has them."""
    result = {}
    for details in page_body(built, page).select("dl.glossary > dd > details.used-in"):
        definition = details.parent
        assert definition is not None
        name = definition.find_previous_sibling("dt")
        assert isinstance(name, Tag)
        summary = details.select_one("summary")
        assert summary is not None
        entries = [(text_of(p), str(p.select("a")[0]["href"])) for p in details.select("li > p")]
        result[text_of(name)] = text_of(summary), entries
    return result


MARKDOWN = [pytest.param(form, marks=pytest.mark.myst) for form in ("md", "list md")]


@pytest.mark.parametrize("form", ["rst", *MARKDOWN])
def test_pages_and_sections(build: Build, form: str) -> None:
    syntax = form.rsplit(maxsplit=1)[-1]
    files = write_site(syntax)
    names = ["crema", "espresso", "grind", "moka pot"]
    files[f"words.{syntax}"] = write_glossary(form.split(maxsplit=1)[0], names)
    myst = {"myst_enable_extensions": ["colon_fence", "deflist", "attrs_block"]}
    built = build(files, confoverrides=ON | (myst if syntax == "md" else {}))
    assert built.warnings == ""
    assert used_in(built) == EXPECTED
    assert "used-in" not in built.text("brewing.html")
    assert set(re.findall(r'id="([^"]*)"', str(page_body(built, "brewing")))) == {
        "brewing",
        "the-pot",
    }


def test_pages_with_several_sections(build: Build) -> None:
    page = write_page("rst") + "\nMore\n----\n\nGrind it. ``grind``.\n"
    files = write_site("rst") | {"brewing.rst": page, "two.rst": ":orphan:\n\nAll\n===\n\nGrind.\n"}
    built = build(files, confoverrides=ON)
    assert used_in(built)["grind"] == (
        "Used on 2 pages",
        [
            ("All", "two.html#:~:text=Grind,-."),
            ("Brewing 2×", "brewing.html#:~:text=a-,grind,-."),
            ("More", "brewing.html#more:~:text=Grind,-it."),
        ],
    )


def test_chosen_glossaries(build: Build) -> None:
    files = write_site("rst")
    for chosen, names in (
        (["drinks"], {"espresso"}),
        (["w*"], {"espresso", "grind", "moka pot"}),
        (["x"], set()),
        (False, set()),
    ):
        overrides = {"glossary_faq_used_in": chosen}
        built = build(files, keep=True, confoverrides=overrides)
        assert used_in(built).keys() == names, chosen


def test_mentions_that_do_not_count(build: Build) -> None:
    """Those in another sense, on the page of the glossary, and in text that is left alone."""
    text = "You can grind it. :no-autolink:`grind`\n\n``grind``\n"
    page = f"Brewing\n=======\n\n{text}"
    words = f"{write_glossary('rst')}\n\nA grind.\n"
    files = write_site("rst") | {"brewing.rst": page, "words.rst": words}
    overrides = ON | {"glossary_faq_terms": {"grind": {"not_in": ["can grind"]}}}
    assert used_in(build(files, confoverrides=overrides)) == {}


def test_pages_in_parallel(build: Build) -> None:
    files = write_site("rst")
    for number in range(8):
        files[f"page{number}.rst"] = f":orphan:\n\n{write_page('rst', f'Page {number}')}"
    serial = used_in(build(files, confoverrides=ON))
    assert serial["grind"][0] == "Used on 9 pages"
    assert used_in(build(files, confoverrides=ON, parallel=2)) == serial


def test_other_formats(build: Build) -> None:
    files = write_site("rst")
    single = build(files, "singlehtml", confoverrides=ON)
    entries = used_in(single, "index")
    assert entries["grind"][1] == [("Brewing", "#document-brewing:~:text=a-,grind,-.")]
    assert entries["moka pot"][1][0][1].startswith("#the-pot:~:text=The-,moka%20pot")
    dirhtml = build(files, "dirhtml", confoverrides=ON)
    [entry] = used_in(dirhtml, "words/index")["grind"][1]
    assert entry[1] == "../brewing/#:~:text=a-,grind,-."
    epub = build(files, "epub", confoverrides=ON).text("words.xhtml")
    assert 'href="brewing.xhtml#the-pot"' in epub
    assert ":~:" not in epub
    orphan = {"other.rst": f":orphan:\n\n{write_page('rst', 'Other')}"}
    latex = build(files | orphan, "latex", confoverrides=ON)
    [name] = [name for name in latex.files() if name.endswith(".tex")]
    tex = re.sub(r"\\sphinxstepexplicit|\s+", " ", latex.text(name))
    assert r"Brewing (p. \pageref{\detokenize{brewing::doc}})" in tex
    assert r"Brewing (p. \pageref{\detokenize{brewing:the-pot}})" in tex
    for label in re.findall(r"\\pageref(\{\\detokenize\{.*?\}\})", tex):
        assert rf"\label{label}" in tex
    assert "Other" not in tex
    for builder in ("text", "man", "texinfo"):
        built = build(files, builder, confoverrides=ON)
        texts = [(built.outdir / name).read_text("utf-8") for name in built.files()]
        assert not any("Used " in text for text in texts)


def test_only_the_glossary_is_written_again(tmp_path: Any) -> None:
    site = Site(tmp_path / "site", options=WITHOUT_NAVIGATION | ON)
    files = write_site("rst") | {
        "index.rst": write_index("rst", "words", "brewing", "other"),
        "other.rst": "Other\n=====\n\nText.\n",
    }
    site.write(files)
    site.build()

    def rewritten(text: str) -> set[str]:
        """Edit a page, and return the other written pages; all equal those of a clean build."""
        files["other.rst"] = f"Other\n=====\n\n{text}\n"
        site.write(files)
        report = site.build()
        clean = site.fresh(tmp_path / "clean")
        clean.build()
        # Sphinx 8.1 keeps words in its index that no page has any more.
        left, right = (
            {name: data for name, data in each.files("html").items() if name != "searchindex.js"}
            for each in (site, clean)
        )
        assert left == right
        assert report.read <= {"other"}
        return report.written - report.read - {"index"}

    assert rewritten("Text!") == set()
    assert rewritten("A grind.") == {"words"}
    assert rewritten("A grind. Some grind.") == {"words"}  # not linked
    assert rewritten("A grind. Some grind. New.") == set()
    assert rewritten("No grind. Some grind. New.") == {"words"}  # the text before the mention
    assert rewritten("Text.") == {"words"}
    assert site.build().written <= {"index"}
