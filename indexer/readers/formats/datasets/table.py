"""Tables: CSV and other separated values, with a head that names the columns of speakers and of their words.

A row is a turn. Columns are found by their names, in any order; a table without these columns is refused. Every row
must have as many cells as the head, since with another number its words may be in the wrong column.
"""

import csv
import io
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Literal, TypeAlias

import msgspec

from indexer.errors import InputRefused
from indexer.model import ROLES, Document, Kind, Metadata, Role
from indexer.readers.assemble import Aside, SpokenPart, assemble, field_label
from indexer.readers.captions.clock import clock_seconds
from indexer.readers.reader import Reader
from indexer.readers.source import Source, decode, merge, one_line
from indexer.readers.speech.segments import LEAST_WORDS, is_slow
from indexer.turns.appearance import shown
from indexer.turns.dates import written_day
from indexer.turns.layout import Example
from indexer.web_address import is_web_address

_Quoting: TypeAlias = Literal[0, 3]

_SEPARATORS = ",;\t|"
_COLUMNS: dict[str, tuple[str, ...]] = {
    "speaker": ("speaker_name", "speaker", "label", "who", "name"),
    "words": ("text", "speech", "utterance", "words", "content", "transcript"),
    "time": ("start_time", "start", "time", "timestamp"),
    "kind": ("type", "kind", "role"),
    "comment": ("comments", "comment"),
    "date": ("date",),
    "title": ("title",),
    "url": ("url",),
    "venue": ("venue",),
    "transcript": ("transcript", "transcript_id", "meeting_id", "episode_id"),
}
"""The names of each column, the most telling first, in lower case and with `_` between words."""
_ASIDES: dict[str, Kind] = {
    **dict.fromkeys(("heading", "header", "title", "section"), "heading"),
    **dict.fromkeys(
        ("procedure", "stage direction", "direction", "action", "event", "sound", "non-speech", "nonspeech"),
        "procedure",
    ),
}
"""Types of rows that nobody speaks."""
_SEPARATOR_LINE = re.compile(r"\A\"?sep=[,;\t|]\"?[ \t]*(?=\r?\n)", re.IGNORECASE)
_HEAD = 4_000
"""Bytes that hold the head of a table."""
_LONGEST_CELL = 2**31 - 1
"""The csv module's own bound is 131,072 characters; a speech may be longer. The size of files has a bound already."""
_CLOCK = re.compile(r"(?:([0-9]{1,2}):)?([0-9]{1,2}):([0-9]{2}(?:[.,][0-9]{1,3})?)")
_FRAMES = re.compile(r"[0-9]{1,2}[:;][0-9]{2}[:;][0-9]{2}[:;][0-9]{2}")
"""Hours, minutes, seconds and frames, as editors of video write them."""
_SECONDS = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
_LATEST_FIRST, _LATEST_SHORT_FIRST, _LATEST = 3_600, 300, 86_400
"""Seconds: a column that begins later, or ends later, has times of day or other units. `09:30` is short."""


class Head(msgspec.Struct, frozen=True):
    """The head of a table: its separator, its cells, and the columns that it names, by what they hold."""

    separator: str
    cells: tuple[str, ...]
    columns: dict[str, int]

    @property
    def is_complete(self) -> bool:
        """Whether it names the columns of speakers and words."""
        return {"speaker", "words"} <= self.columns.keys()


class Row(msgspec.Struct, frozen=True):
    """A row, and the number of its first line."""

    line: int
    cells: tuple[str, ...]


def recognises(source: Source) -> bool:
    """A first line that names the columns; or the file's suffix, so that the refusal is about tables."""
    head = _without_separator_line(source.data[:_HEAD].decode("utf-8-sig", "replace"))
    return source.name.lower().endswith(READER.suffixes) or _head(head).is_complete


def read(source: Source) -> list[Document]:
    """A document; or one for each value of a column `transcript` next to the words, in the order of the first rows.

    Raises:
        InputRefused: no column for speakers or words, or a row that is damaged; the refusal names the line.
    """
    csv.field_size_limit(_LONGEST_CELL)
    text = _without_separator_line(decode(source))
    head = _head(text)
    if not head.is_complete:
        raise InputRefused(
            source.name,
            f"it looks like a table with the columns {shown(head.cells, 6) or 'of an empty line'}; "
            "name the column of speakers `speaker` and that of their words `text`, or leave the file out.",
        )
    events: dict[str, list[Row]] = {}
    for row in _rows(source.name, text, head):
        events.setdefault(_cell(row, head, "transcript"), []).append(row)
    documents = [_document(event, rows, head, source) for event, rows in events.items()]
    spoken = [document for document in documents if any(turn.end > turn.start for turn in document.utterances)]
    if not spoken:
        raise InputRefused(source.name, "the table holds no words; leave it out.")
    return spoken


def _without_separator_line(text: str) -> str:
    """The text with an empty line for the first one if that names the separator, as Excel reads it."""
    return _SEPARATOR_LINE.sub("", text, count=1)


def _cell(row: Row, head: Head, column: str) -> str:
    """The cell in a column, without white space at its ends; empty if the table does not have the column."""
    return row.cells[head.columns[column]].strip() if column in head.columns else ""


def _head(text: str) -> Head:
    """The head with the separator that gives the columns, else with the one that gives most cells."""
    heads = [_head_with(separator, text[:_HEAD]) for separator in _SEPARATORS]
    return max(heads, key=lambda head: (head.is_complete, len(head.cells)))


def _head_with(separator: str, text: str) -> Head:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True, strict=True)
    try:
        cells = next((row for row in rows if any(map(str.strip, row))), [])
    except csv.Error:
        cells = []
    names = [re.sub(r"[\W_]+", "_", cell.casefold()).strip("_") for cell in cells]
    columns: dict[str, int] = {}
    # A line of a table in Markdown begins with its separator.
    for column, known in () if text.lstrip().startswith("|") else _COLUMNS.items():
        found = next((names.index(name) for name in known if names.count(name) == 1), None)
        if found is not None and found not in columns.values():
            columns[column] = found
    return Head(separator, tuple(cell.strip() for cell in cells), columns)


def _rows(name: str, text: str, head: Head) -> list[Row]:
    """The rows below the head that have a cell with words.

    Quotation marks belong to the syntax; where that fails in a table separated by tabs, they belong to the words.
    """
    try:
        return list(_parsed(name, text, head, csv.QUOTE_MINIMAL))
    except InputRefused as refused:
        if head.separator != "\t":
            raise
        try:
            return list(_parsed(name, text, head, csv.QUOTE_NONE))
        except InputRefused:
            # Read as syntax, the quotation marks show the fault that people can correct.
            raise refused from None


def _parsed(name: str, text: str, head: Head, quoting: _Quoting) -> Iterator[Row]:
    # Strict: a quotation mark that is not closed must not take the rows below into its cell.
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=head.separator, quoting=quoting, skipinitialspace=True, strict=True)
    line, is_head = 1, True
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise InputRefused(
                f"{name}:{line}",
                f"the row is not CSV ({one_line(error)}); correct its quotation marks, and double those inside a cell.",
            ) from error
        if cells is None:
            return
        if any(map(str.strip, cells)):
            if not is_head:
                yield Row(line, _complete(f"{name}:{line}", cells, head))
            is_head = False
        line = reader.line_num + 1


def _complete(place: str, cells: Sequence[str], head: Head) -> tuple[str, ...]:
    count = len(head.cells)
    if len(cells) < count or any(map(str.strip, cells[count:])):
        raise InputRefused(
            place,
            f"the row has {len(cells)} cells and the first line {count}; "
            "put a cell that holds the separator between quotation marks.",
        )
    return tuple(cells[:count])


def _document(event: str, rows: Sequence[Row], head: Head, source: Source) -> Document:
    url = _common(rows, head, "url")
    days = {_cell(row, head, "date") for row in rows} - {""}
    day = written_day(next(iter(days))) if len(days) == 1 else None
    metadata = Metadata(
        id=event or None,
        title=_common(rows, head, "title"),
        date=day,
        url=url if url and is_web_address(url) else None,
        venue=_common(rows, head, "venue"),
    )
    doubtful = dict(_doubtful(rows, head))
    document = assemble(READER.format, _parts(rows, head, doubtful), merge(metadata, source.sidecar))
    warnings = []
    if doubtful:
        line, label = next(iter(doubtful.items()))
        warnings.append(
            f"{len(doubtful)} cells hold lines that begin with a speaker as rows do, the first at line {line} with "
            f"{label[:60]!r}: nobody is named in these turns"
        )
    if days and day is None:
        warnings.append(
            "the dates of the rows differ or are not in ISO form (2022-02-16), and were passed over"
        )
    return msgspec.structs.replace(document, warnings=tuple(warnings))


def _common(rows: Iterable[Row], head: Head, column: str) -> str | None:
    """What all rows have in a column."""
    values = {_cell(row, head, column) for row in rows}
    return " ".join(values.pop().split()) or None if len(values) == 1 else None


def _parts(rows: Sequence[Row], head: Head, doubtful: Container[int]) -> Iterator[SpokenPart | Aside]:
    spoken = sum(len(_cell(row, head, "words").split()) for row in rows[:-1])
    times = _start_times([_cell(row, head, "time") for row in rows], spoken)
    for row, time in zip(rows, times, strict=True):
        words = _cell(row, head, "words")
        kind = " ".join(_cell(row, head, "kind").casefold().split())
        if comment := _cell(row, head, "comment"):
            yield Aside("procedure", comment)
        label = field_label(_cell(row, head, "speaker"))
        if kind in _ASIDES:
            if words:
                yield Aside(_ASIDES[kind], words)
        elif label or words:
            yield SpokenPart(label, words, time, _role(kind), doubtful=row.line in doubtful)


def _role(kind: str) -> Role | None:
    return next((role for role in ROLES if role == kind), None)


def _doubtful(rows: Sequence[Row], head: Head) -> Iterator[tuple[int, str]]:
    """The rows whose words have a line that begins with another row's label: its line, and that label.

    A quotation mark that is never closed can take whole rows into a cell.
    """
    labels = {field_label(_cell(row, head, "speaker")) for row in rows} - {""}
    for row in rows:
        own = field_label(_cell(row, head, "speaker"))
        for line in _cell(row, head, "words").splitlines()[1:]:
            cells = line.split(head.separator, head.columns["speaker"] + 1)[:-1]
            starts = {start.strip(' \t"') for start in (*cells, *line.split(":", 1)[:-1])}
            if found := sorted(starts & labels - {own}):
                yield row.line, found[0]
                break


def _start_times(cells: Sequence[str], words: int) -> list[float | None]:
    """Seconds from the beginning, if the whole column has times that begin near 0 and ascend; else none at all.

    `words` are said before the last time. Times of day would lead to the wrong place of a recording; so would
    milliseconds, which whole numbers are that leave more time than speech takes.
    """
    times = [_seconds(cell) for cell in cells]
    if all(cell.isdecimal() for cell in cells if cell) and is_slow(times, words):
        times = [None if time is None or words < LEAST_WORDS else time / 1000 for time in times]
    known = [time for time in times if time is not None]
    latest = _LATEST_SHORT_FIRST if any(cell.count(":") == 1 for cell in cells) else _LATEST_FIRST
    is_sound = (
        len(known) == sum(map(bool, cells))
        and known == sorted(known)
        and (not known or (known[0] < latest and known[-1] < _LATEST))
    )
    return times if is_sound else [None] * len(cells)


def _seconds(cell: str) -> float | None:
    written = cell.strip("[]() ")
    if _SECONDS.fullmatch(written):
        return float(written)
    if _FRAMES.fullmatch(written):
        return clock_seconds(written.replace(";", ":"))
    if clock := _CLOCK.fullmatch(written):
        hours, minutes, seconds = clock.groups()
        return int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds.replace(",", "."))
    return None


_CSV = Example(
    "csv",
    'Line,Speaker,Text,Date\n1,Doe,"Welcome, all.",2022-02-03\n2,Roe,"I want ""more"" lamps.",2022-02-03\n',
    "CSV, or separated by tabs, semicolons or bars",
    "a column `speaker`, `label`, `who` or `name`; its words in one called `text`, `speech`, `utterance`, `words`, "
    "`content` or `transcript`",
)
_TSV = Example("tsv", "who\twords\tstart\nJane Doe\tHello.\t0.5\n\tHi.\t2\n")
READER = Reader(
    "table",
    97,
    recognises,
    read,
    (".csv", ".tsv"),
    {"text/csv": ".csv", "text/tab-separated-values": ".tsv"},
    (_CSV, _TSV),
    is_own_parser=True,
)
