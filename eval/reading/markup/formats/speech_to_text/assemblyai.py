"""AssemblyAI: words with `speaker`, in milliseconds."""

from pathlib import Path

from eval.reading.markup.gold import MarkupFormat, MarkupGold
from eval.reading.markup.spoken import decoded, number, spoken


def gold(_: Path, data: bytes) -> list[MarkupGold] | None:
    """One transcript, if there is the address of the sound and a list of words."""
    file = decoded(data)
    if not isinstance(file, dict) or not file.keys() & {"audio_url", "audio_src_url"} or not file.get("words"):
        return None
    return spoken(
        (word.get("speaker") or "", word["text"], number(word["start"], 1000)) for word in file["words"]
    )


FORMAT = MarkupFormat("assemblyai", gold)
