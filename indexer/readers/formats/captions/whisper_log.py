"""What Whisper, whisper.cpp and faster-whisper print while they run: a segment a line, its times in brackets before it.

whisper.cpp adds `(speaker 0)` with `--diarize`, and `[SPEAKER_TURN]` with `--tinydiarize` where another voice follows.
"""

import re
from collections.abc import Iterator

from indexer.model import Document
from indexer.readers.captions.clock import clock_seconds
from indexer.readers.captions.cue import Cue, plain_lines
from indexer.readers.captions.document import document_of
from indexer.readers.captions.timed_text import caption_text
from indexer.readers.reader import Reader
from indexer.readers.source import Source
from indexer.readers.speech.segments import voice_label
from indexer.turns.layout import Example

_CLOCK = r"(?:\d{1,3}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?"
_LINE = re.compile(
    rf"[ \t]{{0,8}}\[(?:(?P<start>{_CLOCK}) {{0,2}}-?-> {{0,2}}(?P<end>{_CLOCK})"
    r"|(?P<start_seconds>\d{1,6}\.\d{1,3})s -> (?P<end_seconds>\d{1,6}\.\d{1,3})s)\][ \t]{0,8}(?P<text>\S.*)?"
)
_VOICE = re.compile(r"\(speaker (?P<voice>\?|\d{1,4})\)[ \t]*")
_TURN = "[SPEAKER_TURN]"
_LOG = re.compile(r"(?:whisper_|main: |system_info|ggml_|output_\w+: ).*")
_HEAD = 8_000
_LEAST_LINES = 2


def recognises(source: Source) -> bool:
    """Segments on most lines, from the first one on; before it, the program tells of itself."""
    lines = source.data[:_HEAD].decode("utf-8", "replace").lstrip("\ufeff").splitlines()
    found = [at for at, line in enumerate(lines) if (match := _LINE.fullmatch(line)) and match["text"]]
    rest = [line for line in lines[found[0] :] if line.strip()] if found else []
    is_whole = len(source.data) <= _HEAD and len(rest) == len(found)
    return len(found) * 2 > len(rest) and (len(found) >= _LEAST_LINES or is_whole)


def read(source: Source) -> list[Document]:
    """A single document.

    Raises:
        InputRefused: without words.
    """
    return [document_of(READER.format, source, _cues(caption_text(source)))]


def _cues(text: str) -> Iterator[Cue]:
    cue: tuple[float, float | None, list[str]] | None = None
    for line in text.lstrip("\ufeff").split("\n"):
        match = _LINE.fullmatch(line)
        if match is None:
            if cue is not None and not _LOG.fullmatch(line):
                cue[2].append(line)
            continue
        is_other_voice = False
        if cue is not None:
            is_other_voice = cue[2][-1].rstrip().endswith(_TURN)
            yield _cue(*cue)
        start, end = (
            clock_seconds(match[name]) if match[name] else float(match[f"{name}_seconds"])
            for name in ("start", "end")
        )
        cue = (start or 0.0, end, [(">> " if is_other_voice else "") + (match["text"] or "")])
    if cue is not None:
        yield _cue(*cue)


def _cue(start: float, end: float | None, lines: list[str]) -> Cue:
    words = "\n".join(lines).replace(_TURN, "")
    voice = _VOICE.match(words)
    if voice is None:
        return Cue(start, plain_lines(words), end)
    label = "" if voice["voice"] == "?" else voice_label(voice["voice"])
    return Cue(start, plain_lines(words[voice.end() :], label), end)


_EXAMPLE = Example(
    "whisper-log",
    "[00:00:00.000 --> 00:00:02.000]   (speaker 0) Why?\n[00:00:02.000 --> 00:00:03.000]   (speaker 1) Because.\n",
    "what Whisper, whisper.cpp and faster-whisper print",
    "`[00:00:00.000 --> 00:00:02.000] (speaker 0) Hi.`; else as in SRT",
)
READER = Reader("whisper-log", 33, recognises, read, (), {}, (_EXAMPLE,), is_own_parser=True)
