"""What is particular to the local store: its parts may differ in generation, and it keeps the flags of filters."""

from pathlib import Path

import numpy as np

from indexer.filters import Filters
from indexer.store import local
from indexer.store.local import LocalStore
from indexer.store.protocol import NO_FILTERS
from tests.indexer.store.conformance import DIMENSION, VOCABULARY, ListSource, vector
from tests.indexer.store.in_memory import matches


def built(folder: Path, source: ListSource) -> LocalStore:
    store = LocalStore(folder, DIMENSION, source)
    store.rebuild()
    return store


def test_passages_of_a_newer_lexical_index_are_left_out(tmp_path: Path) -> None:
    source = ListSource(7)
    store = built(tmp_path, source)
    keys = source.passage_keys()
    change = source.replace(2, 9)
    store.words.apply(source.passage_rows(int(keys[-1])), change.removed, change.generation)
    kept = np.setdiff1d(keys, change.removed)
    (lexical,) = store.lexical([VOCABULARY], NO_FILTERS, 1000)
    assert sorted(lexical.keys.tolist()) == kept.tolist()
    assert sorted(store.holders(VOCABULARY).keys.tolist()) == kept.tolist()
    assert store.columns(keys).keys.tolist() == keys.tolist()
    assert store.is_lagging()
    assert store.is_usable()


def test_filters_are_evaluated_again_after_a_change(tmp_path: Path) -> None:
    source = ListSource(8)
    store = built(tmp_path, source)
    chosen = Filters(speakers=("ann-lee",))
    for number in range(9, 12):
        expected = [row.key for row in source.rows if matches(row, chosen)]
        assert store.matching(chosen).tolist() == expected
        store.apply([source.replace(number - 9, number)])


def test_the_flags_of_few_filters_are_kept(tmp_path: Path) -> None:
    source = ListSource(9)
    store = built(tmp_path, source)
    for number in range(50):
        store.count(Filters(transcripts=(f"t{number}",)))
    assert len(store._flags) == local._RECENT_FILTERS


def test_a_closed_store_leaves_no_cycle(tmp_path: Path) -> None:
    """Its arrays are freed as soon as nothing refers to it, not when a garbage collection runs."""
    import gc
    import weakref

    store = built(tmp_path, ListSource(10))
    store.dense(vector(1).reshape(1, -1), Filters(speakers=("ann-lee",)), 5)
    freed = weakref.ref(store)
    gc.disable()
    try:
        del store
        assert freed() is None
    finally:
        gc.enable()
