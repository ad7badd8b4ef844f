"""The vector index: FAISS, exact inner product over fp16, derived from the catalog."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from embeddings.encoder import Vectors
from indexer.catalog.rows import Keys
from indexer.generation import read_generation, write_generation

FOLDER = "vectors"
_FILE = "passages.faiss"


class VectorIndex:
    """Passages by their vectors. `generation` is that of the catalog it holds, None when it holds none."""

    def __init__(self, folder: Path, dimension: int) -> None:
        self.folder = folder / FOLDER
        self.dimension = dimension
        self.generation = read_generation(self.folder) if self.folder.is_dir() else None
        self._index: Any = None
        if self.generation is not None:
            try:
                self._index = faiss.read_index(str(self.folder / _FILE))
            except RuntimeError:
                # Damaged: derived from the catalog, so it is rebuilt by whoever finds it lagging.
                self.generation = None

    def rebuild(self, keys: Keys, vectors: Vectors, generation: int) -> None:
        """Make the index anew from all vectors of the catalog."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
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
        if len(keys):
            self._index.add_with_ids(np.ascontiguousarray(vectors, np.float32), keys)

    def _save(self, generation: int) -> None:
        write_generation(self.folder, None)
        draft = self.folder / f"{_FILE}.new"
        faiss.write_index(self._index, str(draft))
        draft.replace(self.folder / _FILE)
        write_generation(self.folder, generation)
        self.generation = generation

    def keys(self) -> set[int]:
        """The keys of all passages held."""
        return {int(key) for key in faiss.vector_to_array(self._index.id_map)}

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
