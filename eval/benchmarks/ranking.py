"""What ranking costs: `hybrid` and `ranked` side by side over one index, and the ranking's own parts.

    python -m eval.benchmarks.ranking INDEX QUERIES

prints JSON: medians in milliseconds, queries in turn so that both meet the same machine, and the number of candidates.
QUERIES holds one a line. Each is asked with a word behind it that makes it new: what is kept of others plays no part.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from indexer.index import open_encoder, recorded_settings
from search_api.contract.records import SearchRequest
from search_api.search.plan import plan_of
from search_api.search.searcher import Searcher

WARM = 5


def main(folder: Path, queries: list[str]) -> dict[str, float]:
    """Medians over the queries; the first few warm caches and count for nothing."""
    searcher = Searcher.open(folder, open_encoder(recorded_settings(folder).encoder.model))
    names = ("hybrid", "ranked", "understood", "features", "order")
    found: dict[str, list[float]] = {name: [] for name in names}
    sizes: list[int] = []
    for number, query in enumerate(queries):
        for mode in ("hybrid", "ranked"):
            request = SearchRequest(f"{query} {mode}{number}", mode=mode)
            _timed(found[mode], lambda request=request: searcher.search(request))  # type: ignore[misc]
        request = SearchRequest(f"{query} understood{number}")
        held: list[float] = []
        _timed(held, lambda request=request: plan_of(searcher.snapshot, request))  # type: ignore[misc]
        scene = plan_of(searcher.snapshot, request).scene
        if scene is not None:
            found["understood"] += held
            sizes.append(scene.size)
            _timed(found["features"], lambda scene=scene: scene.features)  # type: ignore[misc]
            _timed(found["order"], lambda scene=scene: searcher.snapshot.ranker.rank(scene))  # type: ignore[misc]
        if number + 1 == WARM:
            found = {name: [] for name in names}
    searcher.close()
    medians = {name: round(1000 * statistics.median(values), 3) for name, values in found.items() if values}
    return medians | {"candidates": statistics.median(sizes)}


def _timed(into: list[float], call: Callable[[], object]) -> None:
    began = time.perf_counter()
    call()
    into.append(time.perf_counter() - began)


if __name__ == "__main__":
    lines = Path(sys.argv[2]).read_text("utf-8").splitlines()
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), [line for line in lines if line.strip()])) + "\n")
