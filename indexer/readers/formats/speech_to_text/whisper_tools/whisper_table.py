"""Tables of Whisper (https://github.com/openai/whisper: `whisper --output_format tsv`) and whisper.cpp
(https://github.com/ggml-org/whisper.cpp: `whisper-cli --output-csv`): a segment a row, with its first and last
millisecond, and with `--diarize` the channel of its voice.
"""

import csv
import io
from collections.abc import Iterator
from typing import Literal

from indexer.errors import InputRefused
from indexer.model import Document
from indexer.readers.json_objects import document_of
from indexer.readers.reader import Reader
from indexer.readers.source import Source, decode
from indexer.readers.speech.segments import Segment, seconds, turns, voice_label
from indexer.turns.layout import Example

_HEADS = {b"start\tend\ttext": "\t", b"start,end,text": ",", b"start,end,speaker,text": ","}
_CHANNELS = frozenset({b"0", b"1", b"?"})


def recognises(source: Source) -> bool:
    """The line of column names that these programs write, with whole numbers, and channels, in the next line."""
    data = source.data[:4000].removeprefix(b"\xef\xbb\xbf")
    head, _, rest = data.partition(b"\n")
    separator = _HEADS.get(head.strip())
    if separator is None:
        return False
    first = rest.partition(b"\n")[0].split(separator.encode())
    has_channel = b"speaker" not in head or first[2:3] == [] or first[2] in _CHANNELS
    return has_channel and all(cell.isdigit() for cell in first[:2] if cell.strip())


def read(source: Source) -> list[Document]:
    """A single document.

    Raises:
        InputRefused: not UTF-8, a row without times or words, or no words at all; the refusal names the line.
    """
    return [document_of(READER.format, source.name, turns(_segments(source)), source.sidecar)]


def _segments(source: Source) -> Iterator[Segment]:
    first, _, rest = decode(source).partition("\n")
    head = first.strip()
    separator = _HEADS[head.encode()]
    # Whisper writes no quotation marks of its own, whisper.cpp puts words between them.
    quoting: Literal[0, 3] = csv.QUOTE_NONE if separator == "\t" else csv.QUOTE_MINIMAL
    names = head.split(separator)
    rows = csv.reader(io.StringIO(rest, newline=""), delimiter=separator, quoting=quoting)
    csv.field_size_limit(2**31 - 1)
    try:
        for cells in rows:
            if not any(map(str.strip, cells)):
                continue
            place = f"{source.name}:{rows.line_num + 1}"
            if (
                len(cells) != len(names)
                or not (cells[0].isascii() and cells[0].isdigit())
                or len(cells[0]) > 12
            ):
                raise InputRefused(
                    place,
                    f"the row does not have the cells {', '.join(names)}, with times in milliseconds; correct it.",
                )
            row = dict(zip(names, cells, strict=True))
            yield Segment(row["text"], seconds(int(row["start"]), 1000), voice_label(row.get("speaker", "")))
    except csv.Error as error:
        raise InputRefused(source.name, "the table is not CSV; correct its quotation marks.") from error


_EXAMPLE = Example(
    "whisper-table",
    "start\tend\ttext\n500\t2000\tHi.\n",
    "Whisper and whisper.cpp, TSV and CSV",
    "`start,end,speaker,text` in milliseconds",
)
READER = Reader("whisper-table", 95, recognises, read, (".tsv", ".csv"), {}, (_EXAMPLE,), is_own_parser=True)
