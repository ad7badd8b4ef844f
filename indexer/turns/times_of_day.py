"""Times next to labels that are times of day: they lead to no place of a recording, and are left out.

A sitting has `(09:30)`, an exported chat and captions that a meeting's host saved have `14:02:11`.
"""

from collections.abc import Sequence

import msgspec

from indexer.model import Utterance

_LATEST_FIRST = 4 * 3_600
"""Seconds. What begins later has times of day."""
_FASTEST = 8
"""Words a second, on average. Who seems to speak faster has hours and minutes, read as minutes and seconds."""


def without_times_of_day(text: str, utterances: Sequence[Utterance]) -> tuple[Utterance, ...]:
    """The utterances; without their times, if these are times of day."""
    timed = [at for at, utterance in enumerate(utterances) if utterance.start_time is not None]
    if not timed or not _are_times_of_day(text, utterances[timed[0] : timed[-1] + 1]):
        return tuple(utterances)
    return tuple(msgspec.structs.replace(utterance, start_time=None) for utterance in utterances)


def _are_times_of_day(text: str, utterances: Sequence[Utterance]) -> bool:
    """Whether the times of utterances are, of which the first and the last have one."""
    first, last = utterances[0].start_time or 0, utterances[-1].start_time or 0
    words = sum(len(text[utterance.start : utterance.end].split()) for utterance in utterances[:-1])
    return first > _LATEST_FIRST or (last >= first and words > _FASTEST * (last - first + 1))
