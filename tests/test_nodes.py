from __future__ import annotations

from docutils import nodes

from sphinx_glossary_faq.nodes import NodeDispatch


def test_an_action_is_computed_once_for_each_class() -> None:
    computed: list[type[nodes.Node]] = []

    def compute_action(node_class: type[nodes.Node]) -> int:
        computed.append(node_class)
        return len(computed)

    dispatch = NodeDispatch(compute_action)
    assert [dispatch[nodes.Text], dispatch[nodes.image], dispatch[nodes.Text]] == [1, 2, 1]
    assert computed == [nodes.Text, nodes.image]
