"""The time of searches in the modes `hybrid` and `ranked`, and of the parts of ranking.

    python -m eval.benchmarks.ranking INDEX QUERIES

prints medians in milliseconds and the number of candidates as JSON. The modes alternate, so that both are measured
under the same conditions. QUERIES is a file with a query per line; a word is appended to each, so that no cache helps.
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

WARM_UP = 5


def main(folder: Path, queries: list[str]) -> dict[str, float]:
    """Medians over the queries, after the first few as a warm-up."""
    searcher = Searcher(folder, open_encoder(recorded_settings(folder).encoder.model))
    names = ("hybrid", "ranked", "understood", "features", "order")
    times: dict[str, list[float]] = {name: [] for name in names}
    sizes: list[int] = []
    for number, query in enumerate(queries):
        for mode in ("hybrid", "ranked"):
            request = SearchRequest(f"{query} {mode}{number}", mode=mode)
            _time(times[mode], lambda request=request: searcher.search(request))  # type: ignore[misc]
        request = SearchRequest(f"{query} understood{number}")
        planning: list[float] = []
        _time(planning, lambda request=request: plan_of(searcher.snapshot, request))  # type: ignore[misc]
        scene = plan_of(searcher.snapshot, request).scene
        if scene is not None:
            times["understood"] += planning
            sizes.append(scene.size)
            _time(times["features"], lambda scene=scene: scene.features)  # type: ignore[misc]
            _time(times["order"], lambda scene=scene: searcher.snapshot.ranker.rank(scene))  # type: ignore[misc]
        if number + 1 == WARM_UP:
            times = {name: [] for name in names}
    searcher.close()
    medians = {name: round(1000 * statistics.median(values), 3) for name, values in times.items() if values}
    return medians | {"candidates": statistics.median(sizes)}


def _time(times: list[float], call: Callable[[], object]) -> None:
    """Add the seconds of a call to a list."""
    began = time.perf_counter()
    call()
    times.append(time.perf_counter() - began)


if __name__ == "__main__":
    lines = Path(sys.argv[2]).read_text("utf-8").splitlines()
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), [line for line in lines if line.strip()])) + "\n")
