"""Serving: a server of its own over an index, asked over HTTP.

    python -m eval.benchmarks.serving INDEX QUERIES

prints JSON: seconds to the first answer, milliseconds of queries with and without a speaker filter, queries a second
of eight clients, the server's memory, and the seconds from indexing one new transcript to finding it; then of a server
with two workers the queries a second, and its memory: what several of its processes share is counted once.
"""

import contextlib
import json
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlencode

import httpx
import numpy as np

from eval.benchmarks.processes import family, proportional_mb, resident_mb

CLIENTS = 8
ROUNDS = 400
LOADED_SECONDS = 10.0
_APART = 1031
"""How many questions later each client begins."""


@contextlib.contextmanager
def served(index: Path, *options: str) -> Iterator[tuple[httpx.Client, int]]:
    """A server over an index, with a client; and its process id."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "onrecord", "serve", "--index", str(index), "--port", str(port), *options],
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            yield client, server.pid
    finally:
        server.terminate()
        server.wait(timeout=60)


def main(index: Path, queries: list[str]) -> dict[str, float]:
    """All figures of one index."""
    began = time.perf_counter()
    with served(index) as (client, process):
        _until_found(client, "what did they say about the economy", lambda _: True)
        found = {"first_answer_s": time.perf_counter() - began}
        speakers = [one["id"] for one in client.get("/v1/speakers", params={"limit": 40}).json()["speakers"]]
        for query in queries[:40]:
            client.get("/v1/search", params={"q": f"{query} at first"})
        port = client.base_url.port or 80
        with Asking(port) as asking:
            for name, chosen in (("query", [None]), ("filtered", speakers)):
                times = [asking.seconds(_new(queries, at), chosen[at % len(chosen)]) for at in range(ROUNDS)]
                found[f"{name}_p50_ms"] = 1000 * float(np.quantile(times, 0.5))
                found[f"{name}_p99_ms"] = 1000 * float(np.quantile(times, 0.99))
            again = [
                asking.seconds(_new(queries, ROUNDS - 1), speakers[(ROUNDS - 1) % len(speakers)])
                for _ in range(100)
            ]
            found["asked_again_p50_ms"] = 1000 * float(np.median(again))
        found["queries_a_second"] = _loaded(port, queries)
        found["memory_mb"] = resident_mb(process)
        found["one_more_s"] = _one_more(index, client)
    with served(index, "--workers", "2") as (client, process):
        _until_found(client, "what did they say about the economy", lambda _: True)
        found["two_workers_queries_a_second"] = _loaded(client.base_url.port or 80, queries)
        found["two_workers_memory_mb"] = sum(proportional_mb(one) for one in family(process))
    return found


def _new(queries: Sequence[str], number: int) -> str:
    """A question that was not asked lately: what is kept of those that were plays no part.

    All in turn, and from the second time on with a number behind.
    """
    again, at = divmod(number, len(queries))
    return f"{queries[at]} {again}" if again else queries[at]


class Asking:
    """A connection that questions are put through. Bare: Python's own client takes as long as the server's HTTP."""

    def __init__(self, port: int) -> None:
        self._connection = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._answers = self._connection.makefile("rb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._answers.close()
        self._connection.close()

    def seconds(self, query: str, speaker: str | None) -> float:
        """How long an answer takes, whole."""
        parameters = {"q": query} if speaker is None else {"q": query, "speaker": speaker}
        request = f"GET /v1/search?{urlencode(parameters)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
        began = time.perf_counter()
        self._connection.sendall(request)
        status, length = self._answers.readline(), 0
        while (line := self._answers.readline()) != b"\r\n":
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        body = self._answers.read(length)
        took = time.perf_counter() - began
        if not status.startswith(b"HTTP/1.1 200 ") or not length or len(body) != length:
            raise RuntimeError(f"the server answered {status!r}")
        return took


def _loaded(port: int, queries: Sequence[str]) -> float:
    """Answers a second while eight clients ask one question after the other."""
    until = time.perf_counter() + LOADED_SECONDS
    counts = [0] * CLIENTS

    def ask(number: int) -> None:
        with Asking(port) as asking:
            while time.perf_counter() < until:
                asking.seconds(_new(queries, (number + 1) * _APART + counts[number]), None)
                counts[number] += 1

    threads = [threading.Thread(target=ask, args=[number]) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / LOADED_SECONDS


def _one_more(index: Path, client: httpx.Client) -> float:
    """Seconds from the command that indexes one new transcript until the server finds it."""
    mark = f"zyzzyva{time.time_ns()}"
    turns = [
        {"speaker": "Ann Newcomer", "text": f"The word of the day is {mark}, item {at}."} for at in range(40)
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{mark}.json"
        path.write_text(json.dumps({"turns": turns}), "utf-8")
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "onrecord", "index", str(path), "--index", str(index)],
            check=True,
            capture_output=True,
        )
        _until_found(
            client, mark, lambda answer: bool(answer["results"]) and mark in answer["results"][0]["quote"]
        )
        return time.perf_counter() - began


def _until_found(client: httpx.Client, query: str, right: Any) -> None:
    while True:
        with contextlib.suppress(httpx.TransportError):
            answer = client.get("/v1/search", params={"q": query})
            if answer.status_code == httpx.codes.OK and right(answer.json()):
                return
            if answer.status_code == httpx.codes.INTERNAL_SERVER_ERROR:
                raise RuntimeError(f"the server answered {answer.text}")
        time.sleep(0.01)


if __name__ == "__main__":
    lines = [line for line in Path(sys.argv[2]).read_text("utf-8").splitlines() if line.strip()]
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), lines)) + "\n")
