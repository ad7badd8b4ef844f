"""Recall@10 of the dense retriever, compared with exact search, by the share of passages that a filter keeps.

    python -m eval.benchmarks.recall INDEX QUERIES

prints JSON. QUERIES is a file with a query per line, of which the first 200 are used.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np

from indexer.index import Index, open_encoder, recorded_settings
from indexer.store.local import LocalStore

SHARES = (0.001, 0.01, 0.1, 1.0)
SEED = 20220216
QUERIES = 200


def main(folder: Path, queries: list[str]) -> dict[str, dict[str, float]]:
    """For each share, recall and the median time of a search for 100 passages in milliseconds."""
    index = Index.open(folder)
    encoder = open_encoder(recorded_settings(folder).encoder.model)
    query_vectors = [encoder.encode_query(query) for query in queries[:QUERIES]]
    if not isinstance(index.store, LocalStore):
        raise TypeError("only the recall of the local store is measured")
    vectors = index.store.vectors
    rng = np.random.default_rng(SEED)
    figures: dict[str, dict[str, float]] = {}
    all_rows = np.arange(len(vectors.keys))
    for share in SHARES:
        hits = expected = 0
        times = []
        for query_vector in query_vectors:
            allowed = None if share == 1.0 else rng.random(len(all_rows)) < share
            began = time.perf_counter()
            nearest, _ = vectors.search(query_vector, allowed, 100)
            times.append(time.perf_counter() - began)
            rows = all_rows if allowed is None else np.flatnonzero(allowed)
            scores = vectors.cosines(query_vector, rows)
            best = rows[np.argsort(-scores, kind="stable")[:10]]
            hits += len(set(nearest[:10].tolist()) & set(vectors.keys[best].tolist()))
            expected += len(best)
        figures[str(share)] = {"recall@10": hits / max(expected, 1), "ms": 1000 * float(np.median(times))}
    index.close()
    return figures


if __name__ == "__main__":
    lines = [line for line in Path(sys.argv[2]).read_text("utf-8").splitlines() if line.strip()]
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), lines)) + "\n")
