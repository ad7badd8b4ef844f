"""A retrieval store in plain Python and numpy: it defines the results of `RetrievalStore`, and is slow."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from embeddings.encoder import Vectors
from indexer.filters import Filters
from indexer.model import ROLES
from indexer.store.analysis import Analyzer, exact_words, spellings, stem_hash
from indexer.store.passage_table import PassageTable
from indexer.store.protocol import (
    NO_FILTERS,
    Bits,
    Candidates,
    PassageChange,
    PassageColumns,
    PassageSource,
    PassageStems,
    StemHolders,
    Transcripts,
    TranscriptSizes,
    Windows,
)
from indexer.stored_records import Keys, PassageRow

K1, B = 1.2, 0.75


def candidates_of(
    scores: Mapping[int, float], table: PassageTable | None = None, *, exhausted: bool = True
) -> Candidates:
    """Candidates by their keys, best first, with the transcripts that a passage table gives them, else 0."""
    best = sorted(scores, key=lambda key: (-scores[key], key))
    keys = np.array(best, np.int64)
    transcripts = np.zeros(len(keys), np.int32) if table is None else table.transcript[table.rows(keys)]
    return Candidates(keys, np.array([scores[key] for key in best], np.float64), transcripts, exhausted)


def matches(row: PassageRow, filters: Filters) -> bool:
    """What filters mean, but for those on words."""
    return (
        (
            not (filters.speakers or filters.labels)
            or row.speaker in filters.speakers
            or row.label in filters.labels
        )
        and (not filters.transcripts or row.transcript in filters.transcripts)
        and (not filters.roles or row.role in filters.roles)
        and (not filters.answered_by or row.answered_by in filters.answered_by)
        and (filters.date_from is None or (row.date is not None and row.date >= filters.date_from))
        and (filters.date_to is None or (row.date is not None and row.date <= filters.date_to))
    )


def let_through(rows: Sequence[PassageRow], filters: Filters) -> list[PassageRow]:
    """What filters mean; `rows` are all passages."""
    allowed = [row for row in rows if matches(row, filters)]
    if not filters.on_words:
        return allowed
    turns: dict[int, str] = {}
    for row in rows:
        turns[row.turn] = f"{turns.get(row.turn, '')} {row.text}"
    free = {row.key for row in rows if not any(in_sequence(word, row.text) for word in filters.excluded)}
    if not filters.phrases:
        return [row for row in allowed if row.key in free]

    def holds(text: str) -> bool:
        return all(in_sequence(phrase, text) for phrase in filters.phrases)

    holding = {row.key: row.turn for row in rows if row.key in free and holds(row.text)}
    several = {
        turn for turn, text in turns.items() if sum(row.turn == turn for row in rows) > 1 and holds(text)
    }
    whole = several.difference(holding.values())
    return [row for row in allowed if row.key in holding or row.turn in whole]


def in_sequence(phrase: str, text: str) -> bool:
    """Whether a text holds the words of a phrase in sequence."""
    wanted, words = exact_words(phrase), exact_words(text)
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1))


class InMemoryStore:
    """Passages in lists, in the order of their keys."""

    def __init__(self, source: PassageSource) -> None:
        self._source = source
        self._generation: int | None = None
        self._take([], np.empty((0, 0), np.float32))

    def _take(self, rows: Sequence[PassageRow], vectors: Vectors) -> None:
        analyzer = Analyzer()
        self._rows, self._vectors = list(rows), vectors
        self._words = [analyzer.stems(row.text, row.language) for row in rows]
        self._index = {row.key: number for number, row in enumerate(rows)}
        self._labels = [*dict.fromkeys(row.label for row in rows)]
        self._speakers = [*dict.fromkeys(row.speaker for row in rows if row.speaker is not None)]

    @property
    def generation(self) -> int | None:
        return self._generation

    @property
    def labels(self) -> Sequence[str]:
        return self._labels

    @property
    def speakers(self) -> Sequence[str]:
        return self._speakers

    def newest_generation(self) -> int | None:
        return self._generation

    def _allowed(self, filters: Filters) -> list[int]:
        return [self._index[row.key] for row in let_through(self._rows, filters)]

    def _best(self, scores: Mapping[int, float], limit: int) -> Candidates:
        best = sorted(scores, key=lambda number: (-scores[number], number))[:limit]
        return Candidates(
            np.array([self._rows[number].key for number in best], np.int64),
            np.array([scores[number] for number in best], np.float64),
            np.array([self._rows[number].transcript_key for number in best], np.int32),
            len(best) < limit,
        )

    def dense(self, queries: Vectors, filters: Filters, limit: int) -> list[Candidates]:
        allowed = self._allowed(filters)
        return [
            self._best({number: float(self._vectors[number] @ query) for number in allowed}, limit)
            for query in queries
        ]

    def lexical(self, queries: Sequence[Sequence[str]], filters: Filters, limit: int) -> list[Candidates]:
        return [self._best(self._bm25(stems, self._allowed(filters)), limit) for stems in queries]

    def _bm25(self, stems: Sequence[str], allowed: Sequence[int]) -> dict[int, float]:
        count = len(self._rows)
        mean = sum(map(len, self._words)) / max(1, count)
        scores: dict[int, float] = {}
        for stem in stems:
            holding = sum(stem in words for words in self._words)
            weight = math.log(1 + (count - holding + 0.5) / (holding + 0.5))
            for number in allowed:
                words = self._words[number]
                if many := words.count(stem):
                    norm = K1 * (1 - B + B * len(words) / mean)
                    scores[number] = scores.get(number, 0.0) + weight * many * (K1 + 1) / (many + norm)
        return scores

    def count(self, filters: Filters = NO_FILTERS) -> int:
        return len(self._allowed(filters))

    def matching(
        self, filters: Filters = NO_FILTERS, weights: Mapping[str, float] | None = None, least: float = 0.0
    ) -> Keys:
        numbers = self._allowed(filters)
        if weights is not None:
            numbers = [
                number
                for number in numbers
                if sum(weight for stem, weight in weights.items() if stem in self._words[number]) >= least
            ]
        return np.array([self._rows[number].key for number in numbers], np.int64)

    def columns(self, keys: Keys) -> PassageColumns:
        return self._columns([self._index[key] for key in keys.tolist()])

    def _columns(self, numbers: Sequence[int]) -> PassageColumns:
        rows = [self._rows[number] for number in numbers]
        return PassageColumns(
            np.array([row.key for row in rows], np.int64),
            np.array([row.transcript_key for row in rows], np.int32),
            np.array([row.turn for row in rows], np.int64),
            np.array([self._labels.index(row.label) for row in rows], np.int32),
            np.array([self._speakers.index(row.speaker) if row.speaker else -1 for row in rows], np.int32),
            np.array([ROLES.index(row.role) for row in rows], np.int8),
            np.array([len(row.text) for row in rows], np.int32),
            np.array([row.date.toordinal() if row.date else 0 for row in rows], np.int32),
        )

    def _near(self, number: int, radius: int) -> list[int]:
        """The numbers of a window, -1 outside the transcript."""
        own = self._rows[number].transcript_key
        return [
            near if 0 <= near < len(self._rows) and self._rows[near].transcript_key == own else -1
            for near in range(number - radius, number + radius + 1)
        ]

    def neighbours(self, keys: Keys, radius: int, filters: Filters) -> Keys:
        near = {near for key in keys.tolist() for near in self._near(self._index[key], radius)}
        return np.array(
            [self._rows[number].key for number in self._allowed(filters) if number in near], np.int64
        )

    def windows(
        self, keys: Keys, radius: int, query: Vectors | None = None, stems: Sequence[str] = ()
    ) -> Windows:
        outside = [-1] * (2 * radius + 1)
        near = [
            self._near(self._index[key], radius) if key in self._index else outside for key in keys.tolist()
        ]
        numbers = sorted({number for window in near for number in window} - {-1})
        rows = np.array(
            [[numbers.index(number) if number >= 0 else -1 for number in window] for window in near], np.int64
        ).reshape(len(keys), 2 * radius + 1)
        cosines = np.zeros(len(numbers), np.float32) if query is None else self._vectors[numbers] @ query
        return Windows(
            self._columns(numbers),
            rows,
            np.array([self._index.get(key, -1) for key in keys.tolist()], np.int64),
            # The last value is for -1.
            np.append(cosines, np.float32(0))[rows],
            np.append(self._bits(numbers, stems), 0)[rows],
        )

    def _bits(self, numbers: Sequence[int], stems: Sequence[str]) -> Bits:
        return np.array(
            [
                sum(1 << bit for bit, stem in enumerate(stems) if stem in self._words[number])
                for number in numbers
            ],
            np.int64,
        )

    def stems(self, keys: Keys) -> PassageStems:
        stems = [sorted({*map(stem_hash, self._words[self._index[key]])}) for key in keys.tolist()]
        ends = np.cumsum([len(hashes) for hashes in stems], dtype=np.int64)
        hashes = np.array([value for of_passage in stems for value in of_passage], np.uint32)
        return PassageStems(hashes, ends, np.arange(len(keys)))

    def document_shares(self, stems: Sequence[str]) -> list[float]:
        count = max(1, len(self._rows))
        return [sum(stem in words for words in self._words) / count for stem in stems]

    def spellings(self, prefix: str) -> Sequence[str]:
        words = {word for row in self._rows for word in spellings(row.text)}
        return sorted(word for word in words if word.startswith(prefix))

    def holders(self, stems: Sequence[str]) -> StemHolders:
        bits = self._bits(range(len(self._rows)), stems)
        holding = np.flatnonzero(bits)
        columns = self._columns(holding.tolist())
        return StemHolders(columns.keys, columns.transcript, bits[holding])

    def transcript_sizes(self) -> TranscriptSizes:
        transcripts, counts = np.unique(
            np.array([row.transcript_key for row in self._rows], np.int32), return_counts=True
        )
        return TranscriptSizes(transcripts, counts)

    def passages_in(self, transcripts: Transcripts) -> npt.NDArray[np.int64]:
        own = [row.transcript_key for row in self._rows]
        return np.array([own.count(transcript) for transcript in transcripts.tolist()], np.int64)

    def transcript_similarity(self, query: Vectors, transcripts: Transcripts) -> Vectors:
        if not self._rows:
            return np.zeros(len(transcripts), np.float32)
        cosines = self._vectors @ query
        own = np.array([row.transcript_key for row in self._rows])
        similarities = []
        for transcript in transcripts:
            inside = cosines[own == transcript]
            similarities.append((inside - cosines.mean()).sum() / (len(inside) + 10))
        return np.array(similarities, np.float32)

    def is_usable(self) -> bool:
        return self._generation is not None

    def is_lagging(self) -> bool:
        return self._generation != self._source.generation()

    def apply(self, changes: Sequence[PassageChange]) -> None:
        if self._generation != changes[0].generation - 1:
            self.rebuild()
            return
        removed = {key for change in changes for key in change.removed}
        left = [number for number, row in enumerate(self._rows) if row.key not in removed]
        above = self._rows[-1].key if self._rows else 0
        rows = [*(self._rows[number] for number in left), *self._source.passage_rows(above)]
        vectors = [self._vectors[left], *(block for _, block in self._source.vectors(above))]
        self._take(rows, np.concatenate([block for block in vectors if len(block)] or vectors[:1]))
        self._generation = changes[-1].generation

    def catch_up(self) -> None:
        if self.is_lagging():
            self.rebuild()

    def rebuild(self) -> None:
        with self._source.reading():
            blocks = [block for _, block in self._source.vectors()]
            self._take(
                [*self._source.passage_rows()],
                np.concatenate(blocks) if blocks else np.empty((0, 0), np.float32),
            )
            self._generation = self._source.generation()

    def check(self) -> list[str]:
        keys = [row.key for row in self._rows]
        faults = [] if keys == self._source.passage_keys().tolist() else ["it holds other passages"]
        return faults + (["it holds another generation"] if self.is_lagging() else [])
