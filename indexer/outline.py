"""The outline: who says what where, of all passages, as arrays in memory.

It is what ranking looks around in, and what filters are put to. It is derived from the catalog, and kept in a file.
"""

import datetime
import zlib
from collections.abc import Iterable, Mapping, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.catalog.filters import Filters
from indexer.catalog.rows import Keys
from indexer.model import ROLES

Rows = npt.NDArray[np.int64]
"""Places in an outline: int64, shape (n,); -1 stands for none."""
Flags = npt.NDArray[np.bool_]


class Outline(msgspec.Struct, frozen=True, eq=False):
    """All passages of an index in the order of their keys, which is that of the transcripts' text.

    All arrays have shape (n,). A transcript's passages stand together, and a turn's. `turn` counts through the
    index; `length` is in code points; `label` points into `labels`, `speaker` and `answered_by` into `speakers` (-1:
    nobody), `role` into `ROLES`; `day` counts from 0001-01-01, 0 where there is no date. The distinct stems of a
    passage's words are `stems` up to its own `stem_ends` from that of the passage before, as CRC-32.
    """

    keys: Keys
    transcript: npt.NDArray[np.int32]
    turn: npt.NDArray[np.int64]
    label: npt.NDArray[np.int32]
    speaker: npt.NDArray[np.int32]
    role: npt.NDArray[np.int8]
    length: npt.NDArray[np.int32]
    day: npt.NDArray[np.int32]
    answered_by: npt.NDArray[np.int32]
    stem_ends: npt.NDArray[np.int64]
    stems: npt.NDArray[np.uint32]
    labels: Sequence[str]
    speakers: Sequence[str]

    def rows(self, keys: Keys) -> Rows:
        """Where the given keys stand; -1 for a key that is not in the outline."""
        if not len(self.keys):
            return np.full(len(keys), -1, np.int64)
        rows = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[rows] == keys, rows, -1)

    def asks(self, rows: Rows) -> Flags:
        """Which rows are a questioner's; any shape."""
        return np.asarray(self.role[rows] == ROLES.index("questioner"), np.bool_)

    def allowed(self, filters: Filters, transcripts: Sequence[int]) -> Flags:
        """Which rows a filter lets through; `transcripts` are the keys of those that it names by id."""
        flags = np.ones(len(self.keys), np.bool_)
        if filters.speakers:
            flags &= np.isin(self.speaker, self._numbers(filters.speakers))
        if filters.answered_by:
            flags &= np.isin(self.answered_by, self._numbers(filters.answered_by))
        if filters.roles:
            flags &= np.isin(self.role, [ROLES.index(role) for role in filters.roles])
        if filters.transcripts:
            flags &= np.isin(self.transcript, transcripts)
        if filters.date_from or filters.date_to:
            flags &= self.day >= (filters.date_from or datetime.date.min).toordinal()
            flags &= self.day <= (filters.date_to or datetime.date.max).toordinal()
        return flags

    def _numbers(self, speakers: Sequence[str]) -> list[int]:
        return [number for number, speaker in enumerate(self.speakers) if speaker in speakers]

    def words(self, rows: Rows) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]:
        """The distinct stems of some rows' passages, one behind the other, and where each row's end."""
        ends = self.stem_ends[rows]
        starts = np.where(rows > 0, self.stem_ends[rows - 1], 0)
        counts = ends - starts
        total = np.cumsum(counts)
        places = np.repeat(starts - (total - counts), counts) + np.arange(int(counts.sum()))
        return self.stems[places], total

    def held(self, stems: Sequence[str], rows: Rows) -> npt.NDArray[np.int64]:
        """Which of up to 62 stems each row's passage holds, a bit a stem: int64, shape (len(rows),)."""
        words, ends = self.words(rows)
        counts = np.diff(ends, prepend=0)
        owner = np.repeat(np.arange(len(rows)), counts)
        bits = np.zeros(len(rows), np.int64)
        for place, stem in enumerate(stems):
            # A stem stands once a passage, so no row comes twice.
            bits[owner[words == stem_hash(stem)]] |= 1 << place
        return bits

    def without(self, keys: Iterable[int]) -> "Outline":
        """The outline without some passages."""
        left = ~np.isin(self.keys, np.fromiter(keys, np.int64))
        if left.all():
            return self
        counts = np.diff(self.stem_ends, prepend=0)
        return msgspec.structs.replace(
            self,
            stem_ends=np.cumsum(counts[left]),
            stems=self.stems[np.repeat(left, counts)],
            **{name: getattr(self, name)[left] for name in COLUMNS},
        )

    def with_more(self, other: "Outline") -> "Outline":
        """The outline with the passages of another behind it, whose keys are above."""
        labels = {label: number for number, label in enumerate(dict.fromkeys([*self.labels, *other.labels]))}
        people = {one: number for number, one in enumerate(dict.fromkeys([*self.speakers, *other.speakers]))}
        moved = {
            "label": _renumbered(other.label, other.labels, labels),
            "speaker": _renumbered(other.speaker, other.speakers, people),
            "answered_by": _renumbered(other.answered_by, other.speakers, people),
        }
        columns = {
            name: np.concatenate([getattr(self, name), moved.get(name, getattr(other, name))])
            for name in COLUMNS
        }
        return Outline(
            **columns,
            stem_ends=np.concatenate([self.stem_ends, other.stem_ends + len(self.stems)]),
            stems=np.concatenate([self.stems, other.stems]),
            labels=tuple(labels),
            speakers=tuple(people),
        )


COLUMNS: dict[str, type[np.generic]] = {
    "keys": np.int64,
    "transcript": np.int32,
    "turn": np.int64,
    "label": np.int32,
    "speaker": np.int32,
    "role": np.int8,
    "length": np.int32,
    "day": np.int32,
    "answered_by": np.int32,
}


STEM_COLUMNS: dict[str, type[np.generic]] = {"stem_ends": np.int64, "stems": np.uint32}


def stem_hash(stem: str) -> int:
    """Under what a stem stands in an outline: CRC-32; two of a passage's words share one in a few of a billion."""
    return zlib.crc32(stem.encode())


def _renumbered(
    values: npt.NDArray[np.int32], names: Sequence[str], numbers: Mapping[str, int]
) -> npt.NDArray[np.int32]:
    # The last place stands for -1, nobody.
    table = np.array([*(numbers[name] for name in names), -1], np.int32)
    return table[values]
