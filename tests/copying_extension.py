"""An extension that shows the notes of all pages in every container with the class `notes`.

It keeps the notes themselves if the option `keep_originals` is set, otherwise copies.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import new_document


def notes_of(env: BuildEnvironment) -> dict[str, list[nodes.note]]:
    notes: dict[str, list[nodes.note]] = vars(env).setdefault("copied_notes", {})
    return notes


def keep_notes(app: Sphinx, doctree: nodes.document) -> None:
    notes = list(doctree.findall(nodes.note))
    if not app.config.keep_originals:
        notes = [note.deepcopy() for note in notes]
    notes_of(app.env)[app.env.docname] = notes


def purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    notes_of(env).pop(docname, None)


def merge(app: Sphinx, env: BuildEnvironment, docnames: list[str], other: BuildEnvironment) -> None:
    notes_of(env).update({docname: notes_of(other)[docname] for docname in docnames})


def show_notes(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for container in list(doctree.findall(nodes.container)):
        if "notes" in container["classes"]:
            document = new_document("")
            for notes in notes_of(app.env).values():
                document += [note.deepcopy() for note in notes]
            app.env.resolve_references(document, docname, app.builder)
            container += document.children


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_config_value("keep_originals", default=False, rebuild="env")
    app.connect("doctree-read", keep_notes)
    app.connect("env-purge-doc", purge)
    app.connect("env-merge-info", merge)
    app.connect("doctree-resolved", show_notes)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
