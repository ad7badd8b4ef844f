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
_NAMED = re.compile(r'\d{1,9} "(?P<voice>[^"\n]{1,200})"(?: \(\d{1,20}\))?')
"""The name of a cue with its speaker, as Webex writes it: `1 "Jane Doe" (3217582592)`."""
_CHANGE_INSIDE = re.compile(r"(?<=\S)[ \t]+(?=>>)")


def marked_cues(blocks: Iterable[TimedBlock]) -> Iterator[Cue]:
    """The cues of a text, without those that show the cue before again and highlight another word of it."""
    lines: tuple[CueLine, ...] = ()
    text = ""
    for block in blocks:
        before, text_before = lines, text
        lines, text = marked_lines(block.text, _voice_of(block.name)), block.text
        is_highlight = lines == before and text != text_before and _HIGHLIGHT.search(text) is not None
        if not is_highlight:
            yield Cue(block.start, lines, block.end)


def _voice_of(name: str) -> str | None:
    """The speaker in the name of a cue; None where it holds none."""
    match = _NAMED.fullmatch(name)
    return " ".join(match["voice"].split()) if match else None


def marked_lines(text: str, voice: str | None = None) -> tuple[CueLine, ...]:
    """The lines of a cue with their voices and without markup; a line for each `>>`. `voice` is that of the whole cue.

    WebVTT's voice tag holds for what follows it up to `</v>`, the next voice or the end of the cue:
    https://www.w3.org/TR/webvtt1/#webvtt-cue-voice-span
    """
    return tuple(line for spoken, words in _voices(text, voice) for line in plain_lines(_clean(words), spoken))


def _voices(cue: str, voice: str | None) -> Iterator[tuple[str | None, str]]:
    start = 0
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
