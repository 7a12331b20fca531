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
"""The ways to reference a question, the most exact one first: its keys, and that of a reference.

Slugs are last, since they drop what may be all that differs: “What is C?”, “What is C++?”.
"""


class QuestionIndex:
    """The questions of all pages."""

    def __init__(self, questions: Iterable[Question]) -> None:
        self._indexes: list[dict[str, list[Question]]] = [{} for _way in _WAYS]
        for question in questions:
            for index, (keys_of, _key) in zip(self._indexes, _WAYS, strict=True):
                for key in keys_of(question) - {""}:
                    index.setdefault(key, []).append(question)

    def candidates(self, reference: str, docname: str) -> list[Question]:
        """Return the questions that *reference* on page *docname* may mean, in order.

        Questions of the page itself take precedence. More than one means that the reference is
        ambiguous.
        """
        for index, (_keys, key_of) in zip(self._indexes, _WAYS, strict=True):
            if questions := index.get(key_of(reference)):
                own = [question for question in questions if question.location.docname == docname]
                return own or questions
        return []
