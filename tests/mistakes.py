"""Define a project with a mistake for each rule, whose report is quoted in the manual."""

from __future__ import annotations

import zlib
from typing import Final

_INVENTORY_HEAD: Final = b"""\
# Sphinx inventory version 2
# Project: Trams
# Version: 1
# The remainder of this file is compressed using zlib.
"""

CONF: Final = """\
exclude_patterns = ["extra"]
html_extra_path = ["extra"]
templates_path = ["_templates"]
html_theme_path = ["../themes"]
html_theme = "worn"
intersphinx_mapping = {"trams": ("https://trams.example", "trams.inv")}
glossary_faq_check = ["broken", "advice"]
glossary_faq_baseline = "baseline.json"
glossary_faq_decisions = "terms.toml"
glossary_faq_report = "report"
"""

INDEX: Final = """\
Bicycles
========

.. toctree::

   repairs
   tires
   words
   questions

.. only:: latex

   .. _printed:

   Printed
   -------

   On paper.
"""

REPAIRS: Final = """\
Repairs
=======

Look up :ref:`tires <tiers>`, then :ref:`the list <printed>`.

The `shop <shop.html>`_ has `sizes <tires.html#sizes>`__,
and here is `its page <tires.rst>`__.

Read :ref:tires first, then :doc:`Tires`.

.. index:: see: wheel; tyre

.. image:: chain.png

A :ref:`tram stop <stop>` is near. Nobody needs a push bike.

.. term-compare:: bicycle; cargo bike
   :relation: disjoint

   * - Wheels
     - Two
     - Two or three

Also read :faq:`Which size?`.
"""

TIRES: Final = """\
.. _tires:

Tires
=====

.. index:: tire

.. faq::

   Which size?
      It stands on the tire.
"""

QUESTIONS: Final = """\
Questions
=========

.. faq::

   Which size?
      Look at the tire.
"""

NOTES: Final = """\
---
orphan: true
---
# Notes

See [the tires][rubber] again.
"""

WORDS: Final = """\
Words
=====

.. glossary::

   bicycle
      A vehicle with two wheels.

      .. term-info::
         :aliases: bike
         :avoid: push bike

   cargo bike
      A bicycle that carries more than its rider.

      .. term-info::
         :broader: bicycle

   freight bike
      A cargo bike, to some.

      .. term-info::
         :aliases: bike

   ride
      What a rider does.

   rider
      A person on a ride.

   tandem
      A bicycle for two.

      .. term-info::
         :broader: bicycel

   trailer
      See below:

      - It has wheels.

   hub
      The middle of a wheel.

      .. term-info::
         :related: hub

   rim
      The edge of a wheel.

   rim
      Its outer part.

   Rim
      A brand of wheels.

   bell
      A device that rings.

      .. term-info::
         :not-in: tower; bell tower

   axle
      To be written.

   spoke
      To be written.

   valve
      To be written.
"""

DECISIONS: Final = """\
# Decisions about automatic links to glossary terms (glossary_faq_decisions).

[[term]]
name = "bel"
link = "never"
"""

BASELINE: Final = """\
{"version": 1,
 "known": [{"rule": "reference", "file": "index.rst", "target": "gears", "count": 1}]}
"""

LAYOUT: Final = """\
{% extends "basic/layout.html" %}
{% block footer %}<a href="imprint.html">Imprint</a>{% endblock %}
"""

PAGE: Final = """\
{% extends "!page.html" %}
{% block body %}{{ super() }}<a href="{{ pathto('shops') }}">Shops</a>{% endblock %}
"""

FILES: Final[dict[str, str | bytes]] = {
    "conf.py": CONF,
    "index.rst": INDEX,
    "repairs.rst": REPAIRS,
    "tires.rst": TIRES,
    "questions.rst": QUESTIONS,
    "notes.md": NOTES,
    "words.rst": WORDS,
    "baseline.json": BASELINE,
    "terms.toml": DECISIONS,
    "trams.inv": _INVENTORY_HEAD + zlib.compress(b"stop std:label 1 lines.html#$ A stop\n"),
    "extra/sale.html": '<p><a href="old.html">Last year</a></p>\n',
    "_templates/page.html": PAGE,
    "../themes/worn/theme.toml": '[theme]\ninherit = "basic"\n',
    "../themes/worn/layout.html": LAYOUT,
}
"""The files by path in the source folder. One needs MyST-Parser, another one intersphinx."""
