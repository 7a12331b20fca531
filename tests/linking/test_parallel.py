"""However many processes read and write, the site is the same to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.linking.sites import Report, Site, differing

INFO = "\n\n      .. term-info::\n         :aliases: {}\n"


def files() -> dict[str, str]:
    """Enough pages to be read in parallel: glossaries, questions and mentions on each."""
    names = [f"{folder}page{number}" for folder in ("", "a/", "b/") for number in range(5)]
    toctree = "".join(f"   {name}\n" for name in names)
    made = {"index.rst": f"Index\n=====\n\nA term 3, a common one.\n\n.. toctree::\n\n{toctree}"}
    for number, name in enumerate(names):
        made[f"{name}.rst"] = (
            f"Page {number}\n{'=' * 20}\n\n"
            f"On term {number + 1}, alias {number + 2}, the common; see :term:`term {number}`.\n\n"
            f".. faq-item:: What is term {number}?\n\n   A term {(number * 7) % 15}.\n\n"
            f".. glossary::\n\n   term {number}\n      Not term {number + 3}."
            + INFO.format(f"alias {number}; common")
        )
    return made


@pytest.fixture
def serial(tmp_path: Path) -> tuple[Site, Report]:
    """The site built by one process."""
    site = Site(tmp_path / "serial")
    site.write(files())
    return site, site.build()


@pytest.mark.parametrize("parallel", [2, 4])
def test_the_same_site(serial: tuple[Site, Report], tmp_path: Path, parallel: int) -> None:
    """Search index, objects.inv and what is told included; and so after an edit."""
    site, report = serial
    other = Site(tmp_path / "parallel")
    other.write(files())
    other_report = other.build(parallel=parallel)
    assert differing(site.files("html"), other.files("html")) == set()
    assert snapshot(site) == snapshot(other)
    assert (report.findings, report.written) == (other_report.findings, other_report.written)
    assert len(report.findings) == 15  # “common” names all of the fifteen terms
    assert b"autolinked-term" in site.files("html")["a/page1.html"]

    edited = {**files(), "b/page0.rst": "New\n===\n\n.. glossary::\n\n   term 4\n      A term 2.\n"}
    edited.pop("a/page3.rst")
    for each in (site, other):
        each.write(edited)
    one, two = site.build(), other.build(parallel=parallel)
    assert (one.findings, one.written, one.read) == (two.findings, two.written, two.read)
    assert differing(site.files("html"), other.files("html")) == set()
    assert snapshot(site) == snapshot(other)


def snapshot(site: Site) -> str:
    """What the output was last given."""
    return (site.output("html") / ".glossary-faq").read_text("utf-8")
