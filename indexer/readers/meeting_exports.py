"""What Microsoft Teams and Google Meet write into the documents of meetings beside what was said."""

import re
from collections.abc import Sequence

import msgspec

from indexer.readers.captions.cue import Cue, plain_lines
from indexer.readers.captions.timed_text import ARROW, timed_blocks
from indexer.readers.source import Source

_RECORDER = re.compile(
    r"[^\n]{1,80} (?:started|stopped) (?:the )?transcription\.?"
    r"|This editable transcript was computer generated and might contain errors\.[^\n]{0,200}"
    r"|Transcription ended after \d\d:\d\d:\d\d"
)
_ATTENDEES = "Attendees"
_TRANSCRIPT = "Transcript"
_MOST_ATTENDEES = 500
_LONGEST_NAME = 80
_MOST_CUES = 0.8
"""The share of cues that have a name on the first line and words on the next."""


class MeetingText(msgspec.Struct, frozen=True):
    """The paragraphs of what was said, and the names that the document lists."""

    blocks: tuple[str, ...]
    attendees: tuple[str, ...] = ()


def meeting_text(blocks: Sequence[str]) -> MeetingText:
    """The paragraphs without the notes of the recorder and without the list of those present."""
    attendees: tuple[str, ...] = ()
    kept = [block for block in blocks if not _RECORDER.fullmatch(block.strip())]
    for index in range(len(kept) - 2):
        if [kept[index].strip(), kept[index + 2].strip()] == [_ATTENDEES, _TRANSCRIPT]:
            listed = kept[index + 1].split(",", _MOST_ATTENDEES)
            attendees = tuple(name for part in listed if (name := part.strip()))
            del kept[index : index + 3]
            break
    return MeetingText(tuple(kept), attendees)


def meeting_cues(source: Source, text: str) -> list[Cue]:
    """The cues of a text in which times, a name and words follow each other, as Teams wrote them; none in another.

    Raises:
        InputRefused: see `timed_blocks`.
    """
    if not any(ARROW.match(line) for line in text.split("\n", 40)[:40]):
        return []
    cues: list[Cue] = []
    blocks = timed_blocks(source, text)
    for block in blocks:
        name, _, words = block.text.strip().partition("\n")
        if words and 0 < len(name) <= _LONGEST_NAME:
            cues.append(Cue(block.start, plain_lines(words, name.strip()), block.end))
        else:
            cues.append(Cue(block.start, plain_lines(block.text, ""), block.end))
    named = sum(bool(cue.lines) and cue.lines[0].voice != "" for cue in cues)
    return cues if named >= _MOST_CUES * len(cues) else []
