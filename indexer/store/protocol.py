"""What a search needs of a store of passages, in terms of passage keys and filters alone.

The local store (`indexer.store.local`) is one implementation. Rows, bitmaps and files are internal to each. The suite
in `tests/indexer/store/test_conformance.py` runs on every implementation.
"""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import msgspec
import numpy as np
import numpy.typing as npt

from embeddings.encoder import Vectors
from indexer.filters import Filters
from indexer.model import ROLES
from indexer.store.sorted_lookup import positions
from indexer.stored_records import Keys, PassageRow

Transcripts = npt.NDArray[np.int32]
"""Transcript keys of the catalog: int32, shape (n,)."""
Scores = npt.NDArray[np.float64]
Bits = npt.NDArray[np.int64]
"""Which stems of a list passages hold, a bit a stem: int64, any shape."""

MOST_STEMS = 24
"""How many stems a store looks for at once."""
NO_FILTERS = Filters()


class Candidates(msgspec.Struct, frozen=True, eq=False):
    """The passages that a retriever found, best first; equal scores in the order of keys.

    `keys` is int64, `scores` float64, `transcripts` int32, each of shape (n,). `exhausted` says that fewer than
    the limit were found, so that a higher limit finds nothing more.
    """

    keys: Keys
    scores: Scores
    transcripts: Transcripts
    exhausted: bool

    def take(self, ranks: npt.NDArray[np.int64] | slice) -> "Candidates":
        """Some of the candidates, by their ranks from 0, in the order given."""
        return Candidates(self.keys[ranks], self.scores[ranks], self.transcripts[ranks], self.exhausted)

    def scores_at(self, keys: Keys) -> npt.NDArray[np.float32]:
        """The scores of ascending keys, 0 for a key that is no candidate: float32, shape (len(keys),)."""
        return self._at(keys, self.scores)

    def ranks_at(self, keys: Keys) -> npt.NDArray[np.float32]:
        """The ranks of ascending keys, from 1; 0 for a key that is no candidate: float32, shape (len(keys),)."""
        return self._at(keys, np.arange(1.0, len(self.keys) + 1))

    def _at(self, keys: Keys, values: Scores) -> npt.NDArray[np.float32]:
        result = np.zeros(len(keys), np.float32)
        at = positions(keys, self.keys)
        known = at >= 0
        result[at[known]] = values[known]
        return result


NO_CANDIDATES = Candidates(np.empty(0, np.int64), np.empty(0), np.empty(0, np.int32), exhausted=True)


class PassageColumns(msgspec.Struct, frozen=True, eq=False):
    """The columns of n passages, each of shape (n,). Arrays are not to be written to.

    `transcript` and `turn` are keys of the catalog; turn keys count on within a transcript. `label` is an index into
    the store's `labels`, `speaker` into its `speakers` (-1: nobody), `role` into `ROLES`. `length` counts code points;
    `day` counts days from 0001-01-01, 0 where there is no date.
    """

    keys: Keys
    transcript: Transcripts
    turn: npt.NDArray[np.int64]
    label: npt.NDArray[np.int32]
    speaker: npt.NDArray[np.int32]
    role: npt.NDArray[np.int8]
    length: npt.NDArray[np.int32]
    day: npt.NDArray[np.int32]

    def __len__(self) -> int:
        """The number of passages."""
        return len(self.keys)

    def take(self, chosen: npt.NDArray[np.int64] | npt.NDArray[np.bool_]) -> "PassageColumns":
        """Some of the passages, by indexes or flags."""
        # Those of this class: a store's own record may add others.
        return PassageColumns(*(getattr(self, name)[chosen] for name in PassageColumns.__struct_fields__))

    def asks(self, chosen: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """Which of the passages at some indexes are a questioner's; any shape."""
        return np.asarray(self.role[chosen] == ROLES.index("questioner"), np.bool_)


class Windows(msgspec.Struct, frozen=True, eq=False):
    """The windows of n passages: shape (n, 2 * radius + 1), with each passage itself in the middle.

    `passages` has the columns of all passages of the windows, and maybe of others; `indexes`, int64, are those into it,
    -1 outside the passage's transcript, where all else is 0. `cosines`, float32, are those of the query vector,
    `stem_bits` has a bit for each of the stems; without these they are 0. `positions`, int64 (n,), count the passages
    of a transcript in their order, from any number.
    """

    passages: PassageColumns
    indexes: npt.NDArray[np.int64]
    positions: npt.NDArray[np.int64]
    cosines: Vectors
    stem_bits: Bits


class PassageStems(msgspec.Struct, frozen=True, eq=False):
    """The distinct stems of n passages: `hashes`, uint32, one passage after the other, which end at `ends`, int64.

    `indexes`, int64 (n,), are those of the n passages in `ends`; there may be others, whose stems are not asked for.
    """

    hashes: npt.NDArray[np.uint32]
    ends: npt.NDArray[np.int64]
    indexes: npt.NDArray[np.int64]


class StemHolders(msgspec.Struct, frozen=True, eq=False):
    """The n passages that hold any of some stems, and which: `keys`, `transcripts` and `bits` of shape (n,)."""

    keys: Keys
    transcripts: Transcripts
    bits: Bits


class TranscriptSizes(msgspec.Struct, frozen=True, eq=False):
    """All t transcripts of a store, ascending, and their numbers of passages: int32 and int64, shape (t,)."""

    transcripts: Transcripts
    passages: npt.NDArray[np.int64]


class PassageSource(Protocol):
    """What a store is built from; the catalog implements it."""

    def reading(self) -> contextlib.AbstractContextManager[None]:
        """One state of the source for all that is read inside."""

    def generation(self) -> int:
        """How many changes the source has seen."""

    def passage_keys(self) -> Keys:
        """The keys of all passages, ascending."""

    def passage_rows(self, above: int = 0) -> Iterator[PassageRow]:
        """The passages with keys above one, ascending."""

    def vectors(self, above: int = 0) -> Iterator[tuple[Keys, Vectors]]:
        """Their keys and vectors, float32 (n, dimension), in the same order, in blocks."""

    def transcript_keys(self, ids: Sequence[str]) -> list[int]:
        """The keys of the transcripts with the given ids that exist."""


class PassageChange(Protocol):
    """A change of the source: the generation that it made, and the keys of the passages that it removed."""

    @property
    def generation(self) -> int: ...
    @property
    def removed(self) -> Sequence[int]: ...


class RetrievalStore(Protocol):
    """One generation of all passages, to be searched; safe to share between threads.

    Stems are those of `indexer.store.analysis`, in each passage's own language.

    Keys that are given to `windows`, `neighbours` and `stems` ascend and are distinct. An unknown key has a window of
    -1 throughout; `columns` and `stems` raise KeyError for it.
    """

    @property
    def generation(self) -> int | None:
        """The generation of the source that can be searched; None where there is none."""

    @property
    def labels(self) -> Sequence[str]:
        """All labels, by the numbers that the column `label` holds."""

    @property
    def speakers(self) -> Sequence[str]:
        """The ids of all speakers, by the numbers that the column `speaker` holds."""

    def newest_generation(self) -> int | None:
        """The newest generation that any process has written; cheap enough to ask before each search."""

    def dense(self, queries: Vectors, filters: Filters, limit: int) -> list[Candidates]:
        """The nearest passages to each of q vectors, float32 (q, dimension), by their cosines.

        Scores are exact. Where an index is approximate, some of the nearest may be missing.
        """

    def lexical(self, queries: Sequence[Sequence[str]], filters: Filters, limit: int) -> list[Candidates]:
        """The best passages by BM25 for each query, which is a list of distinct stems."""

    def count(self, filters: Filters = NO_FILTERS) -> int:
        """How many passages the filters let through."""

    def matching(
        self, filters: Filters = NO_FILTERS, weights: Mapping[str, float] | None = None, least: float = 0.0
    ) -> Keys:
        """The passages that the filters let through, ascending.

        With `weights`, those whose stems weigh at least `least` together, for a `least` above 0; up to `MOST_STEMS`.
        """

    def columns(self, keys: Keys) -> PassageColumns:
        """The columns of passages, in the order of the keys given."""

    def neighbours(self, keys: Keys, radius: int, filters: Filters) -> Keys:
        """The passages at most `radius` before or after others in their transcripts that the filters let through."""

    def windows(
        self, keys: Keys, radius: int, query: Vectors | None = None, stems: Sequence[str] = ()
    ) -> Windows:
        """The windows of passages, with their cosines to a vector and which of up to `MOST_STEMS` stems they hold."""

    def stems(self, keys: Keys) -> PassageStems:
        """The stems of passages."""

    def document_shares(self, stems: Sequence[str]) -> list[float]:
        """The share of all passages that hold each stem, from 0 to 1.

        It may be off by one passage, and by those that were removed lately.
        """

    def spellings(self, prefix: str) -> Sequence[str]:
        """The words of passages that begin with a prefix, ascending, as `indexer.store.analysis` spells them.

        There may be others, of passages that were removed.
        """

    def holders(self, stems: Sequence[str]) -> StemHolders:
        """The passages that hold any of up to `MOST_STEMS` stems, in any order."""

    def transcript_sizes(self) -> TranscriptSizes:
        """All transcripts that have passages."""

    def passages_in(self, transcripts: Transcripts) -> npt.NDArray[np.int64]:
        """How many passages transcripts have: int64, shape (len(transcripts),); 0 for an unknown one."""

    def transcript_similarity(self, query: Vectors, transcripts: Transcripts) -> Vectors:
        """How much nearer a vector is to transcripts than to all: float32, shape (len(transcripts),).

        It is the sum of the differences between the cosines of a transcript's passages and the mean cosine of all
        passages, over the transcript's number of passages and ten; 0 for an unknown one.
        """

    def is_usable(self) -> bool:
        """Whether all parts can be searched, of any generation."""

    def is_lagging(self) -> bool:
        """Whether a part holds another generation than the source, or was left unfinished."""

    def apply(self, changes: Sequence[PassageChange]) -> None:
        """Bring the store through the latest changes, at least one, in order. Hold the writer's lock."""

    def catch_up(self) -> None:
        """Rebuild the parts that lag. Hold the writer's lock."""

    def rebuild(self) -> None:
        """Rebuild all parts from the source. Hold the writer's lock."""

    def check(self) -> list[str]:
        """What is wrong with the store compared with its source, a sentence each; empty where nothing is."""
