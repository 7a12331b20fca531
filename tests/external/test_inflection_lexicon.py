"""Compare the inflected forms of nouns with the lexicon of simplemma.

Precision is the share of correct forms among those that the lexicon contains at all: a form that
is not a word does no harm. Recall is the share of the forms in the lexicon that are generated.
`-rP --log-level=INFO` prints the figures.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping
from zlib import crc32

import pytest
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from sphinx_glossary_faq.core.text.inflection import get_grammar
from sphinx_glossary_faq.core.text.tokenizer import fold

SAMPLE = 50_000
"""About the number of forms to look at, of up to a million in the lexicon."""

# How the plural of a noun ends. The lexicon has no parts of speech.
PLURAL_ENDINGS = {
    "es": ("s",),
    "fr": ("s", "x"),
    "it": ("a", "e", "i"),
    "nl": ("a", "i", "n", "s"),
    "pt": ("s",),
}


def is_noun(language: str, lemma: str, forms: set[str], lexicon: Mapping[str, str]) -> bool:
    """Return whether a lemma is a noun, judging by its capital or its only other form."""
    forms = forms - {lemma}
    if not lemma.isalpha() or len(lemma) < 3 or not forms or lexicon.get(lemma) != lemma:
        return False
    if language == "de":  # without adjectives such as *Gekochtes*
        adjective = lemma.endswith("e") and (
            lemma.lower() in lexicon or lemma.lower() + "s" in lexicon
        )
        return all(form.istitle() for form in (lemma, *forms)) and not adjective
    if not lemma.islower() or not all(form.endswith(PLURAL_ENDINGS[language]) for form in forms):
        return False
    return len(forms) == 1 or (language == "nl" and len(forms) == 2 and not lemma.endswith("en"))


def is_derived(language: str, form: str) -> bool:
    """Return whether a form is a diminutive, which is not looked for."""
    return language == "nl" and form.endswith(("je", "jes", "'s", "’s"))


@pytest.mark.parametrize(
    ("language", "min_precision", "min_recall"),
    [
        ("de", 0.985, 0.965),
        ("es", 0.995, 0.99),
        ("fr", 0.995, 0.98),
        ("it", 0.985, 0.975),
        ("nl", 0.985, 0.94),
        ("pt", 0.995, 0.99),
    ],
)
def test_forms_in_the_lexicon(language: str, min_precision: float, min_recall: float) -> None:
    lexicon = DefaultDictionaryFactory().get_dictionary(language)
    sampled = len(lexicon) // SAMPLE + 1
    forms_of: dict[str, set[str]] = defaultdict(set)
    for form, lemma in lexicon.items():
        if crc32(lemma.encode()) % sampled == 0 and not is_derived(language, form):
            forms_of[lemma].add(form)
    nouns = [word for word in forms_of if is_noun(language, word, forms_of[word], lexicon)]
    inflect = get_grammar(language).forms
    correct = wrong = found = expected = 0
    for noun in nouns:
        lemma, listed = fold(noun), {fold(form) for form in forms_of[noun]}
        generated = set(inflect(lemma))
        for form in generated:
            lemmas = {lexicon.get(form), lexicon.get(form.capitalize())} - {None}
            correct += form in listed or noun in lemmas
            wrong += form not in listed and bool(lemmas - {noun})
        found += len(listed & generated)
        expected += len(listed - {lemma})
    precision, recall = correct / (correct + wrong), found / expected
    logging.getLogger(__name__).info(
        "%s: %d nouns, precision %.3f, recall %.3f", language, len(nouns), precision, recall
    )
    assert precision >= min_precision
    assert recall >= min_recall
