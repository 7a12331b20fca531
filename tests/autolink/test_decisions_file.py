"""Test the file of decisions: its effect, incremental builds and mistakes in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_glossary_faq.autolink.decisions_file import MAX_SIZE
from sphinx_glossary_faq.core.model.decisions import Decision, dump
from tests.autolink.sites import Site, differing
from tests.autolink.test_intersphinx_terms import write_inventory
from tests.building import Build, Built
from tests.obstacles import OBSTACLES, Obstacle

FILES = {
    "conf.py": 'glossary_faq_decisions = "terms.toml"\nhtml_theme = "basic"\n',
    "index.rst": "Index\n=====\n\nNothing.\n",
    "words.rst": "Words\n=====\n\n.. glossary::\n\n   cat\n      A pet.\n\n   dog\n      A pet.\n",
    "both.rst": "Both\n====\n\nA cat and a dog.\n",
    "dogs.rst": "Dogs\n====\n\nA dog.\n",
}

NO_CAT = dump([Decision("cat", link="never", sample="A cat and a dog.")])

QUIET = {"suppress_warnings": ["toc.not_included"]}


def run(build: Build, text: str | bytes, builder: str = "html", **files: str) -> Built:
    """Build a project with a file of decisions."""
    pages = {f"{name}.rst": page for name, page in files.items()}
    sources = {**FILES, **pages, "terms.toml": text}
    return build(sources, builder, confoverrides=QUIET)


def links(built: Built, page: str = "both.html") -> list[str]:
    """Return the texts of the automatic links on a page."""
    return [part.split("<", 1)[0] for part in built.text(page).split("autolinked-term")[1:]]


# Incremental builds.


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A project without decisions that was never built."""
    site = Site(tmp_path / "site")
    site.write({**FILES, "terms.toml": dump([])})
    return site


@pytest.mark.parametrize("builder", ["html", "text"])
@pytest.mark.parametrize("parallel", [0, 2])
def test_only_the_affected_pages_are_written(
    site: Site, tmp_path: Path, builder: str, parallel: int
) -> None:
    site.build(builder, parallel=parallel)
    affected = {"both"} if builder == "html" else set()
    steps = [
        (NO_CAT, affected),
        (NO_CAT.replace("and a dog", "…"), set()),
        (NO_CAT.replace("never", "always"), affected),
        (dump([Decision("dog", link="never")]), affected | ({"dogs"} if affected else set())),
        (dump([]), affected | ({"dogs"} if affected else set())),
    ]
    for text, rewritten in steps:
        site.write({**FILES, "terms.toml": text})
        report = site.build(builder, parallel=parallel)
        assert (report.read, report.rewritten, report.own_warnings) == (set(), rewritten, [])
        fresh = site.fresh(tmp_path / "fresh")
        fresh.build(builder)
        assert differing(site.files(builder), fresh.files(builder)) <= {"searchindex.js"}


def test_phrases_and_evidence(site: Site) -> None:
    """Only pages with such a phrase, or without evidence, are written."""
    pages = {"both.rst": "Both\n====\n\nA cat and a dog food.\n"}
    site.write({**FILES, **pages, "terms.toml": dump([])})
    site.build()
    decisions = [Decision("dog", not_in=("dog food",))]
    for decision, rewritten in [
        (Decision("cat", not_in=("dog cat",)), {"both"}),
        (Decision("cat", link="evidence"), {"both"}),
        (Decision("cat", link="always"), {"both"}),
    ]:
        site.write({**FILES, **pages, "terms.toml": dump([*decisions, decision])})
        report = site.build()
        assert (report.read, report.rewritten, report.own_warnings) == (set(), rewritten, [])
    assert b"autolinked-term" in site.files("html")["dogs.html"]


def test_one_application_may_build_several_times(build: Build) -> None:
    built = run(build, dump([]))
    assert "#term-cat" in built.text("both.html")
    (built.srcdir / "terms.toml").write_text(NO_CAT, "utf-8")
    built.app.build()
    assert "#term-cat" not in built.text("both.html")


# Which terms an entry is about.

OTHER = ".. glossary::\n\n   cat\n      A tool.\n"


@pytest.mark.parametrize(
    ("page", "target"), [("words", "other.html"), ("other", "words.html"), ("", "")]
)
def test_terms_with_the_same_name(build: Build, page: str, target: str) -> None:
    """The other term is meant if one of them is never linked."""
    entry = dump([Decision("cat", page, "never")])
    built = run(build, entry, other=f"Other\n=====\n\n{OTHER}")
    warnings = [line for line in built.warnings.splitlines() if "duplicate" not in line]
    assert [line for line in warnings if "decision" in line] == []
    assert (f'"{target}#term-cat"' in built.text("both.html")) is bool(target)
    assert built.text("both.html").count('#term-cat">') == 2 * bool(target)  # link and tip


def test_terms_of_other_projects(build: Build, tmp_path: Path) -> None:
    inventory = write_inventory(tmp_path / "birds.inv", "Birds", "1", "duck", "goose")
    files = {**FILES, "both.rst": "Both\n====\n\nA duck and a goose.\n"}
    built = build(
        {**files, "terms.toml": dump([Decision("duck", link="never")])},
        confoverrides={
            "extensions": ["sphinx.ext.intersphinx", "sphinx_glossary_faq"],
            "intersphinx_mapping": {"birds": ("https://birds.example/", inventory)},
            "glossary_faq_intersphinx": ["birds"],
            "glossary_faq_terms": {"goose": {"link": "always"}},
            **QUIET,
        },
    )
    assert built.warnings == ""
    assert "term-duck" not in built.text("both.html")
    assert "term-goose" in built.text("both.html")


# Mistakes.


def test_mistakes_are_reported_with_their_line(build: Build) -> None:
    text = NO_CAT.replace("never", "nevr") + '\n[[term]]\nname = "dog"\nlink = "never"\n'
    built = run(build, text)
    assert built.warnings == (
        "terms.toml:5: WARNING: glossary_faq_decisions: “cat”: “link” does not accept the value "
        "“nevr”. Use one of always, rules, evidence, never. Did you mean “never”? "
        "[glossary_faq.config]\n"
    )
    assert "#term-cat" in built.text("both.html")
    assert "#term-dog" not in built.text("both.html")


@pytest.mark.parametrize("builder", ["html", "text", "xrefcheck"])
def test_stale_entries(build: Build, builder: str) -> None:
    text = dump([Decision("cat", not_in=("dog food",)), Decision("dogg", link="never")])
    built = run(build, text, builder)
    assert built.warnings == (
        "terms.toml:6:4: WARNING: The phrase “dog food” under :not-in: has no effect, because it "
        "does not contain “cat”. Add that word, or remove the phrase. "
        "[glossary_faq.phrase-without-term]\n"
        "terms.toml:10:9: WARNING: “dogg” is not in any glossary. Correct its name, or remove its "
        "entry. Did you mean “dog”? [glossary_faq.stale-decision]\n"
    )
    assert built.exit_code == (1 if builder == "xrefcheck" else 0)


def test_text_that_is_not_toml(build: Build) -> None:
    built = run(build, "<<<<<<< main\n" + NO_CAT)
    assert "terms.toml:1: WARNING: glossary_faq_decisions: It is not valid TOML" in built.warnings
    assert len(built.warnings.splitlines()) == 1
    assert "#term-cat" in built.text("both.html")


def test_text_with_a_byte_order_mark(build: Build) -> None:
    built = run(build, NO_CAT.replace("\n", "\r\n").encode("utf-8-sig"))
    assert built.warnings == ""
    assert "#term-cat" not in built.text("both.html")


CANNOT_BE_READ = "conf.py: WARNING: glossary_faq_decisions: file “terms.toml” cannot be read: "


def test_text_in_another_encoding(build: Build) -> None:
    built = run(build, "# café\n".encode("latin-1"))
    message = "It is not encoded in UTF-8. Save it in UTF-8. [glossary_faq.config]\n"
    assert built.warnings == CANNOT_BE_READ + message


@pytest.mark.parametrize("obstacle", [each for each in OBSTACLES if each.name != "link to a file"])
def test_only_regular_files_are_read(build: Build, obstacle: Obstacle) -> None:
    obstacle.put(build.folder / "project" / "source" / "terms.toml", build.folder / "outside")
    built = build(FILES, confoverrides=QUIET, keep=True)
    assert built.warnings.startswith(CANNOT_BE_READ)
    assert len(built.warnings.splitlines()) == 1


def test_large_files_are_not_read(build: Build) -> None:
    path = build.folder / "project" / "source" / "terms.toml"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        file.truncate(2**40)  # sparse
    built = build(FILES, confoverrides=QUIET, keep=True)
    size = MAX_SIZE // 2**20
    assert built.warnings.startswith(f"{CANNOT_BE_READ}Larger than {size} MiB. Check its path.")


@pytest.mark.parametrize("name", ["nope.toml", "a\0b", "x" * 5000])
def test_files_that_do_not_exist(build: Build, name: str) -> None:
    built = build(FILES, confoverrides={**QUIET, "glossary_faq_decisions": name})
    [warning] = built.warnings.splitlines()
    assert "glossary_faq_decisions: file" in warning
    assert "Check its path." in warning
