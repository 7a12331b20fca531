"""Resolve references with the resolvers of Sphinx, without writing a page.

All queries are put into one small document.  The registered resolvers of Sphinx, intersphinx,
MyST-Parser and other extensions process this document in their usual order.  Their warnings are
captured instead of logged, because a warning is the result of a query.
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
from sphinx.errors import ExtensionError, NoUri
from sphinx.transforms.post_transforms import ReferencesResolver
from sphinx.util.docutils import new_document

from sphinx_glossary_faq.check.references.reference import LOCAL_URL, TEMPLATE, Reference
from sphinx_glossary_faq.compat import (
    MISSING_REFERENCE_LOGGERS,
    captured_warnings,
    is_suppressed,
    run_post_transforms,
    warning_source,
)


class ReferenceResolution(NamedTuple):
    """The target of a reference."""

    uri: str = ""
    """The URI relative to the root of the output, or "" if the target does not exist."""

    warning: str = ""
    """The warning that Sphinx would log about a missing target, or "" if there is none."""

    external: bool = False
    """Whether the target is in another project."""

    href: str = ""
    """The URI as written to the page."""

    problem: str = ""
    """Any other warning about the reference, which Sphinx logs only when it writes the page."""

    error: str = ""
    """The exception of an extension that handles references; the target is unknown."""


Query = tuple[str, Reference]
"""The page of a reference, and the reference."""

MISSING_WARNING_TYPES = frozenset({"ref", "myst", "intersphinx"})
"""The types of warnings about missing targets."""

_SHARED_TYPES = frozenset({"ref", "numref", "keyword", "option", "envvar", "cmdoption"})
_UNSHARED_TYPES = frozenset({"doc", "term"})
"""Roles in the standard domain whose targets depend on the page of the reference."""
_SHARED_DOMAINS = frozenset({"py", "c", "cpp", "js", "rst"})


def resolve(app: Sphinx, queries: Sequence[Query]) -> list[ReferenceResolution]:
    """Return the resolutions of all *queries*, in order.

    Queries with equal results are resolved once.
    """
    indices: dict[object, int] = {}
    shared = _shared_types(app)
    numbers = [indices.setdefault(_cache_key(*query, shared), len(indices)) for query in queries]
    first = dict(zip(reversed(numbers), reversed(queries), strict=True))
    resolutions = _resolve_batch(app, [first[index] for index in range(len(indices))])
    return [resolutions[index] for index in numbers]


def _shared_types(app: Sphinx) -> frozenset[str]:
    """Return the roles in the standard domain that have the same target on all pages."""
    types = app.env.domains.standard_domain.object_types.values()
    roles = {role for object_type in types for role in object_type.roles}
    return (_SHARED_TYPES | roles) - _UNSHARED_TYPES


def _cache_key(docname: str, reference: Reference, shared: frozenset[str]) -> object:
    """Return a key that is equal for references with the same target."""
    attributes = dict(reference.attributes)
    domain, role = attributes.get("refdomain"), attributes.get("reftype")
    is_shared = domain in _SHARED_DOMAINS or (domain == "std" and role in shared)
    key = ("" if is_shared else docname, reference.attributes)
    try:
        hash(key)
    except TypeError:  # an unhashable attribute of another extension, such as a list
        return repr(key)
    return key


def _resolve_batch(app: Sphinx, queries: Sequence[Query]) -> list[ReferenceResolution]:
    """Resolve *queries*; if one raises an exception, it is found by bisection."""
    if not queries:
        return []
    try:
        return _resolve_together(app, queries)
    except Exception as error:  # noqa: BLE001  # other extensions may raise anything
        if len(queries) == 1:
            return [ReferenceResolution(error=_describe_error(error))]
    middle = len(queries) // 2
    return [*_resolve_batch(app, queries[:middle]), *_resolve_batch(app, queries[middle:])]


def _describe_error(error: Exception) -> str:
    """Return the exception, and the extension that has raised it, if it is known."""
    extension = ""
    if isinstance(error, ExtensionError):  # its text has the address of the handler
        extension = f" in {error.modname}" if error.modname else ""
        error = error.orig_exc or error
    return f"{type(error).__name__}{extension}: {error}"


def _resolve_together(app: Sphinx, queries: Sequence[Query]) -> list[ReferenceResolution]:
    document = new_document("")
    pendings = [_pending(*query) for query in queries]
    parents = [nodes.inline("", "", pending) for pending in pendings]
    document += parents
    with captured_warnings() as records:
        run_post_transforms(app, document, (ReferencesResolver,))
    warnings: dict[int, LogRecord] = {}
    for record in records:
        warnings.setdefault(id(warning_source(record).node), record)
    uris = _AbsoluteUris(app.builder)
    return [
        _resolution(app, uris, parent, docname, warnings.get(id(pending)))
        for parent, pending, (docname, _reference) in zip(parents, pendings, queries, strict=True)
    ]


def _pending(docname: str, reference: Reference) -> addnodes.pending_xref:
    attributes = dict(reference.attributes)
    text = nodes.inline("", attributes.pop(TEMPLATE, reference.target))
    return addnodes.pending_xref("", text, refdoc=docname, **attributes)


class _AbsoluteUris:
    """Converts URIs to URIs relative to the root of the output, with cached parts."""

    def __init__(self, builder: Builder) -> None:
        self._page_uri = cache(partial(target_uri, builder))
        self._join = cache(urljoin)

    def absolute(self, docname: str, uri: str) -> str:
        """Return *uri*, which is relative to a page, relative to the root."""
        path, _, fragment = uri.partition("#")
        absolute = self._join(self._page_uri(docname), path)
        return f"{absolute}#{fragment}" if fragment else absolute


def _resolution(
    app: Sphinx,
    uris: _AbsoluteUris,
    parent: nodes.inline,
    docname: str,
    record: LogRecord | None,
) -> ReferenceResolution:
    reference = next(iter(parent.findall(nodes.reference)), None)
    warning = problem = ""
    if record is not None and not _is_link_to_top(record):
        kind, subtype, _node = warning_source(record)
        if is_suppressed(kind, subtype, app.config.suppress_warnings):
            pass
        elif _is_missing(record) and (reference is None or _is_myst_missing(record)):
            warning = record.getMessage()
        else:
            problem = record.getMessage().partition("\n")[0]  # details of parsers follow
    if reference is None or warning:
        return ReferenceResolution("", warning, problem=problem)
    refid = reference.get("refid")
    href = reference.get("refuri", "") if refid is None else f"#{refid}"
    external = not LOCAL_URL.match(href)
    return ReferenceResolution(uris.absolute(docname, href), "", external, href, problem)


def target_uri(builder: Builder, docname: str) -> str:
    """Return the URI of a page, or "" if the page is not in the output."""
    try:
        return builder.get_target_uri(docname)
    except NoUri:
        return ""


def _is_missing(record: LogRecord) -> bool:
    """Whether the warning may be about a missing target, not about several."""
    is_resolver = record.name in MISSING_REFERENCE_LOGGERS
    return is_resolver and warning_source(record).type in MISSING_WARNING_TYPES


def _is_myst_missing(record: LogRecord) -> bool:
    """Return whether MyST-Parser has warned about a missing target but created a link."""
    return warning_source(record)[:2] == ("myst", "xref_missing")


def _is_link_to_top(record: LogRecord) -> bool:
    """Return whether the warning is about `#top` or `#` in MyST, which browsers resolve."""
    kind, _subtype, node = warning_source(record)
    if kind != "myst" or not isinstance(node, addnodes.pending_xref):
        return False
    return str(node["reftarget"]).partition(":~:")[0].lower() in ("", "top")
