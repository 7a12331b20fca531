"""Describe references to missing targets, and suggest replacements."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx.util import docname_join

from sphinx_glossary_faq.check.references.meanings import SECTION, Meaning, Meanings
from sphinx_glossary_faq.check.references.missing_link import MissingLinkDescriber
from sphinx_glossary_faq.check.references.reference import is_markdown
from sphinx_glossary_faq.compat import named_inventories
from sphinx_glossary_faq.core.findings.messages import (
    Description,
    missing_target,
    role_name,
    section_without_label,
    target_noun,
    unknown_project,
    unusable_target,
)
from sphinx_glossary_faq.core.findings.typos import format_role
from sphinx_glossary_faq.core.html.urls import with_scheme
from sphinx_glossary_faq.core.text.fuzzy import nearest

_KINDS: Final = {"question": "faq", "numref": "ref"}
"""The kinds of targets for roles whose names differ from the kind."""

_COMMON_DOMAINS: Final = frozenset({"", "std", "faq", "math"})
"""The domains whose roles are written without the domain."""

_ENTRY_PREFIXES: Final = {"doc": "doc:", "ref": "ref:", "term": "term:", "faq": "faq:"}
"""The prefixes of `see-also` entries, by the kind of target."""

# A name with a project as its prefix. Matches "training:intro"; not "std::map", "Price: 5",
# "--a:b".
_OF_PROJECT = re.compile(r"(?P<project>[A-Za-z][\w.-]*):(?P<target>[^\s:].*)")


def describe_source(attributes: Mapping[str, Any]) -> str:
    """Return the markup that creates a reference, such as "ref role", "see-also" or "link"."""
    domain, role = attributes.get("refdomain", ""), attributes.get("reftype", "")
    if role == "myst":
        return "link"
    return str(attributes.get("glossary_faq") or role_name(domain, role))


class MissingTargetDescriber:
    """Describes missing targets, collecting the names for comparison once per build."""

    def __init__(self, app: Sphinx) -> None:
        self._env = app.env
        self._inventories = named_inventories(app)
        self._meanings = Meanings(app.env)
        self._links = MissingLinkDescriber(app.env, self._meanings)

    def describe(self, docname: str, target: str, attributes: Mapping[str, Any]) -> Description:
        """Return the description of a reference on page *docname* to a missing *target*."""
        role, domain = attributes.get("reftype", ""), attributes.get("refdomain") or ""
        if domain == "citation":
            entries = self._env.domains.citation_domain.citations
            message = missing_target("citation", "entry", target)
            return Description(message, nearest(target, entries))
        if role == "myst" and domain == "doc" and attributes.get("reftargetid"):
            return self._links.describe_anchor(docname, target, attributes["reftargetid"])
        noun = "page, label or anchor" if role == "myst" else target_noun(role)
        message = missing_target(describe_source(attributes), noun, target)
        if url := with_scheme(target):
            return Description(message, url)
        if of_prefix := self._describe_prefixed(docname, target, attributes, message):
            return of_prefix
        if role == "myst":
            explicit = bool(attributes.get("refexplicit"))
            return self._links.describe(docname, target, message, has_text=explicit)
        return self._describe_role(docname, target, attributes, message)

    def _describe_prefixed(
        self, docname: str, target: str, attributes: Mapping[str, Any], message: str
    ) -> Description | None:
        """Return the description of a *target* with the name of a project or a role as a prefix."""
        role, domain = attributes.get("reftype", ""), attributes.get("refdomain") or ""
        match = _OF_PROJECT.fullmatch(target)
        if match is None:
            return None
        project, name = match.groups()
        if project in self._inventories:
            return Description(message, self._nearest_external(project, name, domain, role))
        labels = self._meanings.names("std", "ref")
        own = (
            *self._meanings.names(domain, role),
            *labels,
            *map("{}:".format, self._env.found_docs),
        )
        prefix = f"{project}:".casefold()
        if any(other.casefold().startswith(prefix) for other in own):
            return None  # part of the name, as in `sphinx.ext.autosectionlabel`
        if meaning := self._meaning_of_prefixed(docname, project.lower(), name, attributes):
            markup = self._format(docname, meaning, attributes)
            return Description(message, markup, self._meanings.location(meaning))
        similar = nearest(project, self._inventories)
        message = f"{message} {unknown_project(project)}"
        return Description(message, similar and f"{similar}:{name}")

    def _meaning_of_prefixed(
        self, docname: str, kind: str, name: str, attributes: Mapping[str, Any]
    ) -> Meaning | None:
        """Return the target that *name* probably means if *kind* is the name of a role."""
        domain, role = ("faq", "question") if kind == "faq" else ("std", kind)
        name = name.strip()
        if "intersphinx" in attributes or role not in self._env.domains[domain].roles:
            return None
        source = describe_source(attributes)
        found = [
            meaning
            for meaning in self._meanings.find(name, docname)
            if meaning.kind != SECTION and _is_reachable(meaning.kind, source, "")
        ]
        found.sort(key=lambda meaning: meaning.kind != kind)
        if not found and _is_reachable(kind, source, ""):
            similar = self._meanings.nearest(name, domain, role)
            found = [self._meanings.named(similar, kind)._replace(name=similar)] if similar else []
        return next(iter(found), None)

    def _format(self, docname: str, meaning: Meaning, attributes: Mapping[str, Any]) -> str:
        """Return the name or the markup that references a target in the same place."""
        name = _docname_from(docname, meaning.name) if meaning.kind == "doc" else meaning.name
        if meaning.kind == _kind_of(attributes) and "intersphinx" not in attributes:
            return name
        if describe_source(attributes) == "see-also":
            return f"{_ENTRY_PREFIXES[meaning.kind]}{name}"
        text = f"text <{name}>" if meaning.needs_text else name
        return format_role(meaning.kind, text, is_markdown(self._env, docname))

    def _nearest_external(self, project: str, name: str, domain: str, role: str) -> str:
        inventory = self._inventories[project]
        types = self._env.domains[domain or "std"].objtypes_for_role(role) or ()
        tables = [inventory.get(f"{domain}:{object_type}", {}) for object_type in types]
        names = {other for table in tables for other in table}
        similar = nearest(name, names)
        return f"{project}:{similar}" if similar else ""

    def _describe_role(
        self, docname: str, target: str, attributes: Mapping[str, Any], message: str
    ) -> Description:
        source = describe_source(attributes)
        if source == "term-compare" and "," in target:
            message += " Separate terms with “;”."
        kind, meaning = self._meaning(docname, target, attributes)
        if meaning is None:
            return Description(message)
        location = self._meanings.location(meaning)
        if meaning.kind == SECTION:
            return Description(f"{message} {section_without_label(target, location)}")
        is_external = "intersphinx" in attributes
        written = docname_join(docname, target) if meaning.kind == "doc" else target
        if meaning.name == written and not is_external:
            if meaning.kind == kind:
                return Description(unusable_target(source, attributes["reftype"], target))
            if kind == "any" and meaning.needs_text:
                return Description(unusable_target(source, meaning.kind, target))
        return Description(message, self._format(docname, meaning, attributes), location)

    def _meaning(
        self, docname: str, target: str, attributes: Mapping[str, Any]
    ) -> tuple[str, Meaning | None]:
        """Return the kind of target for a role, and the target that was probably intended."""
        domain, role = attributes.get("refdomain") or "", attributes.get("reftype", "")
        is_common, kind = domain in _COMMON_DOMAINS, _kind_of(attributes)
        if role == "doc":  # without the anchor, which this role does not support
            target = target.partition("#")[0] or target
        if role == "doc" and (page := self._meanings.page_of_file(docname, target)):
            return kind, Meaning("doc", page, page)
        name = target
        if role == "doc":
            name = docname_join(docname, self._meanings.without_suffix(target))
        source = describe_source(attributes)
        found = [
            meaning
            for meaning in self._meanings.find(target, docname)
            if _is_reachable(meaning.kind, source, "" if is_common else domain)
        ]
        similar = self._meanings.nearest(name, domain, role)
        named = self._meanings.named(similar, kind) if similar else None
        found.sort(key=lambda meaning: (meaning.kind, meaning.name) != (kind, name))
        is_section = bool(found) and found[0].kind == SECTION
        if named and (not found or is_section or _is_variant(similar, name)):
            return kind, named._replace(name=similar)
        return kind, next(iter(found), None)


def _kind_of(attributes: Mapping[str, Any]) -> str:
    """Return the kind of target for a role."""
    domain, role = attributes.get("refdomain") or "", attributes.get("reftype", "")
    return _KINDS.get(role, role) if domain in _COMMON_DOMAINS else f"{domain}:{role}"


def _is_reachable(kind: str, source: str, domain: str) -> bool:
    """Return whether a *kind* of target may be suggested for *source*."""
    match source:
        case "term-compare":
            return kind == "term"
        case "see-also":
            return kind in {*_ENTRY_PREFIXES, SECTION}
    return kind.startswith(f"{domain}:") if domain else True


def _is_variant(name: str, other: str) -> bool:
    """Return whether two names differ only in case or in a leading folder."""
    return f"/{name}".casefold().endswith(f"/{other}".casefold())


def _docname_from(docname: str, page: str) -> str:
    """Return *page* as referenced on page *docname*, relative to its folder or to the root."""
    folder = posixpath.dirname(docname)
    if not page or not folder:
        return page
    return page.removeprefix(f"{folder}/") if page.startswith(f"{folder}/") else f"/{page}"
