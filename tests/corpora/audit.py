"""A Sphinx extension that audits the automatic links of a whole site, page by written page.

Add ``tests.corpora.audit`` to the ``extensions`` of a project that has ``sphinx_glossary_faq``, and
build html. At the end it fails the build unless

- each page has exactly the automatic links that were planned before the first page was written,
- none stands inside a heading, code, a signature or another link,
- none leads to an anchor that was not written.

``audit.json`` in the output folder says how dense the links are: per 100 words of a page's text,
of pages with 100 words or more.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import unquote, urldefrag

from bs4 import BeautifulSoup, Tag
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

from sphinx_glossary_faq.domain import domain_of

logger = logging.getLogger(__name__)

HEADINGS_AND_CODE = ["h1", "h2", "h3", "h4", "h5", "h6", "code", "pre", "a", "summary"]
LEAST_WORDS = 100


def audit(app: Sphinx, exception: Exception | None) -> None:
    """Compare every written page with its plan."""
    if exception is not None:
        return
    wrong: list[str] = []
    count, rates = 0, []
    for docname in sorted(app.env.found_docs):
        body = _body(_path(app, docname))
        links = body.find_all("a", class_="autolinked-term")
        count += len(links)
        wrong += _compare(app, docname, links)
        words = len(re.findall(r"\w+", body.get_text()))
        if words >= LEAST_WORDS:
            rates.append((100 * len(links) / words, docname))
    for told in wrong:
        logger.warning(told)
    densities = [rate for rate, _docname in rates]
    figures = {
        "links": count,
        "wrong": len(wrong),
        "median": median(densities),
        "99th percentile": quantiles(densities, n=100, method="inclusive")[98],
        "densest": sorted(rates, reverse=True)[:5],
    }
    Path(app.outdir, "audit.json").write_text(json.dumps(figures, indent=1), "utf-8")
    app.statuscode = app.statuscode or int(bool(wrong))


def _compare(app: Sphinx, docname: str, links: list[Tag]) -> Iterator[str]:
    plan = domain_of(app.env).plan.get(docname)
    planned = [mention.target.id for mention in plan.mentions] if plan else []
    written = [urldefrag(str(link["href"])) for link in links]
    if planned != [unquote(address.fragment) for address in written]:
        yield f"{docname}: not the {len(planned)} links that were planned, but {len(written)}"
    here = _path(app, docname)
    for link, address in zip(links, written, strict=True):
        if link.find_parent(HEADINGS_AND_CODE) or link.find_parent("dt", class_="sig"):
            yield f"{docname}: “{link.get_text()}” is a link where there should be none"
        target = here.parent / unquote(address.url) if address.url else here
        if unquote(address.fragment) not in _ids(target.resolve()):
            yield f"{docname}: “{link.get_text()}” leads to nothing: {link['href']}"


def _path(app: Sphinx, docname: str) -> Path:
    return Path(app.builder.get_outfilename(docname))  # type: ignore[attr-defined]


def _body(path: Path) -> Tag:
    page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
    found = page.find(role="main") or page.find(class_="body")
    return found if isinstance(found, Tag) else page


@lru_cache(maxsize=64)
def _ids(path: Path) -> frozenset[str]:
    text = (path / "index.html" if path.is_dir() else path).read_text("utf-8")
    return frozenset(re.findall(r'\bid="([^"]+)"', text))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Audit when everything is written."""
    app.connect("build-finished", audit, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
