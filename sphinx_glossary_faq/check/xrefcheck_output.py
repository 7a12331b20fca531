"""Write the files of the builder `xrefcheck` about links: `links.json` and `review.html`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sphinx.builders import Builder
from sphinx.util import logging

from sphinx_glossary_faq.check import hand_made, mention_report
from sphinx_glossary_faq.check.review import review_data, review_page, reviewed_terms
from sphinx_glossary_faq.core.cache_file import format_json
from sphinx_glossary_faq.core.planning.plan import Recovery
from sphinx_glossary_faq.core.senses.language_data import load_language
from sphinx_glossary_faq.core.text.lines import single_line
from sphinx_glossary_faq.core.text.plural import pluralize
from sphinx_glossary_faq.diagnostics import write_or_warn
from sphinx_glossary_faq.domain import domain_of

logger = logging.getLogger(__name__)

MAX_SHOWN_TERMS = 5
"""The maximum number of terms that are listed in the output of the build."""


def write(builder: Builder) -> list[str]:
    """Write the files and log the most mentioned terms; return the last lines of the output."""
    domain = domain_of(builder.env)
    usages = mention_report.rank_usage(domain)
    recoveries = hand_made.measure(domain)
    recovered = hand_made.as_json(recoveries)
    document = mention_report.build_document(domain, usages) | {"hand_made": recovered}
    write_or_warn(Path(builder.outdir) / mention_report.FILE_NAME, format_json(document))
    last_lines = list(_write_review(builder, recoveries))
    most_used = ", ".join(map(_describe_usage, usages[:MAX_SHOWN_TERMS]))
    if most_used:
        # Not a name first: it could begin a workflow command.
        logger.info("used most: %s", most_used)
    return last_lines


def _write_review(builder: Builder, recoveries: Sequence[Recovery]) -> Iterator[str]:
    """Write the page for reviewing links, and yield the last lines of the output."""
    rank = load_language(builder.config.language or "en").rank
    domain = domain_of(builder.env)
    terms = reviewed_terms.review_terms(domain, rank)
    data = review_data.build_data(domain, terms, rank, recoveries)
    path = Path(builder.outdir) / review_page.FILE_NAME
    if not write_or_warn(path, review_page.render(data)) or not terms:
        return
    if recoveries:
        yield hand_made.summarize(recoveries)
    undecided = reviewed_terms.count_undecided(terms)
    verb = "is" if undecided == 1 else "are"
    words = pluralize(undecided, "everyday word")
    yield f"{review_page.FILE_NAME}: {words} {verb} not decided."


def _describe_usage(usage: mention_report.TermUsage) -> str:
    """Return the name of a term and the numbers of its mentions and links."""
    mentions, pages = pluralize(usage.mentions, "mention"), pluralize(usage.pages, "page")
    return f"“{single_line(usage.term.name)}” ({mentions} on {pages}, {usage.links} linked)"
