"""The findings of a whole project, told in every build."""

from __future__ import annotations

from tests.building import Build

GLOSSARY = """\
Glossary
========

.. glossary::

   call
      A call.

      .. term-info::
         :broader: tlak

   talk
      A talk.
"""


def test_findings_are_told_again_by_a_build_that_reads_nothing(build: Build) -> None:
    files = {"index.rst": GLOSSARY}
    first = build(files).warnings
    assert "term-info of “call”: the broader term “tlak” is in no glossary." in first
    assert "Did you mean “talk”?" in first
    assert build(keep=True).warnings == first


def test_findings_go_when_another_page_mends_them(build: Build) -> None:
    assert "tlak" in build({"index.rst": GLOSSARY}).warnings
    page = ":orphan:\n\n.. glossary::\n\n   tlak\n      A word.\n"
    assert build({"more.rst": page}, keep=True).warnings == ""


def test_findings_come_when_another_page_breaks_them(build: Build) -> None:
    page = ":orphan:\n\n.. glossary::\n\n   tlak\n      A word.\n"
    assert build({"index.rst": GLOSSARY, "more.rst": page}).warnings == ""
    assert "“tlak” is in no glossary" in build({"more.rst": None}, keep=True).warnings


def test_options_of_terms_that_no_glossary_has_are_told(build: Build) -> None:
    settings = {"glossary_faq_terms": {"tallk": {"autolink": False}, "call": {}}}
    built = build({"index.rst": GLOSSARY.replace("tlak", "talk")}, confoverrides=settings)
    assert built.warnings == (
        "conf.py:: WARNING: glossary_faq_terms: “tallk” is in no glossary. Did you mean "
        "“talk”? [glossary_faq.config]\n"
    )


def test_a_warning_fails_a_strict_build(build: Build) -> None:
    assert build({"index.rst": GLOSSARY}, fail_on_warning=True).exit_code == 1
