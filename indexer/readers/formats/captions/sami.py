"""SAMI, Microsoft's captions in a kind of HTML: https://en.wikipedia.org/wiki/SAMI .

`<SYNC Start=…>` has a time in milliseconds, and a paragraph for each language. Elements are rarely closed.
"""

import html
import re
from collections import Counter

import msgspec

from indexer.errors import InputRefused
from indexer.languages import language_code
from indexer.model import Document, Metadata
from indexer.readers.captions.cue import Cue, plain_lines
from indexer.readers.captions.document import document_of
from indexer.readers.captions.timed_text import caption_text
from indexer.readers.reader import Reader
from indexer.readers.source import Source
from indexer.turns.layout import Example

_TOKEN = re.compile(
    r"<(?P<end>/?)(?P<name>sync|p|br|style|title|[a-z][a-z0-9]{0,20})\b(?P<rest>[^<>]{0,1000})>", re.IGNORECASE
)
_START = re.compile(r"\bstart\s*=\s*[\"']?\s*(?P<time>-?\d{1,12})", re.IGNORECASE)
_CLASS = re.compile(r"\bclass\s*=\s*[\"']?\s*(?P<name>[\w\-]{1,60})", re.IGNORECASE)
_LANGUAGE = re.compile(
    r"\.(?P<name>[\w\-]{1,60})\s*\{[^{}]{0,400}?\blang\s*:\s*(?P<code>[A-Za-z\-]{2,12})", re.IGNORECASE
)
_TITLE = re.compile(r"<title>(?P<words>[^<>]{1,300})</title>", re.IGNORECASE)
_NO_TITLES = {"", "file", "untitled", "subtitles", "caption"}


class _Paragraph(msgspec.Struct):
    """A paragraph with the time, in seconds, and the class of its language."""

    time: float
    language: str
    pieces: list[str]


def recognises(source: Source) -> bool:
    """The root element."""
    head = source.data[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return head.startswith(b"<sami") or source.name.lower().endswith((".smi", ".sami"))


def read(source: Source) -> list[Document]:
    """A single document. Of several languages the one with the most words is read.

    Raises:
        InputRefused: not SAMI, or without words.
    """
    text = caption_text(source)
    paragraphs = _paragraphs(text)
    if not paragraphs:
        raise InputRefused(source.name, "no element `<SYNC Start=…>` has captions; save the captions again.")
    sizes = Counter[str]()
    for paragraph in paragraphs:
        sizes[paragraph.language] += sum(map(len, paragraph.pieces))
    language = max(sizes, key=lambda name: sizes[name])
    cues = [
        Cue(paragraph.time, plain_lines(html.unescape("".join(paragraph.pieces))))
        for paragraph in paragraphs
        if paragraph.language == language
    ]
    codes = {match["name"].lower(): match["code"] for match in _LANGUAGE.finditer(text)}
    title = _TITLE.search(text)
    words = html.unescape(title["words"]).strip() if title else ""
    metadata = Metadata(
        title=None if words.lower() in _NO_TITLES else words, language=language_code(codes.get(language, ""))
    )
    document = document_of(READER.format, source, sorted(cues, key=lambda cue: cue.start), metadata)
    others = sorted(name for name in sizes if name != language and sizes[name] and name in codes)
    if not others:
        return [document]
    warning = f"of several languages {language!r} was read, and {', '.join(others)} left out"
    return [msgspec.structs.replace(document, warnings=(warning, *document.warnings))]


def _paragraphs(text: str) -> list[_Paragraph]:
    found: list[_Paragraph] = []
    time: float | None = None
    end = 0
    for token in _TOKEN.finditer(text):
        name, is_end = token["name"].lower(), bool(token["end"])
        if found and time is not None:
            found[-1].pieces.append(_space(text[end : token.start()]))
        end = token.end()
        if name == "sync" and not is_end:
            start = _START.search(token["rest"])
            time = max(0, int(start["time"])) / 1000 if start else time
            if time is not None:
                found.append(_Paragraph(time, found[-1].language if found else "", []))
        elif name == "p" and not is_end and time is not None:
            language = _CLASS.search(token["rest"])
            found.append(_Paragraph(time, language["name"].lower() if language else "", []))
        elif name == "br" and found:
            found[-1].pieces.append("\n")
    return [paragraph for paragraph in found if "".join(paragraph.pieces).strip()]


def _space(text: str) -> str:
    return re.sub(r"\s+", " ", text)


_EXAMPLE = Example(
    "sami",
    '<SAMI><HEAD><STYLE TYPE="text/css"><!-- .ENCC { Name: English; lang: en-US; } --></STYLE></HEAD><BODY>\n'
    "<SYNC Start=1100><P Class=ENCC>JANE: Who moved<br>the anchor?\n<SYNC Start=3200><P Class=ENCC>&nbsp;\n"
    "<SYNC Start=3400><P Class=ENCC>BOB: The storm did.\n</BODY></SAMI>\n",
    "SAMI",
    "as in SRT",
)
READER = Reader("sami", 36, recognises, read, (".smi", ".sami"), {}, (_EXAMPLE,), is_own_parser=True)
