"""The effect of hostile uploads on a server: their time and memory, and the time of searches during them.

    python -m eval.benchmarks.uploads FOLDER

uploads every file of FOLDER to a server of the sample, one at a time, and prints a line of JSON for each: the status,
the seconds, the maximum memory of the processes that the server started (MB), and the median time of searches before
and during the upload (ms).
"""

import contextlib
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
from eval.benchmarks.serving import served, until_found
from indexer.index import open_encoder
from indexer.ingest.pipeline import index_paths
from indexer.readers import media_types
from indexer.sample import sample_folder
from search_api.keys import add_key

_SECONDS_BEFORE = 2.0
"""How long searches are measured before each upload, to compare both under the same conditions."""
_QUESTIONS = ("what did Blinken say about cyber attacks", "Ukraine", "sanctions on Russia", "the pandemic")


def main(bodies: Path) -> Iterator[dict[str, object]]:
    """The figures of each upload."""
    kinds = {suffix: kind for kind, suffix in reversed(media_types().items())}
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as folder:
        index = Path(folder) / "index"
        index_paths(index, [sample_folder()], open_encoder(DEFAULT_MODEL))
        headers = {"Authorization": f"Bearer {add_key(index, 'bench')}"}
        with served(index, "--rate", "0") as (client, process):
            url = str(client.base_url)
            client.timeout = httpx.Timeout(120)
            until_found(client, _QUESTIONS[0], lambda _: True)
            _searches(client, 20)
            for body in sorted(bodies.iterdir()):
                upload_headers = headers | {"Content-Type": kinds.get(body.suffix, "text/plain")}
                monitor = _Monitor(process, url)
                time.sleep(_SECONDS_BEFORE)
                _, before = monitor.stop()
                monitor = _Monitor(process, url)
                began = time.perf_counter()
                answer = client.put(
                    f"/v1/transcripts/{body.stem}", content=body.read_bytes(), headers=upload_headers
                )
                took = time.perf_counter() - began
                memory, during = monitor.stop()
                client.delete(f"/v1/transcripts/{body.stem}", headers=headers)
                yield {
                    "body": body.name,
                    "status": answer.status_code,
                    "seconds": round(took, 1),
                    "reader_mb": round(memory),
                    "search_ms": round(during, 1),
                    "search_before_ms": round(before, 1),
                    "times": round(during / before, 2),
                    "detail": answer.json().get("detail", "")[-100:] if answer.status_code >= 400 else "",
                }


class _Monitor:
    """Searches, and watches the memory of the processes that the server started, until it is stopped."""

    def __init__(self, process: int, url: str) -> None:
        self._process, self._url = process, url
        self._memory = 0.0
        self._times: list[float] = []
        self._stopped = threading.Event()
        self._threads = [threading.Thread(target=self._watch_memory), threading.Thread(target=self._search)]
        for thread in self._threads:
            thread.start()

    def _watch_memory(self) -> None:
        while not self._stopped.wait(0.05):
            for member in family(self._process)[1:]:
                # A process may have ended after it was listed.
                with contextlib.suppress(OSError, StopIteration):
                    self._memory = max(self._memory, resident_mb(member))

    def _search(self) -> None:
        with httpx.Client(base_url=self._url, timeout=120) as client:
            while not self._stopped.is_set():
                self._times.append(_searches(client, 1))

    def stop(self) -> tuple[float, float]:
        """The maximum memory in MB, and the median milliseconds of a search."""
        self._stopped.set()
        for thread in self._threads:
            thread.join()
        return self._memory, statistics.median(self._times)


_numbers = iter(range(10**9))


def _searches(client: httpx.Client, rounds: int) -> float:
    """The median milliseconds of searches for new questions."""
    times = []
    for _ in range(rounds):
        question = f"{_QUESTIONS[next(_numbers) % len(_QUESTIONS)]} {next(_numbers)}"
        began = time.perf_counter()
        client.get("/v1/search", params={"q": question}).raise_for_status()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    for line in main(Path(sys.argv[1])):
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()
