"""Endless requests of several forms, without a key: what the server answers, and what its memory grows by.

`make soak` runs it with 40 MB. Exits with 1 where a flood is not refused, memory grows beyond the bound, or
`/health/live` is slow meanwhile.
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
GROWTH_MB = 20.0
SLOWEST_SECONDS = 1.0
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
"""What each begins with, and what then comes without end."""


class Flood(msgspec.Struct):
    """What came of it: the status lines that came back, megabytes sent and grown, the slowest answer meanwhile."""

    statuses: set[int]
    sent_mb: float = 0.0
    grown_mb: float = 0.0
    slowest: float = 0.0


def flood(server: Served, form: str, megabytes: float = MEGABYTES, connections: int = CONNECTIONS) -> Flood:
    """Send so much of a form on so many connections at once, and watch the server."""
    begin, block = FLOODS[form]
    found, lock = Flood(set()), threading.Lock()

    def send() -> None:
        sent, statuses = _sent(server, begin, block, megabytes)
        with lock:
            found.sent_mb += sent
            found.statuses |= statuses

    before = resident_mb(server.process.pid)
    senders = [threading.Thread(target=send) for _ in range(connections)]
    for sender in senders:
        sender.start()
    while any(sender.is_alive() for sender in senders):
        began = time.monotonic()
        if httpx.get(f"{server.url}/health/live", timeout=60).status_code != httpx.codes.OK:
            raise AssertionError("the server does not live")
        found.slowest = max(found.slowest, time.monotonic() - began)
        found.grown_mb = max(found.grown_mb, resident_mb(server.process.pid) - before)
        time.sleep(0.01)
    found.grown_mb = max(found.grown_mb, resident_mb(server.process.pid) - before)
    return found


def _sent(server: Served, begin: bytes, block: bytes, megabytes: float) -> tuple[float, set[int]]:
    """Megabytes that were taken, and the statuses of the answers; the answers are read aside, as clients do."""
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
            # It was refused and closed.
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
    """Flood a server with all forms, in as many megabytes a connection as the first argument says."""
    megabytes = float(sys.argv[1]) if len(sys.argv) > 1 else MEGABYTES
    faults = 0
    print(f"{'form':<24}{'sent MB':>10}{'grown MB':>10}{'live s':>8}  answers")
    with (
        tempfile.TemporaryDirectory(prefix="onrecord-flood-") as folder,
        served(synthetic_index(Path(folder), 600)) as server,
    ):
        httpx.get(f"{server.url}/v1/search?q=budget", timeout=60)
        for form in FLOODS:
            found = flood(server, form, megabytes)
            print(
                f"{form:<24}{found.sent_mb:>10.1f}{found.grown_mb:>10.1f}{found.slowest:>8.2f}  "
                f"{sorted(found.statuses)}",
                flush=True,
            )
            refused = form.startswith("pipelined") or any(status >= 400 for status in found.statuses)
            faults += not refused or found.grown_mb > GROWTH_MB or found.slowest > SLOWEST_SECONDS
    print(f"{faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
