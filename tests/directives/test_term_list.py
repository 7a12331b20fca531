"""Test the list of the terms of a group."""

from __future__ import annotations

from pathlib import Path

from tests.autolink.sites import WITHOUT_NAVIGATION, Site
from tests.building import Build
from tests.directives.built_pages import page_body, text_of, texts_of, warnings_of
from tests.reader.glossaries import write_glossary, write_index

LISTS = {
    "rst": """\
Devices
=======

.. term-list::
   :group: drinks; devices
   :name: all-of-them
   :class: mine

.. term-list::
   :group: drink

.. term-list::

   Lost?
""",
    "md": """\
# Devices

:::{term-list}
:group: [drinks, devices]
:name: all-of-them
:class: mine
:::

:::{term-list}
:group: drink
:::

:::{term-list}

Lost?
:::
""",
}


def test_terms_of_groups(build: Build, syntax: str) -> None:
    files = {
        f"index.{syntax}": write_index(syntax, "words", "devices"),
        f"words.{syntax}": write_glossary(syntax),
        f"devices.{syntax}": LISTS[syntax],
    }
    built = build(files)
    body = page_body(built, "devices")
    [terms] = body.select("dl")
    assert {"term-list", "mine"} <= set(terms["class"])
    assert terms["id"] == "all-of-them"
    assert texts_of(terms, "dt") == ["crema", "espresso", "moka pot"]
    assert texts_of(terms, "dd")[0] == "It is crema itself."
    assert [str(link["href"]) for link in terms.select("dt > a")] == [
        f"words.html#term-{name}" for name in ("crema", "espresso", "moka-pot")
    ]
    assert "Lost?" in text_of(body)
    lines = LISTS[syntax].split("\n")
    messages = [
        (
            "term-list: no term has the group “drink”. Add it to a term-info. "
            "Did you mean “drinks”? [glossary_faq.term_list]"
        ),
        (
            "term-list: content is not allowed and is shown below the list. Move it out. "
            "[glossary_faq.term_list]"
        ),
        (
            "term-list: the list is empty because it has no group. Add the :group: option. "
            "[glossary_faq.term_list]"
        ),
    ]
    warnings = [warning.split(": ", 1) for warning in warnings_of(built)]
    assert sorted(message for _line, message in warnings) == sorted(messages)
    for line, _message in warnings:
        assert "term-list" in lines[int(line.split(":")[1]) - 1]
    text = build({}, "text", keep=True).text("devices.txt")
    assert "crema\n   It is crema itself.\n" in text
    latex = build({}, "latex", keep=True)
    [tex] = [latex.text(name) for name in latex.files() if name.endswith(".tex")]
    assert tex.count("It is crema itself.") == 2


def test_a_changed_definition_writes_the_list_again(tmp_path: Path) -> None:
    site = Site(tmp_path, options=WITHOUT_NAVIGATION)
    files = {
        "index.rst": write_index("rst", "words", "devices"),
        "words.rst": write_glossary("rst"),
        "devices.rst": "Devices\n=======\n\n.. term-list::\n   :group: devices\n",
    }
    site.write(files)
    site.build()
    for old, new, written in (
        ("It is moka pot", "It is a pot", {"devices"}),
        ("It is crema", "It is foam", set()),
        (":group: drinks", ":group: devices", {"devices"}),
    ):
        files["words.rst"] = files["words.rst"].replace(old, new)
        site.write(files)
        report = site.build()
        assert report.read == {"words"}
        assert report.written - {"words", "index"} == written
        page = site.files("html")["devices.html"].decode()
        assert "It is a pot itself." in page
        assert ("It is foam itself." in page) == (":group: drinks" not in files["words.rst"])
