"""Amazon Transcribe: items, whose voices are in the segments."""

from pathlib import Path

from eval.reading.markup.gold import MarkupFormat, MarkupGold
from eval.reading.markup.spoken import decoded, number, spoken


def gold(_: Path, data: bytes) -> list[MarkupGold] | None:
    """One transcript, if there is a job with items."""
    file = decoded(data)
    if not isinstance(file, dict) or "jobName" not in file or "items" not in file.get("results", {}):
        return None
    results = file["results"]
    voices = {
        span["start_time"]: span["speaker_label"]
        for segment in results.get("speaker_labels", {}).get("segments", [])
        for span in segment["items"]
    }
    pieces, label = [], ""
    for item in results["items"]:
        if "start_time" in item:
            label = item.get("speaker_label", voices.get(item["start_time"], ""))
        pieces.append((label, item["alternatives"][0]["content"], number(item.get("start_time"))))
    return spoken(pieces)


FORMAT = MarkupFormat("amazon-transcribe", gold)
