"""Rev.ai: the elements of a monologue, joined as they are."""

from pathlib import Path

from eval.reading.markup.gold import MarkupFormat, MarkupGold
from eval.reading.markup.spoken import decoded, number, spoken


def gold(_: Path, data: bytes) -> list[MarkupGold] | None:
    """One transcript, if there are monologues."""
    file = decoded(data)
    if not isinstance(file, dict) or "monologues" not in file:
        return None
    return spoken(
        (
            f"Speaker {monologue['speaker']}",
            "".join(element["value"] for element in monologue["elements"]),
            next((number(element["ts"]) for element in monologue["elements"] if "ts" in element), None),
        )
        for monologue in file["monologues"]
    )


FORMAT = MarkupFormat("revai", gold)
