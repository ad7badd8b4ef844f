"""Deepgram: the words of its channel; `speaker` counts from 0."""

from pathlib import Path

from eval.reading.markup.gold import MarkupFormat, MarkupGold
from eval.reading.markup.spoken import decoded, spoken


def gold(_: Path, data: bytes) -> list[MarkupGold] | None:
    """One transcript, if there is one channel."""
    file = decoded(data)
    if not isinstance(file, dict) or not isinstance(file.get("results"), dict):
        return None
    channels = file["results"].get("channels", [])
    if len(channels) != 1:
        return None
    words = channels[0]["alternatives"][0]["words"]
    return spoken(
        (
            f"Speaker {word['speaker']}" if "speaker" in word else "",
            word.get("punctuated_word") or word["word"],
            word["start"],
        )
        for word in words
    )


FORMAT = MarkupFormat("deepgram", gold)
