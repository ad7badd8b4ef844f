"""Tables of hearings: a row a turn, with its type."""

import csv
import io
from pathlib import Path

from eval.reading.markup.gold import MarkupFormat, MarkupGold, MarkupTurn, procedure


def gold(path: Path, data: bytes) -> list[MarkupGold] | None:
    """One transcript, if there are columns of speakers and speeches."""
    rows = (
        list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))) if path.suffix == ".csv" else []
    )
    if not rows or not rows[0].keys() >= {"Speaker", "Speech", "Type"}:
        return None
    turns = []
    for row in rows:
        words = row["Speech"].strip()
        is_procedure = row["Type"].strip() in {"Heading", "Procedure"}
        turns += [procedure(text) for text in (row["Comments"].strip(),) if text]
        turns += [procedure(words) if is_procedure else MarkupTurn((" ".join(row["Speaker"].split()),), words)]
    return [MarkupGold(tuple(turn for turn in turns if turn.text))]


FORMAT = MarkupFormat("hearing-table", gold)
