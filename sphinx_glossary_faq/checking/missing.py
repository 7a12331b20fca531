"""Says in words what a reference that leads nowhere was looking for, and what is nearest to it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from sphinx.environment import BuildEnvironment
from sphinx.util import docname_join

from sphinx_glossary_faq.core.model import Question
from sphinx_glossary_faq.core.spelling import SUGGESTED, Speller, nearest
from sphinx_glossary_faq.domain import domain_of

_KINDS = {
    "term": "glossary term",
    "doc": "page",
    "question": "question",
    "ref": "label",
    "numref": "label",
    "keyword": "keyword",
    "option": "option",
    "envvar": "environment variable",
    "token": "grammar token",
    "any": "target",
}


class Missing(NamedTuple):
    """What is told of a reference that leads nowhere."""

    message: str
    suggestion: str = ""
    place: str = ""
    """Where that is, as file:line, as far as it is known."""

    target: str = ""
    """What was referred to, where that is more than the target alone."""


class Describer:
    """Describes misses; what all of them are compared with is put together once."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._domain = domain_of(env)
        self._known: dict[object, Speller] = {}
        self._suggested: dict[object, str] = {}

    def describe(self, docname: str, target: str, known: dict[str, Any]) -> Missing:
        """What is told of a reference to *target* with the attributes *known*."""
        kind = known.get("reftype", "")
        anchor = known.get("reftargetid")
        if kind == "myst" and known.get("refdomain") == "doc" and anchor:
            suggestion = self._suggest(anchor, ("slugs", target))
            message = f"link: page “{target}” has no anchor “{anchor}”."
            return Missing(message, suggestion, target=f"{target}#{anchor}")
        if kind == "myst":
            page = self._page(docname, target)
            suggestion = page or self._suggest(target, ("myst", docname))
            message = f"link: no page, label or anchor “{target}”."
            place = self._where(suggestion, "any")
            return Missing(message, _written(docname, page) or suggestion, place)
        if known.get("refdomain") == "citation":
            entries = self._env.domains.citation_domain.citations
            return Missing(f"citation: no entry “{target}”.", nearest(target, entries))
        said = known.get("glossary_faq") or _role(known)
        what = _KINDS.get(kind, "target")
        name = docname_join(docname, target) if kind == "doc" else target
        among = (known.get("refdomain", ""), kind)
        page = self._page(docname, target) if kind == "doc" else ""
        suggestion = page or self._suggest(name, among)
        if suggestion and suggestion == name:
            return Missing(f"{said}: {what} “{target}” cannot be referred to so.{_cure(kind)}")
        place = self._where(suggestion, kind)
        if kind == "doc":
            suggestion = _written(docname, suggestion)
        return Missing(f"{said}: no {what} “{target}”.", suggestion, place)

    def _page(self, docname: str, target: str) -> str:
        """The page that *target* is the file of, as it is read or as it is written; or nothing."""
        suffixes = (".html", *self._env.config.source_suffix)
        paths = (target.removesuffix(suffix) for suffix in suffixes if target.endswith(suffix))
        names = (docname_join(docname, path) for path in paths)
        return next((name for name in names if name in self._env.found_docs), "")

    def _suggest(self, name: str, among: tuple[str, str]) -> str:
        if ":" in name and among[0] == "std":  # another project's, by the name of its inventory
            return ""
        key = (name, among)
        if key not in self._suggested and len(self._suggested) < SUGGESTED:
            if among not in self._known:
                self._known[among] = Speller(self._all(*among))
            self._suggested[key] = self._known[among].nearest(name)
        return self._suggested.get(key, "")

    def _all(self, domain: str, kind: str) -> Iterable[str]:
        """The names of everything that a reference of a domain and type may mean."""
        env, standard = self._env, self._env.domains.standard_domain
        labels = (*standard.labels, *standard.anonlabels)
        match domain, kind:
            case "slugs", docname:
                return [*env.metadata[docname].get("myst_slugs", {})]
            case "myst", docname:
                slugs = env.metadata[docname].get("myst_slugs", {})
                return [*slugs, *labels, *env.found_docs, *self._domain.guide.names()]
            case _, "term":
                return self._domain.guide.names()
            case _, "doc":
                return env.found_docs
            case _, "question":
                return [question.id for question in self._domain.store.all(Question)]
            case "std", "ref" | "numref":
                return labels
            case "", _:
                return [*labels, *env.found_docs, *self._domain.guide.names()]
        if domain not in env.domains:
            return []
        kinds = env.domains[domain].objtypes_for_role(kind) or ()
        return [name for name, _, of, *_ in env.domains[domain].get_objects() if of in kinds]

    def _where(self, name: str, kind: str) -> str:
        """Where the thing called *name* is defined."""
        if not name:
            return ""
        if kind in ("term", "any") and (term := self._domain.guide.term(name, "")):
            file = self._file(term.docname)
            return f"{file}:{term.place.line}" if term.place.line else file
        standard = self._env.domains.standard_domain
        if kind in ("ref", "numref", "any") and name in standard.anonlabels:
            return self._where_label(name, standard.anonlabels[name][0])
        if kind in ("doc", "any") and name in self._env.found_docs:
            return self._file(name)
        return ""

    def _where_label(self, label: str, docname: str) -> str:
        """The line of a label that its author wrote out; else its file."""
        path = Path(self._env.doc2path(docname))
        name = re.escape(label)
        # Matches `.. _install:`, ".. _`to install`:", `(install)=`; not `:ref:`install``.
        target = re.compile(rf"^\s*(?:\.\. _`?{name}`?:|\({name}\)=)", re.IGNORECASE | re.MULTILINE)
        try:
            text = path.read_text("utf-8", errors="replace")
        except OSError:
            return self._file(docname)
        found = target.search(text)
        line = f":{text.count(chr(10), 0, found.end()) + 1}" if found else ""
        return f"{self._file(docname)}{line}"

    def _file(self, docname: str) -> str:
        path = Path(self._env.doc2path(docname))
        folder = Path(self._env.srcdir)
        return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else docname


def _written(docname: str, page: str) -> str:
    """How *docname* refers to *page*: by its name in the folder, or from the root."""
    folder = posixpath.dirname(docname)
    if not page or not folder:
        return page
    return page.removeprefix(f"{folder}/") if page.startswith(f"{folder}/") else f"/{page}"


def _cure(kind: str) -> str:
    """How a label is referred to that is there, but has not what a role shows of it."""
    if kind == "ref":
        return " Give the reference a text of its own: no title or caption follows the label."
    return " Nothing that is numbered follows the label." if kind == "numref" else ""


def _role(known: dict[str, Any]) -> str:
    """The role as an author would write it."""
    domain, kind = known.get("refdomain", ""), known.get("reftype", "")
    if domain == "faq":
        return "faq role"
    return f"{kind} role" if domain in ("", "std") else f"{domain}:{kind} role"
