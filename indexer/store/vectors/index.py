"""The vector index: fp16 vectors, searched exactly up to a limit and through cells beyond it; derived."""

import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import faiss as typed_faiss
import msgspec
import numpy as np
import numpy.typing as npt
import simsimd

from embeddings.encoder import Vectors
from indexer.errors import IndexDamaged
from indexer.store.append_only import read_record, replace_record
from indexer.store.protocol import Scores
from indexer.store.vectors import files
from indexer.store.vectors.cells import Cells, learn_cells, probes, put, rescored
from indexer.store.vectors.files import FilesRecord
from indexer.store.vectors.generation import FOLDER, latest_generation, record_file
from indexer.stored_records import Keys

# Its stubs lack the keyword arguments of its documentation.
faiss: Any = typed_faiss

_CELLS = "cells.{serial}.{rows}.faiss"

Flags = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.int64]
"""Positions in `VectorIndex.keys`, which are rows of the passage table of the same generation."""
Slots = npt.NDArray[np.int64]
"""Positions of vectors in the files, which also hold vectors of removed passages."""

MOST_REMOVED = 0.1
"""The files are rewritten when the share of removed vectors is larger."""
_DECODED_AT_ONCE = 65_536


class Sizes(msgspec.Struct, frozen=True):
    """From how many vectors on there are cells, how many vectors may be outside them, and up to how many passages a
    filter may leave for their cosines to be computed one by one.
    """

    cells: int = 80_000
    loose: int = 20_000
    few: int = 3_000


class Record(msgspec.Struct, frozen=True):
    """What the vector index of a generation consists of.

    `removed` are the slots of removed passages; the first `in_cells` slots are in cells, which were learned from
    `learned_from` vectors.
    """

    files: FilesRecord = msgspec.field(name="rows")
    removed: tuple[int, ...] = msgspec.field(default=(), name="gone")
    cells: str | None = None
    crc_cells: int = 0
    in_cells: int = 0
    learned_from: int = 0


class VectorIndex:
    """Passages by their vectors, with a record a generation that is written last.

    `generation` is that of the catalog that it holds, None where it holds none. `keys`, int64 and ascending, are those
    of all passages.
    """

    def __init__(self, folder: Path, dimension: int, sizes: Sizes | None = None) -> None:
        self.folder = folder / FOLDER
        self.dimension = dimension
        self.generation = latest_generation(folder)
        self._sizes = sizes or Sizes()
        self._record = Record(FilesRecord())
        self._cells: Cells = None
        try:
            if self.generation is not None:
                self._record = msgspec.json.decode(
                    read_record(record_file(folder, self.generation)), type=Record
                )
            if self._record.cells:
                self._cells = faiss.read_index(str(self.folder / self._record.cells))
            self._load()
        except (OSError, ValueError, RuntimeError, msgspec.DecodeError):
            # Damaged, or just replaced: the caller opens it again, or rebuilds it from the catalog.
            self.generation = None
            self._record, self._cells = Record(FilesRecord()), None
            self._load()

    def _quantizer(self) -> Any:
        return faiss.IndexScalarQuantizer(
            self.dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )

    def _load(self) -> None:
        """Open the files that the record names."""
        record = self._record
        keys = files.read_keys(self.folder, record.files)
        self._codes = files.open_codes(self.folder, record.files, self.dimension)
        kept = np.ones(len(keys), np.bool_)
        kept[list(record.removed)] = False
        self._slots: Slots | None = None if kept.all() else np.flatnonzero(kept)
        self.keys: Keys = keys if self._slots is None else keys[self._slots]
        self._flat: Any = self._quantizer()
        loose = self._codes[record.in_cells :]
        if len(loose):
            faiss.copy_array_to_vector(np.ascontiguousarray(loose).ravel(), self._flat.codes)
            self._flat.ntotal = len(loose)

    def _decode(self, codes: files.Codes) -> Vectors:
        if not len(codes):
            return np.empty((0, self.dimension), np.float32)
        return np.asarray(self._quantizer().sa_decode(np.ascontiguousarray(codes)), np.float32)

    def rebuild(self, blocks: Iterable[tuple[Keys, Vectors]], generation: int) -> None:
        """Rebuild the index from all vectors of the catalog, in the order of their keys."""
        self.folder.mkdir(parents=True, exist_ok=True)
        taken = [int(path.name.split(".")[1]) for path in self.folder.glob("rows.*")]
        record = FilesRecord(max(taken, default=0) + 1)
        for keys, vectors in blocks:
            record = files.append_vectors(self.folder, record, keys, vectors)
        self._cells = None
        self._save(Record(record), generation)

    def apply(self, blocks: Iterable[tuple[Keys, Vectors]], removed: Sequence[int], generation: int) -> None:
        """Remove passages, and add passages whose keys are above all others."""
        self.folder.mkdir(parents=True, exist_ok=True)
        record = self._record.files
        keys = files.read_keys(self.folder, record)
        slots = np.flatnonzero(np.isin(keys, np.asarray(removed, np.int64))).tolist()
        every_removed = {*self._record.removed, *slots}
        for added, vectors in blocks:
            record = files.append_vectors(self.folder, record, added, vectors)
        if len(every_removed) > MOST_REMOVED * max(record.count, 1):
            self._compact(record, every_removed, generation)
        else:
            kept = msgspec.structs.replace(self._record, files=record, removed=tuple(sorted(every_removed)))
            self._save(kept, generation)

    def _compact(self, record: FilesRecord, removed: set[int], generation: int) -> None:
        keys = files.read_keys(self.folder, record)
        codes = files.open_codes(self.folder, record, self.dimension)
        kept = np.setdiff1d(np.arange(record.count), sorted(removed))
        parts = (kept[at : at + _DECODED_AT_ONCE] for at in range(0, len(kept), _DECODED_AT_ONCE))
        self.rebuild(((keys[part], self._decode(codes[part])) for part in parts), generation)

    def _save(self, record: Record, generation: int) -> None:
        self._record = record = self._with_cells(record)
        path = record_file(self.folder.parent, generation)
        replace_record(path, self.folder / "passages.new", msgspec.json.encode(record))
        serial = record.files.serial
        used = {path, files.codes_file(self.folder, serial), files.keys_file(self.folder, serial)}
        if record.cells:
            used.add(self.folder / record.cells)
        for old in self.folder.iterdir():
            if old not in used:
                old.unlink()
        self.generation = generation
        self._load()

    def _with_cells(self, record: Record) -> Record:
        """The record with up-to-date cells: learned where there are many vectors, and holding most of them."""
        count = record.files.count
        if count <= self._sizes.cells:
            return msgspec.structs.replace(record, cells=None, in_cells=0, learned_from=0, crc_cells=0)
        if self._cells is not None and count - record.in_cells <= self._sizes.loose:
            return record
        codes = files.open_codes(self.folder, record.files, self.dimension)
        first, learned = record.in_cells, record.learned_from
        if self._cells is None or count >= 2 * learned:
            self._cells, first, learned = learn_cells(codes, self._decode), 0, count
        put(self._cells, codes, first, self._decode)
        name = _CELLS.format(serial=record.files.serial, rows=count)
        draft = self.folder / "cells.new"
        try:
            faiss.write_index(self._cells, str(draft))
        except RuntimeError as error:
            raise OSError(f"{draft}: {error}") from error
        crc = zlib.crc32(draft.read_bytes())
        draft.replace(self.folder / name)
        return msgspec.structs.replace(record, cells=name, in_cells=count, learned_from=learned, crc_cells=crc)

    def key_set(self) -> set[int]:
        """The keys of all passages."""
        return set(self.keys.tolist())

    def is_whole(self) -> bool:
        """Whether the files are, byte for byte, those that were written."""
        record = self._record
        cells = self.folder / record.cells if record.cells else None
        return files.is_whole(self.folder, record.files, self.dimension) and (
            cells is None or (cells.is_file() and zlib.crc32(cells.read_bytes()) == record.crc_cells)
        )

    def cosines(self, query: Vectors, rows: Rows) -> Vectors:
        """The cosines of a query and rows: float32, shape (len(rows),).

        Raises:
            IndexDamaged: a cosine is not a number.
        """
        return self._cosines(query, rows if self._slots is None else self._slots[rows])

    def _cosines(self, query: Vectors, slots: Slots) -> Vectors:
        if not len(slots):
            return np.empty(0, np.float32)
        # `take` copies rows in three quarters of the time of an index. Numpy and FAISS take ten times as long to
        # convert fp16.
        halves = self._codes.take(slots, axis=0).view(np.float16)
        cosines = simsimd.cdist(query.astype(np.float16).reshape(1, -1), halves, metric="dot")
        found = np.asarray(cosines, np.float32).reshape(-1)
        # Checksums are too slow for opening an index; a bit that makes a number infinite is seen here.
        if not np.isfinite(found).all():
            raise IndexDamaged(f"{self.folder}: the vectors are damaged; run `onrecord repair`.")
        return found

    def search(self, query: Vectors, allowed: Flags | None, limit: int) -> tuple[Keys, Scores]:
        """The nearest passages among the allowed rows, nearest first: keys int64, cosines float64, (n,) both.

        `allowed` has the shape of `keys`; None allows all.
        """
        count = len(self.keys) if allowed is None else int(np.count_nonzero(allowed))
        limit = min(limit, count)
        if limit <= 0:
            return np.empty(0, np.int64), np.empty(0)
        if self._cells is not None and allowed is not None and count <= self._sizes.few:
            rows = np.flatnonzero(allowed)
            scores = self.cosines(query, rows)
        else:
            slots = self._nearest(query, self._slot_flags(allowed), count, limit)
            scores = self._cosines(query, slots)
            rows = slots if self._slots is None else np.searchsorted(self._slots, slots)
        keys = self.keys[rows]
        best = np.lexsort((keys, -scores))[:limit]
        return keys[best], scores[best].astype(np.float64)

    def _slot_flags(self, allowed: Flags | None) -> Flags | None:
        """Which slots may be found; None allows all."""
        if allowed is None and self._slots is None:
            return None
        flags = np.zeros(self._record.files.count, np.bool_)
        slots = slice(None) if self._slots is None else self._slots
        flags[slots] = True if allowed is None else allowed
        return flags

    def _nearest(self, query: Vectors, flags: Flags | None, count: int, limit: int) -> Slots:
        """The slots that may be among the nearest: some more than the limit where cells chose them."""
        first = self._record.in_cells
        parts: list[Slots] = []
        if self._cells is not None:
            width = probes(self._cells, count / max(1, len(self.keys)))
            chosen = None if flags is None else _selector(flags[:first])
            parameters = faiss.SearchParametersIVF(sel=chosen, nprobe=width)
            parts.append(_search(self._cells, query, rescored(limit, count), parameters))
        if self._flat.ntotal:
            chosen = None if flags is None else faiss.SearchParameters(sel=_selector(flags[first:]))
            parts.append(_search(self._flat, query, min(limit, self._flat.ntotal), chosen) + first)
        # Cells hold the first slots and the flat index the others: no slot is found twice.
        return np.sort(np.concatenate(parts))


def _selector(flags: Flags) -> Any:
    return faiss.IDSelectorBitmap(np.packbits(flags, bitorder="little"))


def _search(index: Any, query: Vectors, count: int, parameters: Any) -> Slots:
    slots = index.search(query.reshape(1, -1), count, params=parameters)[1][0]
    # FAISS pads with -1 where it finds fewer than `count`.
    return np.asarray(slots[slots >= 0], np.int64)
