"""Serving: a server of its own over an index, asked over HTTP.

    python -m eval.benchmarks.serving INDEX QUERIES

prints JSON: seconds to the first answer, milliseconds of queries with and without a speaker filter, queries a second
of eight clients, the server's memory, and the seconds from indexing one new transcript to finding it.
"""

import contextlib
import http
import http.client
import json
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import numpy as np

CLIENTS = 8
ROUNDS = 400
LOADED_SECONDS = 10.0


@contextlib.contextmanager
def served(index: Path) -> Iterator[tuple[httpx.Client, int]]:
    """A server over an index, with a client; and its process id."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "onrecord", "serve", "--index", str(index), "--port", str(port)],
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
            client.get("/v1/search", params={"q": query})
        address = client.base_url.netloc.decode()
        # Bare: a client with comforts takes a millisecond of its own.
        connection = http.client.HTTPConnection(address, timeout=60)
        for name, chosen in (("query", [None]), ("filtered", speakers)):
            times = [
                _asked(connection, _new(queries, name, at), chosen[at % len(chosen)]) for at in range(ROUNDS)
            ]
            found[f"{name}_p50_ms"] = 1000 * float(np.quantile(times, 0.5))
            found[f"{name}_p99_ms"] = 1000 * float(np.quantile(times, 0.99))
        again = [_asked(connection, _new(queries, "query", ROUNDS - 1), None) for _ in range(100)]
        found["asked_again_p50_ms"] = 1000 * float(np.median(again))
        connection.close()
        found["queries_a_second"] = _loaded(address, queries)
        found["memory_mb"] = _resident(process)
        found["one_more_s"] = _one_more(index, client)
    return found


def _new(queries: Sequence[str], name: str, number: int) -> str:
    """A question that was not asked before: what is kept of those that were plays no part."""
    return f"{queries[number % len(queries)]} {name}{number}"


def _asked(connection: http.client.HTTPConnection, query: str, speaker: str | None) -> float:
    parameters = {"q": query} if speaker is None else {"q": query, "speaker": speaker}
    began = time.perf_counter()
    connection.request("GET", f"/v1/search?{urlencode(parameters)}")
    answer = connection.getresponse()
    answer.read()
    if answer.status != http.HTTPStatus.OK:
        raise RuntimeError(f"the server answered {answer.status}")
    return time.perf_counter() - began


def _loaded(address: str, queries: Sequence[str]) -> float:
    """Answers a second while eight clients ask one question after the other."""
    until = time.perf_counter() + LOADED_SECONDS
    counts = [0] * CLIENTS

    def ask(number: int) -> None:
        with contextlib.closing(http.client.HTTPConnection(address, timeout=60)) as connection:
            while time.perf_counter() < until:
                _asked(connection, _new(queries, f"client{number}-", number * 31 + counts[number]), None)
                counts[number] += 1

    threads = [threading.Thread(target=ask, args=[number]) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / LOADED_SECONDS


def _resident(process: int) -> float:
    lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


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
        time.sleep(0.01)


if __name__ == "__main__":
    lines = [line for line in Path(sys.argv[2]).read_text("utf-8").splitlines() if line.strip()]
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), lines)) + "\n")
