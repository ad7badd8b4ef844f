"""JSON of BBC's react-transcript-editor (https://github.com/bbc/react-transcript-editor): the content of its editor,
which is Draft.js (https://draftjs.org/docs/api-reference-data-conversion), in blocks with speakers and words. Times are
in seconds.
"""

from collections.abc import Iterator

import msgspec

from indexer.model import Document
from indexer.readers.json_objects import first_object
from indexer.readers.reader import Reader
from indexer.readers.source import Source
from indexer.readers.speech.documents import documents_of
from indexer.readers.speech.segments import Segment, Voice, seconds, voice_label
from indexer.readers.speech.words import Word, divided
from indexer.turns.layout import Example


class TimedWord(msgspec.Struct):
    """A word; `punct` has its punctuation."""

    punct: str | None = None
    text: str | None = None
    word: str | None = None
    start: float | None = None


class About(msgspec.Struct):
    """Who says the words of a block, and when."""

    speaker: Voice = None
    start: float | None = None
    words: list[TimedWord] | None = None


class Block(msgspec.Struct):
    """A paragraph. People may have changed its text, not its words."""

    text: str | None = None
    data: About | None = None


class Content(msgspec.Struct):
    """The content of the editor."""

    blocks: list[Block] | None = None


class File(Content):
    """A file: the content, or the same as its `data`."""

    data: Content | None = None


def recognises(source: Source) -> bool:
    """A JSON object with `blocks` and `entityMap`, itself or in `data`."""
    first = first_object(source)
    data = first.get("data")
    return any(isinstance(found, dict) and found.keys() >= {"blocks", "entityMap"} for found in (first, data))


def read(source: Source) -> list[Document]:
    """A document for each object.

    Raises:
        InputRefused: a field is invalid, or no block has words.
    """
    return documents_of(source, READER.format, File, _segments)


def _segments(file: File) -> Iterator[Segment]:
    for block in (file.data.blocks if file.data else file.blocks) or ():
        about = block.data or About()
        words = [
            Word(word.punct or word.text or word.word or "", seconds(word.start)) for word in about.words or ()
        ]
        yield from divided(Segment(block.text or "", seconds(about.start), voice_label(about.speaker)), words)


_JSON = (
    '{"blocks": [{"text": "Hi.", "data": {"speaker": "Jane Doe", "start": 0.5, "words": [{"start": 0.5, "punct": '
    '"Hi."}]}}], "entityMap": {}}'
)
_EXAMPLE = Example("transcript-editor", _JSON, "BBC's react-transcript-editor", f"`{_JSON}`")
READER = Reader("transcript-editor", 68, recognises, read, (".json",), {}, (_EXAMPLE,), is_own_parser=True)
