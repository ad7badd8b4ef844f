"""Hostile bodies sent to a server: how long each takes, what reading it holds, and how searches fare meanwhile.

    python -m eval.benchmarks.uploads FOLDER

sends every file of FOLDER to a server over an index of the sample, one after the other, and prints a line of JSON for
each: the status, seconds, the most memory that a process of the server's family held (MB), and the median of searches
meanwhile against that before (both of the same questions, in milliseconds).
"""

import json
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from embeddings.models import DEFAULT_MODEL
from eval.benchmarks.processes import family, resident_mb
from eval.benchmarks.serving import served
from indexer.index import open_encoder
from indexer.ingest.pipeline import index_paths
from indexer.readers import media_types
from indexer.sample import sample_folder
from search_api.keys import add_key

_IDLE = 2.0
"""Seconds of searches alone before each body: on a busy machine nothing else can be compared."""
_QUESTIONS = ("what did Blinken say about cyber attacks", "Ukraine", "sanctions on Russia", "the pandemic")


def main(bodies: Path) -> Iterator[dict[str, object]]:
    """What came of each body."""
    kinds = {suffix: kind for kind, suffix in reversed(media_types().items())}
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as folder:
        index = Path(folder) / "index"
        index_paths(index, [sample_folder()], open_encoder(DEFAULT_MODEL))
        headers = {"Authorization": f"Bearer {add_key(index, 'bench')}"}
        with served(index, "--rate", "0") as (client, process):
            url = str(client.base_url)
            client.timeout = httpx.Timeout(120)
            _until_ready(client)
            _searches(client, 20)
            for body in sorted(bodies.iterdir()):
                sent = headers | {"Content-Type": kinds.get(body.suffix, "text/plain")}
                idle = _Watch(process, url)
                time.sleep(_IDLE)
                _, before = idle.end()
                watch = _Watch(process, url)
                began = time.perf_counter()
                answer = client.put(f"/v1/transcripts/{body.stem}", content=body.read_bytes(), headers=sent)
                took = time.perf_counter() - began
                held, searched = watch.end()
                client.delete(f"/v1/transcripts/{body.stem}", headers=headers)
                yield {
                    "body": body.name,
                    "status": answer.status_code,
                    "seconds": round(took, 1),
                    "reader_mb": round(held),
                    "search_ms": round(searched, 1),
                    "search_before_ms": round(before, 1),
                    "times": round(searched / before, 2),
                    "detail": answer.json().get("detail", "")[-100:] if answer.status_code >= 400 else "",
                }


def _until_ready(client: httpx.Client) -> None:
    while True:
        try:
            client.get("/health/ready").raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.2)
        else:
            return


class _Watch:
    """Searches, and looks at the memory of what the server started, until it is told to end."""

    def __init__(self, process: int, url: str) -> None:
        self._process, self._url = process, url
        self._held = 0.0
        self._times: list[float] = []
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._look), threading.Thread(target=self._search)]
        for thread in self._threads:
            thread.start()

    def _look(self) -> None:
        while not self._over.wait(0.05):
            for one in family(self._process)[1:]:
                try:
                    self._held = max(self._held, resident_mb(one))
                except (OSError, StopIteration):
                    # It ended since it was listed.
                    continue

    def _search(self) -> None:
        with httpx.Client(base_url=self._url, timeout=120) as client:
            while not self._over.is_set():
                self._times.append(_searches(client, 1))

    def end(self) -> tuple[float, float]:
        """The most memory held, and the median of the searches."""
        self._over.set()
        for thread in self._threads:
            thread.join()
        return self._held, statistics.median(self._times)


_asked = iter(range(10**9))


def _searches(client: httpx.Client, rounds: int) -> float:
    """The median time of searches for questions that were not asked before."""
    times = []
    for _ in range(rounds):
        question = f"{_QUESTIONS[next(_asked) % len(_QUESTIONS)]} {next(_asked)}"
        began = time.perf_counter()
        client.get("/v1/search", params={"q": question}).raise_for_status()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    for line in main(Path(sys.argv[1])):
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()
