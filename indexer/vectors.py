"""The vector index: FAISS, exact inner product over fp16, derived from the catalog."""

import os
import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

from embeddings.encoder import Vectors
from indexer.catalog.rows import Keys

FOLDER = "vectors"
_NAME = re.compile(r"passages\.(\d{1,18})\.faiss")


def latest_generation(folder: Path) -> int | None:
    """The newest generation of an index's vectors that is whole on disk, or None; one look at a folder."""
    try:
        found = [_NAME.fullmatch(name) for name in os.listdir(folder / FOLDER)]  # noqa: PTH208 - asked per query
    except FileNotFoundError:
        return None
    return max((int(match[1]) for match in found if match), default=None)


class VectorIndex:
    """Passages by their vectors: a file a generation, written whole before the one before is taken away.

    `generation` is that of the catalog that it holds, None when it holds none.
    """

    def __init__(self, folder: Path, dimension: int) -> None:
        self.folder = folder / FOLDER
        self.dimension = dimension
        self.generation = latest_generation(folder)
        self._index: Any = None
        if self.generation is not None:
            try:
                self._index = faiss.read_index(str(self._file(self.generation)))
            except RuntimeError:
                # Damaged, or just replaced: it is derived, so whoever finds it missing opens or builds it anew.
                self.generation = None

    @cached_property
    def _keys_held(self) -> Keys:
        # Ascending: keys are never used again, and removals keep the order.
        return faiss.vector_to_array(self._index.id_map)

    @cached_property
    def _half_floats(self) -> npt.NDArray[np.float16]:
        """The vectors as FAISS holds them, without a copy: float16, shape (n, dimension)."""
        flat: Any = faiss.downcast_index(self._index.index)
        size = self._index.ntotal * self.dimension * 2
        view = faiss.rev_swig_ptr(flat.codes.data(), size)
        return view.view(np.float16).reshape(-1, self.dimension)

    def _file(self, generation: int) -> Path:
        return self.folder / f"passages.{generation}.faiss"

    def rebuild(self, keys: Keys, vectors: Vectors, generation: int) -> None:
        """Make the index anew from all vectors of the catalog."""
        self.folder.mkdir(parents=True, exist_ok=True)
        flat = faiss.IndexScalarQuantizer(
            self.dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
        # IndexIDMap2 keeps ids through removals; a bare flat index renumbers.
        self._index = faiss.IndexIDMap2(flat)
        self._add(keys, vectors)
        self._save(generation)

    def apply(self, keys: Keys, vectors: Vectors, removed: Sequence[int], generation: int) -> None:
        """Take passages out and put passages in; a key that is put in twice stands once."""
        gone = np.concatenate([np.asarray(removed, np.int64), keys])
        if len(gone) and self._index.ntotal:
            self._index.remove_ids(gone)
        self._add(keys, vectors)
        self._save(generation)

    def _add(self, keys: Keys, vectors: Vectors) -> None:
        # The views stand on memory that moves.
        self.__dict__.pop("_keys_held", None)
        self.__dict__.pop("_half_floats", None)
        if len(keys):
            self._index.add_with_ids(np.ascontiguousarray(vectors, np.float32), keys)

    def _save(self, generation: int) -> None:
        draft = self.folder / "passages.new"
        faiss.write_index(self._index, str(draft))
        draft.replace(self._file(generation))
        for old in self.folder.iterdir():
            if old != self._file(generation):
                old.unlink()
        self.generation = generation

    def keys(self) -> set[int]:
        """The keys of all passages held."""
        return {int(key) for key in faiss.vector_to_array(self._index.id_map)}

    def cosines(self, query: Vectors, keys: Keys) -> Vectors:
        """The cosines of given passages: float32, shape (len(keys),); 0 for a key that is not held."""
        held = self._keys_held
        if not len(held) or not len(keys):
            return np.zeros(len(keys), np.float32)
        rows = np.minimum(np.searchsorted(held, keys), len(held) - 1)
        found = self._half_floats[rows].astype(np.float32) @ query
        return np.where(held[rows] == keys, found, np.float32(0)).astype(np.float32)

    def search(self, query: Vectors, allowed: Keys | None, limit: int) -> list[tuple[int, float]]:
        """The nearest passages among the allowed ones: (passage key, cosine), nearest first."""
        count = min(limit, self._index.ntotal if allowed is None else len(allowed))
        if count <= 0:
            return []
        parameters = None
        if allowed is not None:
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBatch(allowed))  # type: ignore[call-arg]  # its stub is wrong
        scores, keys = self._index.search(query.reshape(1, -1), count, params=parameters)
        # FAISS pads with -1 where it finds fewer than were asked for.
        found = [(int(key), float(score)) for key, score in zip(keys[0], scores[0], strict=True) if key >= 0]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))
