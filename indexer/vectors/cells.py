"""Cells: an inverted file over 8-bit rows (FAISS's `IVF,SQ8`), for more rows than can be looked at one by one.

FAISS finds rows by the cells nearest to a query; what it finds is scored again from fp16, so only the choice of cells
can miss something.
"""

import math
from typing import Any

import faiss
import numpy as np

from embeddings.encoder import Vectors
from indexer.vectors.rows import Codes

Cells = Any
"""A FAISS IndexIVFScalarQuantizer whose ids are row numbers."""

PROBES = 200
"""How many cells are looked into where nothing is filtered: 0.986 of the ten nearest to real questions are found then
(`make bench`); with 40 of 512 cells, 0.90."""
_LEARN_FROM = 60
_BLOCK = 50_000
_SEED = 20220216


def learn_cells(codes: Codes, decode: Any) -> Cells:
    """Cells for some rows, holding none of them yet; `decode` turns codes into vectors."""
    count = len(codes)
    number = 2 ** round(math.log2(2 * math.sqrt(count)))
    sample = np.sort(
        np.random.default_rng(_SEED).choice(count, min(count, _LEARN_FROM * number), replace=False)
    )
    vectors: Vectors = decode(codes[sample])
    cells: Cells = faiss.index_factory(vectors.shape[1], f"IVF{number},SQ8", faiss.METRIC_INNER_PRODUCT)
    cells.cp.seed = _SEED
    cells.cp.niter = 8
    cells.cp.max_points_per_centroid = _LEARN_FROM
    cells.train(vectors)
    return cells


def put(cells: Cells, codes: Codes, first: int, decode: Any) -> None:
    """Put the rows from number `first` on into the cells."""
    for at in range(first, len(codes), _BLOCK):
        part = codes[at : at + _BLOCK]
        cells.add_with_ids(decode(part), np.arange(at, at + len(part), dtype=np.int64))


def probes(cells: Cells, share: float) -> int:
    """How many cells to look into where a share of the rows is allowed: the rarer, the more."""
    return int(min(cells.nlist, math.ceil(PROBES / math.sqrt(max(share, 1e-6)))))
