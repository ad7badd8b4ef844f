"""Cells: an inverted file over coarse codes (FAISS's `IVF,PQx4fs`), for more rows than can be looked at one by one.

Two dimensions of a vector are four bits, compared through tables in the processor's registers (André, Kermarrec and
Le Scouarnec, VLDB 2015): three times as fast as 8 bits a dimension, in a quarter of the memory. In the cells nearest to
a query FAISS finds some more rows than are wanted (`scored`); they are scored again from fp16, the best are kept.
"""

import contextlib
import math
from collections.abc import Iterator
from typing import Any

import faiss
import numpy as np

from embeddings.encoder import Vectors
from indexer.store.vectors.rows import Codes

Cells = Any
"""A FAISS IndexIVFPQFastScan whose ids are row numbers."""

PROBES = 160
"""How many cells are looked into where nothing is filtered: 0.988 of the ten nearest to real questions are found then
at 100,000 rows, 0.991 at a million. With 256 it is 0.995, for 0.2 and 0.4 ms more (`make bench`)."""
_SPARE, _SPARE_OF = 40, 3_000
"""How many rows more than are wanted are scored from fp16, at least, and one for so many: the more rows there are, the
more of them the coarse codes hold for nearer than the nearest. With 120 more, a million rows took 256 cells for 0.987.
"""
_WIDER = 0.15
"""A filter that leaves a share of the rows has cells looked into by this power of it more: 0.99 again."""
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
    dimension = vectors.shape[1]
    parts = dimension // 2 if dimension % 2 == 0 else dimension
    form = f"IVF{number},PQ{parts}x4fs"
    cells: Cells = faiss.index_factory(dimension, form, faiss.METRIC_INNER_PRODUCT)
    cells.cp.seed = cells.pq.cp.seed = _SEED
    cells.cp.niter = cells.pq.cp.niter = 8
    cells.cp.max_points_per_centroid = _LEARN_FROM
    with _one_thread():
        cells.train(vectors)
    return cells


@contextlib.contextmanager
def _one_thread() -> Iterator[None]:
    """Learning has thousands of tiny steps: on a busy machine, threads that wait for each other take far longer."""
    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(threads)


def put(cells: Cells, codes: Codes, first: int, decode: Any) -> None:
    """Put the rows from number `first` on into the cells."""
    for at in range(first, len(codes), _BLOCK):
        part = codes[at : at + _BLOCK]
        cells.add_with_ids(decode(part), np.arange(at, at + len(part), dtype=np.int64))


def probes(cells: Cells, share: float) -> int:
    """How many cells to look into where a share of the rows is allowed: the rarer, the more."""
    return int(min(cells.nlist, math.ceil(PROBES / max(share, 1e-6) ** _WIDER)))


def scored(limit: int, count: int) -> int:
    """How many rows to score from fp16 where some of so many are wanted."""
    return limit + max(_SPARE, count // _SPARE_OF)
