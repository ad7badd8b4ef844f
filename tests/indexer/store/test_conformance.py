"""Every implementation of the retrieval store follows the protocol; the store in plain Python defines the results.

After deepset-ai/haystack's `testing/document_store.py`: one suite for all stores.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.filters import Filters
from indexer.index import Index
from indexer.ingest.pipeline import index_paths
from indexer.model import ROLES
from indexer.store.protocol import (
    MOST_STEMS,
    NO_FILTERS,
    Candidates,
    PassageColumns,
    PassageStems,
    RetrievalStore,
)
from indexer.stored_records import Keys, PassageRow
from tests.fake_encoder import FakeEncoder
from tests.indexer.store.conformance import (
    DIMENSION,
    FIRST_DAY,
    IMPLEMENTATIONS,
    TRANSCRIPTS,
    VOCABULARY,
    Change,
    ListSource,
    Opened,
    filters,
    queries,
    seeds,
    vector,
)
from tests.indexer.store.in_memory import InMemoryStore, let_through, matches


@pytest.fixture(scope="module", params=IMPLEMENTATIONS)
def opened(request: pytest.FixtureRequest) -> Opened:
    return IMPLEMENTATIONS[request.param]


@pytest.fixture(scope="module")
def source() -> ListSource:
    """Not to be changed."""
    return ListSource(20220216)


@pytest.fixture(scope="module")
def store(opened: Opened, source: ListSource, tmp_path_factory: pytest.TempPathFactory) -> RetrievalStore:
    """A store of all of `source`; not to be changed."""
    store = opened(tmp_path_factory.mktemp("store"), source)
    store.rebuild()
    return store


@pytest.fixture(scope="module")
def plain(source: ListSource) -> InMemoryStore:
    """The definition that `store` is compared with."""
    plain = InMemoryStore(source)
    plain.rebuild()
    return plain


def some(keys: Keys, seed: int) -> Keys:
    """Some keys, ascending."""
    return keys[np.random.default_rng(seed).random(len(keys)) < 0.3]


def hashes_of(stems: PassageStems) -> Iterator[list[int]]:
    for at in stems.indexes.tolist():
        yield sorted(stems.hashes[stems.ends[at - 1] if at else 0 : stems.ends[at]].tolist())


def assert_same_columns(store: RetrievalStore, columns: PassageColumns, rows: Sequence[PassageRow]) -> None:
    assert columns.keys.tolist() == [row.key for row in rows]
    assert columns.transcript.tolist() == [row.transcript_key for row in rows]
    assert columns.turn.tolist() == [row.turn for row in rows]
    assert [store.labels[number] for number in columns.label] == [row.label for row in rows]
    assert [[*store.speakers, None][number] for number in columns.speaker] == [row.speaker for row in rows]
    assert [ROLES[number] for number in columns.role] == [row.role for row in rows]
    assert columns.length.tolist() == [len(row.text) for row in rows]
    assert columns.day.tolist() == [row.date.toordinal() if row.date else 0 for row in rows]


@given(filters)
def test_filters_have_one_meaning(store: RetrievalStore, source: ListSource, chosen: Filters) -> None:
    expected = [row.key for row in let_through(source.rows, chosen)]
    assert store.matching(chosen).tolist() == expected
    assert store.count(chosen) == len(expected)
    (dense,) = store.dense(vector(1).reshape(1, -1), chosen, 1000)
    assert sorted(dense.keys.tolist()) == expected
    # A query of all words finds all passages.
    (lexical,) = store.lexical([VOCABULARY], chosen, 1000)
    assert sorted(lexical.keys.tolist()) == expected
    assert store.neighbours(source.passage_keys(), 0, chosen).tolist() == expected


@given(st.lists(seeds, max_size=3), filters, st.integers(1, 400))
def test_dense_candidates_are_the_nearest(
    store: RetrievalStore, plain: InMemoryStore, query_seeds: list[int], chosen: Filters, limit: int
) -> None:
    vectors = np.array([vector(seed) for seed in query_seeds], np.float32).reshape(-1, DIMENSION)
    actual, expected = store.dense(vectors, chosen, limit), plain.dense(vectors, chosen, limit)
    assert len(actual) == len(expected) == len(query_seeds)
    for query, candidates, best in zip(vectors, actual, expected, strict=True):
        # Vectors may be kept in half precision: vectors of almost the same cosine may change ranks.
        assert candidates.scores == pytest.approx(best.scores, abs=2e-3)
        assert candidates.exhausted == best.exhausted == (len(best.keys) < limit)
        _check_candidates(store, candidates)
        keys = np.sort(candidates.keys)
        cosines = store.windows(keys, 0, query).cosines[:, 0]
        assert cosines == pytest.approx(candidates.scores_at(keys), abs=1e-6)


@given(st.lists(queries, max_size=3), filters, st.integers(1, 400))
def test_lexical_candidates_hold_the_words(
    store: RetrievalStore, source: ListSource, stem_lists: list[list[str]], chosen: Filters, limit: int
) -> None:
    for stems, candidates in zip(stem_lists, store.lexical(stem_lists, chosen, limit), strict=True):
        holding = [
            row.key for row in let_through(source.rows, chosen) if not set(stems).isdisjoint(row.text.split())
        ]
        assert len(candidates.keys) == min(limit, len(holding))
        assert set(candidates.keys.tolist()) <= set(holding)
        assert candidates.exhausted == (len(holding) < limit)
        assert (candidates.scores > 0).all()
        _check_candidates(store, candidates)


def test_phrases_are_found_over_the_ends_of_passages(opened: Opened, tmp_path: Path) -> None:
    source = ListSource(1, 0)
    template = ListSource(2, 1).rows[0]
    texts = (("road tax.", "Bridge, river", "train"), ("tax bridge",), ("tax road bridge", "wheat"), ("tax",))
    passages = [(turn, text) for turn, of_turn in enumerate(texts, start=1) for text in of_turn]
    source.rows = [
        msgspec.structs.replace(template, key=key, turn=turn, text=text)
        for key, (turn, text) in enumerate(passages, start=1)
    ]
    source._vectors = {row.key: vector(row.key) for row in source.rows}
    store = opened(tmp_path, source)
    store.rebuild()
    for phrases, excluded, expected in (
        (("Tax — bridge",), (), [1, 2, 3, 4]),
        (("tax bridge river train",), (), [1, 2, 3]),
        (("tax", "bridge"), (), [1, 2, 3, 4, 5]),
        (("tax bridge",), ("train",), [1, 2, 3, 4]),
        (("train",), ("train",), [1, 2, 3]),
        (("river",), ("train",), [2]),
        ((), ("tax", "river"), [3, 6]),
        ((), ("road bridge",), [1, 2, 3, 4, 6, 7]),
        (("bridge tax",), (), []),
    ):
        chosen = Filters(phrases=phrases, excluded=excluded)
        assert store.matching(chosen).tolist() == expected, chosen
        (lexical,) = store.lexical([["tax", "bridg", "train", "river", "wheat", "road"]], chosen, 9)
        assert sorted(lexical.keys.tolist()) == expected
        assert lexical.exhausted


def _check_candidates(store: RetrievalStore, candidates: Candidates) -> None:
    keys, scores, transcripts = candidates.keys, candidates.scores, candidates.transcripts
    assert [part.dtype.name for part in (keys, scores, transcripts)] == ["int64", "float64", "int32"]
    best_first = [*zip((-scores).tolist(), keys.tolist(), strict=True)]
    assert best_first == sorted(best_first)
    order = np.argsort(keys)
    assert store.columns(keys[order]).transcript.tolist() == transcripts[order].tolist()


def test_rare_and_repeated_words_count_more(opened: Opened, tmp_path: Path) -> None:
    source = ListSource(1, 0)
    texts = ("road road road tax", "road tax tax wheat", "road road tax wheat", "road", "road", "zebra")
    template = ListSource(2, 1).rows[0]
    source.rows = [
        msgspec.structs.replace(template, key=key, turn=key, text=text)
        for key, text in enumerate(texts, start=1)
    ]
    source._vectors = {key: vector(key) for key in range(1, len(texts) + 1)}
    store = opened(tmp_path, source)
    store.rebuild()
    (rare, repeated) = store.lexical([["road", "zebra"], ["tax"]], NO_FILTERS, 10)
    assert rare.keys[0] == 6
    assert repeated.keys.tolist() == [2, 1, 3]
    assert repeated.scores[1] == repeated.scores[2]


@given(
    st.dictionaries(st.sampled_from((*VOCABULARY, "zebra")), st.floats(0.1, 9), max_size=5),
    st.floats(0.01, 1),
    filters,
)
def test_passages_are_matched_by_the_weight_of_their_stems(
    store: RetrievalStore,
    plain: InMemoryStore,
    weights: dict[str, float],
    share: float,
    chosen: Filters,
) -> None:
    # Not at a sum of weights, where rounding decides.
    least = share * sum(weights.values()) + 0.0123
    assert store.matching(chosen, weights, least).tolist() == plain.matching(chosen, weights, least).tolist()


@given(seeds)
def test_columns_are_those_of_the_source(store: RetrievalStore, source: ListSource, seed: int) -> None:
    keys = some(source.passage_keys(), seed)
    rows = [row for row in source.rows if row.key in keys]
    columns = store.columns(keys)
    assert_same_columns(store, columns, rows)
    assert len(columns) == len(keys)
    assert_same_columns(store, store.columns(keys[::-1]), rows[::-1])
    assert_same_columns(store, store.columns(source.passage_keys()), source.rows)


def test_unknown_passages_are_refused(store: RetrievalStore) -> None:
    unknown = np.array([10**9], np.int64)
    lookups: list[Callable[[Keys], object]] = [
        store.columns,
        store.stems,
    ]
    for lookup in lookups:
        with pytest.raises(KeyError):
            lookup(unknown)
    assert store.windows(unknown, 2).indexes.tolist() == [[-1] * 5]


@given(seeds, st.integers(0, 12), filters)
def test_neighbours_and_windows(  # noqa: PLR0913, PLR0917 - fixtures and what is drawn
    store: RetrievalStore,
    plain: InMemoryStore,
    source: ListSource,
    seed: int,
    radius: int,
    chosen: Filters,
) -> None:
    keys = some(source.passage_keys(), seed)
    assert store.neighbours(keys, radius, chosen).tolist() == plain.neighbours(keys, radius, chosen).tolist()
    query, stems = vector(seed), VOCABULARY[:4]
    actual, expected = (each.windows(keys, radius, query, stems) for each in (store, plain))
    inside = actual.indexes >= 0
    assert inside.tolist() == (expected.indexes >= 0).tolist()
    assert actual.indexes.shape == (len(keys), 2 * radius + 1)
    rows = {row.key: row for row in source.rows}
    near = [rows[key] for key in expected.passages.keys[expected.indexes[inside]].tolist()]
    assert_same_columns(store, actual.passages.take(actual.indexes[inside]), near)
    own = [rows[key].transcript for key in keys.tolist()]
    for number, following in pairwise(range(len(keys))):
        if own[number] == own[following]:
            steps = [windows.positions[following] - windows.positions[number] for windows in (actual, expected)]
            assert steps[0] == steps[1]
    assert actual.cosines == pytest.approx(expected.cosines, abs=2e-3)
    assert actual.stem_bits.tolist() == expected.stem_bits.tolist()
    bare = store.windows(keys, radius)
    assert not bare.cosines.any()
    assert not bare.stem_bits.any()


@given(seeds)
def test_stems_of_passages(store: RetrievalStore, plain: InMemoryStore, source: ListSource, seed: int) -> None:
    keys = some(source.passage_keys(), seed)
    actual, expected = ([*hashes_of(each.stems(keys))] for each in (store, plain))
    assert actual == expected


@given(st.lists(st.sampled_from((*VOCABULARY, "zebra")), max_size=6, unique=True))
def test_holders_and_shares_of_stems(store: RetrievalStore, plain: InMemoryStore, stems: list[str]) -> None:
    actual, expected = store.holders(stems), plain.holders(stems)
    order = np.argsort(actual.keys)
    assert actual.keys[order].tolist() == expected.keys.tolist()
    assert actual.transcripts[order].tolist() == expected.transcripts.tolist()
    assert actual.bits[order].tolist() == expected.bits.tolist()
    assert store.document_shares(stems) == pytest.approx(plain.document_shares(stems), abs=1 / store.count())


@given(st.sampled_from(("", *(word[:size] for word in VOCABULARY for size in (1, 3, 9)), "zebra")))
def test_spellings_that_begin_with_a_prefix(store: RetrievalStore, plain: InMemoryStore, prefix: str) -> None:
    assert [*store.spellings(prefix)] == [*plain.spellings(prefix)]


def test_the_highest_number_of_stems(store: RetrievalStore, source: ListSource) -> None:
    stems = [*[f"none{number}" for number in range(MOST_STEMS - 1)], "tax"]
    keys = store.holders(stems).keys
    assert len(keys)
    assert {*store.holders(stems).bits.tolist()} == {1 << (MOST_STEMS - 1)}
    bits = store.windows(source.passage_keys(), 0, stems=stems).stem_bits
    assert np.count_nonzero(bits) == len(keys)


@given(seeds)
def test_transcripts(store: RetrievalStore, plain: InMemoryStore, seed: int) -> None:
    actual, expected = store.transcript_sizes(), plain.transcript_sizes()
    assert actual.transcripts.tolist() == expected.transcripts.tolist()
    assert actual.passages.tolist() == expected.passages.tolist()
    transcripts = np.random.default_rng(seed).integers(1, TRANSCRIPTS + 3, 9).astype(np.int32)
    assert store.passages_in(transcripts).tolist() == plain.passages_in(transcripts).tolist()
    similarity = plain.transcript_similarity(vector(seed), transcripts)
    assert store.transcript_similarity(vector(seed), transcripts) == pytest.approx(similarity, abs=1e-4)


@settings(max_examples=10)
@given(seeds, st.lists(st.tuples(st.integers(0, 8), st.booleans()), min_size=1, max_size=3))
def test_changes_give_the_same_store_as_a_rebuild(
    opened: Opened, tmp_path_factory: pytest.TempPathFactory, seed: int, steps: list[tuple[int, bool]]
) -> None:
    folder, source = tmp_path_factory.mktemp("changed"), ListSource(seed, 3)
    store = opened(folder, source)
    store.rebuild()
    number = 3
    waiting: list[Change] = []
    for removed, at_once in steps:
        waiting.append(source.replace(removed, number))
        number += 1
        assert store.is_lagging()
        if at_once:
            store.apply(waiting)
            waiting = []
    if waiting:
        store.apply(waiting)
    assert store.generation == store.newest_generation() == source.generation()
    assert store.check() == []
    for again in (store, _reopened(opened, store, folder, source)):
        assert not again.is_lagging()
        assert_same_columns(again, again.columns(again.matching()), source.rows)
        (dense,) = again.dense(vector(seed).reshape(1, -1), NO_FILTERS, 500)
        (lexical,) = again.lexical([VOCABULARY], NO_FILTERS, 500)
        assert {*dense.keys.tolist()} == {*lexical.keys.tolist()} == {*source.passage_keys().tolist()}


def _reopened(opened: Opened, store: RetrievalStore, folder: Path, source: ListSource) -> RetrievalStore:
    """The store as another process finds it; the same where it keeps nothing on disk."""
    return opened(folder, source) if any(folder.iterdir()) else store


def test_a_new_store_is_built_and_a_lagging_store_catches_up(opened: Opened, tmp_path: Path) -> None:
    source = ListSource(5)
    store = opened(tmp_path, source)
    assert (store.generation, store.newest_generation()) == (None, None)
    assert not store.is_usable()
    assert store.is_lagging()
    assert store.check()
    store.catch_up()
    assert store.is_usable()
    assert not store.is_lagging()
    assert store.check() == []
    # A change that was not applied.
    source.replace(0, 9)
    assert store.is_lagging()
    assert store.check()
    store.catch_up()
    assert store.generation == source.generation()
    assert store.matching().tolist() == source.passage_keys().tolist()


def test_applying_to_another_generation_rebuilds_the_store(opened: Opened, tmp_path: Path) -> None:
    source = ListSource(6)
    store = opened(tmp_path, source)
    store.rebuild()
    source.replace(1, 9)
    store.apply([source.replace(2, 10)])
    assert store.matching().tolist() == source.passage_keys().tolist()
    assert store.check() == []


def test_an_empty_store_finds_nothing(opened: Opened, tmp_path: Path) -> None:
    store = opened(tmp_path, ListSource(1, 0))
    store.rebuild()
    nothing = np.empty(0, np.int64)
    (dense,) = store.dense(vector(1).reshape(1, -1), NO_FILTERS, 5)
    (lexical,) = store.lexical([["tax"]], NO_FILTERS, 5)
    assert (len(dense.keys), len(lexical.keys), dense.exhausted, lexical.exhausted) == (0, 0, True, True)
    assert store.count() == len(store.matching()) == len(store.columns(nothing)) == 0
    assert store.windows(nothing, 3).indexes.shape == (0, 7)
    assert len(store.stems(nothing).indexes) == len(store.holders(["tax"]).keys) == 0
    assert store.document_shares(["tax"]) == [0.0]
    assert len(store.transcript_sizes().transcripts) == 0
    transcripts = np.array([1, 2], np.int32)
    assert store.passages_in(transcripts).tolist() == [0, 0]
    assert store.transcript_similarity(vector(1), transcripts).tolist() == [0, 0]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """An index of transcripts with consecutive questions, several speakers, and some without a date."""
    folder = tmp_path_factory.mktemp("filters")
    names = ("Ann Lee", "Q", "Bob Ray", "Q", "Q", "Cy Dow", "CHAIR")
    for number in range(TRANSCRIPTS):
        turns = [
            {"speaker": names[(turn * (number + 2) + number) % len(names)], "text": f"Turn {turn} of {number}."}
            for turn in range(12)
        ]
        record = {"id": f"t{number}", "turns": turns}
        if number % 4:
            record["date"] = FIRST_DAY.replace(day=27 + number % 2).isoformat()
        (folder / f"{number}.json").write_text(json.dumps(record), "utf-8")
    index_paths(folder / "index", [folder], FakeEncoder())
    opened = Index.open(folder / "index")
    yield opened
    opened.close()


@given(filters)
def test_the_catalog_and_the_stores_agree_on_filters(index: Index, chosen: Filters) -> None:
    rows = list(index.catalog.passage_rows())
    # The catalog does not read the words of passages.
    assert index.catalog.matching(chosen).tolist() == [row.key for row in rows if matches(row, chosen)]
    expected = [row.key for row in let_through(rows, chosen)]
    assert index.store.matching(chosen).tolist() == expected
    (lexical,) = index.store.lexical([["turn"]], chosen, 1000)
    assert sorted(lexical.keys.tolist()) == expected


def test_the_index_holds_passages_for_each_filter(index: Index) -> None:
    rows = list(index.catalog.passage_rows())
    assert {"ann-lee", "bob-ray", "cy-dow", None} == {row.speaker for row in rows}
    assert {"ann-lee", "bob-ray", "cy-dow", None} >= {row.answered_by for row in rows} > {None}
    assert {"questioner", "speaker"} <= {row.role for row in rows}
