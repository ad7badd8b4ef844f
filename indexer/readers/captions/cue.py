"""A cue, as every format of captions is read into: a time, and the lines that are shown from then on."""

import re

import msgspec

_SPACES = re.compile(r"[ \t]{2,}")


class CueLine(msgspec.Struct, frozen=True):
    """A line of a cue without markup.

    `voice` is the speaker whom the format names in its markup or in a field; "" says that nobody is named where others
    are, None that the format names nobody, so that the words of the line may.
    """

    text: str
    voice: str | None = None


class Cue(msgspec.Struct, frozen=True):
    """What is shown from `start` to `end`, in seconds from the beginning of the recording."""

    start: float
    lines: tuple[CueLine, ...]
    end: float | None = None


def plain_lines(text: str, voice: str | None = None) -> tuple[CueLine, ...]:
    """The lines of a text without markup that have words, all of one voice."""
    return tuple(
        CueLine(line, voice) for line in (_SPACES.sub(" ", part).strip() for part in text.split("\n")) if line
    )
