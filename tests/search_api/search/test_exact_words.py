"""Exact words are in every quote, wherever they stand in a turn, and excluded words in none."""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

import msgspec
import pytest

import indexer.store.words
from embeddings.encoder import Encoder
from eval.quoting.phrases import measure_phrases
from indexer.ingest.pipeline import index_paths
from indexer.integrity.verify import verify
from search_api.browse.facets import count_facets
from search_api.browse.matches import newest_matches
from search_api.contract.records import MODES, Mode, Result, SearchAnswer, SearchRequest
from search_api.search.searcher import Searcher
from tests.conftest import Program

LONG = " ".join(f"Sentence {number} is about the harbour and its {number} ferries." for number in range(60))
SAID = (
    "We expect a soft landing of the economy. Rates may fall.",
    "A soft, landing was not what I said.",
    "The softest landing of all.",
    "He called it a “soft landing” — and that’s that.",
    "SOFT\nLANDING",
    "Nobody said soft. Landing gear is another matter.",
    LONG,
    "The résumé of the meeting is short.",
    "The follow-up question -- again.",
    "抢修人员五点前关闭了阀门，没有居民停水超过三小时。",
    'The "big lie" was told.',
)


def archive_of(folder: Path) -> Path:
    folder.mkdir()
    for number in range(2):
        turns = [
            {"speaker": f"Jane {'Roe' if turn % 2 else 'Doe'}", "text": text} for turn, text in enumerate(SAID)
        ]
        record = {"id": f"t{number}", "date": f"2022-05-0{number + 1}", "title": "Hearing", "turns": turns}
        (folder / f"t{number}.json").write_text(json.dumps(record), "utf-8")
    (folder / "marked.md").write_text(
        "---\ntitle: Remarks\ndate: 2022-05-03\n---\n\n**JANE ROE:** It was *truly* remarkable, and\\\nvery fine.\n",
        "utf-8",
    )
    return folder


@pytest.fixture(scope="module")
def archive(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("exact")
    index_paths(folder / "index", [archive_of(folder / "files")], encoder)
    opened = Searcher(folder / "index", encoder)
    yield opened
    opened.close()


def ask(archive: Searcher, query: str, mode: Mode = "ranked") -> SearchAnswer:
    return archive.search(SearchRequest(query, mode=mode, limit=100))


def turns(answer: SearchAnswer) -> list[str]:
    return sorted(result.turn.id for result in answer.results) if answer.answered else []


def of_both(*ordinals: int) -> list[str]:
    return sorted(f"t{number}:{ordinal}" for number in range(2) for ordinal in ordinals)


def marked(result: Result) -> list[str]:
    return [result.quote[mark.start : mark.start + mark.length] for mark in result.highlights]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("query", "ordinals"),
    [
        ('"soft landing"', (0, 3, 4)),
        ("“Soft landing”", (0, 3, 4)),
        ('"soft, landing"', (1,)),
        ('"soft. landing"', (5,)),
        ('"softest landing" "of all"', (2,)),
        ('"soft landing" -economy', (3, 4)),
        ('"soft landing" -ECONOMY -"called it"', (4,)),
        ('"and that\'s that"', (3,)),
        ('"landing-and that’s"', (3,)),
        ('"résumé of"', (7,)),
        ('"follow–up question — again"', (8,)),
        ('"关闭了阀门，没有"', (9,)),
        ('"阀门"', (9,)),
        ('"the big lie was"', (10,)),
        ('"Sentence 3 is about" "Sentence 40 is about"', (6,)),
    ],
)
def test_exactly_the_turns_with_the_words_are_found(
    archive: Searcher, query: str, ordinals: tuple[int, ...], mode: Mode
) -> None:
    answer = ask(archive, query, mode)
    assert turns(answer) == of_both(*ordinals)
    for result in answer.results:
        assert marked(result)
        text = archive.catalog.text(result.transcript.id)
        assert result.quote == text[result.source.start : result.source.end]


def test_nothing_but_the_phrase_is_marked(archive: Searcher) -> None:
    answer = ask(archive, '"soft landing" economy')
    assert {words for result in answer.results for words in marked(result)} == {
        "soft landing",
        "soft landing”"[:-1],
        "SOFT\nLANDING",
    }
    first = answer.results[0]
    mark = first.readable_highlights[0]
    assert first.readable[mark.start : mark.start + mark.length].casefold() == "soft landing"


@pytest.mark.parametrize("mode", MODES)
def test_a_phrase_over_the_end_of_a_passage_is_quoted_whole(archive: Searcher, mode: Mode) -> None:
    starts = archive.catalog.passage_starts("t0", range(6, 7))
    assert len(starts) > 3
    text = archive.catalog.text("t0")
    border = starts[2]
    phrase = text[text.rfind(" ", 0, border - 12) + 1 : text.index(" ", border + 12)]
    answer = ask(archive, f'"{phrase}"', mode)
    assert turns(answer) == of_both(6)
    (result, _) = answer.results
    assert phrase in result.quote
    assert marked(result) == [phrase]
    # The two passages that hold it, and no more.
    assert len(result.quote) < 2.5 * len(LONG) / len(starts)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("query", ['"no such landing anywhere"', '"landing soft"', '"rates fall" inflation'])
def test_a_phrase_that_stands_nowhere_is_not_answered(archive: Searcher, query: str, mode: Mode) -> None:
    answer = ask(archive, query, mode)
    assert not answer.answered
    assert answer.answer_probability == 0
    assert answer.results
    assert answer.interpretation.phrases


def test_a_phrase_is_looked_for_within_the_filters(archive: Searcher) -> None:
    assert turns(ask(archive, 'what did Jane Roe say about "soft landing"')) == of_both(3)
    request = SearchRequest('"soft landing"', transcripts=("t1",))
    assert turns(archive.search(request)) == ["t1:0", "t1:3", "t1:4"]
    elsewhere = archive.search(msgspec.structs.replace(request, transcripts=("marked",)))
    assert not elsewhere.answered
    assert {result.transcript.id for result in elsewhere.results} == {"marked"}


def test_marks_of_the_source_do_not_part_a_phrase(archive: Searcher) -> None:
    answer = ask(archive, '"truly remarkable, and very fine"')
    (result,) = answer.results
    assert answer.answered
    mark = result.readable_highlights[0]
    shown = result.readable[mark.start : mark.start + mark.length]
    assert " ".join(shown.split()) == "truly remarkable, and very fine"


@pytest.mark.parametrize("mode", MODES)
def test_excluded_words_are_in_no_quote(archive: Searcher, mode: Mode) -> None:
    for query in ("landing of the economy -economy", "landing but not economy"):
        answer = ask(archive, query, mode)
        assert answer.interpretation.excluded == ("economy",)
        assert len(answer.results) >= 10
        assert not any("economy" in result.quote for result in answer.results)
    # Another passage of a turn is quoted.
    harbour = ask(archive, "ferries in the harbour -3", mode)
    assert harbour.results[0].turn.ordinal == 6
    without = ask(archive, "ferries in the harbour -Sentence", mode)
    assert 6 not in {result.turn.ordinal for result in without.results}


@pytest.mark.parametrize("mode", MODES)
def test_pages_of_a_common_phrase_are_one_list(archive: Searcher, mode: Mode) -> None:
    request = SearchRequest('"the"', mode=mode, limit=3)
    whole = [result.turn.id for result in archive.search(msgspec.structs.replace(request, limit=100)).results]
    assert sorted(whole) == of_both(0, 2, 6, 7, 8, 10)
    paged: list[str] = []
    while True:
        answer = archive.search(request)
        paged += [result.turn.id for result in answer.results]
        if answer.next_cursor is None:
            break
        request = msgspec.structs.replace(request, cursor=answer.next_cursor)
    assert sorted(paged) == sorted(whole)


def test_facets_and_feeds_hold_the_words(archive: Searcher) -> None:
    request = SearchRequest('"soft landing" -economy')
    assert count_facets(archive.snapshot, request).turns == 4
    matches = newest_matches(archive.snapshot, request)
    assert sorted(match.result.turn.id for match in matches) == of_both(3, 4)
    assert not newest_matches(archive.snapshot, SearchRequest('"landing soft"'))


def test_taken_literally_a_query_has_no_operators(archive: Searcher) -> None:
    answer = archive.search(SearchRequest('"landing soft" -economy', interpret=False, limit=100))
    assert answer.interpretation.phrases == answer.interpretation.excluded == ()
    assert any("economy" in result.quote for result in answer.results)


def test_hostile_phrases_are_read_in_no_time(archive: Searcher) -> None:
    for query in (
        '"' + "a " * 490 + '"',
        '"a" ' * 240,
        '" ' * 400,
        "-a " * 330,
        '"' + "-" * 500 + 'x"',
        "“" * 999,
    ):
        archive.search(SearchRequest(query))


def test_random_phrases_of_the_sample_are_all_found(searcher: Searcher) -> None:
    figures = measure_phrases(searcher, 60, Random(3))  # noqa: S311 - repeatable, not secret
    assert figures.phrases == 60
    assert figures.straddling >= 10
    assert not figures.faults


def test_the_command_measures_an_index(sample_index: Path, program: Program) -> None:
    code, out, err = program("eval", "phrases", "--index", sample_index, "--count", 4)
    assert (code, err) == (0, "")
    assert out.startswith("4 phrases, ")
    assert "0 missed, 0 wrongly found" in out


def test_an_index_without_exact_words_is_derived_anew_when_it_is_opened(
    encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr(indexer.store.words, "_EXACT_TOKENIZER", "exact-words-0")
        index_paths(tmp_path / "index", [archive_of(tmp_path / "files")], encoder)
    searcher = Searcher(tmp_path / "index", encoder)
    try:
        assert turns(ask(searcher, '"soft landing"')) == of_both(0, 3, 4)
    finally:
        searcher.close()
    assert not list(verify(tmp_path / "index"))
