"""The CSV that `onrecord export --format csv` and the HTTP API write: a row per turn, with all that is known of it.

Labels, words, roles and times are read as they were written. Who is named is decided anew, by the words and by the
names that a sidecar, front matter or markup gave.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from indexer.errors import InputRefused
from indexer.export.formulas import unescape_formula
from indexer.export.transcripts import COLUMNS
from indexer.model import ROLES, Document, Metadata
from indexer.readers.assemble import SpokenPart
from indexer.readers.exported_names import given_names
from indexer.readers.json_objects import document_of
from indexer.readers.reader import Reader
from indexer.readers.source import Source, decode, merge, one_line
from indexer.turns.dates import iso_day
from indexer.turns.layout import Example

_FIRST = COLUMNS.index("text") + 1
"""The columns that every version has written; later ones came behind."""
_LONGEST_CELL = 2**31 - 1
"""The csv module's own bound is 131,072 characters; a speech may be longer. The size of files has a bound already."""

_SECONDS = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,18})?(?:e-?[0-9]{1,2})?")


def recognises(source: Source) -> bool:
    """The line of column names that an export has."""
    first = (
        source.data[:400].removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].strip().decode("utf-8", "replace")
    )
    names = tuple(first.split(","))
    return len(names) >= _FIRST and names == COLUMNS[: len(names)]


def read(source: Source) -> list[Document]:
    """A document for each transcript, in the order of the first rows.

    Raises:
        InputRefused: a row is damaged, or no transcript has words; the refusal names the line.
    """
    csv.field_size_limit(_LONGEST_CELL)
    transcripts: dict[str, list[tuple[int, Mapping[str, str]]]] = {}
    for line, row in _rows(source):
        transcripts.setdefault(row["transcript"], []).append((line, row))
    spoken = [rows for rows in transcripts.values() if any(row["text"].strip() for _, row in rows)]
    # If nothing has words, the first transcript says so.
    return [_document(rows, source) for rows in spoken or list(transcripts.values())[:1]]


def _rows(source: Source) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows, each with its first line. Cells are as they were before spreadsheets were kept from running them."""
    # Strict: a quotation mark that is not closed must not take the rows below into its cell.
    reader = csv.reader(io.StringIO(decode(source), newline=""), strict=True)
    names: Sequence[str] | None = None
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise InputRefused(
                f"{source.name}:{line}", f"the row is not CSV ({one_line(error)}); export the transcript again."
            ) from error
        if cells is None:
            return
        if names is None:
            names = [cell.strip() for cell in cells]
        elif cells:
            if len(cells) != len(names):
                raise InputRefused(
                    f"{source.name}:{line}",
                    f"the row has {len(cells)} cells and the first line {len(names)}; export the transcript again.",
                )
            yield line, dict(zip(names, map(unescape_formula, cells), strict=True))
        line = reader.line_num + 1


def _document(rows: Sequence[tuple[int, Mapping[str, str]]], source: Source) -> Document:
    first = rows[0][1]
    metadata = Metadata(
        id=first["transcript"] or None,
        title=first["title"] or None,
        date=iso_day(first["date"]),
        url=first["url"] or None,
        venue=first["venue"] or None,
        media=first.get("media") or None,
        speaker_map=given_names(
            (row["label"], row["name"], _evidence(f"{source.name}:{line}", row.get("evidence", "")))
            for line, row in rows
        ),
    )
    parts = (
        SpokenPart(
            row["label"],
            row["text"],
            _seconds(f"{source.name}:{line}", row["start_time"]),
            next((role for role in ROLES if role == row["role"]), None),
        )
        for line, row in rows
    )
    return document_of(READER.format, source.name, parts, merge(metadata, source.sidecar))


def _evidence(place: str, cell: str) -> object:
    try:
        return msgspec.json.decode(cell) if cell else None
    except msgspec.DecodeError as error:
        raise InputRefused(place, "the evidence is not JSON; export the transcript again.") from error


def _seconds(place: str, cell: str) -> float | None:
    if cell and not _SECONDS.fullmatch(cell):
        raise InputRefused(place, "the start time is no number; export the transcript again.")
    return float(cell) if cell else None


_EXAMPLE = Example(
    "exported-table",
    f"{','.join(COLUMNS[:_FIRST])}\ntalk,Talk,2022-02-03,,,0,MAYOR DOE,,label,speaker,11,16,1.5,Why?\n",
    "CSV of `onrecord export`",
    "the column `label`",
)
READER = Reader("exported-table", 96, recognises, read, (".csv",), {}, (_EXAMPLE,), is_own_parser=True)
