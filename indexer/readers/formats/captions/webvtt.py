"""WebVTT captions with voice tags: https://www.w3.org/TR/webvtt1/ ."""

import re

from indexer.errors import InputRefused
from indexer.languages import language_code
from indexer.model import Document, Metadata
from indexer.readers.captions.document import document_of
from indexer.readers.captions.markup import marked_cues
from indexer.readers.captions.timed_text import caption_text, timed_blocks
from indexer.readers.reader import Reader
from indexer.readers.source import Source
from indexer.turns.layout import Example

_LANGUAGE = re.compile(r"^Language:(.{1,40})", re.MULTILINE | re.IGNORECASE)
_WORD_TIME = re.compile(r"<\d\d:\d\d[\d:.]{3,12}><c")


def recognises(source: Source) -> bool:
    """The signature that WebVTT requires."""
    head = source.data[:100].removeprefix(b"\xef\xbb\xbf")
    return head.startswith(b"WEBVTT") or source.name.lower().endswith(".vtt")


def read(source: Source) -> list[Document]:
    """A single document.

    Raises:
        InputRefused: not WebVTT, or without words.
    """
    text = caption_text(source)
    blocks = timed_blocks(source, text, has_names=True)
    if not blocks:
        raise InputRefused(source.name, "no line has times as WebVTT writes them; save the captions again.")
    cues = marked_cues(blocks)
    header = _LANGUAGE.search(text.partition("\n\n")[0])
    language = language_code(header[1]) if header else None
    # YouTube writes the time of each word into cues that roll up.
    rolls_up = _WORD_TIME.search(text) is not None
    return [document_of(READER.format, source, cues, Metadata(language=language), rolls_up=rolls_up)]


_EXAMPLE = Example(
    "webvtt",
    "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Jane Doe>Hello\n\n00:02.000 --> 00:03.000\n>> BOB: Hi &amp; bye\n",
    "WebVTT",
    "`<v Jane Doe>Hello` · `>> JANE DOE: Hello`",
)
READER = Reader(
    "webvtt", 20, recognises, read, (".vtt",), {"text/vtt": ".vtt"}, (_EXAMPLE,), is_own_parser=True
)
