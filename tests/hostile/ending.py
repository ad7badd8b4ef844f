"""How a server ends, and how it gets over frozen workers: 40 requests in flight, 1, 2 and 4 workers. In `make soak`.

Exits with 1 where a request that was sent before SIGTERM gets no answer, or a bound is missed.
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
REPLACED_SECONDS = 10.0
ENDED_SECONDS = 15.0
_STARTED = re.compile(r"Started server process \[(\d+)\]")


class Ending(msgspec.Struct, frozen=True):
    """What came of requests that were in flight at SIGTERM: answers by status (0 is none), and seconds to the end."""

    statuses: dict[int, int]
    seconds: float
    code: int


class Frozen(msgspec.Struct, frozen=True):
    """Seconds until a frozen worker was replaced, and from SIGTERM until the server ended with another one frozen."""

    replaced: float
    ended: float
    code: int


def end_in_flight(index: Path, workers: int, requests: int = REQUESTS) -> Ending:
    """Send so many questions, each on a connection of its own, and SIGTERM at once; count the answers."""
    with served(index, "--workers", str(workers)) as server:
        started_workers(server, workers)
        clients = [_asked(server, number) for number in range(requests)]
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        statuses: list[int] = []
        readers = [threading.Thread(target=lambda c=client: statuses.append(_status(c))) for client in clients]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        code = server.process.wait(timeout=120)
        return Ending(dict(Counter(statuses)), time.monotonic() - began, code)


def freeze(index: Path) -> Frozen:
    """Stop a worker of two and wait for its successor; then stop another one and end the server."""
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
        return Frozen(replaced, time.monotonic() - began, code)


def started_workers(server: Served, count: int) -> list[int]:
    """The processes of the workers in the order in which they started; waits until so many have."""

    def found() -> list[int]:
        return [int(one[1]) for line in list(server.log) if (one := _STARTED.search(line))]

    until(
        lambda: min(len(found()), sum("startup complete" in line for line in list(server.log))) >= count,
        f"{count} workers started",
    )
    return found()


def until(holds: Callable[[], bool], what: str) -> None:
    """Wait for something, a minute at most."""
    until = time.monotonic() + 60
    while not holds():
        if time.monotonic() > until:
            raise AssertionError(f"never: {what}")
        time.sleep(0.01)


def _asked(server: Served, number: int) -> socket.socket:
    address = urlsplit(server.url)
    client = socket.create_connection((address.hostname or "", address.port or 80), timeout=120)
    query = urlencode({"q": f"budget and schools in the year {number}", "limit": 50})
    client.sendall(f"GET /v1/search?{query} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
    return client


def _status(client: socket.socket) -> int:
    """The status of the answer, if it came whole."""
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
    """Measure all, and print a line each."""
    faults = 0
    with tempfile.TemporaryDirectory(prefix="onrecord-ending-") as folder:
        index = synthetic_index(Path(folder), PASSAGES)
        for workers in (1, 2, 4):
            ending = end_in_flight(index, workers)
            answered = ending.statuses.get(200, 0)
            print(
                f"{workers} workers: {answered} of {REQUESTS} in flight answered {ending.statuses}; "
                f"ended {ending.seconds:.1f} s after SIGTERM with {ending.code}"
            )
            faults += answered != REQUESTS or ending.code != 0
        frozen = freeze(index)
        print(f"a frozen worker was replaced after {frozen.replaced:.1f} s")
        print(f"with a frozen worker the server ended {frozen.ended:.1f} s after SIGTERM with {frozen.code}")
        faults += frozen.replaced > REPLACED_SECONDS or frozen.ended > ENDED_SECONDS or frozen.code != 0
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
