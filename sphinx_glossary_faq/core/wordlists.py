"""English words by what they can mean in a text: what `sense` and `doubt` are told by.

Words are those of English and of writing about software at large, never of one project.  In what
phrases a word means something else, `collocations` knows.
"""

from __future__ import annotations

from typing import Final


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


LITTLE: Final = _set("""
    a about above against all an and any are as at be been being below by each every for from get
    gets has have in into is it its just like may most no not of off on one or out over some
    special than that the their them then these they this those to two under up via was were when
    which with your
    """)
"""Words too common to tell what a text is about."""

VERBS: Final = _set("""
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
"""Nouns that are verbs as well, in the same spelling: "you can *request* a page"."""

KINDS: Final = _set("category class family form kind order sort type variety")
"""In front of "of" and a bare noun they mean a sort of it: "two *types* of channels"."""

SERIES: Final = _set("collection host list range sequence series set stream")
"""In front of "of" they mean several of what follows, more often than a thing of its own."""

SHARES: Final = _set("bit fraction half part piece portion section segment share")
"""In front of "of" they mean some of it."""

MANNERS: Final = _set(
    "act approach means mechanism method mode pattern practice process strategy style"
)
"""In front of "of" or "for" and a doing they mean a way: "a *method* of counting votes"."""
