"""The local store: vectors in FAISS, words in Tantivy, columns in a passage table; derived from the catalog."""

import functools
import threading
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from cachetools import LRUCache

from embeddings.encoder import Vectors
from indexer.compiled import compiled
from indexer.filters import Filters
from indexer.store.analysis import Analyzer
from indexer.store.passage_table import Flags, PassageTable, Rows, table_of
from indexer.store.passage_table_file import append_passage_table, read_passage_table, write_passage_table
from indexer.store.protocol import (
    NO_FILTERS,
    Candidates,
    PassageChange,
    PassageColumns,
    PassageSource,
    PassageStems,
    Scores,
    StemHolders,
    Transcripts,
    TranscriptSizes,
    Windows,
)
from indexer.store.vectors.generation import Latest
from indexer.store.vectors.index import VectorIndex
from indexer.store.words import LexicalIndex
from indexer.stored_records import Keys

_Number = TypeVar("_Number", np.float32, np.int64)

WALK = 0.003
"""From which share of passages with a stem a walk over all stems in memory is faster than a query to Tantivy."""
FEW = 0.05
"""Up to which share of passages that filters leave a walk over theirs alone is faster."""
_RECENT_FILTERS = 16
"""How many filters' flags are kept: a byte a passage each."""
_REPAIR = "run `onrecord repair`."


class LocalStore:
    """An index's passages, in files of its folder; `RetrievalStore` describes the methods."""

    def __init__(self, folder: Path, dimension: int, source: PassageSource) -> None:
        self._folder = folder
        self._source = source
        self._dimension = dimension
        self._analyzer = Analyzer()
        self._latest = Latest(folder)
        self.vectors = VectorIndex(folder, dimension)
        self.words = LexicalIndex(folder)
        self._flags: LRUCache[Filters, Flags] = LRUCache(_RECENT_FILTERS)
        self._lock = threading.Lock()

    @functools.cached_property
    def table(self) -> PassageTable | None:
        """The passage table of the vectors' generation, row for row; None where it is missing or damaged."""
        if self.vectors.generation is None:
            return None
        table = read_passage_table(self._folder, self.vectors.generation)
        return table if table is not None and np.array_equal(table.keys, self.vectors.keys) else None

    @property
    def _rows(self) -> PassageTable:
        if self.table is None:
            raise ValueError("a store without a passage table is not searched")
        return self.table

    @property
    def generation(self) -> int | None:
        """The vectors' generation: theirs is written last."""
        return self.vectors.generation

    @property
    def labels(self) -> Sequence[str]:
        return self._rows.labels

    @property
    def speakers(self) -> Sequence[str]:
        return self._rows.speakers

    def newest_generation(self) -> int | None:
        return self._latest.generation()

    def dense(self, queries: Vectors, filters: Filters, limit: int) -> list[Candidates]:
        flags = self._allowed(filters)
        return [self._candidates(*self.vectors.search(query, flags, limit), limit) for query in queries]

    def lexical(self, queries: Sequence[Sequence[str]], filters: Filters, limit: int) -> list[Candidates]:
        flags = self._allowed(filters) if filters.on_words else None
        among = None if flags is None else self._rows.keys[flags]
        return [self._candidates(*self.words.search(stems, filters, limit, among), limit) for stems in queries]

    def _candidates(self, keys: Keys, scores: Scores, limit: int) -> Candidates:
        rows, exhausted = self._rows.rows(keys), len(keys) < limit
        known = rows >= 0
        if not known.all():
            # Tantivy may hold a newer generation.
            rows, keys, scores = rows[known], keys[known], scores[known]
        return Candidates(keys, scores, self._rows.transcript[rows], exhausted)

    def _allowed(self, filters: Filters) -> Flags | None:
        """Which rows filters let through; None for all."""
        if not filters:
            return None
        with self._lock:
            flags: Flags | None = self._flags.get(filters)
        if flags is None:
            ids = filters.transcripts
            flags = self._rows.allowed(filters, self._source.transcript_keys(ids) if ids else [])
            if filters.on_words:
                flags &= self._worded(filters)
            with self._lock:
                self._flags[filters] = flags
        return flags

    def _worded(self, filters: Filters) -> Flags:
        """Which rows the filters on words let through."""
        free = ~self._flagged(self.words.holding_any(filters.excluded))
        if not filters.phrases:
            return free
        holding = self._flagged(self.words.holding_phrases(filters.phrases)) & free
        # Of the turns that hold the phrases only as a whole, all passages.
        turn = self._rows.turn
        whole = turn[self._flagged(self.words.turns_holding_phrases(filters.phrases))]
        return holding | np.isin(turn, np.setdiff1d(whole, turn[holding]))

    def _flagged(self, keys: Keys) -> Flags:
        """The rows of some passages, as flags."""
        flags = np.zeros(len(self._rows.keys), np.bool_)
        rows = self._rows.rows(keys)
        flags[rows[rows >= 0]] = True
        return flags

    def count(self, filters: Filters = NO_FILTERS) -> int:
        flags = self._allowed(filters)
        return len(self._rows.keys) if flags is None else int(np.count_nonzero(flags))

    def matching(
        self, filters: Filters = NO_FILTERS, weights: Mapping[str, float] | None = None, least: float = 0.0
    ) -> Keys:
        flags, table = self._allowed(filters), self._rows
        if weights is None:
            return table.keys if flags is None else table.keys[flags]
        allowed = np.arange(len(table.keys)) if flags is None else np.flatnonzero(flags)
        rows = self._holding(weights, least, allowed)
        return table.keys[rows if flags is None else rows[flags[rows]]]

    def _holding(self, weights: Mapping[str, float], least: float, allowed: Rows) -> Rows:
        """The rows with stems of at least a weight, ascending: all the allowed ones, and maybe others."""
        table, stems = self._rows, list(weights)
        heavier = _heavier(weights, least)
        rows = allowed
        if sum(self.document_shares(heavier)) < WALK * len(stems):
            rows = table.rows(self.words.passages_holding(heavier)[0])
            rows = np.sort(rows[rows >= 0])
        elif len(allowed) > FEW * len(table.keys):
            total = np.zeros(len(table.keys), np.float32)
            for stem, weight in weights.items():
                total[table.rows_with(stem)] += weight
            return np.flatnonzero(total >= least)
        bits = table.stem_bits(stems, rows)
        weighed = sum(
            (weights[stem] * ((bits >> bit) & 1) for bit, stem in enumerate(stems)), np.zeros(len(rows))
        )
        return rows[weighed >= least]

    def _known(self, keys: Keys) -> Rows:
        rows = self._rows.rows(keys)
        if len(rows) and rows.min() < 0:
            raise KeyError(f"the store does not hold the passage {int(keys[rows.argmin()])}")
        return rows

    def columns(self, keys: Keys) -> PassageColumns:
        table = self._rows
        # `matching` gives all keys as this array; then nothing is copied.
        return table if keys is table.keys else table.take(self._known(keys))

    def neighbours(self, keys: Keys, radius: int, filters: Filters) -> Keys:
        rows, *_ = self._rows.windows(self._rows.rows(keys), radius)
        flags = self._allowed(filters)
        return self._rows.keys[rows if flags is None else rows[flags[rows]]]

    def windows(
        self, keys: Keys, radius: int, query: Vectors | None = None, stems: Sequence[str] = ()
    ) -> Windows:
        table = self._rows
        own = table.rows(keys)
        distinct, rows, at = table.windows(own, radius)
        cosines = np.zeros(0, np.float32) if query is None else self.vectors.cosines(query, distinct)
        bits = table.stem_bits(stems, distinct) if stems else np.zeros(0, np.int64)
        # The whole table: copying the columns of a thousand rows takes longer than finding them.
        return Windows(table, rows, own, _spread(cosines, at), _spread(bits, at))

    def stems(self, keys: Keys) -> PassageStems:
        return PassageStems(self._rows.stems, self._rows.stem_ends, self._known(keys))

    def document_shares(self, stems: Sequence[str]) -> list[float]:
        return [self.words.document_share(stem) for stem in stems]

    def spellings(self, prefix: str) -> Sequence[str]:
        return self.words.spellings(prefix)

    def holders(self, stems: Sequence[str]) -> StemHolders:
        keys, bits = self.words.passages_holding(stems)
        rows = self._rows.rows(keys)
        known = rows >= 0
        return StemHolders(keys[known], self._rows.transcript[rows[known]], bits[known])

    def transcript_sizes(self) -> TranscriptSizes:
        return TranscriptSizes(self._rows.centroids.transcripts, self._rows.centroids.counts)

    def passages_in(self, transcripts: Transcripts) -> npt.NDArray[np.int64]:
        return self._rows.centroids.counts_of(transcripts)

    def transcript_similarity(self, query: Vectors, transcripts: Transcripts) -> Vectors:
        return self._rows.centroids.similarity(query, transcripts)

    def is_usable(self) -> bool:
        return self.words.generation is not None and self.table is not None

    def is_lagging(self) -> bool:
        generations = {self.vectors.generation, self.words.generation}
        return generations != {self._source.generation()} or self.table is None or not self.words.is_settled

    def apply(self, changes: Sequence[PassageChange]) -> None:
        before = changes[0].generation - 1
        current = {self.vectors.generation, self.words.generation} == {before}
        if not current or self.table is None or not self.words.is_settled:
            self.rebuild()
            return
        # A passage may be added by one change and removed by a later one.
        removed = sorted({key for change in changes for key in change.removed})
        # Keys are never used again: new passages have keys above all others.
        above = int(self.table.keys[-1]) if len(self.table.keys) else 0
        generation = changes[-1].generation
        self.words.apply(self._source.passage_rows(above), removed, generation)
        more = self._table(above)
        if removed:
            write_passage_table(self._folder, self.table.without(removed).extended(more), generation)
        else:
            append_passage_table(self._folder, self.table, more, before, generation)
        self.vectors.apply(self._source.vectors(above), removed, generation)
        # Read again when it is used: with it in memory, another addition would take time for all passages.
        self._forget()

    def catch_up(self) -> None:
        with self._source.reading():
            generation = self._source.generation()
            has_vectors = self.vectors.generation == generation
            # The words first: searchers watch for new vectors, and then find both.
            if self.words.generation != generation or not self.words.is_settled:
                self.words.rebuild(self._source.passage_rows(), generation)
            if self.table is None or not has_vectors:
                write_passage_table(self._folder, self._table(), generation)
            if not has_vectors:
                self.vectors.rebuild(self._source.vectors(), generation)
        self._forget()

    def rebuild(self) -> None:
        # What holds no generation lags.
        self.vectors.generation = self.words.generation = None
        self.catch_up()

    def _forget(self) -> None:
        self.__dict__.pop("table", None)
        self._flags.clear()

    def _table(self, above: int = 0) -> PassageTable:
        """The passage table of the source's passages with keys above one."""
        whole = table_of([], np.empty((0, self._dimension), np.float32), self._analyzer.stems)
        rows = self._source.passage_rows(above)
        for keys, vectors in self._source.vectors(above):
            part = table_of([*islice(rows, len(keys))], vectors, self._analyzer.stems)
            whole = whole.extended(part) if len(whole.keys) else part
        return whole

    def check(self) -> list[str]:
        return list(self._faults())

    def _faults(self) -> Iterator[str]:
        generation = self._source.generation()
        passages = set(self._source.passage_keys().tolist())
        for name, derived in (("vector index", self.vectors), ("lexical index", self.words)):
            if derived.generation is None:
                yield f"{name}: missing or damaged; {_REPAIR}"
            elif derived.generation != generation:
                yield f"{name}: holds generation {derived.generation}, the catalog {generation}; {_REPAIR}"
            elif derived.key_set() != passages:
                yield f"{name}: holds other passages than the catalog; {_REPAIR}"
            elif not derived.is_whole():
                yield f"{name}: damaged; {_REPAIR}"
        if self.table is None:
            yield f"passage table: missing or damaged; {_REPAIR}"
        elif {self.vectors.generation, self.words.generation} == {generation} and not self.table.agrees(
            self._table()
        ):
            yield f"passage table: differs from the catalog; {_REPAIR}"


@compiled
def _spread(values: npt.NDArray[_Number], at: Rows) -> npt.NDArray[_Number]:
    """Values by their indexes; 0 for an index of -1, and everywhere if there are no values."""
    spread = np.zeros(at.shape, values.dtype)
    for number in range(len(at) if len(values) else 0):
        for column in range(at.shape[1]):
            if at[number, column] >= 0:
                spread[number, column] = values[at[number, column]]
    return spread


def _heavier(weights: Mapping[str, float], least: float) -> list[str]:
    """Stems of which every passage with the least weight holds one, the rarest first."""
    heavier: list[str] = []
    left = sum(weights.values())
    for stem in sorted(weights, key=lambda stem: -weights[stem]):
        if left < least:
            break
        heavier.append(stem)
        left -= weights[stem]
    return heavier
