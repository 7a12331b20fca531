"""What all directives of ours share: how they begin, how they warn, and when pages are filled in.

Knows nothing of any one directive.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import ClassVar

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from sphinx_glossary_faq.diagnostics import Subtype, warn
from sphinx_glossary_faq.directives.lines import line_of_block
from sphinx_glossary_faq.directives.options import Options
from sphinx_glossary_faq.domain import FaqDomain, domain_of


class GuideDirective(SphinxDirective):
    """A directive that warns under a subtype and carries on; nothing of its content is lost."""

    subtype: ClassVar[Subtype]
    has_content = True
    final_argument_whitespace = True
    option_spec: ClassVar[Options]

    def run(self) -> list[nodes.Node]:
        self.name = self.name.lower()  # docutils knows it in any case
        source, line = self.get_source_info()
        if source and self._has_head():
            self._line = line_of_block(source, self.block_text, line)
        self.options = self.option_spec.read(self.options, self.warn_of_option)
        self.domain.note_use(self.name)
        return self.make()

    def make(self) -> list[nodes.Node]:
        """The nodes that stand for the directive; its options have been read."""
        raise NotImplementedError

    def get_source_info(self) -> tuple[str, int]:
        """The file and the line where the directive begins, inside of a `{glossary}` too."""
        source, line = super().get_source_info()
        return source, getattr(self, "_line", line)

    def _has_head(self) -> bool:
        """Whether `block_text` is all of it, not its content as in MyST-Parser before 5.2."""
        return self.name in self._first_line()

    def _first_line(self) -> str:
        """The first line of `block_text`."""
        return self.block_text.split("\n", 1)[0].lower()

    def _is_argument_below(self) -> bool:
        """Whether the argument begins below the directive's first line, as its content may."""
        # ".. faq::", ".. faq ::" and ":::{faq}" end with the name; ".. faq:: Title" does not.
        return bool(re.search(rf"{re.escape(self.name)}(?: ?::|\}})\s*$", self._first_line()))

    @property
    def domain(self) -> FaqDomain:
        return domain_of(self.env)

    def warn(self, message: str, location: nodes.Node | None = None) -> None:
        """Tell *message*, at *location* or else where the directive begins."""
        self._tell(self.subtype, message, location)

    def warn_of_option(self, message: str) -> None:
        self._tell(Subtype.OPTION, message)

    def _tell(self, subtype: Subtype, message: str, location: nodes.Node | None = None) -> None:
        at = next((node for node in location.findall() if node.line), None) if location else None
        warn(subtype, f"{self.name}: {message}", self.get_location() if at is None else at)

    def part_argument(self, is_content: Callable[[str], bool] = lambda line: True) -> None:
        """Give the lines of the argument back to the content from where *is_content* says so.

        In rST an argument ends at the first blank line, so what authors write right below the
        directive is taken for a part of it.  What stands on its first line is never content.
        """
        if not self.arguments or not self._has_head():
            return
        lines = self.arguments[0].split("\n")
        below = self._is_argument_below()
        for number, line in enumerate(lines):
            if (number or below) and is_content(line.strip()):
                break
        else:
            return
        source, first = self.get_source_info()
        at = [(source, first - 1 + below + index) for index in range(number, len(lines))]
        content = StringList(lines[number:], items=at)
        if self.content:
            content.append("", source, at[-1][1] + 1)
            content.extend(self.content)
        self.content = content
        self.arguments = ["\n".join(lines[:number])] if number else []


class OfDirectives(SphinxPostTransform):
    """A post-transform for what some directives left; pages without any cost it nothing."""

    directives: ClassVar[tuple[str, ...]]

    def is_supported(self) -> bool:
        return super().is_supported() and self.domain.is_used(self.env.docname, self.directives)

    @property
    def domain(self) -> FaqDomain:
        return domain_of(self.env)


class Completion(OfDirectives):
    """Fills in what a page shows of others, once the whole project has been read.

    After autolink (60), which must see the page as it was read: what is filled in are
    links already, or definitions shown elsewhere. Before HTML's shapes (80).  Never for
    gettext, whose messages are those of the source.
    """

    default_priority = 70

    def is_supported(self) -> bool:
        return super().is_supported() and self.domain.builder.name != "gettext"


class Shape(OfDirectives):
    """Gives finished nodes HTML's own elements: last of our transforms, after Completion (70)."""

    default_priority = 80
    formats = ("html",)


def ids_of(document: nodes.Node) -> set[str]:
    """Every id in *document*, which may be assembled from many."""
    return {id for node in document.findall(nodes.Element) for id in node["ids"]}


def page_of(node: nodes.Node, docname: str) -> str:
    """The docname that *node* was read from, in assembled documents too."""
    at: nodes.Node | None = node
    while at is not None:
        if isinstance(at, nodes.Element) and "docname" in at and at.tagname == "start_of_file":
            return str(at["docname"])
        at = at.parent
    return docname


def translate_name(domain: FaqDomain, shown: nodes.Node, name: str, docname: str) -> None:
    """Show the term called *name*, in *shown*, as its glossary does in this build's language."""
    target = domain.guide.target(name, docname)
    for label in target.term.labels if target else ():
        if label.original == name != label.name:
            for text in shown.findall(nodes.Text):
                text.parent.replace(text, nodes.Text(label.name))
                return
