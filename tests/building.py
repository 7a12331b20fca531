"""Write and build small projects in this process, for the fixture ``build``."""

from __future__ import annotations

import logging
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from io import StringIO
from pathlib import Path
from types import CodeType
from typing import Any

import sphinx
from docutils import nodes
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from jinja2.sandbox import SandboxedEnvironment
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.testing.util import SphinxTestApp

from sphinx_glossary_faq.compat import REFERENCE_LOGGERS

# Matches "\x1b[91m"; not "[91m".
COLOR = re.compile(r"\x1b\[[0-9;]*m")


class CompiledTemplates(BytecodeCache):
    """The bytecode of templates that were compiled in this process."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Set the code of a template, which is identified by its file and its text."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Store the code of a template."""
        if bucket.code is not None:
            self._code[bucket.key, bucket.checksum] = bucket.code


cached_environment = partial(SandboxedEnvironment, bytecode_cache=CompiledTemplates())
"""Creates the environment of the templates of an app."""


@dataclass(frozen=True)
class Built:
    """A built project: its folders, messages and environment."""

    app: SphinxTestApp
    warnings: str
    """The warnings, without colors; paths are relative to the source folder."""

    status: str
    """All other messages, without colors."""

    @property
    def srcdir(self) -> Path:
        """The folder of the source files."""
        return Path(self.app.srcdir)

    @property
    def outdir(self) -> Path:
        """The folder of the written files."""
        return Path(self.app.outdir)

    @property
    def env(self) -> BuildEnvironment:
        """Sphinx's environment after the build."""
        return self.app.env

    @property
    def exit_code(self) -> int:
        """0, or 1 if the build failed (with ``fail_on_warning``: if it warned)."""
        return self.app.statuscode

    def doctree(self, docname: str = "index") -> nodes.document:
        """Return the document as it was read."""
        return self.env.get_doctree(docname)

    def resolved(self, docname: str = "index") -> nodes.document:
        """Return the document after all post-transforms, with resolved references and links."""
        doctree = self.env.get_doctree(docname)
        self.env.apply_post_transforms(doctree, docname)
        return doctree

    def text(self, path: str) -> str:
        """Return the text of a written file, by its path in the output folder."""
        return (self.outdir / path).read_text(encoding="utf-8")

    def files(self) -> list[str]:
        """Return the sorted paths of all written files in the output folder."""
        paths = (path for path in self.outdir.rglob("*") if path.is_file())
        return sorted(path.relative_to(self.outdir).as_posix() for path in paths)


class Build:
    r"""The fixture ``build``, a function that writes a small project and builds it.

    ::

        built = build({"index.rst": "Cats\n====\n\nA cat."}, "text")
        assert built.warnings == ""
        assert built.text("index.txt") == "Cats\n****\n\nA cat.\n"

    Only one app exists at a time.  Another call closes the previous one; its warnings and doctrees
    remain available, and its written files until they are overwritten.
    """

    def __init__(self, folder: Path) -> None:
        """Keep all projects below ``folder``."""
        self.folder = folder
        self.app: SphinxTestApp | None = None

    def __call__(
        self,
        files: Mapping[str, str | bytes | None] | None = None,
        builder: str = "html",
        *,
        confoverrides: Mapping[str, Any] | None = None,
        extensions: Sequence[str] = ("sphinx_glossary_faq",),
        parallel: int = 0,
        keep: bool = False,
        project: str = "project",
        tags: Sequence[str] = (),
        fail_on_warning: bool = False,
        filenames: Sequence[str] = (),
    ) -> Built:
        """Write ``files`` (path → content) and run ``builder`` on them.

        ``keep``: build the project again as after an edit. Only the given files change: a file
        given as None is deleted, and files with unchanged content are not touched. Without
        ``keep``, source, doctrees and output are deleted first.

        ``confoverrides``: options in addition to the defaults, which are ``extensions``,
        ``myst_parser`` if there is a Markdown file, and MyST's ``colon_fence`` and ``deflist``.
        A ``conf.py`` among the files is read first.

        ``parallel``: as ``-j``. Sphinx reads and writes in parallel from six documents on.

        ``project``: the name of the folder, for tests that compare two projects.
        ``tags``: as ``-t``. ``fail_on_warning``: as ``-W``. ``filenames``: build only these.
        """
        self.close()
        source, output = self.folder / project / "source", self.folder / project / "build"
        if not keep:
            shutil.rmtree(self.folder / project, ignore_errors=True)
        write_files(source, files or {})
        source.joinpath("conf.py").touch()
        status, warning = StringIO(), StringIO()
        self.app = SphinxTestApp(
            builder,
            srcdir=source,
            builddir=output,
            confoverrides=configuration(source, extensions) | dict(confoverrides or {}),
            status=status,
            warning=warning,
            parallel=parallel,
            tags=tags,
            warningiserror=fail_on_warning,
        )
        self.app.build(filenames=[source / name for name in filenames])
        return Built(
            self.app, warnings_of(warning, source, self.app.config), printed_text(status, source)
        )

    def close(self) -> None:
        """Close the last app: unregister its directives, roles and nodes from docutils."""
        if self.app is not None:
            self.app.cleanup()
            self.app = None
        for name in REFERENCE_LOGGERS:  # an interrupted build leaves its filter
            logging.getLogger(name).filters.clear()


def configuration(source: Path, extensions: Sequence[str]) -> dict[str, Any]:
    """Return the default options of a project."""
    if not any(source.rglob("*.md")):
        return {"extensions": list(extensions)}
    return {
        "extensions": ["myst_parser", *extensions],
        "myst_enable_extensions": ["colon_fence", "deflist"],
    }


def write_files(folder: Path, files: Mapping[str, str | bytes | None]) -> None:
    """Write the files that differ, and delete those given as None."""
    for name, content in files.items():
        path = folder / name
        if content is None:
            path.unlink()
            continue
        data = content.encode() if isinstance(content, str) else content
        if not path.exists() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def printed_text(stream: StringIO, source: Path) -> str:
    """Return the content of a stream, without colors and without the path of the source folder."""
    return COLOR.sub("", stream.getvalue()).replace(f"{source}/", "")


def warnings_of(stream: StringIO, source: Path, config: Config) -> str:
    """Return the warnings.

    ``toc.not_included`` is removed if suppressed: before Sphinx 8.2 that warning has no type.
    """
    lines = printed_text(stream, source).splitlines(keepends=True)
    if sphinx.version_info < (8, 2) and "toc.not_included" in config.suppress_warnings:
        lines = [line for line in lines if "document isn't included in any toctree" not in line]
    return "".join(lines)
