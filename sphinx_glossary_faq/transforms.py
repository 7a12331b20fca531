"""Define the base classes and shared functions of post-transforms.

A post-transform inserts data from other pages into a resolved page, or shapes its HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_glossary_faq.core.text.slugs import make_unique
from sphinx_glossary_faq.domain import FaqDomain, domain_of
from sphinx_glossary_faq.nodes import find_origin, is_copy


class DirectivePostTransform(SphinxPostTransform):
    """A post-transform for the nodes of some directives, which is skipped on other pages."""

    directives: ClassVar[tuple[str, ...]]

    def is_supported(self) -> bool:
        return super().is_supported() and (
            self.domain.uses_directive(self.env.docname, self.directives)
            or is_copy(self.document)  # of another page
        )

    @property
    def domain(self) -> FaqDomain:
        return domain_of(self.env)

    @cached_property
    def files(self) -> dict[int, addnodes.start_of_file]:
        """The pages in an assembled document, by the identity of their lists of children."""
        return {id(file.children): file for file in self.document.findall(addnodes.start_of_file)}

    def ancestors(self, node: nodes.Node) -> Iterator[nodes.Element]:
        """Yield the ancestors of *node*, innermost first, to the root of an assembled document.

        In `inline_all_toctrees`, Sphinx moves the children of a page to a `start_of_file` node but
        does not change their parent, which remains the document of the page.
        """
        ancestor = node.parent
        while ancestor is not None:
            yield ancestor
            ancestor = ancestor.parent or self.files.get(id(ancestor.children))

    def source_docname(self, node: nodes.Node) -> str:
        """Return the docname that *node* was read from, in assembled documents and copies too."""
        for ancestor in self.ancestors(node):
            # Appendices in LaTeX and Texinfo are complete documents.
            is_page = isinstance(ancestor, addnodes.start_of_file | nodes.document)
            if is_page and "docname" in ancestor:
                return str(ancestor["docname"])
        origin = find_origin(node, self.env) if is_copy(self.document) else ""
        return origin or self.env.docname


class ResolveTransform(DirectivePostTransform):
    """A post-transform that inserts data from other pages after the whole project is read.

    It runs after autolink (60), which links only the page's own text. Inserted nodes are already
    links, or are definitions from other pages. It runs before `HtmlTransform` (80). It does not run
    for gettext, whose messages must not differ from the source.
    """

    default_priority = 70

    def is_supported(self) -> bool:
        return super().is_supported() and self.domain.builder.name != "gettext"

    def remove_internal_uris(self, box: nodes.Element) -> None:
        """Remove the URIs of links inside the project for `man`, which would show them as text.

        These links are created by Sphinx. `make_link` handles the links of this extension.
        """
        if self.domain.builder.name == "man":
            for link in box.findall(nodes.reference):
                if link.get("internal"):
                    link.attributes.pop("refuri", None)


class HtmlTransform(DirectivePostTransform):
    """A post-transform that inserts HTML elements, after `ResolveTransform` (70)."""

    default_priority = 80
    formats = ("html",)


def load_script(app: Sphinx, name: str, is_needed: Callable[[nodes.document], bool]) -> None:
    """Make the pages for which *is_needed* load a static script.  An e-book has no scripts."""

    def add(
        app: Sphinx, page: str, template: str, context: object, doctree: nodes.document | None
    ) -> None:
        if not isinstance(doctree, nodes.document) or app.builder.name == "epub":
            return
        if is_needed(doctree):
            app.add_js_file(name, loading_method="defer")

    def exclude(app: Sphinx, settings: Config) -> None:
        files: Sequence[str] = settings["epub_exclude_files"]
        settings["epub_exclude_files"] = [*files, f"_static/{name}"]

    app.connect("html-page-context", add)
    app.connect("config-inited", exclude)


def document_ids(document: nodes.Node) -> set[str]:
    """Return all ids in *document*, which may be assembled from many pages."""
    return {id for node in document.findall(nodes.Element) for id in node["ids"]}


def make_label(
    document: nodes.document, title: nodes.Element, id: str, ids: set[str]
) -> dict[str, str]:
    """Return the attribute of an element with its label: the id of its title, which is added.

    :param ids: all ids of *document*; those of the page that shows a copy are not known.
    """
    if is_copy(document):
        return {"aria-label": title.astext()}
    title["ids"].append(make_unique(id, ids))
    ids.add(title["ids"][-1])
    return {"aria-labelledby": title["ids"][-1]}
