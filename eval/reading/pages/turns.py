"""What a layout is: how it writes labels, and how it puts labels and words on lines."""

from collections.abc import Callable
from typing import Literal, TypeAlias

import msgspec

from eval.reading.gold import GoldTranscript, Person
from eval.reading.pages.page import LABEL, MARKUP, OTHER, Line, Piece, other, wrap

Medium: TypeAlias = Literal["text", "html", "captions"]

NOT_LATIN = frozenset({"uk", "ru", "bg", "el", "zh", "ja", "ko", "ar", "he"})


class Speaking(msgspec.Struct, frozen=True):
    """A turn to be written: who speaks, the position of the turn, and whether its person spoke the turn before last.

    `rank` is the position of the person in the order of how often they speak; `before` is the rank of the person of the
    turn before, or None.
    """

    person: Person
    rank: int
    ordinal: int
    paragraphs: tuple[str, ...]
    start_time: float
    before: int | None
    end_time: float


class Label(msgspec.Struct, frozen=True):
    """A label as it is written: `text` between the marks `left` and `right`.

    `also` are parts of `text` that count as the label too. `carries_name` is whether it holds the full name of the
    speaker.
    """

    text: str
    left: str = ""
    right: str = ":"
    also: tuple[str, ...] = ()
    carries_name: bool = False


LabelWriter: TypeAlias = Callable[[Speaking], Label]
TurnWriter: TypeAlias = Callable[[Speaking, Label], list[Line]]


class Layout(msgspec.Struct, frozen=True):
    """A layout: how it writes labels and turns, and in which file.

    `languages` are those whose transcripts it can hold; none means every language in Latin letters. `head` is written
    before the first turn. A layout that is set aside is not for development.
    """

    name: str
    label: LabelWriter
    turn: TurnWriter
    suffix: str = ".txt"
    languages: tuple[str, ...] = ()
    head: Callable[[GoldTranscript], list[Line]] = lambda _: []
    medium: Medium = "text"
    set_aside: bool = False

    def holds(self, language: str) -> bool:
        """Whether the layout can hold a transcript in a language."""
        return language in self.languages if self.languages else language not in NOT_LATIN


def _label_piece(label: Label, gap: str) -> Piece:
    return Piece(f"{label.left}{label.text}{label.right}{gap}", LABEL)


def inline(gap: str = " ", *, blank: bool = True, indent: str = "", between: bool = True) -> TurnWriter:
    """The label before the words, on the same line; a blank line after each paragraph or, without `between`, turn."""

    def write(turn: Speaking, label: Label) -> list[Line]:
        lines: list[Line] = []
        for number, paragraph in enumerate(turn.paragraphs):
            lead = (Piece(indent, OTHER),) if indent else ()
            opening = (_label_piece(label, gap),) if number == 0 else ()
            lines.append((*lead, *opening, Piece(paragraph, turn.ordinal)))
            if blank and (between or number == len(turn.paragraphs) - 1):
                lines.append(())
        return lines

    return write


def own_line(*, gap: int = 0, blank: bool = True, indent: str = "", rule: str = "") -> TurnWriter:
    """The label on a line of its own, perhaps between rules or with blank lines after it, then the words."""

    def write(turn: Speaking, label: Label) -> list[Line]:
        rules = [other(rule)] if rule else []
        lines: list[Line] = [*rules, (_label_piece(label, ""),), *rules, *[()] * gap]
        lead = (Piece(indent, OTHER),) if indent else ()
        for paragraph in turn.paragraphs:
            lines.append((*lead, Piece(paragraph, turn.ordinal)))
            if blank:
                lines.append(())
        return lines if blank else [*lines, ()]

    return write


def printed(indent: int, width: int, gap: str = " ", *, blank: bool = False) -> TurnWriter:
    """Paragraphs indented by some spaces and broken at a width, as on printed pages."""
    write_line = inline(gap, blank=blank, indent=" " * indent)

    def write(turn: Speaking, label: Label) -> list[Line]:
        return [part for line in write_line(turn, label) for part in (wrap(line, width) if line else [()])]

    return write


def chat(first: str = "", following: str = "... ", words: int = 14) -> TurnWriter:
    """Minutes taken in a chat: a line for each stretch of words, continued under a mark."""

    def write(turn: Speaking, label: Label) -> list[Line]:
        lines: list[Line] = []
        for stretch in _stretches(turn.paragraphs, words):
            if lines:
                lines.append((Piece(following, OTHER), Piece(stretch, turn.ordinal)))
            else:
                lines.append((Piece(first, OTHER), _label_piece(label, " "), Piece(stretch, turn.ordinal)))
        return lines

    return write


def log(words: int = 18) -> TurnWriter:
    """A chat log: each line begins with the label again."""

    def write(turn: Speaking, label: Label) -> list[Line]:
        return [
            (_label_piece(label, " "), Piece(stretch, turn.ordinal))
            for stretch in _stretches(turn.paragraphs, words)
        ]

    return write


def tags(
    before: str, after: str, gap: str = " ", more: tuple[str, str] = ("<p>", "</p>"), end: str = ""
) -> TurnWriter:
    """HTML: the label between two pieces of markup, then the words; further paragraphs are between those of `more`.

    `before` opens the block and the label. `after` closes the label and, after a bar, opens what holds the words. `end`
    is written after the last paragraph.
    """
    label_end, _, words_begin = after.partition("|")

    def write(turn: Speaking, label: Label) -> list[Line]:
        lines: list[Line] = []
        for number, paragraph in enumerate(turn.paragraphs):
            pieces: tuple[Piece, ...] = (Piece(more[0], MARKUP),)
            if number == 0:
                pieces = (
                    Piece(before, MARKUP),
                    _label_piece(label, ""),
                    Piece(label_end, MARKUP),
                    Piece(gap, LABEL),
                    Piece(words_begin, MARKUP),
                )
            last = end if number == len(turn.paragraphs) - 1 else ""
            lines.append((*pieces, Piece(paragraph, turn.ordinal), Piece(more[1] + last, MARKUP)))
        return lines

    return write


def cues(clock: Callable[[float], str], *, voice: bool = False, words: int = 11) -> TurnWriter:
    """Captions: a turn in cues of a few words each; the first cue has the label."""

    def write(turn: Speaking, label: Label) -> list[Line]:
        lines: list[Line] = []
        stretches = list(_stretches(turn.paragraphs, words))
        step = (turn.end_time - turn.start_time) / len(stretches)
        for number, stretch in enumerate(stretches):
            begin = turn.start_time + number * step
            lines.append((Piece(f"{clock(begin)} --> {clock(begin + step)}", MARKUP),))
            opening: tuple[Piece, ...] = ()
            if voice:
                opening = (Piece(f"<v {label.text}>", MARKUP),)
            elif number == 0:
                opening = (_label_piece(label, " "),)
            lines += [(*opening, Piece(stretch, turn.ordinal)), ()]
        return lines

    return write


def _stretches(paragraphs: tuple[str, ...], words: int) -> list[str]:
    result = []
    for paragraph in paragraphs:
        tokens = paragraph.split()
        result += [" ".join(tokens[at : at + words]) for at in range(0, len(tokens), words)]
    return result


def deposition(turn: Speaking, label: Label) -> list[Line]:
    """Questions and answers of a deposition; who examines is written above when somebody else has spoken."""
    lines = printed(9, 66, "   ")(turn, label)
    if label.text.rstrip(".") == "Q" and turn.before not in {0, 1}:
        lines.insert(0, other(f"   BY {turn.person.courtesy.upper()}. {turn.person.surname.upper()}:"))
    return lines


def clock_srt(seconds: float) -> str:
    """A time as SRT writes it: 00:01:02,500."""
    return _clock(seconds).replace(".", ",")


def clock_vtt(seconds: float) -> str:
    """A time as WebVTT writes it: 00:01:02.500."""
    return _clock(seconds)


def _clock(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    return (
        f"{thousandths // 3_600_000:02}:{thousandths // 60_000 % 60:02}:"
        f"{thousandths // 1000 % 60:02}.{thousandths % 1000:03}"
    )


def hms(seconds: float) -> str:
    """A time as 00:01:02."""
    return f"{int(seconds) // 3600:02}:{int(seconds) // 60 % 60:02}:{int(seconds) % 60:02}"


def minutes(seconds: float) -> str:
    """A time as 01:02."""
    return f"{int(seconds) // 60:02}:{int(seconds) % 60:02}"
