"""What formats of speech-to-text share here: plain JSON, and words in their order to the turns of the markup."""

import datetime
import json
import re
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from eval.reading.markup.gold import MarkupGold, MarkupTurn

_FULL_NAME = re.compile(r"[A-Z][\w'’.-]+(?: (?:[A-Z]\.|[A-Z][\w'’.-]+)){1,3}(?:, (?:Jr|Sr)\.)?")
_VOICE = re.compile(
    r"(?:Speaker|Channel|Unnamed|Unknown|Grad|Student|PhD|Professor|TBC|Chief)\b.*", re.IGNORECASE
)


def decoded(data: bytes) -> Any:
    """The JSON, of each line in a list if the whole is none; None if it is no JSON."""
    try:
        return json.loads(data.decode("utf-8-sig"))
    except ValueError:
        pass
    try:
        return [json.loads(line) for line in data.decode("utf-8-sig").splitlines() if line.strip()]
    except ValueError:
        return None


def full_name(label: str) -> str | None:
    """The label, if it is somebody's full name."""
    return label if _FULL_NAME.fullmatch(label) and not _VOICE.fullmatch(label) else None


def number(value: Any, unit: float = 1) -> float | None:
    """A time in seconds, of a number or its text."""
    return None if value is None else float(value) / unit


def spoken(
    pieces: Iterable[tuple[str, str, float | None]], date: datetime.date | None = None
) -> list[MarkupGold]:
    """The transcript of labels, words and seconds; marks that stand alone belong to the word before."""
    turns = []
    for label, run in groupby((piece for piece in pieces if piece[1].strip()), key=lambda piece: piece[0]):
        said = list(run)
        words = re.sub(r"\s+([.,?!:;])(?=\s|$)", r"\1", " ".join(text.strip() for _, text, _ in said))
        turns.append(MarkupTurn((label,), words, full_name(label), said[0][2]))
    return [MarkupGold(tuple(turns), date)]
