"""Looks through the prose of all pages: for terms that none uses, for wordings to avoid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import TYPE_CHECKING

from sphinx.environment import BuildEnvironment

from sphinx_glossary_faq.checking.locating import Locator
from sphinx_glossary_faq.checking.references import Links
from sphinx_glossary_faq.core.findings import Finding
from sphinx_glossary_faq.core.model import Term
from sphinx_glossary_faq.core.relations import TermKey, key
from sphinx_glossary_faq.domain import FaqDomain, domain_of

if TYPE_CHECKING:
    from sphinx_glossary_faq.core.matcher import Matcher


def find(env: BuildEnvironment, links: Links, locator: Locator, on: Set[str]) -> Iterator[Finding]:
    """What the rules *on* find; every page has to be searched for it, so none is for nothing."""
    domain = domain_of(env)
    if "unused-term" in on:
        yield from unused_terms(domain, links, locator)
    if "avoided-wording" in on:
        yield from avoided_wordings(domain, locator)


def unused_terms(domain: FaqDomain, links: Links, locator: Locator) -> Iterator[Finding]:
    """`unused-term`: it is in a glossary and nowhere else."""
    used = _mentioned(domain) | _referred_to(domain, links)
    terms = domain.guide.vocabulary.terms
    # A page that says what two glossaries define means either: that is `duplicate-term`.
    said = {term.name for term in terms if key(term) in used}
    for term in terms:
        if key(term) not in used and term.name not in said:
            spot = locator.spot_of(term.place, term.name)
            message = f"No page mentions “{term.name}”: remove it, or say it with :aliases:."
            yield Finding("unused-term", message, term.docname, *spot, target=term.name)


def _referred_to(domain: FaqDomain, links: Links) -> set[TermKey]:
    """The terms that roles and directives name: what is compared or read on is not unused."""
    return {
        key(term)
        for docname in domain.env.found_docs
        for reference in links.on(docname)
        if ("reftype", "term") in reference.attributes
        and (term := domain.guide.term(reference.target, docname))
    }


def _mentioned(domain: FaqDomain) -> set[TermKey]:
    """The terms that some page mentions outside of their own definition, or links by hand."""
    used: set[TermKey] = set()
    for docname in domain.env.found_docs:
        if plan := domain.plan.get(docname):
            used.update(key(mention.target.term) for mention in plan.mentions)
            used.update(plan.by_hand)
            used.update(
                key(skipped.target.term)
                for skipped in plan.skipped
                if skipped.reason != "own definition"
            )
    return used


def avoided_wordings(domain: FaqDomain, locator: Locator) -> Iterator[Finding]:
    """`avoided-wording`: prose says what `:avoid:` of some term asks not to say."""
    terms = [term for term in domain.guide.vocabulary.terms if term.avoid]
    if not terms:
        return
    matcher = _matcher(domain, terms)
    for docname in sorted(domain.env.found_docs):
        for run in domain.plan.prose(docname):
            for start, end, targets in matcher.find(run.text):
                term = terms[targets[0]]
                if term.id in run.defines:
                    continue  # a definition may say what not to call it
                said = run.text[start:end]
                message = f"“{' '.join(said.split())}”: say “{term.name}”."
                spot = locator.text(docname, run.text, start, end, run.line)
                yield Finding(
                    "avoided-wording", message, docname, *spot, suggestion="", target=said
                )


def _matcher(domain: FaqDomain, terms: Sequence[Term]) -> Matcher:
    from sphinx_glossary_faq.core.matcher import Matcher, Spelling  # most builds need none

    config = domain.env.config
    spellings = [
        Spelling(wording, number, "ignore-case")
        for number, term in enumerate(terms)
        for wording in term.avoid
    ]
    inflect = config.glossary_faq_inflect
    return Matcher(spellings, language=config.language, inflect=inflect)
