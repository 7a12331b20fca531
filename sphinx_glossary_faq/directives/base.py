"""What all directives of ours share: how they begin, how they warn, and when pages are filled in.

Knows nothing of any one directive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar, TypeVar

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from sphinx_glossary_faq.diagnostics import Subtype, warn
from sphinx_glossary_faq.directives.lines import line_of_block
from sphinx_glossary_faq.directives.options import Options
from sphinx_glossary_faq.domain import FaqDomain, domain_of

N = TypeVar("N", bound=nodes.Element)


class GuideDirective(SphinxDirective):
    """A directive that warns under a subtype and carries on; nothing of its content is lost."""

    subtype: ClassVar[Subtype]
    has_content = True
    final_argument_whitespace = True
    option_spec: ClassVar[Options]

    def run(self) -> list[nodes.Node]:
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
        """Whether `block_text` is all of the directive; before MyST-Parser 5.2 it is its content."""
        return self.name in self.block_text.split("\n", 1)[0]

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
        below = lines[0].strip() not in self.block_text.split("\n", 1)[0]
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


def with_class(document: nodes.Node, kind: type[N], name: str) -> Iterator[N]:
    """Every node of *kind* with the class *name*; a list, so that it may be changed."""
    yield from [node for node in document.findall(kind) if name in node["classes"]]


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
