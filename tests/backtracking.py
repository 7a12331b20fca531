"""Count the steps of a regular expression, and generate the most expensive inputs.

Python's `re` does not count steps, and times are not exact.  This module therefore implements
matching in the same way as `re`, by backtracking over the tree from `re`'s own parser.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from itertools import islice, product
from typing import Any

_parser: Any = import_module("re._parser")  # undocumented

Step = Callable[[int], int]
"""Matches from an offset on; returns the end of the whole match, or -1."""

SEARCHES = frozenset({"search", "finditer", "findall", "split", "sub"})

_CATEGORIES = {
    "CATEGORY_DIGIT": r"\d",
    "CATEGORY_NOT_DIGIT": r"\D",
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w",
    "CATEGORY_NOT_WORD": r"\W",
}


class TooManyStepsError(Exception):
    """The match was given up."""


def parse(pattern: re.Pattern[str]) -> Any:
    """Return the tree of a pattern: a sequence of pairs of a name and its arguments."""
    return _parser.parse(pattern.pattern, pattern.flags)


class Backtracker:
    """Matches as *pattern* does, and counts the steps."""

    def __init__(self, pattern: re.Pattern[str], limit: int = 1_000_000) -> None:
        self.steps = 0
        self._limit = limit
        self._text = ""
        self._start = 0
        self._forbidden_end = -1
        self._is_full = False
        self._group_starts: dict[int, int] = {}
        self._groups: dict[int, tuple[int, int] | None] = {}
        self._match = self._sequence(parse(pattern), pattern.flags, self._accept)

    def spans(self, text: str, method: str) -> list[tuple[int, int]]:
        """Return the spans of the matches in *text*.

        :param method: the name of a method of patterns, or "scan": `match` again and again, each
            time at the end of the last match.
        """
        self._text, self._forbidden_end, self.steps = text, -1, 0
        self._is_full = method == "fullmatch"
        find = self._search if method in SEARCHES else self._match_at
        spans: list[tuple[int, int]] = []
        start = 0
        while span := find(start):
            spans.append(span)
            if method in {"match", "fullmatch"} or (method == "scan" and span[1] == start):
                break
            start = span[1]
            self._forbidden_end = start if span[0] == start else -1
        return spans

    def _search(self, start: int) -> tuple[int, int] | None:
        for offset in range(start, len(self._text) + 1):
            if offset > start:
                self._forbidden_end = -1
            if span := self._match_at(offset):
                return span
        return None

    def _match_at(self, start: int) -> tuple[int, int] | None:
        self._start = start
        self._groups.clear()
        end = self._match(start)
        return None if end < 0 else (start, end)

    def _accept(self, end: int) -> int:
        if end == self._forbidden_end or (self._is_full and end != len(self._text)):
            return -1
        return end

    def _count(self) -> None:
        self.steps += 1
        if self.steps > self._limit:
            raise TooManyStepsError

    # -- the tree as functions, each with the one to call for the rest

    def _sequence(self, tree: Iterable[tuple[Any, Any]], flags: int, rest: Step) -> Step:
        for name, arguments in reversed(list(tree)):
            rest = self._node(str(name), arguments, flags, rest)
        return rest

    def _node(self, name: str, arguments: Any, flags: int, rest: Step) -> Step:
        if matches := _character_test(name, arguments, flags):
            return self._character(matches, rest)
        match name:
            case "SUBPATTERN":
                group, added, removed, body = arguments
                return self._group(group, body, (flags | added) & ~removed, rest)
            case "BRANCH":
                return self._branch(arguments[1], flags, rest)
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                low, high, body = arguments
                return self._repeat(name, low, high, body, flags, rest)
            case "ATOMIC_GROUP":
                return self._atomic(self._sequence(arguments, flags, _identity), rest)
            case "ASSERT" | "ASSERT_NOT":
                direction, body = arguments
                return self._assertion(name == "ASSERT", direction, body, flags, rest)
            case "AT":
                return self._position(str(arguments), flags, rest)
            case "GROUPREF":
                return self._reference(arguments, rest)
            case "FAILURE":
                return lambda offset: -1
        raise NotImplementedError(name)

    def _character(self, matches: Callable[[str], bool], rest: Step) -> Step:
        def step(offset: int) -> int:
            self._count()
            if offset < len(self._text) and matches(self._text[offset]):
                return rest(offset + 1)
            return -1

        return step

    def _group(self, group: int | None, body: Any, flags: int, rest: Step) -> Step:
        if group is None:
            return self._sequence(body, flags, rest)

        def close(offset: int) -> int:
            before = self._groups.get(group)
            self._groups[group] = self._group_starts[group], offset
            if (end := rest(offset)) < 0:
                self._groups[group] = before
            return end

        content = self._sequence(body, flags, close)

        def step(offset: int) -> int:
            before = self._group_starts.get(group, 0)
            self._group_starts[group] = offset
            if (end := content(offset)) < 0:
                self._group_starts[group] = before
            return end

        return step

    def _branch(self, bodies: list[Any], flags: int, rest: Step) -> Step:
        alternatives = [
            (_first_character_test(body, flags), self._sequence(body, flags, rest))
            for body in bodies
        ]

        def step(offset: int) -> int:
            self._count()
            following = self._text[offset : offset + 1]
            for matches, alternative in alternatives:
                if matches and not (following and matches(following)):
                    continue  # as `re` does: it tests the first character beforehand
                self._count()
                if (end := alternative(offset)) >= 0:
                    return end
            return -1

        return step

    def _repeat(self, name: str, low: int, high: int, body: Any, flags: int, rest: Step) -> Step:
        if name == "POSSESSIVE_REPEAT":
            return self._possessive(low, high, self._sequence(body, flags, _identity), rest)
        if name == "MAX_REPEAT" and len(body) == 1:
            node, arguments = body[0]
            if matches := _character_test(str(node), arguments, flags):
                return self._characters(low, high, matches, rest)
        return self._loop(name == "MIN_REPEAT", low, high, body, flags, rest)

    def _loop(self, is_lazy: bool, low: int, high: int, body: Any, flags: int, rest: Step) -> Step:
        number, last = 0, -1

        def once_more(offset: int) -> int:
            nonlocal number, last
            state = number, last
            number, last = number + 1, offset
            if (end := content(offset)) < 0:
                number, last = state
            return end

        def loop(offset: int) -> int:
            self._count()
            if number < low:
                return once_more(offset)
            can_repeat = number < high and offset != last
            if is_lazy:
                state = number, last
                end = rest(offset)
                return end if end >= 0 or not can_repeat else resume(offset, *state)
            if can_repeat and (end := once_more(offset)) >= 0:
                return end
            return rest(offset)

        def resume(offset: int, *state: int) -> int:
            nonlocal number, last
            number, last = state
            return once_more(offset)

        content = self._sequence(body, flags, loop)

        def step(offset: int) -> int:
            nonlocal number, last
            state = number, last
            number, last = 0, -1
            if (end := loop(offset)) < 0:
                number, last = state
            return end

        return step

    def _characters(self, low: int, high: int, matches: Callable[[str], bool], rest: Step) -> Step:
        def step(offset: int) -> int:
            text = self._text
            stop = offset
            limit = min(len(text), offset + int(high))
            while stop < limit and matches(text[stop]):
                self._count()
                stop += 1
            while stop >= offset + low:
                self._count()
                if (end := rest(stop)) >= 0:
                    return end
                stop -= 1
            return -1

        return step

    def _possessive(self, low: int, high: int, body: Step, rest: Step) -> Step:
        def step(offset: int) -> int:
            number = 0
            while number < high:
                self._count()
                end = body(offset)
                if end < 0 or (end == offset and number >= low):
                    break
                offset, number = end, number + 1
            return rest(offset) if number >= low else -1

        return step

    def _atomic(self, body: Step, rest: Step) -> Step:
        def step(offset: int) -> int:
            end = body(offset)
            return rest(end) if end >= 0 else -1

        return step

    def _assertion(
        self, is_positive: bool, direction: int, body: Any, flags: int, rest: Step
    ) -> Step:
        content = self._sequence(body, flags, _identity)
        width = body.getwidth()[0] if direction < 0 else 0

        def step(offset: int) -> int:
            self._count()
            holds = offset >= width and content(offset - width) >= 0
            return rest(offset) if holds == is_positive else -1

        return step

    def _position(self, name: str, flags: int, rest: Step) -> Step:
        sign = {
            "AT_BEGINNING": "^",
            "AT_BEGINNING_STRING": r"\A",
            "AT_BOUNDARY": r"\b",
            "AT_NON_BOUNDARY": r"\B",
            "AT_END": "$",
            "AT_END_STRING": r"\Z",
        }[name]
        position = re.compile(sign, flags & (re.MULTILINE | re.ASCII))

        def step(offset: int) -> int:
            self._count()
            return rest(offset) if position.match(self._text, offset) else -1

        return step

    def _reference(self, group: int, rest: Step) -> Step:
        def step(offset: int) -> int:
            span = self._groups.get(group)
            if span is None:
                return -1
            content = self._text[slice(*span)]
            for character in content:
                self._count()
                if self._text[offset : offset + 1] != character:
                    return -1
                offset += 1
            return rest(offset)

        return step


def _identity(offset: int) -> int:
    return offset


def _character_test(name: str, arguments: Any, flags: int) -> Callable[[str], bool] | None:
    """Return a function that tests a character, if the node matches exactly one."""
    if name not in {"LITERAL", "NOT_LITERAL", "ANY", "IN"}:
        return None
    sign = _character_class(name, arguments)
    matches = re.compile(sign, flags & (re.IGNORECASE | re.DOTALL | re.ASCII)).match
    known: dict[str, bool] = {}

    def test(character: str) -> bool:
        if character not in known:
            known[character] = matches(character) is not None
        return known[character]

    return test


def _first_character_test(tree: Any, flags: int) -> Callable[[str], bool] | None:
    """Return a function that tests the first character, if the first node matches exactly one."""
    first = next(iter(tree), None)
    return _character_test(str(first[0]), first[1], flags) if first else None


def _character_class(name: str, arguments: Any) -> str:
    """Return the source of a node that matches one character."""
    match name:
        case "ANY":
            return "."
        case "LITERAL":
            return re.escape(chr(arguments))
        case "NOT_LITERAL":
            return f"[^{re.escape(chr(arguments))}]"
    items = []
    for item, value in arguments:
        match str(item):
            case "NEGATE":
                items.append("^")
            case "LITERAL":
                items.append(re.escape(chr(value)))
            case "RANGE":
                items.append("-".join(re.escape(chr(code)) for code in value))
            case "CATEGORY":
                items.append(_CATEGORIES[str(value)])
    return f"[{''.join(items)}]"


# -- inputs ------------------------------------------------------------------------------------

_COMMON = "a A1_ \n\t-.,:;/<>()[]{}`'\"&=@!?*#\\|“—é面"
"""Characters to choose from where a pattern allows many."""

_BREAKS = ("\n", "\0")
"""Characters that end most repeats."""

_MAX_VARIANTS = 6
_MANY = 8
"""A repeat of at least so many counts as unbounded."""


def attacks(pattern: re.Pattern[str], number: int) -> list[Callable[[int], str]]:
    """Return *number* functions from a length to an input: parts of a match, repeated.

    Of all such inputs, the same ones are chosen each time.
    """
    tree, flags = parse(pattern), pattern.flags
    characters = _alphabet(tree, flags)
    examples = _examples(tree, flags)
    prefixes = [example[:end] for example in examples for end in range(1, len(example) + 1)]
    loops = [(before, pump) for before, pump in _loops(tree, flags, [""]) if pump]
    units = _distinct([*characters, *(pump for _before, pump in loops), *prefixes])
    simple = [("", unit, "", "") for unit in units]
    choice = random.Random(pattern.pattern)
    if len(simple) > number // 2:
        simple = choice.sample(simple, number // 2)
    ends = [*_BREAKS, *characters]
    mixed = [
        *(("", unit, "", end) for unit in units for end in _BREAKS),
        *(
            (before, pump, other, end)
            for before, pump in loops
            for other in ("", *characters)
            for end in ends
        ),
        *(("", one, other, "") for one, other in product(characters, repeat=2)),
    ]
    mixed = choice.sample(mixed, min(len(mixed), number - len(simple)))
    ways = [partial(way, *parts) for parts in mixed for way in (_alternate, _in_sequence)]
    return [*(partial(_alternate, *parts) for parts in simple), *choice.sample(ways, len(mixed))]


def _alternate(before: str, pump: str, other: str, end: str, length: int) -> str:
    return before + _fill(pump + other, length) + end


def _in_sequence(before: str, pump: str, other: str, end: str, length: int) -> str:
    return before + _fill(pump, length // 2) + _fill(other or pump, length // 2) + end


def _fill(unit: str, length: int) -> str:
    return unit * max(1, length // len(unit))


def _distinct(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def _alphabet(tree: Any, flags: int) -> list[str]:
    """Return characters that each node of the tree matches; of letters and digits, a few."""
    found = _distinct(_characters_of(tree, flags))
    letters = [character for character in found if character.isalnum()]
    others = [character for character in found if not character.isalnum()]
    return [*letters[:3], *others[:12]]


def _characters_of(tree: Any, flags: int) -> Iterator[str]:
    for name, arguments in tree:
        if test := _character_test(str(name), arguments, flags):
            yield from islice(_matching(str(name), arguments, test), 4)
        for _group, body, inner in _children(str(name), arguments, flags):
            yield from _characters_of(body, inner)


def _matching(name: str, arguments: Any, test: Callable[[str], bool]) -> Iterator[str]:
    if name == "LITERAL":
        yield chr(arguments)
    elif name == "IN":
        firsts = {"LITERAL": lambda value: value, "RANGE": lambda value: value[0]}
        codes = [firsts[str(item)](value) for item, value in arguments if str(item) in firsts]
        yield from (chr(code) for code in codes if test(chr(code)))
    yield from filter(test, _COMMON)


def _children(name: str, arguments: Any, flags: int) -> Iterator[tuple[str, Any, int]]:
    """Yield the sequences inside a node, each with its kind and flags."""
    match name:
        case "SUBPATTERN":
            _group, added, removed, body = arguments
            yield name, body, (flags | added) & ~removed
        case "BRANCH":
            for body in arguments[1]:
                yield name, body, flags
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            yield name, arguments[2], flags
        case "ATOMIC_GROUP":
            yield name, arguments, flags
        case "ASSERT" | "ASSERT_NOT":
            yield name, arguments[1], flags


def _examples(tree: Any, flags: int) -> list[str]:
    """Return a few texts that a sequence matches, apart from its assertions."""
    texts = [""]
    for name, arguments in tree:
        parts = _node_examples(str(name), arguments, flags)
        texts = _distinct(
            text + part for part, text in islice(product(parts, texts), _MAX_VARIANTS)
        )
    return texts


def _node_examples(name: str, arguments: Any, flags: int) -> list[str]:
    if test := _character_test(name, arguments, flags):
        return _distinct(islice(_matching(name, arguments, test), 3))
    children = [_examples(body, inner) for _kind, body, inner in _children(name, arguments, flags)]
    if name in {"ASSERT", "AT", "GROUPREF", "FAILURE", "ASSERT_NOT"}:
        return [""]
    if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        low, high = arguments[:2]
        once = [text * max(1, low) for text in children[0]] if high else []
        return _distinct([*once[:3], *([""] if not low else [])])
    return _distinct(text for variants in children for text in variants)


def _loops(tree: Any, flags: int, before: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the content of each unbounded repeat, with a text that leads to it."""
    for name, arguments in tree:
        for kind, body, inner in _children(str(name), arguments, flags):
            if kind.endswith("REPEAT") and arguments[1] >= _MANY:
                yield from product(before, _examples(body, inner))
            yield from _loops(body, inner, before)
        parts = _node_examples(str(name), arguments, flags)
        before = _distinct(
            text + part for part, text in islice(product(parts, before), _MAX_VARIANTS)
        )
