"""The outline on disk: a file a column, appended to, and a record a generation, written last."""

import os
import re
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.appended import append
from indexer.gists import Gists
from indexer.outline import COLUMNS, STEM_COLUMNS, Outline

FOLDER = "outline"
_GISTS: dict[str, type[np.generic]] = {"transcripts": np.int32, "sums": np.float32, "counts": np.int64}
_NAMES = ("labels", "speakers")
_RECORD = re.compile(r"outline\.(\d{1,18})\.json")
_KEPT = 2
"""The record before the last is left to those who are about to read it."""


class _Record(msgspec.Struct, frozen=True):
    """Of the files `<part>.<serial>` how many bytes count, and their CRC-32, by part; and the vectors' dimension."""

    serial: int
    dimension: int
    parts: dict[str, tuple[int, int]]


def write_outline(folder: Path, outline: Outline, generation: int) -> None:
    """Keep an outline, in files of its own."""
    place = folder / FOLDER
    place.mkdir(exist_ok=True)
    taken = [int(path.name.rpartition(".")[2]) for path in place.glob("keys.*")]
    columns = {name: getattr(outline, name) for name in COLUMNS | STEM_COLUMNS}
    names = {name: getattr(outline, name) for name in _NAMES}
    record = _Record(max(taken, default=0) + 1, outline.gists.sums.shape[1], {})
    _put(place, record, _bytes(columns, outline.gists, names), generation)


def append_outline(folder: Path, held: Outline, more: Outline, before: int, generation: int) -> None:
    """Keep an outline with more passages of new transcripts behind, whose keys are above: what is new is written.

    `held` is the outline of generation `before`, as it was read.
    """
    record = _record(folder, before)
    if record is None or not _above(more.gists, held.gists):
        write_outline(folder, held.with_more(more), generation)
        return
    behind = more.behind(held)
    columns = {name: getattr(behind, name) for name in COLUMNS | STEM_COLUMNS}
    names = {name: getattr(behind, name)[len(getattr(held, name)) :] for name in _NAMES}
    _put(folder / FOLDER, record, _bytes(columns, more.gists, names), generation)


def read_outline(folder: Path, generation: int) -> Outline | None:
    """The outline of a generation; None where there is none, or a damaged one."""
    record = _record(folder, generation)
    if record is None:
        return None
    try:
        columns = {name: _column(folder, record, name, kind) for name, kind in (COLUMNS | STEM_COLUMNS).items()}
        gists = {name: _column(folder, record, f"gist_{name}", kind) for name, kind in _GISTS.items()}
        labels, speakers = (
            msgspec.json.Decoder(str).decode_lines(_column(folder, record, name, np.uint8).tobytes())
            for name in _NAMES
        )
        gists["sums"] = gists["sums"].reshape(len(gists["transcripts"]), record.dimension)
    except (OSError, ValueError, KeyError):
        return None
    ends, stems = columns["stem_ends"], columns["stems"]
    if {len(columns[name]) for name in COLUMNS} != {len(ends)} or (len(ends) and ends[-1] != len(stems)):
        return None
    return Outline(**columns, labels=tuple(labels), speakers=tuple(speakers), gists=Gists(**gists))


def _above(more: Gists, held: Gists) -> bool:
    if not len(held.transcripts) or not len(more.transcripts):
        return True
    return bool(more.transcripts[0] > held.transcripts[-1])


def _bytes(
    columns: Mapping[str, npt.NDArray[Any]], gists: Gists, names: Mapping[str, tuple[str, ...]]
) -> dict[str, bytes]:
    parts = {**columns, **{f"gist_{name}": getattr(gists, name) for name in _GISTS}}
    lines = msgspec.json.Encoder()
    return {
        **{
            name: np.ascontiguousarray(part, part.dtype.newbyteorder("<")).tobytes()
            for name, part in parts.items()
        },
        **{name: lines.encode_lines(held) for name, held in names.items()},
    }


def _put(place: Path, record: _Record, parts: Mapping[str, bytes], generation: int) -> None:
    """Write what stands behind a record's parts, and the record with it."""
    counted = {}
    for name, data in parts.items():
        size, crc = record.parts.get(name, (0, 0))
        append(place / f"{name}.{record.serial}", size, data)
        counted[name] = (size + len(data), zlib.crc32(data, crc))
    draft = place / "outline.new"
    with draft.open("wb") as file:
        file.write(msgspec.json.encode(msgspec.structs.replace(record, parts=counted)))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(_record_file(place, generation))
    _tidy(place)


def _tidy(place: Path) -> None:
    """Take away what no record that is kept names."""
    found = {int(match[1]) for path in place.iterdir() if (match := _RECORD.fullmatch(path.name))}
    kept = sorted(found)[-_KEPT:]
    records = {generation: _record(place.parent, generation) for generation in kept}
    serials = {record.serial for record in records.values() if record is not None}
    names = {_record_file(place, generation).name for generation in kept}
    for path in place.iterdir():
        if path.name not in names and path.suffix not in {f".{serial}" for serial in serials}:
            path.unlink()


def _record(folder: Path, generation: int) -> _Record | None:
    try:
        return msgspec.json.decode(_record_file(folder / FOLDER, generation).read_bytes(), type=_Record)
    except (OSError, ValueError):
        return None


def _record_file(place: Path, generation: int) -> Path:
    return place / f"outline.{generation}.json"


def _column(folder: Path, record: _Record, part: str, kind: type[np.generic]) -> npt.NDArray[Any]:
    """The values of a part.

    Raises:
        OSError, ValueError, KeyError: the file is missing, too short, or another than was written.
    """
    size, crc = record.parts[part]
    stored = np.dtype(kind).newbyteorder("<")
    found = np.fromfile(folder / FOLDER / f"{part}.{record.serial}", stored, size // stored.itemsize)
    if found.nbytes != size or zlib.crc32(found.data) != crc:
        raise ValueError(f"{part} is not what was written")
    return found.astype(kind, copy=False)
