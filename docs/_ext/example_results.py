"""Build the examples of the manual, and write their results as HTML to one JSON file.

``python example_results.py EXAMPLES FOLDER RESULTS`` builds each folder of EXAMPLES as a project of
its own below FOLDER, from the files in reStructuredText. It runs as a process of its own, since
Sphinx registers its directives globally.

RESULTS has the content of each page, and the scripts of the extension with their templates:
``{example: {page: {"html": HTML, "scripts": names, "templates": HTML}}}``. All pages of the manual
may contain it: ids begin with the names of the example and the page, links to other pages of the
example lead to those ids, and headings are two levels deeper. A link to a page of an earlier step
leads to the result of that step.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

import sphinx_glossary_faq

# A step of several. Matches "tutorial-2"; not "links".
STEP = re.compile(r"(?P<series>.+)-(?P<number>[2-9])")

# A link within an example. Matches "#a", "words.html", "words.html#a"; not "https://x.org/a.html".
LOCAL_LINK = re.compile(r"(?:(?P<page>[\w-]+)\.html)?(?:#(?P<id>.*))?")

# A tag of a heading. Matches "<h1" and "</h1"; not "<hr".
HEADING = re.compile(r"(</?h)([1-4])\b")

# The name of a script. Matches "_static/faq-controls.js?v=1"; not "https://x.org/a.js".
SCRIPT = re.compile(r"_static/(?P<name>[\w-]+\.js)")

# A template of a script. Matches '<template class="term-tip-frame">…</template>'; not "<p>".
TEMPLATE = re.compile(r"<template\b.*?</template>", re.DOTALL)

STATIC = Path(sphinx_glossary_faq.__file__).parent / "static"

ID_REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "list")
"""The attributes that hold ids."""


def sources(examples: Path, name: str, suffix: str) -> dict[str, str]:
    """Return the files of an example by name; of a step, with those of the steps before it."""
    files: dict[str, str] = {}
    if (step := STEP.fullmatch(name)) is not None:
        before = f"{step['series']}-{int(step['number']) - 1}"
        files = sources(examples, before, suffix)
    own = sorted((examples / name).glob(f"*.{suffix}"))
    return files | {path.name: path.read_text("utf-8") for path in own}


def owner(examples: Path, name: str, page: str) -> str:
    """Return the example, or its last step, that has a page."""
    step = STEP.fullmatch(name)
    if step is None or (examples / name / f"{page}.rst").exists():
        return name
    return owner(examples, f"{step['series']}-{int(step['number']) - 1}", page)


def stem(filename: str) -> str:
    """Return the name of the page of a file."""
    return Path(filename).stem


def build(examples: Path, name: str, folder: Path) -> dict[str, dict[str, object]]:
    """Build an example, and return the content and the scripts of its pages."""
    files = sources(examples, name, "rst")
    owners = {page: owner(examples, name, page) for page in map(stem, files)}
    source, output = folder / name, folder / name / "_build"
    source.mkdir(parents=True, exist_ok=True)
    for filename, text in files.items():
        (source / filename).write_text(text, "utf-8")
    options = {"extensions": ["sphinx_glossary_faq"], "html_theme": "basic", "project": name}
    with docutils_namespace():
        app = Sphinx(
            source,
            None,
            output,
            folder / name / "_doctrees",
            "html",
            confoverrides=options | {"exclude_patterns": ["_build", "_doctrees"]},
            status=None,
            warningiserror=True,
            freshenv=True,
        )
        app.build(force_all=True)
    return {page: content(output / f"{page}.html", page, owners) for page in owners}


def content(path: Path, page: str, owners: Mapping[str, str]) -> dict[str, object]:
    """Return the content of a written page for the manual, and the scripts of the extension."""
    document = LexborHTMLParser(path.read_text("utf-8"))
    scripts = [SCRIPT.search(node.attributes.get("src") or "") for node in document.css("script")]
    body = document.css_first("div.body")
    assert body is not None
    for clearer in body.css("div.clearer"):
        clearer.decompose()
    for node in body.css("*"):
        change_ids(node, page, owners)
    html = body.inner_html or ""
    html = HEADING.sub(lambda tag: f"{tag[1]}{int(tag[2]) + 2}", html).strip()
    names = [script["name"] for script in scripts if script is not None]
    return {
        "html": TEMPLATE.sub("", html).strip(),
        "scripts": [name for name in names if (STATIC / name).exists()],
        "templates": TEMPLATE.findall(html),
    }


def change_ids(node: LexborNode, page: str, owners: Mapping[str, str]) -> None:
    """Add the names of the example and the page to the ids and local links of an element."""
    attributes = node.attrs
    if own := node.attributes.get("id"):
        attributes["id"] = f"{owners[page]}-{page}-{own}"
    for reference in ID_REFERENCES:
        if value := node.attributes.get(reference):
            ids = (f"{owners[page]}-{page}-{part}" for part in value.split())
            attributes[reference] = " ".join(ids)
    for attribute in ("href", "data-term-tip"):
        target = node.attributes.get(attribute)
        if target and (link := LOCAL_LINK.fullmatch(target)) is not None:
            leads_to = link["page"] or page
            suffix = f"-{link['id']}" if link["id"] else ""
            attributes[attribute] = f"#{owners[leads_to]}-{leads_to}{suffix}"


def main(examples: Path, folder: Path, results: Path) -> None:
    """Build all examples, and write their results."""
    names = sorted(path.name for path in examples.iterdir() if list(path.glob("*.rst")))
    built = {name: build(examples, name, folder) for name in names}
    results.write_text(json.dumps(built, indent=1, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
