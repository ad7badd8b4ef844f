"""WebVTT captions with voice tags: https://www.w3.org/TR/webvtt1/ ."""

import re

from indexer.errors import InputRefused
from indexer.languages import language_code
from indexer.model import Document
from indexer.readers.captions import caption_text, document_of
from indexer.readers.reader import Reader
from indexer.readers.source import Source, one_line
from indexer.turns.layout import Example

_LANGUAGE = re.compile(r"^Language:(.{1,40})", re.MULTILINE | re.IGNORECASE)


def recognises(source: Source) -> bool:
    """The signature that WebVTT requires."""
    return source.data.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT")


def read(source: Source) -> list[Document]:
    """A single document.

    Raises:
        InputRefused: not WebVTT, or without words.
    """
    import webvtt
    from webvtt.errors import MalformedCaptionError, MalformedFileError

    text = caption_text(source)
    try:
        cues = [(_seconds(cue.start), cue.raw_text) for cue in webvtt.from_string(text).captions]
    except (MalformedFileError, MalformedCaptionError, ValueError, IndexError) as error:
        raise InputRefused(
            source.name, f"the captions are not WebVTT ({one_line(error)}); correct them."
        ) from error
    header = _LANGUAGE.search(text.partition("\n\n")[0])
    return [document_of(READER.format, source, cues, language_code(header[1]) if header else None)]


def _seconds(clock: str) -> float:
    """A WebVTT time, `12:34.567` or `01:12:34.567`, in seconds."""
    seconds = 0.0
    for part in clock.split(":"):
        seconds = seconds * 60 + float(part)
    return round(seconds, 3)


_EXAMPLE = Example(
    "webvtt",
    "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Jane Doe>Hello\n\n00:02.000 --> 00:03.000\n>> BOB: Hi &amp; bye\n",
    "WebVTT",
    "`<v Jane Doe>Hello` · `>> JANE DOE: Hello`",
)
READER = Reader("webvtt", 20, recognises, read, (".vtt",), {"text/vtt": ".vtt"}, (_EXAMPLE,))
