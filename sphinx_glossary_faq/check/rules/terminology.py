"""Search the prose on all pages for unused terms and avoided wordings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from typing import TYPE_CHECKING

from sphinx.environment import BuildEnvironment

from sphinx_glossary_faq.check.locate.locator import Locator
from sphinx_glossary_faq.check.references.results import ProjectReferences
from sphinx_glossary_faq.config import inflects
from sphinx_glossary_faq.core.findings.finding import Finding
from sphinx_glossary_faq.core.model.records import Term
from sphinx_glossary_faq.core.model.relations import TermKey, term_key
from sphinx_glossary_faq.core.planning.plan import Run
from sphinx_glossary_faq.domain import FaqDomain, domain_of

if TYPE_CHECKING:
    from sphinx_glossary_faq.core.matching.matcher import Matcher


def check_terminology(
    env: BuildEnvironment, references: ProjectReferences, locator: Locator, enabled: Set[str]
) -> Iterator[Finding]:
    """Yield the findings of the *enabled* rules, each of which searches all pages."""
    domain = domain_of(env)
    if "unused-term" in enabled:
        yield from unused_terms(domain, references, locator)
    if "avoided-wording" in enabled:
        yield from avoided_wordings(domain, locator)


def unused_terms(
    domain: FaqDomain, references: ProjectReferences, locator: Locator
) -> Iterator[Finding]:
    """Yield `unused-term` findings for terms that are neither mentioned nor referenced."""
    used = _mentioned_terms(domain) | _referenced_terms(domain, references)
    terms = domain.project.vocabulary.terms
    # A mention of a term with two definitions may refer to either of them (see `duplicate-term`).
    used_names = {term.name for term in terms if term_key(term) in used}
    for term in terms:
        if term_key(term) not in used and term.name not in used_names:
            location = locator.locate_text(term.location, term.name)
            message = (
                f"Glossary term “{term.name}” is never used. Remove it, or list the wording that "
                "the pages use in its :aliases:."
            )
            yield Finding("unused-term", message, term.docname, *location, target=term.name)


def _referenced_terms(domain: FaqDomain, references: ProjectReferences) -> set[TermKey]:
    """Return the terms that roles and directives reference, including `see-also`."""
    return {
        term_key(term)
        for docname in domain.env.found_docs
        for reference in references.references_of(docname)
        if ("reftype", "term") in reference.attributes
        and (term := domain.project.term(reference.target, docname))
    }


def _mentioned_terms(domain: FaqDomain) -> set[TermKey]:
    """Return the terms with an explicit link or with a mention outside their own definition."""
    used: set[TermKey] = set()
    for docname in domain.env.found_docs:
        if plan := domain.plan.get(docname):
            used.update(term_key(mention.target.term) for mention in plan.mentions)
            used.update(plan.explicit_targets)
            used.update(
                term_key(skipped.target.term)
                for skipped in plan.skipped
                if skipped.reason != "own definition"
            )
    return used


def avoided_wordings(domain: FaqDomain, locator: Locator) -> Iterator[Finding]:
    """Yield `avoided-wording` findings for wordings from the `:avoid:` option of a term."""
    terms = [term for term in domain.project.vocabulary.terms if term.avoid]
    if not terms:
        return
    matcher = _matcher(domain, terms)
    for docname in sorted(domain.env.found_docs):
        seen: Counter[str] = Counter()
        runs = (item for item in domain.plan.items(docname) if isinstance(item, Run))
        for run in runs:
            seen[run.text] += 1
            for start, end, targets in matcher.find(run.text):
                term = terms[targets[0]]
                if term.id in run.defines:
                    continue  # a definition may contain its avoided wordings
                wording = run.text[start:end]
                quoted = " ".join(wording.split())
                message = f"“{quoted}” should be avoided. Use “{term.name}” instead."
                location = locator.locate_in_run(
                    docname, run.text, seen[run.text] - 1, start, end, run.line
                )
                yield Finding(
                    "avoided-wording", message, docname, *location, suggestion="", target=wording
                )


def _matcher(domain: FaqDomain, terms: Sequence[Term]) -> Matcher:
    from sphinx_glossary_faq.core.matching.matcher import Matcher, Spelling  # rarely needed

    spellings = [
        Spelling(wording, number, "ignore-case", term.inflect)
        for number, term in enumerate(terms)
        for wording in term.avoid
    ]
    config = domain.env.config
    return Matcher(spellings, language=config.language, inflect=inflects(config))
