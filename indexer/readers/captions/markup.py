"""The markup inside cues of SRT, WebVTT and SBV: voices, tags, times and entities."""

import html
import re
from collections.abc import Iterable, Iterator

from indexer.readers.captions.cue import Cue, CueLine, plain_lines
from indexer.readers.captions.timed_text import TimedBlock

_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,100})?[ \t]+(?P<name>[^<>\n]{1,200})>|(?P<end></v>)", re.IGNORECASE)
_BREAK = re.compile(r"<br[ \t]*/?>|\\[Nn](?![a-z])", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>|<\d[\d:.]{3,15}>|\{\\[^{}\n]{0,200}\}")
_HIGHLIGHT = re.compile(r"<(?:u|b|font)\b", re.IGNORECASE)
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_CHANGE_INSIDE = re.compile(r"(?<=\S)[ \t]+(?=>>)")


def marked_cues(blocks: Iterable[TimedBlock]) -> Iterator[Cue]:
    """The cues of a text, without those that show the cue before again and highlight another word of it."""
    lines: tuple[CueLine, ...] = ()
    text = ""
    for block in blocks:
        before, text_before = lines, text
        lines, text = marked_lines(block.text), block.text
        is_highlight = lines == before and text != text_before and _HIGHLIGHT.search(text) is not None
        if not is_highlight:
            yield Cue(block.start, lines, block.end)


def marked_lines(text: str) -> tuple[CueLine, ...]:
    """The lines of a cue with their voices and without markup; a line for each `>>`.

    WebVTT's voice tag holds for what follows it up to `</v>`, the next voice or the end of the cue:
    https://www.w3.org/TR/webvtt1/#webvtt-cue-voice-span
    """
    return tuple(line for voice, words in _voices(text) for line in plain_lines(_clean(words), voice))


def _voices(cue: str) -> Iterator[tuple[str | None, str]]:
    start, voice = 0, None
    for match in _VOICE.finditer(cue):
        yield voice, cue[start : match.start()]
        start = match.end()
        if match["end"] is None:
            voice = " ".join(html.unescape(match["name"]).split())
        else:
            voice = None if voice is None else ""
    yield voice, cue[start:]


def _clean(text: str) -> str:
    plain = html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))
    return _CHANGE_INSIDE.sub("\n", _INVISIBLE.sub("", plain))
