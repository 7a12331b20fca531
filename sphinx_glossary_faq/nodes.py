"""The few nodes of our own.

Pages are built from docutils' standard nodes, which every writer knows; those that are ours
carry a mark.  Two kinds are added: placeholders, left while a page is read for what only
the whole project can fill in; and HTML's own elements, put in place of standard nodes at
the last moment and for HTML alone.

docutils finds what a writer does with a node by the name of its class, and that name is
shared with every extension: ours are long, and have short names for this package.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.locale import get_translation

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

CATALOG = "sphinx_glossary_faq"
_ = get_translation(CATALOG)

N = TypeVar("N", bound=nodes.Element)

MARK = "glossary_faq"
"""The attribute of a node of ours, which no author can write; classes anyone may give."""


def mark(node: N, name: str) -> N:
    """Make *node* ours: called *name*, which is also its first class, for style sheets."""
    node[MARK] = name
    node["classes"] = [name, *(given for given in node["classes"] if given != name)]
    return node


def is_marked(node: nodes.Node, name: str) -> bool:
    return isinstance(node, nodes.Element) and bool(node.get(MARK) == name)


def marked(within: nodes.Node, kind: type[N], name: str) -> list[N]:
    """Every node of *kind* that is ours and called *name*; a list, so that it may be changed."""
    return [node for node in within.findall(kind) if is_marked(node, name)]


class glossary_faq_term_info(nodes.Invisible, addnodes.translatable, nodes.Element):
    """What a `term-info` directive said, until the relations of all terms are known.

    Attributes are the fields of `core.model.Term`; those that readers see are
    translated in place.
    """

    TRANSLATED = ("aliases", "avoid", "abbreviation")

    def preserve_original_messages(self) -> None:
        self["original"] = self._messages()

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        for name in self.TRANSLATED:
            value = self.get(name)
            if isinstance(value, str):
                self[name] = translated_message if value == original_message else value
            elif value:
                self[name] = tuple(
                    translated_message if item == original_message else item for item in value
                )

    def extract_original_messages(self) -> Sequence[str]:
        return list(self.get("original", ()))

    def _messages(self) -> list[str]:
        found: list[str] = []
        for name in self.TRANSLATED:
            value = self.get(name) or ()
            found += [value] if isinstance(value, str) else value
        return found


class glossary_faq_entry_title(nodes.Invisible, addnodes.translatable, nodes.Element):
    """The title that an author gave to the link before it: a message without that link.

    Resolvers make a link's text anew, so it is this node that remembers what it was.
    """

    def preserve_original_messages(self) -> None:
        """The message is an attribute from the start."""

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        link = self.parent
        assert link is not None
        for text in link.findall(nodes.Text):
            text.parent.replace(text, nodes.Text(translated_message))
            break

    def extract_original_messages(self) -> Sequence[str]:
        return [self["message"]]


class glossary_faq_article_meta(nodes.Invisible, nodes.Element):
    """Where the date and the reading time of the page will stand."""


class glossary_faq_element(nodes.General, nodes.Element):
    """An element of HTML that no standard node stands for: *tag* and its *attributes*.

    >>> element(tag="summary", attributes={})
    <glossary_faq_element: >
    """


class glossary_faq_permalink(nodes.Inline, nodes.Element):
    """The link that shows on hover and leads to `ids[0]`; `title` is read aloud."""


term_info = glossary_faq_term_info
entry_title = glossary_faq_entry_title
article_meta = glossary_faq_article_meta
element = glossary_faq_element
permalink = glossary_faq_permalink


def visit_element(self: HTML5Translator, node: element) -> None:
    attributes: dict[str, Any] = {
        name: value for name, value in node["attributes"].items() if value is not None
    }
    self.body.append(self.starttag(node, node["tag"], "", **attributes))


def depart_element(self: HTML5Translator, node: element) -> None:
    self.body.append(f"</{node['tag']}>")
    if node["tag"] not in {"time", "span", "summary"}:
        self.body.append("\n")


def visit_permalink(self: HTML5Translator, node: permalink) -> None:
    self.add_permalink_ref(node, node["title"])
    raise nodes.SkipNode


def _skip(self: nodes.NodeVisitor, node: nodes.Node) -> None:
    raise nodes.SkipNode


def register(app: Sphinx) -> None:
    """Declare the nodes to the writers that meet them."""
    app.add_node(element, html=(visit_element, depart_element))
    app.add_node(permalink, html=(visit_permalink, None))
    # Writers meet a placeholder where another extension shows a page's part again, as it
    # was read: `todolist` does.
    writers = ("html", "latex", "text", "man", "texinfo")
    skipped: dict[str, Any] = dict.fromkeys(writers, (_skip, None))
    for placeholder in (term_info, article_meta, entry_title):
        app.add_node(placeholder, **skipped)
