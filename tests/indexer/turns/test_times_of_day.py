"""Times of day next to labels are no times of the recording."""

import pytest

from indexer.readers import read
from indexer.readers.source import Source

WORDS = "The ferry was late on every morning of this week, and nobody has said why. " * 3


def times(text: str) -> list[float | None]:
    return [turn.start_time for turn in read(Source("talk.txt", text.encode()))[0].utterances]


@pytest.mark.parametrize(
    "text",
    [
        f"The SPEAKER (09:30): Order.\n\nMs VALE (09:31): {WORDS}\n\nMr STONE (09:34): {WORDS}\n\nMs VALE (09:36): So.",
        "[Nina Brook] 14:02:11\nWho?\n\n[Tom Ash] 14:02:15\nThe storm did.\n\n[Nina Brook] 14:02:21\nAh.\n",
        "10:32:05\t From  Nina Brook : Who?\n10:32:41\t From  Tom Ash : He.\n10:33:10\t From  Nina Brook : Ah.\n",
    ],
)
def test_times_of_day_are_left_out(text: str) -> None:
    found = times(text)
    assert len(found) >= 3
    assert set(found) == {None}


def test_times_of_a_recording_are_kept() -> None:
    text = f"[00:01] Nina Brook: {WORDS}\n\n[00:20] Tom Ash: {WORDS}\n\n[1:00:38] Nina Brook: So.\n"
    assert times(text) == [1, 20, 3638]


def test_a_part_that_begins_after_an_hour_keeps_its_times() -> None:
    text = (
        "[01:02:11] Nina Brook: Who moved it?\n\n[01:02:15] Tom Ash: The storm.\n\n[01:02:20] Nina Brook: Ah.\n"
    )
    assert times(text) == [3731, 3735, 3740]


def test_a_time_on_the_line_above_is_that_of_the_turn() -> None:
    text = (
        "00:00:00\n \nNina Brook: Who moved it?\nTom Ash: The storm.\n[05:00]\nNina Brook: Ah.\nTom Ash: So.\n"
    )
    assert times(text) == [0, None, 300, None]
