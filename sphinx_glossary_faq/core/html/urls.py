"""Resolve the URLs of links within a generated site.

Resolution follows the URL Standard and, for fragments, section 7.4.6.3 of the HTML Living Standard.
The names of all files in the site are passed in. This module neither reads files nor accesses the
network.
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

# The part of a URL before the query and the fragment. Matches any text. `https://a/b?c#d`: "https",
# "a", "/b"; `//a`: None, "a", ""; `a:b`: "a", None, "b".
_ADDRESS = re.compile(
    r"(?:(?P<scheme>[a-zA-Z][a-zA-Z0-9+.-]*):)?(?:[/\\]{2}(?P<host>[^/\\?#]*))?(?P<path>[^?#]*)"
)

# A host without its scheme. Matches the start of `www.example.org/a`; not `www/a`, `www.html`.
_HOST = re.compile(r"www\.[\w-]++\.\w", re.IGNORECASE)


def with_scheme(address: str) -> str:
    """Return *address* with a scheme if it is the URL of a site without one, else ""."""
    return f"https://{address}" if _HOST.match(address) else ""


class LinkStatus(Enum):
    """The result of resolving a URL."""

    OK = "ok"
    EXTERNAL = "external"
    """A URL on another host or with another scheme, such as `mailto:`, which is not checked."""
    UNKNOWN = "unknown"
    """A URL on the host of the site but possibly outside its root, which is not checked."""
    OUTSIDE = "outside"
    """A URL above the root of the site."""
    NO_FILE = "no-file"
    NO_ANCHOR = "no-anchor"


class LinkResolution(NamedTuple):
    """The target of a link, which consists of a file in the site and an id.

    If the file does not exist, the path is the requested path. Outside the site, the path is empty.
    """

    status: LinkStatus
    path: str = ""
    fragment: str = ""
    nearest: str = ""
    """The file or id that differs only in case, or "" if there is none."""


class Destination(NamedTuple):
    """The destination of a URL before the file is determined.

    With the status OK, it is a path from the root.
    """

    status: LinkStatus
    path: str = ""


_EXTERNAL = Destination(LinkStatus.EXTERNAL)
_UNKNOWN = Destination(LinkStatus.UNKNOWN)
_OUTSIDE = Destination(LinkStatus.OUTSIDE)


class SiteResolver:
    """Resolves links in an output folder.

    :param files: the POSIX paths of all files, relative to the folder.
    :param ids: a function that returns the ids of a page, or None for other files, in which
        fragments have a different meaning.
    :param url: the URL of the folder (`html_baseurl`) or only its path, if known.
    :param index: the file that is served for the URL of a folder, or "" if there is none.
    :param written: the suffix of page files (`html_file_suffix`).
    :param linked: the suffix of pages in URLs (`html_link_suffix`).
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
        scheme, host, path = _split(url)
        self._origin = (scheme, host)
        self._root = list(filter(None, _join([], path))) if url else None
        self._resolve_cached = cache(self._resolve_path)

    def resolve(self, page: str, link: str, base: str | None = None) -> LinkResolution:
        """Resolve a link in the file *page*, whose `<base href>` is *base*."""
        address, _, fragment = link.partition("#")
        if base is not None:
            resolution = self._resolve_cached(page, address, base)
        elif not address:
            resolution = LinkResolution(LinkStatus.OK, page)
        else:
            # A URL has the same target on all pages in a folder, and these pages share many URLs.
            folder = page if address[0] == "?" else page[: page.rfind("/") + 1]
            resolution = self._resolve_cached(folder, address, None)
        return self._resolve_fragment(resolution, fragment) if fragment else resolution

    def _resolve_fragment(self, resolution: LinkResolution, raw: str) -> LinkResolution:
        raw = raw.partition(":~:")[0]  # browsers remove a text fragment
        status, file, _, nearest = resolution
        fragment = unquote(raw)
        ids = self._ids(file) if raw and status is LinkStatus.OK else None
        # An id may contain a percent sign, so the raw fragment comes first.
        if ids is None or raw in ids or fragment in ids or fragment.lower() == "top":
            return LinkResolution(status, file, fragment, nearest)
        return LinkResolution(LinkStatus.NO_ANCHOR, file, fragment, _find_similar(fragment, ids))

    def _resolve_path(self, page: str, address: str, base: str | None) -> LinkResolution:
        """Resolve a URL without its fragment."""
        destination = Destination(LinkStatus.OK, page)
        if base is not None:
            destination = self._resolve_address(destination, base)
        status, path = self._resolve_address(destination, address)
        if status is not LinkStatus.OK:
            return LinkResolution(status)
        file = self._find_file(path)
        if file is None:
            return LinkResolution(LinkStatus.NO_FILE, path, nearest=self._find_similar_file(path))
        return LinkResolution(LinkStatus.OK, file)

    # -- addresses to paths

    def _resolve_address(self, base: Destination, address: str) -> Destination:
        scheme, host, path = _split(address)
        if scheme is not None or host is not None:
            is_own = (scheme or self._origin[0], host) == self._origin
            return self._below_host(path) if is_own else _EXTERNAL
        if base.status is LinkStatus.EXTERNAL:
            return base
        if path.startswith("/"):
            return self._below_host(path)
        if base.status is not LinkStatus.OK or not path:
            return base
        return self._below_root(_join(base.path.split("/")[:-1], path))

    def _below_host(self, path: str) -> Destination:
        """Return the destination of an absolute path on the host of the site."""
        if self._root is None:
            return _UNKNOWN
        parts = _join([], path.lstrip("/"))
        while parts[:1] == [".."]:
            del parts[0]  # a host has no parent
        if parts[: len(self._root)] != self._root:
            return _UNKNOWN
        return Destination(LinkStatus.OK, _path(parts[len(self._root) :]))

    def _below_root(self, parts: list[str]) -> Destination:
        """Return the destination of *parts*, a path from the root that may begin with ".."."""
        levels = parts.count("..")
        if levels:
            root = self._root or []
            if levels > len(root) or parts[levels : 2 * levels] != root[-levels:]:
                return _OUTSIDE
        return Destination(LinkStatus.OK, _path(parts[2 * levels :]))

    # -- paths to files

    def _find_file(self, path: str) -> str | None:
        return next((file for file in self._candidate_files(path) if file in self._files), None)

    def _find_similar_file(self, path: str) -> str:
        names = (file.casefold() for file in self._candidate_files(path))
        return next((self._folded[name] for name in names if name in self._folded), "")

    def _candidate_files(self, path: str) -> Iterable[str]:
        """Yield the files that a server may return for a path, with the most likely file first."""
        if path and not path.endswith("/"):
            yield path
            if path.endswith(self._linked):
                yield path.removesuffix(self._linked) + self._written
            path += "/"
        yield path + self._index

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {file.casefold(): file for file in sorted(self._files, reverse=True)}


def _split(address: str) -> tuple[str | None, str | None, str]:
    """Return the scheme, host and path of a URL. Like browsers, treat a backslash as a slash."""
    match = _ADDRESS.match(address)
    assert match is not None
    scheme, host, path = match.groups()
    return scheme and scheme.lower(), host and host.lower(), path.replace("\\", "/")


def _join(folder: list[str], path: str) -> list[str]:
    """Return the decoded parts of a path relative to *folder*, with `..` only at the start."""
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
    """Return the path for *parts*. Like servers, treat successive slashes as one."""
    return "/".join([*filter(None, parts[:-1]), *parts[-1:]])


def _find_similar(name: str, names: Iterable[str]) -> str:
    """Return the first of *names*, in alphabetical order, that differs from *name* only in case."""
    folded = name.casefold()
    return min((other for other in names if other.casefold() == folded), default="")
