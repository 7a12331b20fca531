"""Test `review.html` in a browser: keys, layout, accessibility and the file that it writes."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, expect

from sphinx_glossary_faq.check.review.review_page import render
from sphinx_glossary_faq.core.model.decisions import HEADER, Decision, dump
from sphinx_glossary_faq.core.senses.phrases import Phrases
from tests.external.conftest import SCHEMES, Scheme
from tests.external.test_accessibility import CRITERIA

HOSTILE = '</script><img src=x onerror=alert(1)><!-- \u2028 \x85 \ud800 “quoted” \\ "double"'


def make_term(name: str, rank: int | None = 1, count: int = 3, **fields: Any) -> dict[str, Any]:
    """Return the data of a term with linked, withheld and other mentions."""
    mentions = [
        [
            0,
            number + 1,
            f"Sentence {number} about file ",
            name,
            " errors.",
            number % 3,
            1,
            ((1, 2), (0, 2), (0, 0))[number % 3][number // 3 % 2],
        ]
        for number in range(count)
    ]
    third = count // 3
    return {
        "name": name,
        "page": "",
        "names": [f"{name} alias"],
        "definition": f"What {name} is.",
        "rank": rank,
        "entry": None,
        "fixed": {"link": "", "not_in": []},
        "linked": count - 2 * third,
        "withheld": third,
        "others": third,
        "facts": f"{count} mentions.",
        "phrases": [[f"file {name}", 3], [f"{name} errors", 2]],
        "mentions": mentions,
        **fields,
    }


def fixed_phrase(phrase: str) -> dict[str, Any]:
    """Return the decision in the sources that a term is not linked in a phrase."""
    return {"link": "", "not_in": [phrase]}


def make_data(*terms: dict[str, Any], **fields: Any) -> dict[str, Any]:
    missed = {"file": "a.rst", "line": 3, "term": "x", "text": HOSTILE, "why": "no name"}
    missed["reason"] = "other text"
    placeholder = {**missed, "reason": "placeholder"}
    return {
        "project": "Project",
        "language": "en",
        "asks": False,
        "header": HEADER,
        "file": "terms.toml",
        "decisions": [],
        "terms": list(terms),
        "sources": [["guide/a.rst", "Title"]],
        "states": [["linked", ""], ["withheld", "verb"], ["other", "linked earlier"]],
        "rules": [["verb", "It is a verb."]],
        "hand_made": {"recovered": 4, "missed": [missed, placeholder, missed]},
        **fields,
    }


WORDS = [make_term("system"), make_term("state"), make_term("input"), make_term("API key", None)]


class Review:
    """`review.html` in the browser."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        page.on("console", self._on_console)
        page.on("pageerror", self._on_error)

    def _on_console(self, message: ConsoleMessage) -> None:
        self.errors.append(message.text)

    def _on_error(self, error: Error) -> None:
        self.errors.append(error.message)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    @property
    def name(self) -> str:
        return self.page.inner_text("#name")

    @property
    def progress(self) -> str:
        return self.page.inner_text("#progress")

    def terms(self) -> list[str]:
        return self.page.locator("#terms bdi").all_text_contents()  # also while it is laid out

    def toml(self) -> str:
        """Return the content of the file that the page would save."""
        self.page.click("#open-result")
        text = self.page.input_value("#toml")
        self.press("Escape")
        return text


OpenReview = Callable[..., Review]
"""``open_review(data, width=1280, scheme="light")`` opens a page with data."""


@pytest.fixture
def open_review(browser: Browser, tmp_path: Path) -> Iterator[OpenReview]:
    """Return a function that opens a page from a file, with one storage in each test."""
    contexts: dict[Scheme, BrowserContext] = {}

    def open_review(
        data: dict[str, Any], width: int = 1280, scheme: Scheme = "light", **options: Any
    ) -> Review:
        path = tmp_path / "review.html"
        path.write_text(render(data), "utf-8")
        if scheme not in contexts:
            contexts[scheme] = browser.new_context(color_scheme=scheme, **options)
        review = Review(contexts[scheme].new_page())
        review.page.set_viewport_size({"width": width, "height": 800})
        review.page.goto(path.as_uri())
        return review

    yield open_review
    for context in contexts.values():
        context.close()


# -- deciding ------------------------------------------------------------------------------------


def test_keys_decide(open_review: OpenReview) -> None:
    """The next word is shown if a decision changes no link.  Otherwise, the change is shown."""
    review = open_review(make_data(*WORDS))
    status = review.page.get_by_role("status").first
    assert (review.name, review.progress) == ("system", "0 of 3 everyday words decided")
    review.press("f")
    assert (review.name, review.progress) == ("state", "1 of 3 everyday words decided")
    assert review.page.evaluate("document.activeElement.id") == "name"
    expect(status).to_have_text("system: Keep rules. 1 of 3 everyday words decided.")
    review.press("n")
    assert (review.name, review.page.inner_text("#outcome")) == ("state", "1 → 0 linked")
    expect(status).to_have_text("state: Never. 1 to 0 linked. 2 of 3 everyday words decided.")
    review.press("f", "k", "k", "e")
    assert (review.name, review.page.inner_text("#outcome")) == ("system", "1 → 0 linked")
    review.press("j", "j", "a")
    assert (review.name, review.page.inner_text("#outcome")) == ("input", "1 → 2 linked")
    assert review.progress == "3 of 3 everyday words decided; 1 other term has links"
    states = review.page.locator("#terms .state").all_inner_texts()
    assert states == ["Evidence", "Keep rules", "Always", ""]
    review.press("u", "u")
    assert (review.name, review.progress) == ("system", "2 of 3 everyday words decided")


def test_the_change_of_some_mentions(open_review: OpenReview) -> None:
    """The numbers are of those in the sentences shown, each with similar ones."""
    mentions = [[0, 1, "A ", "system", end, 0, count, 1] for end, count in ((".", 3), (" x.", 2))]
    review = open_review(make_data(make_term("system", mentions=mentions, linked=9)))
    review.press("n")
    assert review.page.inner_text("#outcome") == "5 → 0 linked of 5 shown"


def test_words_that_are_not_linked_before_a_decision(open_review: OpenReview) -> None:
    mention = [0, 1, "A ", "system", ".", 0, 1, 1]
    decision = {"name": "system", "page": "", "link": "rules", "not_in": [], "sample": ""}
    term = make_term("system", mentions=[mention], linked=1, withheld=0, entry=0)
    review = open_review(make_data(term, asks=True, decisions=[decision]))
    review.press("f")
    assert review.page.inner_text("#outcome") == "1 → 0 linked"
    review.press("f")
    assert review.page.inner_text("#outcome") == ""


def test_the_same_key_again_removes_a_decision(open_review: OpenReview) -> None:
    review = open_review(make_data(*WORDS))
    review.press("n", "n")
    assert (review.name, review.progress) == ("system", "0 of 3 everyday words decided")
    assert review.page.inner_text("#outcome") == ""


def test_next_goes_on_after_the_everyday_words(open_review: OpenReview) -> None:
    others = [make_term(f"rare{number}", None) for number in range(2)]
    unlinked = make_term("unlinked", None, linked=0)
    review = open_review(make_data(make_term("system"), *others, unlinked))
    review.press("j")
    assert (review.name, review.progress) == ("rare0", "0 of 1 everyday word decided")
    review.press("k", "f", "f")
    assert (review.name, review.progress) == (
        "rare1",
        "1 of 1 everyday word decided; 2 other terms have links",
    )
    assert "unlinked" not in review.terms()


def test_keys_move(open_review: OpenReview) -> None:
    review = open_review(make_data(*WORDS))
    review.press("j", "j")
    assert review.name == "input"
    review.press("j", "j", "k")
    assert review.name == "input"


def test_keys_can_be_turned_off(open_review: OpenReview) -> None:
    review = open_review(make_data(*WORDS))
    review.press("?")
    review.page.uncheck("#use-keys")
    review.press("Escape", "n", "j")
    assert (review.name, review.progress) == ("system", "0 of 3 everyday words decided")


def test_typing_does_not_decide(open_review: OpenReview) -> None:
    review = open_review(make_data(*WORDS))
    review.press("/")
    review.page.keyboard.type("an")
    assert review.progress == "0 of 3 everyday words decided"


def test_a_phrase_around_a_mention(open_review: OpenReview) -> None:
    review = open_review(make_data(*WORDS))
    review.press("p")
    assert review.page.input_value("#phrase-input") == "file system"
    review.press("Enter")
    expect(review.page.locator("#excluded")).to_contain_text("file system")
    assert review.progress == "1 of 3 everyday words decided"
    assert review.page.locator("#terms .state").first.inner_text() == "except in 1 phrase"
    assert review.page.locator(".rejected .effect").first.inner_text().endswith("“file system”")
    entry = tomllib.loads(review.toml())["term"][0]
    assert entry["not-in"] == ["file system"]
    assert entry["sample"] == "Sentence 0 about file system errors."


def test_a_selected_phrase(open_review: OpenReview) -> None:
    review = open_review(make_data(*WORDS))
    review.page.evaluate(
        """() => {
            const sentence = document.querySelector(".mentions p");
            const range = document.createRange();
            range.setStart(sentence.firstChild, 11);
            range.setEnd(sentence.lastChild, 7);
            getSelection().addRange(range);
        }"""
    )
    review.page.get_by_role("button", name="Not in… p").click()
    assert review.page.input_value("#phrase-input") == "about file system errors"


@pytest.mark.parametrize(
    ("keys", "effects"),
    [
        ("", ["", "", "", "", "", ""]),
        ("a", ["linked", "linked", "linked", "linked", "", ""]),
        ("n", ["not linked", "not linked", "not linked", "not linked", "", ""]),
        ("f", ["linked", "linked", "not linked", "linked", "", ""]),
        # The second linked and the second withheld mention have evidence.
        ("e", ["not linked", "linked", "not linked", "linked", "", ""]),
    ],
)
def test_mentions_show_the_effect_of_a_decision(
    open_review: OpenReview, keys: str, effects: list[str]
) -> None:
    review = open_review(make_data(make_term("system", count=6)))
    review.press(*keys)
    shown = review.page.locator(".effect").all_text_contents()
    assert [effect.removeprefix(" → ") for effect in shown] == effects


def test_a_phrase_can_be_combined_with_always(open_review: OpenReview) -> None:
    review = open_review(make_data(make_term("system", count=6, fixed=fixed_phrase("file system"))))
    review.press("a")
    effects = review.page.locator(".effect").all_text_contents()
    assert effects == [" → not linked: “file system”"] * 4 + [""] * 2


PHRASES = [
    ("file system", "A ", "system", "."),
    ("file system", "A file ", "system", "."),
    ("file systems", "A file-", "system", "."),
    ("file system", "Any FILE ", "Systems", ", too."),
    ("file system", "A profile ", "system", "."),
    ("file system", "A file, ", "system", "."),
    ("system time", "The ", "system", " times out."),
    ("system time", "The ", "system", ". Time is up."),
    ("the system", "The “", "system", "” is old."),
    ("what the system is", "See what the ", "systems", " is."),
    ("entry system", "File entries ", "system", "."),
    ("system class", "The ", "system", " classes."),
    ("system bus", "The ", "system", " bus."),
    ("system boxes", "The ", "system", " box"),
]


@pytest.mark.parametrize("phrase", PHRASES)
def test_phrases_are_found_as_in_the_build(
    open_review: OpenReview, phrase: tuple[str, str, str, str]
) -> None:
    not_in, *parts = phrase
    mention = [0, 1, *parts, 0, 1, 1]
    review = open_review(
        make_data(make_term("system", mentions=[mention], fixed=fixed_phrase(not_in)))
    )
    is_found = "not linked" in review.page.inner_text(".mentions")
    assert is_found == bool(Phrases([not_in]).find(*parts))


@pytest.mark.parametrize("phrase", ["system", "file", " "])
def test_a_phrase_has_the_word_and_others(open_review: OpenReview, phrase: str) -> None:
    review = open_review(make_data(*WORDS))
    review.press("p")
    review.page.fill("#phrase-input", phrase)
    review.press("Enter")
    assert review.page.is_visible("#phrase")


def test_frequent_phrases(open_review: OpenReview) -> None:
    """Eight are shown first."""
    phrases = [["file system", 3], *([f"system {number}", 2] for number in range(9))]
    review = open_review(make_data(make_term("system", phrases=phrases)))
    review.page.get_by_role("button", name="Not in file system × 3").click()
    frequent = review.page.locator("#frequent li")
    assert (frequent.count(), frequent.last.inner_text()) == (9, "1 more")
    frequent.last.get_by_role("button").click()
    assert (frequent.count(), frequent.last.inner_text()) == (9, "Not in\nsystem 8 × 2")
    assert review.page.evaluate("document.activeElement.textContent") == "Not in system 8 × 2"
    review.page.get_by_role("button", name="Remove file system").click()
    assert review.progress == "0 of 1 everyday word decided"


def test_decisions_in_the_sources_cannot_be_changed(open_review: OpenReview) -> None:
    fixed = make_term("fixed", fixed={"link": "never", "not_in": ["a fixed"]})
    review = open_review(make_data(fixed))
    assert review.progress == "1 of 1 everyday word decided"
    review.press("a")
    assert review.toml() == HEADER


# -- the list ------------------------------------------------------------------------------------


def test_search_and_filter(open_review: OpenReview) -> None:
    review = open_review(make_data(*WORDS))
    assert review.terms() == ["system", "state", "input", "API key"]
    review.page.select_option("#filter", "undecided")
    review.press("n")
    assert review.terms() == ["system", "state", "input", "API key"]
    review.press("j")
    assert (review.name, review.terms()) == ("state", ["state", "input", "API key"])
    review.page.select_option("#filter", "everyday")
    assert review.terms() == ["system", "state", "input"]
    review.page.select_option("#filter", "decided")
    assert review.terms() == ["system"]
    review.page.select_option("#filter", "all")
    review.page.fill("#search", "key")
    assert review.terms() == ["API key"]
    review.page.fill("#search", "no such term")
    assert review.page.is_visible("#none")


def test_mentions_are_grouped(open_review: OpenReview) -> None:
    """By what happens to them, and then by phrases."""
    term = make_term("system", count=30, linked=40, phrases=[["sentence 3", 1], ["file system", 9]])
    term["mentions"][3][2] = "Many "
    review = open_review(make_data(term))
    headings = review.page.locator("#mentions h3").all_inner_texts()
    lists = [
        review.page.locator("#mentions > .mentions"),
        review.page.locator("#mentions > details"),
    ]
    assert [heading.split()[0] for heading in headings] == ["Linked", "Withheld", "Not"]
    assert headings[0] == "Linked 10 of 40"
    assert lists[1].locator(".mentions").first.is_hidden()
    review.page.click("#mentions > details > summary")
    assert lists[1].locator(".mentions").first.is_visible()
    linked = lists[0].first.locator("> li")
    assert linked.count() == 2
    assert linked.nth(0).locator("summary").inner_text() == "8 more with “file system”"
    assert linked.nth(1).locator("p").inner_text() == "Many system errors."
    linked.nth(0).locator("summary").click()
    review.press("n")
    effects = linked.nth(0).locator(".effect").all_text_contents()
    assert effects == [" → not linked"] * 9


def test_similar_sentences_are_counted(open_review: OpenReview) -> None:
    mention = [0, 1, "A ", "system", ".", 0, 3, 0]
    review = open_review(make_data(make_term("system", mentions=[mention], linked=3)))
    assert review.page.inner_text("#mentions h3") == "Linked 3"
    expect(review.page.locator(".mentions small")).to_contain_text("and 2 similar sentences")


# -- the file ------------------------------------------------------------------------------------


def test_the_file_is_what_dump_writes(open_review: OpenReview) -> None:
    """Hostile names and phrases, names that several terms have, and unchanged entries."""
    decisions = [
        Decision("Zebra", "", "evidence", (), "Kept."),
        Decision("gone", "", "", ("gone by",)),
        Decision("old", "", "never", (), "Old."),
    ]
    hostile = HOSTILE.replace("\ud800", "\ufffd")
    terms = [
        make_term("old", entry=2),
        make_term("twice", page="a/words"),
        make_term("twice", page="b"),
        make_term(hostile, None),
        make_term("Zebra", entry=0),
    ]
    fields = ("name", "page", "link", "not_in", "sample")
    entries = [{name: getattr(entry, name) for name in fields} for entry in decisions]
    review = open_review(make_data(*terms, decisions=entries))
    assert review.toml() == dump(decisions)
    review.page.select_option("#filter", "all")
    for key in ("k", "a", "n", "p", "e"):
        review.press(key)
        if key == "p":
            review.press("Enter")
        if key != "k":
            review.press("j")
    sample = "Sentence 0 about file {} errors."
    expected = [
        *decisions[:2],
        Decision("old", "", "always", (), sample.format("old")),
        Decision("twice", "a/words", "never", (), sample.format("twice")),
        Decision("twice", "b", "", ("file twice",), sample.format("twice")),
        Decision(hostile, "", "evidence", (), sample.format(hostile)),
    ]
    text = review.toml()
    assert text == dump(expected)
    names = [entry["name"] for entry in tomllib.loads(text)["term"]]
    assert sorted(names) == sorted(decision.name for decision in expected)


def test_the_file_is_downloaded(open_review: OpenReview) -> None:
    review = open_review(make_data(*WORDS, file="decided.toml"))
    review.press("n")
    review.page.click("#open-result")
    with review.page.expect_download() as download:
        review.page.click("#download")
    assert download.value.suggested_filename == "decided.toml"
    assert Path(download.value.path()).read_text("utf-8") == review.page.input_value("#toml")
    assert review.errors == []


# -- storage -------------------------------------------------------------------------------------


def test_decisions_are_kept_when_the_page_is_loaded_again(open_review: OpenReview) -> None:
    review = open_review(make_data(*WORDS))
    review.press("f")
    before = review.toml()
    review.page.reload()
    assert (review.name, review.toml()) == ("state", before)
    other = open_review(make_data(*WORDS, project="Other"))
    assert other.progress == "0 of 3 everyday words decided"


def test_a_page_without_storage_says_so(open_review: OpenReview) -> None:
    review = open_review(make_data(*WORDS))
    review.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error(); } })"
    )
    review.page.reload()
    review.press("n")
    assert review.page.is_visible("#storage")
    assert review.progress == "1 of 3 everyday words decided"


@pytest.mark.parametrize("stored", ["[", "null", '{"[\\"system\\",\\"\\"]": 3}'])
def test_damaged_storage_is_ignored(open_review: OpenReview, stored: str) -> None:
    review = open_review(make_data(*WORDS))
    review.page.evaluate("s => localStorage.setItem('glossary-faq-review:Project', s)", stored)
    review.page.reload()
    assert review.progress == "0 of 3 everyday words decided"
    assert review.errors == []


def test_the_help_explains_the_rules(open_review: OpenReview) -> None:
    """It is shown from its start."""
    review = open_review(make_data(*WORDS), 375)
    review.press("?")
    assert review.page.evaluate("document.getElementById('keys').scrollTop") == 0
    assert review.page.inner_text("#rules").split("\n") == ["verb", "It is a verb."]


# -- showing -------------------------------------------------------------------------------------


def test_hostile_text_is_shown_as_text(open_review: OpenReview) -> None:
    term = make_term(HOSTILE, definition=HOSTILE, names=[HOSTILE], phrases=[[HOSTILE, 2]])
    review = open_review(make_data(term, project=HOSTILE, sources=[[HOSTILE, HOSTILE]]))
    review.page.click("#open-hand-made")
    assert review.page.evaluate("document.activeElement.id") == "hand-made-heading"
    assert review.page.locator("#missed h3").all_inner_texts() == [
        "Would be lost: 2",
        "In the definition of the term, or to a placeholder: 1",
    ]
    assert review.page.locator("#missed > ul > li").first.inner_text().startswith("x × 2")
    assert review.page.locator("img").count() == 0
    assert review.errors == []


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
def test_no_horizontal_scrolling(open_review: OpenReview, width: int) -> None:
    long = make_term("Donaudampfschifffahrtsgesellschaftskapitänsmütze" * 2)
    review = open_review(make_data(long, *WORDS), width)
    for dialog in ("", "#open-keys", "#open-result", "#open-hand-made", "#add-phrase"):
        if dialog:
            review.page.click(dialog)
        content = review.page.evaluate("document.documentElement.scrollWidth")
        assert content <= width, dialog
        review.press("Escape")


def test_a_narrow_page(open_review: OpenReview) -> None:
    definition = "A definition of many words. " * 9
    review = open_review(make_data(make_term("system", definition=definition), *WORDS), 375)
    heights = "buttons => buttons.map(button => button.getBoundingClientRect().height)"
    assert min(review.page.locator("header .actions button").evaluate_all(heights)) >= 44
    text = review.page.locator(".mentions p").first.bounding_box()
    ask = review.page.locator(".mentions button").first.bounding_box()
    decision = review.page.locator("#decision").bounding_box()
    assert text is not None
    assert ask is not None
    assert ask["y"] >= text["y"] + text["height"]
    assert text["width"] > 300
    assert decision is not None
    assert text["y"] + text["height"] < 740 - decision["height"], "the first screen of a phone"
    review.page.click("#unfold")
    assert review.page.locator("#facts").is_visible()
    unfolded = review.page.locator("#definition").bounding_box()
    assert unfolded is not None
    assert unfolded["height"] > 100


def test_only_the_panes_of_a_wide_page_scroll(open_review: OpenReview) -> None:
    """Hidden text in a long list does not make the document longer than the window."""
    words = [make_term(f"word{number}", number + 1, 100, phrases=[]) for number in range(100)]
    review = open_review(make_data(*words))
    assert review.page.evaluate("document.getElementById('main').scrollHeight") > 2000
    height = review.page.evaluate("document.scrollingElement.scrollHeight")
    assert height <= review.page.evaluate("innerHeight")


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    "dialog", ["", "#open-keys", "#open-result", "#open-hand-made", "#add-phrase"]
)
def test_the_page_is_accessible(
    open_review: OpenReview, dialog: str, scheme: Scheme, width: int
) -> None:
    fixed = make_term("fixed", fixed={"link": "never", "not_in": ["a fixed"]})
    review = open_review(make_data(*WORDS, fixed), width, scheme)
    review.press("n")
    if width < 800:
        review.page.click("summary")
    if dialog:
        review.page.click(dialog)
    violations = [
        f"{violation['id']}: {violation['nodes'][0]['html']}"
        for violation in Axe().run(review.page, options=CRITERIA).response["violations"]
    ]
    assert violations == []


def test_right_to_left_text(open_review: OpenReview) -> None:
    mention = [0, 1, "זה ", "מערכת", " קבצים.", 0, 1, 0]
    review = open_review(make_data(make_term("מערכת", mentions=[mention]), language="he"))
    direction = "element => getComputedStyle(element).direction"
    assert review.page.locator(".mentions p").first.evaluate(direction) == "rtl"
    assert review.page.locator("#name bdi").evaluate(direction) == "rtl"


def test_a_project_without_terms(open_review: OpenReview) -> None:
    review = open_review(make_data(hand_made={"recovered": 0, "missed": []}))
    review.press("a", "n", "j", "k", "p", "u")
    assert review.page.is_visible("#none")
    assert review.toml() == HEADER
    assert review.errors == []


def test_large_projects_open_without_delay(open_review: OpenReview) -> None:
    """10,000 mentions of 800 terms: only those of one term are in the document."""
    words = [make_term(f"word{number}", number + 1, 100) for number in range(100)]
    others = [make_term(f"term{number}", None) for number in range(700)]
    data = make_data(*words, *others)
    assert len(json.dumps(data)) > 500_000
    review = open_review(data)
    review.page.select_option("#filter", "all")
    assert len(review.terms()) == 800
    assert review.page.locator(".mentions > li").count() <= 120
