"""Build a project once, with or without the extension, without measurements."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

EXTENSION = "sphinx_glossary_faq"


class PlainSphinx(Sphinx):
    """An application with or without the extension, regardless of ``conf.py``."""

    def __init__(self, extension: bool, *args: Any, **kwargs: Any) -> None:
        self.extension = extension
        super().__init__(*args, **kwargs)

    def setup_extension(self, extname: str) -> None:
        if extname != EXTENSION or self.extension:
            super().setup_extension(extname)

    def preload_builder(self, name: str) -> None:
        # The first step after Sphinx has loaded the extensions of conf.py.
        self.setup_extension(EXTENSION)
        super().preload_builder(name)


def override(written: str) -> tuple[str, Any]:
    """Parse an option `name=value`, or `name=[]` for an empty list."""
    name, _, value = written.partition("=")
    return name, [] if value == "[]" else value


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    for name in ("source", "conf", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--without", action="store_true", help="leave the extension out")
    parser.add_argument("-D", dest="overrides", action="append", default=[])
    options = parser.parse_args()
    folders = options.source, options.conf, options.out, options.out / ".doctrees"
    overrides = dict(map(override, options.overrides))
    with patch_docutils(options.conf), docutils_namespace(), Path(os.devnull).open("w") as nowhere:
        app = PlainSphinx(
            *(not options.without, *folders, "html", overrides), status=None, warning=nowhere
        )
        app.build()


if __name__ == "__main__":
    main()
