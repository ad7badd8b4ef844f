"""Collections of one to eight turns: what was said is answered, and what was not is refused."""

import re
from collections.abc import Iterator

import msgspec
import numpy as np
import pytest

from embeddings.encoder import Encoder
from indexer.ingest.pipeline import index_paths
from search_api.contract.records import SearchRequest
from search_api.ranking.answer import PADDED_SIZE, summary
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
        opened[small.name] = Searcher(folder / "index", encoder)
    yield opened
    for searcher in opened.values():
        searcher.close()


def is_answered(searchers: dict[str, Searcher], small: SmallCollection, question: str) -> bool:
    return searchers[small.name].search(SearchRequest(question)).answered


def test_what_was_said_is_answered_and_what_was_not_is_refused(searchers: dict[str, Searcher]) -> None:
    answered = [
        (small.name, q, is_answered(searchers, small, q)) for small in COLLECTIONS for q in small.answered
    ]
    refused = [
        (small.name, q, not is_answered(searchers, small, q)) for small in COLLECTIONS for q in small.refused
    ]
    assert len(COLLECTIONS) >= 12
    wrongly_refused = [(name, question) for name, question, right in answered if not right]
    wrongly_answered = [(name, question) for name, question, right in refused if not right]
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
    assert is_answered(searchers, COLLECTIONS[0], question) is answered
    written = re.sub(r"\s+", " ", README.read_text("utf-8"))
    assert re.sub(r"\s+", " ", COLLECTIONS[0].text).strip() in written


def test_few_candidates_are_padded_with_reference_values(searcher: Searcher) -> None:
    scene = plan_of(searcher.snapshot, SearchRequest("what did Blinken say about cyber attacks")).scene
    answer = shipped_models().answer
    assert scene is not None
    assert answer is not None
    reference_values = answer.regression.reference_values
    assert {len(values) for values in reference_values.values()} == {PADDED_SIZE}
    best = int(np.argmax(scene.features["cosine"]))
    alone = {name: values[[best]] for name, values in scene.features.items()}
    typical = float(np.median(reference_values["cosine"]))
    # The median of a single candidate is the median of the reference values.
    assert summary(alone, reference_values)["cosine_typical"] == pytest.approx(typical, abs=0.02)
    assert summary(alone, {})["cosine_typical"] == summary(alone, reference_values)["cosine_best"]
    # Enough candidates are not padded.
    many = {name: np.resize(values, PADDED_SIZE) for name, values in scene.features.items()}
    assert summary(many, reference_values) == summary(many, {})
    assert msgspec.json.decode(msgspec.json.encode(reference_values)) == {
        k: list(v) for k, v in reference_values.items()
    }
