"""Whether a line begins like a turn: the forms in which transcripts name a speaker. One line at a time.

`SECRETARY BLINKEN:`, `Q`, `**Name:**`, `Name (Organisation):`, `[00:12:34] Name:`, `Name:`, and a name on a
line of its own, perhaps with a time.
"""

import re
from typing import Literal, TypeAlias

import msgspec

from indexer.languages import layout_words
from indexer.turns.lines import Line

Form: TypeAlias = Literal["capitals", "bare", "bold", "timed", "affiliated", "name", "own line"]


class Mark(msgspec.Struct, frozen=True):
    """What may open a turn: how, whose label, where it begins and where the words behind it begin.

    `time` is in seconds.
    """

    form: Form
    label: str
    start: int
    body: int
    time: float | None = None


_LONGEST = 100
_CLOCK = r"(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,3}):(?P<seconds>\d{2}(?:[.,]\d{1,3})?)"
_TIME_AHEAD = re.compile(rf"(?P<bracket>[\[(<])?{_CLOCK}[\])>]?(?:[\s\xa0]+|$)(?:[-–—|][\s\xa0]+)?")
_TIME_BEHIND = re.compile(rf"[\s\xa0]+[\[(<]?{_CLOCK}[\])>]?$")
_TIME_AFTER_COLON = re.compile(rf"[\s\xa0]*[\[(]{_CLOCK}[\])]")
# The time at which the event began may stand before its first label: `2:29 P.M. EST THE VICE PRESIDENT:`.
_TIME_OF_DAY = re.compile(r"\d{1,2}:\d{2}[ \xa0][AP]\.M\.[ \xa0][A-Z]{2,4}[ \xa0]+(?=[A-Z])")
_BARE = re.compile(r"Q(?=[ \xa0\t]{2,}|[ \xa0\t][A-Z(“\"—–…*]|$)")
_OPENING = re.compile(r"\*{1,3}|__?|</?(?:b|strong|em|i)>", re.IGNORECASE)
_PARENTHESIS = re.compile(r"[\s\xa0]*\([^()]{1,80}(?:\([^()]{0,80}\)[^()]{0,40})?\)$")
_CAPITAL_WORD = re.compile(r"(?:Mc|Mac|O[’'])?[^\W\d_][^\s\d_]*|#?\d{1,3}|&|[-–—]")
_NAME_WORD = re.compile(r"[^\W\d_][^\s,;!?\d_]*,?|#?\d{1,3}")


def mark(line: Line) -> Mark | None:
    """The mark that a line begins with, or None."""
    text = line.text
    at, dated, time = 0, 0, None
    if ahead := _time_ahead(text):
        at, time = ahead.end(), _seconds(ahead)
    elif clock := _TIME_OF_DAY.match(text):
        at = dated = clock.end()
    emphasis = _OPENING.match(text, at)
    found = _emphasised(text, emphasis) if emphasis else None
    if found is None:
        found = _plain(text, at)
    if found is None:
        return None
    form, label, body = found
    if behind := _TIME_BEHIND.search(label):
        label, time = label[: behind.start()], _seconds(behind)
    label = " ".join(label.strip(" \xa0\t-–—").split())
    if not label or label.casefold().replace("’", "'").rstrip(".") in layout_words().no_labels:
        return None
    if after := _TIME_AFTER_COLON.match(text, body):
        body, time = after.end(), _seconds(after)
    stands = _form(form, label, timed=time is not None)
    return Mark(stands, label, line.start + dated, line.start + body, time) if stands else None


def is_time(text: str) -> bool:
    """Whether a line holds a time of the recording and nothing else."""
    ahead = _time_ahead(text)
    return ahead is not None and ahead.end() == len(text)


def _time_ahead(text: str) -> re.Match[str] | None:
    """A time at the head of a line; without brackets it needs hours, or `3:05 P.M.` would be one."""
    ahead = _TIME_AHEAD.match(text)
    return ahead if ahead and (ahead["bracket"] or ahead["hours"]) else None


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
    for place in range(at, min(len(text), at + _LONGEST)):
        character = text[place]
        if character in "()":
            depth += 1 if character == "(" else -1
        elif character == ":" and depth <= 0 and (place + 1 == len(text) or text[place + 1].isspace()):
            return "name", text[at:place], place + 1
    return ("own line", text[at:], len(text)) if len(text) - at <= 60 else None


def _form(form: Form, label: str, *, timed: bool) -> Form | None:
    """The form that stands when the label is looked at; None where it is no label at all."""
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
