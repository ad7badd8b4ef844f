"""SRT (SubRip) captions."""

import re

from indexer.errors import InputRefused
from indexer.model import Document
from indexer.readers.captions import caption_text, document_of
from indexer.readers.reader import Reader
from indexer.readers.source import Source, one_line
from indexer.turns.layout import Example

# The library tries each digit of a number as the beginning of a cue, and reads from there to the number's end.
_LONG_NUMBER = re.compile(r"\d{100}")
_FIRST_CUE = re.compile(r"\A\s*(?:\d+[ \t]*\r?\n)?\d{1,2}:\d{2}:\d{2}[,.]\d{1,3}[ \t]*-->")


def recognises(source: Source) -> bool:
    """A number and a time at the beginning."""
    return _FIRST_CUE.match(source.data[:200].decode("ascii", "replace").lstrip("\ufffd")) is not None


def read(source: Source) -> list[Document]:
    """A single document.

    Raises:
        InputRefused: not SRT, or without words.
    """
    import srt

    text = caption_text(source)
    if _LONG_NUMBER.search(text):
        raise InputRefused(source.name, "the captions hold a number of a hundred digits; take it out.")
    try:
        cues = [(cue.start.total_seconds(), cue.content) for cue in srt.parse(text)]
    except (srt.SRTParseError, ValueError, OverflowError) as error:
        raise InputRefused(
            source.name, f"the captions are not SRT ({one_line(error)}); correct them."
        ) from error
    return [document_of(READER.format, source, cues)]


_EXAMPLE = Example(
    "srt",
    "1\n00:00:01,000 --> 00:00:02,000\nJANE: Hello\n\n2\n00:00:02,000 --> 00:00:03,000\n- Hi.\n",
    "SRT",
    "`JANE DOE: Hello` · `>> Hello` (another speaker, without a name)",
)
READER = Reader("srt", 30, recognises, read, (".srt",), {"application/x-subrip": ".srt"}, (_EXAMPLE,))
