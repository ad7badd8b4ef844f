"""Recall@10 of the dense retriever against exact search, by the share of passages that a filter leaves.

    python -m eval.benchmarks.recall INDEX QUERIES

prints JSON. QUERIES holds one a line, of which the first two hundred are asked.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np

from indexer.index import Index, open_encoder, recorded_settings

SHARES = (0.001, 0.01, 0.1, 1.0)
SEED = 20220216
ASKED = 200


def main(folder: Path, queries: list[str]) -> dict[str, dict[str, float]]:
    """For each share, recall and the median time of a search for a hundred passages in milliseconds."""
    index = Index.open(folder)
    encoder = open_encoder(recorded_settings(folder).encoder.model)
    asked = [encoder.encode_query(query) for query in queries[:ASKED]]
    vectors = index.store.vectors
    rng = np.random.default_rng(SEED)
    found: dict[str, dict[str, float]] = {}
    every = np.arange(len(vectors.keys))
    for share in SHARES:
        hit = wanted = 0
        times = []
        for query in asked:
            allowed = None if share == 1.0 else rng.random(len(every)) < share
            began = time.perf_counter()
            nearest, _ = vectors.search(query, allowed, 100)
            times.append(time.perf_counter() - began)
            places = every if allowed is None else np.flatnonzero(allowed)
            scores = vectors.cosines(query, places)
            best = places[np.argsort(-scores, kind="stable")[:10]]
            hit += len(set(nearest[:10].tolist()) & set(vectors.keys[best].tolist()))
            wanted += len(best)
        found[str(share)] = {"recall@10": hit / max(wanted, 1), "ms": 1000 * float(np.median(times))}
    index.close()
    return found


if __name__ == "__main__":
    lines = [line for line in Path(sys.argv[2]).read_text("utf-8").splitlines() if line.strip()]
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), lines)) + "\n")
