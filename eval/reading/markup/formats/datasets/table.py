"""Tables of hearings: a row a turn, with its type. A post with a surname has a name if the words say it in full."""

import csv
import io
import re
from pathlib import Path

from eval.reading.markup.gold import MarkupFormat, MarkupGold, MarkupTurn, procedure


def gold(path: Path, data: bytes) -> list[MarkupGold] | None:
    """One transcript, if there are columns of speakers and speeches."""
    rows = (
        list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))) if path.suffix == ".csv" else []
    )
    if not rows or not rows[0].keys() >= {"Speaker", "Speech", "Type"}:
        return None
    said = " ".join(row["Speech"] for row in rows)
    turns = []
    for row in rows:
        words = row["Speech"].strip()
        is_procedure = row["Type"].strip() in {"Heading", "Procedure"}
        turns += [procedure(text) for text in (row["Comments"].strip(),) if text]
        turns += [
            procedure(words)
            if is_procedure
            else MarkupTurn((row["Speaker"].strip(),), words, _name(row["Speaker"].strip(), said))
        ]
    return [MarkupGold(tuple(turn for turn in turns if turn.text))]


def _name(label: str, said: str) -> str | None:
    post, _, surname = label.rpartition(" ")
    found = (
        re.search(rf"\b{re.escape(post)} ([A-Z]\w+ {re.escape(surname)})\b", said)
        if post[-1:].isalpha()
        else None
    )
    return found[1] if found else None


FORMAT = MarkupFormat("hearing-table", gold)
