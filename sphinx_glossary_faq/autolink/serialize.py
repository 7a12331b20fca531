"""Serialize the linkable text of a page for the environment.

The format is compressed tuples.  Text in `only`, `ifconfig` or a todo is stored with its
conditions, because one environment is used by builders that show the text and builders that omit
it.  For the same reason, text that only HTML builders show in a link, in code or folded is recorded
separately.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterator, Sequence, Set
from functools import partial
from itertools import chain, compress
from typing import Any, Final, NamedTuple

from sphinx.builders import Builder

from sphinx_glossary_faq.autolink.html_outline import Outline
from sphinx_glossary_faq.autolink.traversal import SKIPPED_CLASSES
from sphinx_glossary_faq.builders import renders_html
from sphinx_glossary_faq.conditions import is_active
from sphinx_glossary_faq.core.model.records import Condition
from sphinx_glossary_faq.core.planning.plan import ExplicitLink, Run
from sphinx_glossary_faq.core.text.headings import Heading

Conditions = tuple[Condition, ...]

RunRow = tuple[str, int, tuple[str, ...], str, str, int, str, Conditions]
"""The fields of a `Run` up to `file`, followed by its conditions."""

LinkRow = tuple[str, str, int, str, str, str, Conditions]
"""The fields of an `ExplicitLink` up to `right`, followed by its conditions."""

HeadingRow = tuple[tuple[int, ...], str, str, Conditions]
"""The fields of a `Heading`, followed by its conditions."""

ITEM_TYPES: Final = (Run, ExplicitLink, Heading)
"""The types of the packed items, in packing order."""


class HtmlStates(NamedTuple):
    """The effects of HTML on the runs and explicit links of a page, by their numbers."""

    enclosed_runs: Set[int] = frozenset()
    """Runs that are not prose because raw HTML encloses them in a link, code or a comment."""
    folded_runs: Set[int] = frozenset()
    folded_links: Set[int] = frozenset()


def pack(
    runs: Sequence[RunRow],
    links: Sequence[LinkRow],
    headings: Sequence[HeadingRow],
    outline: Outline = (),
) -> bytes:
    """Return the packed runs, explicit links and headings of a page.

    The rows are stored as columns, which are smaller and faster to pickle.  The compression level
    is 1, because higher levels take twice the time and save only another 5 %.

    :param outline: the HTML outline of the page, with markers for runs ("r0") and links ("l0").
    """
    tables: tuple[Sequence[RunRow | LinkRow | HeadingRow], ...] = (runs, links, headings)
    all_conditions = [row[-1] for rows in tables for row in rows]
    all_conditions += [conditions for _html, conditions in outline]
    columns = [tuple(zip(*rows, strict=True)) for rows in tables]
    states = HtmlStates()
    if not any(conditions for _html, conditions in outline):
        states = _read_states(outline, len(runs), len(links))
        outline = ()
    items = columns, outline, [sorted(numbers) for numbers in states]
    compressed = zlib.compress(pickle.dumps(items, pickle.HIGHEST_PROTOCOL), 1)
    conditions = tuple(dict.fromkeys(chain.from_iterable(all_conditions)))
    return pickle.dumps((conditions, compressed), pickle.HIGHEST_PROTOCOL)


def _read_states(
    outline: Outline, run_count: int, link_count: int, hidden: Set[Condition] = frozenset()
) -> HtmlStates:
    """Return the HTML states of a page, without content under *hidden* conditions."""
    html = "".join(piece for piece, conditions in outline if hidden.isdisjoint(conditions))
    if not html:
        return HtmlStates()
    # Imported late, because few pages have raw HTML or folded content.
    from sphinx_glossary_faq.core.html.enclosures import read_positions

    positions = read_positions(html, SKIPPED_CLASSES)
    runs, links = range(run_count), range(link_count)
    return HtmlStates(
        frozenset(number for number in runs if f"r{number}" not in positions.prose),
        frozenset(number for number in runs if f"r{number}" not in positions.visible),
        frozenset(number for number in links if f"l{number}" not in positions.visible),
    )


def active_conditions(packed: bytes, builder: Builder) -> tuple[Condition, ...]:
    """Return the conditions on a packed page that are active for *builder*."""
    conditions, _compressed = pickle.loads(packed)
    return tuple(condition for condition in conditions if is_active(condition, builder))


def unpack(packed: bytes, builder: Builder) -> Iterator[Run | ExplicitLink | Heading]:
    """Yield the runs, explicit links and headings of a packed page that *builder* shows.

    Runs that are not prose in HTML are yielded as empty runs, so that all builders use the same run
    numbers.
    """
    conditions, compressed = pickle.loads(packed)
    hidden = {condition for condition in conditions if not is_active(condition, builder)}
    (runs, links, headings), outline, numbers = pickle.loads(zlib.decompress(compressed))
    states = HtmlStates()
    if renders_html(builder):
        states = HtmlStates(*map(frozenset, numbers))
        if outline:
            states = _read_states(outline, _height(runs), _height(links), hidden)
    if states.enclosed_runs:
        texts = enumerate(runs[0])
        runs = ["" if n in states.enclosed_runs else text for n, text in texts], *runs[1:]
    tables = (
        _add_folded(runs, states.folded_runs),
        _add_folded(links, states.folded_links),
        headings,
    )
    for item_type, columns in zip(ITEM_TYPES, tables, strict=True):
        *fields, row_conditions = columns or ((),)
        rows: Iterator[tuple[Any, ...]] = zip(*fields, strict=True)
        if hidden:
            rows = compress(rows, map(hidden.isdisjoint, row_conditions))
        # Rows contain all fields, so the slower constructor of the NamedTuple is not needed.
        yield from map(partial(tuple.__new__, item_type), rows)


def _height(columns: Sequence[Sequence[Any]]) -> int:
    return len(columns[0]) if columns else 0


def _add_folded(columns: Sequence[Sequence[Any]], folded: Set[int]) -> Sequence[Sequence[Any]]:
    """Return *columns* with an additional column for `folded` before the conditions."""
    if not columns:
        return columns
    *fields, conditions = columns
    return *fields, [number in folded for number in range(len(conditions))], conditions
