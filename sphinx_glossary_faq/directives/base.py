"""Define base classes and shared functions for the directives and their post-transforms.

This module does not depend on any individual directive.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst.states import RSTState
from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from sphinx_glossary_faq.core.text.slugs import make_unique
from sphinx_glossary_faq.diagnostics import Subtype, warn
from sphinx_glossary_faq.directives.myst_fences import DIRECTIVE_NAMES, find_short_fences
from sphinx_glossary_faq.directives.options import OptionSpec
from sphinx_glossary_faq.directives.source_lines import find_block_line
from sphinx_glossary_faq.domain import FaqDomain, domain_of
from sphinx_glossary_faq.nodes import find_origin, is_copy


class BaseDirective(SphinxDirective):
    """A directive that warns about errors with its own subtype and keeps its content."""

    subtype: ClassVar[Subtype]
    has_content = True
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec]

    def run(self) -> list[nodes.Node]:
        self.name = self.name.lower()  # docutils ignores case
        source, line = self.get_source_info()
        if source and self._has_directive_line():
            self._line = find_block_line(source, self.block_text, line)
        if self.is_markdown:
            self._warn_short_fence()
        self.options = self.option_spec.convert(self.options, self.warn_option)
        self.domain.record_directive(self.name)
        return self.build()

    def build(self) -> list[nodes.Node]:
        """Return the directive's nodes.

        This method is called after the options have been converted.
        """
        raise NotImplementedError

    def get_source_info(self) -> tuple[str, int]:
        """Return the file and line where the directive begins, even inside a `{glossary}`."""
        source, line = super().get_source_info()
        return source, getattr(self, "_line", line)

    def _has_directive_line(self) -> bool:
        """Return whether `block_text` includes the directive line.

        This is not the case in MyST-Parser before 5.2.
        """
        return self.name in self._first_line()

    def _first_line(self) -> str:
        """Return the first line of `block_text` in lower case."""
        return self.block_text.split("\n", 1)[0].lower()

    def _argument_starts_below(self) -> bool:
        """Return whether the argument starts below the directive line."""
        # Matches ".. faq::", ".. faq ::" and ":::{faq}"; not ".. faq:: Title".
        return bool(re.search(rf"{re.escape(self.name)}(?: ?::|\}})\s*$", self._first_line()))

    def _warn_short_fence(self) -> None:
        """Warn if the Markdown fence of this directive, or one around it, ends too early."""
        source, line = self.get_source_info()
        for outer, inner in find_short_fences(source):
            if line == outer.line or (line == inner.line and outer.name not in DIRECTIVE_NAMES):
                self.warn(
                    f"the fence of “{outer.name}” on line {outer.line} ends too early because the "
                    f"fence on line {inner.line} is at least as long. Make the outer fence longer: "
                    f"“{inner.marker}{inner.marker[0]}”."
                )

    @property
    def is_markdown(self) -> bool:
        """Whether the directive is in Markdown, but not in `eval-rst`."""
        return not isinstance(self.state, RSTState)

    @property
    def domain(self) -> FaqDomain:
        return domain_of(self.env)

    def warn(self, message: str, location: nodes.Node | None = None) -> None:
        """Log a warning at *location*, which is the start of the directive by default."""
        self._warn(self.subtype, message, location)

    def warn_option(self, message: str) -> None:
        self._warn(Subtype.OPTION, message)

    def _warn(self, subtype: Subtype, message: str, location: nodes.Node | None = None) -> None:
        node = next((node for node in location.findall() if node.line), None) if location else None
        warn(subtype, f"{self.name}: {message}", self.get_location() if node is None else node)

    def split_argument(self, is_content: Callable[[str], bool] = lambda line: True) -> None:
        """Move the lines of the argument, from the first one that *is_content*, to the content.

        In reStructuredText, an argument ends at the first blank line, so it includes content
        directly below the directive line. Text on the directive line itself is never content.
        """
        if not self.arguments or not self._has_directive_line():
            return
        lines = self.arguments[0].split("\n")
        below = self._argument_starts_below()
        for number, line in enumerate(lines):
            if (number or below) and is_content(line.strip()):
                break
        else:
            return
        source, first = self.get_source_info()
        items = [(source, first - 1 + below + index) for index in range(number, len(lines))]
        content = StringList(lines[number:], items=items)
        if self.content:
            content.append("", source, items[-1][1] + 1)
            content.extend(self.content)
        self.content = content
        self.arguments = ["\n".join(lines[:number])] if number else []


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
    def _files(self) -> dict[int, addnodes.start_of_file]:
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
            ancestor = ancestor.parent or self._files.get(id(ancestor.children))

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


def translate_name(domain: FaqDomain, parent: nodes.Node, name: str, docname: str) -> None:
    """Replace the text of *parent* with the translated name of the term *name*, if there is one."""
    target = domain.project.target(name, docname)
    for label in target.term.labels if target else ():
        if label.original == name != label.name:
            for text in parent.findall(nodes.Text):
                text.parent.replace(text, nodes.Text(label.name))
                return
