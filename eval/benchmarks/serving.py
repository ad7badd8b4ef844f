"""The speed and memory of a server, measured over HTTP.

    python -m eval.benchmarks.serving INDEX QUERIES

prints JSON: the seconds to the first answer; the milliseconds of new questions and of the same questions repeated, with
and without a speaker filter; those of the reference search (`plain`) for the new questions, which it answers in
alternation with the server; the processor time and the mean of each stage of a new question; the new questions per
second of eight clients; the memory of the server; and the seconds from indexing a new transcript to finding it. Then,
for a server with two workers, the new questions per second, and the memory, in which shared pages count once. QUERIES
is a file with a query per line.
"""

import contextlib
import gc
import json
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlencode

import httpx
import numpy as np

from eval.benchmarks.processes import cpu_seconds, family, proportional_mb, resident_mb
from eval.benchmarks.reference_search import reference_search

CLIENTS = 8
QUESTIONS, FILTERED_QUESTIONS, BLOCK = 1000, 400, 25
"""A block of questions is sent to the server, sent again, and then to the reference search."""
LOAD_SECONDS = 10.0
TIMEOUT = 300.0
"""Seconds within which a server must answer, or find an added transcript."""
_CLIENT_OFFSET = 1031
"""How many questions after the previous client each client begins."""


@contextlib.contextmanager
def served(index: Path, *options: str) -> Iterator[tuple[httpx.Client, int]]:
    """Serve an index until the block is left; yields a client and the process id."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
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


def main(index: Path, queries: list[str]) -> dict[str, Any]:
    """All figures of an index."""
    began = time.perf_counter()
    with served(index) as (client, process):
        until_found(client, "what did they say about the economy", lambda _: True)
        figures: dict[str, Any] = {"first_answer_s": time.perf_counter() - began}
        answer = client.get("/v1/speakers", params={"limit": 40}).json()
        speakers = [speaker["id"] for speaker in answer["speakers"]]
        for query in queries[:40]:
            client.get("/v1/search", params={"q": f"{query} at first"})
        port = client.base_url.port or 80
        figures |= _unfiltered(index, client, process, queries)
        figures |= _filtered(port, queries, speakers)
        figures["new_a_second"] = _throughput(port, queries)
        figures["memory_mb"] = resident_mb(process)
        figures["one_more_s"] = _seconds_until_indexed(index, client)
    with served(index, "--workers", "2") as (client, process):
        until_found(client, "what did they say about the economy", lambda _: True)
        figures["two_workers_new_a_second"] = _throughput(client.base_url.port or 80, queries)
        figures["two_workers_memory_mb"] = sum(proportional_mb(member) for member in family(process))
    return figures


def _unfiltered(index: Path, client: httpx.Client, process: int, queries: Sequence[str]) -> dict[str, Any]:
    """One question at a time, in blocks: new, repeated, and by the reference search."""
    times: dict[str, list[float]] = {"new": [], "again": [], "plain": []}
    cpu = {"new": 0.0, "plain": 0.0}
    stages: Counter[str] = Counter()
    search_reference = reference_search(index)
    search_reference("ready")
    # The server does the same.
    gc.collect()
    gc.freeze()
    for first in range(0, QUESTIONS, BLOCK):
        block = [_new(queries, number) for number in range(first, first + BLOCK)]
        stages.subtract(_stages(client))
        # The server would close the connection while the reference search works.
        with SearchConnection(client.base_url.port or 80) as connection:
            before = cpu_seconds(process)
            times["new"] += [connection.seconds(query, None) for query in block]
            cpu["new"] += cpu_seconds(process) - before
            stages.update(_stages(client))
            times["again"] += [connection.seconds(query, None) for query in block]
        for query in block:
            began, cpu_began = time.perf_counter(), time.process_time()
            search_reference(query)
            times["plain"].append(time.perf_counter() - began)
            cpu["plain"] += time.process_time() - cpu_began
    figures: dict[str, Any] = {}
    for name, seconds in times.items():
        figures |= _quantiles(name, seconds)
    figures |= {f"{name}_cpu_ms": 1000 * seconds / QUESTIONS for name, seconds in cpu.items()}
    figures["new_of_plain"] = figures["new_p50_ms"] / figures["plain_p50_ms"]
    figures["new_stages_ms"] = {stage: 1000 * seconds / QUESTIONS for stage, seconds in stages.items()}
    return figures


def _filtered(port: int, queries: Sequence[str], speakers: Sequence[str]) -> dict[str, float]:
    new: list[float] = []
    again: list[float] = []
    with SearchConnection(port) as connection:
        for first in range(QUESTIONS, QUESTIONS + FILTERED_QUESTIONS, BLOCK):
            numbers = range(first, first + BLOCK)
            block = [(_new(queries, number), speakers[number % len(speakers)]) for number in numbers]
            new += [connection.seconds(*question) for question in block]
            again += [connection.seconds(*question) for question in block]
    return _quantiles("filtered_new", new) | _quantiles("filtered_again", again)


def _quantiles(name: str, seconds: Sequence[float]) -> dict[str, float]:
    return {f"{name}_p{share}_ms": 1000 * float(np.quantile(seconds, share / 100)) for share in (50, 99)}


def _stages(client: httpx.Client) -> dict[str, float]:
    """The seconds that each stage of all searches has taken so far."""
    metrics = client.get("/metrics").text
    stages = re.findall(r'^onrecord_search_stage_seconds_sum\{stage="(\w+)"\} (\S+)', metrics, re.MULTILINE)
    return {stage: float(seconds) for stage, seconds in stages}


def _new(queries: Sequence[str], number: int) -> str:
    """A question that no cache of the server holds: the queries in order, in later rounds with a number appended."""
    repetition, position = divmod(number, len(queries))
    return f"{queries[position]} {repetition}" if repetition else queries[position]


class SearchConnection:
    """A connection for searches, over a bare socket, since an HTTP client would take as long as the server's HTTP."""

    def __init__(self, port: int) -> None:
        self._connection = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._answers = self._connection.makefile("rb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._answers.close()
        self._connection.close()

    def seconds(self, query: str, speaker: str | None) -> float:
        """How long a search takes until its answer is received completely."""
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


def _throughput(port: int, queries: Sequence[str]) -> float:
    """Answers per second while eight clients each ask one question after another."""
    until = time.perf_counter() + LOAD_SECONDS
    counts = [0] * CLIENTS

    def ask(number: int) -> None:
        with SearchConnection(port) as connection:
            while time.perf_counter() < until:
                connection.seconds(_new(queries, (number + 1) * _CLIENT_OFFSET + counts[number]), None)
                counts[number] += 1

    threads = [threading.Thread(target=ask, args=[number]) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / LOAD_SECONDS


def _seconds_until_indexed(index: Path, client: httpx.Client) -> float:
    """Seconds from the start of the command that indexes a new transcript until the server finds it."""
    word = f"zyzzyva{time.time_ns()}"
    texts = [f"The word of the day is {word}, item {number}." for number in range(40)]
    turns = [{"speaker": "Ann Newcomer", "text": text} for text in texts]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{word}.json"
        path.write_text(json.dumps({"turns": turns}), "utf-8")
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "onrecord", "index", str(path), "--index", str(index)],
            check=True,
            capture_output=True,
        )
        until_found(
            client, word, lambda answer: bool(answer["results"]) and word in answer["results"][0]["quote"]
        )
        return time.perf_counter() - began


def until_found(client: httpx.Client, query: str, is_right: Callable[[Any], bool]) -> None:
    until = time.perf_counter() + TIMEOUT
    while time.perf_counter() < until:
        with contextlib.suppress(httpx.TransportError):
            answer = client.get("/v1/search", params={"q": query})
            if answer.status_code == httpx.codes.OK and is_right(answer.json()):
                return
            if answer.status_code == httpx.codes.INTERNAL_SERVER_ERROR:
                raise RuntimeError(f"the server answered {answer.text}")
        time.sleep(0.01)
    raise RuntimeError(f"no answer within {TIMEOUT} s; check that `onrecord serve` starts with this index.")


if __name__ == "__main__":
    lines = [line for line in Path(sys.argv[2]).read_text("utf-8").splitlines() if line.strip()]
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), lines)) + "\n")
