"""The search page in a browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open

QUESTION = "/?q=what+did+Blinken+say+about+cyber+attacks"
ASKED = re.compile(r"/\?q=" + r"(?:\+|%20)".join("what did Blinken say about cyber attacks".split()) + "$")
WHEAT = "/?q=wheat+prices"


def chips(page: Page) -> list[str]:
    return [text.strip() for text in page.locator(".chip-text").all_inner_texts()]


def ask(page: Page, question: str) -> None:
    page.get_by_role("searchbox").first.fill(question)
    page.get_by_role("button", name="Search").click()


def test_a_question_is_asked_and_answered(open_page: Open) -> None:
    page = open_page("/")
    assert "transcripts" in page.locator(".holds").inner_text()
    ask(page, "what did Blinken say about cyber attacks")
    first = page.locator(".quote").first
    expect(first.locator(".by")).to_have_text("Antony Blinken")
    expect(first.locator(".words")).to_contain_text("I was with President Biden in Geneva")
    expect(first.locator("mark").first).to_be_visible()
    expect(first.locator("time")).to_have_text("16 February 2022")
    expect(page).to_have_url(ASKED)
    expect(page).to_have_title("what did Blinken say about cyber attacks — onrecord")
    expect(page.get_by_role("status")).to_contain_text("match")
    assert chips(page) == ["topic: cyber attacks", "speaker: Antony Blinken"]
    page.go_back()
    expect(page.locator("h1")).to_have_text("Who said it, and in what words?")


def test_evidence_question_and_speaker_are_at_hand(open_page: Open) -> None:
    page = open_page(QUESTION)
    first = page.locator(".quote").first
    first.locator(".byline .known summary").click()
    expect(first.locator(".byline .why mark")).to_have_text("U.S. Secretary of State Antony Blinken")
    asked = first.locator(".asked")
    expect(asked.locator("blockquote").first).not_to_be_visible()
    asked.locator("summary").first.click()
    expect(asked.locator("blockquote").first).to_contain_text("Richard Haass")
    first.locator(".by a").click()
    expect(page.locator("h1")).to_have_text("Antony Blinken")


def test_chips_are_taken_out_and_put_back(open_page: Open) -> None:
    page = open_page(QUESTION)
    page.get_by_role("link", name="Search without speaker: Antony Blinken").or_(
        page.get_by_role("link", name="Search without speaker Antony Blinken")
    ).click()
    expect(page.locator(".chip")).to_have_count(1)
    assert chips(page) == ["topic: cyber attacks"]
    assert "interpret=false" in page.url
    expect(page.get_by_role("searchbox").first).to_have_value("cyber attacks")
    page.get_by_role("link", name="Read it again").click()
    expect(page.locator(".chip")).to_have_count(2)
    expect(page).to_have_url(ASKED)
    page.get_by_role("link", name="Take it literally").click()
    expect(page.locator(".chip")).to_have_count(1)
    assert chips(page) == ["topic: what did Blinken say about cyber attacks"]


def test_dates_in_the_question_are_a_chip(open_page: Open) -> None:
    page = open_page("/?q=what+did+Baker+say+about+wheat+prices+since+March+2021")
    assert chips(page) == ["topic: wheat prices", "speaker: Anna Baker", "since March 2021"]
    page.locator(".chip", has_text="since March").locator("a").click()
    expect(page.locator(".chip")).to_have_count(2)
    assert chips(page) == ["topic: wheat prices", "speaker: Anna Baker"]


def test_the_topic_taken_out_leaves_the_filters(open_page: Open) -> None:
    page = open_page(QUESTION)
    page.locator(".chip", has_text="topic").locator("a").click()
    expect(page.locator(".front")).to_be_visible()
    assert chips(page) == ["speaker: Antony Blinken"]
    ask(page, "music")
    expect(page.locator(".quote .by").first).to_have_text("Antony Blinken")


def test_namesakes_are_offered(open_page: Open) -> None:
    page = open_page("/?q=what+did+Miller+say+about+the+crane")
    choices = page.locator(".choices a")
    assert sorted(choices.all_inner_texts()) == ["John Miller", "Robert Miller"]
    choices.filter(has_text="Robert").click()
    expect(page.locator(".chip", has_text="speaker: Robert Miller")).to_be_visible()
    assert set(page.locator(".quote .by").all_inner_texts()) == {"Robert Miller"}


@pytest.mark.parametrize(
    ("path", "status", "offered"),
    [
        ("/?q=a&speaker=Blinkin", 404, "Antony Blinken"),
        ("/?q=crane&speaker=Miller", 409, "John Miller"),
        ("/?q=a&date_from=yesterday", 400, "How to ask"),
        ("/?q=a&cursor=zzz", 400, "How to ask"),
        (f"/?q={'a' * 1001}", 400, "How to ask"),
    ],
)
def test_what_cannot_be_searched_says_why(open_page: Open, path: str, status: int, offered: str) -> None:
    page = open_page("/")
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == status
    expect(page.locator("#count")).not_to_be_empty()
    expect(page.get_by_role("link", name=offered).last).to_be_visible()


def test_facets_narrow_and_widen(open_page: Open) -> None:
    page = open_page(WHEAT)
    page.locator(".facets a", has_text="Farm briefing of month 5").click()
    expect(page.locator(".chip", has_text="event: Farm briefing of month 5")).to_be_visible()
    assert "transcript=farm-05" in page.url
    assert set(page.locator(".event a").all_inner_texts()) == {"Farm briefing of month 5"}
    page.locator(".facets .chosen a").click()
    expect(page.locator(".chip", has_text="event")).to_have_count(0)
    page.locator(".facets a", has_text="Anna Baker").click()
    expect(page.locator(".chip", has_text="speaker: Anna Baker")).to_be_visible()


def test_a_month_is_clicked(open_page: Open) -> None:
    page = open_page(WHEAT)
    bars = page.locator("[data-timeline] a")
    assert bars.count() % 12 == 0
    page.locator('[data-timeline] a[data-first="2021-03-01"]').click()
    expect(page.locator(".chip", has_text="in March 2021")).to_be_visible()
    assert set(page.locator(".event a").all_inner_texts()) == {"Farm briefing of month 3"}
    # All months are still there to choose from.
    assert page.locator("[data-timeline] .bar").count() > 3
    page.locator(".chip", has_text="in March 2021").locator("a").click()
    expect(page.locator(".chip", has_text="March")).to_have_count(0)


def test_a_range_of_months_is_brushed(open_page: Open) -> None:
    page = open_page(WHEAT)
    first = page.locator('[data-timeline] a[data-first="2021-02-01"] .hit').bounding_box()
    last = page.locator('[data-timeline] a[data-first="2021-05-01"] .hit').bounding_box()
    assert first is not None
    assert last is not None
    y = first["y"] + first["height"] / 2
    page.mouse.move(first["x"] + 3, y)
    page.mouse.down()
    page.mouse.move(last["x"] + last["width"] / 2, y, steps=8)
    page.mouse.up()
    expect(page.locator(".chip", has_text="February 2021 to May 2021")).to_be_visible()
    assert "date_from=2021-02-01&date_to=2021-05-31" in page.url
    months = {text.split()[-1] for text in page.locator(".event a").all_inner_texts()}
    assert months == {"2", "3", "5"}


def test_context_is_shown_in_place(open_page: Open) -> None:
    page = open_page(QUESTION)
    first = page.locator(".quote").first
    first.get_by_role("link", name="Two turns around").click()
    around = first.locator(".around")
    expect(around.locator(".turn")).to_have_count(4)
    assert around.locator(".anchor").all_inner_texts() == ["#14", "#15", "#17", "#18"]


def test_a_quote_a_link_and_a_citation_are_copied(open_page: Open) -> None:
    page = open_page(QUESTION, permissions=["clipboard-read", "clipboard-write"])
    first = page.locator(".quote").first

    def copied(name: str) -> str:
        first.get_by_role("button", name=name).click()
        expect(page.get_by_role("status")).to_contain_text("copied")
        page.wait_for_function("navigator.clipboard.readText().then((text) => text.length > 0)")
        text: str = page.evaluate("navigator.clipboard.readText()")
        return text

    answer = page.request.get("/v1/search", params={"q": "what did Blinken say about cyber attacks"}).json()
    result = answer["results"][0]
    assert copied("Copy quote") == result["readable"]
    link = copied("Copy link")
    assert re.search(r"/t/blinken-morning-joe\?start=6097&end=6626&sha=[0-9a-f]{64}#turn-16$", link)
    first.locator(".cite summary").click()
    assert copied("Copy citation").startswith(f"“{result['readable']}”\n— Antony Blinken.")
    first.get_by_role("link", name="BibTeX").click()
    expect(first.locator("[data-citation]")).to_contain_text("@misc{")
    assert copied("Copy citation").startswith("@misc{")


def test_more_results_are_added_below(open_page: Open) -> None:
    page = open_page("/?q=parking+or+Ukraine")
    expect(page.locator(".quote")).to_have_count(10)
    page.get_by_role("link", name="More results").click()
    expect(page.locator(".quote")).to_have_count(20)
    ranks = page.locator(".quote").evaluate_all("(all) => all.map((one) => one.id)")
    assert ranks == [f"r{rank}" for rank in range(1, 21)]


def test_nothing_answers(open_page: Open) -> None:
    page = open_page("/?q=the+boiling+point+of+liquid+helium+isotopes")
    expect(page.locator("#count")).to_have_text("Nothing indexed answers this")
    expect(page.locator(".line")).to_contain_text("nearest passages")
    assert page.locator(".quote").count() > 0


def test_nothing_is_found(open_page: Open) -> None:
    page = open_page("/?q=wheat&speaker=anna-baker&date_from=2001-01-01&date_to=2001-12-31")
    expect(page.locator("#count")).to_have_text("Nothing found")
    page.get_by_role("link", name="Search at any time").click()
    expect(page.locator(".quote").first).to_be_visible()
    assert "speaker=anna-baker" in page.url


def test_keys(open_page: Open) -> None:
    page = open_page(WHEAT)
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox").first).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator("#r1")).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("#r2")).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator("#r1")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("mark.cited").first).to_be_visible()
    assert "/t/farm-" in page.url


def test_the_skip_link_comes_first(open_page: Open) -> None:
    page = open_page(WHEAT)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#page")).to_be_focused()


def test_without_scripts(open_page: Open) -> None:
    page = open_page("/", java_script_enabled=False)
    ask(page, "what did Blinken say about cyber attacks")
    assert chips(page) == ["topic: cyber attacks", "speaker: Antony Blinken"]
    assert page.locator("button.js").first.is_hidden()
    page.locator(".chip", has_text="speaker").locator("a").click()
    assert chips(page) == ["topic: cyber attacks"]
    page.get_by_role("link", name="Read it again").click()
    first = page.locator(".quote").first
    first.locator(".cite summary").click()
    assert "Antony Blinken" in first.locator("[data-citation]").inner_text()
    first.get_by_role("link", name="Two turns around").click()
    assert page.locator(".turn").count() == 4
    page.goto(WHEAT)
    page.locator(".when summary").click()
    page.get_by_role("link", name="March 2021", exact=True).click()
    assert "in March 2021" in chips(page)
    page.locator(".when summary").click()
    page.get_by_label("From").fill("2021-01-01")
    page.get_by_label("to", exact=True).fill("2021-02-28")
    page.get_by_role("button", name="Apply").click()
    assert "January 2021 to February 2021" in chips(page)
    page.goto("/?q=parking+or+Ukraine")
    page.get_by_role("link", name="More results").click()
    assert page.locator(".quote").first.get_attribute("id") == "r11"
    page.get_by_role("link", name="Back to the first results").click()
    assert page.locator(".quote").first.get_attribute("id") == "r1"


def test_a_filter_by_another_speaker_says_so(open_page: Open) -> None:
    page = open_page("/?q=what+did+Blinken+say+about+wheat&speaker=Baker")
    assert chips(page) == [
        "topic: wheat",
        "speaker: Anna Baker",
        "asked about: Antony Blinken, but filtered by another speaker",
    ]
    page.locator(".choices a").click()
    expect(page.locator(".chip", has_text="speaker: Antony Blinken")).to_be_visible()


def test_a_refusal_leaves_the_page_as_it_is(open_page: Open) -> None:
    page = open_page(WHEAT)
    problem = '{"detail": "too many requests; wait a second."}'
    page.route(
        "**/?q=*",
        lambda route: route.fulfill(status=429, content_type="application/problem+json", body=problem),
    )
    ask(page, "harvest")
    expect(page.get_by_role("status")).to_have_text(
        "The server did not answer: too many requests; wait a second."
    )
    expect(page.get_by_role("status")).to_be_visible()
    assert page.locator(".quote").count() > 0
    page.unroute_all()
    ask(page, "harvest")
    expect(page).to_have_title("harvest — onrecord")
