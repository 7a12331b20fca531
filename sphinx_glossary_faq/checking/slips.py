"""What readers see as it was typed, files that are not there, index entries that lead to none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sphinx.environment import BuildEnvironment

from sphinx_glossary_faq.checking.locating import Locator
from sphinx_glossary_faq.checking.references import Answers, Links, at_each_use
from sphinx_glossary_faq.checking.uses import FILES, SLIPS, Reference
from sphinx_glossary_faq.core.findings import Finding
from sphinx_glossary_faq.core.spelling import Speller


def find(
    env: BuildEnvironment, links: Links, answers: Answers, locator: Locator
) -> Iterator[Finding]:
    """All of them, by page."""
    entries: Speller | None = None
    for docname, page in sorted(answers.pages.items()):
        for number in page.other:
            reference = links.on(docname)[number]
            if reference.kind in FILES:
                yield from _file(docname, reference, locator)
            elif reference.kind in SLIPS:
                yield from _slip(docname, reference, locator)
            elif reference.kind == "see":
                entries = entries or Speller(index_entries(env))
                yield from _see(docname, reference, locator, entries)


def _file(docname: str, reference: Reference, locator: Locator) -> Iterator[Finding]:
    message = f"{reference.kind}: no file “{reference.target}” can be read."
    return at_each_use("missing-file", message, docname, reference, locator)


def _slip(docname: str, reference: Reference, locator: Locator) -> Iterator[Finding]:
    """What is not written so in the source was escaped, and meant."""
    message = f"“{reference.target}” is shown to readers as it stands: "
    if reference.kind == "role-typo":
        message += f"a role is written {dict(reference.attributes)['meant']}."
    else:
        message += "nothing on the page defines what it refers to."
    for found in at_each_use(reference.kind, message, docname, reference, locator):
        if found.column is not None:
            yield found


def _see(
    docname: str, reference: Reference, locator: Locator, entries: Speller
) -> Iterator[Finding]:
    if reference.target in entries:
        return
    message = f"index: no entry “{reference.target}” to see."
    meant = entries.nearest(reference.target)
    for found in at_each_use("index-see", message, docname, reference, locator):
        yield found._replace(suggestion=meant)


def index_entries(env: BuildEnvironment) -> Iterable[str]:
    """Every entry of the index by the words that a reader looks up, with and without the second."""
    for found in env.domains.index_domain.entries.values():
        for kind, value, *_rest in found:
            parts = [part.strip() for part in value.split(";")]
            if kind in ("see", "seealso"):
                yield parts[0]
            elif kind == "triple":
                yield from _entries(parts, ((0, 1, 2), (1, 2, 0), (2, 0, 1)))
            elif kind == "pair":
                yield from _entries(parts, ((0, 1), (1, 0)))
            else:
                yield from _entries(parts, ((0, 1),))


def _entries(parts: list[str], orders: Iterable[tuple[int, ...]]) -> Iterator[str]:
    """The main entry and the one below it, for each order in which an entry is listed."""
    for order in orders:
        words = [parts[place] for place in order if place < len(parts)]
        if words:
            yield words[0]
            yield "; ".join(words)
            yield ", ".join(words)
