"""Files read and attributed in a process of their own, under limits of time and memory.

The process is a fresh interpreter that loads neither models nor the index, and may be started from any thread.
"""

import contextlib
import logging
import os
import signal
import subprocess
import sys
import threading
from types import TracebackType
from typing import Self

import msgspec

from indexer import readers
from indexer.directory.records import Directory
from indexer.errors import InputRefused
from indexer.ingest.reader_worker import Answer, Attributed, End, Job, Start, attribute_document, receive, send
from indexer.limits import module_command
from indexer.passages import PassageSettings
from indexer.readers.source import Source

_log = logging.getLogger("onrecord.reading")
_MB = 1024**2


class Limits(msgspec.Struct, frozen=True):
    """What reading a source may take: seconds of processor time, seconds in all, and bytes of memory."""

    seconds: float
    patience: float
    memory: int


def limits_of_file(source: Source) -> Limits:
    """Those of a file, which grow with its size as honest work does."""
    megabytes = len(source.data) / _MB
    seconds = 30 + 10 * megabytes
    return Limits(seconds, 4 * seconds, 1024 * _MB + 64 * len(source.data))


class ReaderProcess:
    """A process that reads one source after the other; it is started when it is needed, and anew when it died."""

    def __init__(self, directory: Directory, settings: PassageSettings, *, polite: bool = False) -> None:
        self._start = Start(directory, settings, polite)
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process."""
        self.close()

    def read_file(self, source: Source) -> list[Attributed]:
        """The transcripts of a file. What our own code alone parses is read in this process, which is faster.

        Raises:
            InputRefused: as for `read`.
        """
        reader = readers.reader_of(source)
        if reader is not None and not reader.is_own_parser:
            return self.read(source, limits_of_file(source))
        start = self._start
        return [attribute_document(one, start.directory, start.settings) for one in readers.read(source)]

    def read(self, source: Source, limits: Limits) -> list[Attributed]:
        """The transcripts of a source, attributed, with their passages.

        Raises:
            InputRefused: the source is refused, takes more than the limits, or breaks its reader.
        """
        process = self._process = self._process or self._started()
        expired = threading.Event()
        timer = threading.Timer(limits.patience, self._expire, [expired])
        timer.start()
        try:
            found, end = _exchange(process, Job(source, limits.memory, limits.seconds))
        finally:
            timer.cancel()
        if end is None or end.fault is not None or expired.is_set():
            raise self._broken(source, limits, end, expired=expired.is_set())
        if end.refused is not None:
            raise InputRefused(*end.refused)
        return found

    def close(self) -> None:
        """End the process, whatever it is doing."""
        process, self._process = self._process, None
        if process is None:
            return
        _kill(process)
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        process.wait()

    def _started(self) -> "subprocess.Popen[bytes]":
        command, environment = module_command("indexer.ingest.reader_worker")
        process = subprocess.Popen(  # noqa: S603 - our own module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            # By itself: what ends it ends its own helpers, and Ctrl-C in a terminal is for us alone.
            start_new_session=True,
        )
        if process.stdin is not None:
            with contextlib.suppress(OSError):
                send(process.stdin, self._start)
        return process

    def _expire(self, expired: threading.Event) -> None:
        expired.set()
        if self._process is not None:
            _kill(self._process)

    def _broken(self, source: Source, limits: Limits, end: End | None, *, expired: bool) -> InputRefused:
        """Why a source was not read to its end. The process is ended: nobody knows in which state it is."""
        process = self._process
        code = None if process is None or end is not None else process.wait()
        self.close()
        if expired or (code is not None and sys.platform != "win32" and code == -signal.SIGXCPU):
            reason = f"reading and attributing it takes more than {limits.seconds:g} s; divide it into smaller files."
        elif end is not None and end.fault == "memory":
            memory = f"{limits.memory // _MB:,} MB"
            reason = (
                f"reading and attributing it takes more than {memory} of memory; divide it into smaller files."
            )
        else:
            _log.error(
                "reading %s broke (exit code %s): %s", source.name, code, end.trace if end else "it died"
            )
            reason = "it breaks its reader, or takes more memory than it may; save it in another format."
        return InputRefused(source.name, reason)


def _exchange(process: "subprocess.Popen[bytes]", job: Job) -> tuple[list[Attributed], End | None]:
    """What comes back for a job; without an end where the process ended before."""
    found: list[Attributed] = []
    if process.stdin is None or process.stdout is None:
        return found, None
    # A process that died is seen by what does not come back.
    with contextlib.suppress(OSError):
        send(process.stdin, job)
    while (answer := receive(process.stdout, Answer)) is not None:
        if isinstance(answer.of, End):
            return found, answer.of
        found.append(answer.of)
    return found, None


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End a process with all that it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg") and process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
