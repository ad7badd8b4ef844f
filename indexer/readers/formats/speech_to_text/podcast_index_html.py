"""HTML transcripts of podcasts
(https://github.com/Podcastindex-org/podcast-namespace/blob/main/transcripts/transcripts.md#html): a speaker in `cite`,
a time in `time`, words in `p`. A speaker speaks until another is named.
"""

import re
from collections.abc import Iterator

from indexer.errors import InputRefused
from indexer.model import Document
from indexer.readers.html_blocks import page_tree
from indexer.readers.json_objects import document_of
from indexer.readers.reader import Reader
from indexer.readers.source import Source, decode
from indexer.readers.speech.segments import Segment, turns, voice_label
from indexer.turns.layout import Example

_BEGINNING = re.compile(rb"<cite\b[^<>]{0,200}>[^<>]{1,300}</cite>\s{0,80}<time\b", re.IGNORECASE)
_CLOCK = re.compile(r"(?:([0-9]{1,3}):)?([0-9]{1,3}):([0-9]{1,2}(?:[.,][0-9]{1,9})?)")
_PARTS = ("cite", "time", "p")


def recognises(source: Source) -> bool:
    """A page or a part of one in which a `time` follows a `cite`."""
    head = source.data[:4000].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head[:1] == b"<" and _BEGINNING.search(head) is not None


def read(source: Source) -> list[Document]:
    """A single document.

    Raises:
        InputRefused: not UTF-8, not HTML, or without words.
    """
    return [document_of(READER.format, source.name, turns(_segments(source)), source.sidecar)]


def _segments(source: Source) -> Iterator[Segment]:
    from lxml import etree

    try:
        page = page_tree(decode(source))
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise InputRefused(source.name, "the page cannot be parsed; save it as plain text.") from error
    label, time, depth = "", None, 0
    # Events, not recursion: hostile pages nest deeply. What is inside of other parts belongs to their words.
    for event, element in etree.iterwalk(page, events=("start", "end"), tag=_PARTS):
        depth += 1 if event == "start" else -1
        if event == "start" or depth:
            continue
        words = " ".join("".join(element.itertext()).split())
        if element.tag == "cite":
            label, time = voice_label(words.removesuffix(":")), None
        elif element.tag == "time":
            time = _seconds(words)
        else:
            yield Segment(words, time, label)
            time = None


def _seconds(words: str) -> float | None:
    clock = _CLOCK.fullmatch(words)
    if clock is None:
        return None
    hours, minutes, rest = clock.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + float(rest.replace(",", "."))


_EXAMPLE = Example(
    "podcast-index-html",
    "<cite>Jane Doe:</cite>\n<time>0:00</time>\n<p>Hi.</p>\n",
    "Podcast Index, HTML",
    "`<cite>Jane Doe:</cite> <time>0:00</time> <p>Hi.</p>`",
)
READER = Reader("podcast-index-html", 65, recognises, read, (".html", ".htm"), {}, (_EXAMPLE,))
