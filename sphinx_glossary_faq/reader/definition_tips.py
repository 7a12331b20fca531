"""Create the tips of a build, each once, and identify them for incremental builds.

A tip is resolved as part of the page that defines its term, so that its references have the same
targets as there.  Its links are then changed for the page that shows it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import new_document

from sphinx_glossary_faq.builders import relative_address, writes_pages
from sphinx_glossary_faq.compat import captured_warnings, run_post_transforms
from sphinx_glossary_faq.conditions import is_active
from sphinx_glossary_faq.config import PREFIX
from sphinx_glossary_faq.core.cache_file import digest
from sphinx_glossary_faq.core.model.records import Condition
from sphinx_glossary_faq.core.model.relations import TermKey
from sphinx_glossary_faq.definition_blocks import definitions_by_id
from sphinx_glossary_faq.domain import domain_of
from sphinx_glossary_faq.reader.remote_definitions import load_definitions
from sphinx_glossary_faq.reader.tip_content import make_content, shorten


class DefinitionTips:
    """The tips of a build, which are created on demand."""

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        self._domain = domain_of(app.env)
        self._is_enabled = bool(app.config[PREFIX + "tips"])
        self._settings = (app.config[PREFIX + "tips_on_touch"],)
        self._linked: dict[str, tuple[TermKey, ...]] = {}
        self._contents: dict[TermKey, nodes.container] = {}
        self._input_digests: dict[TermKey, str] = {}
        self._digests: dict[TermKey, str] = {}
        self._definitions: dict[str, dict[str, list[nodes.Node]]] = {}
        self._remote_definitions = load_definitions(app)

    def record_links(self, docname: str, terms: Iterable[TermKey]) -> None:
        """Record the terms that a page has links to."""
        self._linked[docname] = tuple(sorted(set(terms)))

    def linked_terms(self, docname: str, /) -> Sequence[TermKey]:
        return self._linked.get(docname, ())

    # -- digests

    def input_digest(self, terms: Sequence[TermKey], /) -> str:
        if not self._is_enabled or not terms:
            return ""
        return digest(self._settings, *map(self._input_digest_of, terms))

    def _input_digest_of(self, key: TermKey) -> str:
        if key not in self._input_digests:
            self._input_digests[key] = digest(self._input_of(key))
        return self._input_digests[key]

    def _input_of(self, key: TermKey) -> object:
        docname, id = key
        if not docname:
            return self._remote_definitions.get(id)
        target = self._domain.project.term_at(id, docname)
        if target is None or not self._domain.project.is_visible(target.term):
            return None
        term = target.term
        # The shown text changes with the conditions of its parts.
        definition = term.definition_digest, term.definition
        if not term.has_references:
            return definition
        return definition, self._domain.target_digests.get(docname, ""), self._anchors_digest

    @cached_property
    def _anchors_digest(self) -> str:
        """A digest of the texts of references, and of their targets if these are not resolved."""
        env = self._app.env
        standard = env.domains.standard_domain
        tables = standard.labels, standard.anonlabels, standard.objects
        titles = sorted((docname, title.astext()) for docname, title in env.titles.items())
        return digest(*(sorted(table.items()) for table in tables), titles)

    def digest(self, terms: Sequence[TermKey], /) -> str:
        if not self._is_enabled:
            return ""
        self._load(terms)
        digests = [self._digest_of(key) for key in terms if key in self._contents]
        return digest(self._settings, *digests) if digests else ""

    def _digest_of(self, key: TermKey) -> str:
        if key not in self._digests:
            self._digests[key] = digest(key, self._contents[key].pformat())
        return self._digests[key]

    # -- contents

    def contents_on(
        self, docname: str, terms: Iterable[TermKey]
    ) -> dict[TermKey, list[nodes.Node]]:
        """Return the tips of those *terms* that have a definition, as page *docname* shows them."""
        terms = list(terms)
        self._load(terms)
        return {
            key: self._moved(self._contents[key], key[0], docname)
            for key in terms
            if key in self._contents
        }

    def _load(self, terms: Iterable[TermKey]) -> None:
        """Create the tips of *terms*."""
        ids: dict[str, list[str]] = defaultdict(list)
        for docname, id in terms:
            if (docname, id) in self._contents:
                continue
            if docname:
                ids[docname].append(id)
            elif text := self._remote_definitions.get(id):
                content = nodes.container("", nodes.paragraph("", text))
                shorten(content)
                self._contents[docname, id] = content
        for docname, page_ids in ids.items():
            self._load_page(docname, page_ids)

    def _load_page(self, docname: str, ids: Iterable[str]) -> None:
        """Create the tips of terms on one page, whose references are resolved together."""
        document = new_document("")
        created: dict[TermKey, nodes.container] = {}
        for id in ids:
            target = self._domain.project.term_at(id, docname)
            if target is None or not self._domain.project.is_visible(target.term):
                continue
            definition = self._definitions_of(docname).get(id, [])
            if content := make_content(definition, self._is_active):
                created[docname, id] = container = nodes.container("", content)
                document += container
        if created:
            with captured_warnings():  # the page of the definition repeats them
                run_post_transforms(self._app, document, docname=docname)
        for container in created.values():
            shorten(container)
        self._contents |= created

    def _is_active(self, condition: Condition) -> bool:
        return is_active(condition, self._app.builder)

    def _definitions_of(self, docname: str) -> dict[str, list[nodes.Node]]:
        if docname not in self._definitions:
            self._definitions[docname] = {}
            if docname in self._app.env.all_docs:
                document = self._app.env.get_doctree(docname)
                self._definitions[docname] = definitions_by_id(document)
        return self._definitions[docname]

    def _moved(self, content: nodes.container, origin: str, docname: str) -> list[nodes.Node]:
        """Return a copy of *content* from page *origin* for page *docname*."""
        copied: nodes.container = content.deepcopy()
        is_elsewhere = origin and origin != docname and writes_pages(self._app.builder)
        for link in copied.findall(nodes.reference) if is_elsewhere else ():
            address = f"#{link['refid']}" if "refid" in link else link.get("refuri", "")
            link.attributes.pop("refid", None)
            link["refuri"] = relative_address(self._app.builder, docname, origin, address)
        return copied.children
