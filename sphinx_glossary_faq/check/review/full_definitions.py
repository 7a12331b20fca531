"""Read definitions together with what an introduction such as "One of:" announces.

The recorded definition of a term is only its first block.
"""

from __future__ import annotations

from itertools import dropwhile

from docutils import nodes
from sphinx.environment import BuildEnvironment

from sphinx_glossary_faq.core.model.records import Term
from sphinx_glossary_faq.definition_blocks import definitions_by_id

_COLONS = (":", "：")


class FullDefinitions:
    """The definitions of terms, as text."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._entries: dict[str, dict[str, list[nodes.Node]]] = {}
        """The blocks of each definition by the id of its term, by docname."""

    def text(self, term: Term) -> str:
        """Return the definition of *term*, and the block after it if it ends with a colon.

        The doctree of the glossary is loaded only for such definitions.
        """
        definition = "".join(span.text for span in term.definition).rstrip()
        if not definition.endswith(_COLONS) or not term.has_more or term.uri:
            return definition
        texts = map(_text, self._blocks(term.docname).get(term.id, ()))
        following = dropwhile(lambda text: not text.endswith(_COLONS), texts)
        next(following, None)
        return f"{definition} {next(filter(None, following), '')}".rstrip()

    def _blocks(self, docname: str) -> dict[str, list[nodes.Node]]:
        if docname not in self._entries:
            self._entries[docname] = definitions_by_id(self._env.get_doctree(docname))
        return self._entries[docname]


def _text(block: nodes.Node) -> str:
    """Return the text of the paragraphs and items in a block, without line breaks."""
    texts = (
        " ".join(node.astext().split())
        for node in block.findall(nodes.TextElement)
        if not isinstance(node.parent, nodes.TextElement) and not isinstance(node, nodes.Invisible)
    )
    return "; ".join(filter(None, texts))
