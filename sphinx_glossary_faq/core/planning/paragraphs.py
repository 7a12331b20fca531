"""Collect the paragraph and the headings around a mention, which show its sense."""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_glossary_faq.core.matching.vocabulary import Target
from sphinx_glossary_faq.core.planning.plan import Run
from sphinx_glossary_faq.core.senses.sense_filter import CONTEXT_LENGTH, MARKUP, Candidate
from sphinx_glossary_faq.core.text.headings import Headings


def make_candidate(
    target: Target, runs: Sequence[Run], headings: Headings, number: int, start: int, end: int
) -> Candidate:
    """Return a mention in run *number* with its context for a sense filter."""
    run = runs[number]
    left, right = paragraph_around(runs, number, start, end)
    text, heading = run.text[start:end], headings.text_for(run.section)
    return Candidate(target.term, text, left, right, heading, run.section, target.domain)


def paragraph_around(
    runs: Sequence[Run], number: int, start: int, end: int, length: int = CONTEXT_LENGTH
) -> tuple[str, str]:
    """Return the text before and after a mention in run *number*, without line breaks.

    Adjacent runs in the paragraph are joined with `MARKUP` until the text has *length* characters.
    """
    run = runs[number]
    left, index = run.text[:start], number
    while len(left) < length and index and _is_same_paragraph(runs[index - 1], run):
        index -= 1
        left = f"{runs[index].text}{MARKUP}{left}"
    right, index = run.text[end:], number + 1
    while len(right) < length and index < len(runs) and _is_same_paragraph(runs[index], run):
        right = f"{right}{MARKUP}{runs[index].text}"
        index += 1
    return left[-length:].replace("\n", " "), right.replace("\n", " ")


def _is_same_paragraph(first: Run, second: Run) -> bool:
    """Return whether two runs belong to one paragraph, judging by their line numbers."""
    return (first.line, first.file, first.section) == (second.line, second.file, second.section)
