"""Asks Sphinx where references lead, without writing a page.

All references that are asked for are put into one small document, and the resolvers that are
registered (Sphinx's, intersphinx's, MyST's, those of other extensions) are run over it in their
order.  What they would have told an author is kept from the screen: it is the answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from logging import LogRecord
from typing import NamedTuple
from urllib.parse import urljoin

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.errors import NoUri
from sphinx.transforms import SphinxTransformer
from sphinx.transforms.post_transforms import ReferencesResolver
from sphinx.util.docutils import new_document
from sphinx.util.logging import is_suppressed_warning, suppress_logging

from sphinx_glossary_faq.checking.uses import LOCAL, Reference


class Resolved(NamedTuple):
    """Where a reference leads: an address from the root of the output, empty for nowhere.

    `missing` is what Sphinx would tell of it, empty where it would tell nothing; it leads
    `elsewhere` if another project has what this one has not.
    """

    address: str = ""
    missing: str = ""
    elsewhere: bool = False
    written: str = ""
    """The address as it is written into the page."""


Wanted = tuple[str, Reference]
"""A reference, and the page that it is on."""

MISSES = frozenset({"ref", "myst", "intersphinx"})
"""The types of warnings of references that lead nowhere; of all others Sphinx tells itself."""

_SHARED_TYPES = frozenset({"ref", "numref", "keyword", "option", "envvar", "cmdoption"})
_UNSHARED_TYPES = frozenset({"doc", "term"})
"""Those of Sphinx's own objects whose references depend on the page that they are on."""
_SHARED_DOMAINS = frozenset({"py", "c", "cpp", "js", "rst"})


def resolve(app: Sphinx, wanted: Sequence[Wanted]) -> list[Resolved]:
    """What becomes of all that is *wanted*; what must be the same for several is asked once."""
    asked: dict[object, int] = {}
    shared = _shared_types(app)
    numbers = [asked.setdefault(_question(*each, shared), len(asked)) for each in wanted]
    first = dict(zip(reversed(numbers), reversed(wanted), strict=True))
    found = _ask(app, [first[number] for number in range(len(asked))])
    return [found[number] for number in numbers]


def _shared_types(app: Sphinx) -> frozenset[str]:
    """The roles of the standard domain that lead to the same place from all pages."""
    types = app.env.domains.standard_domain.object_types.values()
    return (_SHARED_TYPES | {role for each in types for role in each.roles}) - _UNSHARED_TYPES


def _question(docname: str, reference: Reference, shared: frozenset[str]) -> object:
    """What is equal for references that lead to the same place, wherever they stand."""
    known = dict(reference.attributes)
    domain, kind = known.get("refdomain"), known.get("reftype")
    is_shared = domain in _SHARED_DOMAINS or (domain == "std" and kind in shared)
    question = ("" if is_shared else docname, reference.attributes)
    try:
        hash(question)
    except TypeError:  # an attribute of another extension's, which may be a list
        return repr(question)
    return question


def _ask(app: Sphinx, asked: Sequence[Wanted]) -> list[Resolved]:
    if not asked:
        return []
    document = new_document("")
    pendings = [_pending(*each) for each in asked]
    holders = [nodes.inline("", "", pending) for pending in pendings]
    document += holders
    with suppress_logging() as log:
        _run_resolvers(app, document)
    told: dict[int, LogRecord] = {}
    for record in log.buffer:
        told.setdefault(id(getattr(record, "location", None)), record)
    addresses = _Addresses(app.builder)
    return [
        _resolved(app, addresses, holder, docname, told.get(id(pending)))
        for holder, pending, (docname, _reference) in zip(holders, pendings, asked, strict=True)
    ]


def _pending(docname: str, reference: Reference) -> addnodes.pending_xref:
    text = nodes.inline("", reference.target)
    return addnodes.pending_xref("", text, refdoc=docname, **dict(reference.attributes))


def _run_resolvers(app: Sphinx, document: nodes.document) -> None:
    transformer = SphinxTransformer(document)
    transformer.set_environment(app.env)
    transformer.add_transforms(
        [
            transform
            for transform in app.registry.get_post_transforms()
            if issubclass(transform, ReferencesResolver)
        ]
    )
    app.env.prepare_settings(app.config.root_doc)
    try:
        transformer.apply_transforms()
    finally:
        app.env.temp_data.clear()


class _Addresses:
    """Addresses from the root of the output: what many of them share is put together once."""

    def __init__(self, builder: Builder) -> None:
        self._page = cache(partial(target_uri, builder))
        self._joined = cache(urljoin)

    def of(self, docname: str, uri: str) -> str:
        """Where *uri* leads from a page."""
        path, _, fragment = uri.partition("#")
        address = self._joined(self._page(docname), path)
        return f"{address}#{fragment}" if fragment else address


def _resolved(
    app: Sphinx,
    addresses: _Addresses,
    holder: nodes.inline,
    docname: str,
    record: LogRecord | None,
) -> Resolved:
    reference = next(iter(holder.findall(nodes.reference)), None)
    missing = ""
    if record is not None and (reference is None or _is_myst_miss(record)):
        kind, subtype = getattr(record, "type", ""), getattr(record, "subtype", "")
        is_miss = kind in MISSES and not _leads_to_top(record)
        if is_miss and not is_suppressed_warning(kind, subtype, app.config.suppress_warnings):
            missing = record.getMessage()
    if reference is None or missing:
        return Resolved("", missing)
    if "refid" in reference:
        anchor = f"#{reference['refid']}"
        return Resolved(addresses.of(docname, anchor), written=anchor)
    uri = reference.get("refuri", "")
    return Resolved(addresses.of(docname, uri), elsewhere=not LOCAL.match(uri), written=uri)


def target_uri(builder: Builder, docname: str) -> str:
    """The address of a page; empty where it has none, as for a page that LaTeX leaves out."""
    try:
        return builder.get_target_uri(docname)
    except NoUri:
        return ""


def _is_myst_miss(record: LogRecord) -> bool:
    """Whether MyST tells of a link that leads nowhere, which it makes all the same."""
    return (getattr(record, "type", ""), getattr(record, "subtype", "")) == ("myst", "xref_missing")


def _leads_to_top(record: LogRecord) -> bool:
    """Whether it is a link of MyST's that every browser follows, if only to the top: `#top`."""
    node = getattr(record, "location", None)
    if getattr(record, "type", "") != "myst" or not isinstance(node, addnodes.pending_xref):
        return False
    return str(node["reftarget"]).partition(":~:")[0].lower() in ("", "top")
