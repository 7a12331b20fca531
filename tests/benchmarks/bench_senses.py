"""Count what each rule of the sense filter catches and loses on labelled projects.

LABELS is a JSON file: by project, a list of mentions with `term` (its name, or page and anchor),
`docname`, `line`, `text` (null for any text) and `verdict` (right, border or wrong). PROJECTS is a
folder with the folders `src` and `conf` for each project. Every labelled mention is examined,
whether or not the project links it; mentions that are not found count as linked.

    python -m tests.benchmarks.bench_senses LABELS PROJECTS [--everyday-words ask]
"""

from __future__ import annotations

import argparse
import io
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinx_glossary_faq.autolink.page_plans import PagePlans
from sphinx_glossary_faq.core.model.records import Term
from sphinx_glossary_faq.core.senses.rule_filter import EverydayWords, PageRuleFilter, RuleFilter
from sphinx_glossary_faq.core.senses.sense_filter import Candidate
from sphinx_glossary_faq.domain import domain_of
from tests.benchmarks.measuring import print_table
from tests.benchmarks.plain_build import PlainSphinx

VERDICTS = ("right", "border", "wrong")


class Decision(NamedTuple):
    """What the filter says about a mention."""

    term: Term
    surface: str
    line: int
    rule: str
    """The rule against the mention, or another reason why it is not linked, or ""."""


class RecordingFilter:
    """Records the rule against each mention on a page, and accepts it."""

    fingerprint = "recording"

    def __init__(self, sense_filter: RuleFilter) -> None:
        self._filter = sense_filter
        self._page: PageRuleFilter | None = None
        self.decisions: list[tuple[Candidate, str]] = []

    def for_page(self, docname: str, /) -> RecordingFilter:
        self._page = self._filter.for_page(docname)
        self.decisions = []
        return self

    def rule_against(self, candidate: Candidate, /) -> str:
        assert self._page is not None
        self.decisions.append((candidate, self._page.rule_against(candidate)))
        return ""


class LabelledProject:
    """A project whose pages have been read."""

    def __init__(
        self, folder: Path, out: Path, everyday_words: EverydayWords, decisions: Path | None
    ) -> None:
        folders = folder / "src", folder / "conf", out, out / ".doctrees"
        options: dict[str, Any] = {"glossary_faq_autolink": "all", "glossary_faq_check": []}
        if decisions:
            options["glossary_faq_decisions"] = str(decisions.resolve())
        with patch_docutils(folder / "conf"), docutils_namespace():
            app = PlainSphinx(True, *folders, "dummy", options, status=None, warning=io.StringIO())
            app.build()
        self._env, self._domain = app.env, domain_of(app.env)
        terms = self._domain.project.vocabulary.terms
        self._recorder = RecordingFilter(RuleFilter(terms, everyday_words=everyday_words))
        vars(self._domain.project)["sense_filter"] = self._recorder

    def decisions(self, docname: str) -> list[Decision]:
        """Return what the filter says about the mentions on a page, in text order."""
        plan = PagePlans(self._env, self._domain).get(docname)
        if plan is None:
            return []
        lines = {number: line for number, (_file, line) in plan.run_locations.items()}
        pairs = zip(self._recorder.decisions, plan.mentions, strict=True)
        accepted = [
            Decision(candidate.term, candidate.surface, lines[mention.run], rule)
            for (candidate, rule), mention in pairs
        ]
        return accepted + [
            Decision(mention.target.term, mention.text, lines[mention.run], mention.reason)
            for mention in plan.skipped
        ]


def decisions_about(
    project: LabelledProject, labels: Iterable[Mapping[str, Any]]
) -> Iterator[tuple[str, str]]:
    """Yield the verdict on each labelled mention and the rule against it."""
    pages: dict[str, list[Decision]] = {}
    for label in labels:
        docname = label["docname"]
        if docname not in pages:
            pages[docname] = project.decisions(docname)
        rules = (decision.rule for decision in pages[docname] if _is_labelled(decision, label))
        yield label["verdict"], next(rules, "")


def _is_labelled(decision: Decision, label: Mapping[str, Any]) -> bool:
    surface = " ".join(decision.surface.replace("\0", "").split())
    return (
        decision.line == label["line"]
        and label["text"] in (None, surface)
        and label["term"] in _references_to(decision.term)
    )


def _references_to(term: Term) -> Iterator[str]:
    for label in term.labels:
        yield from (label.name, f"{term.docname}#{label.id}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("labels", type=Path)
    parser.add_argument("projects", type=Path)
    parser.add_argument("--everyday-words", choices=("link", "ask"), default="link")
    parser.add_argument("--decisions", type=Path, help="a folder with decisions, as PROJECT.toml")
    options = parser.parse_args()
    rules: dict[str, Counter[str]] = defaultdict(Counter)
    linked: dict[str, Counter[str]] = defaultdict(Counter)
    total: dict[str, Counter[str]] = defaultdict(Counter)
    for name, labels in json.loads(options.labels.read_text("utf-8")).items():
        with tempfile.TemporaryDirectory() as out:
            decisions = options.decisions and options.decisions / f"{name}.toml"
            project = LabelledProject(
                options.projects / name,
                Path(out),
                options.everyday_words,
                decisions if decisions and decisions.exists() else None,
            )
            for verdict, rule in decisions_about(project, labels):
                for project_name in (name, "all"):
                    total[project_name][verdict] += 1
                    linked[project_name][verdict] += not rule
                if rule:
                    rules[rule][verdict] += 1
    print_table(
        ["rule", *VERDICTS],
        [[rule, *(str(counts[verdict]) for verdict in VERDICTS)] for rule, counts in rules.items()],
    )
    print_table(
        ["project", "wrong links, %", "right links kept, %"],
        [
            [
                name,
                f"{100 * counts['wrong'] / max(1, counts.total()):.1f}",
                f"{100 * counts['right'] / max(1, total[name]['right']):.1f}",
            ]
            for name, counts in linked.items()
        ],
    )


if __name__ == "__main__":
    main()
