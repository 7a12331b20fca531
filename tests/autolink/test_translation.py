"""Test automatic links to translated terms and aliases."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.autolink.sites import Site
from tests.building import write_files

PAGES = tuple(f"page{number}" for number in range(6))
"""As many pages as Sphinx reads in parallel."""

FILES = {
    "index.rst": "Home\n====\n\nThe interview and a call.\n",
    "glossary.rst": """\
Glossary
========

.. glossary::

   interview
      A talk.

      .. term-info::
         :aliases: job talk
""",
    **{f"{name}.rst": "Page\n====\n\nA job talk.\n" for name in PAGES},
}

GERMAN = {
    "index": {"The interview and a call.": "Nach dem Anruf das Gespräch."},
    "glossary": {"interview": "Gespräch", "A talk.": "Eine Rede.", "job talk": "Unterredung"},
    **{name: {"A job talk.": "Nach der Unterredung."} for name in PAGES},
}

OPTIONS = {"language": "de", "locale_dirs": ["locale"], "html_search_language": "en"}


def catalog(messages: dict[str, str]) -> str:
    """Return a `.po` file."""
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    return head + "".join(
        f'\nmsgid "{message}"\nmsgstr "{translation}"\n'
        for message, translation in messages.items()
    )


@pytest.mark.parametrize("parallel", [1, 2])
def test_translated_names_are_linked(tmp_path: Path, parallel: int) -> None:
    """The term on one page and its alias on the others lead to the id of the original term."""
    site = Site(tmp_path)
    site.write(FILES)
    write_files(
        site.source,
        {
            f"locale/de/LC_MESSAGES/{name}.po": catalog(messages)
            for name, messages in GERMAN.items()
        },
    )
    report = site.build(options=OPTIONS, parallel=parallel)
    assert report.warnings == ""
    page_links = {
        name: re.findall(
            r'<p>(.*?)<a class="autolinked-term[^>]*href="([^"]*)">(.*?)</a>',
            site.files("html")[f"{name}.html"].decode(),
        )
        for name in ("index", *PAGES)
    }
    target = "glossary.html#term-interview"
    assert page_links == {
        "index": [("Nach dem Anruf das ", target, "Gespräch")],
        **{name: [("Nach der ", target, "Unterredung")] for name in PAGES},
    }
