from __future__ import annotations

from urllib.parse import quote, unquote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.html.urls import (
    LinkResolution,
    LinkStatus,
    SiteResolver,
    with_scheme,
)

PAGES = {
    "index.html": {"start", "é", "%C3%A9", "a b", "e\u0301x", "50%25"},
    "topics/index.html": {"topics"},
    "topics/one.html": {"term-API", "old"},
    "topics/a b.html": set[str](),
    "topics/é.html": set[str](),
    "topics/50%25.html": set[str](),
    "topics/deep/er/index.html": set[str](),
}
FILES = {*PAGES, "_static/a.css", "_static/icon.svg", "_images/x.png", "bare/x.txt", "plain"}

OK, NO_FILE, NO_ANCHOR = LinkStatus.OK, LinkStatus.NO_FILE, LinkStatus.NO_ANCHOR


def site(**options: str) -> SiteResolver:
    return SiteResolver(frozenset(FILES), PAGES.get, **options)


def status_of(
    link: str, page: str = "topics/one.html", base: str | None = None, **opts: str
) -> LinkStatus:
    return site(**opts).resolve(page, link, base).status


@pytest.mark.parametrize(
    ("link", "path", "fragment"),
    [
        ("", "topics/one.html", ""),
        ("#", "topics/one.html", ""),
        ("?q", "topics/one.html", ""),
        ("#old", "topics/one.html", "old"),
        ("#top", "topics/one.html", "top"),
        ("#TOP", "topics/one.html", "TOP"),
        ("#t%6Fp", "topics/one.html", "top"),
        ("#:~:text=any%20word", "topics/one.html", ""),
        ("#old:~:text=any", "topics/one.html", "old"),
        ("?x=1#old", "topics/one.html", "old"),
        ("one.html", "topics/one.html", ""),
        ("./one.html?v=2#term-API", "topics/one.html", "term-API"),
        ("../topics/./../topics/one.html", "topics/one.html", ""),
        ("%2E%2e/topics/%2e/one.html", "topics/one.html", ""),
        ("../index.html#%C3%A9", "index.html", "é"),
        ("../index.html#é", "index.html", "é"),
        ("../index.html#%25C3%25A9", "index.html", "%C3%A9"),
        ("../index.html#50%25", "index.html", "50%"),
        ("../index.html#50%2525", "index.html", "50%25"),
        ("../index.html#a%20b", "index.html", "a b"),
        ("../index.html#a b", "index.html", "a b"),
        ("../index.html#e%CC%81x", "index.html", "e\u0301x"),
        ("a%20b.html", "topics/a b.html", ""),
        ("a b.html", "topics/a b.html", ""),
        ("%C3%A9.html", "topics/é.html", ""),
        ("é.html", "topics/é.html", ""),
        ("50%2525.html", "topics/50%25.html", ""),
        ("..", "index.html", ""),
        ("../", "index.html", ""),
        (".", "topics/index.html", ""),
        ("./#topics", "topics/index.html", "topics"),
        ("deep/er", "topics/deep/er/index.html", ""),
        ("deep/er/", "topics/deep/er/index.html", ""),
        ("deep/er/..//../one.html", "topics/deep/one.html", ""),
        ("..//topics//one.html", "topics/one.html", ""),
        ("..\\_images\\x.png", "_images/x.png", ""),
        ("../_images/x.png#anything", "_images/x.png", "anything"),
        ("../_static/icon.svg#nope", "_static/icon.svg", "nope"),
        ("../plain", "plain", ""),
    ],
)
def test_resolved_links(link: str, path: str, fragment: str) -> None:
    resolution = site().resolve("topics/one.html", link)
    assert resolution[1:3] == (path, fragment)
    assert resolution.status is (OK if path in FILES else NO_FILE)


@pytest.mark.parametrize(
    ("link", "resolution"),
    [
        ("nope.html#x", LinkResolution(NO_FILE, "topics/nope.html", "x")),
        ("one.html/", LinkResolution(NO_FILE, "topics/one.html/")),
        ("deep", LinkResolution(NO_FILE, "topics/deep")),
        ("../bare/", LinkResolution(NO_FILE, "bare/")),
        ("50%25.html", LinkResolution(NO_FILE, "topics/50%.html")),
        ("one", LinkResolution(NO_FILE, "topics/one")),
        ("One.HTML", LinkResolution(NO_FILE, "topics/One.HTML", "", "topics/one.html")),
        ("%C3%89.html", LinkResolution(NO_FILE, "topics/É.html", "", "topics/é.html")),
        ("e%CC%81.html", LinkResolution(NO_FILE, "topics/e\u0301.html")),
        (
            "Deep/Er/#x",
            LinkResolution(NO_FILE, "topics/Deep/Er/", "x", "topics/deep/er/index.html"),
        ),
        ("#nope", LinkResolution(NO_ANCHOR, "topics/one.html", "nope")),
        ("#nope:~:text=x", LinkResolution(NO_ANCHOR, "topics/one.html", "nope")),
        ("#Term-api", LinkResolution(NO_ANCHOR, "topics/one.html", "Term-api", "term-API")),
        ("?#nope", LinkResolution(NO_ANCHOR, "topics/one.html", "nope")),
        ("./#Topics", LinkResolution(NO_ANCHOR, "topics/index.html", "Topics", "topics")),
        ("../index.html#\u00e9x", LinkResolution(NO_ANCHOR, "index.html", "éx")),
        ("../index.html#start#start", LinkResolution(NO_ANCHOR, "index.html", "start#start")),
    ],
)
def test_broken_links(link: str, resolution: LinkResolution) -> None:
    assert site().resolve("topics/one.html", link) == resolution


@pytest.mark.parametrize(
    "link",
    [
        *("https://example.org/nope", "HTTP://x", "//example.org/one.html", "\\\\example.org/x"),
        *(
            "mailto:a@b",
            "tel:1",
            "data:,x",
            "javascript:void(0)",
            "blob:x",
            "a+b.c-d:e",
            "file:///x",
        ),
        *("https:one.html", "https://[", "//", "about:blank"),
    ],
)
def test_external_links(link: str) -> None:
    assert status_of(link) is LinkStatus.EXTERNAL
    assert status_of(link, url="https://docs.example/en/") is LinkStatus.EXTERNAL


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("1a:b", NO_FILE),  # no scheme begins with a digit
        ("./a:b", NO_FILE),
        ("../../x", LinkStatus.OUTSIDE),
        ("../..", LinkStatus.OUTSIDE),
        ("../../topics/one.html", LinkStatus.OUTSIDE),
        ("../../../topics/one.html", LinkStatus.OUTSIDE),
        ("/topics/one.html", LinkStatus.UNKNOWN),
        ("/nope.html", LinkStatus.UNKNOWN),
        ("/", LinkStatus.UNKNOWN),
    ],
)
def test_links_out_of_the_site(link: str, expected: LinkStatus) -> None:
    assert status_of(link) is expected


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/en/5.2/topics/one.html#old", OK),
        ("/en/5.2/topics/one.html#nope", NO_ANCHOR),
        ("/en/5.2/nope.html", NO_FILE),
        ("/en/5.2/", OK),
        ("/en/5.2", OK),
        ("/en/x/../5%2E2/", OK),
        ("/../en/5.2/", OK),
        ("/en/dev/nope.html", LinkStatus.UNKNOWN),
        ("/", LinkStatus.UNKNOWN),
        ("https://Docs.example/en/5.2/nope.html", NO_FILE),
        ("HTTPS://docs.example/en/5.2/nope.html", NO_FILE),
        ("//docs.example/en/5.2/topics/", OK),
        ("https://docs.example", LinkStatus.UNKNOWN),
        ("http://docs.example/en/5.2/nope.html", LinkStatus.EXTERNAL),
        ("https://docs.example:8000/en/5.2/nope.html", LinkStatus.EXTERNAL),
        ("../../5.2/topics/one.html", OK),
        ("../../../en/5.2/nope.html", NO_FILE),
        ("../../5.2", OK),
        ("../../../../en/5.2", LinkStatus.OUTSIDE),
        ("../../dev/topics/one.html", LinkStatus.OUTSIDE),
        ("../../../../en/5.2/topics/one.html", LinkStatus.OUTSIDE),
    ],
)
@pytest.mark.parametrize("end", ["", "/"])
def test_a_site_with_a_known_address(link: str, expected: LinkStatus, end: str) -> None:
    assert status_of(link, url=f"https://docs.example/en/5.2{end}") is expected


def test_a_site_at_the_root_of_its_host() -> None:
    for url in ("https://docs.example", "https://docs.example/", "/"):
        assert status_of("/topics/one.html", url=url) is OK
        assert status_of("/nope.html", url=url) is NO_FILE
        assert status_of("../../topics/one.html", url=url) is LinkStatus.OUTSIDE


@pytest.mark.parametrize(
    ("base", "link", "expected"),
    [
        ("", "one.html", OK),
        ("../", "index.html#start", OK),
        ("../", "one.html", NO_FILE),
        ("../index.html", "#start", OK),
        ("../index.html", "#old", NO_ANCHOR),
        ("deep/er/", "", OK),
        ("nope/", "../one.html", OK),
        ("https://example.org/", "nope.html", LinkStatus.EXTERNAL),
        ("https://example.org/", "/nope.html", LinkStatus.EXTERNAL),
        ("//example.org/", "#nope", LinkStatus.EXTERNAL),
        ("/x/", "nope.html", LinkStatus.UNKNOWN),
        ("../../", "nope.html", LinkStatus.OUTSIDE),
        ("../../", "/nope.html", LinkStatus.UNKNOWN),
        ("../../", "mailto:x", LinkStatus.EXTERNAL),
    ],
)
def test_links_of_a_page_with_a_base(base: str, link: str, expected: LinkStatus) -> None:
    assert status_of(link, base=base) is expected


def test_a_base_on_the_host_of_the_site() -> None:
    options = {"url": "https://docs.example/en/"}
    base = "https://docs.example/en/topics/"
    assert status_of("one.html#old", "index.html", base, **options) is OK
    assert status_of("nope.html", "index.html", base, **options) is NO_FILE


def test_folders_of_a_site_without_a_server() -> None:
    for link in ("deep/er/", "deep/er", "../", "."):
        assert status_of(link, index="") is NO_FILE
    assert status_of("deep/er/index.html", index="") is OK


def test_pages_with_other_suffixes() -> None:
    assert status_of("one", linked="") is OK
    assert status_of("one#nope", linked="") is NO_ANCHOR
    assert status_of("nope", linked="") is NO_FILE
    assert status_of("one.php#old", linked=".php") is OK
    assert status_of("one.html", linked=".php") is OK
    assert status_of("deep/er/", index="index.htm") is NO_FILE
    assert site(linked="").resolve("index.html", "TOPICS/one").nearest == "topics/one.html"


def test_the_nearest_of_several_names_is_the_first() -> None:
    files = dict.fromkeys(["A.html", "a.HTML", "index.html"]).keys()
    resolver = SiteResolver(files, lambda _: {"ID", "Id"})
    assert resolver.resolve("index.html", "a.html").nearest == "A.html"
    assert resolver.resolve("index.html", "#id").nearest == "ID"


NAMES = st.text("aB.é %?#:&\\", min_size=1, max_size=4).filter(lambda name: name.strip("."))
PATHS = st.lists(NAMES, min_size=1, max_size=4).map("/".join)


def relative(page: str, path: str) -> str:
    """Return the address of a file relative to a page, by way of the root."""
    return "../" * page.count("/") + "./" + quote(path)


@given(PATHS, PATHS, st.text(max_size=5))
def test_every_file_and_every_id_can_be_linked_from_everywhere(
    page: str, path: str, id: str
) -> None:
    resolver = SiteResolver({page, path}, lambda _: {id})
    link = f"{relative(page, path)}?{quote(id)}#{quote(id)}"
    assert resolver.resolve(page, link) == LinkResolution(OK, path, id)
    wrong = resolver.resolve(page, f"{link}x")
    assert (wrong.status is NO_ANCHOR) == (f"{id}x".lower() != "top")
    assert resolver.resolve(page, relative(page, f"{path}~")).status is NO_FILE


STEPS = st.sampled_from(["a", "b", "..", ".", "a.html", "a%20b"])


@given(st.lists(STEPS, max_size=6), st.sampled_from(["", "/", "?q", "#x", "/?q#x"]))
def test_paths_are_resolved_as_by_the_standard_library(steps: list[str], rest: str) -> None:
    page, root, link = "c/d/e.html", "https://docs.example/", "/".join(steps) + rest
    resolution = SiteResolver(frozenset(), lambda _: None, url=root).resolve(page, f"./{link}")
    depth = 2
    for step in steps:
        depth += {"..": -1, ".": 0}.get(step, 1)
        if depth < 0:
            assert resolution.status is LinkStatus.OUTSIDE
            return
    expected = urljoin(root + page, f"./{link}").partition("#")[0].partition("?")[0]
    assert resolution == LinkResolution(
        NO_FILE, unquote(expected.removeprefix(root)), "x" * ("#" in rest)
    )


@given(
    st.text(max_size=8), st.text(max_size=8), st.none() | st.text(max_size=4), st.text(max_size=8)
)
def test_every_link_can_be_resolved(page: str, link: str, base: str | None, url: str) -> None:
    resolution = SiteResolver({"index.html"}, lambda _: set(), url=url).resolve(page, link, base)
    assert isinstance(resolution.status, LinkStatus)


@pytest.mark.parametrize("address", ["www.example.org", "WWW.example.org/a?b#c", "www.a-b.co.uk/"])
def test_a_host_without_a_scheme_gets_one(address: str) -> None:
    assert with_scheme(address) == f"https://{address}"


@pytest.mark.parametrize(
    "address",
    ["www.html", "www", "www/a.b.html", "awww.example.org", "https://www.example.org", ""],
)
def test_other_addresses_get_no_scheme(address: str) -> None:
    assert with_scheme(address) == ""
