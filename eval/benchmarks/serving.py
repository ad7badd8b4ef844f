"""Serving: a server of its own over an index, asked over HTTP.

    python -m eval.benchmarks.serving INDEX QUERIES

prints JSON: seconds to the first answer; milliseconds of questions that are new and of the same asked again, with and
without a speaker filter, beside those of the contender (`plain`), which is asked the new ones in turn with the server;
the server's processor time and the mean of each stage of a new one; new questions a second of eight clients; the
server's memory; and the seconds from indexing one new transcript to finding it. Then of a server with two workers the
new questions a second, and its memory: what several of its processes share is counted once.
"""

import contextlib
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

CLIENTS = 8
ROUNDS, FILTERED_ROUNDS, BLOCK = 1000, 400, 25
"""Questions asked, and how many at a stretch: each stretch new, then again, then by the contender."""
LOADED_SECONDS = 10.0
PATIENCE = 300.0
"""Seconds within which a server must answer, or find what was added."""
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


def main(index: Path, queries: list[str]) -> dict[str, Any]:
    """All figures of one index."""
    began = time.perf_counter()
    with served(index) as (client, process):
        _until_found(client, "what did they say about the economy", lambda _: True)
        found: dict[str, Any] = {"first_answer_s": time.perf_counter() - began}
        speakers = [one["id"] for one in client.get("/v1/speakers", params={"limit": 40}).json()["speakers"]]
        for query in queries[:40]:
            client.get("/v1/search", params={"q": f"{query} at first"})
        port = client.base_url.port or 80
        found |= _single(index, client, process, queries)
        found |= _filtered(port, queries, speakers)
        found["new_a_second"] = _loaded(port, queries)
        found["memory_mb"] = resident_mb(process)
        found["one_more_s"] = _one_more(index, client)
    with served(index, "--workers", "2") as (client, process):
        _until_found(client, "what did they say about the economy", lambda _: True)
        found["two_workers_new_a_second"] = _loaded(client.base_url.port or 80, queries)
        found["two_workers_memory_mb"] = sum(proportional_mb(one) for one in family(process))
    return found


def _single(index: Path, client: httpx.Client, process: int, queries: Sequence[str]) -> dict[str, Any]:
    """One question after the other, in stretches: new, again, and by the contender."""
    times: dict[str, list[float]] = {"new": [], "again": [], "plain": []}
    at_work = {"new": 0.0, "plain": 0.0}
    stages: Counter[str] = Counter()
    with contender(index) as answered:
        for first in range(0, ROUNDS, BLOCK):
            block = [_new(queries, at) for at in range(first, first + BLOCK)]
            stages.subtract(_stages(client))
            # The server closes a connection that waits for the contender.
            with Asking(client.base_url.port or 80) as asking:
                before = cpu_seconds(process)
                times["new"] += [asking.seconds(query, None) for query in block]
                at_work["new"] += cpu_seconds(process) - before
                stages.update(_stages(client))
                times["again"] += [asking.seconds(query, None) for query in block]
            for query in block:
                took = answered(query)
                times["plain"].append(took["seconds"])
                at_work["plain"] += took["cpu_seconds"]
    found: dict[str, Any] = {}
    for name, seconds in times.items():
        found |= _quantiles(name, seconds)
    found |= {f"{name}_cpu_ms": 1000 * seconds / ROUNDS for name, seconds in at_work.items()}
    found["new_of_plain"] = found["new_p50_ms"] / found["plain_p50_ms"]
    return found | {"new_stages_ms": {stage: 1000 * seconds / ROUNDS for stage, seconds in stages.items()}}


def _filtered(port: int, queries: Sequence[str], speakers: Sequence[str]) -> dict[str, float]:
    new: list[float] = []
    again: list[float] = []
    with Asking(port) as asking:
        for first in range(ROUNDS, ROUNDS + FILTERED_ROUNDS, BLOCK):
            block = [(_new(queries, at), speakers[at % len(speakers)]) for at in range(first, first + BLOCK)]
            new += [asking.seconds(*question) for question in block]
            again += [asking.seconds(*question) for question in block]
    return _quantiles("filtered_new", new) | _quantiles("filtered_again", again)


def _quantiles(name: str, seconds: Sequence[float]) -> dict[str, float]:
    return {f"{name}_p{share}_ms": 1000 * float(np.quantile(seconds, share / 100)) for share in (50, 99)}


@contextlib.contextmanager
def contender(index: Path) -> Iterator[Callable[[str], dict[str, float]]]:
    """The contender over an index, in a process of its own: a question in, its seconds out."""
    command = [sys.executable, "-m", "eval.benchmarks.plain", str(index)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, bufsize=1
    ) as process:
        asked, answers = process.stdin, process.stdout
        if asked is None or answers is None:
            raise RuntimeError("the contender has no pipes")

        def answered(query: str) -> dict[str, float]:
            asked.write(f"{query}\n")
            took: dict[str, float] = json.loads(answers.readline())
            return took

        # It is up before anything is timed.
        answered("ready")
        try:
            yield answered
        finally:
            asked.close()


def _stages(client: httpx.Client) -> dict[str, float]:
    """The seconds that each stage of all searches has taken so far."""
    measures = client.get("/metrics").text
    found = re.findall(r'^onrecord_search_stage_seconds_sum\{stage="(\w+)"\} (\S+)', measures, re.MULTILINE)
    return {stage: float(seconds) for stage, seconds in found}


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
    until = time.perf_counter() + PATIENCE
    while time.perf_counter() < until:
        with contextlib.suppress(httpx.TransportError):
            answer = client.get("/v1/search", params={"q": query})
            if answer.status_code == httpx.codes.OK and right(answer.json()):
                return
            if answer.status_code == httpx.codes.INTERNAL_SERVER_ERROR:
                raise RuntimeError(f"the server answered {answer.text}")
        time.sleep(0.01)
    raise RuntimeError(f"no answer in {PATIENCE} s; does `onrecord serve` start over this index?")


if __name__ == "__main__":
    lines = [line for line in Path(sys.argv[2]).read_text("utf-8").splitlines() if line.strip()]
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), lines)) + "\n")
