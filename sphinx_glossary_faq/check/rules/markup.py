"""Find mistyped markup, missing files and “see” entries in the index without a target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sphinx.environment import BuildEnvironment

from sphinx_glossary_faq.check.locate.locator import Locator
from sphinx_glossary_faq.check.references.reference import FILES, TYPOS, Reference
from sphinx_glossary_faq.check.references.results import (
    ProjectReferences,
    ResolutionCache,
    findings_at_uses,
)
from sphinx_glossary_faq.core.findings.finding import Finding
from sphinx_glossary_faq.core.findings.messages import missing_target
from sphinx_glossary_faq.core.text.fuzzy import NameSuggester


def check_markup(
    env: BuildEnvironment,
    references: ProjectReferences,
    resolutions: ResolutionCache,
    locator: Locator,
) -> Iterator[Finding]:
    """Yield the findings on all pages, sorted by docname."""
    entries: NameSuggester | None = None
    for docname, page in sorted(resolutions.pages.items()):
        for index in page.other:
            reference = references.references_of(docname)[index]
            if reference.kind in FILES:
                yield from _missing_file(docname, reference, locator)
            elif reference.kind in TYPOS:
                yield from _typo_findings(docname, reference, locator)
            elif reference.kind == "see":
                entries = entries or NameSuggester(index_entries(env))
                yield from _missing_entry(docname, reference, locator, entries)


def _missing_file(docname: str, reference: Reference, locator: Locator) -> Iterator[Finding]:
    message = f"{reference.kind}: file “{reference.target}” cannot be read. Check its path."
    return findings_at_uses("missing-file", message, docname, reference, locator)


def _typo_findings(docname: str, reference: Reference, locator: Locator) -> Iterator[Finding]:
    """Yield the findings about a typo, unless the text is escaped in the source."""
    message = f"“{reference.target}” is shown to readers as literal text. "
    if reference.kind == "role-typo":
        message += f"Write the role as {dict(reference.attributes)['suggestion']}."
    else:
        message += "Define the label of this link on the page, or correct the label."
    for finding in findings_at_uses(reference.kind, message, docname, reference, locator):
        if finding.column is not None:
            yield finding


def _missing_entry(
    docname: str, reference: Reference, locator: Locator, entries: NameSuggester
) -> Iterator[Finding]:
    if reference.target in entries:
        return
    message = missing_target("index", "entry", reference.target)
    suggestion = entries.nearest(reference.target)
    for finding in findings_at_uses("index-see", message, docname, reference, locator):
        yield finding._replace(suggestion=suggestion)


def index_entries(env: BuildEnvironment) -> Iterable[str]:
    """Yield the names of all entries in the index, with and without their subentries."""
    for page_entries in env.domains.index_domain.entries.values():
        for kind, value, *_rest in page_entries:
            parts = [part.strip() for part in value.split(";")]
            if kind in ("see", "seealso"):
                yield parts[0]
            elif kind == "triple":
                yield from _entry_names(parts, ((0, 1, 2), (1, 2, 0), (2, 0, 1)))
            elif kind == "pair":
                yield from _entry_names(parts, ((0, 1), (1, 0)))
            else:
                yield from _entry_names(parts, ((0, 1),))


def _entry_names(parts: list[str], orders: Iterable[tuple[int, ...]]) -> Iterator[str]:
    """Yield each main entry, and its subentry in two notations, for each order of the parts."""
    for order in orders:
        words = [parts[index] for index in order if index < len(parts)]
        if words:
            yield words[0]
            yield "; ".join(words)
            yield ", ".join(words)
