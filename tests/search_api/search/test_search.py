"""Searching the sample and a small archive with the real model."""

import datetime
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from embeddings.encoder import Encoder
from indexer.errors import RequestInvalid, SpeakerUnknown
from indexer.ingest.pipeline import index_paths, remove
from indexer.integrity.verify import verify
from search_api.contract.records import Mode, SearchAnswer, SearchRequest
from search_api.search.render import render
from search_api.search.searcher import Searcher


def ordinals(answer: SearchAnswer) -> list[int]:
    return [result.turn.ordinal for result in answer.results]


def test_the_question_of_the_project(searcher: Searcher) -> None:
    answer = searcher.search(SearchRequest("what did Blinken say about cyber attacks"))
    assert answer.answered
    assert answer.interpretation.topic == "cyber attacks"
    first = answer.results[0]
    assert (first.rank, first.turn.ordinal) == (1, 16)
    assert (first.source.start, first.source.end) == (6097, 6626)
    assert (first.speaker.name, first.speaker.status) == ("Antony Blinken", "resolved")
    assert first.question is not None
    assert first.question.turn.ordinal == 15
    assert "cyber attacks" in first.question.quote
    lit = [first.quote[part.start : part.start + part.length] for part in first.highlights]
    assert any("cyber attack" in sentence for sentence in lit)
    assert {result.speaker.id for result in answer.results} == {"antony-blinken"}


@pytest.mark.parametrize(
    ("query", "turns"),
    [
        ("what did Blinken say about music", {26, 27}),
        ("how did Germany help Ukraine economically", {14}),
        ("has Blinken talked to Zelenskyy", {18}),
    ],
)
def test_the_right_turn_is_within_the_first_three(searcher: Searcher, query: str, turns: set[int]) -> None:
    assert turns & set(ordinals(searcher.search(SearchRequest(query)))[:3])


@pytest.mark.parametrize("mode", ["ranked", "hybrid", "dense", "lexical"])
def test_every_quote_is_the_slice_at_its_offsets(searcher: Searcher, mode: Mode) -> None:
    answer = searcher.search(SearchRequest("Russia and Ukraine", mode=mode, limit=100, context=2))
    assert len(answer.results) > 5
    for result in answer.results:
        text = searcher.catalog.text(result.transcript.id)
        context = [result.question, *result.context.before, *result.context.after]
        assert result.quote == text[result.source.start : result.source.end]
        for quoted in filter(None, context):
            assert quoted.quote == text[quoted.source.start : quoted.source.end]
        assert [turn.turn.ordinal for turn in result.context.before] == [
            n for n in (result.turn.ordinal - 2, result.turn.ordinal - 1) if n >= 0
        ]


def test_one_result_a_turn(searcher: Searcher) -> None:
    found = ordinals(searcher.search(SearchRequest("Ukraine", limit=100)))
    assert sorted(found) == list(range(40))


@pytest.mark.parametrize("mode", ["hybrid", "dense"])
def test_pages_are_one_list(searcher: Searcher, mode: Mode) -> None:
    request = SearchRequest("troops at the border", mode=mode, limit=100)
    whole = searcher.search(request)
    assert whole.next_cursor is None
    paged: list[int] = []
    cursor = None
    for _ in range(40):
        page = searcher.search(SearchRequest("troops at the border", mode=mode, limit=7, cursor=cursor))
        assert [result.rank for result in page.results] == list(
            range(len(paged) + 1, len(paged) + len(page.results) + 1)
        )
        paged += ordinals(page)
        cursor = page.next_cursor
        if cursor is None:
            break
    assert paged == ordinals(whole)


def test_every_altered_letter_of_a_cursor_is_refused(searcher: Searcher) -> None:
    cursor = searcher.search(SearchRequest("music", limit=3)).next_cursor
    assert cursor
    # The last letter has bits that are not used.
    for at, letter in enumerate(cursor[:-1]):
        altered = cursor[:at] + ("A" if letter != "A" else "B") + cursor[at + 1 :]
        with pytest.raises(RequestInvalid, match=r"^cursor: "):
            searcher.search(SearchRequest("music", cursor=altered))


def test_paging_ends_at_the_deepest_result(searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search_api.search.searcher.DEEPEST", 20)
    sizes, cursor = [], None
    while True:
        page = searcher.search(SearchRequest("Russia and Ukraine", limit=7, cursor=cursor))
        sizes.append(len(page.results))
        if (cursor := page.next_cursor) is None:
            break
    assert sizes == [7, 7, 6]


def test_a_cursor_is_good_for_its_own_search_alone(searcher: Searcher) -> None:
    cursor = searcher.search(SearchRequest("music", limit=1)).next_cursor
    assert cursor
    for request in (SearchRequest("songs", cursor=cursor), SearchRequest("music", cursor="%%%")):
        with pytest.raises(RequestInvalid, match=r"^cursor: "):
            searcher.search(request)


def test_filters_and_literal_queries(searcher: Searcher) -> None:
    asked = searcher.search(SearchRequest("cyber attacks", roles=("questioner",), limit=100))
    assert {result.turn.role for result in asked.results} == {"questioner"}
    assert len(asked.results) == 28
    literal = searcher.search(SearchRequest("what did Blinken say about music", interpret=False))
    assert literal.interpretation.speakers == ()
    assert literal.interpretation.topic == "what did Blinken say about music"
    nothing = searcher.search(SearchRequest("music", date_from=datetime.date(2023, 1, 1)))
    assert (nothing.answered, nothing.results, nothing.next_cursor) == (False, (), None)
    assert len(searcher.search(SearchRequest("music", date_to=datetime.date(2022, 2, 16))).results) == 10


@pytest.mark.parametrize("query", ["what did Blinken say about abortion", "Taiwan semiconductor factories"])
def test_it_says_when_nothing_answers_and_shows_the_nearest(searcher: Searcher, query: str) -> None:
    answer = searcher.search(SearchRequest(query))
    assert not answer.answered
    assert answer.results


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        (SearchRequest(""), "q"),
        (SearchRequest(" \n"), "q"),
        (SearchRequest("a" * 1001), "q"),
        (SearchRequest("\ud800"), "q"),
        (SearchRequest("a", limit=0), "limit"),
        (SearchRequest("a", limit=101), "limit"),
        (SearchRequest("a", context=6), "context"),
        (
            SearchRequest("a", date_from=datetime.date(2022, 2, 2), date_to=datetime.date(2022, 2, 1)),
            "date_from",
        ),
    ],
)
def test_what_is_out_of_bounds_is_refused(searcher: Searcher, request_: SearchRequest, field: str) -> None:
    with pytest.raises(RequestInvalid) as refusal:
        searcher.search(request_)
    assert refusal.value.field == field


def test_an_unknown_speaker_has_near_matches(searcher: Searcher) -> None:
    with pytest.raises(SpeakerUnknown, match="did you mean Antony Blinken"):
        searcher.search(SearchRequest("music", speakers=("Blinkin",)))


@pytest.mark.parametrize("query", ['"', "a AND", "text:*", "(((", "\\", "+-", "the", "😀", "speaker:x^2~"])
def test_no_query_is_syntax(searcher: Searcher, query: str) -> None:
    assert searcher.search(SearchRequest(query, mode="hybrid")).results


def test_filters_never_starve_results(tmp_path: Path, encoder: Encoder) -> None:
    """Fifty turns match a filter; a hundred and fifty others match the words better."""
    loud = [{"speaker": "Ann Loud", "text": f"Budget, budget, budget number {n}."} for n in range(150)]
    quiet = [
        {"speaker": "Bob Quiet", "text": f"Once we had a budget, in year {n}, with a garden."}
        for n in range(50)
    ]
    (tmp_path / "t.jsonl").write_text(json.dumps({"id": "t", "turns": loud + quiet}))
    index_paths(tmp_path / "index", [tmp_path / "t.jsonl"], encoder)
    searcher = Searcher(tmp_path / "index", encoder)
    modes: tuple[Mode, ...] = ("ranked", "dense", "lexical")
    for mode in modes:
        answer = searcher.search(SearchRequest("budget", speakers=("Bob Quiet",), mode=mode, limit=50))
        assert len(answer.results) == 50
        assert {result.speaker.name for result in answer.results} == {"Bob Quiet"}
    searcher.close()


def test_a_long_turn_does_not_hide_the_others(tmp_path: Path, encoder: Encoder) -> None:
    """A turn of hundreds of passages on the subject is found once; the next turns are still found."""
    long = " ".join(
        f"The budget of the year {n} was a budget that we had to agree on in the end." for n in range(2000)
    )
    others = [{"speaker": "Q", "text": f"Item {n} of the agenda."} for n in range(20)]
    (tmp_path / "t.jsonl").write_text(json.dumps({"turns": [{"speaker": "Ann Loud", "text": long}, *others]}))
    index_paths(tmp_path / "index", [tmp_path / "t.jsonl"], encoder)
    searcher = Searcher(tmp_path / "index", encoder)
    answer = searcher.search(SearchRequest("budget of the year", limit=21, mode="dense"))
    assert len(set(ordinals(answer))) == len(ordinals(answer)) == 21
    searcher.close()


def test_searches_while_the_index_changes_are_whole(tmp_path: Path, encoder: Encoder) -> None:
    """A writer replaces and removes transcripts; every answer is of one state, and no search fails."""
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"

    def write(path: Path, version: int) -> None:
        turns = [
            {"speaker": "Ann Lee", "text": f"{'Long ' * (n + version)}budget number {n}."} for n in range(12)
        ]
        path.write_text(json.dumps({"turns": turns, "title": path.stem}))

    write(first, 0)
    write(second, 0)
    index_paths(tmp_path / "index", [first, second], encoder)
    searcher = Searcher(tmp_path / "index", encoder)
    done = threading.Event()

    def change() -> None:
        try:
            for version in range(1, 9):
                write(first, version)
                index_paths(tmp_path / "index", [first], encoder)
                remove(tmp_path / "index", ["b"])
                write(second, version)
                index_paths(tmp_path / "index", [second], encoder)
        finally:
            done.set()

    with ThreadPoolExecutor(1) as pool:
        changing = pool.submit(change)
        searches = 0
        while not done.is_set() or searches == 0:
            answer = searcher.search(SearchRequest("budget number", limit=24))
            for result in answer.results:
                assert result.quote.endswith(".")
                assert f"number {result.turn.ordinal}." in result.quote
            searches += 1
        changing.result()
    final = searcher.search(SearchRequest("budget number", limit=24))
    assert len(final.results) == 24
    assert all(result.quote.startswith("Long Long Long Long Long Long Long Long ") for result in final.results)
    searcher.close()
    assert verify(tmp_path / "index") == []


def test_what_somebody_did_others_may_tell_as_well(searcher: Searcher) -> None:
    """The name is read and shown, ranks first, and hides no other; what somebody said is that person's alone."""
    mentioned = searcher.search(SearchRequest("has Blinken talked to Zelenskyy", limit=40))
    mention = mentioned.interpretation.speakers[0]
    assert (mention.id, mention.narrows) == ("antony-blinken", False)
    assert mentioned.results[0].speaker.id == "antony-blinken"
    assert {result.speaker.id for result in mentioned.results} > {"antony-blinken"}
    assert "first: Antony Blinken" in render(mentioned)
    said = searcher.search(SearchRequest("what did Blinken say about Zelenskyy", limit=40))
    assert said.interpretation.speakers[0].narrows
    assert {result.speaker.id for result in said.results} == {"antony-blinken"}
    assert "speaker: Antony Blinken" in render(said)


def test_somebody_who_does_not_speak_in_what_is_searched_narrows_nothing(
    encoder: Encoder, tmp_path: Path
) -> None:
    talks = [
        {"id": "a", "turns": [{"speaker": "Ann Lee", "text": "Schools need books."}]},
        {"id": "b", "turns": [{"speaker": "Bob Ray", "text": "Books are cheap in our schools."}]},
    ]
    (tmp_path / "talks.jsonl").write_text("".join(json.dumps(talk) + "\n" for talk in talks))
    index_paths(tmp_path / "index", [tmp_path / "talks.jsonl"], encoder)
    searcher = Searcher(tmp_path / "index", encoder)
    query = "what did Ann Lee say about books"
    assert [result.transcript.id for result in searcher.search(SearchRequest(query)).results] == ["a"]
    elsewhere = searcher.search(SearchRequest(query, transcripts=("b",)))
    assert [result.transcript.id for result in elsewhere.results] == ["b"]
    assert not elsewhere.interpretation.speakers[0].narrows
    searcher.close()


def test_what_was_said_goes_before_that_it_was_heard(tmp_path: Path, encoder: Encoder) -> None:
    said = [
        ("Mayor Jones", "Good evening, everybody. Let us begin with the minutes."),
        ("Clerk Smith", "The minutes of the last meeting were approved."),
        ("Mayor Jones", "Next is the budget. We propose to raise the parking fees by ten percent."),
        ("Council Member Lee", "I object. Parking fees are already too high for small shops."),
        ("Mayor Jones", "Thank you."),
        ("Council Member Park", "I would like to talk about the library roof, which leaks."),
        ("Mayor Jones", "The roof will be repaired in spring."),
        ("Clerk Smith", "Noted."),
    ]
    path = tmp_path / "t" / "council.json"
    path.parent.mkdir()
    path.write_text(json.dumps({"turns": [{"speaker": who, "text": what} for who, what in said]}), "utf-8")
    index_paths(tmp_path / "index", [path], encoder)
    searcher = Searcher(tmp_path / "index", encoder)
    for query, first in (
        ("when will the roof be repaired", "The roof will be repaired in spring."),
        ("parking fees", "I object. Parking fees are already too high for small shops."),
    ):
        assert searcher.search(SearchRequest(query)).results[0].quote == first
    searcher.close()
