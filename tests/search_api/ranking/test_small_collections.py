"""Collections of one to eight turns: what was said is answered, and what was not is refused."""

import re
from collections.abc import Iterator

import msgspec
import numpy as np
import pytest

from embeddings.encoder import Encoder
from indexer.ingest.pipeline import index_paths
from search_api.contract.records import SearchRequest
from search_api.ranking.answer import COMPANY, summary
from search_api.ranking.model import shipped_models
from search_api.search.plan import plan_of
from search_api.search.searcher import Searcher
from tests.paths import ROOT
from tests.small_collections import COLLECTIONS, SmallCollection

README = ROOT / "README.md"


@pytest.fixture(scope="module")
def searchers(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Searcher]]:
    opened = {}
    for number, small in enumerate(COLLECTIONS):
        folder = tmp_path_factory.mktemp(f"small{number}")
        (folder / "talk.txt").write_text(small.text, "utf-8")
        if small.title:
            (folder / "talk.meta.toml").write_text(f'title = "{small.title}"\n', "utf-8")
        index_paths(folder / "index", [folder / "talk.txt"], encoder)
        opened[small.name] = Searcher.open(folder / "index", encoder)
    yield opened
    for searcher in opened.values():
        searcher.close()


def told(searchers: dict[str, Searcher], small: SmallCollection, question: str) -> bool:
    return searchers[small.name].search(SearchRequest(question)).answered


def test_what_was_said_is_answered_and_what_was_not_is_refused(searchers: dict[str, Searcher]) -> None:
    answered = [(small.name, q, told(searchers, small, q)) for small in COLLECTIONS for q in small.answered]
    refused = [(small.name, q, not told(searchers, small, q)) for small in COLLECTIONS for q in small.refused]
    assert len(COLLECTIONS) >= 12
    wrongly_refused = [one for one in answered if not one[2]]
    wrongly_answered = [one for one in refused if not one[2]]
    assert len(wrongly_refused) <= 0.1 * len(answered), wrongly_refused
    assert len(wrongly_answered) <= 0.2 * len(refused), wrongly_answered


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("what did Mayor Roe say about the cost of the repair", True),
        ("Roe on the repair", True),
        ("what did Mayor Roe say about the school budget", False),
    ],
)
def test_the_first_example_of_the_readme(searchers: dict[str, Searcher], question: str, answered: bool) -> None:
    assert told(searchers, COLLECTIONS[0], question) is answered
    written = re.sub(r"\s+", " ", README.read_text("utf-8"))
    assert re.sub(r"\s+", " ", COLLECTIONS[0].text).strip() in written


def test_few_candidates_are_judged_in_company(searcher: Searcher) -> None:
    scene = plan_of(searcher.snapshot, SearchRequest("what did Blinken say about cyber attacks")).scene
    answer = shipped_models().answer
    assert scene is not None
    assert answer is not None
    background = answer.regression.background
    assert {len(values) for values in background.values()} == {COMPANY}
    best = int(np.argmax(scene.features["cosine"]))
    alone = {name: values[[best]] for name, values in scene.features.items()}
    usual = float(np.median(background["cosine"]))
    # What is typical of one candidate is not the candidate.
    assert summary(alone, background)["cosine_typical"] == pytest.approx(usual, abs=0.02)
    assert summary(alone, {})["cosine_typical"] == summary(alone, background)["cosine_best"]
    # Where there are enough, nobody joins.
    many = {name: np.resize(values, COMPANY) for name, values in scene.features.items()}
    assert summary(many, background) == summary(many, {})
    assert msgspec.json.decode(msgspec.json.encode(background)) == {k: list(v) for k, v in background.items()}
