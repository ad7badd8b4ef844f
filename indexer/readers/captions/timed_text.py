"""Captions as text: a line with times, then the lines that are shown, up to the next line with times.

The times alone divide cues. Files have blank lines inside cues and after times, no blank lines between cues, and
numbers that are missing or double; the libraries `srt` and `webvtt-py` refuse such files or lose words of them.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from indexer.errors import InputRefused
from indexer.readers.captions.clock import clock_seconds
from indexer.readers.source import Source, decode

_TIME = r"-?\d[\d:.,;]{0,60}"
ARROW = re.compile(rf"\s*(?P<start>{_TIME})[ \t]*-{{1,3}}>[ \t]*(?P<end>{_TIME})?")
"""A line with times in SRT and WebVTT; settings may follow."""
_LIKE_TIMES = re.compile(r"\s*-?\d{1,6}\s*:\s*\d[^\n]{0,80}-->")
_COMMENT = re.compile(r"(?:NOTE(?:\s.*)?|STYLE|REGION)\s*")
_LONGEST_SHOWN = 60


class TimedBlock(msgspec.Struct, frozen=True):
    """The text of a cue with its markup, and the number or name before its times, if there is one."""

    start: float
    end: float | None
    text: str
    number: int | None = None
    name: str = ""


class _Times(msgspec.Struct, frozen=True):
    """A line with times."""

    line: int
    start: float
    end: float | None


def caption_text(source: Source) -> str:
    """The text of captions, its lines ended by a line feed alone.

    Raises:
        InputRefused: see `decode`.
    """
    return decode(source).replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")


def timed_blocks(
    source: Source, text: str, times: re.Pattern[str] = ARROW, *, has_names: bool = False
) -> list[TimedBlock]:
    """The cues of a text, in order. With `has_names` cues may be named and there may be comments, as in WebVTT.

    Raises:
        InputRefused: a line looks like times and cannot be read as such.
    """
    lines = text.split("\n")
    found = list(_times(source, lines, times))
    blocks: list[TimedBlock] = []
    number, name = (
        (_name(lines, -1, found[0].line, None)[1], _line_before(lines, found[0].line)) if found else (None, "")
    )
    for this, following in pairwise([*found, None]):
        if this is None:
            continue
        end, next_number = len(lines), None
        if following is not None:
            end, next_number = _name(lines, this.line, following.line, number, has_names=has_names)
        shown = lines[this.line + 1 : end]
        body = list(_without_comments(shown)) if has_names else shown
        blocks.append(TimedBlock(this.start, this.end, "\n".join(body), number, name if has_names else ""))
        number = next_number
        name = _line_before(lines, following.line) if following is not None and end < following.line else ""
    return blocks


def _times(source: Source, lines: Sequence[str], times: re.Pattern[str]) -> Iterator[_Times]:
    for index, line in enumerate(lines):
        match = times.match(line)
        start = clock_seconds(match["start"]) if match else None
        if match is not None and start is not None:
            yield _Times(index, start, clock_seconds(match["end"] or ""))
        elif _LIKE_TIMES.match(line):
            shown = line.strip()[:_LONGEST_SHOWN]
            raise InputRefused(
                source.name, f"line {index + 1} has times that cannot be read ({shown!r}); correct them."
            )


def _name(
    lines: Sequence[str], times: int, following: int, number: int | None, *, has_names: bool = False
) -> tuple[int, int | None]:
    """Where a cue ends that goes from the line `times` to the line `following`, and the number of the next one.

    The last line before times is the next cue's number or name if a blank line or the number says so.
    """
    last = following - 1
    while last > times and not lines[last].strip():
        last -= 1
    written = lines[last].strip() if last > times else ""
    is_next_to, is_first = last == following - 1, last == times + 1
    is_apart = last - 1 > times and not lines[last - 1].strip()
    if written.isascii() and written.isdecimal() and len(written) <= 9:
        value = int(written)
        is_due = number is not None and value == number + 1
        if is_due or times < 0 or (is_next_to and (is_apart or (is_first and number is None))):
            return last, value
    # A cue whose words come after a blank line has no other words before its end.
    is_name = has_names and is_next_to and last - 1 > times and not lines[last - 1]
    if is_name and any(line.strip() for line in lines[times + 1 : last]):
        return last, None
    return following, None


def _line_before(lines: Sequence[str], times: int) -> str:
    return lines[times - 1].strip() if times > 0 else ""


def _without_comments(lines: Sequence[str]) -> Iterator[str]:
    """The lines of a cue without comments, which begin after a blank line and end with one."""
    was_blank, is_comment = False, False
    for line in lines:
        is_comment = bool(line.strip()) and (is_comment or (was_blank and _COMMENT.fullmatch(line) is not None))
        was_blank = not line.strip()
        if not is_comment:
            yield line
