"""What a noise is, and the ways in which noises change a transcript or the lines of its page."""

from collections.abc import Callable
from random import Random
from typing import TypeAlias

import msgspec

from eval.reading.gold import GoldTranscript, Person
from eval.reading.pages.page import Line, Piece, is_blank, opens_turn, other, speaker_of
from eval.reading.pages.turns import Medium

WordsEdit: TypeAlias = Callable[[GoldTranscript, Random], GoldTranscript]
PageEdit: TypeAlias = Callable[[list[Line], GoldTranscript, Random], list[Line]]


class Noise(msgspec.Struct, frozen=True):
    """A noise: a change to what is said, or to the lines of a page. Several noises are applied in order.

    `in_markup` is whether the change of lines makes sense in HTML too. A noise that is set aside is not for
    development.
    """

    name: str
    words: WordsEdit | None = None
    page: PageEdit | None = None
    order: int = 50
    in_markup: bool = False
    set_aside: bool = False

    def suits(self, medium: Medium) -> bool:
        """Whether the noise can change a page of a medium: captions have no lines between their turns."""
        return medium == "text" or self.words is not None or (medium == "html" and self.in_markup)


def between_turns(texts: Callable[[GoldTranscript, Random], list[str]], share: float = 0.25) -> PageEdit:
    """Lines put before some of the turns, with blank lines around them where the page has blank lines."""

    def edit(lines: list[Line], transcript: GoldTranscript, random: Random) -> list[Line]:
        has_blanks = any(is_blank(line) for line in lines)
        result: list[Line] = []
        for line in lines:
            if opens_turn(line) and speaker_of(line) != 0 and random.random() < share and _may_stop(result):
                result += [other(text) for text in texts(transcript, random)]
                if has_blanks:
                    result.append(())
            result.append(line)
        return result

    return edit


def inside_turns(texts: Callable[[GoldTranscript, Random], list[str]], share: float = 0.15) -> PageEdit:
    """Lines put into the middle of some turns' words, with blank lines around them."""

    def edit(lines: list[Line], transcript: GoldTranscript, random: Random) -> list[Line]:
        result: list[Line] = []
        for position, line in enumerate(lines):
            result.append(line)
            following = lines[position + 1] if position + 1 < len(lines) else ()
            if speaker_of(line) is None or random.random() >= share:
                continue
            if speaker_of(following) == speaker_of(line) and not opens_turn(following):
                # A broken paragraph: the page ends in the middle of a sentence.
                result += [(), *(other(text) for text in texts(transcript, random)), ()]
            elif (halves := _halves(line)) is not None:
                result[-1:] = [
                    halves[0],
                    (),
                    *(other(text) for text in texts(transcript, random)),
                    (),
                    halves[1],
                ]
        return result

    return edit


def at_head(texts: Callable[[GoldTranscript, Random], list[str]]) -> PageEdit:
    """Lines before everything else."""

    def edit(lines: list[Line], transcript: GoldTranscript, random: Random) -> list[Line]:
        return [*(other(text) if text else () for text in texts(transcript, random)), (), *lines]

    return edit


def at_end(texts: Callable[[GoldTranscript, Random], list[str]]) -> PageEdit:
    """Lines after everything else."""

    def edit(lines: list[Line], transcript: GoldTranscript, random: Random) -> list[Line]:
        return [*lines, (), *(other(text) if text else () for text in texts(transcript, random))]

    return edit


class Place(msgspec.Struct, frozen=True):
    """A paragraph of a transcript: the ordinal of its turn, and whether it is the first or last of the turn."""

    transcript: GoldTranscript
    ordinal: int
    is_first: bool
    is_last: bool

    def person(self, step: int = 0) -> Person | None:
        """Who speaks in this turn, or so many turns later."""
        at = self.ordinal + step
        turns = self.transcript.turns
        return self.transcript.people[turns[at].person] if 0 <= at < len(turns) else None


def said(change: Callable[[str, Place, Random], list[str]], share: float = 0.2) -> WordsEdit:
    """Some paragraphs replaced by others that are said too."""

    def edit(transcript: GoldTranscript, random: Random) -> GoldTranscript:
        turns = []
        for ordinal, turn in enumerate(transcript.turns):
            paragraphs: list[str] = []
            for number, paragraph in enumerate(turn.paragraphs):
                place = Place(transcript, ordinal, number == 0, number == len(turn.paragraphs) - 1)
                paragraphs += change(paragraph, place, random) if random.random() < share else [paragraph]
            turns.append(msgspec.structs.replace(turn, paragraphs=tuple(paragraphs)))
        return msgspec.structs.replace(transcript, turns=tuple(turns))

    return edit


def choice(*texts: str) -> Callable[[GoldTranscript, Random], list[str]]:
    """One of some lines."""
    return lambda _, random: [random.choice(texts)]


def _may_stop(written: list[Line]) -> bool:
    return not written or is_blank(written[-1]) or speaker_of(written[-1]) is not None


def _halves(line: Line) -> tuple[Line, Line] | None:
    """A line cut between two words of its last piece, or None if that is short."""
    *before, last = line
    words = last.text.split(" ")
    if last.owner < 0 or len(words) < 12:
        return None
    middle = len(words) // 2
    return (
        (*before, Piece(" ".join(words[:middle]), last.owner)),
        (Piece(" ".join(words[middle:]), last.owner),),
    )


def lowered(paragraph: str) -> str:
    """A paragraph that continues a sentence: in lower case, unless it begins with an I or an acronym."""
    first = paragraph.split(" ", 1)[0]
    if first in {"I", "I'm", "I've", "I'll", "I'd"} or first[1:2].isupper():
        return paragraph
    return paragraph[:1].lower() + paragraph[1:]
