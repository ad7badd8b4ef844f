"""The times of a transcript's words in its recording: kept in little space, and asked for by place."""

import math
import re
import zlib
from collections.abc import Iterable, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.model import TimeMark, Turn, Utterance

_WORD = re.compile(r"\w")
_LONGEST = 10_000_000
"""Seconds, some 115 days: a larger number is a date and time, and no time of a recording."""


class RecordingTimes(msgspec.Struct, frozen=True, eq=False):
    """The time marks of a transcript: `starts`, code points of the text, ascending, and `milliseconds`; int64, (n,)."""

    starts: npt.NDArray[np.int64]
    milliseconds: npt.NDArray[np.int64]

    def __len__(self) -> int:
        """The number of marks."""
        return len(self.starts)

    def of(self, text: str, turn: Turn, start: int) -> float | None:
        """When the words at `start`, a code point within a turn of the text, begin: seconds.

        It is the last mark of the turn at or before the first of the words; else the turn's own time where they are its
        first; else None.
        """
        word = _WORD.search(text, start, turn.end)
        at = int(np.searchsorted(self.starts, word.start() if word else start, side="right")) - 1
        if at >= 0 and self.starts[at] >= turn.start:
            return float(self.milliseconds[at] / 1000)
        return turn.start_time if not text[turn.start : start].strip() else None

    def within(self, start: int, end: int) -> tuple[TimeMark, ...]:
        """The marks of `text[start:end]`, in order."""
        part = slice(*np.searchsorted(self.starts, [start, end]).tolist())
        return tuple(
            TimeMark(at, time / 1000)
            for at, time in zip(self.starts[part].tolist(), self.milliseconds[part].tolist(), strict=True)
        )

    def packed(self) -> bytes | None:
        """The marks in few bytes, for storage; None where there are none.

        The differences of both columns, one after the other, little-endian and compressed: 3 to 4 bytes a mark.
        """
        if not len(self):
            return None
        columns = [np.diff(column, prepend=0) for column in (self.starts, self.milliseconds)]
        return zlib.compress(np.concatenate(columns).astype("<i8").tobytes())


NO_TIMES = RecordingTimes(np.zeros(0, np.int64), np.zeros(0, np.int64))


def recording_times(marks: Sequence[TimeMark]) -> RecordingTimes:
    """Marks as `normalised` gives them, as arrays."""
    return RecordingTimes(
        np.array([mark.start for mark in marks], np.int64),
        np.array([round(mark.time * 1000) for mark in marks], np.int64),
    )


def unpacked(data: bytes | None) -> RecordingTimes:
    """What `packed` wrote.

    Raises:
        ValueError: it wrote something else.
    """
    if data is None:
        return NO_TIMES
    try:
        columns = np.frombuffer(zlib.decompress(data), "<i8").reshape(2, -1)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    starts, milliseconds = np.cumsum(columns, axis=1, dtype=np.int64)
    return RecordingTimes(starts, milliseconds)


def normalised(marks: Iterable[TimeMark], utterances: Sequence[Utterance]) -> tuple[TimeMark, ...]:
    """The marks that lie in an utterance and are times of a recording, in order, in whole milliseconds.

    Of several at one place the last in the source counts: those before it have no words.
    """
    by_start = {
        mark.start: round(mark.time * 1000) / 1000
        for mark in marks
        if math.isfinite(mark.time) and 0 <= mark.time < _LONGEST
    }
    kept: list[TimeMark] = []
    spans = iter(utterances)
    span = next(spans, None)
    for start in sorted(by_start):
        while span is not None and span.end <= start:
            span = next(spans, None)
        if span is not None and span.start <= start:
            kept.append(TimeMark(start, by_start[start]))
    return tuple(kept)


def clock(seconds: float) -> str:
    """Seconds from the beginning as 1:02:03, or 2:03 in the first hour."""
    whole = max(0, int(seconds))
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
