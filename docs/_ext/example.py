"""The directive ``example``: the result of an example, and its source in both syntaxes.

An example is a folder ``docs/examples/NAME`` with files in reStructuredText and in MyST:

.. code-block:: rst

   .. example:: NAME
      :pages: index glossary

The directive shows the result of these pages (by default of all) as HTML, and below it the sources
in tabs. With ``:source-only:`` or ``:result-only:`` it shows one of them. All tabs of the site show
the same syntax.
``tests/test_examples.py`` builds the same files in both syntaxes, and compares the results.

``example_results.py`` builds the examples, in one process for all. Its file of results has a digest
of the examples and the package: it is made again only if one of them changes, and then the pages
with examples are read again.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata, OptionSpec

import sphinx_glossary_faq

EXAMPLES = Path(__file__).parents[1] / "examples"

SCRIPT = Path(__file__).with_name("example_results.py")

SYNTAXES = {"rst": ("reStructuredText", "rst"), "md": ("MyST", "markdown")}
"""The label of the tab and the language of the code, by the suffix of the files."""

RESULTS: dict[str, dict[str, dict[str, Any]]] = {}
"""The content and the scripts of the pages of each example, from `build_examples`."""


def build_examples(app: Sphinx) -> None:
    """Fill `RESULTS`, from the file of the last build if nothing has changed."""
    path = results_file(app)
    stamp = path.with_suffix(".digest")
    digest = digest_of_sources()
    if not (path.exists() and stamp.exists() and stamp.read_text() == digest):
        folder = path.with_name("examples")
        script = [sys.executable, *map(str, (SCRIPT, EXAMPLES, folder, path))]
        run = subprocess.run(script, check=False, capture_output=True, text=True)
        if run.returncode:
            message = f"The examples of the manual cannot be built:\n{run.stderr}"
            raise ExtensionError(message)
        stamp.write_text(digest)
    RESULTS.update(json.loads(path.read_text("utf-8")))


def results_file(app: Sphinx) -> Path:
    """Return the path of the file of results."""
    return Path(app.doctreedir) / "examples.json"


def digest_of_sources() -> str:
    """Return a digest of the examples, the package and this extension."""
    folders = (EXAMPLES, Path(sphinx_glossary_faq.__file__).parent, Path(__file__).parent)
    paths = sorted(path for folder in folders for path in folder.rglob("*.*") if path.is_file())
    digest = hashlib.sha256()
    for path in paths:
        if path.suffix in (".py", ".rst", ".md", ".css", ".js", ".json"):
            digest.update(path.read_bytes())
    return digest.hexdigest()


class Example(SphinxDirective):
    """Show the result of an example, then its source in both syntaxes."""

    required_arguments = 1
    option_spec: ClassVar[OptionSpec] = {
        "pages": directives.unchanged_required,
        "result-only": directives.flag,
        "source-only": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        if name not in RESULTS:
            raise self.error(f"example: {name} is not a folder of docs/examples.")
        pages = self.options.get("pages", " ".join(self._own_pages(name))).split()
        result = [] if "source-only" in self.options else list(self._result(name, pages))
        if "result-only" in self.options:
            return result
        text = "\n".join(self._tabs(name, pages))
        return [*result, *self.parse_text_to_nodes(text)]

    def _own_pages(self, name: str) -> list[str]:
        """The pages of the folder of the example, ``index`` first."""
        pages = (path.stem for path in (EXAMPLES / name).glob("*.rst"))
        return sorted(pages, key=lambda page: (page != "index", page))

    def _result(self, name: str, pages: list[str]) -> Iterator[nodes.Node]:
        self.env.note_dependency(str(results_file(self.env.app)))
        result = nodes.container(classes=["example-result"])
        for page in pages:
            if len(pages) > 1:
                result += nodes.paragraph("", f"{page}.html", classes=["example-page"])
            start = f'<div class="example-content" id="{name}-{page}">\n'
            content = RESULTS[name][page]
            html = f"{start}{content['html']}\n</div>"
            attributes = {name: content[name] for name in ("scripts", "templates")}
            result += nodes.raw("", html, format="html", **attributes)
        yield result

    def _tabs(self, name: str, pages: list[str]) -> Iterator[str]:
        """Markup of the sources, in the syntax of the page with the directive."""
        is_myst = Path(self.env.doc2path(self.env.docname)).suffix == ".md"
        write = myst_directive if is_myst else rst_directive
        tabs: list[str] = []
        for suffix, (label, language) in SYNTAXES.items():
            blocks: list[str] = []
            for page in pages:
                path = EXAMPLES / name / f"{page}.{suffix}"
                self.env.note_dependency(str(path))
                options = {"caption": path.name} if len(pages) > 1 else {}
                code = path.read_text("utf-8").splitlines()
                blocks += write("code-block", language, options, code, 1)
            tabs += write("tab-item", label, {"sync": suffix}, blocks, 2)
        yield from write("tab-set", "", {"sync-group": "syntax"}, tabs, 3)


def rst_directive(
    name: str, argument: str, options: Mapping[str, str], content: list[str], _level: int
) -> list[str]:
    """Return the lines of a directive in reStructuredText."""
    fields = [f":{key}: {value}" for key, value in options.items()]
    body = [f"   {line}".rstrip() for line in (*fields, "", *content)]
    return [f".. {name}:: {argument}", *body, ""]


def myst_directive(
    name: str, argument: str, options: Mapping[str, str], content: list[str], level: int
) -> list[str]:
    """Return the lines of a directive in MyST, within others of a higher *level*."""
    fields = [f":{key}: {value}" for key, value in options.items()]
    fence = "~" * (5 + level)  # the examples have other fences
    return [f"{fence}{{{name}}} {argument}", *fields, "", *content, fence, ""]


class FormatOfResults(SphinxPostTransform):
    """Add the templates of results to a page.

    Remove results outside of HTML, and tabs, which are form controls, in EPUB.
    """

    default_priority = 100  # before the transform of sphinx-design for tabs (200)

    def run(self, **_arguments: object) -> None:
        if self.app.builder.format == "html" and self.app.builder.name != "epub":
            self._add_templates()
            return
        for container in list(self.document.findall(nodes.container)):
            if "example-result" in container["classes"]:
                container.parent.remove(container)
            elif container.get("design_component") == "tab-set":
                tabs = (tab for item in container for tab in item.children)
                container.replace_self(list(tabs))

    def _add_templates(self) -> None:
        """Add the templates at the end, each once, so that they apply to all results."""
        templates: dict[str, None] = {}
        for result in self.document.findall(nodes.raw):
            templates.update(dict.fromkeys(result.get("templates", ())))
        if templates:
            self.document += nodes.raw("", "\n".join(templates), format="html")


def add_scripts(
    app: Sphinx, page: str, template: str, context: object, doctree: nodes.document | None
) -> None:
    """Add the scripts of results to a page."""
    results = list(doctree.findall(nodes.raw)) if doctree is not None else []
    names: set[str] = set()
    for result in results:
        names.update(result.get("scripts", ()))
    for name in sorted(names):
        app.add_js_file(name, loading_method="defer")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive and its transform."""
    app.connect("builder-inited", build_examples)
    app.add_directive("example", Example)
    app.add_post_transform(FormatOfResults)
    app.connect("html-page-context", add_scripts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
