"""Attribute broken links on written pages to sources, templates and copied files.

A link that is not in the source of its page is from a template, the theme or an extension. Such a
link is probably on many pages and is reported once.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder

from sphinx_glossary_faq.builders import relative_address
from sphinx_glossary_faq.check.locate.locator import Locator
from sphinx_glossary_faq.check.locate.source_file import SourceFile
from sphinx_glossary_faq.check.references.reference import Reference
from sphinx_glossary_faq.check.references.resolver import resolve
from sphinx_glossary_faq.check.references.results import (
    ProjectReferences,
    ResolutionCache,
    findings_at_uses,
)
from sphinx_glossary_faq.check.site.broken_link import BrokenLink, describe_broken_link
from sphinx_glossary_faq.check.site.project_files import copied_files
from sphinx_glossary_faq.check.site.templates import Templates
from sphinx_glossary_faq.core.findings.finding import Finding
from sphinx_glossary_faq.core.text.plural import pluralize
from sphinx_glossary_faq.domain import domain_of

_ByAddress = dict[str, list[Reference]]


class Origins:
    """Attributes broken links to locations where authors can fix them."""

    def __init__(
        self,
        app: Sphinx,
        references: ProjectReferences,
        resolutions: ResolutionCache,
        locator: Locator,
    ) -> None:
        builder = app.builder
        assert isinstance(builder, StandaloneHTMLBuilder)
        self._app = app
        self._builder = builder
        self._references = references
        self._resolutions = resolutions
        self._locator = locator
        self._templates = Templates(builder)
        self._addresses: dict[str, tuple[_ByAddress, _ByAddress]] = {}
        self._extra_links: dict[Path, Mapping[str, list[tuple[int, int]]]] = {}
        self._reported: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    def attribute(self, links: Sequence[BrokenLink]) -> Iterator[Finding]:
        """Yield a finding for each use of a link in a source, or one for links without a source."""
        without_source: dict[tuple[str, str], list[BrokenLink]] = defaultdict(list)
        with_source: set[tuple[str, str] | str] = set()
        for broken in links:
            if extra := self._extra_files.get(broken.page):
                yield from self._extra_findings(broken, extra)
                continue
            findings = list(self._source_findings(broken, self._docnames(broken.docname)))
            findings = findings or list(self._copied_findings(broken))
            path, fragment = broken.resolution.path, broken.resolution.fragment
            if findings:
                with_source.add((path, fragment))
                if None in findings:  # Sphinx does not adapt such links to the page of a copy
                    with_source.add(broken.link)
                yield from filter(None, findings)
            elif not self._references.hiding_condition(broken.target_docname, fragment):
                # Authors cannot fix links to hidden anchors, which are in Sphinx's index.
                without_source[path, fragment].append(broken)
        for target, group in without_source.items():
            finding = self._template_finding(group)
            # An extension may show a copy of a link that is reported where it was written.
            if finding.template or with_source.isdisjoint((target, group[0].link)):
                yield finding

    def _docnames(self, docname: str) -> list[str]:
        """Return the docnames of the sources of a written page."""
        if isinstance(self._builder, SingleFileHTMLBuilder) and docname:
            return sorted(self._app.env.found_docs)
        return [docname] if docname else []

    def _source_findings(
        self, broken: BrokenLink, docnames: Sequence[str]
    ) -> Iterator[Finding | None]:
        """Yield findings in the sources of a page, or None for links that other rules report."""
        for docname in docnames:
            direct, resolved = self._by_address(docname)
            references = direct.get(broken.link, [])
            if self._is_reported(broken, docname):
                yield None
            else:
                references = references + resolved.get(broken.link, [])
            for reference in references:
                yield from self._findings_at(reference, broken, docname)

    def _is_reported(self, broken: BrokenLink, docname: str) -> bool:
        """Whether another rule reports a link of page *docname*."""
        anchors, images = self._already_reported(docname)
        link = unquote(broken.link)
        # In a single page, "#document-page#id" is resolved to its last part.
        fragments = {broken.resolution.fragment, link.removeprefix("#")}
        return not anchors.isdisjoint(fragments) or link in images

    def _findings_at(
        self, reference: Reference, broken: BrokenLink, docname: str
    ) -> Iterator[Finding]:
        """Yield a finding for every use of the *reference* that makes a broken link."""
        if self._references.is_shown(reference):
            rule, message, suggestion = self._describe(broken, docname)
            for finding in findings_at_uses(rule, message, docname, reference, self._locator):
                yield finding._replace(suggestion=suggestion, target=broken.link)

    def _copied_findings(self, broken: BrokenLink) -> Iterator[Finding | None]:
        """Yield the findings in other pages, if the page shows a copy of their todos.

        They are equal to those of the copied links themselves.
        """
        store = domain_of(self._app.env).store
        if broken.docname not in store.docnames_using("todolist"):
            return
        for docname in sorted(store.docnames_using("todo")):
            if self._is_reported(broken, docname):
                yield None
            direct, resolved = self._by_address(docname)
            for address in direct.keys() | resolved.keys():
                if self._moved(address, docname, broken) == broken.link:
                    copied = broken._replace(link=address)
                    references = direct.get(address, []) + resolved.get(address, [])
                    for reference in references:
                        if ("todo", "") in reference.conditions:
                            yield from self._findings_at(reference, copied, docname)

    def _moved(self, address: str, docname: str, broken: BrokenLink) -> str:
        """Return an address on page *docname* as the page of *broken* shows it in a copy."""
        return relative_address(self._builder, broken.docname, docname, address)

    def _describe(self, broken: BrokenLink, docname: str) -> tuple[str, str, str]:
        return describe_broken_link(self._app, self._references, docname, broken)

    def _already_reported(self, docname: str) -> tuple[frozenset[str], frozenset[str]]:
        """Return the anchors and images on a page that other rules report."""
        if docname not in self._reported:
            images = {
                reference.target
                for reference in self._references.references_of(docname)
                if reference.kind == "image"
            }
            self._reported[docname] = self._reported_anchors(docname), frozenset(images)
        return self._reported[docname]

    def _reported_anchors(self, docname: str) -> frozenset[str]:
        """Return the anchors that other rules report because roles on a page reference them."""
        references = self._references.references_of(docname)
        problems = {reference.target for reference in references if reference.kind == "problem"}
        page = self._resolutions.pages.get(docname)
        if page is None:
            return frozenset(problems)
        missing = [references[index] for index in page.missing]
        anchors = {
            str(dict(reference.attributes).get("reftargetid", reference.target))
            for reference in missing
        }
        hidden = {
            id
            for _index, target, id in page.conditional
            if self._references.hiding_condition(target, id)
        }
        # The resolution of a link has its fragment decoded.
        return frozenset(problems | anchors | hidden | {*map(unquote, anchors)})

    def _by_address(self, docname: str) -> tuple[_ByAddress, _ByAddress]:
        """Return the references on a page by their URLs in the output.

        The keys of the first mapping are literal URLs. The keys of the second mapping are the URLs
        of resolved references.
        """
        if docname not in self._addresses:
            direct: _ByAddress = defaultdict(list)
            resolved: _ByAddress = defaultdict(list)
            pending = []
            for reference in self._references.references_of(docname):
                if reference.kind in ("link", "raw"):
                    direct[reference.target].append(reference)
                elif reference.kind == "xref":
                    pending.append(reference)
            resolutions = resolve(self._app, [(docname, reference) for reference in pending])
            for reference, resolution in zip(pending, resolutions, strict=True):
                if resolution.href:
                    resolved[resolution.href].append(reference)
            self._addresses[docname] = direct, resolved
        return self._addresses[docname]

    @cached_property
    def _extra_files(self) -> Mapping[str, Path]:
        return copied_files(self._app)

    def _extra_findings(self, broken: BrokenLink, path: Path) -> Iterator[Finding]:
        _rule, message, suggestion = self._describe(broken, "")
        file = self._locator.relative_path(path)
        for line, column in self._positions_in_extra(path).get(broken.link, ()):
            finding = Finding("extra-link", message, "", file, line, column)
            yield finding._replace(suggestion=suggestion, target=broken.link)

    def _positions_in_extra(self, path: Path) -> Mapping[str, list[tuple[int, int]]]:
        """Return the line and column of each use of each link in a copied file."""
        if path not in self._extra_links:
            from sphinx_glossary_faq.core.html.source_reader import read_source  # rarely needed

            positions: dict[str, list[tuple[int, int]]] = defaultdict(list)
            source = SourceFile(path)
            for link in read_source(source.text).links:
                positions[link.value].append(source.position(link.offset))
            self._extra_links[path] = positions
        return self._extra_links[path]

    def _template_finding(self, group: Sequence[BrokenLink]) -> Finding:
        """Return one finding for all links with the same target that are not in a source."""
        first = group[0]
        rule, message, suggestion = self._describe(first, "")
        page = posixpath.splitext(first.page)[0]
        more = len({broken.page for broken in group}) - 1
        others = f" and {pluralize(more, 'more page')}" if more else ""
        message += f" The link is on page {page}{others}."
        finding = Finding(rule, message, page, suggestion=suggestion, target=first.link)
        origin = self._templates.find(first.link, self._locator)
        if origin is None:  # probably an extension
            return finding
        template, location = origin
        if location is None:
            return finding._replace(rule="theme-link", docname="", template=template)
        return finding._replace(
            rule="template-link", docname="", template=template, **location._asdict()
        )
