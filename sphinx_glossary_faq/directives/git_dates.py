"""Take the dates of pages without one from the extension `sphinx_last_updated_by_git`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_glossary_faq.core.model.records import Article
from sphinx_glossary_faq.domain import domain_of


def add_git_dates(app: Sphinx, env: BuildEnvironment) -> None:
    """Record when git last updated the pages whose authors give no date.

    A page that is not read again keeps its record, as it keeps its date in that extension.
    """
    dates: Mapping[str, object] = getattr(env, "git_last_updated", None) or {}
    if not dates or "sphinx_last_updated_by_git" not in app.extensions:
        return
    domain = domain_of(env)
    for docname, article in domain.project.articles.items():
        if not article.updated and (updated := _local_date(app, dates.get(docname))):
            domain.replace_records(docname, Article, replace(article, updated=updated))


def _local_date(app: Sphinx, entry: object) -> str:
    """Return the ISO date of an entry, a pair of a timestamp (or None) and a flag, or ""."""
    match entry:
        case (bytes() | str() | int() as timestamp, _):
            zone = app.config["git_last_updated_timezone"]
            return datetime.fromtimestamp(int(timestamp), UTC).astimezone(zone).date().isoformat()
    return ""


def register(app: Sphinx) -> None:
    # Run after that extension (500), before autolink determines which pages have changed (600).
    app.connect("env-updated", add_git_dates, priority=540)
