"""Segments of speech to turns: consecutive segments of the same voice are a single turn.

Labels of voices (`SPEAKER_00`, `A`, `spk_0`) are kept, and a bare number becomes `Speaker 0`; they are not names. Times
are in seconds from the beginning of the recording.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

import msgspec

from indexer.languages.scripts import UNSPACED
from indexer.model import TimeMark
from indexer.readers.assemble import SpokenPart, field_label

Voice: TypeAlias = str | int | float | None
"""What a tool writes into its field for the speaker."""

MARK_EVERY = 10
"""Words. Where each word has a time, one is kept at the beginning of a sentence, and after as many words."""
LEAST_WORDS = 10
"""With fewer, the unit of times cannot be told from the pace of speech."""
_SLOWEST = 20
"""Seconds from word to word, on average. Who seems to speak more slowly has milliseconds: 400 a word are usual."""
_SENTENCE_END = re.compile(r"[.?!…。？！｡؟।]['\"”’»」』)\]]{0,2}$")
_UNSPACED_END = re.compile(rf"[{UNSPACED}、，。？！；：」』）]$")
_UNSPACED_START = re.compile(rf"[{UNSPACED}「『（]")


class Segment(msgspec.Struct, frozen=True):
    """Words of a voice; `start` is when they begin. If `glued`, they follow the words before without a space.

    `voice` tells voices apart that have no label.
    """

    text: str
    start: float | None = None
    label: str = ""
    glued: bool = False
    voice: object = None


def voice_label(voice: Voice, numbered: str = "Speaker") -> str:
    """The label of a voice; empty if the field says that it is unknown."""
    if isinstance(voice, float):
        voice = int(voice) if voice.is_integer() else None
    if isinstance(voice, int):
        return f"{numbered} {voice}" if voice >= 0 else ""
    label = " ".join(voice.split()) if voice else ""
    return f"{numbered} {label}" if label.isdigit() else field_label(label)


def seconds(value: float | None, unit: float = 1) -> float | None:
    """A time in seconds, or None if it is no time; there are `unit` units in a second."""
    if value is None or not math.isfinite(value) or value < 0:
        return None
    return round(value / unit, 3)


def is_slow(starts: Sequence[float | None], words: int) -> bool:
    """Whether times are too far apart for seconds; `words` are said between the first and the last."""
    known = [start for start in starts if start is not None]
    return len(known) > 1 and max(known) - min(known) > _SLOWEST * words


def ends_sentence(text: str) -> bool:
    """Whether words end with the mark of a sentence's end."""
    return _SENTENCE_END.search(text[-4:].rstrip()) is not None


def turns(segments: Iterable[Segment]) -> Iterator[SpokenPart]:
    """The turns of segments in their order. Segments without words are left out."""
    spoken = (segment for segment in segments if segment.text and not segment.text.isspace())
    for (label, _), run in groupby(spoken, key=lambda segment: (segment.label, segment.voice)):
        yield _turn(label, list(run))


def _turn(label: str, run: list[Segment]) -> SpokenPart:
    pieces: list[str] = []
    times: list[TimeMark] = []
    length = unmarked = 0
    last = ""
    for segment in run:
        text = segment.text.strip()
        if last and not segment.glued and not _are_unspaced(last, text):
            pieces.append(" ")
            length += 1
        words = text.count(" ") + 1
        is_due = words > 1 or not times or unmarked >= MARK_EVERY or ends_sentence(last)
        if segment.start is not None and is_due:
            times.append(TimeMark(length, segment.start))
            unmarked = 0
        pieces.append(text)
        length += len(text)
        unmarked += words
        last = text
    return SpokenPart(label, "".join(pieces), run[0].start, times=tuple(times))


def _are_unspaced(before: str, after: str) -> bool:
    """Whether words meet in writing without spaces."""
    return (
        not (before[-1].isascii() and after[0].isascii())
        and _UNSPACED_END.search(before[-1]) is not None
        and _UNSPACED_START.match(after) is not None
    )
