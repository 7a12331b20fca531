"""Combine the records of all pages into a view of the whole project.

All data is derived from the store and discarded when the store changes.  Nothing is pickled.
Directives look up names and relations, automatic links use the vocabulary, and incremental builds
use the content that one page shows from another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple, replace
from functools import cached_property
from itertools import combinations
from operator import attrgetter
from typing import Any, NamedTuple

from sphinx_glossary_faq.core.matching.vocabulary import Target, Vocabulary
from sphinx_glossary_faq.core.model.definitions import choose_definition
from sphinx_glossary_faq.core.model.questions import QuestionIndex
from sphinx_glossary_faq.core.model.records import (
    Article,
    Comparison,
    Condition,
    PageDependency,
    Question,
    Term,
)
from sphinx_glossary_faq.core.model.relations import Hierarchy
from sphinx_glossary_faq.core.model.store import Store
from sphinx_glossary_faq.core.planning.plan import Page
from sphinx_glossary_faq.core.planning.precedence import resolve_name
from sphinx_glossary_faq.core.senses.rule_filter import EverydayWords, RuleFilter
from sphinx_glossary_faq.core.senses.sense_filter import SenseFilter
from sphinx_glossary_faq.core.text.collation import collation_key

_SPELLINGS = attrgetter("aliases", "hidden_aliases", "abbreviation")


class Project:
    """A view of the combined records in *store*.

    :param vocabulary_options: keyword arguments of `Vocabulary`.
    :param label_docname: a function that returns the docname of the page with a label, or "".
    :param groups: a function that returns the preferred groups of terms for a docname.
    :param is_active: a function that returns whether content with a condition is shown.  Terms
    whose definitions are not shown are never linked.
    :param filter_senses: whether to skip mentions with another sense.
    :param everyday_words: what to do with everyday words about which authors have not decided.
    """

    def __init__(
        self,
        store: Store,
        vocabulary_options: Mapping[str, Any],
        label_docname: Callable[[str], str],
        groups: Callable[[str], frozenset[str]] = lambda docname: frozenset(),
        is_active: Callable[[Condition], bool] = lambda condition: True,
        *,
        filter_senses: bool = True,
        everyday_words: EverydayWords = "link",
    ) -> None:
        self._store = store
        self._vocabulary_options = vocabulary_options
        self._label_docname = label_docname
        self._groups = groups
        self._is_active = is_active
        self._filter_senses = filter_senses
        self._everyday_words = everyday_words

    @cached_property
    def vocabulary(self) -> Vocabulary:
        terms = map(self._as_shown, self._store.all(Term))
        return Vocabulary(terms, is_visible=self.is_visible, **self._vocabulary_options)

    def _as_shown(self, term: Term) -> Term:
        """Return *term* with the definition that this build shows."""
        if not term.definition_blocks:
            return term
        return replace(term, definition=choose_definition(term.definition_blocks, self._is_active))

    def is_visible(self, term: Term) -> bool:
        """Return whether this build shows the definition of *term*."""
        return self.is_shown(term.conditions)

    def is_shown(self, conditions: Iterable[Condition]) -> bool:
        """Return whether this build shows content with *conditions*."""
        return all(map(self._is_active, conditions))

    @cached_property
    def sense_filter(self) -> SenseFilter:
        return self.make_sense_filter()

    def make_sense_filter(self) -> SenseFilter:
        """Return a new filter, which can be asked about the terms with other decisions."""
        options, vocabulary = self._vocabulary_options, self.vocabulary
        return RuleFilter(
            vocabulary.terms,
            language=str(options.get("language", "en")),
            match=options.get("match", "smart"),
            applies_rules=self._filter_senses,
            everyday_words=self._everyday_words,
            remote=vocabulary.remote,
        )

    @cached_property
    def hierarchy(self) -> Hierarchy:
        return Hierarchy(self.vocabulary.terms, lambda name, term: self.term(name, term.docname))

    @cached_property
    def articles(self) -> dict[str, Article]:
        return {article.docname: article for article in self._store.all(Article)}

    @cached_property
    def questions(self) -> QuestionIndex:
        return QuestionIndex(self._store.all(Question))

    def target(self, name: str, docname: str) -> Target | None:
        """Return the target in this project that *name* refers to on page *docname*."""
        targets = (target for target in self.vocabulary.lookup(name) if not target.term.uri)
        return next(iter(resolve_name(name, targets, self.page(docname))), None)

    def page(self, docname: str) -> Page:
        """Return the page with its preferred groups of terms."""
        return Page(docname, self._groups(docname))

    def term(self, name: str, docname: str) -> Term | None:
        target = self.target(name, docname)
        return target and target.term

    def question(self, reference: str, docname: str) -> Question | None:
        """Return the question that *reference* identifies by text, name or id."""
        return next(iter(self.questions.candidates(reference, docname)), None)

    def resolve_article(self, kind: str, target: str, docname: str) -> Article | None:
        """Return the docname for the "doc", "ref" label or "faq" question of an entry."""
        if kind == "faq":
            question = self.question(target, docname)
            target = question.location.docname if question else ""
        elif kind == "ref":
            target = self._label_docname(target)
        return self.articles.get(target)

    def linked_page(self, kind: str, target: str, docname: str) -> str:
        """Return the docname of the page that a link leads to, or "".

        :param kind: the kind of the link in a `PageLinks`.
        """
        if kind == "any":
            kinds = ("doc", "ref", "term", "faq")
            return next(filter(None, (self.linked_page(k, target, docname) for k in kinds)), "")
        if kind == "term":
            term = self.term(target, docname)
            return term.docname if term else ""
        article = self.resolve_article(kind, target, docname)
        return article.docname if article else ""

    def article_of(self, dependency: PageDependency) -> Article | None:
        """Return the article that *dependency* refers to, if it is about an article."""
        if dependency.kind not in ("doc", "ref", "faq"):
            return None
        return self.resolve_article(dependency.kind, dependency.key, dependency.docname)

    def term_at(self, id: str, docname: str) -> Target | None:
        """Return the term that is defined on page *docname* at the anchor *id*."""
        targets = (
            target for target in self.vocabulary.by_anchor(id) if target.term.docname == docname
        )
        return next(targets, None)

    @cached_property
    def groups(self) -> dict[str, list[Term]]:
        """The visible terms of this project by their group, in the order of the language."""
        groups: dict[str, list[Term]] = defaultdict(list)
        key = collation_key(str(self._vocabulary_options.get("language", "en")))
        for term in self.vocabulary.terms:
            if term.group and not term.uri and self.is_visible(term):
                groups[term.group].append(term)
        for terms in groups.values():
            terms.sort(key=lambda term: (key(term.sort_key or term.name), term.order))
        return dict(groups)

    def terms_in(self, group: str) -> list[Term]:
        """Return the visible terms of a group, in the order of the language."""
        return self.groups.get(group, [])

    def names(self) -> list[str]:
        """Return all visible names of terms, as candidates for suggestions."""
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

    def resolve_dependency(
        self, dependency: PageDependency, *, with_addresses: bool = True
    ) -> object:
        """Return the current value of *dependency*.  Equal values have the same `repr`.

        Without addresses, the value includes only the parts that a page without links shows.
        """
        addresses = _AddressFilter(with_addresses)
        match dependency.kind:
            case "faq":
                article = self.article_of(dependency)
                return article and (*addresses.of(article.docname), article.updated)
            case "question":
                question = self.question(dependency.key, dependency.docname)
                return question and addresses.with_text(question)
            case "anchor":
                page, _, id = dependency.key.rpartition("#")
                questions = self._store.of(page, Question)
                return next((question.text for question in questions if question.id == id), None)
            case "doc" | "ref":
                article = self.article_of(dependency)
                return article and (*addresses.of(article.docname), *astuple(article)[1:])
            case "definition":
                target = self.target(dependency.key, dependency.docname)
                return target and (*addresses.with_name(target), target.term.definition)
            case "relations":
                target = self.target(dependency.key, dependency.docname)
                return target and (*addresses.with_name(target), *_SPELLINGS(target.term))
            case "group":
                terms = self.terms_in(dependency.key)
                return [
                    (*addresses.of(term.docname, term.id), term.name, term.definition)
                    for term in terms
                ]
            case "entry":
                target = self.term_at(dependency.key, dependency.docname)
                return self._relations_of(target, addresses)

    def relations_in(self, comparison: Comparison, *, with_addresses: bool = True) -> object:
        """Return all that a comparison shows about the relations between its terms.

        Without addresses, figures are not included, because their labels are links.
        """
        has_figure = comparison.has_figure and with_addresses
        if comparison.has_sentence and not has_figure:
            return None
        docname = comparison.location.docname
        terms = [term for name in comparison.names if (term := self.term(name, docname))]
        relations = [
            self.hierarchy.relation(first, second).value for first, second in combinations(terms, 2)
        ]
        parent = self.hierarchy.common_broader(terms)
        if not has_figure:
            return relations, parent and parent.name
        address = parent and (parent.docname, parent.id, self.is_visible(parent))
        return relations, parent and parent.name, address, list(map(self.is_visible, terms))

    def _relations_of(self, target: Target | None, addresses: _AddressFilter) -> object:
        """Return all content that the entry of a term shows."""
        if target is None:
            return None
        hierarchy, term = self.hierarchy, target.term
        groups = (hierarchy.broader(term), hierarchy.narrower(term), hierarchy.related(term))
        return (
            (*addresses.with_name(target), term.aliases, term.abbreviation, term.avoid, term.group),
            *(
                [
                    (*addresses.of(other.docname, other.id), other.name, self.is_visible(other))
                    for other in group
                ]
                for group in groups
            ),
        )


class _AddressFilter(NamedTuple):
    """Includes addresses in a value, or omits them."""

    is_included: bool

    def of(self, *address: str) -> tuple[str, ...]:
        """Return *address* if addresses are included, or an empty tuple otherwise."""
        return address if self.is_included else ()

    def with_text(self, question: Question) -> tuple[str, ...]:
        """Return the address of *question* and its text."""
        return *self.of(question.location.docname, question.id), question.text

    def with_name(self, target: Target) -> tuple[str, ...]:
        """Return the address of *target* and its name in the language of this build."""
        return *self.of(target.term.docname, target.id), target.term.name_at(target.id)
