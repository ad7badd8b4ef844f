"""Cues of captions to turns. Consecutive cues of the same speaker are a single turn, which starts when the first does.

`NAME:` and `>> NAME:` (the mark of a new speaker in U.S. broadcasting) name a speaker, and so does WebVTT's voice tag.
`>>` alone, and `-` before each of several lines, separate speakers without naming them.
"""

import html
import re
from collections.abc import Iterable, Iterator

import msgspec

from indexer.errors import InputRefused
from indexer.model import Document, Metadata
from indexer.readers.assemble import Aside, SpokenPart, assemble
from indexer.readers.source import Source, decode, merge
from indexer.turns.label_words import label_words

_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]++(?P<name>[^<>\n]{1,200})>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>|<\d[\d:.]{3,15}>|\{\\[^}\n]{0,80}\}")
_CHANGE = re.compile(r"^\s*(?:>>>?|[-–—](?=\s?[A-Z\[(]))\s*")
_NAME = re.compile(r"^(?P<name>[^\s:][^:\n]{0,60}):(?=\s|$)\s*")
_SOUND = re.compile(r"[\[(♪][^\n]{1,200}[\])♪]")


class Piece(msgspec.Struct, frozen=True):
    """Words of a cue: `label` is None if the cue marks no change of speaker, "" if it marks one without a name."""

    label: str | None
    text: str
    start_time: float


def caption_text(source: Source) -> str:
    """The text of captions, its lines ended by a line feed alone.

    Raises:
        InputRefused: see `decode`.
    """
    return decode(source).replace("\r\n", "\n").replace("\r", "\n")


def document_of(
    format_name: str, source: Source, cues: Iterable[tuple[float, str]], language: str | None = None
) -> Document:
    """The document of cues, each its start in seconds and its text.

    Raises:
        InputRefused: no cue has words.
    """
    pieces = _without_roll_up([piece for time, cue in cues for piece in _pieces(cue, time)])
    if not any(piece.text for piece in pieces):
        raise InputRefused(source.name, "the captions hold no words; leave the file out.")
    return assemble(format_name, _turns(pieces), merge(Metadata(language=language), source.sidecar))


def _pieces(cue: str, time: float) -> Iterator[Piece]:
    """The words of a cue, divided by speaker."""
    start, voice = 0, None
    for match in _VOICE.finditer(cue):
        yield from _pieces_of_voice(cue[start : match.start()], voice, time)
        start, voice = match.end(), html.unescape(match["name"]).strip()
    yield from _pieces_of_voice(cue[start:], voice, time)


def _pieces_of_voice(text: str, voice: str | None, time: float) -> Iterator[Piece]:
    clean = html.unescape(_TAG.sub("", text))
    words: list[str] = []
    label = voice
    for line in (line.strip() for line in clean.split("\n")):
        change = _CHANGE.match(line)
        rest = line[change.end() :] if change else line
        match = _NAME.match(rest) if voice is None else None
        named = label_words(match["name"]) if match else None
        if match and named and (named.capitals or (change and named.shape != "phrase")):
            name: str | None = match["name"]
            rest = rest[match.end() :]
        else:
            name = "" if change else None
        if name is not None and voice is None:
            if words:
                yield Piece(label, " ".join(words), time)
            words, label = [], name
        if rest:
            words.append(rest)
    if words or label:
        yield Piece(label, " ".join(words), time)


def _without_roll_up(pieces: list[Piece]) -> list[Piece]:
    """The pieces without the words that roll-up captions show twice.

    Captions roll up if at least half of the cues begin with all of the cue before. Otherwise the speaker repeats words.
    """
    shortened: list[Piece] = []
    last = ""
    for piece in pieces:
        text = piece.text
        if last and piece.label is None and f"{text} ".startswith(f"{last} "):
            text = text[len(last) + 1 :]
        last = text or last
        shortened.append(msgspec.structs.replace(piece, text=text))
    changed = sum(before.text != after.text for before, after in zip(pieces, shortened, strict=True))
    return shortened if changed >= 2 and changed * 2 >= len(pieces) - 1 else pieces


def _turns(pieces: Iterable[Piece]) -> Iterator[SpokenPart | Aside]:
    label, words, time = "", list[str](), 0.0
    is_open = False
    for piece in pieces:
        changes = piece.label is not None and (piece.label != label or piece.label == "")
        if changes and is_open and (words or label):
            yield from _part(label, words, time)
            words, is_open = [], False
        if not is_open:
            label, time, is_open = piece.label or ("" if changes else label), piece.start_time, True
        if piece.text:
            words.append(piece.text)
    if words:
        yield from _part(label, words, time)


def _part(label: str, words: list[str], time: float) -> Iterator[SpokenPart | Aside]:
    text = "\n".join(words)
    if not label and len(words) == 1 and _SOUND.fullmatch(text):
        yield Aside("procedure", text)
    else:
        yield SpokenPart(label, text, time)
