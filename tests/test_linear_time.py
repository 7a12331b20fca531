"""Test that no regular expression in the package takes quadratic time.

Steps are counted instead of time (see `backtracking`), so the results are reproducible.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any, NamedTuple

import pytest

import sphinx_glossary_faq
from sphinx_glossary_faq.check.locate import patterns
from sphinx_glossary_faq.core.text import parentheses, tokenizer
from tests.backtracking import SEARCHES, Backtracker, TooManyStepsError, attacks

PACKAGE = Path(sphinx_glossary_faq.__file__).parent

MAX_GROWTH = 1.3
"""How many times more steps each character may take in a text that is twice as long."""

LENGTHS = (16, 48, 96, 192)
"""Lengths of a text. The first two are a quick test: twice 96 exceeds all bounded repeats."""

MAX_STEPS = 60_000
"""The number of steps at which a match is given up, at the greatest length."""

BUDGET = 30_000
"""The number of steps after which an expression is not tried on more inputs."""

KNOWN_ATTACKS = (
    *("][", "[a", "[![a](", "](a/", "`", "`a``", ":a", "-a", "{a", ":a`", "a`"),
    *("<", "<svg>", "<!--", "&a", "&#", "a&amp;", ",", "a (,", "'\\'", "url(", "/*", "\n", "\n "),
    *(" ", "\t", '" ', '",', "\\n", "_a", "a_", "A ", "a's", "ly ", "a/", "--", "'", "\u0301"),
)
"""Units to repeat, besides those that are made from the expression."""


class Expression(NamedTuple):
    """A regular expression, and the methods of it that the package calls."""

    name: str
    pattern: re.Pattern[str]
    methods: frozenset[str]


def modules() -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the name, the namespace and the source of each module."""
    for module in walk_packages(sphinx_glossary_faq.__path__, "sphinx_glossary_faq."):
        namespace = vars(import_module(module.name))
        source = Path(namespace["__file__"]).read_text("utf-8")
        yield module.name.removeprefix("sphinx_glossary_faq."), namespace, source


def module_expressions() -> Iterator[Expression]:
    """Yield the expressions among the attributes of modules."""
    package = "\n".join(source for _module, _namespace, source in modules())
    for module, namespace, source in modules():
        for name, value in namespace.items():
            if not re.search(rf"^{name}\b.*=", source, re.MULTILINE):
                continue  # imported
            values = value if isinstance(value, Mapping) else {"": value}
            for key, pattern in list(values.items()):
                if isinstance(pattern, re.Pattern):
                    yield Expression(
                        f"{module}.{name}{key}",
                        pattern,
                        methods(name, source if name.startswith("_") else package),
                    )


def methods(name: str, source: str) -> frozenset[str]:
    """Return the methods of *name* that are called in *source*; all searches without any.

    "scan" is a `match` at a given position, which may be repeated.
    """
    call = rf"\b{name}(?:\[\w+\])?\.(\w+)\("
    called = set(re.findall(call, source)) & {*SEARCHES, "match", "fullmatch"}
    if "match" in called and re.search(rf"\b{name}(?:\[\w+\])?\.match\([^()]*,", source):
        called.add("scan")
    if re.search(rf"return {name} if|else {name}\b", source):  # `_pattern` of `source_reader`
        called.add("scan")
    return frozenset(called or {"finditer"})


def local_expressions() -> Iterator[tuple[str, re.Pattern[str] | None, str]]:
    """Yield the function, the expression and the method of each call of `re` in a function.

    The expression is None if it is not written at the call.
    """
    for module, namespace, source in modules():
        for function in ast.walk(ast.parse(source)):
            if not isinstance(function, ast.FunctionDef):
                continue
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and (method := re_method(call)):
                    regex = written_regex(call.args[0], namespace)
                    pattern = None if regex is None else re.compile(regex, flags_of(call))
                    yield f"{module}.{function.name}", pattern, method


def re_method(call: ast.Call) -> str:
    function = call.func
    if not (isinstance(function, ast.Attribute) and ast.unparse(function.value) == "re"):
        return ""
    return "" if function.attr == "escape" else function.attr


def flags_of(call: ast.Call) -> int:
    """Return the flags of a call such as `re.compile("a", re.MULTILINE | re.IGNORECASE)`."""
    flags = re.findall(r"re\.([A-Z]+)", ast.unparse(call))
    return sum(getattr(re, flag) for flag in flags)


def written_regex(node: ast.expr, namespace: Mapping[str, Any]) -> str | None:
    """Return the expression that *node* denotes, with "name" for each local variable."""
    match node:
        case ast.Constant(value=str(value)):
            return value
        case ast.Name(id=name):
            known = namespace.get(name)
            return known if isinstance(known, str) else None
        case ast.JoinedStr(values=parts):
            return "".join(written_regex(part, namespace) or "name" for part in parts)
        case ast.FormattedValue(value=value):
            return written_regex(value, namespace)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return (written_regex(left, namespace) or "") + (written_regex(right, namespace) or "")
        case ast.IfExp(body=body):
            return written_regex(body, namespace)
    return None


def _source_regexes() -> Iterator[str]:
    raw = ":ref:`a b <c d>`"
    yield from (patterns.text_pattern(text) for text in ("a b a", "*a*", 'a "b" c', "_a"))
    yield patterns.token_pattern("a/b c.html#d")
    yield patterns.attribute_pattern("<a title='b c' href='d.html'>", 24)
    yield patterns._role(raw)
    yield patterns._outside_code(patterns.text_pattern("[a b][c]"))
    yield from patterns_of_references()


def patterns_of_references() -> Iterator[str]:
    """Yield the expressions for references of each kind."""
    from docutils import nodes

    from sphinx_glossary_faq.check.references.reference import Reference, ReferenceUse

    image = nodes.reference("", "", nodes.image(uri="a.png"))
    text = nodes.reference("", "", nodes.Text("a b"))
    for node in (image, text, nodes.reference()):
        for attributes in (
            (("reftype", "myst"),),
            (("reftype", "myst"), ("refdomain", "doc"), ("reftargetid", "b")),
        ):
            use = ReferenceUse(Reference("xref", "a/b", attributes), node)
            yield patterns.reference_pattern(use).regex
    for kind in ("image", "download", "see", "link", "role-typo"):
        yield patterns.reference_pattern(ReferenceUse(Reference(kind, "a/b.c"), text)).regex


def _tokenizer_patterns() -> Iterator[re.Pattern[str] | None]:
    for symbols in ("", "-+./#"):
        made = tokenizer.Tokenizer(frozenset(symbols))
        yield from (made._ascii, made._simple, made._any_script)


BUILT: Mapping[str, Iterator[re.Pattern[str] | None]] = {
    "check.locate.blocks.find_part": map(re.compile, _source_regexes()),
    "check.locate.source_file.find_offsets": map(re.compile, _source_regexes()),
    "core.html.source_reader._next_tag": iter(()),  # called for attributes of its module
    "core.text.parentheses._introduction": map(parentheses._introduction, ("de", "en", "fr")),
    "core.text.parentheses._separator": map(parentheses._separator, ("de", "en", "fr")),
    "core.text.tokenizer.__init__": _tokenizer_patterns(),
    "core.text.tokenizer._any_script": _tokenizer_patterns(),
    "core.text.tokenizer._simple": _tokenizer_patterns(),
}
"""Functions that build expressions from their arguments, with examples of these expressions."""


def expressions() -> list[Expression]:
    """Return all distinct expressions of the package."""
    found = [*module_expressions()]
    for name, pattern, method in local_expressions():
        if pattern is not None and name not in BUILT:
            method = "finditer" if method == "compile" else method
            found.append(Expression(name, pattern, frozenset({method})))
    for name, examples in BUILT.items():
        searched = frozenset({"finditer"})
        found += [Expression(name, pattern, searched) for pattern in examples if pattern]
    return list({(item.pattern, item.methods): item for item in found}.values())


EXPRESSIONS = expressions()


def test_all_expressions_are_known() -> None:
    """If this fails, add the function to BUILT, with examples of the expressions it builds."""
    unknown = {name for name, pattern, _method in local_expressions() if pattern is None}
    assert unknown <= BUILT.keys()
    assert len(EXPRESSIONS) > 100


@pytest.fixture(autouse=True)
def deep_recursion() -> Iterator[None]:
    """The matcher calls itself for each character."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(100_000)
    yield
    sys.setrecursionlimit(limit)


def count_steps(matcher: Backtracker, method: str, text: str) -> int:
    try:
        matcher.spans(text, method)
    except TooManyStepsError:
        return MAX_STEPS
    return matcher.steps


def growth(matcher: Backtracker, method: str, attack: Callable[[int], str]) -> tuple[float, int]:
    """Return how the steps per character grow when an input is doubled, and the steps taken."""
    total = steps = 0
    rates: list[float] = []
    for length in LENGTHS:
        text = attack(length)
        steps = count_steps(matcher, method, text)
        total += steps
        rates.append(steps / len(text))
        if len(rates) == 2 and rates[1] <= MAX_GROWTH * rates[0]:
            return 1.0, total
    # A given-up match has no rate.
    return (MAX_STEPS if steps == MAX_STEPS else rates[3] / rates[2]), total


@pytest.mark.parametrize(
    "expression",
    [pytest.param(item, id=f"{number} {item.name}") for number, item in enumerate(EXPRESSIONS)],
)
def test_steps_are_proportional_to_the_input(expression: Expression) -> None:
    pattern = expression.pattern
    matcher = Backtracker(pattern, MAX_STEPS)
    known = [lambda length, unit=unit: unit * (length // len(unit)) for unit in KNOWN_ATTACKS]
    for method in sorted(expression.methods):
        spent = 0
        for attack in (*known, *attacks(pattern, 200)):
            result, steps = growth(matcher, method, attack)
            text = attack(LENGTHS[0])
            assert result <= MAX_GROWTH, f"{method} in {text!r}… takes quadratic time"
            spent += steps
            if spent > BUDGET:
                break


QUADRATIC = [
    (r"a*b", "finditer"),
    (r"(?:a|b)*c", "search"),
    (r"\s*(a+)\s*$", "search"),
    (r"a.*b.*c", "match"),
    (r"<!--.*?-->", "finditer"),
    (r"(?:a|aa)*b", "match"),
    (r"`[^`]*`\Z|\[[^\]]*\](?=\()", "finditer"),
]


@pytest.mark.parametrize(("regex", "method"), QUADRATIC)
def test_quadratic_expressions_are_found(regex: str, method: str) -> None:
    pattern = re.compile(regex)
    matcher = Backtracker(pattern, MAX_STEPS)
    results = [growth(matcher, method, attack)[0] for attack in attacks(pattern, 200)]
    assert max(results) > MAX_GROWTH


LINEAR = [
    (r"a*+b?", "finditer"),
    (r"[^a]*a", "match"),
    (r"(?<!a)a++b", "finditer"),
    (r"a{0,30}b", "finditer"),
    (r"\ba+\b", "search"),
]


@pytest.mark.parametrize(("regex", "method"), LINEAR)
def test_linear_expressions_pass(regex: str, method: str) -> None:
    pattern = re.compile(regex)
    matcher = Backtracker(pattern, MAX_STEPS)
    for attack in attacks(pattern, 200):
        assert growth(matcher, method, attack)[0] <= MAX_GROWTH


@pytest.mark.parametrize("number", range(len(EXPRESSIONS)))
def test_steps_are_those_of_the_same_matches(number: int) -> None:
    """The counting matcher finds what `re` finds."""
    pattern = EXPRESSIONS[number].pattern
    matcher = Backtracker(pattern)
    for attack in attacks(pattern, 12):
        text = attack(24)
        expected = [match.span() for match in pattern.finditer(text)]
        assert matcher.spans(text, "finditer") == expected
        for method in ("match", "fullmatch"):
            match = getattr(pattern, method)(text)
            assert matcher.spans(text, method) == ([match.span()] if match else [])
