"""Shutting down a server with 40 requests in flight, and with frozen workers; part of `make soak`.

Exits with 1 if a request sent before SIGTERM is not answered, or a time limit is exceeded.
"""

import os
import re
import signal
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import msgspec

from tests.hostile.synthetic import synthetic_index
from tests.served import Served, served

REQUESTS = 40
PASSAGES = 2_000
MAX_SECONDS_TO_REPLACE = 10.0
MAX_SECONDS_TO_END = 15.0
_STARTED = re.compile(r"Started server process \[(\d+)\]")


class ShutdownResult(msgspec.Struct, frozen=True):
    """The answers to requests in flight at SIGTERM, by status (0 is none), the seconds to the end, and the exit
    code.
    """

    statuses: dict[int, int]
    seconds: float
    code: int


class FreezeResult(msgspec.Struct, frozen=True):
    """Seconds until a frozen worker was replaced, and from SIGTERM to the end of a server with a frozen worker."""

    replaced: float
    ended: float
    code: int


def shut_down_in_flight(index: Path, workers: int, requests: int = REQUESTS) -> ShutdownResult:
    """Send requests, each on its own connection, then SIGTERM at once, and count the answers."""
    with served(index, "--workers", str(workers)) as server:
        started_workers(server, workers)
        clients = [_send(server, number) for number in range(requests)]
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        statuses: list[int] = []
        readers = [
            threading.Thread(target=lambda client=client: statuses.append(_status(client)))
            for client in clients
        ]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        code = server.process.wait(timeout=120)
        return ShutdownResult(dict(Counter(statuses)), time.monotonic() - began, code)


def freeze_workers(index: Path) -> FreezeResult:
    """Freeze one of two workers and wait for its replacement; then freeze that and end the server."""
    with served(index, "--workers", "2") as server:
        first = started_workers(server, 2)[0]
        began = time.monotonic()
        os.kill(first, signal.SIGSTOP)
        latest = started_workers(server, 3)[2]
        replaced = time.monotonic() - began
        os.kill(latest, signal.SIGSTOP)
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        code = server.process.wait(timeout=120)
        return FreezeResult(replaced, time.monotonic() - began, code)


def started_workers(server: Served, count: int) -> list[int]:
    """Wait until a number of workers have started; returns their process ids in the order of their start."""

    def started() -> list[int]:
        return [int(match[1]) for line in list(server.log) if (match := _STARTED.search(line))]

    wait_until(
        lambda: min(len(started()), sum("startup complete" in line for line in list(server.log))) >= count,
        f"{count} workers started",
    )
    return started()


def wait_until(condition: Callable[[], bool], description: str) -> None:
    """Wait for a condition, for at most a minute."""
    deadline = time.monotonic() + 60
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"timed out: {description}")
        time.sleep(0.01)


def _send(server: Served, number: int) -> socket.socket:
    address = urlsplit(server.url)
    client = socket.create_connection((address.hostname or "", address.port or 80), timeout=120)
    query = urlencode({"q": f"budget and schools in the year {number}", "limit": 50})
    client.sendall(f"GET /v1/search?{query} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
    return client


def _status(client: socket.socket) -> int:
    """The status of a complete answer, else 0."""
    out = b""
    with client:
        try:
            while data := client.recv(65536):
                out += data
        except OSError:
            return 0
    head, _, body = out.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: (\d+)", head)
    return int(head.split()[1]) if length and len(body) == int(length[1]) else 0


def main() -> int:
    """Shut down servers with 1, 2 and 4 workers and with a frozen worker, and print the results."""
    faults = 0
    with tempfile.TemporaryDirectory(prefix="onrecord-shutdown-") as folder:
        index = synthetic_index(Path(folder), PASSAGES)
        for workers in (1, 2, 4):
            result = shut_down_in_flight(index, workers)
            answered = result.statuses.get(200, 0)
            print(
                f"{workers} workers: {answered} of {REQUESTS} in flight answered {result.statuses}; "
                f"ended {result.seconds:.1f} s after SIGTERM with {result.code}"
            )
            faults += answered != REQUESTS or result.code != 0
        frozen = freeze_workers(index)
        print(f"a frozen worker was replaced after {frozen.replaced:.1f} s")
        print(f"with a frozen worker the server ended {frozen.ended:.1f} s after SIGTERM with {frozen.code}")
        faults += (
            frozen.replaced > MAX_SECONDS_TO_REPLACE or frozen.ended > MAX_SECONDS_TO_END or frozen.code != 0
        )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
