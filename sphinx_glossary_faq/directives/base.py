"""What all directives of ours share: options that hold lists, and when to fill in.

Knows nothing of any one directive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, TypeVar

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from sphinx_glossary_faq.diagnostics import Subtype, did_you_mean, warn
from sphinx_glossary_faq.domain import FaqDomain, domain_of

N = TypeVar("N", bound=nodes.Element)

# "- one - two": a YAML block list as MyST hands it over; "one-way" is no item mark.
_BLOCK_ITEM = re.compile(r"(?:^|\s)-\s+")
# '[a, "b, c"]' as MyST hands over a YAML flow list: the items, quoted or not.
_FLOW_ITEM = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([^,]+))\s*(?:,|$)""")


def list_of(value: str | None) -> tuple[str, ...]:
    """The items of an option: one a line, between `;`, or a YAML list from MyST.

    >>> list_of("on-demand interview; recorded interview")
    ('on-demand interview', 'recorded interview')
    """
    value = (value or "").strip()
    if value.startswith("[") and value.endswith("]"):
        items = ["".join(found) for found in _FLOW_ITEM.findall(value[1:-1])]
    elif value.startswith("- "):
        items = [item.strip().strip("\"'") for item in _BLOCK_ITEM.split(value)]
    else:
        items = re.split(r"[;\n]", value)
    return tuple(dict.fromkeys(" ".join(item.split()) for item in items if item.strip()))


class GuideDirective(SphinxDirective):
    """A directive that warns under a subtype and carries on."""

    subtype: ClassVar[Subtype]

    @property
    def domain(self) -> FaqDomain:
        return domain_of(self.env)

    def warn(self, message: str, location: nodes.Node | None = None) -> None:
        """Tell *message*, at *location* or else where the directive begins."""
        at = self.get_location() if location is None or location.line is None else location
        warn(self.subtype, f"{self.name}: {message}", at)

    def choice(self, option: str, choices: tuple[str, ...]) -> str:
        """The option's value if it is one of *choices*; else warn, and nothing."""
        value = str(self.options.get(option) or "").strip()
        if not value or value in choices:
            return value
        wanted = ", ".join(choices)
        self.warn(
            f":{option}: is one of {wanted}, not “{value}”."
            f"{did_you_mean(value, choices)} The option is ignored."
        )
        return ""


class Completion(SphinxPostTransform):
    """Fills in what a page shows of others, once the whole project has been read.

    After autolink (60), which must see the page as it was read: what is filled in are
    links already, or definitions shown elsewhere. Before HTML's shapes (80).  Never for
    gettext, whose messages are those of the source.
    """

    default_priority = 70

    def is_supported(self) -> bool:
        return super().is_supported() and self.domain.builder.name != "gettext"

    @property
    def domain(self) -> FaqDomain:
        return domain_of(self.env)


class Shape(SphinxPostTransform):
    """Gives finished nodes HTML's own elements: last of our transforms, after Completion (70).

    Before themes that wrap what they find, such as furo its tables (900).
    """

    default_priority = 80
    formats = ("html",)


def with_class(document: nodes.Node, kind: type[N], name: str) -> Iterator[N]:
    """Every node of *kind* with the class *name*; a list, so that it may be changed."""
    yield from [node for node in document.findall(kind) if name in node["classes"]]


def page_of(node: nodes.Node, docname: str) -> str:
    """The docname that *node* was read from, in assembled documents too."""
    at: nodes.Node | None = node
    while at is not None:
        if isinstance(at, nodes.Element) and "docname" in at and at.tagname == "start_of_file":
            return str(at["docname"])
        at = at.parent
    return docname
