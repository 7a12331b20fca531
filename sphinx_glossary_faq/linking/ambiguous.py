"""Tells of mentions that several terms claim, none closer to the page than the others.

They are not linked: picking one silently would be wrong half of the time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sphinx_glossary_faq.core.model import Term
from sphinx_glossary_faq.core.relations import TermKey, key
from sphinx_glossary_faq.diagnostics import Subtype, warn
from sphinx_glossary_faq.linking.snapshot import Account


def tell(accounts: Mapping[str, Account], terms: Iterable[Term]) -> None:
    """Warn once of the same terms, however many pages may mean them, where the first is defined."""
    spellings: dict[tuple[TermKey, ...], set[str]] = defaultdict(set)
    pages: dict[tuple[TermKey, ...], list[str]] = defaultdict(list)
    for docname, account in sorted(accounts.items()):
        for found in account.ambiguous:
            spellings[found.terms].add(found.spelling)
            pages[found.terms].append(docname)
    by_key = {key(term): term for term in terms} if pages else {}
    for keys in sorted(pages):
        meant = [by_key[each] for each in keys]
        sentence = _sentence(sorted(spellings[keys]), meant, list(dict.fromkeys(pages[keys])))
        warn(Subtype.AMBIGUOUS, sentence, meant[0].place)


def _sentence(spellings: Iterable[str], meant: Iterable[Term], docnames: Sequence[str]) -> str:
    candidates = ", ".join(
        f"“{term.name}” ({term.docname}, line {term.place.line})" for term in meant
    )
    spelt = ", ".join(f"“{spelling}”" for spelling in spellings)
    others = f" and {len(docnames) - 1} more" if len(docnames) > 1 else ""
    return (
        f"{spelt} on {docnames[0]}{others} is not linked, since it may mean "
        f"{candidates}: give the terms a :group:, or link it by hand."
    )
