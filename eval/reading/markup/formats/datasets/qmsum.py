"""QMSum: a list of turns."""

from pathlib import Path

from eval.reading.markup.gold import MarkupFormat, MarkupGold, MarkupTurn
from eval.reading.markup.spoken import decoded, full_name


def gold(_: Path, data: bytes) -> list[MarkupGold] | None:
    """One transcript, if there are the turns of a meeting."""
    file = decoded(data)
    if not isinstance(file, dict) or "meeting_transcripts" not in file:
        return None
    turns = (
        MarkupTurn((turn["speaker"],), turn["content"], full_name(turn["speaker"]))
        for turn in file["meeting_transcripts"]
    )
    return [MarkupGold(tuple(turns))]


FORMAT = MarkupFormat("qmsum", gold)
