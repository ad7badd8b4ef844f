"""Facets against a count by hand over the stored turns."""

import json
import math
from collections import Counter
from collections.abc import Iterator

import msgspec
import pytest

import indexer.store.local
from embeddings.encoder import Encoder
from indexer.errors import RequestInvalid, SpeakerUnknown
from indexer.ingest.pipeline import index_paths
from indexer.sample import sample_folder
from search_api.browse.facets import ENOUGH, Facets, count_facets
from search_api.contract.records import SearchRequest
from search_api.search.plan import plan_of
from search_api.search.searcher import Searcher

OTHERS = [
    {"id": "council", "title": "Council", "date": "2022-03-09", "turns": [
        {"speaker": "Jane Doe", "text": "Russia is far away. " * 60},
        {"speaker": "Bob Quiet", "text": "The cyber attacks were costly."},
        {"speaker": "Jane Doe", "text": "We talk of roads."},
    ]},
    {"id": "undated", "turns": [{"speaker": "CHAIR", "text": "Russia and cyber defence, for the last time."}]},
]  # fmt: skip


@pytest.fixture(scope="module")
def searcher(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("facets")
    (folder / "in.jsonl").write_text("".join(json.dumps(transcript) + "\n" for transcript in OTHERS), "utf-8")
    index_paths(folder / "index", [sample_folder(), folder / "in.jsonl"], encoder)
    opened = Searcher(folder / "index", encoder)
    yield opened
    opened.close()


def by_hand(searcher: Searcher, request: SearchRequest) -> set[str]:
    """The ids of the turns that match, passage by passage out of the catalog."""
    snapshot = searcher.snapshot
    plan = plan_of(snapshot, request)
    stems = plan.retriever.content_stems(plan.topic) if plan.topic else []
    shares = snapshot.store.document_shares(stems)
    weights = {stem: math.log(1 / max(share, 1e-6)) + 0.1 for stem, share in zip(stems, shares, strict=True)}
    shown = searcher.search(msgspec.structs.replace(request, limit=10)).results if plan.topic else ()
    found = {result.turn.id for result in shown}
    allowed = set(plan.retriever.matching().tolist())
    for heading in searcher.catalog.headings():
        text = searcher.catalog.text(heading.id)
        for hit, _, turn in searcher.catalog.passages_of(heading.id):
            words = set(snapshot.analyzer.stems(text[hit.start : hit.end]))
            held = sum(weight for stem, weight in weights.items() if stem in words)
            if hit.passage in allowed and held >= ENOUGH * sum(weights.values()) - 1e-6:
                found.add(f"{heading.id}:{turn.ordinal}")
    return found


REQUESTS = [
    SearchRequest("cyber attacks"),
    SearchRequest("Russia"),
    SearchRequest("Russia", interpret=False, roles=("questioner",)),
    SearchRequest("the troops on the border of Ukraine and what diplomacy can do"),
    SearchRequest("what did Blinken say about cyber attacks"),
    SearchRequest("questions from Jonathan Lemire"),
    SearchRequest("cyber attacks in March 2022"),
    SearchRequest("Russia", transcripts=("council", "undated")),
    SearchRequest("Russia", speakers=("jane-doe",)),
    SearchRequest("quantum xylophone"),
    SearchRequest("???"),
]


@pytest.mark.parametrize("way", ["as it is", "words of Tantivy", "walk over all", "walk over the allowed"])
@pytest.mark.parametrize("request_", REQUESTS, ids=lambda request: request.q)
def test_counts(searcher: Searcher, request_: SearchRequest, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if way == "words of Tantivy":
        monkeypatch.setattr(indexer.store.local, "WALK", 9.0)
    elif way != "as it is":
        monkeypatch.setattr(indexer.store.local, "WALK", 0.0)
        monkeypatch.setattr(indexer.store.local, "FEW", 0.0 if way == "walk over all" else 1.0)
    facets = count_facets(searcher.snapshot, request_)
    expected = by_hand(searcher, request_)
    turns = [searcher.catalog.turn(turn_id) for turn_id in expected]
    dates = {heading.id: heading.date for heading in searcher.catalog.headings()}
    months = Counter(str(day)[:7] for turn in turns if (day := dates[turn.transcript]))
    assert facets.turns == len(expected)
    assert counted(facets, "speakers") == dict(Counter(turn.speaker for turn in turns if turn.speaker))
    assert counted(facets, "transcripts") == dict(Counter(turn.transcript for turn in turns))
    assert {count.month: count.turns for count in facets.months} == dict(months)
    assert [count.month for count in facets.months] == sorted(months)
    for listed in (facets.speakers, facets.transcripts):
        assert [count.turns for count in listed] == sorted((count.turns for count in listed), reverse=True)


def counted(facets: Facets, name: str) -> dict[str, int]:
    return {count.id: count.turns for count in getattr(facets, name)}


def test_what_is_not_counted(searcher: Searcher) -> None:
    with pytest.raises(RequestInvalid):
        count_facets(searcher.snapshot, SearchRequest(" "))
    with pytest.raises(SpeakerUnknown):
        count_facets(searcher.snapshot, SearchRequest("Russia", speakers=("Blinkin",)))
    # Mode and page play no part.
    plain = count_facets(searcher.snapshot, SearchRequest("Russia"))
    assert (
        count_facets(searcher.snapshot, SearchRequest("Russia", mode="dense", limit=1, context=5, cursor="x"))
        == plain
    )
