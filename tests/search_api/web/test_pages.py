"""What pages are made of: dates in words, the timeline, lit text, words found, the state in an address."""

import datetime
import json
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar.datastructures import MultiDict

from indexer.errors import RequestInvalid
from indexer.ingest.pipeline import index_paths
from indexer.recording_times import clock
from search_api.browse.distinctive import distinctive_words
from search_api.search.searcher import Searcher
from search_api.web.addresses import SearchState, read_state
from search_api.web.chips import Chip, InterpretationChips, chips_of
from search_api.web.find_in_transcript import find
from search_api.web.marked_text import Lit, paragraphs
from search_api.web.plain_words import beginning, days_in_words
from search_api.web.timeline import HEIGHT, WIDTH, timeline_of
from tests.fake_encoder import FakeEncoder

Day = datetime.date


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (None, None, "at any time"),
        (Day(2022, 3, 1), None, "since March 2022"),
        (Day(2022, 3, 2), None, "since 2 March 2022"),
        (None, Day(2022, 2, 28), "until February 2022"),
        (None, Day(2024, 2, 28), "until 28 February 2024"),
        (Day(2022, 5, 1), Day(2022, 5, 31), "in May 2022"),
        (Day(2022, 5, 1), Day(2022, 7, 31), "May 2022 to July 2022"),
        (Day(2022, 5, 1), Day(2022, 7, 30), "1 May 2022 to 30 July 2022"),
        (Day(2022, 5, 4), Day(2022, 5, 4), "on 4 May 2022"),
        (Day(2022, 1, 1), Day(2022, 12, 31), "in 2022"),
        (Day(2021, 1, 1), Day(2022, 12, 31), "2021 to 2022"),
    ],
)
def test_days_in_words(first: Day | None, last: Day | None, words: str) -> None:
    assert days_in_words(first, last) == words


def test_times_and_beginnings() -> None:
    assert [clock(seconds) for seconds in (0, 61.9, 3723)] == ["0:00", "1:01", "1:02:03"]
    assert beginning("one two  three", 20) == "one two three"
    assert beginning("one two three", 9) == "one two …"
    assert len(beginning("x" * 300, 50)) <= 52


def link(first: Day, last: Day) -> str:
    return f"{first}/{last}"


def test_a_timeline_shows_whole_years() -> None:
    timeline = timeline_of([("2021-03", 4), ("2022-02", 1)], link, (Day(2022, 2, 5), None))
    assert timeline is not None
    assert len(timeline.bars) == 24
    counted = [bar for bar in timeline.bars if bar.turns]
    assert [(bar.name, bar.height) for bar in counted] == [
        ("March 2021", HEIGHT),
        ("February 2022", HEIGHT / 4),
    ]
    assert counted[0].address == "2021-03-01/2021-03-31"
    assert next(bar.name for bar in timeline.bars if bar.chosen) == "February 2022"
    assert timeline.bars[-1].x + timeline.bars[-1].width == pytest.approx(WIDTH, abs=1)


def test_a_long_timeline_counts_by_year() -> None:
    timeline = timeline_of([("1994-06", 4), ("1994-07", 1), ("2022-02", 1)], link, (None, None))
    assert timeline is not None
    assert timeline.unit == "year"
    assert [(bar.name, bar.turns) for bar in timeline.bars if bar.turns] == [("1994", 5), ("2022", 1)]


@pytest.mark.parametrize("months", [[], [("2021-03", 4)]])
def test_nothing_to_choose_from_has_no_timeline(months: list[tuple[str, int]]) -> None:
    assert timeline_of(months, link, (None, None)) is None


@given(
    st.text("ab \n", max_size=60),
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(["answer", "found"])), max_size=4
    ),
)
def test_lit_text_is_the_text(text: str, spans: list[tuple[int, int, str]]) -> None:
    lit = [Lit(min(a, b), max(a, b), kind) for a, b, kind in spans]
    shown = "".join(piece.text for row in paragraphs(text, (0, len(text)), "", lit) for piece in row)
    assert shown.replace("\n", "").replace(" ", "") == text.replace("\n", "").replace(" ", "")


def test_what_is_lit() -> None:
    text = "One two.\n\nThree four."
    rows = paragraphs(text, (0, len(text)), "", [Lit(4, 15, "cited")])
    pieces = [[(piece.text, piece.kind, piece.first) for piece in row] for row in rows]
    assert pieces == [
        [("One ", "", False), ("two.", "cited", True)],
        [("Three", "cited", False), (" four.", "", False)],
    ]


def test_words_are_found_as_typed_or_one_by_one() -> None:
    text = "Wheat prices rose. The price of\nwheat fell; a buckwheat field."
    assert [(place.start, place.end) for place in find(text, "WHEAT prices", "").places] == [(0, 12)]
    assert find(text, "of wheat", "").whole
    apart = find(text, "wheat fell rose", "")
    assert not apart.whole
    assert [text[place.start : place.end] for place in apart.places] == ["Wheat", "rose", "wheat", "fell"]
    assert find(text, "(a+)+$", "").places == ()
    assert find("a" * 9000, "a", "").more


def test_the_address_holds_the_state() -> None:
    state = SearchState(
        q="a b",
        speakers=("x",),
        date_from=Day(2022, 1, 2),
        transcripts=("t&",),
        roles=("chair",),
        interpret=False,
    )
    address = state.address()
    assert address == "/?q=a+b&speaker=x&date_from=2022-01-02&transcript=t%26&role=chair&interpret=false"
    pairs = [("q", "a b"), *state.filters, ("interpret", "false"), ("cursor", ""), ("strange", "1")]
    assert read_state(MultiDict(pairs)) == state


@pytest.mark.parametrize(
    "pair", [("date_from", "soon"), ("date_to", "2022-02-30"), ("role", "king"), ("sort", "best")]
)
def test_an_address_that_cannot_be(pair: tuple[str, str]) -> None:
    with pytest.raises(RequestInvalid, match=pair[0]):
        read_state(MultiDict([("q", "a"), pair]))


def test_words_that_set_a_speaker_apart(tmp_path: Path) -> None:
    encoder = FakeEncoder()
    said = {"Anna Baker": "The harvest of wheat was good.", "John Miller": "The harbour was quiet as usual."}
    turns = [{"speaker": name, "text": text} for name, text in said.items() for _ in range(6)]
    source = tmp_path / "talk.json"
    source.write_text(json.dumps({"id": "talk", "turns": turns}), "utf-8")
    index_paths(tmp_path / "index", [source], encoder)
    searcher = Searcher(tmp_path / "index", encoder)
    assert set(distinctive_words(searcher.snapshot, "anna-baker", 10)) == {"harvest", "wheat", "good"}
    assert set(distinctive_words(searcher.snapshot, "john-miller", 10)) == {"harbour", "quiet", "usual"}
    assert distinctive_words(searcher.snapshot, "nobody", 10) == []
    searcher.close()


def state_at(address: str) -> SearchState:
    return read_state(MultiDict(parse_qsl(urlsplit(address).query)))


def reading(searcher: Searcher, state: SearchState) -> InterpretationChips:
    answer = searcher.search(state.request(1))
    return chips_of(state, answer.interpretation, searcher.snapshot.people, {})


def texts(chips: Sequence[Chip]) -> list[str]:
    return [f"{chip.kind}: {chip.text}" if chip.kind else chip.text for chip in chips]


@pytest.mark.parametrize(
    ("question", "chips"),
    [
        ("cyber attacks", ["topic: cyber attacks"]),
        ("what did Blinken say about NATO", ["topic: NATO", "speaker: Antony Blinken"]),
        (
            "Blinken on NATO since February 2022",
            ["topic: NATO", "speaker: Antony Blinken", "since February 2022"],
        ),
        (
            "did Blinken meet Putin",
            ["topic: meet Putin", "ranked first: Antony Blinken", "wanted: yes or no"],
        ),
        (
            "what was Blinken asked about NATO",
            [
                "topic: NATO",
                "answered by: Antony Blinken",
                "only: questions",
                "wanted: the questions they were asked",
            ],
        ),
        (
            "when did Blinken first mention NATO",
            ["topic: NATO", "speaker: Antony Blinken", "wanted: the first mention", "oldest first"],
        ),
        (
            'what did Blinken say about "energy infrastructure" -Iran',
            [
                "topic: energy infrastructure",
                "speaker: Antony Blinken",
                "word for word: energy infrastructure",
                "without: Iran",
            ],
        ),
    ],
)
def test_each_chip_can_be_taken_out(searcher: Searcher, question: str, chips: list[str]) -> None:
    state = SearchState(q=question)
    read = reading(searcher, state)
    assert texts(read.chips) == chips
    for chip in read.chips:
        if chip.remove is None or chip.kind == "topic":
            continue
        left = reading(searcher, state_at(chip.remove))
        gone = {f"{chip.kind}: {chip.text}" if chip.kind else chip.text}
        # What is wanted, who answers and who is ranked first cannot be searched for without the question's form.
        if chip.text != "oldest first":
            gone |= {text for text in chips if text.startswith(("wanted", "answered by", "ranked first"))}
        gone |= {"oldest first"} if chip.kind == "wanted" else set()
        assert set(texts(left.chips)) == set(chips) - gone
        if left.again is not None:
            assert texts(reading(searcher, state_at(left.again)).chips) == chips


@pytest.mark.parametrize("question", ["questions from Jonathan Lemire", "what did Blinken say"])
def test_without_a_topic_a_chip_is_taken_out_by_a_search_to_the_letter(
    searcher: Searcher, question: str
) -> None:
    read = reading(searcher, SearchState(q=question))
    assert len(read.chips) > 1
    for chip in read.chips:
        assert chip.remove is not None, chip
        left = reading(searcher, state_at(chip.remove))
        assert texts(left.chips) == [f"topic: {question}"]
        assert left.again is not None


def test_a_literal_reading_and_back(searcher: Searcher) -> None:
    question = "what did Blinken say about NATO"
    read = reading(searcher, SearchState(q=question))
    assert read.literal is not None
    literal = reading(searcher, state_at(read.literal))
    assert texts(literal.chips) == [f"topic: {question}"]
    assert literal.again == SearchState(q=question).address()
