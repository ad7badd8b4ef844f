"""What the markup of a file says: the record that a format's few lines make, and the page that it is measured as."""

import datetime
from collections.abc import Callable
from pathlib import Path

import msgspec

from eval.reading.pages.page import LABEL, OTHER, GoldPage, LabelledTurn, Span


class MarkupTurn(msgspec.Struct, frozen=True):
    """A turn in the markup. `labels` are the labels that count as right, the first of them the usual one.

    `("",)` is a turn of nobody known. `name` is the person's full name where the markup gives it: None means that no
    name is right. `start_time` is in seconds. With `is_procedure`, the words are nobody's, and no turn may hold them;
    what `continues` belongs to the last turn before them.
    """

    labels: tuple[str, ...]
    text: str
    name: str | None = None
    start_time: float | None = None
    is_procedure: bool = False
    continues: bool = False


def procedure(text: str) -> MarkupTurn:
    """Words that nobody says."""
    return MarkupTurn((), text, is_procedure=True)


class MarkupGold(msgspec.Struct, frozen=True):
    """A transcript in the markup. Texts in `turns` follow in the order of the file."""

    turns: tuple[MarkupTurn, ...]
    date: datetime.date | None = None


class MarkupFormat(msgspec.Struct, frozen=True):
    """A format: `gold` gives the transcripts in a file, in its order, or None if the file has another format.

    It is given the path and the bytes, and may read files next to it.
    """

    name: str
    gold: Callable[[Path, bytes], list[MarkupGold] | None]


def page_of(name: str, data: bytes, gold: MarkupGold) -> GoldPage:
    """The gold as a page: its text is the labels and words of the turns, one turn after the other."""
    pieces: list[tuple[str, int]] = []
    turns: list[LabelledTurn] = []
    for turn in gold.turns:
        if not turn.is_procedure and not turn.continues:
            # A name in the markup must be given, whether or not the label has it.
            turns.append(LabelledTurn(turn.labels, turn.name, carries_name=turn.name is not None))
            pieces.append((turn.labels[0], LABEL))
        pieces.append((turn.text, OTHER if turn.is_procedure else len(turns) - 1))
    spans: list[Span] = []
    length = 0
    for text, owner in pieces:
        spans.append(Span(length, length + len(text), owner))
        length += len(text) + 1
    text = "".join(f"{text}\n" for text, _ in pieces)
    return GoldPage(name, data, text, tuple(spans), tuple(turns))
