"""The Council Data Project: sentences; a new index is a new voice, and names nobody."""

from itertools import groupby
from pathlib import Path

from eval.reading.markup.gold import MarkupFormat, MarkupGold, MarkupTurn
from eval.reading.markup.spoken import decoded


def gold(_: Path, data: bytes) -> list[MarkupGold] | None:
    """One transcript, if there are sentences and a session."""
    file = decoded(data)
    if not isinstance(file, dict) or not file.keys() >= {"sentences", "session_datetime"}:
        return None
    turns: list[MarkupTurn] = []
    for _index, run in groupby(file["sentences"], key=lambda sentence: sentence["speaker_index"]):
        said = list(run)
        text = " ".join(sentence["text"] for sentence in said)
        turns.append(MarkupTurn((said[0]["speaker_name"] or "",), text, None, said[0]["start_time"]))
    return [MarkupGold(tuple(turns))]


FORMAT = MarkupFormat("council-data", gold)
