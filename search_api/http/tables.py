"""Answers as CSV (RFC 4180), with a row for each result, turn or transcript."""

import csv
import io
from collections.abc import Iterable, Sequence

import msgspec

from indexer.export.formulas import escape_formula
from indexer.export.transcripts import COLUMNS, turn_cells
from indexer.model import Transcript
from search_api.browse.listing import TranscriptEntry, TranscriptsAnswer
from search_api.contract.records import SearchAnswer

RESULT_COLUMNS = (
    "rank", "score", "quote", "speaker_id", "speaker", "label", "status", "role", "transcript", "title", "date",
    "source_url", "turn", "ordinal", "start", "end", "text_sha256", "question", "url",
    "readable", "start_time", "media_url",
)  # fmt: skip


def table(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> bytes:
    """CSV with a line of column names; cells that a spreadsheet would run as formulas are made inert."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([escape_formula(cell) for cell in row] for row in rows)
    return out.getvalue().encode()


def results_table(answer: SearchAnswer) -> bytes:
    """Results as CSV."""
    return table(
        RESULT_COLUMNS,
        (
            (
                hit.rank, hit.score, hit.quote, hit.speaker.id, hit.speaker.name, hit.speaker.label, hit.speaker.status,
                hit.turn.role, hit.transcript.id, hit.transcript.title, hit.transcript.date, hit.transcript.url,
                hit.turn.id, hit.turn.ordinal, hit.source.start, hit.source.end, hit.source.text_sha256,
                hit.question.quote if hit.question else None, hit.url, hit.readable,
                hit.source.start_time, hit.source.media_url,
            )
            for hit in answer.results
        ),
    )  # fmt: skip


def entries_table(answer: TranscriptsAnswer) -> bytes:
    """A list of transcripts as CSV."""
    return table(TranscriptEntry.__struct_fields__, map(msgspec.structs.astuple, answer.transcripts))


def turns_table(transcript: Transcript) -> bytes:
    """A transcript as CSV, with a row for each turn, in the columns of `onrecord export`."""
    return table(COLUMNS, (turn_cells(transcript, turn) for turn in transcript.turns))
