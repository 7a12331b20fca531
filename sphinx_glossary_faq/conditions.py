"""Handle conditional content: `only`, `ifconfig` and todos.

Sphinx evaluates conditions when a page is resolved or written.  Records that are created while
pages are read therefore keep their conditions.  One environment is used by builders that show the
content and builders that do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from docutils import nodes
from sphinx.builders import Builder

from sphinx_glossary_faq.core.model.records import Condition

CONDITIONAL_NODES: Final = frozenset({"only", "ifconfig", "todo_node"})
"""Names of the node classes with a condition, two of which belong to optional extensions."""


def condition_of(node: nodes.Element) -> Condition | None:
    """Return the condition of the content of *node*, or None if it has no condition."""
    name = node.__class__.__name__
    if name not in CONDITIONAL_NODES:
        return None
    return ("todo", "") if name == "todo_node" else (name, node["expr"])


def enclosing_conditions(node: nodes.Node) -> Iterator[Condition]:
    """Yield the conditions of the ancestors of *node*, from the innermost to the outermost."""
    ancestor = node.parent
    while ancestor is not None:
        if condition := condition_of(ancestor):
            yield condition
        ancestor = ancestor.parent


def is_active(condition: Condition, builder: Builder) -> bool:
    """Return whether *builder* shows content under *condition*, evaluated as in Sphinx."""
    kind, expression = condition
    config = builder.config
    if kind == "todo":
        return bool(getattr(config, "todo_include_todos", True))
    try:
        if kind == "only":
            return bool(builder.tags.eval_condition(expression))
        names = {value.name: value.value for value in config}
        return bool(eval(expression, names | {"builder": builder.name}))  # as ifconfig does
    except Exception:  # noqa: BLE001  # an author's expression may raise anything; Sphinx itself warns and shows the text
        return True
