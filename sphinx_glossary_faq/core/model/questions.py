"""Find questions by their text, their name or their id."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sphinx_glossary_faq.core.model.records import Question
from sphinx_glossary_faq.core.text.slugs import fold_question, make_slug

_Keys = Callable[[Question], set[str]]

_WAYS: tuple[tuple[_Keys, Callable[[str], str]], ...] = (
    (lambda question: {question.text}, str),
    (lambda question: {question.name, question.id}, str),
    (lambda question: {fold_question(question.text)}, fold_question),
    (lambda question: {make_slug(question.text)}, make_slug),
)
"""Pairs of functions that return the keys of a question and the key of a reference.

The most exact pair is first. Slugs are last, because they may omit the only difference: “What is
C?”, “What is C++?”.
"""


class QuestionIndex:
    """An index of the questions on all pages."""

    def __init__(self, questions: Iterable[Question]) -> None:
        self._indexes: list[dict[str, list[Question]]] = [{} for _way in _WAYS]
        for question in questions:
            for index, (keys_of, _key) in zip(self._indexes, _WAYS, strict=True):
                for key in keys_of(question) - {""}:
                    index.setdefault(key, []).append(question)

    def candidates(self, reference: str, docname: str) -> list[Question]:
        """Return the questions that match *reference* on page *docname*, in order.

        Questions on the same page take precedence. If there are several questions, the reference is
        ambiguous.
        """
        for index, (_keys, key_of) in zip(self._indexes, _WAYS, strict=True):
            # Most projects have no questions, and the keys take time to compute.
            if index and (questions := index.get(key_of(reference))):
                own = [question for question in questions if question.location.docname == docname]
                return own or questions
        return []
