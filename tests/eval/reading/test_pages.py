"""Pages: layouts and noises write transcripts without losing track of whose words are where."""

from collections.abc import Iterator
from random import Random

import pytest

from eval.reading.benchmark import Plan, Rendering, renderings
from eval.reading.gold import GoldTranscript, GoldTurn, Person, excerpt
from eval.reading.measures import measure
from eval.reading.pages import layouts, noises, set_aside
from eval.reading.pages.page import GoldPage
from eval.reading.pages.rendering import render
from eval.reading.sources import invented
from indexer.errors import RequestInvalid
from indexer.model import Attribution, Transcript, Turn

SOURCES = {"invented": list(invented(60, Random(1)))}  # noqa: S311 - repeatable, not secret


def pages(plan: Plan) -> Iterator[tuple[Rendering, GoldPage]]:
    for rendering in renderings(plan, SOURCES):
        random = Random(rendering.seed)  # noqa: S311 - repeatable, not secret
        yield rendering, render(rendering.transcript, rendering.layout, rendering.noises, random)


def read_rightly(page: GoldPage) -> Transcript:
    """What a reader without a fault makes of a page: a turn for each stretch of speech."""
    turns: list[Turn] = []
    for span in page.spans:
        if span.owner >= 0:
            gold = page.turns[span.owner]
            named = Attribution("named", gold.name) if gold.carries_name else Attribution("label")
            turns.append(Turn(len(turns), gold.labels[0], "speaker", span.start, span.end, named))
    return Transcript("page", "text", page.text, None, None, None, None, tuple(turns))


@pytest.mark.parametrize("plan", [Plan(excerpts=1), Plan(excerpts=1, set_aside=True)])
def test_a_reading_by_the_gold_has_no_fault_in_any_layout_with_any_noise(plan: Plan) -> None:
    for rendering, page in pages(plan):
        measured = measure(page, read_rightly(page))
        assert not measured.faults, (rendering.layout.name, rendering.noise, measured.faults[0])
        assert measured.counts.labels_found == measured.counts.gold_turns == len(rendering.transcript.turns)


def test_the_spans_of_a_page_hold_the_words_that_were_said() -> None:
    for rendering, page in pages(Plan(excerpts=1)):
        if any(noise.words is not None for noise in rendering.noises) or rendering.layout.medium != "text":
            continue
        assert page.data.decode() == page.text
        for ordinal, turn in enumerate(rendering.transcript.turns):
            said = " ".join(page.text[span.start : span.end] for span in page.spans if span.owner == ordinal)
            assert said.split() == " ".join(turn.paragraphs).split(), (rendering.layout.name, rendering.noise)


def test_a_page_is_the_same_in_every_run() -> None:
    plan = Plan(layouts=("Name:",), excerpts=1)
    assert [page.data for _, page in pages(plan)] == [page.data for _, page in pages(plan)]


def test_a_quarter_of_the_layouts_and_noises_or_more_is_set_aside() -> None:
    known = [*layouts.DEVELOPMENT, *set_aside.LAYOUTS]
    assert len({layout.name for layout in known}) == len(known) >= 25
    assert [layout for layout in known if layout.set_aside] == list(set_aside.LAYOUTS)
    assert 4 * len(set_aside.LAYOUTS) >= len(known)
    sounds = [*noises.DEVELOPMENT, *set_aside.NOISES]
    assert len({noise.name for noise in sounds}) == len(sounds) >= 10
    assert [noise for noise in sounds if noise.set_aside] == list(set_aside.NOISES)
    assert 4 * len(set_aside.NOISES) >= len(sounds)


def test_what_is_set_aside_is_not_run_in_development() -> None:
    def is_set_aside(rendering: Rendering) -> bool:
        return rendering.layout.set_aside or any(noise.set_aside for noise in rendering.noises)

    assert not any(map(is_set_aside, renderings(Plan(excerpts=1), SOURCES)))
    assert all(map(is_set_aside, renderings(Plan(excerpts=1, set_aside=True), SOURCES)))
    with pytest.raises(RequestInvalid, match="--layout"):
        list(renderings(Plan(layouts=(set_aside.LAYOUTS[0].name,)), SOURCES))


def test_an_excerpt_joins_the_turns_of_a_person_and_ranks_people_by_their_turns() -> None:
    people = (Person("Ann Lee", "Ann", "Lee"), Person("Bo Roe", "Bo", "Roe"))
    turns = (GoldTurn(0, ("One.",)), GoldTurn(1, ("Two.",)), GoldTurn(1, ("Three.",)), GoldTurn(0, ("Four.",)))
    part = excerpt(GoldTranscript("x", "X", "en", people, (*turns, GoldTurn(1, ("Five.",)))), 1, 3)
    assert [(turn.person, turn.paragraphs) for turn in part.turns] == [(0, ("Two.", "Three.")), (1, ("Four.",))]
    assert [person.name for person in part.people] == ["Bo Roe", "Ann Lee"]
