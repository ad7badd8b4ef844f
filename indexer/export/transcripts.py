"""Exporting transcripts: JSON Lines that can be indexed again, and CSV with a row per turn."""

import csv
from collections.abc import Iterable
from typing import IO, Any

import msgspec

from indexer.export.formulas import escape_formula
from indexer.export.readable import readable_quote
from indexer.languages import DEFAULT
from indexer.model import Transcript, Turn
from indexer.recording_times import RecordingTimes, recording_times

COLUMNS = (
    "transcript", "title", "date", "url", "venue", "ordinal", "label", "name", "status", "role",
    "start", "end", "start_time", "text", "readable", "media", "evidence",
)  # fmt: skip


def write_jsonl(transcripts: Iterable[Transcript], out: IO[str]) -> None:
    """Write a transcript per line, in the format that `index` reads, with the attribution of each turn added."""
    for transcript in transcripts:
        times = recording_times(transcript.times)
        line: dict[str, Any] = {
            "id": transcript.id,
            **{
                field: value
                for field in ("title", "date", "url", "venue", "media")
                if (value := getattr(transcript, field)) is not None
            },
            **({"language": transcript.language} if transcript.language not in {None, DEFAULT} else {}),
            "turns": [_turn(transcript, turn, times) for turn in transcript.turns],
        }
        out.write(msgspec.json.encode(line).decode() + "\n")


def _turn(transcript: Transcript, turn: Turn, times: RecordingTimes) -> dict[str, Any]:
    shown: dict[str, Any] = {"speaker": turn.label, "text": transcript.text[turn.start : turn.end]}
    if turn.start_time is not None:
        shown["start_time"] = turn.start_time
    if marks := times.within(turn.start, turn.end):
        shown["times"] = [(mark.start - turn.start, mark.time) for mark in marks]
    return shown | {
        "ordinal": turn.ordinal,
        "role": turn.role,
        "name": turn.attribution.name,
        "status": turn.attribution.status,
        "evidence": turn.attribution.evidence,
        "candidates": turn.attribution.candidates,
        "start": turn.start,
        "end": turn.end,
    }


def write_csv(transcripts: Iterable[Transcript], out: IO[str]) -> None:
    """Write a row per turn. A cell that a spreadsheet would run as a formula gets a leading apostrophe."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for transcript in transcripts:
        writer.writerows(
            [escape_formula(cell) for cell in turn_cells(transcript, turn)] for turn in transcript.turns
        )


def turn_cells(transcript: Transcript, turn: Turn) -> tuple[object, ...]:
    """The row of a turn, in the order of `COLUMNS`."""
    return (
        transcript.id, transcript.title, transcript.date, transcript.url, transcript.venue,
        turn.ordinal, turn.label, turn.attribution.name, turn.attribution.status, turn.role,
        turn.start, turn.end, turn.start_time, transcript.text[turn.start : turn.end],
        readable_quote(transcript.text, (turn.start, turn.end), transcript.format), transcript.media,
        msgspec.json.encode(turn.attribution.evidence).decode() if turn.attribution.evidence else None,
    )  # fmt: skip
