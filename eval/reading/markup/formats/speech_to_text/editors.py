"""Editors: words, whose voices are those of the paragraphs or segments at their time."""

from pathlib import Path

from eval.reading.markup.gold import MarkupFormat, MarkupGold
from eval.reading.markup.spoken import decoded, number, spoken


def gold(_: Path, data: bytes) -> list[MarkupGold] | None:
    """One transcript, if the file is of slate, Digital Paper Edit, autoEdit or BBC's Kaldi."""
    file = decoded(data)
    if not isinstance(file, dict):
        return None
    if "paragraphs" in file and "words" in file:
        spans = [(part["start"], part["end"], part["speaker"]) for part in file["paragraphs"]]
        return spoken((_voice(word["start"], spans), word["text"], word["start"]) for word in file["words"])
    if "retval" in file:
        parts = file["retval"]["segmentation"]["segments"]
        spans = [(part["start"], part["start"] + part["duration"], part["speaker"]["@id"]) for part in parts]
        words = file["retval"]["words"]
        return spoken((_voice(word["start"], spans), word["punct"], word["start"]) for word in words)
    if "videoUrl" in file:
        return spoken(
            (section["speaker"], line["text"], number(line["startTime"]))
            for section in file["text"]
            for paragraph in section["paragraph"]
            for line in paragraph["line"]
        )
    return None


def _voice(time: float, spans: list[tuple[float, float, str]]) -> str:
    return next((voice for start, end, voice in spans if start <= time < end), "").replace("U_UKN", "")


FORMAT = MarkupFormat("editors", gold)
