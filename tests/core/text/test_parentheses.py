"""Test which names are derived from a name with a parenthesis."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.text.parentheses import abbreviates, derive_names


@pytest.mark.parametrize(
    ("name", "names", "domain"),
    [
        # Abbreviations, on either side.
        ("Python Package Index (PyPI)", ["Python Package Index", "PyPI"], []),
        ("CI (Continuous Integration)", ["CI", "Continuous Integration"], []),
        ("Basic Input/Output System (BIOS)", ["Basic Input/Output System", "BIOS"], []),
        ("Input/Output (I/O)", ["Input/Output", "I/O"], []),
        ("Extensible Markup Language (XML)", ["Extensible Markup Language", "XML"], []),
        ("Web Interfaces (WIs)", ["Web Interfaces", "WIs"], []),
        ("Database (DB)", ["Database", "DB"], []),
        ("Source Distribution (sdist)", ["Source Distribution", "sdist"], []),
        ("Point of Sale (pos)", ["Point of Sale", "pos"], []),
        ("Configuration (config)", ["Configuration", "config"], []),
        ("Internationalization (i18n)", ["Internationalization", "i18n"], []),
        ("Datenschutz-Verordnung (DSVO)", ["Datenschutz-Verordnung", "DSVO"], []),
        ("持续集成（CI）", ["持续集成", "CI"], []),
        # With text after the parenthesis.
        ("Domain Name System (DNS) record", ["Domain Name System record", "DNS record"], []),
        ("Lock (file) manager", [], []),
        # Quoted or introduced names, and lists.
        ('Source Distribution (or "sdist")', ["Source Distribution", "sdist"], []),
        ("Source Distribution (or “sdist”)", ["Source Distribution", "sdist"], []),
        ("Wheel (called ‘bdist’, « built »)", ["Wheel", "bdist", "built"], []),
        ("Wheel (also known as bdist or bin, built)", ["Wheel", "bdist", "bin", "built"], []),
        ("Continuous Run (CR / c.r. or cr)", ["Continuous Run", "CR", "c.r.", "cr"], []),
        ("Virtual Machine (VM; guest)", ["Virtual Machine", "VM"], ["guest"]),
        ("Decorator (class or function)", ["Decorator"], ["class", "function"]),
        ('CI ("Continuous Integration")', ["CI", "Continuous Integration"], []),
        # Domains.
        ("Mercury (planet)", ["Mercury"], ["planet"]),
        ("Merkur (Planet)", ["Merkur"], ["planet"]),
        ("f(x) (function)", ["f(x)"], ["function"]),
        ("Gigabyte (unit of size)", ["Gigabyte"], ["unit", "size"]),
        ("Interface (for UNIX)", ["Interface"], ["unix"]),
        ("Port (TCP)", ["Port"], ["tcp"]),
        ("Data lake (data)", ["Data lake"], ["data"]),
        ("Key (map)", ["Key"], ["map"]),
        ("水星（惑星）", ["水星"], ["惑星"]),
        ("Current (I)", ["Current"], []),
        # Parts of the name.
        *(
            (name, [], [])
            for name in (
                "lambdify()",
                "term(s)",
                "HTTP(S)",
                "f(x)",
                "(un)stable",
                "(a) b",
                "a (b) (c)",
            )
        ),
    ],
)
def test_names_and_domain(name: str, names: list[str], domain: list[str]) -> None:
    derived = derive_names(name)
    assert (list(derived.names), list(derived.domain)) == (names, domain)


@pytest.mark.parametrize(
    ("name", "language", "alternative"),
    [
        ("Merkur (oder Quecksilber)", "de", "Quecksilber"),
        ("Merkur (auch „Quecksilber“ genannt)", "de", "Quecksilber"),
        ("Mercure (ou vif-argent)", "fr", "vif-argent"),
        ("Mercure (aussi appelé vif-argent)", "fr", "vif-argent"),
        ("Mercurio (también conocido como azogue)", "es", "azogue"),
        ("Mercurio (o azogue)", "es", "azogue"),
        ("Kwik (ook wel kwikzilver)", "nl", "kwikzilver"),
        ("Type (of value)", "en", None),
        ("Type (ou vif-argent)", "en", None),
    ],
)
def test_introductions_depend_on_the_language(
    name: str, language: str, alternative: str | None
) -> None:
    names = derive_names(name, language).names
    assert names[1:] == ((alternative,) if alternative else ())


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("PyPI", "PyPI"),
        ("A", "Array"),
        ("IPP", "Python Package Index"),
        ("RAY", "Array store"),
        ("path", "Pattern matching"),
        ("data", "Data lake"),
        ("sd it", "Source Distribution"),
        ("a" * 60 + "b", "aaa " * 40),
    ],
)
def test_other_words_are_no_abbreviations(short: str, long: str) -> None:
    assert not abbreviates(short, long)


@given(st.text(st.characters(exclude_characters="(（")))
def test_names_without_a_parenthesis_derive_nothing(name: str) -> None:
    assert derive_names(name) == ((), ())


PARTS = st.sampled_from([*'()（）"“”/,; aAbB', "or ", "also known as ", "API", "planet", "\n", "é"])


@given(st.lists(PARTS, max_size=20).map("".join))
def test_derived_names_are_parts_of_the_name(name: str) -> None:
    """They are distinct, and have no bracket after a space and no blanks around them."""
    names = derive_names(name).names
    written = " ".join(name.split())
    assert len(set(names)) == len(names)
    for derived in names:
        assert derived.strip() == derived != written
        assert " (" not in derived
        assert all(word in written for word in derived.split())
