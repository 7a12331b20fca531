"""Describe references whose target does not exist, and suggest the nearest name that does."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from sphinx.environment import BuildEnvironment
from sphinx.util import docname_join

from sphinx_glossary_faq.compat import myst_slugs
from sphinx_glossary_faq.core.findings.messages import (
    missing_target,
    role_name,
    target_noun,
    unusable_target,
)
from sphinx_glossary_faq.core.model.records import Question
from sphinx_glossary_faq.core.text.fuzzy import MAX_SUGGESTIONS, NameSuggester, nearest
from sphinx_glossary_faq.core.text.lines import line_and_column, line_starts
from sphinx_glossary_faq.domain import domain_of

_Scope = tuple[str, str]
"""The names that a reference may mean: those of a domain and a role, or of a page in MyST."""


class MissingTarget(NamedTuple):
    """The description of a reference whose target does not exist."""

    message: str
    suggestion: str = ""
    location: str = ""
    """Where the suggested target is, as "file:line"; without the line if that is unknown."""

    target: str = ""
    """The target as a whole, if it is more than that of the reference."""


def describe_source(attributes: Mapping[str, Any]) -> str:
    """Return the markup that makes a reference: "ref role", "see-also", "link"."""
    domain, role = attributes.get("refdomain", ""), attributes.get("reftype", "")
    if role == "myst":
        return "link"
    return str(attributes.get("glossary_faq") or role_name(domain, role))


class MissingTargetDescriber:
    """Describe missing targets; the names to compare them with are collected once per build."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._domain = domain_of(env)
        self._suggesters: dict[_Scope, NameSuggester] = {}
        self._suggestions: dict[tuple[str, _Scope], str] = {}

    def describe(self, docname: str, target: str, attributes: dict[str, Any]) -> MissingTarget:
        """Describe a reference on page *docname* by its target and its other attributes."""
        role = attributes.get("reftype", "")
        anchor = attributes.get("reftargetid")
        if role == "myst" and attributes.get("refdomain") == "doc" and anchor:
            suggestion = self._suggest(anchor, ("slugs", target))
            message = f"link: page “{target}” has no anchor “{anchor}”."
            return MissingTarget(message, suggestion, target=f"{target}#{anchor}")
        if role == "myst":
            page = self._page_of_file(docname, target)
            suggestion = page or self._suggest(target, ("myst", docname))
            message = missing_target("link", "page, label or anchor", target)
            location = self._location_of(suggestion, "any")
            return MissingTarget(message, _docname_from(docname, page) or suggestion, location)
        if attributes.get("refdomain") == "citation":
            entries = self._env.domains.citation_domain.citations
            message = missing_target("citation", "entry", target)
            return MissingTarget(message, nearest(target, entries))
        domain = attributes.get("refdomain", "")
        source = describe_source(attributes)
        name = docname_join(docname, target) if role == "doc" else target
        page = self._page_of_file(docname, target) if role == "doc" else ""
        suggestion = page or self._suggest(name, (domain, role))
        if suggestion and suggestion == name:
            return MissingTarget(unusable_target(source, role, target))
        location = self._location_of(suggestion, role)
        if role == "doc":
            suggestion = _docname_from(docname, suggestion)
        message = missing_target(source, target_noun(role), target)
        if source == "term-compare" and "," in target:
            message += " Separate terms by “;”."
        return MissingTarget(message, suggestion, location)

    def _page_of_file(self, docname: str, target: str) -> str:
        """Return the page whose source or output file *target* names; empty if there is none."""
        suffixes = (".html", *self._env.config.source_suffix)
        paths = (target.removesuffix(suffix) for suffix in suffixes if target.endswith(suffix))
        names = (docname_join(docname, path) for path in paths)
        return next((name for name in names if name in self._env.found_docs), "")

    def _suggest(self, name: str, scope: _Scope) -> str:
        if ":" in name and scope[0] == "std":  # prefixed with the inventory of another project
            return ""
        key = (name, scope)
        if key not in self._suggestions and len(self._suggestions) < MAX_SUGGESTIONS:
            if scope not in self._suggesters:
                self._suggesters[scope] = NameSuggester(self._candidates(*scope))
            self._suggestions[key] = self._suggesters[scope].nearest(name)
        return self._suggestions.get(key, "")

    def _candidates(self, domain: str, role: str) -> Iterable[str]:
        """Return the names of all targets that a role of *domain* can reference."""
        env, standard = self._env, self._env.domains.standard_domain
        labels = (*standard.labels, *standard.anonlabels)
        match domain, role:
            case "slugs", docname:
                return [*myst_slugs(env, docname)]
            case "myst", docname:
                slugs = myst_slugs(env, docname)
                return [*slugs, *labels, *env.found_docs, *self._domain.project.names()]
            case _, "term":
                return self._domain.project.names()
            case _, "doc":
                return env.found_docs
            case _, "question":
                return [question.id for question in self._domain.store.all(Question)]
            case "std", "ref" | "numref":
                return labels
            case "", _:
                return [*labels, *env.found_docs, *self._domain.project.names()]
        if domain not in env.domains:
            return []
        types = env.domains[domain].objtypes_for_role(role) or ()
        objects = env.domains[domain].get_objects()
        return [name for name, _, object_type, *_ in objects if object_type in types]

    def _location_of(self, name: str, role: str) -> str:
        """Return where the target *name* of *role* is defined, as "file:line"."""
        if not name:
            return ""
        if role in ("term", "any") and (term := self._domain.project.term(name, "")):
            file = self._source_file(term.docname)
            return f"{file}:{term.location.line}" if term.location.line else file
        standard = self._env.domains.standard_domain
        if role in ("ref", "numref", "any") and name in standard.anonlabels:
            return self._location_of_label(name, standard.anonlabels[name][0])
        if role in ("doc", "any") and name in self._env.found_docs:
            return self._source_file(name)
        return ""

    def _location_of_label(self, label: str, docname: str) -> str:
        """Return the line of an explicit label in its file; the file alone for any other label."""
        path = Path(self._env.doc2path(docname))
        name = re.escape(label)
        # Matches `.. _install:`, ".. _`to install`:", `(install)=`; not `:ref:`install``.
        target = re.compile(
            rf"^[ \t]*(?:\.\. _`?{name}`?:|\({name}\)=)", re.IGNORECASE | re.MULTILINE
        )
        try:
            text = path.read_text("utf-8", errors="replace")
        except OSError:
            return self._source_file(docname)
        match = target.search(text)
        if not match:
            return self._source_file(docname)
        line, _column = line_and_column(line_starts(text), match.end())
        return f"{self._source_file(docname)}:{line}"

    def _source_file(self, docname: str) -> str:
        path = Path(self._env.doc2path(docname))
        folder = Path(self._env.srcdir)
        return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else docname


def _docname_from(docname: str, page: str) -> str:
    """Return *page* as *docname* references it: relative to its folder, or from the root."""
    folder = posixpath.dirname(docname)
    if not page or not folder:
        return page
    return page.removeprefix(f"{folder}/") if page.startswith(f"{folder}/") else f"/{page}"
