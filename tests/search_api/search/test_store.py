"""A retrieval store and the reads of transcripts serve all of a search: here, the store in memory."""

import msgspec
import pytest

from search_api.browse.distinctive import distinctive_words
from search_api.browse.facets import count_facets
from search_api.browse.matches import newest_matches
from search_api.browse.speaker_activity import events_of, latest_of
from search_api.contract.records import MODES, SearchRequest
from search_api.search.searcher import Searcher
from search_api.search.transcript_search import search_transcripts
from search_api.web.pages.front_page import front_of
from tests.indexer.store.in_memory import InMemoryStore

REQUESTS = [
    SearchRequest("what did Blinken say about cyber attacks", limit=5, context=2),
    SearchRequest("Russia and Ukraine", limit=5),
    SearchRequest("what was asked about NATO", limit=5),
    SearchRequest("Russia", speakers=("Antony Blinken",), limit=5),
]


@pytest.fixture(scope="module")
def plain(searcher: Searcher) -> Searcher:
    """A searcher of the same transcripts over the store in memory."""
    return Searcher(
        searcher.folder,
        searcher.encoder,
        make_store=lambda _folder, _dimension, source: InMemoryStore(source),
    )


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("request_", REQUESTS, ids=lambda request: request.q)
def test_answers(searcher: Searcher, plain: Searcher, request_: SearchRequest, mode: str) -> None:
    request = msgspec.structs.replace(request_, mode=mode)
    expected, answer = searcher.search(request), plain.search(request)
    assert (answer.interpretation, answer.answered) == (expected.interpretation, expected.answered)
    # Scores differ by half precision and by how exactly BM25 keeps lengths.
    assert answer.results[0].turn == expected.results[0].turn
    alike = {result.turn.id for result in answer.results} & {result.turn.id for result in expected.results}
    assert len(alike) >= len(expected.results) - 1
    assert answer.results[0].question == expected.results[0].question
    assert answer.results[0].context == expected.results[0].context


def test_browsing(searcher: Searcher, plain: Searcher) -> None:
    ours, theirs = plain.snapshot, searcher.snapshot
    for request in REQUESTS:
        assert count_facets(ours, request).turns == pytest.approx(count_facets(theirs, request).turns, abs=2)
        ids = [*search_transcripts(ours, request)]
        assert ids == [*search_transcripts(theirs, request)]
    assert events_of(ours, "antony-blinken", 5) == events_of(theirs, "antony-blinken", 5)
    assert latest_of(ours, "antony-blinken", 5) == latest_of(theirs, "antony-blinken", 5)
    words = [set(distinctive_words(snapshot, "antony-blinken", 10)) for snapshot in (ours, theirs)]
    assert len(words[0] & words[1]) >= len(words[1]) - 1
    assert front_of(ours) == front_of(theirs)
    assert newest_matches(ours, REQUESTS[0])
    assert (ours.generation, ours.store.count()) == (theirs.generation, theirs.store.count())
