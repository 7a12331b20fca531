"""Build a project with a neighbour, an extension or a tool that projects use beside this one."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag

from tests.building import Build, Built

GLOSSARY = """\
Glossary
========

.. glossary::

   crumb
      The soft inside of a loaf.

   proofing
      The last rise of a dough.

      .. term-info::
         :aliases: final rise

   autolysis
      A rest of flour and water.
"""

# Sphinx reads and writes in parallel from six pages on.
PAGES = {
    "glossary.rst": GLOSSARY,
    **{f"part-{number}.rst": f"Part {number}\n======\n\nThe crumb.\n" for number in range(4)},
}

RST_INDEX = "Home\n====\n\n.. toctree::\n   :glob:\n\n   *\n"

RST_BLOCKS = """\
.. faq::

   Why does proofing take long?
      Because autolysis was short.

.. term-compare:: crumb; proofing

   * - Where
     - Inside
     - In a basket

.. see-also::

   glossary
"""

MD_BLOCKS = """\
:::{faq}
Why does proofing take long?
: Because autolysis was short.
:::

:::{term-compare} crumb; proofing
* - Where
  - Inside
  - In a basket
:::

:::{see-also}
glossary
:::
"""

# An id that sphinx-needs makes from a random number. Matches 'id="SNCB-89cd4ef7"'; not 'id="A_1"'.
RANDOM = re.compile(r'id="SNCB-\w+"')


def checked(
    build: Build,
    files: Mapping[str, str | bytes],
    *neighbours: str,
    parallel: bool = True,
    **options: Any,
) -> Built:
    """Build a project with the extensions *neighbours*, and return its first build.

    It has no warnings. A second build writes no page. A build in two processes, with the
    extensions in the opposite order, writes the same pages.
    """
    files = {"index.rst": RST_INDEX, **PAGES, **files}
    other = build(
        files,
        extensions=[*reversed(neighbours), "sphinx_glossary_faq"],
        parallel=2 if parallel else 0,
        **deepcopy(options),  # extensions may change the values
    )
    assert other.warnings == "", other.warnings
    others = main_parts(other)
    built = build(files, extensions=["sphinx_glossary_faq", *neighbours], **deepcopy(options))
    assert built.warnings == "", built.warnings
    for page, text in main_parts(built).items():
        assert text == others[page], page
    before = modified(built)
    again = build(keep=True, extensions=["sphinx_glossary_faq", *neighbours], **options)
    assert again.warnings == ""
    assert modified(again) == before
    return again


def pages(built: Built) -> list[str]:
    """Return the names of the written pages of the project."""
    return [f"{docname}.html" for docname in sorted(built.env.all_docs)]


def modified(built: Built) -> dict[str, int]:
    """Return when each page of the project was written."""
    return {page: (built.outdir / page).stat().st_mtime_ns for page in pages(built)}


def main_part(built: Built, page: str) -> Tag:
    """Return the main part of a page."""
    soup = BeautifulSoup(built.text(page), "html.parser")
    body = soup.find(class_="body")
    assert isinstance(body, Tag)
    return body


def main_parts(built: Built) -> dict[str, str]:
    """Return the HTML of the main parts of all pages."""
    return {page: RANDOM.sub("", str(main_part(built, page))) for page in pages(built)}


def linked(part: Tag) -> list[str]:
    """Return the texts of the automatic links in an element."""
    return [tag.get_text() for tag in part.find_all("a", class_="autolinked-term")]


def shows_blocks(part: object) -> bool:
    """Return whether an element contains the directives in `RST_BLOCKS` or `MD_BLOCKS`."""
    assert isinstance(part, Tag)
    question = part.find(class_="faq-question")
    return (
        question is not None
        and "Why does proofing take long?" in question.get_text()
        and part.find("table", class_="term-compare") is not None
        and part.find(class_="see-also") is not None
    )


def git(folder: Path, *command: str, date: str = "2024-05-06T12:00:00Z") -> None:
    """Run git in a folder, with commits at a date."""
    settings = {
        f"GIT_{who}_{name}": value
        for who in ("AUTHOR", "COMMITTER")
        for name, value in (("NAME", "A"), ("EMAIL", "a@example.org"), ("DATE", date))
    }
    subprocess.run(["git", *command], cwd=folder, env=os.environ | settings, check=True)
