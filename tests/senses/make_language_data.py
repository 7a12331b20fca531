"""Make the word lists in `sphinx_glossary_faq/core/senses/data` from published counts.

Sources, given as arguments:

- Frequent words: the lists of single words in `orgtre/google-books-ngram-frequency`, which were
  counted in the Google Books Ngram Corpus and are licensed under CC BY 3.0.
- Parts of speech in English: the file `cntlist.rev` of WordNet 3.0, whose licence permits any use.

The phrases in the files are written by hand and kept.

    python -m tests.senses.make_language_data NGRAMS CNTLIST
"""

from __future__ import annotations

import argparse
import csv
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from sphinx_glossary_faq.core.senses.language_data import FOLDER

LANGUAGES = {"de": "german", "en": "english", "es": "spanish", "fr": "french", "it": "italian"}

EVERYDAY_WORDS = 3000
"""How many of the most frequent words of a language are everyday words."""

PARTS_OF_SPEECH = {"1": "noun", "3": "adjective", "5": "adjective"}


def frequent_words(path: Path) -> Iterable[str]:
    """Return the casefolded words from most to least frequent."""
    with path.open(encoding="utf-8", newline="") as file:
        return dict.fromkeys(row["ngram"].casefold() for row in csv.DictReader(file))


def count_parts_of_speech(path: Path) -> Mapping[str, Counter[str]]:
    """Count how often each word has each part of speech in the tagged texts of WordNet."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for line in path.read_text(encoding="ascii").splitlines():
        sense_key, _, count = line.split()
        lemma, _, rest = sense_key.partition("%")
        if part := PARTS_OF_SPEECH.get(rest[0]):
            counts[lemma][part] += int(count)
    return counts


ADJECTIVES = 1000
"""Among how many of the most frequent words adjectives are listed.

Rarer words that are also adjectives are often used as nouns before a noun: "principal id".
"""


def is_adjective(count: Counter[str]) -> bool:
    """Return whether a word is at least half as often an adjective as a noun."""
    return 0 < count["adjective"] >= count["noun"] / 2


def toml_words(name: str, words: Iterable[str]) -> str:
    lines = textwrap.wrap(" ".join(words), width=100, break_long_words=False)
    return f"{name} = '''\n" + "\n".join(lines) + "\n'''\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("ngrams", type=Path, help="the folder `ngrams` of the frequency lists")
    parser.add_argument("counts", type=Path, help="the file `cntlist.rev` of WordNet 3.0")
    options = parser.parse_args()
    counts = count_parts_of_speech(options.counts)
    for code, language in LANGUAGES.items():
        path = FOLDER / f"{code}.toml"
        written_by_hand = path.read_text(encoding="utf-8").partition("# Made by")[0]
        frequent = frequent_words(options.ngrams / f"1grams_{language}.csv")
        words = [word for word in frequent if word.isalpha() and len(word) > 1][:EVERYDAY_WORDS]
        parts = [
            written_by_hand,
            "# Made by tests/senses/make_language_data.py: words from most to least frequent.\n",
            "[words]\n",
            toml_words("everyday", words),
        ]
        if code == "en":
            adjectives = [word for word in words[:ADJECTIVES] if is_adjective(counts[word])]
            parts.append(toml_words("adjectives", adjectives))
        path.write_text("".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
