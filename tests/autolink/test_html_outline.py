"""Test links near raw HTML and folded content, which differ between HTML and other builders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

import pytest
import sphinx
from docutils import nodes
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sphinx_glossary_faq.core.html.enclosures import marker, read_positions
from tests.autolink.links import glossary, link_tags, main_part, page, project, read_single_file
from tests.building import Build, Built

OPTIONS = {
    "html_theme": "basic",
    "suppress_warnings": ["toc.not_included", "myst"],
    "glossary_faq_check": [],
    "glossary_faq_check_html": False,
}

RAW_ROLE = ".. role:: raw-html(raw)\n   :format: html\n\n"


def linked_paragraphs(built: Built, name: str = "index.html") -> list[str]:
    """Return the text of the block around each automatic link of a page."""
    blocks = [tag.find_parent(["p", "td", "li"]) for tag in link_tags(main_part(built, name))]
    return [block.get_text() for block in blocks if block]


def raw(syntax: str, html: str) -> str:
    """Return a block of raw HTML."""
    return html if syntax == "md" else f".. raw:: html\n\n   {html}"


@pytest.mark.parametrize(
    ("builder", "expected"),
    [
        *(("html", "Second"), ("dirhtml", "Second"), ("singlehtml", "Second"), ("epub", "Second")),
        *(("latex", "First"), ("texinfo", "First"), ("xml", "First"), ("pseudoxml", "First")),
    ],
)
def test_builders(build: Build, syntax: str, builder: str, expected: str) -> None:
    """Those that drop raw HTML show its text as prose, also after a build that does not."""
    toctree = "```{toctree}\nglossary\n```" if syntax == "md" else ".. toctree::\n\n   glossary"
    blocks = raw(syntax, "<h4>"), "First cat.", raw(syntax, "</h4>"), "Second cat.", toctree
    files = project(syntax, "\n\n".join(blocks), cat="It purrs.")
    build(files, "latex" if expected == "Second" else "html", confoverrides=OPTIONS)
    built = build(files, builder, keep=True, confoverrides=OPTIONS)
    (link,) = (
        node
        for node in built.resolved().findall(nodes.reference)
        if "autolinked-term" in node["classes"]
    )
    assert link.parent.astext() == f"{expected} cat."


@pytest.mark.parametrize("tags", [(), ("draft",)])
def test_conditional_raw_html(build: Build, tags: tuple[str, ...]) -> None:
    """It counts if this build shows it, whatever the build before it showed."""

    def only(html: str) -> str:
        return f".. only:: draft\n\n   .. raw:: html\n\n      {html}"

    body = f"{only('<pre>')}\n\nFirst cat.\n\n{only('</pre>')}\n\nSecond cat."
    files = project("rst", body, cat="It purrs.")
    expected = {(): ["First cat."], ("draft",): ["Second cat."]}
    for build_tags in (tags, ("draft",) if not tags else (), tags):
        keep = build_tags != tags or build.app is not None
        built = build(files, keep=keep, confoverrides=OPTIONS, tags=build_tags)
        assert linked_paragraphs(built) == expected[build_tags]


@pytest.mark.myst
@pytest.mark.parametrize(
    ("text", "parent"),
    [
        ("con<b>cat</b>, <i>bob</i>cat, <span>cat</span>s<b>u</b>p. A *cat*.", "em"),
        ("con<!-- x --><b>cat</b>, con<a id='x'></a>cat. A <u>cat</u>.", "u"),
        ("con<br>cat, *cat*", "p"),
        ("<a id='x'></a>cat, *cat*", "p"),
        ("<img src='x.png'>cat, *cat*", "p"),
    ],
)
def test_words_that_raw_html_divides(build: Build, text: str, parent: str) -> None:
    """A part of a word is no mention, whichever tags are in the word."""
    built = build(project("md", f"x {text}", cat="It purrs."), confoverrides=OPTIONS)
    (link,) = link_tags(main_part(built))
    assert link.parent is not None
    assert link.parent.name == parent


FOLDED = {
    "rst": {
        "faq": ".. faq::\n   :collapsible: closed\n\n   Why?\n      Folded cat. Folded cat.",
        "admonition": ".. note::\n   :collapsible: closed\n\n   Folded cat. Folded cat.",
        "class": ".. admonition:: Title\n   :class: dropdown\n\n   Folded cat. Folded cat.",
        "container": ".. container:: toggle\n\n   Folded cat. Folded cat.",
        "raw": ".. raw:: html\n\n   <details>\n\nFolded cat. Folded cat.\n\n"
        ".. raw:: html\n\n   </details>",
    },
    "md": {
        "faq": ":::{faq}\n:collapsible: closed\n\nWhy?\n: Folded cat. Folded cat.\n:::",
        "admonition": ":::{note}\n:collapsible: closed\n\nFolded cat. Folded cat.\n:::",
        "raw": "<details>\n\nFolded cat. Folded cat.\n\n</details>",
        "hidden": "<div hidden>\n\nFolded cat. Folded cat.\n\n</div>",
    },
}
FOLDED_KINDS = [
    (syntax, kind)
    for syntax in FOLDED
    for kind in FOLDED[syntax]
    if kind != "admonition" or sphinx.version_info >= (8, 2)  # option :collapsible:
]


@pytest.mark.parametrize(("syntax", "kind"), FOLDED_KINDS)
def test_first_visible_mention_is_linked_too(build: Build, syntax: str, kind: str) -> None:
    """The first mention may be folded; then the first one that readers see has a link as well."""
    folded = FOLDED[syntax][kind]
    files = {
        f"index.{syntax}": page(syntax, f"{folded}\n\nVisible cat. Visible cat."),
        f"after.{syntax}": page(syntax, f"Visible cat. Visible cat.\n\n{folded}"),
        f"open.{syntax}": page(
            syntax,
            folded.replace("closed", "open")
            .replace("<details", "<details open")
            .replace("hidden>", ">")
            .replace("dropdown", "dropdown toggle-shown")
            .replace(":: toggle", ":: toggle toggle-shown")
            + "\n\nVisible cat.",
        ),
        **glossary(syntax, cat="It purrs."),
    }
    built = build(files, confoverrides=OPTIONS)
    first, second = linked_paragraphs(built)
    assert (first[:6], second[:7]) == ("Folded", "Visible")
    assert [text[:7] for text in linked_paragraphs(built, "after.html")] == ["Visible"]
    assert [text[:6] for text in linked_paragraphs(built, "open.html")] == ["Folded"]
    tex = read_single_file(build(files, "latex", keep=True, confoverrides=OPTIONS), "tex")
    assert re.findall(r"(\w+) \{\\hyperref", tex).count("Visible") == 0


@pytest.mark.parametrize(("syntax", "kind"), FOLDED_KINDS)
def test_explicit_link_in_folded_content(build: Build, syntax: str, kind: str) -> None:
    """It counts only for folded mentions."""
    role = ":term:`cat`" if syntax == "rst" else "{term}`cat`"
    folded = FOLDED[syntax][kind].replace("cat", role, 1)
    files = project(syntax, f"{folded}\n\nVisible cat. Visible cat.", cat="It purrs.")
    built = build(files, confoverrides=OPTIONS)
    assert [text[:7] for text in linked_paragraphs(built)] == ["Visible"]


# What docutils writes around the HTML of a role, which ends elements that the role opens.
# Matches `<span class="raw-html"><kbd></span>`; not `<span><kbd></span>`.
ROLE_ELEMENT = re.compile(r'<span class="raw-html">(<.*?>)</span>')

INLINE = ["a href='x'", "kbd", "code", "b", "span", "span class='no-autolink'", "button", "svg"]
INLINE += ["abbr title='x'", "em", "font color='red'", "u", "del", "select", "textarea", "ruby"]
BLOCKS = ["div", "div class='no-autolink'", "details", "details open", "summary", "h2", "pre"]
BLOCKS += ["a href='x'", "blockquote", "ul", "li", "table", "td", "th", "dl", "dt", "dd", "p"]
BLOCKS += ["code", "b", "kbd", "div hidden", "button", "figcaption", "template", "section"]
COMPLETE = ["<br>", "<img src='x'>", "<!-- </b> -->", "<script>'<b>'</script>"]


def pieces(names: list[str]) -> st.SearchStrategy[list[str]]:
    """Return a strategy of raw HTML, with None between it for text."""
    tags = [f"<{name}>" for name in names]
    ends = [f"</{name.split()[0]}>" for name in names]
    return st.lists(st.sampled_from([*tags, *ends, *COMPLETE, *[""] * 20]), max_size=9)


INLINE_TEXT = ["the cat is", "*cat*", "**the cat** and", "cat"]
TABLE = "| A | B |\n|---|---|\n| cat | x |"
BLOCK_TEXT = {
    "md": ["The cat is.", "- a cat\n- x", "> a cat", ":::{note}\na cat\n:::", TABLE],
    "rst": ["The cat is.", "- a cat\n- x", "   a cat", ".. note::\n\n   a cat", "t\n   a cat"],
}


@st.composite
def bodies(draw: st.DrawFn, syntax: str) -> str:
    """Return paragraphs and blocks between tags that need not match."""

    def paragraph() -> str:
        role = "{}" if syntax == "md" else ":raw-html:`{}`"
        parts = draw(pieces(INLINE))
        texts = (role.format(tag) if tag else draw(st.sampled_from(INLINE_TEXT)) for tag in parts)
        return f"Word {' '.join(texts)} end."

    texts = st.sampled_from([*BLOCK_TEXT[syntax], None, None])
    blocks = [
        raw(syntax, tag) if tag else draw(texts) or paragraph() for tag in draw(pieces(BLOCKS))
    ]
    return "\n\n".join([*blocks, "Last cat."])


def mark_mentions(html: str) -> Iterator[str]:
    """Yield the parts of a written page with markers for linked and for plain mentions."""
    numbers = count()
    parts = re.split(r"""(<a class="autolinked-term[^>]*>cats?</a>|(?<![\w'])cats?(?!\w))""", html)
    for number, part in enumerate(parts):
        kind = "plain" if part.startswith("cat") else "linked"
        yield marker(f"{kind}{next(numbers)}") if number % 2 else part


@pytest.mark.parametrize("syntax", ["rst", pytest.param("md", marks=pytest.mark.myst)])
def test_written_pages(tmp_path_factory: pytest.TempPathFactory, syntax: str) -> None:
    """In the page that a browser builds, links are in prose, and a visible mention has one."""
    build = Build(tmp_path_factory.mktemp("outline"))

    # Shrinking would take minutes, since each example is a build.
    phases = set(Phase) - {Phase.shrink}

    @settings(max_examples=5, deadline=None, phases=phases, suppress_health_check=list(HealthCheck))
    @given(st.lists(bodies(syntax), min_size=12, max_size=12))
    def assert_linked(texts: list[str]) -> None:
        files = {
            f"p{number}.{syntax}": page(syntax, (RAW_ROLE if syntax == "rst" else "") + text)
            for number, text in enumerate(texts)
        }
        files |= {f"index.{syntax}": page(syntax, "x"), **glossary(syntax, cat="It purrs.")}
        built = build(files, confoverrides=OPTIONS)
        for number in range(len(texts)):
            html = built.text(f"p{number}.html").partition('<div class="clearer">')[0]
            html = ROLE_ELEMENT.sub(r"\1", html)
            positions = read_positions("".join(mark_mentions(html)), ["no-autolink"])
            names = positions.prose | positions.visible
            linked = {name for name in names if name.startswith("linked")}
            assert linked <= positions.prose
            if prose := positions.prose & positions.visible:
                assert prose & linked

    assert_linked()
    build.close()
