"""A server of its own process over an index, for tests."""

import contextlib
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec

READY = "Uvicorn running"
"""The line that says it listens: the event to wait for."""


class Served(msgspec.Struct, frozen=True):
    """A server that runs: its address, a client of it, its process, and what it wrote so far to its error stream."""

    url: str
    client: httpx.Client
    process: "subprocess.Popen[str]"
    log: list[str]


@contextlib.contextmanager
def served(
    index: Path, *options: str, environment: dict[str, str] | None = None, command: tuple[str, ...] = ("serve",)
) -> Iterator[Served]:
    """Serve an index on a free port of the loopback, by `serve` or another command; ended when the block is left."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "onrecord", *command, "--index", str(index), "--port", str(port), *options],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        env=environment,
    )
    with (
        listening(process) as log,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client,
    ):
        yield Served(f"http://127.0.0.1:{port}", client, process, log)


@contextlib.contextmanager
def listening(process: "subprocess.Popen[str]") -> Iterator[list[str]]:
    """Wait until a server listens; gives what it writes to its error stream, and ends it when the block is left."""
    log: list[str] = []
    reader: threading.Thread | None = None
    assert process.stderr is not None
    try:
        for line in process.stderr:
            log.append(line)
            if READY in line:
                break
        else:
            raise AssertionError("the server ended before it listened: " + "".join(log))
        # What it writes later is read away, so that it never waits for us.
        reader = threading.Thread(target=log.extend, args=[process.stderr], daemon=True)
        reader.start()
        yield log
    finally:
        process.terminate()
        process.wait(timeout=30)
        if reader is not None:
            reader.join()
        process.stderr.close()
