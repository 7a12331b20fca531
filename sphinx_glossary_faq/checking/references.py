"""Follows every reference of the project, in each build in which one could have broken.

A page's references are resolved again when it was read, or when anything that references lead
to has changed; otherwise the last answers are told again.  So a label that goes is told of at
every page that still refers to it, written by this build or not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Set
from functools import cached_property
from typing import NamedTuple

from sphinx.application import Sphinx

from sphinx_glossary_faq.checking.locating import Locator
from sphinx_glossary_faq.checking.missing import Describer
from sphinx_glossary_faq.checking.resolving import Resolved, resolve, target_uri
from sphinx_glossary_faq.checking.uses import FILES, SLIPS, Kind, Reference, unpack
from sphinx_glossary_faq.checking.world import digest_of_targets, inventories
from sphinx_glossary_faq.conditions import Condition, holds
from sphinx_glossary_faq.core.findings import Finding
from sphinx_glossary_faq.core.model import References
from sphinx_glossary_faq.domain import domain_of

FOLLOWED: frozenset[Kind] = frozenset({"xref", "link", "raw", "see"})
"""Kinds of references of which all are recorded, not the bad ones alone."""

_OTHER: frozenset[Kind] = frozenset({*FILES, *SLIPS, "see"})

Anchor = tuple[str, str]
"""A docname and an id."""


class PageLinks(NamedTuple):
    """What became of a page's references; numbers count them as they were recorded."""

    basis: str
    """A digest of the references themselves."""

    leads: str
    """A digest of where they lead."""

    followed: int = 0
    """How many there are that lead, or should lead, to something."""

    missing: tuple[int, ...] = ()
    elsewhere: tuple[int, ...] = ()
    conditional: tuple[tuple[int, str, str], ...] = ()
    """Those that lead to an anchor that only some builds show: number, docname, id."""

    other: tuple[int, ...] = ()
    """Those that no resolver answers: files, slips, entries of the index to see."""


class Answers(NamedTuple):
    """What was found out under the state of all targets that `world` is a digest of."""

    world: str
    pages: Mapping[str, PageLinks]


class Links:
    """The references of all pages in one build, and where they lead."""

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        self._env = app.env
        records = domain_of(app.env).store.all(References)
        self._packed = {record.docname: record.packed for record in records}
        self._hidden = {record.docname: record.hidden for record in records}
        self._unpacked: dict[str, tuple[Reference, ...]] = {}

    def on(self, docname: str) -> tuple[Reference, ...]:
        """The references that page *docname* recorded."""
        if docname not in self._unpacked:
            packed = self._packed.get(docname)
            self._unpacked[docname] = unpack(packed) if packed else ()
        return self._unpacked[docname]

    def follow(self, last: Answers) -> Answers:
        """Answer for every page; the *last* answers are taken over where they must still hold."""
        world = digest_of_targets(self._app)
        known = last.pages if last.world == world else {}
        bases = {docname: _digest(packed) for docname, packed in self._packed.items()}
        kept = {
            docname: known[docname]
            for docname, basis in bases.items()
            if docname in known and known[docname].basis == basis
        }
        asked = sorted(bases.keys() - kept.keys())
        wanted = [
            (docname, number, reference)
            for docname in asked
            for number, reference in enumerate(self.on(docname))
            if reference.kind == "xref"
        ]
        resolved = resolve(self._app, [(docname, found) for docname, _number, found in wanted])
        by_page: dict[str, dict[int, Resolved]] = {docname: {} for docname in asked}
        for (docname, number, _reference), each in zip(wanted, resolved, strict=True):
            by_page[docname][number] = each
        conditional = self._conditional() if asked else frozenset()
        fresh = {
            docname: self._page(bases[docname], docname, found, conditional)
            for docname, found in by_page.items()
        }
        return Answers(world, dict(sorted((kept | fresh).items())))

    def _page(
        self,
        basis: str,
        docname: str,
        resolved: Mapping[int, Resolved],
        conditional: frozenset[Anchor],
    ) -> PageLinks:
        references = self.on(docname)
        leads = [(each.address, bool(each.missing)) for each in resolved.values()]
        anchors = {
            number: anchor
            for number, each in resolved.items()
            if conditional and (anchor := self._anchor(each.address)) in conditional
        }
        return PageLinks(
            basis,
            _digest(repr(leads).encode()),
            sum(reference.kind in FOLLOWED for reference in references),
            tuple(number for number, each in resolved.items() if each.missing),
            tuple(
                number
                for number, each in resolved.items()
                if each.elsewhere and self._is_silent(references[number])
            ),
            tuple((number, *anchor) for number, anchor in anchors.items()),
            tuple(number for number, each in enumerate(references) if each.kind in _OTHER),
        )

    def _is_silent(self, reference: Reference) -> bool:
        """Whether a reference that leads to another project looks like one of this project's."""
        known = dict(reference.attributes)
        if "intersphinx" in known or reference.target.partition(":")[0] in inventories(self._env):
            return False
        return known.get("refdomain", "") in ("", "std") or known.get("reftype") == "myst"

    def _conditional(self) -> frozenset[Anchor]:
        """The anchors that not all builds show."""
        return frozenset(
            (docname, id)
            for docname, hidden in self._hidden.items()
            for _condition, ids in hidden
            for id in ids
        )

    def _anchor(self, address: str) -> Anchor:
        """The page and the id that an address of this builder's leads to."""
        uri, _, id = address.rpartition("#")
        return self._pages_by_uri.get(uri, ""), id

    @cached_property
    def _pages_by_uri(self) -> Mapping[str, str]:
        builder = self._app.builder
        return {target_uri(builder, docname): docname for docname in self._env.found_docs}

    def hiding(self, docname: str, id: str) -> Condition | None:
        """The condition for which this build leaves out the anchor *id* of *docname*, if any."""
        for condition, ids in self._hidden.get(docname, ()):
            if id in ids and not holds(condition, self._app.builder):
                return condition
        return None

    def left_out(self, docname: str) -> frozenset[str]:
        """The anchors of a page that this build leaves out."""
        return frozenset(
            id
            for condition, ids in self._hidden.get(docname, ())
            if not holds(condition, self._app.builder)
            for id in ids
        )

    def is_shown(self, reference: Reference) -> bool:
        """Whether this build shows the text that *reference* is in."""
        return all(holds(condition, self._app.builder) for condition in reference.conditions)

    def missing(self, answers: Answers) -> Iterator[tuple[str, str]]:
        """The page and the target of each reference that leads nowhere."""
        for docname, page in answers.pages.items():
            for number in page.missing:
                yield docname, self.on(docname)[number].target

    def findings(self, answers: Answers, locator: Locator, on: Set[str]) -> Iterator[Finding]:
        """What the rules *on* tell of the references themselves.

        To find the places of anything else its page would be walked through for nothing.
        """
        describer = Describer(self._env)
        for docname, page in sorted(answers.pages.items()):
            if not (page.missing or page.conditional or page.elsewhere):
                continue  # to unpack its references takes longer than all the rest
            references = self.on(docname)
            for number in page.missing:
                yield from _missing(docname, references[number], locator, describer)
            for number, target, id in page.conditional:
                reference = references[number]
                if (condition := self.hiding(target, id)) and self.is_shown(reference):
                    yield from _hidden(docname, reference, locator, (target, id), condition)
            for number in page.elsewhere if "silent-jump" in on else ():
                yield from _elsewhere(docname, references[number], locator)


def _digest(found: bytes) -> str:
    return hashlib.sha256(found).hexdigest()[:16]


def at_each_use(
    rule: str, message: str, docname: str, reference: Reference, locator: Locator
) -> Iterator[Finding]:
    """A finding at every place of a page where *reference* stands."""
    for file, line, column in locator.spots(docname, reference):
        yield Finding(rule, message, docname, file, line, column, target=reference.target)


def _missing(
    docname: str, reference: Reference, locator: Locator, describer: Describer
) -> Iterator[Finding]:
    target = reference.target
    told = describer.describe(docname, target, dict(reference.attributes))
    told = told._replace(target=told.target or target)
    is_case = told.suggestion and told.suggestion.casefold() == target.casefold()
    rule = "case-mismatch" if is_case else "reference"
    for found in at_each_use(rule, told.message, docname, reference, locator):
        yield found._replace(
            suggestion=told.suggestion, suggestion_place=told.place, target=told.target
        )


def _hidden(
    docname: str, reference: Reference, locator: Locator, anchor: Anchor, condition: Condition
) -> Iterator[Finding]:
    message = hidden(reference.target, locator.place_of(*anchor), condition)
    return at_each_use("hidden-target", message, docname, reference, locator)


def hidden(target: str, place: str, condition: Condition) -> str:
    """The sentence for a *target* that is at a *place* which this build leaves out."""
    said = " ".join(part for part in condition if part)
    return (
        f"“{target}” is in {place}, but there it is under “{said}”, "
        "which this build leaves out: move the target, or hide the reference too."
    )


def _elsewhere(docname: str, reference: Reference, locator: Locator) -> Iterator[Finding]:
    message = (
        f"“{reference.target}” is not of this project, the link leads to another one: "
        "name that project, as in “:external:”, or mend the target."
    )
    return at_each_use("silent-jump", message, docname, reference, locator)
