"""Test that every builder writes a project with every construct completely."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from tests.building import Build, Built

WRITTEN_WORDS = (
    *("answer-plain", "answer-headed", "answer-open", "answer-closed", "answer-section"),
    *("cell-one", "cell-two", "cell-three", "cell-four"),
    *("question-plain", "kicker-word", "deck-word", "entry-word", "definition-word", "seen call"),
)
GENERATED_TEXTS = ("Every video call is a call", "June 12, 2026")

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
   :figure:
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

OUTPUT_FILES = {
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
"""The pattern of the text files of each builder."""

OPTIONS = {
    "linkcheck_ignore": [r"https?://.*"],  # tests do not use the network
    "man_pages": [("index", "guide", "Guide", "", 1)],
    "texinfo_documents": [("index", "guide", "Guide", "", "guide", "A guide", "Guides")],
    "nitpicky": True,
    "copyright": "nobody",  # epub requires these two
    "version": "1",
}


def written_text(built: Built, pattern: str) -> str:
    """Return the text that a builder wrote, without markup, escapes and line breaks."""
    text = "\n".join(path.read_text("utf-8") for path in sorted(built.outdir.glob(pattern)))
    for escaped, plain in (
        (r"\PYGZhy{}", "-"),
        (r"\sphinxhyphen{}", "-"),
        (r"\-", "-"),
        ("@w{}", ""),
        ("{-}", "-"),
    ):
        text = text.replace(escaped, plain)
    text = html.unescape(re.sub(r"<[^>]*>", "", text))
    return re.sub(r"\s+", " ", text)


@pytest.mark.myst
@pytest.mark.parametrize("builder", [*OUTPUT_FILES, "linkcheck"])
def test_every_builder_writes_everything(build: Build, builder: str) -> None:
    files = {"index.rst": RST, "other.md": MD}
    built = build(files, builder, confoverrides=OPTIONS, fail_on_warning=True)
    assert (built.warnings, built.exit_code) == ("", 0)
    if builder in OUTPUT_FILES:
        text = written_text(built, OUTPUT_FILES[builder])
        assert missing_words(text, builder) == []
        assert [generated for generated in GENERATED_TEXTS if generated in text] == (
            [] if builder == "gettext" else list(GENERATED_TEXTS)
        )
        assert "article_meta" not in text  # the name of a placeholder


def missing_words(text: str, builder: str) -> list[str]:
    """Return the words of the source that *text* lacks; gettext does not write code."""
    return [
        word
        for word in WRITTEN_WORDS
        if word not in text and (builder, word) != ("gettext", "cell-three")
    ]


@pytest.mark.myst
def test_latex_links_have_labels(build: Build) -> None:
    built = build({"index.rst": RST, "other.md": MD}, "latex", confoverrides=OPTIONS)
    tex = next(Path(built.outdir).glob("*.tex")).read_text("utf-8")
    labels = set(re.findall(r"\\label\{\\detokenize\{([^}]*)\}\}", tex))
    links = set(re.findall(r"\\hyperref\[\\detokenize\{([^}]*)\}\]", tex))
    assert links
    assert links <= labels
    assert {"index:open", "index:closed-place", "index:term-video-call"} <= labels


@pytest.mark.myst
def test_texinfo_links_have_anchors(build: Build) -> None:
    built = build({"index.rst": RST, "other.md": MD}, "texinfo", confoverrides=OPTIONS)
    texi = next(Path(built.outdir).glob("*.texi")).read_text("utf-8")
    anchors = set(re.findall(r"@anchor\{([^}]*)\}", texi))
    links = set(re.findall(r"@ref\{([^},]*),", texi))
    assert links
    assert links <= anchors


@pytest.mark.myst
def test_ids_are_unique(build: Build) -> None:
    files = {"index.rst": RST, "other.md": MD}
    for builder in ("html", "singlehtml"):
        ids = re.findall(r'\sid="([^"]*)"', build(files, builder).text("index.html"))
        assert sorted(ids) == sorted(set(ids))
