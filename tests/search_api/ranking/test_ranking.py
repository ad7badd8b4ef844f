"""The parts of ranking, each against something simpler; the benchmark measures the whole."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.encoder import Encoder
from embeddings.models import DEFAULT_MODEL, find_model
from eval.training.ranker import features_for
from indexer.errors import ModelUnavailable
from indexer.index import Index
from indexer.model import ROLES
from indexer.store.analysis import Analyzer, stem_hashes
from indexer.store.protocol import NO_FILTERS, PassageStems
from search_api.contract.records import MODES, SearchRequest
from search_api.ranking.answer_kind import holds_answer_kind
from search_api.ranking.features import GROUPS
from search_api.ranking.forest_ranking import KINDS, ForestRanking
from search_api.ranking.model import shipped_folder, shipped_models
from search_api.ranking.naming import SURNAME, WHOLE, LabelNames, Titles
from search_api.ranking.ranker import REPEAT_PENALTY, diversified
from search_api.retrieval.windows import RADIUS
from search_api.search.plan import plan_of
from search_api.search.searcher import Searcher
from tests.builders import local_store, table_of, window_rows
from tests.indexer.store.in_memory import candidates_of


@given(st.lists(st.integers(1, 4), min_size=1, max_size=60), st.data())
def test_windows_hold_the_neighbours_and_stay_in_the_transcript(
    transcripts: list[int], data: st.DataObject
) -> None:
    table, count = table_of(transcripts), len(transcripts)
    row = data.draw(st.integers(0, count - 1))
    expected = [
        near if 0 <= near < count and table.transcript[near] == table.transcript[row] else -1
        for near in range(row - RADIUS, row + RADIUS + 1)
    ]
    assert window_rows(table, np.array([row]), RADIUS)[0].tolist() == expected


@given(st.lists(st.integers(1, 30), unique=True, max_size=20))
def test_a_passage_table_finds_its_keys_and_no_others(keys: list[int]) -> None:
    table = table_of([1] * 12)
    assert table.rows(np.array(keys, np.int64)).tolist() == [key - 1 if key <= 12 else -1 for key in keys]
    # With gaps, where passages were taken out.
    left = [key for key in range(1, 13) if key not in {3, 12}]
    rows = table.without([3, 12]).rows(np.array(keys, np.int64)).tolist()
    assert rows == [left.index(key) if key in left else -1 for key in keys]


@given(
    st.dictionaries(st.integers(1, 20), st.floats(0, 9, width=32)),
    st.sets(st.integers(1, 24)),
)
def test_scores_and_ranks_of_candidates_are_given_by_key(scores: dict[int, float], keys: set[int]) -> None:
    candidates, ascending = candidates_of(scores), sorted(keys)
    ranks = {key: rank for rank, key in enumerate(candidates.keys.tolist(), start=1)}
    assert candidates.scores_at(np.array(ascending, np.int64)).tolist() == [
        scores.get(key, 0) for key in ascending
    ]
    assert candidates.ranks_at(np.array(ascending, np.int64)).tolist() == [
        ranks.get(key, 0) for key in ascending
    ]


def test_the_passage_table_holds_what_the_catalog_holds(sample_index: Path) -> None:
    index = Index(sample_index)
    try:
        table = local_store(index).table
        assert table is not None
        hits = index.catalog.hits([int(key) for key in table.keys])
        assert len(hits) == len(table.keys) > 40
        for row, key in enumerate(table.keys):
            hit = hits[int(key)]
            stored = index.catalog.turns_by_key([hit.turn])[hit.turn]
            speaker = table.speaker[row]
            assert table.turn[row] == hit.turn
            assert table.labels[table.label[row]] == stored.turn.label
            assert (table.speakers[speaker] if speaker >= 0 else None) == stored.speaker
            assert ROLES[table.role[row]] == stored.turn.role
            assert table.length[row] == hit.end - hit.start
    finally:
        index.close()


def test_words_held_are_those_of_the_text(sample_index: Path) -> None:
    index = Index(sample_index)
    try:
        stems = ["ukrain", "russia", "music", "zebra", "cyber"]
        table = local_store(index).table
        assert table is not None
        every = np.arange(len(table.keys))
        held = table.stem_bits(stems, every)
        rows = {row.key: row.text for row in index.catalog.passage_rows()}
        for key, bits in zip(table.keys, held, strict=True):
            words = set(Analyzer().content_stems(rows[int(key)]))
            assert [bool(bits >> bit & 1) for bit in range(len(stems))] == [stem in words for stem in stems]
        assert table.stem_bits(stems, every[::7]).tolist() == held[::7].tolist()
        assert table.stem_bits([], every).tolist() == [0] * len(every)
        # Tantivy holds the same words.
        keys, bits = local_store(index).words.passages_holding(stems)
        assert dict(zip(keys.tolist(), bits.tolist(), strict=True)) == {
            int(key): int(bit) for key, bit in zip(table.keys, held, strict=True) if bit
        }
    finally:
        index.close()


def test_cosines_are_those_of_the_search(sample_index: Path, encoder: Encoder) -> None:
    index = Index(sample_index)
    try:
        query = encoder.encode_query("cyber attacks")
        (candidates,) = index.store.dense(query.reshape(1, -1), NO_FILTERS, 100)
        keys = np.sort(candidates.keys)
        cosines = index.store.windows(keys, 0, query).cosines[:, 0]
        assert cosines == pytest.approx(candidates.scores_at(keys), abs=1e-5)
    finally:
        index.close()


@pytest.mark.parametrize(
    ("label", "query", "expected"),
    [
        ("Industrial Designer", "what did the Industrial Designer say about shape", WHOLE),
        ("Kirsty Williams AM", "Kirsty Williams's view of schools", WHOLE),
        ("Mr. Greg McLean (Calgary Centre, CPC)", "what did Mr. McLean ask", SURNAME),
        ("Grad C", "what did Grad C think", WHOLE),
        ("The Chair", "why did the chair interrupt", WHOLE),
        ("Grad C", "what did Grad D think", 0),
        ("MS. PSAKI", "what did Psaki say", WHOLE),
        ("Q", "what was asked about q", WHOLE),
        ("(inaudible)", "inaudible", 0),
    ],
)
def test_labels_are_named_by_their_words(label: str, query: str, expected: float) -> None:
    assert LabelNames([label]).match(query).tolist() == pytest.approx([expected])


@given(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=8))
def test_any_label_and_query_can_be_matched(query: str, labels: list[str]) -> None:
    match = LabelNames(labels).match(query)
    assert match.shape == (len(labels),)
    assert {round(value, 3) for value in match.tolist()} <= {0.0, SURNAME, WHOLE}


def test_titles_match_by_the_weights_of_their_stems() -> None:
    titles = Titles({1: "Remarks on the Budget", 2: "Budget and Ukraine"}, str.split)
    match = titles.match({"Budget": 1.0, "Ukraine": 3.0}, np.array([2, 1, 2, 3], np.int32))
    assert match.tolist() == [1.0, 0.25, 1.0, 0.0]
    assert titles.match({}, np.array([2], np.int32)).tolist() == [0.0]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("how many jobs were created", [1, 0, 0]),
        ("how much did it cost", [1, 0, 0]),
        ("when is the summit", [0, 1, 0]),
        ("how long did it last", [1, 1, 0]),
        ("why did they leave", [0, 0, 1]),
        ("what did Blinken say", [0.5, 0.5, 0.5]),
    ],
)
def test_kinds_of_words_that_are_wanted(query: str, expected: list[float]) -> None:
    passages = PassageStems(stem_hashes(("600", "monday", "becaus")), np.arange(1, 4), np.arange(3))
    assert holds_answer_kind(query, passages).tolist() == expected


def test_passages_of_one_transcript_make_room_for_others() -> None:
    scores, transcripts = np.array([3.0, 2.9, 2.8, 1.0]), np.array([1, 1, 1, 2], np.int32)
    expected = [3.0, 2.9 - REPEAT_PENALTY, 2.8 - 2 * REPEAT_PENALTY, 1.0]
    assert diversified(scores, transcripts).tolist() == pytest.approx(expected)
    assert diversified(scores, np.ones(4, np.int32)).tolist() == scores.tolist()


def test_the_shipped_models_fit_the_features(searcher: Searcher) -> None:
    scene = plan_of(searcher.snapshot, SearchRequest("what did Blinken say about cyber attacks")).scene
    assert scene is not None
    ranking = shipped_models().ranking
    assert isinstance(ranking, ForestRanking)
    assert set(ranking.forests) == set(KINDS)
    for kind, forest in ranking.forests.items():
        assert forest.names == features_for(kind, tuple(scene.features))
    assert list(scene.grouped) == list(GROUPS)
    assert all(values.shape == (scene.size,) for values in scene.features.values())
    assert all(np.isfinite(values).all() for values in scene.features.values())
    card = (shipped_folder() / "CARD.md").read_text("utf-8")
    assert all(f"`{name}`" in card for name in scene.features)


@pytest.mark.parametrize(
    "query", ["what did Blinken say about cyber attacks", "Taiwan semiconductor factories", "music", "?"]
)
def test_the_decision_is_the_same_in_every_mode_and_on_every_page(searcher: Searcher, query: str) -> None:
    answers = [searcher.search(SearchRequest(query, mode=mode, limit=3)) for mode in MODES]
    decisions = {(answer.answered, answer.answer_probability) for answer in answers}
    assert len(decisions) == 1
    cursor = answers[0].next_cursor
    if cursor:
        later = searcher.search(SearchRequest(query, limit=3, cursor=cursor))
        assert (later.answered, later.answer_probability) in decisions


def test_scores_fall_from_first_to_last(searcher: Searcher) -> None:
    for mode in MODES:
        scores = [
            result.score for result in searcher.search(SearchRequest("Russia", mode=mode, limit=40)).results
        ]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)


def test_a_cross_encoder_from_a_folder_reranks_the_best(
    sample_index: Path, encoder: Encoder, tmp_path: Path
) -> None:
    folder = tiny_cross_encoder(tmp_path / "cross")
    searcher = Searcher(sample_index, encoder, rerank=str(folder))
    plain = Searcher(sample_index, encoder)
    try:
        request = SearchRequest("what did Blinken say about cyber attacks", limit=20)
        first, second = searcher.search(request), searcher.search(request)
        assert first == second
        first_stage = plain.search(request).results
        assert {result.turn.id for result in first.results} == {result.turn.id for result in first_stage}
        assert first.results != first_stage
        # Other modes do not change.
        lexical = SearchRequest("cyber attacks", mode="lexical")
        assert searcher.search(lexical) == plain.search(lexical)
    finally:
        searcher.close()
        plain.close()


def test_a_folder_without_a_cross_encoder_is_refused(
    sample_index: Path, encoder: Encoder, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelUnavailable, match="--rerank"):
        Searcher(sample_index, encoder, rerank=str(tmp_path / "empty"))


def tiny_cross_encoder(folder: Path) -> Path:
    """A real cross-encoder of one small layer with random weights, over the shipped model's vocabulary."""
    import torch
    from sentence_transformers import CrossEncoder
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    torch.manual_seed(1)
    tokenizer = AutoTokenizer.from_pretrained(find_model(DEFAULT_MODEL))
    config: Any = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
    )
    config.num_labels = 1
    BertForSequenceClassification(config).save_pretrained(folder / "raw")
    tokenizer.save_pretrained(folder / "raw")
    CrossEncoder(str(folder / "raw"), local_files_only=True).save_pretrained(str(folder / "whole"))
    return folder / "whole"
