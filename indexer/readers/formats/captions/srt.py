"""SRT (SubRip) captions: https://en.wikipedia.org/wiki/SubRip#Format ."""

import re
from itertools import pairwise

from indexer.errors import InputRefused
from indexer.model import Document
from indexer.readers.captions.document import document_of
from indexer.readers.captions.markup import marked_cues
from indexer.readers.captions.timed_text import ARROW, TimedBlock, caption_text, timed_blocks
from indexer.readers.reader import Reader
from indexer.readers.source import Source
from indexer.turns.layout import Example

_FIRST_CUE = re.compile(rf"\s*(?:\d{{1,9}}[ \t]*\s{{1,4}})?{ARROW.pattern}")


def recognises(source: Source) -> bool:
    """Times at the beginning, perhaps after a number."""
    head = source.data[:400].decode("utf-8", "replace").lstrip("\ufeff")
    return source.name.lower().endswith(".srt") or _FIRST_CUE.match(head) is not None


def read(source: Source) -> list[Document]:
    """A single document.

    Raises:
        InputRefused: not SRT, or without words.
    """
    blocks = timed_blocks(source, caption_text(source))
    if not blocks:
        raise InputRefused(source.name, "no line has times as SRT writes them; save the captions again.")
    cues = marked_cues(_in_order(blocks))
    return [document_of(READER.format, source, cues)]


def _in_order(blocks: list[TimedBlock]) -> list[TimedBlock]:
    """The cues in the order of their times if their numbers say so, else as they are: the clock may begin anew."""
    by_time = sorted(blocks, key=lambda block: block.start)
    numbers = [block.number for block in by_time if block.number is not None]
    is_numbered = len(numbers) == len(blocks) and all(a < b for a, b in pairwise(numbers))
    return by_time if is_numbered else blocks


_EXAMPLE = Example(
    "srt",
    "1\n00:00:01,000 --> 00:00:02,000\nJANE: Hello\n\n2\n00:00:02,000 --> 00:00:03,000\n- Hi.\n",
    "SRT",
    "`JANE DOE: Hello` · `>> Hello` (another speaker, without a name)",
)
READER = Reader(
    "srt", 30, recognises, read, (".srt",), {"application/x-subrip": ".srt"}, (_EXAMPLE,), is_own_parser=True
)
