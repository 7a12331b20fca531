"""Follows local addresses where no page is written: `-b xrefcheck`, as an HTML build would.

What only written pages show (templates, copied files, what other extensions add) is left to
the HTML build; an address that leads among those is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, partial

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_glossary_faq.check.locate.locator import Locator
from sphinx_glossary_faq.check.references.results import ProjectReferences, findings_at_uses
from sphinx_glossary_faq.check.site.broken_link import BrokenLink, describe_broken_link
from sphinx_glossary_faq.check.site.html_output import sphinx_generated_pattern
from sphinx_glossary_faq.check.site.templates import extra_files
from sphinx_glossary_faq.core.findings.finding import Finding
from sphinx_glossary_faq.core.html.page_reader import read_page
from sphinx_glossary_faq.core.html.urls import LinkResolution, LinkStatus, SiteResolver


def find(app: Sphinx, links: ProjectReferences, locator: Locator) -> Iterator[Finding]:
    """Every local address in the sources that leads nowhere."""
    by_sphinx = sphinx_generated_pattern(app.env)
    ids = cache(partial(_ids, app, links))  # to know them a page is unpickled: once for both
    extra = frozenset(extra_files(app))
    sites = [_site(app, ids, extra, in_folders) for in_folders in (False, True)]
    for docname in sorted(app.env.found_docs):
        for reference in links.references_of(docname):
            if reference.kind not in ("link", "raw"):
                continue
            if not links.is_shown(reference):
                continue
            pages = [_path(app, docname, in_folders) for in_folders in (False, True)]
            verdicts = [
                site.resolve(page, reference.target)
                for site, page in zip(sites, pages, strict=True)
            ]
            # A link may be right in one of the two builders alone, and only that one be used.
            if any(not _is_dead(app, verdict, by_sphinx) for verdict in verdicts):
                continue
            leads_to = verdicts[0].path.removesuffix(_suffix(app))
            dead = BrokenLink(pages[0], reference.target, verdicts[0], leads_to, docname)
            rule, message, suggestion = describe_broken_link(app, links, docname, dead)
            for found in findings_at_uses(rule, message, docname, reference, locator):
                yield found._replace(suggestion=suggestion)


def _is_dead(app: Sphinx, verdict: LinkResolution, by_sphinx: re.Pattern[str]) -> bool:
    outcome, path, *_rest = verdict
    if outcome is LinkStatus.NO_ANCHOR:
        return True
    if outcome is not LinkStatus.NO_FILE or path.startswith("_") or by_sphinx.fullmatch(path):
        return False
    page = path.removesuffix("/").removesuffix(_suffix(app))
    return page not in app.config.html_additional_pages


def _suffix(app: Sphinx) -> str:
    return str(app.config.html_file_suffix or ".html")


def _path(app: Sphinx, docname: str, in_folders: bool) -> str:
    """The file that a page is written to, by `html` or by `dirhtml`."""
    if in_folders and docname.rpartition("/")[2] != "index":
        return f"{docname}/index{_suffix(app)}"
    return f"{docname}{_suffix(app)}"


def _site(
    app: Sphinx, ids: Callable[[str], frozenset[str]], extra: frozenset[str], in_folders: bool
) -> SiteResolver:
    """The site as one of the two builders would write it, as far as that is known.

    :param ids: the anchors of a page, by its docname.
    :param extra: the paths of files that are copied.
    """
    pages = {_path(app, docname, in_folders): docname for docname in app.env.found_docs}
    suffix, linked = _suffix(app), app.config.html_link_suffix  # which may be empty
    return SiteResolver(
        extra.union(pages),
        lambda path: ids(pages[path]) if path in pages else None,
        url=app.config.html_baseurl or "",
        written=suffix,
        linked=suffix if linked is None else linked,
    )


def _ids(app: Sphinx, links: ProjectReferences, docname: str) -> frozenset[str]:
    """The anchors that a page would have: those of its nodes, and those in its raw HTML."""
    found: set[str] = set()
    for node in app.env.get_doctree(docname).findall(nodes.Element):
        found.update(node["ids"])
        if isinstance(node, nodes.raw):
            found |= read_page(node.astext()).ids
    return frozenset(found) - links.hidden_anchors(docname)
