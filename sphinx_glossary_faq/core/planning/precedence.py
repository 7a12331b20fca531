"""Choose between several terms with the same spelling."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from sphinx_glossary_faq.core.matching.vocabulary import Target, Vocabulary
from sphinx_glossary_faq.core.model.relations import TermKey, term_key
from sphinx_glossary_faq.core.planning.plan import ExplicitLink, Page


def resolve_ambiguity(targets: Iterable[Target], page: Page) -> list[Target]:
    """Return the term that is closest to *page*, or all closest terms if there is a tie.

    Terms on the page itself come first, followed by terms in its groups and terms without a group.
    Among these, terms with the nearest glossary come first: in the same folder, then in parent
    folders.  Terms with automatic links precede terms without automatic links, and terms in this
    project precede remote terms.  Among several remote terms the first one is used, because authors
    set the order of the projects.
    """
    by_term: dict[TermKey, Target] = {}
    for target in targets:
        by_term.setdefault(term_key(target.term), target)
    if len(by_term) < 2:
        return list(by_term.values())
    ranks = {key: _precedence(target, page) for key, target in by_term.items()}
    best = min(ranks.values())
    if best[0]:  # all terms are remote
        return [target for key, target in by_term.items() if ranks[key] == best][:1]
    return [by_term[key] for key in sorted(by_term) if ranks[key] == best]


def _precedence(target: Target, page: Page) -> tuple[bool, bool, int, int, bool]:
    term = target.term
    group = 1 if not term.group else 0 if term.group in page.groups else 2
    if term.uri:
        return True, True, group, 0, not term.autolink  # the docname is not a file path
    page_folders, term_folders = page.docname.split("/")[:-1], term.docname.split("/")[:-1]
    common = 0
    for page_folder, term_folder in zip(page_folders, term_folders, strict=False):
        if page_folder != term_folder:
            break
        common += 1
    return (
        bool(term.uri),
        term.docname != page.docname,
        group,
        len(page_folders) + len(term_folders) - 2 * common,
        not term.autolink or term.is_placeholder,
    )


def prefer_written_form(targets: Iterable[Target], text: str) -> list[Target]:
    """Sort the names of each term so that the spelling of *text* comes first."""
    written_form = " ".join(text.split())
    terms: dict[TermKey, list[Target]] = {}
    for target in targets:
        terms.setdefault(term_key(target.term), []).append(target)
    for term_targets in terms.values():
        term_targets.sort(key=lambda target: written_form not in _names_of(target))
    return [target for term_targets in terms.values() for target in term_targets]


def prefer_domain(targets: Sequence[Target], words: Set[str]) -> Sequence[Target]:
    """Return the only one of *targets* with a domain in *words*, or else all of them.

    :param words: the casefolded words around a mention.
    """
    in_domain = [target for target in targets if not target.domain.isdisjoint(words)]
    return in_domain if len(in_domain) == 1 else targets


def _names_of(target: Target) -> list[str]:
    labels = [label for label in target.term.labels if label.id == target.id]
    return [name for label in labels for name in (label.name, label.original)]


def resolve_name(name: str, targets: Iterable[Target], page: Page) -> list[Target]:
    """Return the target of a reference to *name* on *page*, if there is one.

    If several terms are equally close, the result is the first term that is spelled like the name.
    A name that is derived from the names of several terms is ambiguous.
    """
    closest = resolve_ambiguity(prefer_written_form(targets, name), page)
    if len(closest) > 1 and all(target.is_derived for target in closest):
        return []
    return sorted(closest, key=lambda target: name not in _names_of(target))[:1]


def resolve_link(link: ExplicitLink, vocabulary: Vocabulary, page: Page) -> list[Target]:
    """Return the target of an explicit link on *page*, or several for an ambiguous anchor."""
    if link.name:
        return resolve_name(link.name, vocabulary.lookup(link.name), page)
    return resolve_ambiguity(vocabulary.by_anchor(link.id), page)
