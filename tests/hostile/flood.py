"""Endless requests of several forms without an API key; part of `make soak`.

    python -m tests.hostile.flood [MEGABYTES]

sends a number of megabytes per connection, by default 40, and prints the answers and the growth of the server's memory.
Exits with 1 if a flood is not refused, memory grows beyond its limit, or `/health/live` is slow during a flood.
"""

import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import msgspec

from eval.benchmarks.processes import resident_mb
from tests.hostile.synthetic import synthetic_index
from tests.served import Served, served

MEGABYTES = 40
CONNECTIONS = 4
MAX_GROWTH_MB = 20.0
MAX_SECONDS = 1.0
"""For an answer of `/health/live`."""
_POST = b"POST /v1/search/batch HTTP/1.1\r\nHost: a\r\n"
_CHUNKED = _POST + b"Transfer-Encoding: chunked\r\n\r\n"
_GET = b"GET /v1/transcripts?limit=1 HTTP/1.1\r\nHost: a\r\n"

FLOODS: dict[str, tuple[bytes, bytes]] = {
    "trailers": (_CHUNKED + b"2\r\n{}\r\n0\r\n", b"a:b\r\n" * 20_000),
    "one trailer": (_CHUNKED + b"2\r\n{}\r\n0\r\na: ", b"a" * 100_000),
    "trailers of a GET": (_GET + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"a:b\r\n" * 20_000),
    "chunk extension": (_CHUNKED + b"2;a=", b"a" * 100_000),
    "tiny chunks": (_CHUNKED, b"1\r\na\r\n" * 20_000),
    "pipelined heads": (b"", (_GET + b"\r\n") * 2_000),
    "pipelined large heads": (b"", (_GET + b"X: " + b"a" * 60_000 + b"\r\n\r\n") * 2),
    "headers": (_GET, b"a:b\r\n" * 20_000),
    "folded header": (_GET + b"X: a\r\n", b" a\r\n" * 20_000),
    "line ends": (b"", b"\r\n" * 50_000),
}
"""By form: the beginning of the request, and the block that is then repeated without end."""


class FloodResult(msgspec.Struct):
    """The statuses of the answers, the megabytes sent and of memory growth, and the slowest `/health/live` in
    seconds.
    """

    statuses: set[int]
    sent_mb: float = 0.0
    grown_mb: float = 0.0
    slowest: float = 0.0


def flood(
    server: Served, form: str, megabytes: float = MEGABYTES, connections: int = CONNECTIONS
) -> FloodResult:
    """Flood a server on several connections at once, each with a number of megabytes."""
    begin, block = FLOODS[form]
    result, lock = FloodResult(set()), threading.Lock()

    def send() -> None:
        sent, statuses = _send(server, begin, block, megabytes)
        with lock:
            result.sent_mb += sent
            result.statuses |= statuses

    before = resident_mb(server.process.pid)
    senders = [threading.Thread(target=send) for _ in range(connections)]
    for sender in senders:
        sender.start()
    while any(sender.is_alive() for sender in senders):
        began = time.monotonic()
        if httpx.get(f"{server.url}/health/live", timeout=60).status_code != httpx.codes.OK:
            raise AssertionError("the server is not live")
        result.slowest = max(result.slowest, time.monotonic() - began)
        result.grown_mb = max(result.grown_mb, resident_mb(server.process.pid) - before)
        time.sleep(0.01)
    result.grown_mb = max(result.grown_mb, resident_mb(server.process.pid) - before)
    return result


def _send(server: Served, begin: bytes, block: bytes, megabytes: float) -> tuple[float, set[int]]:
    """The megabytes that the server received, and the statuses of its answers, which a thread reads."""
    address = urlsplit(server.url)
    out = bytearray()
    with socket.create_connection((address.hostname or "", address.port or 80), timeout=60) as client:
        reader = threading.Thread(target=lambda: out.extend(b"".join(_received(client))))
        reader.start()
        sent = 0
        try:
            client.sendall(begin)
            while sent < megabytes * 1e6:
                client.sendall(block)
                sent += len(block)
            client.shutdown(socket.SHUT_WR)
        except OSError:
            # The server refused the request and closed the connection.
            pass
        reader.join()
    parts = bytes(out).split(b"HTTP/1.1 ")[1:]
    return sent / 1e6, {int(part[:3]) for part in parts if part[:3].isdigit()}


def _received(client: socket.socket) -> Iterator[bytes]:
    try:
        while data := client.recv(65536):
            yield data
    except OSError:
        return


def main() -> int:
    """Flood a server with each form, and print a line for each."""
    megabytes = float(sys.argv[1]) if len(sys.argv) > 1 else MEGABYTES
    faults = 0
    print(f"{'form':<24}{'sent MB':>10}{'grown MB':>10}{'live s':>8}  answers")
    with (
        tempfile.TemporaryDirectory(prefix="onrecord-flood-") as folder,
        served(synthetic_index(Path(folder), 600)) as server,
    ):
        httpx.get(f"{server.url}/v1/search?q=budget", timeout=60)
        for form in FLOODS:
            result = flood(server, form, megabytes)
            print(
                f"{form:<24}{result.sent_mb:>10.1f}{result.grown_mb:>10.1f}{result.slowest:>8.2f}  "
                f"{sorted(result.statuses)}",
                flush=True,
            )
            refused = form.startswith("pipelined") or any(status >= 400 for status in result.statuses)
            faults += not refused or result.grown_mb > MAX_GROWTH_MB or result.slowest > MAX_SECONDS
    print(f"{faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
