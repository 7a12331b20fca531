"""Where the address of a link leads within a written site.

Knows how browsers resolve addresses (the URL Standard; fragments: the HTML Living Standard,
section 7.4.6.3), and by name which files the site has. Reads no file and asks no network.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from collections.abc import Set as AbstractSet

# What stands before the query and the fragment; matches any text.
# `https://a/b?c#d`: "https", "a", "/b"; `//a`: None, "a", ""; `a:b`: "a", None, "b".
_ADDRESS = re.compile(
    r"(?:(?P<scheme>[a-zA-Z][a-zA-Z0-9+.-]*):)?(?:[/\\]{2}(?P<host>[^/\\?#]*))?(?P<path>[^?#]*)"
)


class LinkStatus(Enum):
    """What a reader finds at an address."""

    OK = "ok"
    EXTERNAL = "external"
    """Another host, or nothing of the web, as `mailto:`: not ours to judge."""
    UNKNOWN = "unknown"
    """On the host of the site, but not below its root as far as we know: not ours to judge."""
    OUTSIDE = "outside"
    """Above the root of the site."""
    NO_FILE = "no-file"
    NO_ANCHOR = "no-anchor"


class LinkResolution(NamedTuple):
    """Where a link leads: the file of the site, and the id in it.

    Where there is no such file, the path as it is asked for; outside of the site, none.
    """

    status: LinkStatus
    path: str = ""
    fragment: str = ""
    nearest: str = ""
    """The file or the id that is spelt the same but for its case, if there is one."""


class Destination(NamedTuple):
    """Where an address points before anything is looked for: a path from the root if it is OK."""

    status: LinkStatus
    path: str = ""


_EXTERNAL = Destination(LinkStatus.EXTERNAL)
_UNKNOWN = Destination(LinkStatus.UNKNOWN)
_OUTSIDE = Destination(LinkStatus.OUTSIDE)


class SiteResolver:
    """An output folder as it is now: its files, by their POSIX paths from its root.

    `ids` tells the ids of a page, and None for a file that is no page, where a fragment means
    something else. `url` is the address of the root (`html_baseurl`), or its path alone, if
    known. `index` is the file that a folder's address shows, empty if it shows none. `written`
    and `linked` are the suffixes of pages on disk and in addresses (`html_file_suffix`,
    `html_link_suffix`).
    """

    def __init__(
        self,
        files: AbstractSet[str],
        ids: Callable[[str], AbstractSet[str] | None],
        *,
        url: str = "",
        index: str = "index.html",
        written: str = ".html",
        linked: str = ".html",
    ) -> None:
        self._files = files
        self._ids = ids
        self._index = index
        self._written = written
        self._linked = linked
        scheme, host, path = _parts(url)
        self._origin = (scheme, host)
        self._root = list(filter(None, _joined([], path))) if url else None
        self._judged = cache(self._resolve_path)

    def resolve(self, page: str, link: str, base: str | None = None) -> LinkResolution:
        """Judge a link that stands in the file *page*, whose `<base href>` is *base*."""
        address, _, fragment = link.partition("#")
        if base is not None:
            verdict = self._judged(page, address, base)
        elif not address:
            verdict = LinkResolution(LinkStatus.OK, page)
        else:
            # Pages of one folder mean the same by one address, and have many in common.
            folder = page if address[0] == "?" else page[: page.rfind("/") + 1]
            verdict = self._judged(folder, address, None)
        return self._with_fragment(verdict, fragment) if fragment else verdict

    def _with_fragment(self, verdict: LinkResolution, written: str) -> LinkResolution:
        # A browser keeps a text fragment to itself, and offers the rest to the page.
        written = written.partition(":~:")[0]
        outcome, file, _, nearest = verdict
        fragment = unquote(written)
        ids = self._ids(file) if written and outcome is LinkStatus.OK else None
        # An id may itself have a percent sign: the fragment is first taken as it is written.
        if ids is None or written in ids or fragment in ids or fragment.lower() == "top":
            return LinkResolution(outcome, file, fragment, nearest)
        return LinkResolution(LinkStatus.NO_ANCHOR, file, fragment, _like(fragment, ids))

    def _resolve_path(self, page: str, address: str, base: str | None) -> LinkResolution:
        """The verdict on an address without its fragment."""
        destination = Destination(LinkStatus.OK, page)
        if base is not None:
            destination = self._resolved(destination, base)
        outcome, path = self._resolved(destination, address)
        if outcome is not LinkStatus.OK:
            return LinkResolution(outcome)
        file = self._file_at(path)
        if file is None:
            return LinkResolution(LinkStatus.NO_FILE, path, nearest=self._file_like(path))
        return LinkResolution(LinkStatus.OK, file)

    # -- addresses to paths

    def _resolved(self, here: Destination, address: str) -> Destination:
        scheme, host, path = _parts(address)
        if scheme is not None or host is not None:
            own = (scheme or self._origin[0], host) == self._origin
            return self._below_host(path) if own else _EXTERNAL
        if here.status is LinkStatus.EXTERNAL:
            return here
        if path.startswith("/"):
            return self._below_host(path)
        if here.status is not LinkStatus.OK or not path:
            return here
        return self._below_root(_joined(here.path.split("/")[:-1], path))

    def _below_host(self, path: str) -> Destination:
        """Where an absolute path leads, if the root's own path is known."""
        if self._root is None:
            return _UNKNOWN
        parts = _joined([], path.lstrip("/"))
        while parts[:1] == [".."]:
            del parts[0]  # there is nothing above a host
        if parts[: len(self._root)] != self._root:
            return _UNKNOWN
        return Destination(LinkStatus.OK, _path(parts[len(self._root) :]))

    def _below_root(self, parts: list[str]) -> Destination:
        """Where a path from the root leads, which may leave it and come back by its name."""
        up = parts.count("..")
        if up:
            root = self._root or []
            if up > len(root) or parts[up : 2 * up] != root[-up:]:
                return _OUTSIDE
        return Destination(LinkStatus.OK, _path(parts[2 * up :]))

    # -- paths to files

    def _file_at(self, path: str) -> str | None:
        return next((file for file in self._candidate_files(path) if file in self._files), None)

    def _file_like(self, path: str) -> str:
        likely = (self._folded.get(file.casefold(), "") for file in self._candidate_files(path))
        return next(filter(None, likely), "")

    def _candidate_files(self, path: str) -> Iterable[str]:
        """The files that a server may show for a path, the likeliest first."""
        if path and not path.endswith("/"):
            yield path
            if path.endswith(self._linked):
                yield path.removesuffix(self._linked) + self._written
            path += "/"
        yield path + self._index

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {file.casefold(): file for file in sorted(self._files, reverse=True)}


def _parts(address: str) -> tuple[str | None, str | None, str]:
    """Scheme, host and path; browsers take a backslash for a slash."""
    found = _ADDRESS.match(address)
    assert found is not None
    scheme, host, path = found.groups()
    return scheme and scheme.lower(), host and host.lower(), path.replace("\\", "/")


def _joined(folder: list[str], path: str) -> list[str]:
    """The parts of a path that starts in a folder, read: `..` is left only at the front."""
    parts = list(folder)
    last = ""
    for part in path.split("/"):
        last = part.lower().replace("%2e", ".") if part else ""
        if last == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif last == "..":
            parts.append(last)
        elif last != ".":
            parts.append(unquote(part))
    return [*parts, ""] if last in {".", ".."} else parts


def _path(parts: list[str]) -> str:
    """Parts to a path; of slashes that follow one another servers see one."""
    return "/".join([*filter(None, parts[:-1]), *parts[-1:]])


def _like(name: str, names: Iterable[str]) -> str:
    """The first of *names* that differs in case alone."""
    folded = name.casefold()
    return min((each for each in names if each.casefold() == folded), default="")
