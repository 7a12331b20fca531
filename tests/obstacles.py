"""What may be where a file should be written: folders, pipes, symbolic links."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Obstacle:
    """Something that is not a file, or not a file in the output."""

    name: str
    make: Callable[[Path, Path], object]
    is_folder: bool = False
    """Whether it cannot be replaced by a file."""

    def put(self, path: Path, outside: Path) -> None:
        """Put it at *path*, with links into the folder *outside*, which has one file."""
        outside.mkdir(exist_ok=True)
        (outside / "file").write_text("outside", "utf-8")
        if path.is_file() or path.is_symlink():
            path.unlink()
        path.parent.mkdir(parents=True, exist_ok=True)
        self.make(path, outside)

    def __str__(self) -> str:
        """Return the name, for the ids of tests."""
        return self.name


def _full_folder(path: Path, _outside: Path) -> None:
    path.mkdir(exist_ok=True)
    (path / "x").touch()


OBSTACLES = [
    Obstacle("folder", lambda path, _outside: path.mkdir(exist_ok=True), is_folder=True),
    Obstacle("folder with a file", _full_folder, is_folder=True),
    Obstacle("pipe", lambda path, _outside: os.mkfifo(path)),
    Obstacle("link to a file", lambda path, outside: path.symlink_to(outside / "file")),
    Obstacle("dangling link", lambda path, outside: path.symlink_to(outside / "new")),
    Obstacle("link to a folder", lambda path, outside: path.symlink_to(outside)),
    Obstacle("link to itself", lambda path, _outside: path.symlink_to(path)),
]
