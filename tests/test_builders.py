"""One project with every construct, written by every builder: no warning, nothing lost."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from tests.building import Build, Built

ANSWERS = ("answer-plain", "answer-headed", "answer-open", "answer-closed", "answer-section")
CELLS = ("cell-one", "cell-two", "cell-three", "cell-four")
GENERATED = ("Every video call is a call", "June 12, 2026")
ELSE = ("question-plain", "kicker-word", "deck-word", "entry-word", "definition-word", "seen call")

RST = """\
Every construct
===============

.. article-header::
   :kicker: kicker-word
   :updated: 2026-06-12

   The deck-word & <more>.

.. toctree::

   other

.. faq:: A title

   The question-plain : with ``code`` & "quotes"?
      The answer-plain.

      .. code-block:: python

         x = "code"

.. faq::
   :collapsible: open

   Open?
      The answer-open.

.. faq::
   :collapsible: closed

   Closed :ref:`place`?
      The answer-closed.

.. _place:

Place
-----

.. term-compare:: call; video call
   :caption: A caption
   :name: compared
   :definitions:

   * - Aspect
     - cell-one
     - cell-two
   * - Code
     - .. code-block:: python

          y = "cell-three"
     - - cell-four
       - more

.. see-also:: Read *on*
   :details: deck updated reading-time

   other
   Titled entry-word <other>
   ref:place
   term:video call
   faq:open
   https://www.example.org/
   mailto:someone@example.org

:faq:`closed-place` :any:`open` :ref:`compared` :term:`calls`

.. glossary::

   call
      A definition-word.

   video call
      A call that is seen.

      .. term-info::
         :aliases: seen call
         :avoid: picture call
         :abbreviation: VC
         :broader: call

Sections
--------

.. faq::
   :sections:

   Section?
      The answer-section.
"""

MD = """\
---
deck: The other deck.
updated: 2026-01-02
---
# Other

:::{article-header}
:::

:::{faq}

## Headed?

The answer-headed.

### Deeper

A call.
:::
"""

WRITTEN = {
    "html": "*.html",
    "dirhtml": "**/*.html",
    "singlehtml": "*.html",
    "epub": "*.xhtml",
    "latex": "*.tex",
    "text": "*.txt",
    "man": "*.1",
    "texinfo": "*.texi",
    "gettext": "*.pot",
    "xml": "*.xml",
    "pseudoxml": "*.pseudoxml",
}
"""What each builder writes its text into."""

SETTINGS = {
    "linkcheck_ignore": [r"https?://.*"],  # no test goes to the network
    "man_pages": [("index", "guide", "Guide", "", 1)],
    "texinfo_documents": [("index", "guide", "Guide", "", "guide", "A guide", "Guides")],
    "nitpicky": True,
    "copyright": "nobody",  # epub asks for these two
    "version": "1",
}


def shown(built: Built, pattern: str) -> str:
    """All the text that a builder wrote, without its ways of escaping and breaking lines."""
    written = "\n".join(path.read_text("utf-8") for path in sorted(built.outdir.glob(pattern)))
    for markup, text in (
        (r"\PYGZhy{}", "-"),
        (r"\sphinxhyphen{}", "-"),
        (r"\-", "-"),
        ("@w{}", ""),
        ("{-}", "-"),
    ):
        written = written.replace(markup, text)
    written = html.unescape(re.sub(r"<[^>]*>", "", written))
    return re.sub(r"\s+", " ", written)


@pytest.mark.myst
@pytest.mark.parametrize("builder", [*WRITTEN, "linkcheck"])
def test_every_builder_writes_everything(build: Build, builder: str) -> None:
    files = {"index.rst": RST, "other.md": MD}
    built = build(files, builder, confoverrides=SETTINGS, fail_on_warning=True)
    assert (built.warnings, built.exit_code) == ("", 0)
    if builder in WRITTEN:
        words = shown(built, WRITTEN[builder])
        assert lost(words, builder) == []
        assert [word for word in GENERATED if word in words] == (
            [] if builder == "gettext" else list(GENERATED)
        )
        assert "article_meta" not in words  # the name of a placeholder


def lost(words: str, builder: str) -> list[str]:
    """What an author wrote and *words* do not hold; messages of gettext are prose, not code."""
    return [
        word
        for word in (*ANSWERS, *CELLS, *ELSE)
        if word not in words and (builder, word) != ("gettext", "cell-three")
    ]


@pytest.mark.myst
def test_latex_links_lead_to_labels_that_exist(build: Build) -> None:
    built = build({"index.rst": RST, "other.md": MD}, "latex", confoverrides=SETTINGS)
    tex = next(Path(built.outdir).glob("*.tex")).read_text("utf-8")
    labels = set(re.findall(r"\\label\{\\detokenize\{([^}]*)\}\}", tex))
    links = set(re.findall(r"\\hyperref\[\\detokenize\{([^}]*)\}\]", tex))
    assert links
    assert links <= labels
    assert {"index:open", "index:closed-place", "index:term-video-call"} <= labels


@pytest.mark.myst
def test_texinfo_links_lead_to_anchors_that_exist(build: Build) -> None:
    built = build({"index.rst": RST, "other.md": MD}, "texinfo", confoverrides=SETTINGS)
    texi = next(Path(built.outdir).glob("*.texi")).read_text("utf-8")
    anchors = set(re.findall(r"@anchor\{([^}]*)\}", texi))
    links = set(re.findall(r"@ref\{([^},]*),", texi))
    assert links
    assert links <= anchors


@pytest.mark.myst
def test_no_id_is_written_twice(build: Build) -> None:
    files = {"index.rst": RST, "other.md": MD}
    for builder in ("html", "singlehtml"):
        ids = re.findall(r'\sid="([^"]*)"', build(files, builder).text("index.html"))
        assert sorted(ids) == sorted(set(ids))
