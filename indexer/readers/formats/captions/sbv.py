"""SBV (SubViewer as YouTube writes it): times as `0:00:01.100,0:00:03.200`, then the lines of the cue."""

import re

from indexer.errors import InputRefused
from indexer.model import Document
from indexer.readers.captions.document import document_of
from indexer.readers.captions.markup import marked_cues
from indexer.readers.captions.timed_text import caption_text, timed_blocks
from indexer.readers.reader import Reader
from indexer.readers.source import Source
from indexer.turns.layout import Example

_CLOCK = r"\d{1,3}:\d{1,2}:\d{1,2}(?:\.\d{1,6})?"
_TIMES = re.compile(rf"\s*(?P<start>{_CLOCK}),\s?(?P<end>{_CLOCK})\s*$")
_FIRST_CUE = re.compile(rf"\s*{_CLOCK},\s?{_CLOCK}\s*?\n")


def recognises(source: Source) -> bool:
    """Times on the first line."""
    head = source.data[:200].decode("utf-8", "replace").lstrip("\ufeff")
    return source.name.lower().endswith(".sbv") or _FIRST_CUE.match(head) is not None


def read(source: Source) -> list[Document]:
    """A single document.

    Raises:
        InputRefused: not SBV, or without words.
    """
    blocks = timed_blocks(source, caption_text(source), _TIMES)
    if not blocks:
        raise InputRefused(source.name, "no line has times as SBV writes them; save the captions again.")
    cues = marked_cues(blocks)
    return [document_of(READER.format, source, cues)]


_EXAMPLE = Example(
    "sbv",
    "0:00:01.100,0:00:03.200\nJANE: Hello\n\n0:00:03.400,0:00:05.000\n>> Hi.\n",
    "SBV",
    "as in SRT",
)
READER = Reader("sbv", 32, recognises, read, (".sbv",), {}, (_EXAMPLE,), is_own_parser=True)
