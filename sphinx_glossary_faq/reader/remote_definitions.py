"""Load the definitions of the terms of other projects from their `terms.json`.

No file is downloaded.  A project is local if its inventory is a file, with a `terms.json` beside
it, or if an option names its `terms.json`.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx

from sphinx_glossary_faq.builders import INTERACTIVE, TERMS_FILE
from sphinx_glossary_faq.compat import intersphinx_projects
from sphinx_glossary_faq.config import PREFIX
from sphinx_glossary_faq.core.cache_file import read_file
from sphinx_glossary_faq.core.text.fuzzy import did_you_mean
from sphinx_glossary_faq.diagnostics import CONF, Subtype, warn


def load_definitions(app: Sphinx) -> dict[str, str]:
    """Return the definitions of the terms of other projects, by the addresses of the terms."""
    if not app.config[PREFIX + "tips"] or app.builder.name not in INTERACTIVE:
        return {}
    return {
        uri: definition
        for base, path, is_required in _files(app)
        for uri, definition in _read_definitions(base, path, is_required)
    }


def _files(app: Sphinx) -> Iterator[tuple[str, Path, bool]]:
    """Yield the base address and the file of each project, and whether the file must exist."""
    files: dict[str, str] = app.config[PREFIX + "tips_files"]
    projects = intersphinx_projects(app)
    for name in sorted(files.keys() - projects.keys()):
        message = f"{PREFIX}tips_files: “{name}” is not in intersphinx_mapping."
        fix = did_you_mean(name, projects) or " Add the project there, or remove its name."
        warn(Subtype.CONFIG, message + fix, CONF)
    for name, (base, inventories) in projects.items():
        if name in files:
            yield base, Path(app.confdir) / files[name], True
            continue
        for inventory in inventories:
            if inventory and "://" not in inventory:
                yield base, (Path(app.srcdir) / inventory).parent / TERMS_FILE, False


def _read_definitions(base: str, path: Path, is_required: bool) -> Iterator[tuple[str, str]]:
    """Yield the address and the definition of each term in a file."""
    try:
        document = json.loads(read_file(path))
        terms = [(term["uri"], term["definition"]) for term in document["terms"]]
    except FileNotFoundError:
        if is_required:
            _warn(path, "does not exist. Build the other project, or correct the path")
        return
    except (OSError, ValueError, KeyError, TypeError) as error:
        _warn(path, f"cannot be read ({error!r}). Build the other project again")
        return
    for uri, definition in terms:
        if isinstance(uri, str) and isinstance(definition, str) and definition.strip():
            yield posixpath.join(base, uri), definition


def _warn(path: Path, problem: str) -> None:
    warn(Subtype.CONFIG, f"{PREFIX}tips_files: {path.as_posix()} {problem}.", CONF)
