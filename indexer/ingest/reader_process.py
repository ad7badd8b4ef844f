"""Reading and attributing files in a separate process, under limits of time and memory.

The process is a fresh interpreter that loads neither models nor the index. It may be started from any thread.
"""

import contextlib
import logging
import os
import signal
import subprocess
import sys
import threading

import msgspec

from indexer import readers
from indexer.directory.records import Directory
from indexer.errors import InputRefused
from indexer.ingest.reader_worker import (
    AttributedTranscript,
    End,
    Job,
    Reply,
    Setup,
    read_source,
    receive,
    send,
)
from indexer.limits import module_command
from indexer.passages import PassageSettings
from indexer.readers.source import Source

_log = logging.getLogger("onrecord.reading")
_MB = 1024**2


class ReadLimits(msgspec.Struct, frozen=True):
    """What reading a source may take: processor time and elapsed time in seconds, and memory in bytes."""

    cpu_seconds: float
    seconds: float
    memory: int


def limits_for_file(source: Source) -> ReadLimits:
    """The limits for a file, which grow with its size."""
    size = len(source.data) + sum(map(len, source.companions.values()))
    cpu_seconds = 30 + 10 * size / _MB
    return ReadLimits(cpu_seconds, 4 * cpu_seconds, 1024 * _MB + 64 * size)


class ReaderProcess:
    """A process that reads sources one at a time. It is started on first use, and again after it died."""

    def __init__(self, directory: Directory, settings: PassageSettings, *, low_priority: bool = False) -> None:
        self._setup = Setup(directory, settings, low_priority)
        self._process: subprocess.Popen[bytes] | None = None

    def read_file(self, source: Source) -> list[AttributedTranscript]:
        """The transcripts of a file. Formats that only our own code parses are read in this process, which is faster.

        Raises:
            InputRefused: as for `read`.
        """
        reader = readers.reader_of(source)
        if reader is not None and not reader.is_own_parser:
            return self.read(source, limits_for_file(source))
        return list(read_source(source, self._setup))

    def read(self, source: Source, limits: ReadLimits) -> list[AttributedTranscript]:
        """The transcripts of a source, attributed, with their passages.

        Raises:
            InputRefused: the source cannot be read, exceeds the limits, or makes its reader fail.
        """
        process = self._process = self._process or self._start_process()
        expired = threading.Event()
        timer = threading.Timer(limits.seconds, self._expire, [expired])
        timer.start()
        try:
            transcripts, end = _exchange(process, Job(source, limits.memory, limits.cpu_seconds))
        finally:
            timer.cancel()
        if end is None or end.fault is not None or expired.is_set():
            raise self._failure(source, limits, end, expired=expired.is_set())
        if end.refused is not None:
            raise InputRefused(*end.refused)
        return transcripts

    def close(self) -> None:
        """Kill the process."""
        process, self._process = self._process, None
        if process is None:
            return
        # Its streams are closed, and its end is awaited, at the end of the block.
        with contextlib.suppress(OSError), process:
            _kill(process)

    def _start_process(self) -> "subprocess.Popen[bytes]":
        command, environment = module_command("indexer.ingest.reader_worker")
        process = subprocess.Popen(  # noqa: S603 - our own module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            # A process group of its own: killing it kills its children, and Ctrl-C does not reach it.
            start_new_session=True,
        )
        if process.stdin is not None:
            with contextlib.suppress(OSError):
                send(process.stdin, self._setup)
        return process

    def _expire(self, expired: threading.Event) -> None:
        expired.set()
        if self._process is not None:
            _kill(self._process)

    def _failure(self, source: Source, limits: ReadLimits, end: End | None, *, expired: bool) -> InputRefused:
        """Why reading a source failed. The process is killed, since its state is unknown."""
        process = self._process
        code = None if process is None or end is not None else process.wait()
        self.close()
        if expired or (code is not None and sys.platform != "win32" and code == -signal.SIGXCPU):
            limit = f"{limits.cpu_seconds:g} s"
        elif end is not None and end.fault == "memory":
            limit = f"{limits.memory // _MB:,} MB of memory"
        else:
            _log.error("reading %s failed (exit code %s): %s", source.name, code, end.trace if end else "died")
            return InputRefused(
                source.name, "its reader failed, or ran out of memory; save it in another format."
            )
        return InputRefused(
            source.name, f"reading and attributing it takes more than {limit}; divide it into smaller files."
        )


def _exchange(process: "subprocess.Popen[bytes]", job: Job) -> tuple[list[AttributedTranscript], End | None]:
    """The transcripts of a job, and its end, or None if the process died first."""
    transcripts: list[AttributedTranscript] = []
    if process.stdin is None or process.stdout is None:
        return transcripts, None
    # That the process died shows when its reply is missing.
    with contextlib.suppress(OSError):
        send(process.stdin, job)
    while (reply := receive(process.stdout, Reply)) is not None:
        if isinstance(reply.content, End):
            return transcripts, reply.content
        transcripts.append(reply.content)
    return transcripts, None


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """Kill a process and its children."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg") and process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
