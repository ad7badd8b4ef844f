"""SubStation Alpha (SSA, ASS): lines of events whose fields a line `Format:` names.

http://www.tcax.org/docs/ass-specs.htm ; the library pysubs2 takes the fields to be in one order, and knows no file
without styles.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from indexer.errors import InputRefused
from indexer.model import Document, Metadata
from indexer.readers.captions.clock import clock_seconds
from indexer.readers.captions.cue import Cue, CueLine, plain_lines
from indexer.readers.captions.document import document_of
from indexer.readers.captions.timed_text import caption_text
from indexer.readers.reader import Reader
from indexer.readers.source import Source
from indexer.turns.layout import Example

_FIELDS = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")
_MOST_FIELDS = 30
_OVERRIDE = re.compile(r"\{[^{}\n]{0,2000}\}")
_DRAWING = re.compile(r"\{[^{}\n]{0,2000}\\p[1-9][^{}\n]{0,2000}\}[^{\n]*")
_TITLE = re.compile(r"^Title:[ \t]*(\S.{0,200})$", re.MULTILINE)
_NO_TITLES = {"untitled", "<untitled>", "default aegisub file", "subtitles", "new subtitles"}


def recognises(source: Source) -> bool:
    """The first section of a script."""
    head = source.data[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return head.startswith(b"[script info]") or source.name.lower().endswith((".ass", ".ssa"))


def read(source: Source) -> list[Document]:
    """A single document, its cues in the order of their times.

    Raises:
        InputRefused: not SubStation, or without words.
    """
    text = caption_text(source)
    cues = list(_cues(text))
    if not cues:
        raise InputRefused(
            source.name, "no line is an event of SubStation (`Dialogue: …`); save the captions again."
        )
    if any(line.voice for cue in cues for line in cue.lines):
        # Who is named in one event is not the speaker of the next.
        cues = [msgspec.structs.replace(cue, lines=tuple(map(_named, cue.lines))) for cue in cues]
    cues.sort(key=lambda cue: cue.start)
    title = _TITLE.search(text)
    name = title[1].strip() if title and title[1].strip().lower() not in _NO_TITLES else None
    return [document_of(READER.format, source, cues, Metadata(title=name))]


def _named(line: CueLine) -> CueLine:
    return CueLine(line.text, line.voice or "")


def _cues(text: str) -> Iterator[Cue]:
    fields: Sequence[str] = _FIELDS
    for line in text.split("\n"):
        kind, _, rest = line.strip().partition(":")
        if kind == "Format":
            named = tuple(field.strip().lower() for field in rest.split(",", _MOST_FIELDS))
            # The format of styles has neither.
            fields = named if {"start", "text"} <= set(named) else fields
        elif kind == "Dialogue":
            values = dict(
                zip(fields, (value.strip() for value in rest.split(",", len(fields) - 1)), strict=False)
            )
            start = clock_seconds(values.get("start", ""))
            if start is None:
                continue
            words = _OVERRIDE.sub("", _DRAWING.sub("", values.get("text", "")))
            words = words.replace("\\N", "\n").replace("\\n", "\n").replace("\\h", " ")
            voice = values.get("name") or values.get("actor") or None
            yield Cue(start, plain_lines(words, voice), clock_seconds(values.get("end", "")))


_EXAMPLE = Example(
    "substation",
    "[Script Info]\nScriptType: v4.00+\n\n[Events]\n"
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    "Dialogue: 0,0:00:01.00,0:00:03.00,Default,Jane,0,0,0,,Who moved{\\i1} the\\Nanchor?\n"
    "Dialogue: 0,0:00:03.40,0:00:05.00,Default,Bob,0,0,0,,The storm did, and it took the buoy.\n",
    "SubStation Alpha (ASS, SSA)",
    "the field `Name` of `Dialogue:`; else as in SRT",
)
READER = Reader("substation", 34, recognises, read, (".ass", ".ssa"), {}, (_EXAMPLE,), is_own_parser=True)
