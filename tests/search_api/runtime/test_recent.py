"""What is kept of requests: the same answers, and none of an index that was."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from embeddings.encoder import Encoder
from indexer.ingest.pipeline import index_paths, remove
from search_api.contract.records import MODES, SearchRequest
from search_api.runtime.recent import Recent
from search_api.runtime.stages import Stages
from search_api.search.plan import plan_of
from search_api.search.searcher import Searcher


def test_the_longest_unasked_goes_first() -> None:
    recent: Recent[str] = Recent(2)
    made: list[str] = []

    def make(name: str) -> str:
        made.append(name)
        return name.upper()

    for name in ("a", "b", "a", "c", "a", "b"):
        assert recent.get(name, lambda name=name: make(name)) == name.upper()  # type: ignore[misc]  # bound at once
    assert made == ["a", "b", "c", "b"]
    assert len(recent) == 2


def test_asked_again_it_is_as_asked_alone(searcher: Searcher, sample_index: Path, encoder: Encoder) -> None:
    for mode in MODES:
        request = SearchRequest("what did Blinken say about cyber attacks", mode=mode, limit=4, context=1)
        again = searcher.search(request)
        alone = Searcher(sample_index, encoder)
        assert alone.search(request) == again == searcher.search(request)
        alone.close()


def test_what_was_kept_is_not_shown_when_it_is_gone(tmp_path: Path, encoder: Encoder) -> None:
    files = tmp_path / "files"
    files.mkdir()
    for name in ("one", "two"):
        turns = [{"speaker": "Ann Lee", "text": f"The budget of {name} will grow next year."}]
        (files / f"{name}.json").write_text(json.dumps({"turns": turns}))
    index = tmp_path / "index"
    index_paths(index, [files], encoder)
    searcher = Searcher(index, encoder)
    request = SearchRequest("budget next year")
    assert {result.transcript.id for result in searcher.search(request).results} == {"one", "two"}
    remove(index, ["one"])
    assert {result.transcript.id for result in searcher.search(request).results} == {"two"}
    searcher.close()


def test_many_at_once_go_deeper_into_one_question(sample_index: Path, encoder: Encoder) -> None:
    searcher = Searcher(sample_index, encoder)
    request = SearchRequest("Russia and Ukraine", limit=100)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: searcher.search(request), range(40)))
    assert all(answer == found[0] for answer in found)
    kept = plan_of(searcher.snapshot, request).retriever
    assert kept.timed_by(Stages()).lexical("Russia") is kept.lexical("Russia")
    searcher.close()
