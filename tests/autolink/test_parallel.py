"""Test that parallel builds write the same bytes as serial builds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.autolink.sites import BuildReport, Site, differing

INFO = "\n\n      .. term-info::\n         :aliases: {}\n"


def make_files() -> dict[str, str]:
    """Return enough pages for parallel reading: glossaries, questions and mentions on each."""
    names = [f"{folder}page{number}" for folder in ("", "a/", "b/") for number in range(5)]
    toctree = "".join(f"   {name}\n" for name in names)
    files = {"index.rst": f"Index\n=====\n\nA term 3, a common one.\n\n.. toctree::\n\n{toctree}"}
    for number, name in enumerate(names):
        files[f"{name}.rst"] = (
            f"Page {number}\n{'=' * 20}\n\n"
            f"On term {number + 1}, alias {number + 2}, the common; see :term:`term {number}`.\n\n"
            f".. faq-item:: What is term {number}?\n\n   A term {(number * 7) % 15}.\n\n"
            f".. glossary::\n\n   term {number}\n      Not term {number + 3}."
            + INFO.format(f"alias {number}; common")
        )
    return files


@pytest.fixture
def serial(tmp_path: Path) -> tuple[Site, BuildReport]:
    """The site, built by a single process."""
    site = Site(tmp_path / "serial")
    site.write(make_files())
    return site, site.build()


@pytest.mark.parametrize("processes", [2, 4])
def test_same_site(serial: tuple[Site, BuildReport], tmp_path: Path, processes: int) -> None:
    """Including search index, objects.inv and warnings, also after an edit."""
    site, report = serial
    parallel_site = Site(tmp_path / "parallel")
    parallel_site.write(make_files())
    parallel_report = parallel_site.build(parallel=processes)
    assert differing(site.files("html"), parallel_site.files("html")) == set()
    assert read_snapshot(site) == read_snapshot(parallel_site)
    assert report.own_warnings == parallel_report.own_warnings
    assert report.written == parallel_report.written
    assert len(report.own_warnings) == 15  # “common” is an alias of all fifteen terms
    assert b"autolinked-term" in site.files("html")["a/page1.html"]

    edited = make_files()
    edited["b/page0.rst"] = "New\n===\n\n.. glossary::\n\n   term 4\n      A term 2.\n"
    edited.pop("a/page3.rst")
    site.write(edited)
    parallel_site.write(edited)
    report, parallel_report = site.build(), parallel_site.build(parallel=processes)
    assert report.own_warnings == parallel_report.own_warnings
    assert (report.written, report.read) == (parallel_report.written, parallel_report.read)
    assert differing(site.files("html"), parallel_site.files("html")) == set()
    assert read_snapshot(site) == read_snapshot(parallel_site)


def read_snapshot(site: Site) -> str:
    """Return the content of the snapshot of the output."""
    return (site.output("html") / ".glossary-faq").read_text("utf-8")
