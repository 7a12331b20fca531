"""Choose between several terms with one spelling: which one a page means."""

from __future__ import annotations

from collections.abc import Iterable

from sphinx_glossary_faq.core.matching.vocabulary import Target
from sphinx_glossary_faq.core.model.relations import TermKey, term_key
from sphinx_glossary_faq.core.planning.plan import Page


def resolve_ambiguity(targets: Iterable[Target], page: Page) -> list[Target]:
    """Return the terms closest to *page* of several with one spelling: one, or a tie.

    The terms of the page itself come first, then those of its groups, then those without a group;
    among these, the terms whose glossary is nearest by path: in the same folder, then in folders
    above.  Terms with automatic links precede terms without, and terms of this project precede
    remote ones.  Of several remote terms the first wins: authors set the order of the projects.
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
        return True, True, group, 0, not term.autolink  # the docname is not a path
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
        not term.autolink,
    )


def prefer_written_form(targets: Iterable[Target], text: str) -> list[Target]:
    """Sort the names of each term, the one written like *text* first: "e-mail", then "e mail"."""
    written_form = " ".join(text.split())
    terms: dict[TermKey, list[Target]] = {}
    for target in targets:
        terms.setdefault(term_key(target.term), []).append(target)
    for term_targets in terms.values():
        term_targets.sort(key=lambda target: written_form not in _names_of(target))
    return [target for term_targets in terms.values() for target in term_targets]


def _names_of(target: Target) -> list[str]:
    labels = [label for label in target.term.labels if label.id == target.id]
    return [name for label in labels for name in (label.name, label.original)]


def resolve_name(name: str, targets: Iterable[Target], page: Page) -> list[Target]:
    """Return the one of *targets* that a reference on *page* by this *name* leads to, if any.

    A reference has to lead somewhere: of equally close terms, the first one that is written like
    the name.
    """
    closest = resolve_ambiguity(prefer_written_form(targets, name), page)
    return sorted(closest, key=lambda target: name not in _names_of(target))[:1]
