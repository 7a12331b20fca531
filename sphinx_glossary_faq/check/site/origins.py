"""Where a dead link of a written page comes from: its source, a template, a copied file.

A link that no source of its page has was written by a template, the theme or an extension, most
likely on many pages: it is told once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder

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
from sphinx_glossary_faq.check.site.templates import Templates, extra_files
from sphinx_glossary_faq.core.findings.finding import Finding

_ByAddress = dict[str, list[Reference]]


class Origins:
    """Turns dead links into findings at the places where they are mended."""

    def __init__(
        self, app: Sphinx, links: ProjectReferences, answers: ResolutionCache, locator: Locator
    ) -> None:
        builder = app.builder
        assert isinstance(builder, StandaloneHTMLBuilder)
        self._app = app
        self._builder = builder
        self._links = links
        self._answers = answers
        self._locator = locator
        self._templates = Templates(builder)
        self._addresses: dict[str, tuple[_ByAddress, _ByAddress]] = {}
        self._written: dict[Path, Mapping[str, list[tuple[int, int]]]] = {}
        self._told: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    def attribute(self, dead: Sequence[BrokenLink]) -> Iterator[Finding]:
        """A finding for every use of a dead link in a source, one for each that has no source."""
        sourceless: dict[tuple[str, str], list[BrokenLink]] = defaultdict(list)
        for each in dead:
            if extra := self._extra.get(each.page):
                yield from self._in_extra(each, extra)
                continue
            found = list(self._in_sources(each, self._docnames(each.docname)))
            if found:
                yield from filter(None, found)
            elif not self._links.hiding_condition(each.target_docname, each.resolution.fragment):
                # What is hidden stands in Sphinx's own index: there is nothing to mend.
                verdict = each.resolution
                sourceless[verdict.path, verdict.fragment].append(each)
        for alike in sourceless.values():
            yield self._of_template(alike)

    def _docnames(self, docname: str) -> list[str]:
        """The sources that a written page was made of."""
        if isinstance(self._builder, SingleFileHTMLBuilder) and docname:
            return sorted(self._app.env.found_docs)
        return [docname] if docname else []

    def _in_sources(self, dead: BrokenLink, docnames: Sequence[str]) -> Iterator[Finding | None]:
        """The findings in the sources of its page; None for what is told of otherwise."""
        for docname in docnames:
            rule, message, suggestion = describe_broken_link(self._app, self._links, docname, dead)
            direct, resolved = self._references(docname)
            references = direct.get(dead.link, [])
            anchors, images = self._already_reported(docname)
            if dead.resolution.fragment in anchors or unquote(dead.link) in images:
                yield None
            else:
                references = references + resolved.get(dead.link, [])
            for reference in filter(self._links.is_shown, references):
                for found in findings_at_uses(rule, message, docname, reference, self._locator):
                    yield found._replace(suggestion=suggestion, target=dead.link)

    def _already_reported(self, docname: str) -> tuple[frozenset[str], frozenset[str]]:
        """What else is told of a page: anchors that its roles lack, images that were not there."""
        if docname not in self._told:
            images = {
                each.target for each in self._links.references_of(docname) if each.kind == "image"
            }
            self._told[docname] = self.unattributed(docname), frozenset(images)
        return self._told[docname]

    def unattributed(self, docname: str) -> frozenset[str]:
        """The anchors that roles of a page lack for a reason that is told of already."""
        references = self._links.references_of(docname)
        problems = {each.target for each in references if each.kind == "problem"}
        page = self._answers.pages.get(docname)
        if page is None:
            return frozenset(problems)
        missing = [references[number] for number in page.missing]
        anchors = {str(dict(each.attributes).get("reftargetid", each.target)) for each in missing}
        hidden = {
            id for _number, at, id in page.conditional if self._links.hiding_condition(at, id)
        }
        return frozenset(problems | anchors | hidden)

    def _references(self, docname: str) -> tuple[_ByAddress, _ByAddress]:
        """The references of a page by the address that is written for each.

        First those that have it as it is, then those that were resolved to it.
        """
        if docname not in self._addresses:
            direct: _ByAddress = defaultdict(list)
            resolved: _ByAddress = defaultdict(list)
            pending = []
            for reference in self._links.references_of(docname):
                if reference.kind in ("link", "raw"):
                    direct[reference.target].append(reference)
                elif reference.kind == "xref":
                    pending.append(reference)
            found = resolve(self._app, [(docname, reference) for reference in pending])
            for reference, each in zip(pending, found, strict=True):
                if each.href:
                    resolved[each.href].append(reference)
            self._addresses[docname] = direct, resolved
        return self._addresses[docname]

    @cached_property
    def _extra(self) -> Mapping[str, Path]:
        return extra_files(self._app)

    def _in_extra(self, dead: BrokenLink, path: Path) -> Iterator[Finding]:
        _rule, message, suggestion = describe_broken_link(self._app, self._links, "", dead)
        file = self._locator.relative_path(path)
        for line, column in self._links_in_extra(path).get(dead.link, ()):
            found = Finding("extra-link", message, "", file, line, column)
            yield found._replace(suggestion=suggestion, target=dead.link)

    def _links_in_extra(self, path: Path) -> Mapping[str, list[tuple[int, int]]]:
        """The lines and columns of each link in a file that is copied."""
        if path not in self._written:
            from sphinx_glossary_faq.core.html.page_reader import (
                read_page,  # few projects have such files
            )

            written: dict[str, list[tuple[int, int]]] = defaultdict(list)
            source = SourceFile(path)
            for link in read_page(source.text).links:
                written[link.value].append(source.position(link.offset))
            self._written[path] = written
        return self._written[path]

    def _of_template(self, alike: Sequence[BrokenLink]) -> Finding:
        """The finding for a link that no source has, wherever it was written."""
        first = alike[0]
        rule, message, suggestion = describe_broken_link(self._app, self._links, "", first)
        page = PurePosixPath(first.page).with_suffix("").as_posix()
        others = f" and {len(alike) - 1} more" if len(alike) > 1 else ""
        message += f" It is on {page}{others}."
        told = Finding(rule, message, page, suggestion=suggestion, target=first.link)
        found = self._templates.find(first.link, self._locator)
        if found is None:  # an extension wrote it
            return told
        template, spot = found
        if spot is None:
            return told._replace(rule="theme-link", docname="", template=template)
        at = spot._asdict()
        return told._replace(rule="template-link", docname="", template=template, **at)
