"""Sort glossaries in the language of the project, instead of by code points as Sphinx does.

PyICU is used if it is installed, since it has the rules of all languages.
"""

from __future__ import annotations

import importlib
from functools import cache
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from sphinx_glossary_faq.compat import defines_terms
from sphinx_glossary_faq.core.text.collation import SortKey, collation_key
from sphinx_glossary_faq.nodes import classifier_of


@cache
def sort_key(language: str) -> SortKey:
    """Return a function with the sort key of a name in *language*."""
    try:
        icu: Any = importlib.import_module("icu")
    except ImportError:
        return collation_key(language)
    collator = icu.Collator.createInstance(icu.Locale(language.replace("-", "_")))
    key: SortKey = collator.getSortKey
    return key


def sort_name(item: nodes.Node) -> str:
    """Return the text by which a glossary entry is sorted: its classifier or its first name."""
    term = next(iter(item.findall(nodes.term)), None)
    return "" if term is None else classifier_of(term) or term.astext()


class GlossarySortTransform(SphinxTransform):
    """Sorts the entries of each glossary that has the option `:sorted:`.

    This transform runs after Sphinx has sorted them (500), which it does after their translation.
    """

    default_priority = 501

    def apply(self, **kwargs: object) -> None:
        if not defines_terms(self.env, self.env.docname):
            return
        key = sort_key(self.config.language)
        for glossary in self.document.findall(addnodes.glossary):
            if glossary.get("sorted"):
                for entries in glossary.findall(nodes.definition_list):
                    if "glossary" in entries["classes"]:
                        entries[:] = sorted(entries, key=lambda item: key(sort_name(item)))


def register(app: Sphinx) -> None:
    app.add_transform(GlossarySortTransform)
