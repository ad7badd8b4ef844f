"""Amazon: Call Analytics, and Bedrock Data Automation."""

from pathlib import Path

from eval.reading.markup.gold import MarkupFormat, MarkupGold
from eval.reading.markup.spoken import decoded, number, spoken


def gold(_: Path, data: bytes) -> list[MarkupGold] | None:
    """One transcript, if there are turns of participants, or segments of sound."""
    file = decoded(data)
    if isinstance(file, dict) and "Participants" in file:
        return spoken(
            (turn["ParticipantRole"], turn["Content"], number(turn["BeginOffsetMillis"], 1000))
            for turn in file["Transcript"]
        )
    if isinstance(file, dict) and "audio_segments" in file:
        return spoken(
            (part["speaker"]["speaker_label"], part["text"], number(part["start_timestamp_millis"], 1000))
            for part in file["audio_segments"]
        )
    return None


FORMAT = MarkupFormat("amazon-calls", gold)
