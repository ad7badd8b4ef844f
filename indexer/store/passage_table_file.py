"""The passage table on disk: an append-only file a column, and a record a generation, written last."""

import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.store.analysis import ANALYSIS
from indexer.store.append_only import append, read_record, replace_record
from indexer.store.centroids import Centroids
from indexer.store.passage_table import COLUMNS, STEM_COLUMNS, PassageTable

FOLDER = "outline"
_CENTROIDS: dict[str, type[np.generic]] = {"transcripts": np.int32, "sums": np.float32, "counts": np.int64}
_NAMES = ("labels", "speakers")
_KEPT = 2
"""How many records are kept: readers may be about to read the one before the last."""


class _Record(msgspec.Struct, frozen=True):
    """How many bytes of each file `<part>.<serial>` count, with their CRC-32, by part; and the vectors' dimension.

    `analysis` is the version that made the stems.
    """

    serial: int
    dimension: int
    parts: dict[str, tuple[int, int]]
    analysis: int = 1


def write_passage_table(folder: Path, table: PassageTable, generation: int) -> None:
    """Write a passage table to new files."""
    tables = folder / FOLDER
    tables.mkdir(exist_ok=True)
    taken = [int(path.name.rpartition(".")[2]) for path in tables.glob("keys.*")]
    record = _Record(max(taken, default=0) + 1, table.centroids.sums.shape[1], {}, ANALYSIS)
    _put(tables, record, _bytes(table, table.labels, table.speakers), generation)


def append_passage_table(
    folder: Path, table: PassageTable, more: PassageTable, before: int, generation: int
) -> None:
    """Write a passage table with more passages, whose keys are higher; only new passages are written.

    `table` is the passage table of generation `before`, as it was read. Where a transcript is in both, all is written.
    """
    tables = folder / FOLDER
    record = _record(_record_file(tables, before))
    in_both = len(table.keys) and len(more.keys) and more.transcript[0] <= table.transcript[-1]
    if record is None or in_both:
        write_passage_table(folder, table.extended(more), generation)
        return
    added = more.numbered_after(table)
    labels, speakers = added.labels[len(table.labels) :], added.speakers[len(table.speakers) :]
    _put(tables, record, _bytes(added, labels, speakers), generation)


def read_passage_table(folder: Path, generation: int) -> PassageTable | None:
    """The passage table of a generation; None where it is missing, damaged, or has stems of another analysis."""
    tables = folder / FOLDER
    record = _record(_record_file(tables, generation))
    if record is None or record.analysis != ANALYSIS:
        return None
    try:
        columns = {name: _column(tables, record, name, kind) for name, kind in (COLUMNS | STEM_COLUMNS).items()}
        centroids = {name: _column(tables, record, f"gist_{name}", kind) for name, kind in _CENTROIDS.items()}
        labels, speakers = (
            msgspec.json.Decoder(str).decode_lines(_column(tables, record, name, np.uint8).tobytes())
            for name in _NAMES
        )
        centroids["sums"] = centroids["sums"].reshape(len(centroids["transcripts"]), record.dimension)
    except (OSError, ValueError, KeyError):
        return None
    ends, stems = columns["stem_ends"], columns["stems"]
    if {len(columns[name]) for name in COLUMNS} != {len(ends)} or (len(ends) and ends[-1] != len(stems)):
        return None
    return PassageTable(
        **columns, labels=tuple(labels), speakers=tuple(speakers), centroids=Centroids(**centroids)
    )


def _bytes(
    table: PassageTable, labels: Sequence[str], speakers: Sequence[str]
) -> dict[str, bytes | memoryview]:
    """All parts of a passage table as they are on disk, with some of its names; columns are not copied."""
    parts = {name: getattr(table, name) for name in COLUMNS | STEM_COLUMNS}
    parts |= {f"gist_{name}": getattr(table.centroids, name) for name in _CENTROIDS}
    stored = {name: np.ascontiguousarray(part, part.dtype.newbyteorder("<")) for name, part in parts.items()}
    lines = msgspec.json.Encoder()
    return {
        **{name: part.reshape(-1).view(np.uint8).data for name, part in stored.items()},
        **{name: lines.encode_lines(names) for name, names in zip(_NAMES, (labels, speakers), strict=True)},
    }


def _put(tables: Path, record: _Record, parts: Mapping[str, bytes | memoryview], generation: int) -> None:
    """Append to a record's parts, and write the record of all."""
    counted = {}
    for name, data in parts.items():
        size, crc = record.parts.get(name, (0, 0))
        append(tables / f"{name}.{record.serial}", size, data)
        counted[name] = (size + len(data), zlib.crc32(data, crc))
    written = msgspec.json.encode(msgspec.structs.replace(record, parts=counted))
    replace_record(_record_file(tables, generation), tables / "outline.new", written)
    _tidy(tables)


def _tidy(tables: Path) -> None:
    """Delete the files that no kept record names."""
    kept = sorted(tables.glob("outline.*.json"), key=lambda path: int(path.name.split(".")[1]))[-_KEPT:]
    serials = {f".{record.serial}" for path in kept if (record := _record(path)) is not None}
    for path in tables.iterdir():
        if path not in kept and path.suffix not in serials:
            path.unlink()


def _record(path: Path) -> _Record | None:
    try:
        return msgspec.json.decode(read_record(path), type=_Record)
    except (OSError, ValueError):
        return None


def _record_file(tables: Path, generation: int) -> Path:
    return tables / f"outline.{generation}.json"


def _column(tables: Path, record: _Record, part: str, kind: type[np.generic]) -> npt.NDArray[Any]:
    """The values of a part; an error where the file is missing, too short, or not the one that was written."""
    size, crc = record.parts[part]
    stored = np.dtype(kind).newbyteorder("<")
    values = np.fromfile(tables / f"{part}.{record.serial}", stored, size // stored.itemsize)
    if values.nbytes != size or zlib.crc32(values.data) != crc:
        raise ValueError(f"{part} is not what was written")
    return values.astype(kind, copy=False)
