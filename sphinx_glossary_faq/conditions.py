"""Text that some builds show and others hide: `only`, `ifconfig` and todos.

Sphinx decides late, when a page is resolved or written. What is recorded while pages are
read is kept with its conditions, since one environment serves builders that show it and
builders that do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from docutils import nodes
from sphinx.builders import Builder

Condition = tuple[str, str]
"""Where text is shown: ("only", tags) or ("ifconfig", expression) or ("todo", "")."""

CONDITIONAL: Final = frozenset({"only", "ifconfig", "todo_node"})
"""Names of the node classes that have a condition; two of them are of optional extensions."""


def condition_of(node: nodes.Element) -> Condition | None:
    """The condition that the text inside of *node* is shown under, if it has one."""
    match node.__class__.__name__:
        case "only":
            return "only", node["expr"]
        case "ifconfig":
            return "ifconfig", node["expr"]
        case "todo_node":
            return "todo", ""
    return None


def conditions_around(node: nodes.Node) -> Iterator[Condition]:
    """The conditions under which *node* is shown, from the inside out."""
    around = node.parent
    while around is not None:
        if condition := condition_of(around):
            yield condition
        around = around.parent


def holds(condition: Condition, builder: Builder) -> bool:
    """Whether text under *condition* is shown by *builder*, as Sphinx itself decides."""
    kind, expression = condition
    config = builder.config
    if kind == "todo":
        return bool(getattr(config, "todo_include_todos", True))
    try:
        if kind == "only":
            return bool(builder.tags.eval_condition(expression))
        names = {value.name: value.value for value in config}
        return bool(eval(expression, names | {"builder": builder.name}))  # as ifconfig does
    except Exception:  # noqa: BLE001  # any error of an author's; Sphinx itself warns of the expression, and shows the text
        return True
