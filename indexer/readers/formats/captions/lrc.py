"""LRC, the words of songs and talks with a time before each line: https://en.wikipedia.org/wiki/LRC_(file_format) ."""

import re
from collections.abc import Iterator

from indexer.errors import InputRefused
from indexer.model import Document, Metadata
from indexer.readers.captions.cue import Cue, plain_lines
from indexer.readers.captions.document import document_of
from indexer.readers.captions.timed_text import caption_text
from indexer.readers.reader import Reader
from indexer.readers.source import Source
from indexer.turns.layout import Example

_TIME = re.compile(r"[ \t]*\[(?P<minutes>\d{1,4}):(?P<seconds>\d{1,2}(?:[.:]\d{1,3})?)\]")
_WORD_TIME = re.compile(r"<\d{1,4}:\d{1,2}(?:[.:]\d{1,3})?>[ \t]?")
_TAG = re.compile(
    r"\[(?P<name>ti|ar|al|au|by|la|length|offset|re|ve|tool|#)\s{0,4}:(?P<value>[^\[\]\n]{0,200})\]",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"\s{0,20}(?:\[(?:ti|ar|al|au|by|la|length|offset|re|ve|tool|#)\s{0,4}:[^\[\]\n]{0,200}\]\s{0,20})*"
    r"\[\d{1,3}:\d{2}\.\d{2,3}\]",
    re.IGNORECASE,
)
_MOST_TIMES = 100
"""Times before one line."""


def recognises(source: Source) -> bool:
    """A time with a fraction at the beginning, perhaps after tags."""
    head = source.data[:4000].decode("utf-8", "replace").lstrip("\ufeff")
    return source.name.lower().endswith(".lrc") or _HEAD.match(head) is not None


def read(source: Source) -> list[Document]:
    """A single document. A line with several times is said at each of them.

    Raises:
        InputRefused: not LRC, or without words.
    """
    lines = caption_text(source).split("\n")
    tags = {match["name"].lower(): match["value"].strip() for line in lines if (match := _TAG.match(line))}
    shift = tags.get("offset", "")
    offset = int(shift) / 1000 if re.fullmatch(r"[+-]?\d{1,7}", shift) else 0.0
    cues = sorted((cue for line in lines for cue in _cues(line, offset)), key=lambda cue: cue.start)
    if not cues:
        raise InputRefused(
            source.name, "no line begins with a time as in LRC (`[00:12.50]`); save the captions again."
        )
    return [document_of(READER.format, source, cues, Metadata(title=tags.get("ti") or None))]


def _cues(line: str, offset: float) -> Iterator[Cue]:
    """The cues of a line; a positive offset shows them sooner."""
    times: list[float] = []
    at = 0
    while (match := _TIME.match(line, at)) and len(times) < _MOST_TIMES:
        whole, _, fraction = match["seconds"].replace(":", ".").partition(".")
        times.append(int(match["minutes"]) * 60 + int(whole) + float(f"0.{fraction or 0}"))
        at = match.end()
    lines = plain_lines(_WORD_TIME.sub("", line[at:]))
    for time in times:
        yield Cue(max(0.0, round(time - offset, 3)), lines)


_EXAMPLE = Example(
    "lrc",
    "[ti:Harbour talk]\n[00:01.10]JANE: Who moved the anchor?\n[00:03.40]BOB: The storm did.\n",
    "LRC",
    "as in SRT",
)
READER = Reader("lrc", 38, recognises, read, (".lrc",), {}, (_EXAMPLE,), is_own_parser=True)
