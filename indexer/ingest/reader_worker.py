"""The program that reads and attributes files in a process of its own, so that a hostile file can do no harm.

`python -m indexer.ingest.reader_worker` reads a `Setup` and then any number of `Job` from standard input. It replies
to each job on standard output with an `AttributedTranscript` for every transcript and a `End`. A message is
MessagePack, after its length as a big-endian integer of four bytes. `reader_process` is the other side.
"""

import os
import struct
import sys
import traceback
from collections.abc import Iterator
from typing import IO, Literal, TypeVar

import msgspec

from indexer import readers
from indexer.attribution import attribute
from indexer.directory.records import Directory
from indexer.errors import InputRefused
from indexer.languages import language_of
from indexer.limits import limit, lower_priority
from indexer.model import Passage, Transcript
from indexer.passages import PassageSettings, split_turn
from indexer.readers.source import Source

_LENGTH = struct.Struct(">I")
T = TypeVar("T")


class Setup(msgspec.Struct, frozen=True):
    """What all jobs share. `low_priority` lets other processes have the processor first."""

    directory: Directory
    settings: PassageSettings
    low_priority: bool = False


class Job(msgspec.Struct, frozen=True):
    """A source to read, and the memory in bytes and processor time in seconds that reading it may take."""

    source: Source
    memory: int
    seconds: float


class AttributedTranscript(msgspec.Struct, frozen=True, tag="transcript"):
    """A transcript of the source with its passages. Its id is the one that the source states, or empty."""

    transcript: Transcript
    passages: tuple[Passage, ...]


class End(msgspec.Struct, frozen=True, tag="end"):
    """The end of a job: `refused` is the source and reason of a refusal, `fault` why reading failed."""

    refused: tuple[str, str] | None = None
    fault: Literal["memory", "reader"] | None = None
    trace: str = ""


class Reply(msgspec.Struct, frozen=True):
    """A message of the worker."""

    content: AttributedTranscript | End


def send(stream: IO[bytes], message: object) -> None:
    """Write a message."""
    data = msgspec.msgpack.encode(message)
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes], kind: type[T]) -> T | None:
    """Read a message; None at the end of the stream, even if that is within a message."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    return msgspec.msgpack.decode(data, type=kind) if len(data) == length else None


def main() -> None:
    """Do jobs until standard input ends."""
    # What a library prints to standard output must not mix with the messages.
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    setup = receive(sys.stdin.buffer, Setup)
    if setup is None:
        return
    if setup.low_priority:
        lower_priority()
    while (job := receive(sys.stdin.buffer, Job)) is not None:
        end = End()
        limit(job.memory, job.seconds)
        try:
            for transcript in read_source(job.source, setup):
                send(out, Reply(transcript))
        except InputRefused as refusal:
            end = End(refused=(refusal.source, refusal.reason))
        except MemoryError:
            end = End(fault="memory")
        except Exception:  # noqa: BLE001 - any error that a file causes is reported, and the file refused
            end = End(fault="reader", trace=traceback.format_exc())
        send(out, Reply(end))


def read_source(source: Source, setup: Setup) -> Iterator[AttributedTranscript]:
    """The attributed transcripts of a source.

    Raises:
        InputRefused: the source cannot be read.
    """
    for document in readers.read(source):
        transcript = attribute(document, document.metadata.id or "", setup.directory)
        language = language_of(transcript.language)
        passages = (
            passage
            for turn in transcript.turns
            for passage in split_turn(transcript.text, turn, setup.settings, language)
        )
        yield AttributedTranscript(transcript, tuple(passages))


if __name__ == "__main__":
    main()
