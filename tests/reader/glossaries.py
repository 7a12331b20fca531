"""Write glossaries and pages with their terms, in both syntaxes."""

from __future__ import annotations

from textwrap import indent

INFO = {
    "espresso": {"aliases": "short black; esprit", "group": "drinks", "abbreviation": "ESP"},
    "crema": {"related": "espresso", "group": "drinks"},
    "moka pot": {"aliases": "stovetop pot", "group": "devices"},
}

NAMES = ["moka pot", "Zarf", "crema", "espresso", "acid", "body", "dose", "filter", "grind"]
NAMES += ["hopper", "jug", "kettle", "latte"]

# Three sections of one page mention terms: without a heading of its own, and below two headings.
MENTIONS = """\
An ESP, a small espresso; a grind.

{heading} The pot

The moka pot, the big moka pot and {role}`a stovetop <moka pot>`.
"""


def write_glossary(syntax: str, names: list[str] = NAMES, option: str = ":sorted:") -> str:
    """Return a page with a glossary of *names*."""
    if syntax == "list":
        return "# Words\n\n{.glossary}\n" + "\n".join(
            f"{name}\n: It is {name} itself.\n{indent(_info(name, 'md'), '  ')}" for name in names
        )
    entries = "\n".join(
        f"{name}\n  It is {name} itself.\n{indent(_info(name, syntax), '  ')}" for name in names
    )
    if syntax == "rst":
        return f"Words\n=====\n\n.. glossary::\n   {option}\n\n{indent(entries, '   ')}"
    return f"# Words\n\n::::{{glossary}}\n{option}\n\n{entries}\n::::\n"


def _info(name: str, syntax: str) -> str:
    options = [f":{option}: {value}" for option, value in INFO.get(name, {}).items()]
    if not options:
        return ""
    lines = "\n".join(options)
    if syntax == "rst":
        return f"\n.. term-info::\n{indent(lines, '   ')}\n"
    return f"\n:::{{term-info}}\n{lines}\n:::\n"


def write_page(syntax: str, title: str = "Brewing") -> str:
    """Return a page that mentions terms in two sections."""
    if syntax == "rst":
        text = MENTIONS.format(heading="", role=":term:").replace(
            " The pot\n", "The pot\n-------\n"
        )
        return f"{title}\n{'=' * len(title)}\n\n{text}"
    return f"# {title}\n\n" + MENTIONS.format(heading="##", role="{term}")


def write_index(syntax: str, *docnames: str) -> str:
    """Return an index of the pages."""
    if syntax == "rst":
        entries = "".join(f"   {docname}\n" for docname in docnames)
        return f"Index\n=====\n\n.. toctree::\n\n{entries}"
    return "# Index\n\n```{toctree}\n" + "\n".join(docnames) + "\n```\n"


def write_site(syntax: str) -> dict[str, str]:
    """Return a glossary and a page that mentions its terms."""
    suffix = "rst" if syntax == "rst" else "md"
    return {
        f"index.{suffix}": write_index(suffix, "words", "brewing"),
        f"words.{suffix}": write_glossary(syntax),
        f"brewing.{suffix}": write_page(suffix),
    }
