"""Captions: WebVTT with its voice tags, and SRT. Cues of one speaker in a row are one turn, its time the first's.

WebVTT: https://www.w3.org/TR/webvtt1/ . In both, `NAME:` and `>> NAME:` (U.S. broadcasting's mark of a new
speaker) name a speaker; `>>` alone and `-` before each of several lines part speakers without naming them.
"""

import html
import re
from collections.abc import Iterable, Iterator

import msgspec

from indexer.errors import InputRefused
from indexer.languages import language_code
from indexer.model import Document, Metadata
from indexer.readers.assemble import Aside, Said, assemble
from indexer.readers.source import Source, decode, merge
from indexer.turns.label_forms import is_capitals, is_name

FORMATS = ("webvtt", "srt")

_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]++(?P<name>[^<>\n]{1,200})>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>|<\d[\d:.]{3,15}>|\{\\[^}\n]{0,80}\}")
_CHANGE = re.compile(r"^\s*(?:>>>?|[-–—](?=\s?[A-Z\[(]))\s*")
_NAMED = re.compile(r"^(?P<name>[^\s:][^:\n]{0,60}):(?=\s|$)\s*")
_SOUND = re.compile(r"[\[(♪][^\n]{1,200}[\])♪]")
# The library looks at each digit of a number for the beginning of a cue, and from there to the number's end.
_NO_NUMBER = re.compile(r"\d{100}")
_LANGUAGE = re.compile(r"^Language:(.{1,40})", re.MULTILINE | re.IGNORECASE)
_SRT = re.compile(r"\A\s*(?:\d+[ \t]*\r?\n)?\d{1,2}:\d{2}:\d{2}[,.]\d{1,3}[ \t]*-->")


class Piece(msgspec.Struct, frozen=True):
    """Words of one cue: `label` is None where the cue says nothing of a change, "" of one without a name."""

    label: str | None
    text: str
    start_time: float


def recognises_webvtt(source: Source) -> bool:
    """The signature that WebVTT requires."""
    return source.data.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT")


def recognises_srt(source: Source) -> bool:
    """A number and a time at the head."""
    return _SRT.match(source.data[:200].decode("ascii", "replace").lstrip("\ufffd")) is not None


def read_webvtt(source: Source) -> list[Document]:
    """One document.

    Raises:
        InputRefused: no WebVTT, or no words in it.
    """
    import webvtt
    from webvtt.errors import MalformedCaptionError, MalformedFileError

    text = _lines(source)
    try:
        cues = [(_seconds(cue.start), cue.raw_text) for cue in webvtt.from_string(text).captions]
    except (MalformedFileError, MalformedCaptionError, ValueError, IndexError) as error:
        raise InputRefused(source.name, f"the captions are no WebVTT ({_short(error)}); mend them.") from error
    header = _LANGUAGE.search(text.partition("\n\n")[0])
    return _document("webvtt", source, cues, language_code(header[1]) if header else None)


def read_srt(source: Source) -> list[Document]:
    """One document.

    Raises:
        InputRefused: no SRT, or no words in it.
    """
    import srt

    text = _lines(source)
    if _NO_NUMBER.search(text):
        raise InputRefused(source.name, "the captions hold a number of a hundred digits; take it out.")
    try:
        cues = [(cue.start.total_seconds(), cue.content) for cue in srt.parse(text)]
    except (srt.SRTParseError, ValueError, OverflowError) as error:
        raise InputRefused(source.name, f"the captions are no SRT ({_short(error)}); mend them.") from error
    return _document("srt", source, cues)


def _seconds(clock: str) -> float:
    """A WebVTT time, `12:34.567` or `01:12:34.567`, in seconds."""
    seconds = 0.0
    for part in clock.split(":"):
        seconds = seconds * 60 + float(part)
    return round(seconds, 3)


def _lines(source: Source) -> str:
    return decode(source).replace("\r\n", "\n").replace("\r", "\n")


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:80]


def _document(
    form: str, source: Source, cues: Iterable[tuple[float, str]], language: str | None = None
) -> list[Document]:
    pieces = list(_rolled([piece for time, cue in cues for piece in _pieces(cue, time)]))
    if not any(piece.text for piece in pieces):
        raise InputRefused(source.name, "the captions hold no words; leave the file out.")
    whole = assemble(_turns(pieces))
    metadata = merge(Metadata(language=language), source.sidecar)
    return [Document(form, whole.text, metadata, whole.utterances, nonspeech=whole.nonspeech)]


def _pieces(cue: str, time: float) -> Iterator[Piece]:
    """What a cue says, speaker by speaker."""
    reached, voice = 0, None
    for match in _VOICE.finditer(cue):
        yield from _lines_of(cue[reached : match.start()], voice, time)
        reached, voice = match.end(), html.unescape(match["name"]).strip()
    yield from _lines_of(cue[reached:], voice, time)


def _lines_of(text: str, voice: str | None, time: float) -> Iterator[Piece]:
    clean = html.unescape(_TAG.sub("", text))
    held: list[str] = []
    label = voice
    for line in (line.strip() for line in clean.split("\n")):
        change = _CHANGE.match(line)
        rest = line[change.end() :] if change else line
        named = _NAMED.match(rest) if voice is None else None
        if named and (is_capitals(named["name"]) or (change and is_name(named["name"]))):
            name: str | None = named["name"]
            rest = rest[named.end() :]
        else:
            name = "" if change else None
        if name is not None and voice is None:
            if held:
                yield Piece(label, " ".join(held), time)
            held, label = [], name
        if rest:
            held.append(rest)
    if held or label:
        yield Piece(label, " ".join(held), time)


def _rolled(pieces: list[Piece]) -> list[Piece]:
    """The pieces without what roll-up captions show twice.

    Captions roll up when at least half of the cues begin with all of the one before; elsewhere a repetition
    is a repetition.
    """
    rolled: list[Piece] = []
    last = ""
    for piece in pieces:
        text = piece.text
        if last and piece.label is None and f"{text} ".startswith(f"{last} "):
            text = text[len(last) + 1 :]
        last = text or last
        rolled.append(msgspec.structs.replace(piece, text=text))
    shortened = sum(one.text != other.text for one, other in zip(pieces, rolled, strict=True))
    return rolled if shortened >= 2 and shortened * 2 >= len(pieces) - 1 else pieces


def _turns(pieces: Iterable[Piece]) -> Iterator[Said | Aside]:
    label, words, time = "", list[str](), 0.0
    opened = False
    for piece in pieces:
        changes = piece.label is not None and (piece.label != label or piece.label == "")
        if changes and opened and (words or label):
            yield from _said(label, words, time)
            words, opened = [], False
        if not opened:
            label, time, opened = piece.label or ("" if changes else label), piece.start_time, True
        if piece.text:
            words.append(piece.text)
    if words:
        yield from _said(label, words, time)


def _said(label: str, words: list[str], time: float) -> Iterator[Said | Aside]:
    text = "\n".join(words)
    if not label and len(words) == 1 and _SOUND.fullmatch(text):
        yield Aside("procedure", text)
    else:
        yield Said(label, text, time)
