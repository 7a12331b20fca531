from __future__ import annotations

from sphinx_glossary_faq.core.inflection import grammar
from sphinx_glossary_faq.core.phrases import CLAIMS, ENDS, GOES_ON, TARGET, Phrases, Spelling


def phrases(*spellings: tuple[str, int] | tuple[str, int, str], language: str = "en") -> Phrases:
    return Phrases([Spelling(*spelling) for spelling in spellings], grammar(language))


def flags(found: Phrases) -> dict[str, int]:
    return {phrase: code & (ENDS | GOES_ON) for phrase, code in found.codes.items()}


def test_phrases_and_their_beginnings() -> None:
    found = phrases(("event", 1), ("event-loop policy", 2), ("Event Loop", 3))
    assert flags(found) == {
        "event": TARGET | GOES_ON,
        "event loop": TARGET | GOES_ON,
        "event loop policy": TARGET,
    }
    assert found.inner == {"event", "loop"}
    assert found.last == {"event", "loop", "policy"}


def test_the_order_of_a_phrase_and_its_beginning_does_not_matter() -> None:
    one = phrases(("event", 1), ("event loop", 2))
    other = phrases(("event loop", 2), ("event", 1))
    assert flags(one) == flags(other)
    assert one.meant(one.codes["event"], ["event"]) == (1,)
    assert other.meant(other.codes["event"], ["event"]) == (1,)


def test_the_head_of_a_phrase_may_be_inflected() -> None:
    found = phrases(("attorney general", 1))
    assert "attorneys general" in found.codes
    assert "attorneys general" not in phrases(("attorney general", 1), language="de").codes


def test_signs_are_kept_apart() -> None:
    found = phrases((">>>", 1), ("...", 2, "exact"), ("…", 3))
    assert found.signs == {">>>": {1}, "...": {3}}
    assert list(found.codes) == ["..."]


def test_claims_are_judged() -> None:
    found = phrases(("REST", 1), ("rest", 2), ("rest", 3))
    code = found.codes["rest"]
    assert code & CLAIMS
    assert found.meant(code, ["REST"]) == (1,)
    assert found.meant(code, ["rest"]) == (2, 3)
    assert found.meant(code, ["Rest"]) == (2, 3)
