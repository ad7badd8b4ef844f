"""The cues and segments of captions and speech-to-text, read by a few lines a format, independently of the readers.

They are the gold of times: what is said, and when it begins. Labels and marks in them do no harm (see `hit_times`).
"""

import html
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import msgspec

_CLOCK = r"(?:(\d+):)?(\d{1,2}):(\d{1,2}(?:[.,:;]\d+)?)"
_ARROW = re.compile(rf"^\s*{_CLOCK}(?:\s*-->|,\d+:\d\d:\d\d)[^\n]*\n", re.MULTILINE)
_LINE = re.compile(rf"^(?:Dialogue:[^,\n]*,{_CLOCK},(?:[^,\n]*,){{7}}|\[{_CLOCK}\])([^\n]*)$", re.MULTILINE)
_PARAGRAPH = re.compile(r'<(?:tt:)?p\b[^>]*\bbegin="([^"]*)"[^>]*>(.*?)</(?:tt:)?p>', re.DOTALL)
_SYNC = re.compile(r"<sync\s+start=\W?(\d+)[^>]*>(.*?)(?=<sync|</body|\Z)", re.DOTALL | re.IGNORECASE)
_CITED = re.compile(rf"<time>\s*{_CLOCK}\s*</time>(.*?)(?=<cite|<time|\Z)", re.DOTALL)
"""Podcast Index's HTML: a time, then the paragraphs that are said."""
_TICKS = 10_000_000
"""Ticks a second in TTML, where the file does not say."""
_TAG = re.compile(r"<[^<>\n]{0,200}>|\{\\[^{}\n]{0,200}\}")
_WORD = re.compile(r"[^\W_]+")
_TEXTS = ("text", "body", "content", "value", "punctuated_word", "word", "transcript", "Content", "name")
_STARTS = (
    "start",
    "start_time",
    "startTime",
    "ts",
    "begin",
    "offset",
    "time",
    "start_timestamp_millis",
    "BeginOffsetMillis",
)
_LEAST_REPEATED, _MOST_REPEATED = 3, 60
"""How many words at least a rolling caption shows again, and how many words are looked at for it."""
_ROLLING = 0.3
"""From which share of cues that begin with words of those before captions are rolling: people repeat themselves."""
_ALTERNATIVES = "alternatives"
_MANY_MILLISECONDS = 60
"""A greater median between whole numbers is one of milliseconds."""


class Cue(msgspec.Struct, frozen=True):
    """The words of a cue in lower case, and the seconds at which it begins."""

    time: float
    words: tuple[str, ...]


def cues_of(path: Path) -> list[list[Cue]]:
    """The cues of a file, in the order of their times; a list for each level: segments, and their words.

    Empty where the file has none, is in another format, or in an archive.
    """
    if not path.is_file():
        return []
    data = path.read_bytes()
    text = _decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    if path.suffix.lower() == ".json":
        try:
            levels = _levels(json.loads(text))
        except (ValueError, RecursionError):
            return []
    else:
        levels = [[*_arrows(text)] or [*_lines(text)] or [*_paragraphs(text)]]
    in_order = [sorted(level, key=lambda cue: cue.time) for level in levels if level]
    return in_order if path.suffix.lower() == ".json" else [_rolled_up(level) for level in in_order]


def _rolled_up(cues: list[Cue]) -> list[Cue]:
    """The cues; of rolling captions, without the words at their beginning that are shown again."""
    rolled = [*_without_repeated(cues)]
    shortened = sum(len(cue.words) < len(whole.words) for cue, whole in zip(rolled, cues, strict=True))
    return rolled if shortened > _ROLLING * len(cues) else cues


def _without_repeated(cues: list[Cue]) -> Iterator[Cue]:
    shown: tuple[str, ...] = ()
    for cue in cues:
        most = min(len(shown), len(cue.words))
        sizes = range(most, _LEAST_REPEATED - 1, -1)
        again = next((size for size in sizes if shown[-size:] == cue.words[:size]), 0)
        yield Cue(cue.time, cue.words[again:])
        shown = (*shown, *cue.words[again:])[-_MOST_REPEATED:]


def _decoded(data: bytes) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as cues have them."""
    return tuple(word.casefold() for word in _WORD.findall(text.replace("’", "").replace("'", "")))


def _words_in_markup(text: str) -> tuple[str, ...]:
    return words_of(html.unescape(re.sub(r"<[^<>]*>", " ", text)))


def _arrows(text: str) -> Iterator[Cue]:
    """The cues of WebVTT, SubRip and SBV: a line with both times, then words up to a blank line or the next times."""
    heads = [*_ARROW.finditer(text)]
    for number, head in enumerate(heads):
        following = heads[number + 1 : number + 2]
        words = text[head.end() : following[0].start() if following else len(text)].partition("\n\n")[0]
        yield Cue(_seconds(*head.groups()), words_of(html.unescape(_TAG.sub(" ", words))))


def _lines(text: str) -> Iterator[Cue]:
    """The lines of SubStation Alpha and LRC."""
    for match in _LINE.finditer(text):
        clock = match.groups()[:3] if match[2] else match.groups()[3:6]
        yield Cue(_seconds(*clock), words_of(_TAG.sub(" ", match[7].replace("\\N", " ").replace("\\n", " "))))


def _paragraphs(text: str) -> Iterator[Cue]:
    """The paragraphs of TTML, SAMI and Podcast Index's HTML."""
    for match in _PARAGRAPH.finditer(text):
        begin = match[1]
        clock = re.fullmatch(_CLOCK, begin)
        ticks = int(begin[:-1]) / _TICKS if re.fullmatch(r"\d+t", begin) else None
        time = _seconds(*clock.groups()) if clock else _number(begin) if ticks is None else ticks
        if time is not None:
            yield Cue(time, _words_in_markup(match[2]))
    for match in _CITED.finditer(text):
        yield Cue(_seconds(*match.groups()[:3]), _words_in_markup(match[4]))
    for match in _SYNC.finditer(text):
        yield Cue(int(match[1]) / 1000, _words_in_markup(match[2]))


def _seconds(hours: str | None, minutes: str, seconds: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + float(re.sub(r"[,:;]", ".", seconds))


def _levels(data: Any) -> list[list[Cue]]:
    """The objects with a text and a start, by the keys on the way to them."""
    levels: dict[str, list[tuple[float, str]]] = {}
    waiting: list[tuple[str, Any]] = [("", data)]
    while waiting:
        way, value = waiting.pop()
        if isinstance(value, list):
            # The last is taken first: words of one time stay in their order.
            waiting += [(way, item) for item in reversed(value)]
        elif isinstance(value, dict):
            waiting += [(f"{way}/{key}", item) for key, item in value.items()]
            # AWS and Speechmatics have the word in the first of its alternatives.
            texts = [value, *(value[_ALTERNATIVES][:1] if isinstance(value.get(_ALTERNATIVES), list) else [])]
            text = next((of[key] for of in texts for key in _TEXTS if isinstance(of.get(key), str)), None)
            start = next((at for key in _STARTS if (at := _number(value.get(key))) is not None), None)
            if text is not None and start is not None:
                levels.setdefault(way, []).append((start, text))
    return [[Cue(start / _unit(level), words_of(text)) for start, text in level] for level in levels.values()]


def _unit(level: list[tuple[float, str]]) -> float:
    starts = sorted(start for start, _ in level)
    steps = [after - before for before, after in pairwise(starts)]
    whole = all(start.is_integer() for start in starts)
    return 1000.0 if whole and steps and median(steps) > _MANY_MILLISECONDS else 1.0


def _number(value: Any) -> float | None:
    if isinstance(value, dict):
        # Google writes a duration as an object, or as "1.5s".
        seconds, nanos = _number(value.get("seconds", 0)), _number(value.get("nanos", 0))
        return None if seconds is None or nanos is None else seconds + nanos / 1e9
    try:
        return None if isinstance(value, bool) else float(str(value).removesuffix("s"))
    except ValueError:
        return None
