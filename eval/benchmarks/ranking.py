"""What ranking costs: `hybrid` and `ranked` side by side over one index, and the ranking's own parts.

    python -m eval.benchmarks.ranking INDEX QUERIES

prints JSON: medians in milliseconds, queries in turn so that both meet the same machine. QUERIES holds one a line.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from indexer.index import open_encoder, recorded_settings
from search_api.records import SearchRequest
from search_api.search import Searcher

WARM = 5


def main(folder: Path, queries: list[str]) -> dict[str, float]:
    """Medians over the queries; the first few warm caches and count for nothing."""
    searcher = Searcher.open(folder, open_encoder(recorded_settings(folder).encoder.model))
    found: dict[str, list[float]] = {"hybrid": [], "ranked": [], "candidates": [], "features": [], "order": []}
    for number, query in enumerate(queries):
        for mode in ("hybrid", "ranked"):
            request = SearchRequest(query, mode=mode)
            _timed(found[mode], lambda request=request: searcher.search(request))  # type: ignore[misc]
        held: list[float] = []
        _timed(held, lambda query=query: searcher.asked(SearchRequest(query)))  # type: ignore[misc]
        scene = searcher.asked(SearchRequest(query)).scene
        if scene is not None:
            found["candidates"].append(held[0])
            _timed(found["features"], lambda scene=scene: scene.features)  # type: ignore[misc]
            _timed(found["order"], lambda scene=scene: searcher.rank(scene))  # type: ignore[misc]
        if number + 1 == WARM:
            found = {name: [] for name in found}
    searcher.close()
    return {name: round(1000 * statistics.median(values), 3) for name, values in found.items() if values}


def _timed(into: list[float], call: Callable[[], object]) -> None:
    began = time.perf_counter()
    call()
    into.append(time.perf_counter() - began)


if __name__ == "__main__":
    lines = Path(sys.argv[2]).read_text("utf-8").splitlines()
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), [line for line in lines if line.strip()])) + "\n")
