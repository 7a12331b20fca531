"""The whole project as one thing to ask: what the pages recorded, put together.

Everything here is derived from the store and forgotten when the store changes; nothing
of it is pickled.  Directives ask it for names and relations, the linker for its
vocabulary, the outputs for the facts that one page borrows from another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import astuple, replace
from functools import cached_property
from typing import Any, NamedTuple

from sphinx_glossary_faq.core.model import Article, Borrowed, Question, Term
from sphinx_glossary_faq.core.plan import Page, closest
from sphinx_glossary_faq.core.relations import Hierarchy
from sphinx_glossary_faq.core.slugs import slug
from sphinx_glossary_faq.core.store import Store
from sphinx_glossary_faq.core.vocabulary import Target, Vocabulary


class Guide:
    """What *store* amounts to.

    :param vocabulary_options: keyword arguments of `Vocabulary`.
    :param label_page: the docname that a label is on, or an empty string.
    :param is_shown: whether there is a definition to lead to; to others no links are made.
    :param groups: the groups whose terms a page means before others, by its docname.
    """

    def __init__(
        self,
        store: Store,
        vocabulary_options: Mapping[str, Any],
        label_page: Callable[[str], str],
        groups: Callable[[str], frozenset[str]] = lambda docname: frozenset(),
        is_shown: Callable[[Term], bool] = lambda term: True,
    ) -> None:
        self._store = store
        self._options = vocabulary_options
        self._label_page = label_page
        self._groups = groups
        self._is_shown = is_shown

    @cached_property
    def vocabulary(self) -> Vocabulary:
        terms = (
            term if self._is_shown(term) else replace(term, autolink=False)
            for term in self._store.all(Term)
        )
        return Vocabulary(terms, **self._options)

    @cached_property
    def hierarchy(self) -> Hierarchy:
        return Hierarchy(self.vocabulary.terms, lambda name, asker: self.term(name, asker.docname))

    @cached_property
    def articles(self) -> dict[str, Article]:
        return {article.docname: article for article in self._store.all(Article)}

    @cached_property
    def _questions(self) -> dict[str, list[Question]]:
        """Questions by everything one may call them: id, name, text."""
        found: dict[str, list[Question]] = {}
        for question in self._store.all(Question):
            for name in {question.id, question.name, slug(question.text)} - {""}:
                found.setdefault(name, []).append(question)
        return found

    def target(self, name: str, near: str) -> Target | None:
        """The term of the project's own called *name*, as a page *near* means it."""
        own = (target for target in self.vocabulary.lookup(name) if not target.term.uri)
        found = closest(own, self.page(near))
        return found[0] if found else None

    def page(self, docname: str) -> Page:
        """The page as one that means some terms before others."""
        return Page(docname, self._groups(docname))

    def term(self, name: str, near: str) -> Term | None:
        target = self.target(name, near)
        return target and target.term

    def question(self, name: str, near: str) -> Question | None:
        """The question with this name, id or text, on page *near* before any other."""
        found = self._questions.get(name) or self._questions.get(slug(name)) or []
        return min(found, key=lambda q: (q.place.docname != near, q.place.docname), default=None)

    def article_at(self, kind: str, target: str, near: str) -> Article | None:
        """The page that an entry leads to: a "doc", a "ref" label, a "faq" question."""
        if kind == "faq":
            question = self.question(target, near)
            target = question.place.docname if question else ""
        elif kind == "ref":
            target = self._label_page(target)
        return self.articles.get(target)

    def article_of(self, borrowed: Borrowed) -> Article | None:
        """The page that *borrowed* is a fact of, if it is one of a page."""
        if borrowed.kind not in ("doc", "ref", "faq"):
            return None
        return self.article_at(borrowed.kind, borrowed.key, borrowed.docname)

    def entry(self, id: str, docname: str) -> Target | None:
        """The term that *docname* itself defines at the anchor *id*."""
        own = (target for target in self.vocabulary.at(id) if target.term.docname == docname)
        return next(own, None)

    def names(self) -> list[str]:
        """Every name that a term may be called by, to suggest one from."""
        return self._names

    @cached_property
    def _names(self) -> list[str]:
        return sorted(
            {
                name
                for term in self.vocabulary.terms
                for name in (*(label.name for label in term.labels), *term.aliases)
            }
        )

    def fact(self, borrowed: Borrowed, *, with_addresses: bool = True) -> object:
        """What *borrowed* amounts to now; equal facts have equal `repr`.

        Without addresses it is what a page shows of it that has no links.
        """
        addresses = _Addresses(with_addresses)
        match borrowed.kind:
            case "doc" | "ref" | "faq":
                article = self.article_of(borrowed)
                return article and (*addresses.of(article.docname), *astuple(article)[1:])
            case "definition":
                target = self.target(borrowed.key, borrowed.docname)
                return target and (*addresses.named(target), target.term.definition)
            case "relations":
                return self._standing(self.target(borrowed.key, borrowed.docname), addresses)
            case "entry":
                return self._standing(self.entry(borrowed.key, borrowed.docname), addresses)

    def _standing(self, target: Target | None, addresses: _Addresses) -> object:
        """All that an entry's line and a comparison say of a term."""
        if target is None:
            return None
        hierarchy, term = self.hierarchy, target.term
        groups = (
            hierarchy.broader(term),
            hierarchy.narrower(term),
            hierarchy.related(term),
            hierarchy.above(term).values(),
        )
        return (
            (*addresses.named(target), term.aliases, term.abbreviation, term.avoid),
            *(
                [
                    (*addresses.of(other.docname, other.id), other.name, self._is_shown(other))
                    for other in group
                ]
                for group in groups
            ),
        )


class _Addresses(NamedTuple):
    """Whether it matters where something is."""

    matter: bool

    def of(self, *address: str) -> tuple[str, ...]:
        """An address, if it does."""
        return address if self.matter else ()

    def named(self, target: Target) -> tuple[str, ...]:
        """Where *target* is, and what it is called in the language of this build."""
        return *self.of(target.term.docname, target.id), target.term.name_at(target.id)
