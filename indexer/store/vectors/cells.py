"""Cells: an inverted file over coarse codes (FAISS's `IVF,PQx4fs`), for more vectors than can be compared one by one.

Two dimensions of a vector are four bits, compared through tables in the processor's registers (André, Kermarrec and
Le Scouarnec, VLDB 2015): three times as fast as 8 bits a dimension, in a quarter of the memory. In the cells nearest to
a query FAISS finds more vectors than requested (`rescored`); they are scored again from fp16, and the best are kept.
"""

import math
from typing import Any

import faiss
import numpy as np
from threadpoolctl import threadpool_limits

from embeddings.encoder import Vectors
from indexer.store.vectors.files import Codes

Cells = Any
"""A FAISS IndexIVFPQFastScan whose ids are slots."""

PROBES = 160
"""How many cells are searched without filters: they hold 0.988 of the ten nearest to real questions at 100,000
vectors, 0.991 at a million. With 256 cells it is 0.995, for 0.2 and 0.4 ms more (`make bench`)."""
_SPARE, _SPARE_OF = 40, 3_000
"""How many vectors more than requested are scored from fp16: the first, or one for so many vectors if that is more.
The more vectors there are, the more of them seem nearer than the nearest by their coarse codes. With 120 more, a
million vectors took 256 cells for 0.987.
"""
_WIDER = 0.15
"""The number of cells grows by this power of the share that a filter leaves: 0.99 again."""
_LEARN_FROM = 60
_BLOCK = 50_000
_SEED = 20220216


def learn_cells(codes: Codes, decode: Any) -> Cells:
    """Cells learned from some vectors, still empty; `decode` turns codes into vectors."""
    count = len(codes)
    number = 2 ** round(math.log2(2 * math.sqrt(count)))
    sample = np.sort(
        np.random.default_rng(_SEED).choice(count, min(count, _LEARN_FROM * number), replace=False)
    )
    vectors: Vectors = decode(codes[sample])
    dimension = vectors.shape[1]
    parts = dimension // 2 if dimension % 2 == 0 else dimension
    form = f"IVF{number},PQ{parts}x4fs"
    cells: Cells = faiss.index_factory(dimension, form, faiss.METRIC_INNER_PRODUCT)
    cells.cp.seed = cells.pq.cp.seed = _SEED
    cells.cp.niter = cells.pq.cp.niter = 8
    cells.cp.max_points_per_centroid = _LEARN_FROM
    # Training has thousands of tiny steps: on a busy machine, threads that wait for each other take far longer.
    with threadpool_limits(1, user_api="openmp"):
        cells.train(vectors)
    return cells


def put(cells: Cells, codes: Codes, first: int, decode: Any) -> None:
    """Put the vectors from slot `first` on into the cells."""
    for at in range(first, len(codes), _BLOCK):
        part = codes[at : at + _BLOCK]
        cells.add_with_ids(decode(part), np.arange(at, at + len(part), dtype=np.int64))


def probes(cells: Cells, share: float) -> int:
    """How many cells to search where a share of the vectors is allowed: more cells for a smaller share."""
    return int(min(cells.nlist, math.ceil(PROBES / max(share, 1e-6) ** _WIDER)))


def rescored(limit: int, count: int) -> int:
    """How many of `count` vectors to score from fp16 for the best `limit`."""
    return limit + max(_SPARE, count // _SPARE_OF)
