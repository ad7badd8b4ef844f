"""How much each speaker of a store says, and when: who of several people is most likely meant."""

import datetime

import msgspec
import numpy as np

from indexer.store.protocol import RetrievalStore


class Spoken(msgspec.Struct, frozen=True):
    """The number of a speaker's passages, and the first and last day on which they were said; None without a date."""

    passages: int = 0
    first: datetime.date | None = None
    last: datetime.date | None = None


def spoken_by(store: RetrievalStore) -> dict[str, Spoken]:
    """How much each speaker of a store says, by id; those who say nothing are left out."""
    columns = store.columns(store.matching())
    size = len(store.speakers)
    named = columns.speaker >= 0
    counts = np.bincount(columns.speaker[named], minlength=size)
    dated = named & (columns.day > 0)
    first, last = np.full(size, np.iinfo(np.int32).max), np.zeros(size, np.int64)
    np.minimum.at(first, columns.speaker[dated], columns.day[dated])
    np.maximum.at(last, columns.speaker[dated], columns.day[dated])
    return {
        speaker: Spoken(count, _day(begin) if end else None, _day(end) if end else None)
        for speaker, count, begin, end in zip(
            store.speakers, counts.tolist(), first.tolist(), last.tolist(), strict=True
        )
        if count
    }


def _day(ordinal: int) -> datetime.date:
    return datetime.date.fromordinal(ordinal)
