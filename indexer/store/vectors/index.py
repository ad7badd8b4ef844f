"""The vector index: rows of fp16, exact up to a limit, through cells beyond it; derived from the catalog."""

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
from indexer.store.append_only import replace_record
from indexer.store.protocol import Scores
from indexer.store.vectors import rows as files
from indexer.store.vectors.cells import Cells, learn_cells, probes, put, scored
from indexer.store.vectors.generation import FOLDER, latest_generation, record_file
from indexer.store.vectors.rows import RowsRecord
from indexer.stored_records import Keys

# Its stubs lack the keyword arguments that its documentation gives.
faiss: Any = typed_faiss

_CELLS = "cells.{serial}.{rows}.faiss"

Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]
"""Places of passages in the ascending order of their keys."""

MOST_GONE = 0.1
"""Rows are written anew without those that are gone when more than this share is."""
_DECODE_AT_ONCE = 65_536


class Sizes(msgspec.Struct, frozen=True):
    """From how many rows on there are cells, how many rows may stand outside them, and up to how many rows a filter
    may leave for them to be looked at one by one.
    """

    cells: int = 80_000
    loose: int = 20_000
    few: int = 3_000


class Record(msgspec.Struct, frozen=True):
    """What the vector index of a generation consists of.

    `gone` are the places of rows whose passages are no more; `in_cells` rows stand in cells, which were learned from
    `learned_from` rows.
    """

    rows: RowsRecord
    gone: tuple[int, ...] = ()
    cells: str | None = None
    crc_cells: int = 0
    in_cells: int = 0
    learned_from: int = 0


class VectorIndex:
    """Passages by their vectors: a record a generation, written when all that it names is on disk.

    `generation` is that of the catalog that it holds, None when it holds none. A place is that of a passage in
    `keys`, which are ascending.
    """

    def __init__(self, folder: Path, dimension: int, sizes: Sizes | None = None) -> None:
        self.folder = folder / FOLDER
        self.dimension = dimension
        self.generation = latest_generation(folder)
        self._sizes = sizes or Sizes()
        self._flat: Any = self._quantizer()
        self._record = Record(RowsRecord())
        self._cells: Cells = None
        if self.generation is None:
            self._look()
            return
        try:
            self._record = msgspec.json.decode(record_file(folder, self.generation).read_bytes(), type=Record)
            if self._record.cells:
                self._cells = faiss.read_index(str(self.folder / self._record.cells))
            self._look()
        except (OSError, ValueError, RuntimeError, msgspec.DecodeError):
            # Damaged, or just replaced: it is derived, so whoever finds it missing opens or builds it anew.
            self.generation = None
            self._record, self._cells = Record(RowsRecord()), None
            self._look()

    def _quantizer(self) -> Any:
        return faiss.IndexScalarQuantizer(
            self.dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )

    def _look(self) -> None:
        """Take up the rows that the record names."""
        record = self._record
        held = files.read_keys(self.folder, record.rows) if record.rows.count else np.empty(0, np.int64)
        self._codes = files.open_codes(self.folder, record.rows, self.dimension)
        alive = np.ones(len(held), np.bool_)
        alive[list(record.gone)] = False
        self._rows: Places | None = None if alive.all() else np.flatnonzero(alive)
        self.keys: Keys = held if self._rows is None else held[self._rows]
        self._flat = self._quantizer()
        loose = self._codes[record.in_cells :]
        if len(loose):
            faiss.copy_array_to_vector(np.ascontiguousarray(loose).ravel(), self._flat.codes)
            self._flat.ntotal = len(loose)

    def _decode(self, codes: files.Codes) -> Vectors:
        if not len(codes):
            return np.empty((0, self.dimension), np.float32)
        return np.asarray(self._quantizer().sa_decode(np.ascontiguousarray(codes)), np.float32)

    def rebuild(self, blocks: Iterable[tuple[Keys, Vectors]], generation: int) -> None:
        """Make the index anew from all vectors of the catalog, in the order of their keys."""
        self.folder.mkdir(parents=True, exist_ok=True)
        taken = [int(path.name.split(".")[1]) for path in self.folder.glob("rows.*")]
        rows = RowsRecord(max(taken, default=0) + 1)
        for keys, vectors in blocks:
            rows = files.append(self.folder, rows, keys, vectors)
        self._cells = None
        self._save(Record(rows), generation)

    def apply(self, blocks: Iterable[tuple[Keys, Vectors]], removed: Sequence[int], generation: int) -> None:
        """Take passages out and put passages in, whose keys are above all others."""
        self.folder.mkdir(parents=True, exist_ok=True)
        rows = self._record.rows
        held = files.read_keys(self.folder, rows) if rows.count else np.empty(0, np.int64)
        gone = set(self._record.gone) | set(
            np.flatnonzero(np.isin(held, np.asarray(removed, np.int64))).tolist()
        )
        for keys, vectors in blocks:
            rows = files.append(self.folder, rows, keys, vectors)
        if len(gone) > MOST_GONE * max(rows.count, 1):
            self._compact(rows, gone, generation)
        else:
            self._save(msgspec.structs.replace(self._record, rows=rows, gone=tuple(sorted(gone))), generation)

    def _compact(self, rows: RowsRecord, gone: set[int], generation: int) -> None:
        keys = files.read_keys(self.folder, rows)
        codes = files.open_codes(self.folder, rows, self.dimension)
        kept = np.setdiff1d(np.arange(rows.count), sorted(gone))
        parts = (kept[at : at + _DECODE_AT_ONCE] for at in range(0, len(kept), _DECODE_AT_ONCE))
        self.rebuild(((keys[part], self._decode(codes[part])) for part in parts), generation)

    def _save(self, record: Record, generation: int) -> None:
        self._record = record = self._with_cells(record)
        place = record_file(self.folder.parent, generation)
        replace_record(place, self.folder / "passages.new", msgspec.json.encode(record))
        serial = record.rows.serial
        wanted = {
            place,
            files.codes_file(self.folder, serial),
            files.keys_file(self.folder, serial),
        }
        if record.cells:
            wanted.add(self.folder / record.cells)
        for old in self.folder.iterdir():
            if old not in wanted:
                old.unlink()
        self.generation = generation
        self._look()

    def _with_cells(self, record: Record) -> Record:
        """The record with its cells as they should be: learned where there are many rows, holding most of them."""
        count = record.rows.count
        if count <= self._sizes.cells:
            return msgspec.structs.replace(record, cells=None, in_cells=0, learned_from=0, crc_cells=0)
        if self._cells is not None and count - record.in_cells <= self._sizes.loose:
            return record
        codes = files.open_codes(self.folder, record.rows, self.dimension)
        first, learned = record.in_cells, record.learned_from
        if self._cells is None or count >= 2 * learned:
            self._cells, first, learned = learn_cells(codes, self._decode), 0, count
        put(self._cells, codes, first, self._decode)
        name = _CELLS.format(serial=record.rows.serial, rows=count)
        draft = self.folder / "cells.new"
        try:
            faiss.write_index(self._cells, str(draft))
        except RuntimeError as error:
            raise OSError(f"{draft}: {error}") from error
        crc = zlib.crc32(draft.read_bytes())
        draft.replace(self.folder / name)
        return msgspec.structs.replace(record, cells=name, in_cells=count, learned_from=learned, crc_cells=crc)

    def keys_held(self) -> set[int]:
        """The keys of all passages held."""
        return set(self.keys.tolist())

    def is_whole(self) -> bool:
        """Whether the files are, byte for byte, those that were written."""
        record = self._record
        cells = self.folder / record.cells if record.cells else None
        return files.is_whole(self.folder, record.rows, self.dimension) and (
            cells is None or (cells.is_file() and zlib.crc32(cells.read_bytes()) == record.crc_cells)
        )

    def cosines(self, query: Vectors, places: Places) -> Vectors:
        """The cosines of the passages at given places: float32, shape (len(places),)."""
        rows = places if self._rows is None else self._rows[places]
        return self._scores(query, rows)

    def _scores(self, query: Vectors, rows: Places) -> Vectors:
        if not len(rows):
            return np.empty(0, np.float32)
        # Numpy and FAISS take ten times as long to turn halves into floats.
        halves = np.ascontiguousarray(self._codes[rows]).view(np.float16)
        found = simsimd.cdist(query.astype(np.float16).reshape(1, -1), halves, metric="dot")
        return np.asarray(found, np.float32).reshape(-1)

    def search(self, query: Vectors, allowed: Flags | None, limit: int) -> tuple[Keys, Scores]:
        """The nearest passages among the allowed places, nearest first: keys int64, cosines float64, (n,) both.

        `allowed` has the shape of `keys`; None allows all.
        """
        count = len(self.keys) if allowed is None else int(np.count_nonzero(allowed))
        limit = min(limit, count)
        if limit <= 0:
            return np.empty(0, np.int64), np.empty(0)
        if self._cells is not None and allowed is not None and count <= self._sizes.few:
            places = np.flatnonzero(allowed)
            scores = self.cosines(query, places)
        else:
            rows = self._near(query, self._flags(allowed), count, limit)
            scores = self._scores(query, rows)
            places = rows if self._rows is None else np.searchsorted(self._rows, rows)
        keys = self.keys[places]
        best = np.lexsort((keys, -scores))[:limit]
        return keys[best], scores[best].astype(np.float64)

    def _flags(self, allowed: Flags | None) -> Flags | None:
        """Which rows may be found; None allows all."""
        if allowed is None and self._rows is None:
            return None
        rows = np.zeros(self._record.rows.count, np.bool_)
        places = slice(None) if self._rows is None else self._rows
        rows[places] = True if allowed is None else allowed
        return rows

    def _near(self, query: Vectors, flags: Flags | None, count: int, limit: int) -> Places:
        """The rows that may be among the nearest: a few more than the limit where cells chose them."""
        first = self._record.in_cells
        found: list[Places] = []
        if self._cells is not None:
            wide = probes(self._cells, count / max(1, len(self.keys)))
            chosen = None if flags is None else _selector(flags[:first])
            parameters = faiss.SearchParametersIVF(sel=chosen, nprobe=wide)
            found.append(_found(self._cells, query, scored(limit, count), parameters))
        if self._flat.ntotal:
            chosen = None if flags is None else faiss.SearchParameters(sel=_selector(flags[first:]))
            found.append(_found(self._flat, query, min(limit, self._flat.ntotal), chosen) + first)
        # Cells hold the rows up to a number, the rest those from there on: none is found twice.
        return np.sort(np.concatenate(found))


def _selector(flags: Flags) -> Any:
    return faiss.IDSelectorBitmap(np.packbits(flags, bitorder="little"))


def _found(index: Any, query: Vectors, count: int, parameters: Any) -> Places:
    rows = index.search(query.reshape(1, -1), count, params=parameters)[1][0]
    # FAISS pads with -1 where it finds fewer than were asked for.
    return np.asarray(rows[rows >= 0], np.int64)
