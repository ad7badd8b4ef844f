"""Greetings, thanks and one-word turns are never first while anything with content matches."""

import json
from collections.abc import Iterator

import numpy as np
import pytest

from embeddings.encoder import Encoder
from indexer.ingest.pipeline import index_paths
from indexer.languages import default
from search_api.contract.records import MODES, Mode, SearchRequest
from search_api.ranking.slight_turns import are_slight, content_first, slight_stems
from search_api.retrieval.fusion import Ranked
from search_api.search.searcher import Searcher

SLIGHT = (
    "Thank you.",
    "Michael.",
    "Good morning.",
    "Good morning, everybody. Good morning!",
    "Thank you very much. (Applause.) Thank you.",
    "Yes.",
    "Go ahead, Michael.",
    "You’re always welcome.",
    "好的。",
    "Inflation.",
)
CONTENT = (
    "Michael Roe asked about inflation this morning.",
    "We thank the firefighters of the harbour.",
    "A good morning for a strong economy.",
    "Four ferries.",
    "修复工程将于周五完成。",
)


@pytest.fixture(scope="module")
def archive(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("slight")
    turns = [
        {"speaker": f"Jane {'Roe' if number % 2 else 'Doe'}", "text": text}
        for number, text in enumerate((*SLIGHT, *CONTENT))
    ]
    (folder / "hearing.json").write_text(json.dumps({"id": "hearing", "turns": turns}), "utf-8")
    index_paths(folder / "index", [folder / "hearing.json"], encoder)
    opened = Searcher(folder / "index", encoder)
    yield opened
    opened.close()


def test_which_passages_say_nothing_alone(archive: Searcher) -> None:
    keys = archive.snapshot.store.matching()
    flags = are_slight(archive.snapshot.store, slight_stems((default(),)), keys)
    assert flags.tolist() == [True] * len(SLIGHT) + [False] * len(CONTENT)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("query", ["thank you", "Michael", "good morning", "inflation", '"Michael"', "yes"])
def test_what_has_content_is_first(archive: Searcher, query: str, mode: Mode) -> None:
    answer = archive.search(SearchRequest(query, mode=mode, limit=50))
    quotes = [result.quote for result in answer.results]
    if mode != "lexical" or query != "yes":
        assert quotes[0] in CONTENT
    else:
        assert quotes == ["Yes."]
    scores = [result.score for result in answer.results]
    assert scores == sorted(scores, reverse=True)
    first = archive.search(SearchRequest(query, mode=mode, limit=3))
    assert [result.quote for result in first.results] == quotes[:3]


def test_blocks_without_content_are_joined_with_the_next(archive: Searcher) -> None:
    store = archive.snapshot.store
    keys = store.matching().tolist()
    thanks, name, ferries = keys[0], keys[1], keys[len(SLIGHT) + 3]
    blocks = [
        ([Ranked(thanks, 0.9, None, 0.9)], False),
        ([Ranked(thanks, 0.9, None, 0.9), Ranked(name, 0.5, None, 0.5), Ranked(ferries, 0.4, None, 0.4)], True),
    ]
    (only,) = content_first(store, slight_stems((default(),)), blocks)
    assert [(ranked.passage, ranked.score) for ranked in only[0]] == [
        (ferries, 0.4),
        (thanks, 0.4),
        (name, 0.4),
    ]
    assert only[1]
    nothing = list(content_first(store, np.empty(0, np.uint32), [([], True)]))
    assert nothing == [([], True)]
