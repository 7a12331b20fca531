"""Resolve all references in the project and report broken references.

The references on a page are resolved again if the page was read or if any possible target has
changed.  Otherwise the cached resolutions are reused.  Each build therefore reports a removed label
on all pages that reference it, including pages that are not written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cached_property
from typing import NamedTuple

from sphinx.application import Sphinx

from sphinx_glossary_faq.check.locate.locator import Locator
from sphinx_glossary_faq.check.references.missing_target import (
    MissingTargetDescriber,
    describe_source,
)
from sphinx_glossary_faq.check.references.reference import FILES, TYPOS, Kind, Reference, unpack
from sphinx_glossary_faq.check.references.resolver import ReferenceResolution, resolve, target_uri
from sphinx_glossary_faq.check.references.target_digest import compute_target_digest
from sphinx_glossary_faq.compat import named_inventories
from sphinx_glossary_faq.conditions import is_active
from sphinx_glossary_faq.core.cache_file import digest
from sphinx_glossary_faq.core.findings.finding import Finding
from sphinx_glossary_faq.core.findings.messages import (
    ambiguous_question,
    external_target,
    hidden_target,
    unusable_reference,
)
from sphinx_glossary_faq.core.model.records import Condition, Location, Question, References
from sphinx_glossary_faq.core.text.plural import pluralize
from sphinx_glossary_faq.diagnostics import Subtype, warn
from sphinx_glossary_faq.domain import domain_of

_COUNTED: frozenset[Kind] = frozenset({"xref", "link", "raw", "see"})
"""Kinds of references that are recorded even if they are not broken."""

_OTHER: frozenset[Kind] = frozenset({*FILES, *TYPOS, "see"})

Anchor = tuple[str, str]
"""A docname and an id."""


class PageResolution(NamedTuple):
    """The resolved references on a page, identified by their index in its record."""

    input_digest: str
    """A digest of the references and of the groups that the page prefers."""

    target_digest: str
    """A digest of the targets of the references."""

    resolved: int = 0
    """The number of references on the page, excluding files and typos."""

    missing: tuple[int, ...] = ()
    external: tuple[int, ...] = ()
    conditional: tuple[tuple[int, str, str], ...] = ()
    """References to anchors that not all builders show, as index, docname and id."""

    other: tuple[int, ...] = ()
    """References that no resolver handles: files, typos and “see” entries in the index."""

    ambiguous: tuple[int, ...] = ()
    """References that match several questions."""

    problems: tuple[tuple[int, str], ...] = ()
    """References that Sphinx warns about for another reason, with its message."""


class ResolutionCache(NamedTuple):
    """The resolutions for all pages, which are valid for one digest of all targets."""

    target_digest: str
    pages: Mapping[str, PageResolution]


class ProjectReferences:
    """The references on all pages, as resolved by one build."""

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        self._env = app.env
        self._project = domain_of(app.env).project
        self._inventories = named_inventories(app)
        records = domain_of(app.env).store.all(References)
        self._packed = {record.docname: record.packed for record in records}
        self._hidden = {record.docname: record.hidden for record in records}
        self._unpacked: dict[str, tuple[Reference, ...]] = {}

    def references_of(self, docname: str) -> tuple[Reference, ...]:
        """Return the recorded references on page *docname*."""
        if docname not in self._unpacked:
            packed = self._packed.get(docname)
            self._unpacked[docname] = unpack(packed) if packed else ()
        return self._unpacked[docname]

    def resolve(self, last: ResolutionCache) -> ResolutionCache:
        """Resolve the references on all pages, reusing valid *last* resolutions."""
        target_digest = compute_target_digest(self._app)
        last_pages = last.pages if last.target_digest == target_digest else {}
        digests = {
            docname: digest(packed, sorted(self._project.page(docname).groups))
            for docname, packed in self._packed.items()
        }
        cached = {
            docname: last_pages[docname]
            for docname, digest in digests.items()
            if docname in last_pages
            and last_pages[docname].input_digest == digest
            and self._has_references(docname, last_pages[docname])
        }
        docnames = sorted(digests.keys() - cached.keys())
        queries = [
            (docname, index, reference)
            for docname in docnames
            for index, reference in enumerate(self.references_of(docname))
            if reference.kind == "xref"
        ]
        resolutions = resolve(
            self._app, [(docname, reference) for docname, _index, reference in queries]
        )
        self._warn_errors(queries, resolutions)
        by_page: dict[str, dict[int, ReferenceResolution]] = {docname: {} for docname in docnames}
        for (docname, index, _reference), resolution in zip(queries, resolutions, strict=True):
            by_page[docname][index] = resolution
        conditional = self._conditional_anchors() if docnames else frozenset()
        resolved = {
            docname: self._page_resolution(digests[docname], docname, page, conditional)
            for docname, page in by_page.items()
        }
        return ResolutionCache(target_digest, dict(sorted((cached | resolved).items())))

    def _warn_errors(
        self,
        queries: Sequence[tuple[str, int, Reference]],
        resolutions: Sequence[ReferenceResolution],
    ) -> None:
        """Warn once about exceptions of other extensions that handle references."""
        failed = [number for number, resolution in enumerate(resolutions) if resolution.error]
        if not failed:
            return
        docname, _index, reference = queries[failed[0]]
        error = resolutions[failed[0]].error.rstrip(".")
        others = f" and {pluralize(len(failed) - 1, 'other reference')}" if failed[1:] else ""
        message = (
            f"“{reference.target}”{others} cannot be checked because another extension raised an "
            f"exception ({error}). Fix or disable that extension."
        )
        location = Location(docname, str(self._env.doc2path(docname)), None)
        warn(Subtype.EXTENSION, message, location)

    def _has_references(self, docname: str, page: PageResolution) -> bool:
        """Whether the page has a reference for each index, even if the file was forged."""
        indexes = {*page.missing, *page.external, *page.other, *page.ambiguous}
        indexes.update(index for index, _docname, _id in page.conditional)
        return not indexes or indexes <= set(range(len(self.references_of(docname))))

    def _page_resolution(
        self,
        input_digest: str,
        docname: str,
        resolutions: Mapping[int, ReferenceResolution],
        conditional: frozenset[Anchor],
    ) -> PageResolution:
        references = self.references_of(docname)
        if any(resolution.error for resolution in resolutions.values()):
            input_digest = ""  # not to be reused
        targets = [
            (resolution.uri, bool(resolution.warning)) for resolution in resolutions.values()
        ]
        anchors = {
            index: anchor
            for index, resolution in resolutions.items()
            if conditional and (anchor := self._anchor_at(resolution.uri)) in conditional
        }
        return PageResolution(
            input_digest,
            digest(targets),
            sum(reference.kind in _COUNTED for reference in references),
            tuple(index for index, resolution in resolutions.items() if resolution.warning),
            tuple(
                index
                for index, resolution in resolutions.items()
                if resolution.external and self._looks_internal(references[index])
            ),
            tuple((index, *anchor) for index, anchor in anchors.items()),
            tuple(index for index, reference in enumerate(references) if reference.kind in _OTHER),
            tuple(
                index
                for index, resolution in resolutions.items()
                if self._is_ambiguous(docname, references[index], resolution)
            ),
            tuple(
                (index, resolution.problem)
                for index, resolution in resolutions.items()
                if resolution.problem
            ),
        )

    def _is_ambiguous(
        self, docname: str, reference: Reference, resolution: ReferenceResolution
    ) -> bool:
        """Return whether a reference matches several questions."""
        if resolution.uri.rpartition("#")[2] not in self._question_ids:
            return False
        questions = self._project.questions.candidates(reference.target, docname)
        return len(questions) > 1 and resolution.uri.endswith(f"#{questions[0].id}")

    @cached_property
    def _question_ids(self) -> Set[str]:
        return {question.id for question in domain_of(self._env).store.all(Question)}

    def _looks_internal(self, reference: Reference) -> bool:
        """Return whether a reference to another project does not name that project."""
        attributes = dict(reference.attributes)
        if "intersphinx" in attributes or reference.target.partition(":")[0] in self._inventories:
            return False
        return attributes.get("refdomain", "") in ("", "std") or attributes.get("reftype") == "myst"

    def _conditional_anchors(self) -> frozenset[Anchor]:
        """Return the anchors that not all builders show."""
        return frozenset(
            (docname, id)
            for docname, hidden in self._hidden.items()
            for _condition, ids in hidden
            for id in ids
        )

    def _anchor_at(self, uri: str) -> Anchor:
        """Return the docname and the id for a URI. The docname is "" outside this project."""
        page_uri, _, id = uri.rpartition("#")
        return self._pages_by_uri.get(page_uri, ""), id

    @cached_property
    def _pages_by_uri(self) -> Mapping[str, str]:
        builder = self._app.builder
        return {target_uri(builder, docname): docname for docname in self._env.found_docs}

    def hiding_condition(self, docname: str, id: str) -> Condition | None:
        """Return the condition under which this build excludes the anchor *id*, if there is one."""
        for condition, ids in self._hidden.get(docname, ()):
            if id in ids and not is_active(condition, self._app.builder):
                return condition
        return None

    def hidden_anchors(self, docname: str) -> frozenset[str]:
        """Return the anchors on a page that this build excludes."""
        return frozenset(
            id
            for condition, ids in self._hidden.get(docname, ())
            if not is_active(condition, self._app.builder)
            for id in ids
        )

    def is_shown(self, reference: Reference) -> bool:
        """Return whether this build shows the text that contains *reference*."""
        return all(is_active(condition, self._app.builder) for condition in reference.conditions)

    def reported_targets(self, resolutions: ResolutionCache) -> Iterator[tuple[str, str]]:
        """Yield the page and the target of each reference that Sphinx would warn about."""
        for docname, page in resolutions.pages.items():
            for index in (*page.missing, *(index for index, _problem in page.problems)):
                yield docname, self.references_of(docname)[index].target

    def findings(
        self, resolutions: ResolutionCache, locator: Locator, enabled: Set[str]
    ) -> Iterator[Finding]:
        """Yield the findings about references.

        A disabled rule is skipped if its findings would require the traversal of a page.
        """
        describer = MissingTargetDescriber(self._app)
        for docname, page in sorted(resolutions.pages.items()):
            if not any(
                (page.missing, page.conditional, page.external, page.ambiguous, page.problems)
            ):
                continue  # unpacking the references takes longer than everything else here
            references = self.references_of(docname)
            for index in page.missing:
                yield from _missing_findings(docname, references[index], locator, describer)
            for index, problem in page.problems:
                reference = references[index]
                source = describe_source(dict(reference.attributes))
                message = unusable_reference(source, reference.target, problem)
                yield from findings_at_uses("reference", message, docname, reference, locator)
            for index, target, id in page.conditional:
                reference = references[index]
                if (condition := self.hiding_condition(target, id)) and self.is_shown(reference):
                    yield from _hidden_findings(
                        docname, reference, locator, (target, id), condition
                    )
            for index in page.external if "silent-jump" in enabled else ():
                reference = references[index]
                message = external_target(reference.target)
                yield from findings_at_uses("silent-jump", message, docname, reference, locator)
            for index in page.ambiguous:
                reference = references[index]
                questions = self._project.questions.candidates(reference.target, docname)
                source = describe_source(dict(reference.attributes))
                message = ambiguous_question(source, reference.target, questions)
                yield from findings_at_uses(
                    "ambiguous-question", message, docname, reference, locator
                )


def findings_at_uses(
    rule: str, message: str, docname: str, reference: Reference, locator: Locator
) -> Iterator[Finding]:
    """Yield a finding for every location of *reference* on a page."""
    for file, line, column in locator.locations(docname, reference):
        yield Finding(rule, message, docname, file, line, column, target=reference.target)


def _missing_findings(
    docname: str, reference: Reference, locator: Locator, describer: MissingTargetDescriber
) -> Iterator[Finding]:
    target = reference.target
    missing = describer.describe(docname, target, dict(reference.attributes))
    if missing.suggestion == target:  # MyST-Parser resolves paths behind symbolic links itself
        missing = missing._replace(suggestion="", location="")
    is_case = missing.suggestion and missing.suggestion.casefold() == target.casefold()
    rule = "case-mismatch" if is_case else "reference"
    for finding in findings_at_uses(rule, missing.message, docname, reference, locator):
        yield finding._replace(
            suggestion=missing.suggestion,
            suggestion_location=missing.location,
            target=missing.target or target,
        )


def _hidden_findings(
    docname: str, reference: Reference, locator: Locator, anchor: Anchor, condition: Condition
) -> Iterator[Finding]:
    message = hidden_target(reference.target, locator.locate_anchor(*anchor), condition)
    return findings_at_uses("hidden-target", message, docname, reference, locator)
