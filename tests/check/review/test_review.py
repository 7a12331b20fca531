"""Test the data in `review.html` and the lines about it in the output of the build."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from sphinx_glossary_faq.check.review.review_data import RULES
from sphinx_glossary_faq.check.review.review_page import embed_json, render
from sphinx_glossary_faq.core.senses import rules
from tests.building import Build, Built

WORDS = """\
Words
=====

.. glossary::

   state
      What a thing is in.

   system
      A *whole* of parts.

   newt
   eft
      It purrs.
"""

PAGE = """\
Page
====

.. toctree::

   words

A file system. The state of the file system. Any file system has a newt.
"""


def review(built: Built) -> Any:
    """Return the data in `review.html`."""
    (data,) = re.findall(r'id="data">(.*)</script>', built.text("review.html"))
    return json.loads(data)


def build_review(build: Build, page: str = PAGE, words: str = WORDS, **overrides: Any) -> Any:
    """Build a project whose words are all linked, and return the data."""
    files = {"index.rst": page, "words.rst": words}
    overrides = {"glossary_faq_senses": False} | overrides
    return review(build(files, "xrefcheck", confoverrides=overrides))


def term(data: Any, name: str) -> Any:
    return next(term for term in data["terms"] if term["name"] == name)


def distinct(number: int) -> str:
    """Return a word for a number, so that sentences differ."""
    return f"x{chr(97 + number // 26)}{chr(97 + number % 26)}"


def test_a_term(build: Build) -> None:
    data = build_review(build, glossary_faq_autolink="all")
    system = term(data, "system")
    mentions = system.pop("mentions")
    assert system == {
        "name": "system",
        "page": "",
        "names": [],
        "definition": "A whole of parts.",
        "rank": system["rank"],
        "entry": None,
        "fixed": {"link": "", "not_in": []},
        "linked": 3,
        "withheld": 0,
        "others": 0,
        "facts": "3 mentions on 1 page: 3 linked, 0 withheld. One of the 3,000 most frequent words "
        f"of English (rank {system['rank']}).",
        "phrases": [["file system", 3]],
    }
    assert mentions[1] == [0, 8, "The state of the file ", "system", ".", 0, 1, 1]
    assert data["sources"][0] == ["index.rst", "Page"]
    assert data["states"][0] == ["linked", ""]


def test_every_rule_is_explained() -> None:
    """The authors' decisions have reasons, too."""
    assert list(RULES) == [*rules.RULES, "domain", "not-in", "evidence", "undecided"]


@pytest.mark.parametrize(
    ("language", "name"), [("de", "German"), ("pt", None), ("fr_CA", "French")]
)
def test_the_language_of_everyday_words(build: Build, language: str, name: str | None) -> None:
    words = WORDS.replace("system", "art").replace("newt", "tür")
    page = PAGE.replace("system", "art").replace("newt", "tür")
    facts = [term["facts"] for term in build_review(build, page, words, language=language)["terms"]]
    assert name is None or any(f"most frequent words of {name} (rank" in fact for fact in facts)
    assert name is not None or not any("most frequent" in fact for fact in facts)


def test_terms_are_sorted_by_risk(build: Build) -> None:
    data = build_review(build, glossary_faq_autolink="all")
    ranked = [(term["name"], term["rank"] is not None) for term in data["terms"]]
    assert ranked == [("system", True), ("state", True), ("newt", False)]


def test_terms_that_are_not_everyday_words_are_sorted_by_links_and_neighbors(build: Build) -> None:
    """Single words come before terms of several words, and varied neighbors before equal ones."""
    names = ["oft", "stoat", "newt", "red newt", "side-newt"]
    entries = "".join(
        f"   {name}\n      Animal {len(name)}.\n\n" for name in (*names, "unused newt")
    )
    page = (
        "Page\n====\n\n.. toctree::\n\n   words\n\n"
        + "Red newt. Side-newt. " * 6
        + "Big stoat, big stoat. Big newt, old newt. "
        + "Big oft. " * 4
        + "State."
    )
    words = f"{WORDS.partition('   system')[0]}{entries}"
    data = build_review(build, page, words, glossary_faq_autolink="all")
    order = [term["name"] for term in data["terms"]]
    assert order == ["state", "oft", "newt", "stoat", "red newt", "side-newt", "unused newt"]
    assert term(data, "oft")["phrases"] == [["big oft", 4]]
    assert term(data, "red newt")["phrases"] == []


def test_mentions_that_are_not_linked_have_a_reason(build: Build) -> None:
    data = build_review(build)
    states = [data["states"][mention[5]] for mention in term(data, "system")["mentions"]]
    assert states == [["linked", ""], *[["other", "linked earlier on the page"]] * 2]


def test_mentions_in_the_definition_of_their_term_are_omitted(build: Build) -> None:
    words = WORDS.replace("parts.", "parts. A system of states.")
    data = build_review(build, words=words)
    assert term(data, "system")["facts"].startswith("3 mentions on 1 page:")
    assert term(data, "state")["facts"].startswith("2 mentions on 2 pages:")


def test_mentions_are_limited(build: Build) -> None:
    page = f"{PAGE}\n" + "".join(f"A system, a newt {distinct(n)}. " for n in range(150))
    data = build_review(build, page, glossary_faq_autolink="all")
    assert term(data, "system")["linked"] == 153
    assert len(term(data, "system")["mentions"]) == 100
    assert len(term(data, "newt")["mentions"]) == 100
    data = build_review(build, page)
    assert len(term(data, "system")["mentions"]) == 100
    assert len(term(data, "newt")["mentions"]) == 20


def test_linked_mentions_come_first(build: Build) -> None:
    """There is always room for some withheld mentions."""
    page = f"{PAGE}\n" + "".join(
        f"A system {distinct(n)}. A big-system {distinct(n)}. " for n in range(150)
    )
    toml = '[[term]]\nname = "system"\nnot-in = ["big system"]\n'
    files = {"index.rst": page, "words.rst": WORDS, "t.toml": toml}
    overrides = {"glossary_faq_decisions": "t.toml", "glossary_faq_autolink": "all"}
    data = review(build(files, "xrefcheck", confoverrides=overrides))
    kinds = [data["states"][mention[5]][0] for mention in term(data, "system")["mentions"]]
    assert kinds == ["linked"] * 100 + ["withheld"] * 20
    assert ["withheld", f"not-in: {RULES['not-in']}"] in data["states"]


@pytest.mark.parametrize(
    "decision", ["", "link: always", "link: rules", "link: never", "not-in: its state"]
)
def test_levels_do_not_depend_on_the_decision(build: Build, decision: str) -> None:
    """A topic word of the definition is in the sentence, in the heading, or nowhere."""
    info = f"\n\n      .. term-info::\n         :{decision}\n" if decision else ""
    words = f"""{WORDS.partition("   state")[0]}   state\n      How an engine is.{info}\n"""
    page = """\
Page
====

No state.

The state of engines.

Engine
------

Its state.

Part
~~~~

Next state. You can state why.

.. toctree::

   words
"""
    overrides = {"glossary_faq_autolink": "all", "glossary_faq_senses": True}
    data = build_review(build, page, words, **overrides)
    levels = {mention[2]: mention[7] for mention in term(data, "state")["mentions"]}
    assert levels == {"No ": 1, "The ": 2, "Its ": 2, "Next ": 2, "You can ": 0}  # a verb


def test_similar_sentences_are_merged(build: Build) -> None:
    """Sentences that differ in case, digits or punctuation are shown once, but not in words."""
    page = f"{PAGE}\nSystem 3 runs. The engine runs. System (4) runs! A system runs.\n"
    data = build_review(build, page, glossary_faq_autolink="all")
    mentions = term(data, "system")["mentions"]
    assert [(mention[2], mention[6]) for mention in mentions[-2:]] == [("", 2), ("A ", 1)]


def test_singular_and_plural_phrases_are_counted_together(build: Build) -> None:
    page = f"{PAGE}\nFile systems. A file-system. The systems fail; the system fails."
    system = term(build_review(build, page, glossary_faq_autolink="all"), "system")
    assert system["phrases"] == [["file system", 5]]


def test_phrases_with_frequent_words(build: Build) -> None:
    """They are typical of the term, and occur three times.  Only links are counted."""
    page = f"{PAGE}\n" + (
        "A system of. The state, the newt, the eft. " * 4 + "The system. " * 4 + "System is. " * 2
    )
    system = term(build_review(build, page, glossary_faq_autolink="all"), "system")
    assert system["phrases"] == [["system of", 4], ["file system", 3]]
    asked: dict[str, Any] = {"glossary_faq_senses": True, "glossary_faq_everyday_words": "ask"}
    system = term(build_review(build, page, glossary_faq_autolink="all", **asked), "system")
    assert system["phrases"][0] == ["system of", 4]
    system = term(build_review(build, page), "system")
    assert system["phrases"] == [["file system", 1]]


def test_definitions_with_the_list_that_they_announce(build: Build) -> None:
    items = "Some:\n\n      1. *parts*\n      2. of\n         it\n\n      More."
    words = WORDS.replace("A *whole* of parts.", items).replace("It purrs.", "So:\n\n      x = 1")
    words = words.replace("is in.", "is in.\n\n      .. term-info::\n         :aliases: mood")
    data = build_review(build, words=words)
    definitions = [term(data, name)["definition"] for name in ("system", "newt", "state")]
    assert definitions == ["Some: parts; of it", "So: x = 1", "What a thing is in."]


def test_decisions(build: Build) -> None:
    """A decision in the sources cannot be changed on the page, one in the file can."""
    words = WORDS + "\n      .. term-info::\n         :link: never\n         :not-in: newt food\n"
    toml = """
[[term]]
name = "system"
not-in = ["file system"]
sample = "A"
[[term]]
name = "eft"
link = "always"
not-in = ["newt food", "big newt"]
"""
    built = build(
        {"index.rst": PAGE, "words.rst": words, "t.toml": toml},
        "xrefcheck",
        confoverrides={"glossary_faq_decisions": "t.toml"},
    )
    data = review(built)
    assert data["file"] == "t.toml"
    assert data["decisions"] == [
        {"name": "system", "page": "", "link": "", "not_in": ["file system"], "sample": "A"},
        {
            "name": "eft",
            "page": "",
            "link": "always",
            "not_in": ["newt food", "big newt"],
            "sample": "",
        },
    ]
    assert term(data, "system")["entry"] == 0
    assert term(data, "system")["fixed"] == {"link": "", "not_in": []}
    assert term(data, "newt")["entry"] == 1
    assert term(data, "newt")["fixed"] == {"link": "never", "not_in": []}
    assert term(data, "state")["entry"] is None
    assert "review.html: 1 everyday word is not decided.\n" in built.status


def test_words_that_are_never_linked_are_decided_everyday_words(build: Build) -> None:
    words = WORDS.replace("parts.\n", "parts.\n\n      .. term-info::\n         :no-autolink:\n")
    system = term(build_review(build, words=words), "system")
    assert system["rank"] is not None
    assert (system["linked"], system["withheld"]) == (0, 3)
    assert system["fixed"]["link"] == "never"


def test_terms_with_the_same_name_have_their_page(build: Build) -> None:
    files = {"index.rst": PAGE, "words.rst": WORDS, "a/words.rst": f":orphan:\n\n{WORDS}"}
    data = review(build(files, "xrefcheck"))
    pages = [term["page"] for term in data["terms"] if term["name"] == "system"]
    assert sorted(pages) == ["a/words", "words"]


def test_the_last_lines_of_the_build(build: Build) -> None:
    page = f"{PAGE}\n:term:`newt` and :term:`the beast <eft>`.\n"
    files = {"index.rst": page, "words.rst": WORDS, "b.rst": "B\n=\n\n:term:`A beast <newt>`\n"}
    status = build(files, "xrefcheck").status
    lines = status.splitlines()
    summary = next(number for number, line in enumerate(lines) if line.startswith("checked"))
    assert lines[summary + 1 : summary + 3] == [
        "1 of 2 hand-made links would come back automatically.",
        "review.html: 2 everyday words are not decided.",
    ]


def test_projects_without_terms_have_no_lines(build: Build) -> None:
    assert "review.html" not in build({"index.rst": "Page\n====\n"}, "xrefcheck").status


HOSTILE = "</script><script>alert(1)</script><!-- {{ data }} {{ script }} \u2028 &amp;"


def test_content_does_not_leave_the_data() -> None:
    page = render({"text": HOSTILE})
    assert page.count("</script>") == render({}).count("</script>")
    assert page.count("<!--") == render({}).count("<!--")
    (data,) = re.findall(r'id="data">(.*)</script>', page)
    assert json.loads(data) == {"text": HOSTILE}


def test_lone_surrogates_are_replaced() -> None:
    assert embed_json({"a": "\ud800"}) == '{"a":"\ufffd"}'


@pytest.mark.parametrize("path", ["://", "@import", "url(", "innerHTML", " onclick=", " style="])
def test_the_page_loads_nothing_and_has_no_inline_handlers(path: str) -> None:
    assert path not in render({})


def test_repeated_and_parallel_builds_write_the_same_page(build: Build) -> None:
    pages = {f"page{n}.rst": f":orphan:\n\nPage {n}: a newt, a system.\n" for n in range(8)}
    files = {"index.rst": PAGE, "words.rst": WORDS, **pages}
    contents = {
        build(files, "xrefcheck", parallel=parallel, project=project).text("review.html")
        for parallel, project in ((0, "one"), (4, "one"), (0, "two/three"))
    }
    assert len(contents) == 1
