"""Warn about misspelt directives, and about `seealso` instead of `see-also`.

docutils and MyST-Parser report unknown directives and unknown options of Sphinx's `seealso`, but do
not suggest a fix.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from docutils import nodes
from docutils.utils import Reporter
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from sphinx_glossary_faq.compat import is_myst
from sphinx_glossary_faq.core.text.fuzzy import NameSuggester
from sphinx_glossary_faq.diagnostics import Subtype, warn
from sphinx_glossary_faq.directives.see_also import SeeAlso

_SUBTYPES: Final[Mapping[str, Subtype]] = {
    "article-header": Subtype.ARTICLE_HEADER,
    "faq": Subtype.FAQ,
    "faq-item": Subtype.FAQ,
    "see-also": Subtype.SEE_ALSO,
    "term-compare": Subtype.TERM_COMPARE,
    "term-info": Subtype.TERM_INFO,
    "term-list": Subtype.TERM_LIST,
}
"""The directives of this extension, with the subtypes of warnings about them."""

# Matches `Unknown directive type "faqs".` and "Unknown directive type: 'faqs' [myst.…]".
_UNKNOWN: Final = re.compile(r"Unknown directive type:? [\"'](?P<name>[^\"']+)[\"']")

# Matches 'Error in "seealso" directive:\nunknown option: "details".' and "'seealso': Unknown option
# keys: ['details', 'x'] (allowed: …"; not the options of other directives.
_OPTIONS: Final = re.compile(
    r"(?:Error in \"seealso\" directive:\s+unknown option:|'seealso': Unknown option keys?:)"
    r" (?P<names>[^(]+)"
)
# Matches the `details` of `"details"` and of "['details', 'x']".
_NAME: Final = re.compile(r"[\"']([^\"']+)[\"']")


class MisspeltDirectives(SphinxTransform):
    """Adds warnings with suggestions to messages about unknown directives and options."""

    default_priority = 700  # before quotes in messages are changed (750)

    def apply(self, **kwargs: object) -> None:
        max_level = self.document.reporter.max_level  # not raised by MyST-Parser
        if max_level < Reporter.WARNING_LEVEL and not is_myst(self.document):
            return  # no message to look for
        for message in self.document.findall(nodes.system_message):
            text = message.astext()
            location = f"{message.get('source') or ''}:{message.get('line') or ''}"
            if match := _UNKNOWN.search(text):
                suggester = NameSuggester((*_SUBTYPES, "seealso"))
                name = suggester.nearest(match["name"].replace("_", "-"))
                if name in _SUBTYPES:
                    problem = f"{match['name']}: this directive does not exist. Use “{name}”."
                    warn(_SUBTYPES[name], problem, location)
            elif match := _OPTIONS.search(text):
                for option in _NAME.findall(match["names"]):
                    if option in SeeAlso.option_spec:
                        problem = (
                            f"seealso: the option :{option}: exists only for “see-also”. Use that "
                            "directive instead."
                        )
                        warn(Subtype.SEE_ALSO, problem, location)


def register(app: Sphinx) -> None:
    app.add_transform(MisspeltDirectives)
