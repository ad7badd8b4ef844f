"""Servers that tests start, each in a process of its own."""

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
"""What a server logs once it listens."""


class Served(msgspec.Struct, frozen=True):
    """A running server: its address, a client, its process, and the lines that it has logged so far."""

    url: str
    client: httpx.Client
    process: "subprocess.Popen[str]"
    log: list[str]


def free_port() -> int:
    """A port of the loopback that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextlib.contextmanager
def served(
    index: Path, *options: str, environment: dict[str, str] | None = None, command: tuple[str, ...] = ("serve",)
) -> Iterator[Served]:
    """Serve an index on a free port, with `serve` or another command, until the block is left."""
    port = free_port()
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
    """Wait until a server listens; yields the lines that it logs, and ends the server when the block is left."""
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
        # A thread reads the rest, so that the server never waits for a full pipe.
        reader = threading.Thread(target=log.extend, args=[process.stderr], daemon=True)
        reader.start()
        yield log
    finally:
        process.terminate()
        process.wait(timeout=30)
        if reader is not None:
            reader.join()
        process.stderr.close()
