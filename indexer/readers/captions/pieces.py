"""The words of cues, piece by piece: who says them as far as the cue tells, and whether they are words at all.

Labels in lines (`Nina Brook: Hi`, `>> NINA BROOK: HI`, `(Nina Brook)`) are decided over all cues as in running text.
`>>`, the mark of a new speaker in U.S. broadcasting, and the dashes of dialogues separate speakers without naming them.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from indexer.readers.captions.cue import Cue, CueLine
from indexer.readers.captions.sounds import sound_length
from indexer.turns.lines import Line, begins_sentence
from indexer.turns.openings.candidates import Candidate
from indexer.turns.openings.decision import Decision, decide

_CHEVRONS = re.compile(r"\s*>>+[ \t]*")
_DASH = re.compile(r"\s*[-–—‐‑](?![-–—\d])[ \t]*")
_MARKS_OF_RECORDS = frozenset({"stop", "dash"})
"""Marks of labels in records alone: a name and a full stop, or a stop and a dash."""
_MOST_CUES = 3
"""Names alone on a line are labels if one cue of so many has one."""
_MOST_SOUND_LINES = 8
_OPENERS = frozenset("¿¡[(\"“«‘'…")


class Piece(msgspec.Struct, frozen=True):
    """Words of a cue: `label` is None if the cue marks no change of speaker, "" if it marks one without a name.

    A `doubtful` piece holds a label that was not read as such. A `sound` is nobody's words: its label is that of the
    words after it.
    """

    label: str | None
    text: str
    time: float
    doubtful: bool = False
    sound: bool = False


def decision_of(cues: Sequence[Cue]) -> Decision:
    """Which lines without a voice open turns. The index of a line counts them, and a blank one after each cue.

    A cue may end anywhere, and its lines are short: what is a label in a record need not be one here.
    """
    decision = decide(list(_decidable(cues)), has_sentences=False)
    counts = Counter(candidate.key for candidate in decision.openings)
    names = sum(_is_plain_line(candidate) for candidate in decision.openings)
    may_be_line = names * _MOST_CUES >= len(cues)
    dressed = {candidate.key for candidate in decision.openings if candidate.dress == "chevron"}
    # Where `>>` stands before half of the labels, it stands before all.
    has_chevrons = sum(counts[key] for key in dressed) * 2 >= max(1, len(decision.openings))
    openings, unread = list[Candidate](), list(decision.unread)
    for candidate in decision.openings:
        if candidate.mark in _MARKS_OF_RECORDS or (_is_plain_line(candidate) and not may_be_line):
            continue
        is_phrase = candidate.shape == "phrase" and not candidate.words.capitals and counts[candidate.key] == 1
        is_other = has_chevrons and candidate.key not in dressed
        (unread if not candidate.dress and (is_phrase or is_other) else openings).append(candidate)
    unread.sort(key=lambda candidate: candidate.line)
    return Decision(tuple(openings), tuple(unread))


def _is_plain_line(candidate: Candidate) -> bool:
    """Whether a name is alone on a line, without brackets or a time."""
    return candidate.mark == "line" and not candidate.dress and candidate.time is None


def _decidable(cues: Sequence[Cue]) -> Iterator[Line]:
    """The lines without a voice, each cue followed by a blank line; offsets are those of the lines joined."""
    offset = 0
    for cue in cues:
        for line in cue.lines:
            if line.voice is None:
                yield Line(offset, line.text)
                offset += len(line.text) + 1
        yield Line(offset, "")
        offset += 1


def pieces_of(cues: Sequence[Cue], decision: Decision) -> Iterator[Piece]:
    """The pieces of all cues, in order."""
    openings = {candidate.line: candidate for candidate in decision.openings}
    unread = {candidate.line for candidate in decision.unread}
    index = 0
    had_voice = False
    before = ""
    for cue in cues:
        marked = list(_marked(cue.lines, index, openings, before))
        before = cue.lines[-1].text if cue.lines else before
        for line, (written, unmarked) in enumerate(zip(marked, cue.lines, strict=True)):
            # Where voices are named, a cue without one is nobody's.
            if unmarked.voice is None and had_voice and written.label is None:
                marked[line] = msgspec.structs.replace(written, label="")
            had_voice = unmarked.voice is not None
        yield from _joined(marked, cue.start, unread)
        index += sum(line.voice is None for line in cue.lines) + 1


class _Marked(msgspec.Struct, frozen=True):
    """A line without its label or mark of a change; see `Piece`. `index` is that of the decision."""

    label: str | None
    text: str
    index: int


def _marked(
    lines: Sequence[CueLine], index: int, openings: dict[int, Candidate], before: str
) -> Iterator[_Marked]:
    """The lines of a cue; `before` is the last line of the cue before."""
    is_dialogue = sum(_DASH.match(line.text) is not None for line in lines) > 1
    voice: str | None = None
    is_changed = False
    for line in lines:
        opening = openings.get(index) if line.voice is None else None
        change = _CHEVRONS.match(line.text) or _dash(line.text, before, is_dialogue=is_dialogue)
        rest = line.text[change.end() :] if change else line.text
        label = "" if change else None
        if opening is not None:
            label, rest = opening.label, line.text[opening.body - opening.start :]
        elif line.voice is not None:
            # Another speaker inside the words of a voice has no name; a mark before the first words is the voice's own.
            label = line.voice if line.voice != voice or not change else ""
        if is_changed and label is None:
            label = ""
        # A mark on a line of its own is that of the next line.
        is_changed = label == "" and not rest.strip()
        yield _Marked(label, rest.strip(), -1 if line.voice is not None else index)
        voice, before = line.voice, line.text
        index += line.voice is None


def _dash(line: str, before: str, *, is_dialogue: bool) -> re.Match[str] | None:
    """The dash before the words of another speaker: of each of several lines, or between two sentences."""
    match = _DASH.match(line)
    if match is None:
        return None
    first = line[match.end() : match.end() + 1]
    begins = first in _OPENERS or (first.isalpha() and not first.islower())
    return match if is_dialogue or not first or (begins and (not before or begins_sentence(before))) else None


def _joined(lines: Sequence[_Marked], time: float, unread: set[int]) -> Iterator[Piece]:
    """The pieces of a cue: its lines joined up to the next change, without sounds."""
    first = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or (
            lines[index].label is not None and lines[index].label != _label(lines, first)
        ):
            yield from _run(lines[first:index], time, unread)
            first = index


def _label(lines: Sequence[_Marked], first: int) -> str | None:
    """The label of a run, None if every change is one: those without a name differ from each other."""
    return lines[first].label or None


def _run(lines: Sequence[_Marked], time: float, unread: set[int]) -> Iterator[Piece]:
    label = lines[0].label
    doubtful = any(line.index in unread for line in lines)
    words: list[str] = []
    index = 0
    while index < len(lines):
        texts = [line.text for line in lines[index : index + _MOST_SOUND_LINES]]
        length = sound_length(texts)
        if not length:
            words += texts[:1]
            index += 1
            continue
        if any(words):
            yield Piece(label, " ".join(filter(None, words)), time, doubtful)
            label, words = None, []
        yield Piece(label, " ".join(texts[:length]), time, doubtful, sound=True)
        label = None
        index += length
    if any(words) or label:
        yield Piece(label, " ".join(filter(None, words)), time, doubtful)
