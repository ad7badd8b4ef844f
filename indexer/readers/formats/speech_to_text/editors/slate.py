"""JSON of slate-transcript-editor (https://github.com/pietrop/slate-transcript-editor) and Digital Paper Edit
(https://github.com/bbc/digital-paper-edit-electron): words, and paragraphs with voices, both by time in seconds.
"""

from bisect import bisect_right
from collections.abc import Iterator

import msgspec

from indexer.model import Document
from indexer.readers.json_objects import first_object
from indexer.readers.reader import Reader
from indexer.readers.source import Source
from indexer.readers.speech.documents import documents_of
from indexer.readers.speech.segments import Segment, Voice, seconds, voice_label
from indexer.turns.layout import Example

_UNKNOWN = frozenset({"U_UKN", "UKN", "UNK"})


class Word(msgspec.Struct):
    """A word with its punctuation."""

    text: str | None = None
    start: float | None = None


class Paragraph(msgspec.Struct):
    """When a voice speaks."""

    speaker: Voice = None
    start: float | None = None
    end: float | None = None


class File(msgspec.Struct):
    """A file: one recording."""

    words: list[Word]
    paragraphs: list[Paragraph]


def recognises(source: Source) -> bool:
    """A JSON object with lists of `words` and `paragraphs`."""
    first = first_object(source)
    return isinstance(first.get("words"), list) and isinstance(first.get("paragraphs"), list)


def read(source: Source) -> list[Document]:
    """A document for each object.

    Raises:
        InputRefused: a field is invalid, or there are no words.
    """
    return documents_of(source, READER.format, File, _segments)


def _segments(file: File) -> Iterator[Segment]:
    paragraphs = sorted(
        (paragraph for paragraph in file.paragraphs if paragraph.start is not None),
        key=lambda found: found.start or 0,
    )
    starts = [paragraph.start or 0 for paragraph in paragraphs]
    for word in file.words:
        at = bisect_right(starts, word.start) - 1 if word.start is not None else -1
        label = ""
        # The paragraphs may have been cut; words between them are nobody's.
        if at >= 0 and word.start is not None and word.start < (paragraphs[at].end or word.start + 1):
            label = voice_label(paragraphs[at].speaker)
        yield Segment(word.text or "", seconds(word.start), "" if label in _UNKNOWN else label)


_JSON = '{"words": [{"start": 0.5, "text": "Hi."}], "paragraphs": [{"start": 0.5, "end": 2, "speaker": "Jane Doe"}]}'
_EXAMPLE = Example("slate", _JSON, "slate-transcript-editor and Digital Paper Edit", f"`{_JSON}`")
READER = Reader("slate", 67, recognises, read, (".json",), {}, (_EXAMPLE,), is_own_parser=True)
