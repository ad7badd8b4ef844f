"""The pages of transcripts and speakers in a browser."""

import hashlib
import re

from playwright.sync_api import Page, expect

from tests.browser.archive import REVISED, SCRIPT, Archive
from tests.browser.conftest import Open

BLINKEN = "/t/blinken-morning-joe"


def in_view(page: Page, selector: str) -> bool:
    seen: bool = page.locator(selector).first.evaluate(
        "(one) => { const box = one.getBoundingClientRect(); return box.top >= 0 && box.top < innerHeight; }"
    )
    return seen


def test_a_permalink_shows_the_cited_passage(open_page: Open) -> None:
    page = open_page("/?q=what+did+Blinken+say+about+cyber+attacks")
    page.get_by_role("link", name="In its transcript").first.click()
    cited = page.locator("mark.cited")
    expect(cited.first).to_contain_text("Yes.  I was with President Biden in Geneva")
    assert page.url.endswith("#turn-16")
    assert in_view(page, "#cited")
    expect(page.locator(".note")).to_have_count(0)
    expect(page.get_by_role("link", name="Source")).to_have_attribute(
        "href", re.compile(r"^https://www\.state\.gov/")
    )
    assert page.locator(".turn").count() == 40


def test_a_passage_deep_in_a_long_turn_is_scrolled_to(open_page: Open) -> None:
    page = open_page("/?q=sentence+number+190+rivers&interpret=false")
    text = page.request.get("/v1/transcripts/speech/text").text()
    start = text.index("This is sentence number 190 ")
    page.goto(f"/t/speech?start={start}&end={start + 50}#turn-1")
    page.wait_for_function("document.readyState === 'complete'")
    expect(page.locator("#cited")).to_be_in_viewport()


def citation(archive: Archive, transcript: str, words: str) -> str:
    """The address that cites words of a transcript as it was before."""
    text = archive.before[transcript]
    start = text.index(words)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"/t/{transcript}?start={start}&end={start + len(words)}&sha={digest}#turn-1"


def test_a_revision_is_shown(open_page: Open, archive: Archive) -> None:
    page = open_page(citation(archive, "council", "Good evening."))
    expect(page.locator(".note")).to_contain_text("still stand in their place")
    page.goto(citation(archive, "council", REVISED))
    note = page.locator(".note")
    expect(note).to_contain_text("does not have the cited words any more")
    assert "four hundred" in " ".join(note.locator("del").all_inner_texts())
    assert "forty" in " ".join(note.locator("ins").all_inner_texts())
    expect(page.locator("mark.cited").first).to_contain_text("forty trees")
    page.goto("/t/council?start=1&end=5&sha=" + "0" * 64)
    expect(page.locator(".note")).to_contain_text("never had")


def test_a_removed_transcript_shows_what_was_cited(open_page: Open, archive: Archive) -> None:
    page = open_page("/")
    answer = page.goto(citation(archive, "gone", "taken back"))
    assert answer is not None
    assert answer.status == 410
    expect(page.locator(".note")).to_contain_text("taken back")


def test_words_are_found_within(open_page: Open) -> None:
    page = open_page(BLINKEN)
    page.get_by_label("Find in this transcript").fill("geneva")
    page.get_by_role("button", name="Find").click()
    expect(page.locator("mark.found").first).to_have_text("Geneva")
    assert in_view(page, "mark.found")
    expect(page.locator(".found-told")).to_contain_text("place")
    page.get_by_role("link", name="Search it by meaning").click()
    expect(page.locator(".chip", has_text="event:")).to_be_visible()


def test_captions_have_times(open_page: Open) -> None:
    page = open_page("/t/captions")
    assert page.locator(".clock").all_inner_texts() == ["0:12", "1:02:03"]


def test_a_speaker(open_page: Open) -> None:
    page = open_page("/speakers/antony-blinken")
    expect(page.locator("h1")).to_have_text("Antony Blinken")
    expect(page.locator("#posts + ul")).to_contain_text("26 January 2021 to 20 January 2025")
    expect(page.locator("#labels + ul")).to_contain_text("SECRETARY BLINKEN")
    assert page.locator(".quote").count() == 1
    page.get_by_role("searchbox").fill("music")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".chip", has_text="speaker: Antony Blinken")).to_be_visible()
    page.goto("/speakers/anna-baker")
    ids = page.locator("[id]").evaluate_all("(all) => all.map((one) => one.id)")
    assert len(ids) == len(set(ids))
    expect(page.locator("#events + ul li")).to_have_count(6)
    assert page.locator("#events + ul a").first.inner_text() == "Farm briefing of month 11"


def test_markup_in_transcripts_and_queries_is_text(open_page: Open) -> None:
    page = open_page("/?q=zebras+dangerous")
    expect(page.locator(".quote .words").first).to_contain_text(SCRIPT)
    page.goto("/t/attack")
    expect(page.locator("h1")).to_have_text(f"Hearing {SCRIPT}")
    expect(page.locator("#turn-0")).to_contain_text("{{ 7 * 7 }}")
    expect(page.get_by_role("link", name="Source")).to_have_attribute("href", f'https://example.org/"{SCRIPT}')
    for path in (
        "/t/attack/around/0",
        f"/t/attack?find={SCRIPT}",
        f"/t/{SCRIPT.replace('/', '%2F')}",
        f"/?q={SCRIPT}",
        f"/?q=a&speaker={SCRIPT}",
        f"/?q=zebras&transcript={SCRIPT}",
        f"/?q=zebras&asked={SCRIPT}&interpret=false",
    ):
        page.goto(path)
        assert page.evaluate("window.owned") is None
        assert "owned" not in page.title() or "<script>" in page.title()
        assert page.locator("main img").count() == 0
        assert page.locator("main script").count() == 0


def test_errors_are_pages_for_browsers_alone(open_page: Open) -> None:
    page = open_page("/")
    for path, status in (
        ("/nowhere", 404),
        ("/t/nothing", 404),
        ("/speakers/nobody", 404),
        ("/t/council?start=x", 400),
    ):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == status
        expect(page.locator("h1")).to_be_visible()
        expect(page.get_by_role("searchbox").first).to_be_visible()
    answer = page.goto("/v1/search")
    assert answer is not None
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert page.request.get("/nowhere").headers["content-type"].startswith("application/problem+json")


def test_a_turn_of_a_later_page_is_gone_to(open_page: Open) -> None:
    page = open_page("/t/long#turn-777")
    expect(page.locator("#turn-777")).to_be_in_viewport()
    assert page.url.endswith("/t/long?turn=777#turn-777")
    page.get_by_role("link", name="Next").first.click()
    expect(page.locator("#turn-1099")).to_have_count(1)
    expect(page.get_by_role("link", name="Next")).to_have_count(0)


def test_pages_work_without_scripts(open_page: Open) -> None:
    page = open_page("/t/long?turn=777#turn-777", java_script_enabled=False)
    expect(page.locator("#turn-777")).to_be_in_viewport()
    page.get_by_role("link", name="Previous").first.click()
    expect(page.locator("#turn-0")).to_be_visible()
    page.get_by_role("link", name="Last").first.click()
    expect(page.locator("#turn-1000")).to_have_count(1)
