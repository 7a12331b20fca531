"""A Sphinx extension that checks the automatic links in a complete HTML site.

Add ``tests.corpora.audit`` to the ``extensions`` of a project with ``sphinx_glossary_faq``, and
build HTML. The build fails unless

- each page has exactly the planned automatic links,
- none of them is inside a heading, code, a signature or another link,
- all of them have an existing target.

``audit.json`` in the output folder contains the number of links per 100 words, for pages with at
least 100 words.
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

EXCLUDED_ELEMENTS = ["h1", "h2", "h3", "h4", "h5", "h6", "code", "pre", "a", "summary"]
MIN_WORDS = 100


def audit(app: Sphinx, exception: Exception | None) -> None:
    """Compare the links of every page with its plan."""
    if exception is not None:
        return
    problems: list[str] = []
    count, densities = 0, []
    for docname in sorted(app.env.found_docs):
        body = _body(_path(app, docname))
        links = body.find_all("a", class_="autolinked-term")
        count += len(links)
        problems += _compare(app, docname, links)
        words = len(re.findall(r"\w+", body.get_text()))
        if words >= MIN_WORDS:
            densities.append((100 * len(links) / words, docname))
    for problem in problems:
        logger.warning(problem)
    values = [density for density, _docname in densities]
    figures = {
        "links": count,
        "problems": len(problems),
        "median": median(values),
        "99th percentile": quantiles(values, n=100, method="inclusive")[98],
        "densest": sorted(densities, reverse=True)[:5],
    }
    Path(app.outdir, "audit.json").write_text(json.dumps(figures, indent=1), "utf-8")
    app.statuscode = app.statuscode or int(bool(problems))


def _compare(app: Sphinx, docname: str, links: list[Tag]) -> Iterator[str]:
    plan = domain_of(app.env).plan.get(docname)
    planned = [mention.target.id for mention in plan.mentions] if plan else []
    urls = [urldefrag(str(link["href"])) for link in links]
    if planned != [unquote(url.fragment) for url in urls]:
        yield f"{docname}: {len(urls)} links differ from the {len(planned)} planned links"
    page = _path(app, docname)
    for link, url in zip(links, urls, strict=True):
        if link.find_parent(EXCLUDED_ELEMENTS) or link.find_parent("dt", class_="sig"):
            yield f"{docname}: “{link.get_text()}” must not be a link here"
        target = page.parent / unquote(url.url) if url.url else page
        if unquote(url.fragment) not in _ids(target.resolve()):
            yield f"{docname}: “{link.get_text()}” is a broken link: {link['href']}"


def _path(app: Sphinx, docname: str) -> Path:
    return Path(app.builder.get_outfilename(docname))  # type: ignore[attr-defined]


def _body(path: Path) -> Tag:
    page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
    body = page.find(role="main") or page.find(class_="body")
    return body if isinstance(body, Tag) else page


@lru_cache(maxsize=64)
def _ids(path: Path) -> frozenset[str]:
    text = (path / "index.html" if path.is_dir() else path).read_text("utf-8")
    return frozenset(re.findall(r'\bid="([^"]+)"', text))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Audit at the end of the build."""
    app.connect("build-finished", audit, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
