"""Whether a line begins like a turn: the forms in which transcripts name a speaker, each line by itself.

`SECRETARY BLINKEN:`, `Q`, `**Name:**`, `Name (Organisation):`, `[00:12:34] Name:`, `Name:`, and a name on a line of its
own, perhaps with a time.
"""

import re
from typing import Literal, TypeAlias

import msgspec

from indexer.languages import layout_words
from indexer.turns.lines import Line

Form: TypeAlias = Literal["capitals", "bare", "bold", "timed", "affiliated", "name", "own line"]


class Opening(msgspec.Struct, frozen=True):
    """What may open a turn: the form, the label, and the offsets of the label and of the words after it.

    `time` is in seconds from the beginning of the recording.
    """

    form: Form
    label: str
    start: int
    body: int
    time: float | None = None


_LONGEST = 100
_CLOCK = r"(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,3}):(?P<seconds>\d{2}(?:[.,]\d{1,3})?)"
_LEADING_TIME = re.compile(rf"(?P<bracket>[\[(<])?{_CLOCK}[\])>]?(?:[\s\xa0]+|$)(?:[-–—|][\s\xa0]+)?")
_TRAILING_TIME = re.compile(rf"[\s\xa0]+[\[(<]?{_CLOCK}[\])>]?$")
_TIME_AFTER_COLON = re.compile(rf"[\s\xa0]*[\[(]{_CLOCK}[\])]")
# The time at which the event began may precede its first label: `2:29 P.M. EST THE VICE PRESIDENT:`.
_TIME_OF_DAY = re.compile(r"\d{1,2}:\d{2}[ \xa0][AP]\.M\.[ \xa0][A-Z]{2,4}[ \xa0]+(?=[A-Z])")
_BARE = re.compile(r"Q(?=[ \xa0\t]{2,}|[ \xa0\t][A-Z(“\"—–…*]|$)")
_EMPHASIS = re.compile(r"\*{1,3}|__?|</?(?:b|strong|em|i)>", re.IGNORECASE)
_PARENTHESIS = re.compile(r"[\s\xa0]*\([^()]{1,80}(?:\([^()]{0,80}\)[^()]{0,40})?\)$")
_CAPITAL_WORD = re.compile(r"(?:Mc|Mac|O[’'])?[^\W\d_][^\s\d_]*|#?\d{1,3}|&|[-–—]")
_NAME_WORD = re.compile(r"[^\W\d_][^\s,;!?\d_]*,?|#?\d{1,3}")


def opening_of(line: Line) -> Opening | None:
    """The opening with which a line begins, or None."""
    text = line.text
    at, label_start, time = 0, 0, None
    if leading := _leading_time(text):
        at, time = leading.end(), _seconds(leading)
    elif clock := _TIME_OF_DAY.match(text):
        at = label_start = clock.end()
    emphasis = _EMPHASIS.match(text, at)
    parts = _emphasised(text, emphasis) if emphasis else None
    if parts is None:
        parts = _plain(text, at)
    if parts is None:
        return None
    marked_form, label, body = parts
    if trailing := _TRAILING_TIME.search(label):
        label, time = label[: trailing.start()], _seconds(trailing)
    label = " ".join(label.strip(" \xa0\t-–—").split())
    if not label or label.casefold().replace("’", "'").rstrip(".") in layout_words().no_labels:
        return None
    if after := _TIME_AFTER_COLON.match(text, body):
        body, time = after.end(), _seconds(after)
    form = _form(marked_form, label, timed=time is not None)
    return Opening(form, label, line.start + label_start, line.start + body, time) if form else None


def is_time(text: str) -> bool:
    """Whether a line holds a time of the recording and nothing else."""
    leading = _leading_time(text)
    return leading is not None and leading.end() == len(text)


def _leading_time(text: str) -> re.Match[str] | None:
    """A time at the beginning of a line. Without brackets it needs hours: `3:05 P.M.` is no time of the recording."""
    leading = _LEADING_TIME.match(text)
    return leading if leading and (leading["bracket"] or leading["hours"]) else None


def _emphasised(text: str, opening: re.Match[str]) -> tuple[Form, str, int] | None:
    closing = opening.group() if opening.group()[0] != "<" else opening.group().replace("<", "</")
    end = text.find(closing, opening.end(), opening.end() + _LONGEST)
    if end < 0:
        return None
    inside, body = text[opening.end() : end].strip(), end + len(closing)
    if text[body : body + 1] == ":":
        return "bold", inside, body + 1
    if inside.endswith(":"):
        return "bold", inside[:-1], body
    return ("own line", inside, body) if body == len(text) else None


def _plain(text: str, at: int) -> tuple[Form, str, int] | None:
    if bare := _BARE.match(text, at):
        return "bare", "Q", bare.end()
    depth = 0
    for position in range(at, min(len(text), at + _LONGEST)):
        character = text[position]
        if character in "()":
            depth += 1 if character == "(" else -1
        elif character == ":" and depth <= 0 and (position + 1 == len(text) or text[position + 1].isspace()):
            return "name", text[at:position], position + 1
    return ("own line", text[at:], len(text)) if len(text) - at <= 60 else None


def _form(form: Form, label: str, *, timed: bool) -> Form | None:
    """The form in view of the label itself; None if it cannot be a label."""
    bare = _PARENTHESIS.sub("", label)
    capitals = is_capitals(bare)
    if (not capitals and not is_name(bare)) or (form == "own line" and label[-1] in ".!?,;"):
        return None
    if form in {"bare", "bold", "own line"}:
        return form
    if capitals:
        return "capitals"
    if timed:
        return "timed"
    return "affiliated" if bare != label else "name"


def is_capitals(label: str) -> bool:
    """Whether a label is set in capitals, as MS. PSAKI, MR. McDONALD and OFFICIAL #2 are."""
    particles = layout_words().particles
    words = label.replace("\xa0", " ").split()
    return (
        1 <= len(words) <= 10
        and words[0][0].isalpha()
        and all(
            word in particles
            if word.islower()
            else _CAPITAL_WORD.fullmatch(word) and _without_prefix(word) == _without_prefix(word).upper()
            for word in words
        )
    )


def is_name(label: str) -> bool:
    """Whether a label could be a name or post in running script: up to seven words, capitalised."""
    particles = layout_words().particles
    words = label.replace("\xa0", " ").split()
    return (
        1 <= len(words) <= 7
        and words[0][0].isupper()
        and words[-1] not in particles
        and all(
            _NAME_WORD.fullmatch(word) and (not word[0].isalpha() or word[0].isupper() or word in particles)
            for word in words
        )
    )


def _without_prefix(word: str) -> str:
    for prefix in ("Mc", "Mac"):
        if word.startswith(prefix) and len(word) > len(prefix):
            return word[len(prefix) :]
    return word


def _seconds(match: re.Match[str]) -> float | None:
    hours, minutes, seconds = match["hours"], match["minutes"], match["seconds"]
    return int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds.replace(",", "."))
