"""Servers that tests start, each in a process of its own."""

import contextlib
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec

_READY = re.compile(r"Uvicorn running on http://(?:\[[^\]]*\]|[^:\s]+):(\d+)")
"""The line that a server writes when it listens, with its port."""


class Served(msgspec.Struct, frozen=True):
    """A running server: its address, a client of it, its process, and the lines of its error stream so far."""

    url: str
    client: httpx.Client
    process: "subprocess.Popen[str]"
    log: list[str]


@contextlib.contextmanager
def served(
    index: Path, *options: str, environment: dict[str, str] | None = None, command: tuple[str, ...] = ("serve",)
) -> Iterator[Served]:
    """Serve an index by `serve` or another command, on a free port of the loopback; ended when the block is left."""
    process = subprocess.Popen(
        [sys.executable, "-m", "onrecord", *command, "--index", str(index), "--port", "0", *options],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        env=environment,
    )
    with (
        listening(process) as (port, log),
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client,
    ):
        yield Served(f"http://127.0.0.1:{port}", client, process, log)


@contextlib.contextmanager
def listening(process: "subprocess.Popen[str]") -> Iterator[tuple[int, list[str]]]:
    """Wait until a server listens; its port and the lines of its error stream. Ended when the block is left."""
    log: list[str] = []
    reader: threading.Thread | None = None
    assert process.stderr is not None
    try:
        for line in process.stderr:
            log.append(line)
            if ready := _READY.search(line):
                break
        else:
            raise AssertionError("the server ended before it listened: " + "".join(log))
        # Later lines are read in a thread, so that the server never waits for a full pipe.
        reader = threading.Thread(target=log.extend, args=[process.stderr], daemon=True)
        reader.start()
        yield int(ready[1]), log
    finally:
        process.terminate()
        process.wait(timeout=30)
        if reader is not None:
            reader.join()
        process.stderr.close()
