"""Cues of captions as turns of gold: labels, changes of speaker and sounds by a few plain rules.

A label is in capitals, or, where most cues begin with one, a name and a colon. `>>` and a dash begin the words of
somebody else. Brackets around a whole line or cue, and notes, are sounds.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from eval.reading.markup.gold import MarkupTurn, procedure

_CAPITALS = re.compile(r"(?:>> *)?([A-Z][A-Z0-9 .'&-]+(?:\([^()]*\))?):(?=\s|$|[A-Z])")
_NAME = re.compile(r"(?:>> *)?([A-Z][A-Za-z]+(?: [A-Z][A-Za-z.]+| \d+)?):(?=\s|$)")
_CHANGE = re.compile(r"(?:>>+|[-–—](?=\s|[^\s\d–—-])) *")
_SOUND = re.compile(r"\s*(?:\[[^][]*\]|\([^()]*\)|[♪#].*[♪#]|♪.*):?\s*")
_PERSON = re.compile(r"(?!MAN|WOMAN|BOY|GIRL|ACTOR)(?:[A-Z][a-z]+ [A-Z][a-z]+|[A-Z]+ [A-Z]+)")


class GoldCue(msgspec.Struct, frozen=True):
    """The time in seconds and the lines of a cue; `voice` is a speaker in the markup, "" nobody, None not stated."""

    time: float
    lines: tuple[str, ...]
    voice: str | None = None


def turns_of(cues: Sequence[GoldCue]) -> tuple[MarkupTurn, ...]:
    """The turns; consecutive cues of one speaker are one."""
    firsts = [cue.lines[0] for cue in cues if cue.lines]
    names = sum(_NAME.match(line) is not None for line in firsts) * 2 > len(firsts)
    label, turns, words, time = "", list[MarkupTurn](), list[str](), 0.0
    is_new = True

    def close() -> None:
        if words:
            name = label if _PERSON.fullmatch(label) else None
            continues = bool(turns) and not is_new
            turns.append(
                MarkupTurn((label,), " ".join(words), name, None if continues else time, continues=continues)
            )
            words.clear()

    before = ""
    for cue in cues:
        pieces = list(_pieces(cue, before, names=names))
        before = cue.lines[-1] if cue.lines else before
        for said, is_change, text, is_sound in pieces:
            if is_change and (said != label or not said):
                close()
                label, is_new = said, True
            if is_sound:
                had_words = bool(words)
                close()
                is_new = is_new and not had_words
                turns.append(procedure(text))
                continue
            if not words:
                time = cue.time
            words.append(text)
    close()
    return tuple(turns)


def _pieces(cue: GoldCue, before: str, *, names: bool) -> Iterator[tuple[str, bool, str, bool]]:
    """The label, whether it begins a turn, the words, and whether they are a sound."""
    if cue.voice is not None:
        yield cue.voice, True, " ".join(cue.lines), _SOUND.fullmatch(" ".join(cue.lines)) is not None
        return
    if cue.lines and _SOUND.fullmatch(" ".join(cue.lines)):
        yield "", False, " ".join(cue.lines), True
        return
    dashes = sum(line.startswith("-") for line in cue.lines)
    for number, line in enumerate(cue.lines):
        after_sentence = (cue.lines[number - 1] if number else before)[-1:] in {"", *'.?!…)]"”'}
        for part in re.split(r"\s+(?=>>)", line):
            label = _CAPITALS.match(part) or (_NAME.match(part) if names else None)
            change = _CHANGE.match(part)
            if change and "-" in change[0] and not (dashes > 1 or after_sentence):
                change = None
            rest = part[label.end() :] if label else part[change.end() :] if change else part
            said = label[1] if label else ""
            if rest.strip() or label:
                yield (
                    said,
                    bool(label or change),
                    rest.strip(),
                    _SOUND.fullmatch(rest) is not None if rest else False,
                )


def date_of(path: Path) -> datetime.date | None:
    """The day in the name of the file: captions have no other."""
    day = re.search(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)", path.name)
    return datetime.date.fromisoformat(day[0]) if day else None
