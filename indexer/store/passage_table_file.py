"""The passage table on disk: a file a column, appended to, and a record a generation, written last."""

import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.store.analysis import ANALYSIS
from indexer.store.append_only import replace_record, write_behind
from indexer.store.centroids import Centroids
from indexer.store.passage_table import COLUMNS, STEM_COLUMNS, PassageTable

FOLDER = "outline"
_CENTROIDS: dict[str, type[np.generic]] = {"transcripts": np.int32, "sums": np.float32, "counts": np.int64}
_NAMES = ("labels", "speakers")
_KEPT = 2
"""The record before the last is left to those who are about to read it."""


class _Record(msgspec.Struct, frozen=True):
    """Of the files `<part>.<serial>` how many bytes count, and their CRC-32, by part; and the vectors' dimension.

    `analysis` is the version that made the stems.
    """

    serial: int
    dimension: int
    parts: dict[str, tuple[int, int]]
    analysis: int = 1


def write_passage_table(folder: Path, table: PassageTable, generation: int) -> None:
    """Keep a passage table, in files of its own."""
    place = folder / FOLDER
    place.mkdir(exist_ok=True)
    taken = [int(path.name.rpartition(".")[2]) for path in place.glob("keys.*")]
    record = _Record(max(taken, default=0) + 1, table.centroids.sums.shape[1], {}, ANALYSIS)
    _put(place, record, _bytes(table, table.labels, table.speakers), generation)


def append_passage_table(
    folder: Path, held: PassageTable, more: PassageTable, before: int, generation: int
) -> None:
    """Keep a passage table with more passages of new transcripts behind, whose keys are above: what is new is written.

    `held` is the passage table of generation `before`, as it was read.
    """
    place = folder / FOLDER
    record = _record(_record_file(place, before))
    if record is None or not _above(more.centroids, held.centroids):
        write_passage_table(folder, held.with_more(more), generation)
        return
    behind = more.behind(held)
    labels, speakers = behind.labels[len(held.labels) :], behind.speakers[len(held.speakers) :]
    _put(place, record, _bytes(behind, labels, speakers), generation)


def read_passage_table(folder: Path, generation: int) -> PassageTable | None:
    """The passage table of a generation; None where it is missing, damaged, or has other stems than today's."""
    place = folder / FOLDER
    record = _record(_record_file(place, generation))
    if record is None or record.analysis != ANALYSIS:
        return None
    try:
        columns = {name: _column(place, record, name, kind) for name, kind in (COLUMNS | STEM_COLUMNS).items()}
        centroids = {name: _column(place, record, f"gist_{name}", kind) for name, kind in _CENTROIDS.items()}
        labels, speakers = (
            msgspec.json.Decoder(str).decode_lines(_column(place, record, name, np.uint8).tobytes())
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


def _above(more: Centroids, held: Centroids) -> bool:
    if not len(held.transcripts) or not len(more.transcripts):
        return True
    return bool(more.transcripts[0] > held.transcripts[-1])


def _bytes(
    table: PassageTable, labels: Sequence[str], speakers: Sequence[str]
) -> dict[str, bytes | memoryview]:
    """All parts of a passage table as they are on disk, with these of its names; columns are not copied."""
    parts = {name: getattr(table, name) for name in COLUMNS | STEM_COLUMNS}
    parts |= {f"gist_{name}": getattr(table.centroids, name) for name in _CENTROIDS}
    stored = {name: np.ascontiguousarray(part, part.dtype.newbyteorder("<")) for name, part in parts.items()}
    lines = msgspec.json.Encoder()
    return {
        **{name: part.reshape(-1).view(np.uint8).data for name, part in stored.items()},
        **{name: lines.encode_lines(held) for name, held in zip(_NAMES, (labels, speakers), strict=True)},
    }


def _put(place: Path, record: _Record, parts: Mapping[str, bytes | memoryview], generation: int) -> None:
    """Write what stands behind a record's parts, and the record with it."""
    counted = {}
    for name, data in parts.items():
        size, crc = record.parts.get(name, (0, 0))
        write_behind(place / f"{name}.{record.serial}", size, data)
        counted[name] = (size + len(data), zlib.crc32(data, crc))
    written = msgspec.json.encode(msgspec.structs.replace(record, parts=counted))
    replace_record(_record_file(place, generation), place / "outline.new", written)
    _tidy(place)


def _tidy(place: Path) -> None:
    """Take away what no record that is kept names."""
    kept = sorted(place.glob("outline.*.json"), key=lambda path: int(path.name.split(".")[1]))[-_KEPT:]
    serials = {f".{record.serial}" for path in kept if (record := _record(path)) is not None}
    for path in place.iterdir():
        if path not in kept and path.suffix not in serials:
            path.unlink()


def _record(path: Path) -> _Record | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Record)
    except (OSError, ValueError):
        return None


def _record_file(place: Path, generation: int) -> Path:
    return place / f"outline.{generation}.json"


def _column(place: Path, record: _Record, part: str, kind: type[np.generic]) -> npt.NDArray[Any]:
    """The values of a part.

    Raises:
        OSError, ValueError, KeyError: the file is missing, too short, or another than was written.
    """
    size, crc = record.parts[part]
    stored = np.dtype(kind).newbyteorder("<")
    found = np.fromfile(place / f"{part}.{record.serial}", stored, size // stored.itemsize)
    if found.nbytes != size or zlib.crc32(found.data) != crc:
        raise ValueError(f"{part} is not what was written")
    return found.astype(kind, copy=False)
