"""Lists of English words by grammar and meaning, for `context` and `evidence`.

The words are common in English and in writing about software, and do not depend on any project.
`collocations` contains the phrases in which a word has another sense.
"""

from __future__ import annotations

from typing import Final


def _word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


STOP_WORDS: Final = _word_set("""
    a about above against all an and any are as at be been being below by each every for from get
    gets has have in into is it its just like may most no not of off on one or out over some
    special than that the their them then these they this those to two under up via was were when
    which with your
    """)
"""Words that are too common to indicate the topic of a text."""

NOUN_VERBS: Final = _word_set("""
    access account action address alert anchor answer archive attribute audit back balance batch
    benchmark block bookmark branch break bridge broadcast buffer build bundle cache call cast
    catalog cause chain challenge change channel charge chart check claim clone cluster code
    comment commit compound condition conflict contact contract control copy cost count cover
    crash cut cycle date debug default delay delegate demand deploy design detail dispatch
    display document download draft drop dump edit effect end escape estimate exchange exit
    experience export extract factor feature feed field figure file filter fix flag flow focus
    fold force fork form format forward frame freeze function gate grant graph group guarantee
    guard guide handle hash head help hint hit hold hook host image import increase index input
    insert install interface interrupt interview invite invoice issue join judge jump key label
    launch layer lead leak level license limit line link list load lock log look loop map mark
    mask match matter measure merge message mirror mix mock model monitor mount move name need
    nest note notice number object offer offset open order outline output override package page
    pair panic parallel parse part partition pass patch pause permit phase pin ping pipe place
    plan play plot plug point poll pool port position post practice present press preview price
    print probe process profile program project prompt proxy pull purchase push query question
    queue quote range rank rate reach reason record reference refresh register reject release
    render repair replay reply report request research reserve reset resource rest result retry
    return reverse review reward route rule run sample save scale scan schedule scope score
    screen script search secure segment select sequence serve service set shape share shift ship
    show sign signal size skip slice slot snapshot sort source space span split stack stage
    stamp start state step stop store stream stress string structure study style subject submit
    substitute supply support survey swap switch tab table tag target task test text thread
    throttle tie time title toggle token touch trace track trade train transfer transform
    transit transport trap treat trend trigger trust tunnel turn type update upgrade upload use
    value version view visit vote wait walk watch weight work wrap write zip zone zoom
    """)
"""Nouns that are also verbs with the same spelling, as in "you can *request* a page"."""

TYPE_NOUNS: Final = _word_set("category class family form kind order sort type variety")
"""Nouns that denote a kind before "of" and a bare noun, as in "two *types* of channels"."""

COLLECTIVE_NOUNS: Final = _word_set("collection host list range sequence series set stream")
"""Nouns that usually denote a group of objects before "of"."""

PARTITIVE_NOUNS: Final = _word_set("bit fraction half part piece portion section segment share")
"""Nouns that denote a part of an object before "of"."""

MANNER_NOUNS: Final = _word_set(
    "act approach means mechanism method mode pattern practice process strategy style"
)
"""Nouns that denote a manner before a gerund, as in "a *method* of counting votes"."""
