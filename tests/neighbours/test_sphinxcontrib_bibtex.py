"""sphinxcontrib-bibtex: citations and bibliographies."""

from __future__ import annotations

from tests.building import Build
from tests.neighbours.checking import checked, linked, main_part

REFERENCES = """\
@book{baker, author = {Ann Baker}, title = {The crumb}, publisher = {Oven}, year = {2020}}
"""

RST = """\
Page
====

The crumb is soft :cite:p:`baker`.

.. bibliography::
"""


def test_bibliography(build: Build) -> None:
    """Terms are linked beside citations. Citations lead to the bibliography as before."""
    built = checked(
        build,
        {"page.rst": RST, "references.bib": REFERENCES},
        "sphinxcontrib.bibtex",
        confoverrides={"bibtex_bibfiles": ["references.bib"]},
    )
    part = main_part(built, "page.html")
    paragraph = part.find("p")
    assert paragraph is not None
    assert linked(paragraph) == ["crumb"]
    assert "[Bak20]" in paragraph.get_text()
    assert linked(part) == ["crumb"]
