"""Cues of captions to turns. Consecutive cues of the same speaker are a single turn, which starts when the first does.

WebVTT's voice tag names a speaker, and so do labels in the text (`Nina Brook: Hi`, `>> NINA BROOK: HI`), which are
decided over all cues as in running text. `>>`, the mark of a new speaker in U.S. broadcasting, and `-` before each of
several lines separate speakers without naming them.
"""

import html
import re
from collections.abc import Iterable, Iterator

import msgspec

from indexer.errors import InputRefused
from indexer.model import Document, Metadata
from indexer.readers.assemble import Aside, SpokenPart, assemble
from indexer.readers.source import Source, decode, merge
from indexer.turns.interview import unread_warning
from indexer.turns.lines import Line
from indexer.turns.openings.candidates import Candidate
from indexer.turns.openings.decision import Decision, decide

_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]++(?P<name>[^<>\n]{1,200})>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>|<\d[\d:.]{3,15}>|\{\\[^}\n]{0,80}\}")
_CHANGE = re.compile(r"^\s*(?:>>>?|[-–—](?=\s?[A-Z\[(]))\s*")
_INSIDE = re.compile(r"(?<=\S)[ \t]+(?=>>)")
_SOUND = re.compile(r"[\[(♪][^\n]{1,200}[\])♪]")


class Piece(msgspec.Struct, frozen=True):
    """Words of a cue: `label` is None if the cue marks no change of speaker, "" if it marks one without a name."""

    label: str | None
    text: str
    start_time: float
    doubtful: bool = False


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
    spoken = [(time, voice, text) for time, cue in cues for voice, text in _voices(cue)]
    decision = _decision(spoken)
    pieces = _without_roll_up(list(_pieces(spoken, decision)))
    if not any(piece.text for piece in pieces):
        raise InputRefused(source.name, "the captions hold no words; leave the file out.")
    document = assemble(format_name, _turns(pieces), merge(Metadata(language=language), source.sidecar))
    return msgspec.structs.replace(document, warnings=document.warnings + unread_warning(decision.unread))


def _voices(cue: str) -> Iterator[tuple[str | None, str]]:
    """The words of a cue by its voice tags, without other tags; a line for each `>>`."""
    start, voice = 0, None
    for match in _VOICE.finditer(cue):
        yield voice, _clean(cue[start : match.start()])
        start, voice = match.end(), html.unescape(match["name"]).strip()
    yield voice, _clean(cue[start:])


def _clean(text: str) -> str:
    return _INSIDE.sub("\n", html.unescape(_TAG.sub("", text)))


def _lines(spoken: Iterable[tuple[float, str | None, str]]) -> list[Line]:
    """The lines of all cues, with a blank line after each cue; offsets are those of the lines joined."""
    found: list[Line] = []
    offset = 0
    for _, voice, text in spoken:
        for line in text.split("\n") if voice is None else ():
            found.append(Line(offset, line.strip()))
            offset += len(line) + 1
        found.append(Line(offset, ""))
        offset += 1
    return found


def _decision(spoken: Iterable[tuple[float, str | None, str]]) -> Decision:
    """Which lines of cues without a voice tag open turns."""
    return decide(_lines(spoken), has_sentences=False)


def _pieces(spoken: Iterable[tuple[float, str | None, str]], decision: Decision) -> Iterator[Piece]:
    openings = {candidate.line: candidate for candidate in decision.openings}
    unread = {candidate.line for candidate in decision.unread}
    line = 0
    for time, voice, text in spoken:
        written = [part.strip() for part in text.split("\n")]
        if voice is None:
            yield from _pieces_of_lines(written, line, openings, unread, time)
            line += len(written) + 1
        else:
            words = " ".join(part for part in written if part)
            yield Piece(voice, words, time)
            line += 1


def _pieces_of_lines(
    written: list[str], first: int, openings: dict[int, Candidate], unread: set[int], time: float
) -> Iterator[Piece]:
    label: str | None = None
    words: list[str] = []
    doubtful = False
    for index, line in enumerate(written, first):
        opening = openings.get(index)
        change = _CHANGE.match(line)
        if opening is not None:
            name: str | None = opening.label
            rest = line[opening.body - opening.start :]
        else:
            name = "" if change else None
            rest = line[change.end() :] if change else line
        if name is not None:
            if words:
                yield Piece(label, " ".join(words), time, doubtful)
            words, label, doubtful = [], name, False
        doubtful = doubtful or index in unread
        if rest.strip():
            words.append(rest.strip())
    if words or label:
        yield Piece(label, " ".join(words), time, doubtful)


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
    is_open = doubtful = False
    for piece in pieces:
        changes = piece.label is not None and (piece.label != label or piece.label == "")
        if changes and is_open and (words or label):
            yield from _part(label, words, time, doubtful=doubtful)
            words, is_open, doubtful = [], False, False
        if not is_open:
            label, time, is_open = piece.label or ("" if changes else label), piece.start_time, True
        doubtful = doubtful or piece.doubtful
        if piece.text:
            words.append(piece.text)
    if words:
        yield from _part(label, words, time, doubtful=doubtful)


def _part(label: str, words: list[str], time: float, *, doubtful: bool) -> Iterator[SpokenPart | Aside]:
    text = "\n".join(words)
    if not label and len(words) == 1 and _SOUND.fullmatch(text):
        yield Aside("procedure", text)
    else:
        yield SpokenPart(label, text, time, doubtful=doubtful)
