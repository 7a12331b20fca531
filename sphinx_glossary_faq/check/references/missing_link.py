"""Describe MyST links to missing targets, and suggest replacements."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import cache

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.util import docname_join

from sphinx_glossary_faq.check.references.meanings import SECTION, Meaning, Meanings
from sphinx_glossary_faq.check.references.reference import is_markdown
from sphinx_glossary_faq.compat import myst_slugs
from sphinx_glossary_faq.core.findings.messages import (
    Description,
    missing_target,
    section_without_label,
    unknown_anchor,
    unusable_target,
)
from sphinx_glossary_faq.core.findings.typos import format_role


class MissingLinkDescriber:
    """Describes MyST links to missing targets."""

    def __init__(self, env: BuildEnvironment, meanings: Meanings) -> None:
        self._env = env
        self._meanings = meanings
        self._anchors = cache(self._find_anchors)

    def describe(self, docname: str, target: str, message: str, *, has_text: bool) -> Description:
        """Describe a link to a page, to an anchor on a page, or to any target in the project."""
        path, separator, anchor = target.partition("#")
        is_file = self._meanings.without_suffix(target) != target
        address, location = "", ""
        if separator or is_file:
            address, location = self._suggest_address(docname, path, anchor)
        if separator or address:
            return Description(message, address, location)
        if target in self._anchors(docname):
            return self._describe_unknown(docname, target, target)
        meaning = next(self._meanings.find(target, docname), None)
        if meaning is None:
            similar = self._meanings.nearest(target, "myst", docname)
            if similar in myst_slugs(self._env, docname):
                return Description(message, similar)
            meaning = self._meanings.named(similar, "any") if similar else None
        elif meaning.needs_text and not has_text and meaning.name == target.lower():
            return Description(unusable_target("link", "ref", target))
        if meaning is None:
            return Description(message)
        suggestion, location = self._link_to(docname, meaning)
        if not suggestion:
            return Description(f"{message} {section_without_label(target, location)}")
        return Description(message, suggestion, location)

    def describe_anchor(self, docname: str, page: str, anchor: str) -> Description:
        """Describe a link to an *anchor* on a page, which exists unless it is a `project:` link."""
        target = f"{page}#{anchor}"
        if page not in self._env.found_docs:
            source = str(self._env.srcdir)  # MyST-Parser reports a page above it as absolute
            name = posixpath.relpath(posixpath.join(source, page), source)
            path = posixpath.relpath(name, posixpath.dirname(docname) or ".")
            message = missing_target("link", "page", name)
            return Description(message, *self._suggest_address(docname, path, anchor))
        if anchor in self._anchors(page):
            return self._describe_unknown(page, anchor, target)
        message = f"link: page “{page}” has no anchor “{anchor}”."
        if similar := self._meanings.nearest(anchor, "anchors", page):
            return Description(message, similar, target=target)
        if section := self._meanings.nearest(anchor, "sections", page):
            location = self._meanings.location(Meaning("doc", page, page))
            message = f"{message} {section_without_label(section, location)}"
            return Description(message, section, target=target)
        suggestion, location = self._find_elsewhere(docname, anchor)
        return Description(message, suggestion, location if suggestion else "", target)

    def _describe_unknown(self, page: str, anchor: str, target: str) -> Description:
        """Describe a link to an *anchor* that exists but that MyST-Parser cannot find."""
        meanings = self._meanings.find(anchor, page)
        suggestion = next((self._link_to(page, meaning)[0] for meaning in meanings), "")
        label = f"({anchor})=" if is_markdown(self._env, page) else f".. _{anchor}:"
        definition = "" if suggestion else label
        is_raw = self._anchors(page)[anchor]
        message = unknown_anchor(anchor, page, definition, is_raw=is_raw)
        return Description(message, suggestion, target=target)

    def _suggest_address(self, docname: str, path: str, anchor: str) -> tuple[str, str]:
        """Return the probably intended URL for a path and an anchor, and its location."""
        page = self._page(docname, path)
        if not page:
            return self._find_elsewhere(docname, anchor)
        address = self._path_from(docname, page, is_absolute=path.startswith("/"))
        if anchor and anchor not in self._anchors(page):
            nearest = self._meanings.nearest
            anchor = nearest(anchor, "anchors", page) or nearest(anchor, "sections", page)
        location = self._meanings.location(Meaning("doc", page, page))
        return f"{address}#{anchor}" if anchor else address, location

    def _find_elsewhere(self, docname: str, anchor: str) -> tuple[str, str]:
        """Return a link or a role for *anchor* anywhere in the project, and its location."""
        meaning = next(self._meanings.find(anchor, docname), None) if anchor else None
        if meaning is None:
            return "", ""
        suggestion, location = self._link_to(docname, meaning)
        return f"#{suggestion}" if meaning.kind == "ref" else suggestion, location

    def _page(self, docname: str, path: str) -> str:
        """Return the page that *path* refers to, with or without a suffix, or a similar page."""
        if page := self._meanings.page_of_file(docname, path):
            return page
        name = docname_join(docname, path)
        if name in self._env.found_docs:
            return name
        return self._meanings.nearest(self._meanings.without_suffix(name), "std", "doc")

    def _link_to(self, docname: str, meaning: Meaning) -> tuple[str, str]:
        """Return the link or the role for a target, or "" if there is none, and its location."""
        location = self._meanings.location(meaning)
        path = self._path_from(docname, meaning.docname) if meaning.docname else ""
        match meaning.kind:
            case "doc":
                return path, location
            case "ref":
                return meaning.name, location
            case kind if kind == SECTION:
                is_known = meaning.name in myst_slugs(self._env, meaning.docname)
                return f"{path}#{meaning.name}" if is_known else "", location
        return format_role(meaning.kind, meaning.name, True), location

    def _path_from(self, docname: str, page: str, *, is_absolute: bool = False) -> str:
        """Return the path of the file of *page*, for use in a link on page *docname*."""
        file = self._env.doc2path(page, base=False)
        if is_absolute:
            return f"/{file}"
        return posixpath.relpath(str(file), posixpath.dirname(docname) or ".")

    def _find_anchors(self, page: str) -> Mapping[str, bool]:
        """Return the anchors on a written page, each with whether it is defined in raw HTML."""
        if page not in self._env.found_docs:
            return {}
        from sphinx_glossary_faq.core.html.source_reader import read_source  # rarely needed

        anchors: dict[str, bool] = {}
        for node in self._env.get_doctree(page).findall(nodes.Element):
            anchors.update(dict.fromkeys(node["ids"], False))
            if isinstance(node, nodes.raw) and "html" in node.get("format", "").split():
                anchors.update(dict.fromkeys(read_source(node.astext()).ids, True))
        return anchors
