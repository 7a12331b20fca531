"""Find the possible meanings of a name in the project, for any role or link.

Authors sometimes use a term with `:ref:`, a label with `:doc:`, or a title or an id instead of a
label.  A name is compared with the names, titles and ids of all targets.  Exact matches come first,
followed by matches that ignore case and punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.util import docname_join
from sphinx.util.osutil import relpath

from sphinx_glossary_faq.compat import myst_slugs
from sphinx_glossary_faq.core.cache_file import read_text_file
from sphinx_glossary_faq.core.model.records import Location, Question, Term
from sphinx_glossary_faq.core.text.fuzzy import MAX_SUGGESTIONS, NameSuggester
from sphinx_glossary_faq.core.text.lines import line_and_column, line_starts
from sphinx_glossary_faq.core.text.slugs import fold_question
from sphinx_glossary_faq.domain import domain_of

SECTION = "section"
"""The kind of a section without a label, which no role can reference."""


# Separators between words. Matches " ", "_" and "--"; not "." nor "/".
_SEPARATOR = re.compile(r"[\s_-]+")


class Meaning(NamedTuple):
    """A target, with the role and the name that reference it."""

    kind: str
    """The role, such as "ref", "term" or "py:func", or `SECTION`."""

    name: str
    """The name for that role, or the anchor of a section."""

    docname: str = ""
    needs_text: bool = False
    """Whether a reference requires explicit text because the label has no title."""


class Meanings:
    """The meanings of names in a project, with indexes that are created when first needed."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._standard = env.domains.standard_domain
        self._domain = domain_of(env)
        self._project = self._domain.project
        self._suggesters: dict[tuple[str, str], NameSuggester] = {}
        self._nearest: dict[tuple[str, str, str], str] = {}

    def find(self, name: str, docname: str) -> Iterator[Meaning]:
        """Yield the possible meanings of *name* on page *docname*, most exact first."""
        if (page := docname_join(docname, name)) in self._env.found_docs:
            yield Meaning("doc", page, page)
        if label := self._label(name.lower()):
            yield label
        if term := self._project.term(name, docname):
            yield Meaning("term", _name_of(term, name), term.docname)
        for question in self._project.questions.candidates(name, docname)[:1]:
            yield Meaning("faq", question.name or question.text, question.location.docname)
        yield from self._objects.get(name, ())
        yield from self._similar.get(_fold(name), ())

    def named(self, name: str, kind: str) -> Meaning:
        """Return the target of the given *kind* with a name from `names`."""
        found = [*self.find(name, "")]
        same = (meaning for meaning in found if kind in (meaning.kind, "any"))
        return next(same, Meaning(kind, name))

    def nearest(self, name: str, domain: str, role: str) -> str:
        """Return the most similar name of a target for a role, or *name* if it exists."""
        key = (name, domain, role)
        if key not in self._nearest and len(self._nearest) < MAX_SUGGESTIONS:
            if (domain, role) not in self._suggesters:
                self._suggesters[domain, role] = NameSuggester(self.names(domain, role))
            self._nearest[key] = self._suggesters[domain, role].nearest(name)
        return self._nearest.get(key, "")

    def page_of_file(self, docname: str, path: str) -> str:
        """Return the page with the source or output file *path*, or "" if there is none."""
        suffixes = (".html", *self._env.config.source_suffix)
        paths = (path.removesuffix(suffix) for suffix in suffixes if path.endswith(suffix))
        names = (docname_join(docname, path) for path in paths)
        return next((name for name in names if name in self._env.found_docs), "")

    def without_suffix(self, path: str) -> str:
        """Return *path* without the suffix of a source or output file."""
        suffixes = (".html", *self._env.config.source_suffix)
        return path.removesuffix(next(filter(path.endswith, suffixes), ""))

    def _label(self, name: str) -> Meaning | None:
        docname, _id = self._standard.anonlabels.get(name, ("", ""))
        if docname not in self._env.found_docs:  # no page, or an index that Sphinx generates
            return None
        return Meaning("ref", name, docname, needs_text=name not in self._standard.labels)

    @cached_property
    def _objects(self) -> Mapping[str, list[Meaning]]:
        """Equations, options and the objects in all domains, by name."""
        objects: dict[str, list[Meaning]] = {}
        for label, (docname, _number) in self._env.domains.math_domain.equations.items():
            objects.setdefault(label, []).append(Meaning("eq", label, docname))
        for (program, option), (docname, _id) in self._standard.progoptions.items():
            name = f"{program} {option}" if program else option
            objects.setdefault(option, []).append(Meaning("option", name, docname))
        for (object_type, name), (docname, _id) in self._standard.objects.items():
            if object_type != "term" and (role := self._standard.role_for_objtype(object_type)):
                objects.setdefault(name, []).append(Meaning(role, name, docname))
        for domain in self._env.domains.values():
            if domain.name in ("std", self._domain.name):
                continue
            for name, _text, object_type, docname, *_rest in domain.get_objects():
                if role := domain.role_for_objtype(object_type):
                    meaning = Meaning(f"{domain.name}:{role}", name, docname)
                    objects.setdefault(name, []).append(meaning)
        return objects

    @cached_property
    def _similar(self) -> Mapping[str, list[Meaning]]:
        """Pages, labels, terms and sections, by their folded names, titles and ids."""
        index: dict[str, dict[Meaning, None]] = {}
        for source in (self._labels(), self._pages(), self._terms(), self._sections()):
            for text, meaning in source:
                index.setdefault(_fold(text), {})[meaning] = None
        return {key: [*meanings] for key, meanings in index.items()}

    def _labels(self) -> Iterator[tuple[str, Meaning]]:
        for name, (_docname, id) in self._standard.anonlabels.items():
            if label := self._label(name):
                for text in (name, id, *self._standard.labels.get(name, ())[2:]):
                    yield text, label

    def _pages(self) -> Iterator[tuple[str, Meaning]]:
        for docname, title in sorted(self._env.titles.items()):
            for text in (docname, title.astext()):
                yield text, Meaning("doc", docname, docname)

    def _terms(self) -> Iterator[tuple[str, Meaning]]:
        for term in self._project.vocabulary.terms:
            if not term.uri:
                for label in term.labels:
                    for text in (label.name, label.id):
                        yield text, Meaning("term", label.name, term.docname)
                abbreviation = filter(None, [term.abbreviation])
                for name in (*term.aliases, *term.hidden_aliases, *abbreviation):
                    yield name, Meaning("term", name, term.docname)

    def _sections(self) -> Iterator[tuple[str, Meaning]]:
        for docname, toc in sorted(self._env.tocs.items()):
            slugs = {id: slug for slug, (_, id, _) in myst_slugs(self._env, docname).items()}
            for entry in toc.findall(nodes.reference):
                if id := str(entry.get("anchorname", "")).removeprefix("#"):
                    anchor = slugs.get(id, id)
                    for text in (entry.astext(), id, anchor):
                        yield text, Meaning(SECTION, anchor, docname)

    def names(self, domain: str, role: str) -> Iterable[str]:
        """Return the names of all targets that a role in *domain* can reference.

        There are three special domains, for which *role* is a page: "anchors" for the anchors on
        the page that MyST-Parser finds, "sections" for the ids of all sections on the page, and
        "myst" for all targets of MyST links on the page.
        """
        if domain in ("anchors", "sections", "myst"):
            return self._names_on_page(domain, role)
        match domain, role:
            case _, "term":
                return self._project.names()
            case _, "doc":
                return self._env.found_docs
            case _, "question":
                questions = self._domain.store.all(Question)
                names = ((entry.id, entry.name, entry.text) for entry in questions)
                return filter(None, chain.from_iterable(names))
            case "std", "ref" | "numref":
                return self._standard.labels.keys() | self._standard.anonlabels.keys()
            case "std", "option":
                return [" ".join(filter(None, key)) for key in self._standard.progoptions]
            case "math", _:
                return self._env.domains.math_domain.equations
            case "", _:
                return self._common_names()
        if domain not in self._env.domains:
            return []
        types = self._env.domains[domain].objtypes_for_role(role) or ()
        objects = self._env.domains[domain].get_objects()
        return [name for name, _, object_type, *_ in objects if object_type in types]

    def _names_on_page(self, scope: str, docname: str) -> Iterable[str]:
        if scope == "sections":
            entries = self._env.tocs[docname].findall(nodes.reference)
            ids = (str(entry.get("anchorname", "")).removeprefix("#") for entry in entries)
            return filter(None, ids)
        slugs = myst_slugs(self._env, docname)
        if scope == "myst":
            return [*slugs, *self._common_names()]
        labels = self._standard.anonlabels.items()
        return [*slugs, *(name for name, (page, _id) in labels if page == docname)]

    def _common_names(self) -> list[str]:
        """Return the names of all labels, pages, terms and questions."""
        targets = (("std", "ref"), ("std", "doc"), ("std", "term"), ("faq", "question"))
        return [*chain.from_iterable(self.names(*target) for target in targets)]

    def location(self, meaning: Meaning) -> str:
        """Return the location of a target, as "file:line" or, if the line is unknown, "file"."""
        match meaning:
            case Meaning("term", name) if term := self._project.term(name, meaning.docname):
                return format_source(self._env, term.location)
            case Meaning("faq", name) if question := self._project.question(name, meaning.docname):
                return format_source(self._env, question.location)
            case Meaning("ref", name, docname):
                line = self._line_of_label(name, docname)
                return format_source(self._env, Location(docname, "", line))
        return format_source(self._env, Location(meaning.docname, "", None))

    def _line_of_label(self, label: str, docname: str) -> int | None:
        """Return the line of an explicit label in the file of its page, or None."""
        name = re.escape(label)
        # Matches `.. _install:`, ".. _`to install`:", `(install)=`; not `:ref:`install``.
        target = re.compile(
            rf"^[ \t]*(?:\.\. _`?{name}`?:|\({name}\)=)", re.IGNORECASE | re.MULTILINE
        )
        text = read_text_file(Path(self._env.doc2path(docname)))
        match = target.search(text)
        return line_and_column(line_starts(text), match.end())[0] if match else None


def _fold(text: str) -> str:
    """Return a key that is equal for names, titles and ids that differ only in form.

    >>> _fold("Weighted quorum") == _fold("weighted-quorum")
    True
    """
    return _SEPARATOR.sub("-", fold_question(text))


def _name_of(term: Term, name: str) -> str:
    """Return the name of *term* that matches *name*, or *name* if it is an inflected form."""
    names = (*(label.name for label in term.labels), *term.aliases, *term.hidden_aliases)
    return next((other for other in names if _fold(other) == _fold(name)), name)


def format_source(env: BuildEnvironment, location: Location) -> str:
    """Return a location as "file:line" or, if the line is unknown, "file"."""
    if not location.docname:
        return ""
    file = location.file.partition(":docstring of ")[0] or env.doc2path(location.docname)
    path = Path(relpath(Path(env.srcdir, file), env.srcdir)).as_posix()
    return f"{path}:{location.line}" if location.line else path
