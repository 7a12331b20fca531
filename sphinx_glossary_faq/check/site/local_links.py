"""Check local links as in an HTML build, but without writing pages (`-b xrefcheck`).

Links in templates, copied files and content from other extensions require written pages, so only
HTML builds check them.  Links to copied files are not checked either.
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
from sphinx_glossary_faq.check.site.project_files import (
    copied_files,
    generates,
    sphinx_generated_pattern,
)
from sphinx_glossary_faq.core.findings.finding import Finding
from sphinx_glossary_faq.core.html.source_reader import read_source
from sphinx_glossary_faq.core.html.urls import LinkResolution, LinkStatus, SiteResolver


def find_broken_links(
    app: Sphinx, references: ProjectReferences, locator: Locator
) -> Iterator[Finding]:
    """Yield the findings about broken local links in the sources."""
    generated = sphinx_generated_pattern(app.env)
    anchors = cache(partial(_anchors, app, references))  # unpickles pages once
    extra = frozenset(copied_files(app))
    resolvers = [_resolver(app, anchors, extra, in_folders) for in_folders in (False, True)]
    for docname in sorted(app.env.found_docs):
        for reference in references.references_of(docname):
            if reference.kind not in ("link", "raw"):
                continue
            if not references.is_shown(reference):
                continue
            pages = [_output_path(app, docname, in_folders) for in_folders in (False, True)]
            resolutions = [
                resolver.resolve(page, reference.target)
                for resolver, page in zip(resolvers, pages, strict=True)
            ]
            # The project may use only one of the two builders. A link is correct if it works in
            # either.
            if any(not _is_broken(app, resolution, generated) for resolution in resolutions):
                continue
            target = resolutions[0].path.removesuffix(_suffix(app))
            broken = BrokenLink(pages[0], reference.target, resolutions[0], target, docname)
            rule, message, suggestion = describe_broken_link(app, references, docname, broken)
            for finding in findings_at_uses(rule, message, docname, reference, locator):
                yield finding._replace(suggestion=suggestion)


def _is_broken(app: Sphinx, resolution: LinkResolution, generated: re.Pattern[str]) -> bool:
    status, path, *_rest = resolution
    if status is LinkStatus.NO_ANCHOR:
        return True
    if status is not LinkStatus.NO_FILE or path.startswith("_"):
        return False
    page = path.removesuffix("/").removesuffix(_suffix(app))
    if page in app.config.html_additional_pages:
        return False
    use_index = app.config.html_use_index
    return not generated.fullmatch(path) or not (
        path in ("objects.inv", "searchindex.js")
        or generates(app.env, page, use_index=use_index, search=True)
    )


def _suffix(app: Sphinx) -> str:
    return str(app.config.html_file_suffix or ".html")


def _output_path(app: Sphinx, docname: str, in_folders: bool) -> str:
    """Return the path to which `html` or, if *in_folders*, `dirhtml` writes a page."""
    if in_folders and docname.rpartition("/")[2] != "index":
        return f"{docname}/index{_suffix(app)}"
    return f"{docname}{_suffix(app)}"


def _resolver(
    app: Sphinx, anchors: Callable[[str], frozenset[str]], extra: frozenset[str], in_folders: bool
) -> SiteResolver:
    """Return a resolver for the site that `html` or `dirhtml` would write.

    :param anchors: a function that returns the anchors on a page.
    :param extra: the output paths of copied files.
    :param in_folders: whether the builder is `dirhtml`.
    """
    pages = {_output_path(app, docname, in_folders): docname for docname in app.env.found_docs}
    suffix, linked = _suffix(app), app.config.html_link_suffix  # may be empty
    return SiteResolver(
        extra.union(pages),
        lambda path: anchors(pages[path]) if path in pages else None,
        url=app.config.html_baseurl or "",
        written=suffix,
        linked=suffix if linked is None else linked,
    )


def _anchors(app: Sphinx, references: ProjectReferences, docname: str) -> frozenset[str]:
    """Return the anchors in the nodes and the raw HTML of a page."""
    anchors: set[str] = set()
    for node in app.env.get_doctree(docname).findall(nodes.Element):
        anchors.update(node["ids"])
        if isinstance(node, nodes.raw):
            anchors |= read_source(node.astext()).ids
    return frozenset(anchors) - references.hidden_anchors(docname)
