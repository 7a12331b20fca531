"""sphinxext-opengraph: descriptions for previews of links."""

from __future__ import annotations

from bs4 import BeautifulSoup

from tests.building import Build
from tests.neighbours.checking import RST_BLOCKS, checked, linked, main_part

RST = f"""\
Page
====

.. article-header::

   A deck of crumbs.

The crumb is soft.

{RST_BLOCKS}"""


def test_descriptions(build: Build) -> None:
    """Descriptions are the plain text of a page: automatic links do not change them."""
    options = {"ogp_site_url": "https://example.org", "ogp_social_cards": {"enable": False}}
    built = checked(build, {"page.rst": RST}, "sphinxext.opengraph", confoverrides=options)
    page = BeautifulSoup(built.text("page.html"), "html.parser")
    descriptions = page.find_all("meta", attrs={"property": "og:description"})
    assert len(descriptions) == 1
    assert "A deck of crumbs." in descriptions[0]["content"]
    assert "<" not in descriptions[0]["content"]
    assert linked(main_part(built, "page.html"))[0] == "crumb"
