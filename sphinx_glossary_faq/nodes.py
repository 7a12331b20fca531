"""Define the nodes of this extension.

Pages consist of standard docutils nodes, which every writer supports.  Nodes that this extension
creates are tagged.  There are two kinds of additional nodes.  Placeholders are inserted while a
page is read, and replaced after the whole project has been read.  In HTML builds, HTML elements
replace standard nodes as late as possible.

docutils finds the visitor of a node by its class name, which must be unique among all extensions.
The class names are therefore long, with short aliases for use in this package.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.locale import get_translation

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator
    from sphinx.writers.latex import LaTeXTranslator

CATALOG = "sphinx_glossary_faq"
_ = get_translation(CATALOG)

N = TypeVar("N", bound=nodes.Element)
T = TypeVar("T")

ROLE_ATTR = "glossary_faq"
"""The attribute of tagged nodes, which authors cannot set, unlike classes."""


def tag_node(node: N, name: str) -> N:
    """Tag *node* with *name*, add *name* as its first class, and return the node."""
    node[ROLE_ATTR] = name
    node["classes"] = [name, *(other for other in node["classes"] if other != name)]
    return node


def is_tagged(node: nodes.Node, name: str) -> bool:
    """Return whether *node* is tagged with *name*."""
    return isinstance(node, nodes.Element) and bool(node.get(ROLE_ATTR) == name)


def find_nodes(root: nodes.Node, node_class: type[N]) -> list[N]:
    """Return a list of the descendants of *root* in a class, whose parents are correct."""
    return _with_parents(root, list(root.findall(node_class)))


def find_tagged(root: nodes.Node, node_class: type[N], name: str) -> list[N]:
    """Return a list of the descendants of *root* that are tagged with *name*."""
    return _with_parents(root, [node for node in root.findall(node_class) if is_tagged(node, name)])


def _with_parents(root: nodes.Node, found: list[N]) -> list[N]:
    """Return *found*, descendants of *root*, after correcting the parents below *root*.

    Extensions that move nodes may leave them without a parent or with the former one.
    """
    if not all(_is_attached(node, root) for node in found):
        for parent in root.findall(nodes.Element):
            for child in parent.children:
                child.parent = parent
    return found


def _is_attached(node: nodes.Node, root: nodes.Node) -> bool:
    """Return whether *node* is a child of its parent, and its ancestors lead to a root."""
    if node.parent is None or not any(child is node for child in node.parent.children):
        return node is root
    ancestor: nodes.Node = node
    while ancestor.parent is not None and ancestor is not root:
        ancestor = ancestor.parent
    # The children of a page in an assembled document lead to the former document of the page.
    return ancestor is root or isinstance(ancestor, nodes.document)


def classifier_of(term: nodes.term) -> str:
    """Return the classifier of a glossary term, by which Sphinx sorts it, or ""."""
    keys = [entry[4] for index in term.findall(addnodes.index) for entry in index["entries"]]
    return str(keys[-1] or "") if keys else ""


COPIED_FROM = "glossary_faq_copied_from"
"""The attribute of a copied reference with the page and the target that it was written with."""


def is_copy(document: nodes.document) -> bool:
    """Whether *document* is the temporary one of nodes that another page shows, as `todolist`'s."""
    return not document.get("source")


def find_origin(node: nodes.Node, env: BuildEnvironment) -> str:
    """Return the docname of the page that a copied node was written on; empty if unknown."""
    ancestor: nodes.Node | None = node
    source = ""
    while ancestor is not None:
        if isinstance(ancestor, nodes.Element) and "docname" in ancestor:
            return str(ancestor["docname"])
        source = source or ancestor.source or ""
        ancestor = ancestor.parent
    docname = env.path2doc(source.partition(":docstring of ")[0]) if source else None
    return docname if docname in env.all_docs else ""


class NodeDispatch(dict[type[nodes.Node], T]):
    """A mapping from node classes to actions, computed when a class is first used.

    :param compute_action: a function that returns the action for a class.
    """

    def __init__(self, compute_action: Callable[[type[nodes.Node]], T]) -> None:
        super().__init__()
        self._compute_action = compute_action

    def __missing__(self, node_class: type[nodes.Node]) -> T:
        action = self[node_class] = self._compute_action(node_class)
        return action


def is_invisible_class(node_class: type[nodes.Node]) -> bool:
    """Return whether builders omit all nodes in a class.

    Some extensions derive visible nodes from `comment`, such as the table of `autosummary`, so that
    writers skip unknown classes.  Inline targets have text.
    """
    if issubclass(node_class, nodes.comment):
        return node_class is nodes.comment
    return issubclass(node_class, nodes.Invisible) and not issubclass(node_class, nodes.target)


def is_invisible(node: nodes.Node) -> bool:
    """Return whether builders omit *node*."""
    is_anchor = isinstance(node, nodes.target) and not node.children
    return is_anchor or is_invisible_class(type(node))


class glossary_faq_term_info(nodes.Invisible, addnodes.translatable, nodes.Element):
    """A placeholder for a `term-info` directive until the relations of all terms are known.

    The attributes are fields of `Term`.  Visible attributes are translated in place.
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
        messages: list[str] = []
        for name in self.TRANSLATED:
            value = self.get(name) or ()
            messages += [value] if isinstance(value, str) else value
        return messages


class glossary_faq_entry_title(nodes.Invisible, addnodes.translatable, nodes.Element):
    """The explicit title of the preceding link, as a translatable message.

    Resolvers replace the text of a link, but this node keeps the original text.
    """

    def preserve_original_messages(self) -> None:
        """Do nothing, because the message is already an attribute."""

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        paragraph = self.parent
        assert paragraph is not None
        for text in paragraph.findall(nodes.Text):
            text.parent.replace(text, nodes.Text(translated_message))
            break

    def extract_original_messages(self) -> Sequence[str]:
        return [self["message"]] if "message" in self else []


class glossary_faq_article_meta(nodes.Invisible, nodes.Element):
    """A placeholder for the date and the reading time of a page."""


class glossary_faq_page_deck(nodes.Invisible, nodes.Element):
    """A placeholder with the deck of a page without `article-header`, for use on other pages."""


class glossary_faq_element(nodes.General, nodes.Element):
    """An HTML element without a standard node, with a *tag* and *attributes*.

    >>> element(tag="summary", attributes={})
    <glossary_faq_element: >
    """


class glossary_faq_table(nodes.table):
    """A table of HTML elements, without the classes by which themes style every table."""


class glossary_faq_tips(nodes.comment):
    """The definitions that a page shows at its links to terms, after its text.

    Sphinx's search and other readers of a document skip comments.
    """


class glossary_faq_permalink(nodes.Inline, nodes.Element):
    """A link to `ids[0]` that appears on hover, with `title` for screen readers."""


class glossary_faq_page_number(nodes.Inline, nodes.Element):
    """The number of the page that LaTeX prints *target* on, which is a label."""


class glossary_faq_relation_figure(nodes.General, nodes.Element):
    """A figure of a comparison, with the `figure` and its `title`; the children are its lines.

    Its id is that of the title.  It has none if the ids of the page are not known.
    """


class glossary_faq_figure_line(nodes.TextElement):
    """A line of a figure, which is text or a link."""


term_info = glossary_faq_term_info
entry_title = glossary_faq_entry_title
article_meta = glossary_faq_article_meta
page_deck = glossary_faq_page_deck
element = glossary_faq_element
permalink = glossary_faq_permalink
page_number = glossary_faq_page_number
relation_figure = glossary_faq_relation_figure
figure_line = glossary_faq_figure_line
html_table = glossary_faq_table
tips = glossary_faq_tips


def visit_element(self: HTML5Translator, node: element) -> None:
    # Other extensions may have dropped attributes.
    given: dict[str, Any] = node.get("attributes", {})
    attributes: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    self.body.append(self.starttag(node, node.get("tag", "div"), "", **attributes))


def depart_element(self: HTML5Translator, node: element) -> None:
    tag = node.get("tag", "div")
    if tag == "input":  # has no content
        return
    self.body.append(f"</{tag}>")
    if tag not in {"time", "span", "summary", "a", "label", "output"}:
        self.body.append("\n")


def visit_page_number(self: LaTeXTranslator, node: page_number) -> None:
    self.body.append(rf"\pageref{{{self.idescape(node['target'])}}}")
    raise nodes.SkipNode


def visit_table(self: HTML5Translator, node: html_table) -> None:
    self.body.append(self.starttag(node, "table"))


def depart_table(self: HTML5Translator, node: html_table) -> None:
    self.body.append("</table>\n")


def visit_permalink(self: HTML5Translator, node: permalink) -> None:
    if node["ids"]:
        self.add_permalink_ref(node, node.get("title", ""))
    raise nodes.SkipNode


def visit_tips(self: HTML5Translator, node: tips) -> None:
    """Write only the content."""


def _skip_node(self: nodes.NodeVisitor, node: nodes.Node) -> None:
    raise nodes.SkipNode


def register(app: Sphinx) -> None:
    """Register the nodes with their visitors for each writer."""
    app.add_node(element, html=(visit_element, depart_element))
    app.add_node(permalink, html=(visit_permalink, None))
    app.add_node(page_number, latex=(visit_page_number, None))
    # Numbered like other tables.
    app.add_enumerable_node(html_table, "table", html=(visit_table, depart_table))
    app.add_node(tips, html=(visit_tips, visit_tips))
    # A placeholder may reach writers if another extension, such as `todolist`, copies part of a
    # page as read.
    writers = ("html", "latex", "text", "man", "texinfo")
    visitors: dict[str, Any] = dict.fromkeys(writers, (_skip_node, None))
    for placeholder in (term_info, article_meta, entry_title, page_deck):
        app.add_node(placeholder, **visitors)


def copy_target(link: nodes.reference, target: nodes.reference) -> None:
    """Make *link* lead to the same address as *target*."""
    for attribute in ("refuri", "refid"):
        link.attributes.pop(attribute, None)
        if attribute in target:
            link[attribute] = target[attribute]
