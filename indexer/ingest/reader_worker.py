"""The program that reads and attributes files for others, so that a hostile file can harm nothing.

`python -m indexer.ingest.reader_worker` reads a `Start` and then any number of `Job` from standard input. It answers
each job on standard output with an `Attributed` for every transcript and an `End`. Each message is MessagePack after
its length in four bytes. See `reader_process` for the other side.
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
from indexer.model import Document, Passage, Transcript
from indexer.passages import PassageSettings, split_turn
from indexer.readers.source import Source

_LENGTH = struct.Struct(">I")
T = TypeVar("T")


class Start(msgspec.Struct, frozen=True):
    """What all sources are read with; `polite` is whether others go first where there is not enough processor."""

    directory: Directory
    settings: PassageSettings
    polite: bool = False


class Job(msgspec.Struct, frozen=True):
    """A source to be read, and the bytes of memory and seconds of processor time that it may take."""

    source: Source
    memory: int
    seconds: float


class Attributed(msgspec.Struct, frozen=True, tag="attributed"):
    """A transcript of the source, with its passages; its id is the source's own, or empty."""

    transcript: Transcript
    passages: tuple[Passage, ...]


class End(msgspec.Struct, frozen=True, tag="end"):
    """The end of a source. `refused` is the place and the reason, where it is refused; `fault` what broke."""

    refused: tuple[str, str] | None = None
    fault: Literal["memory", "reader"] | None = None
    trace: str = ""


class Answer(msgspec.Struct, frozen=True):
    """What comes back for a job: any number of transcripts, and an end."""

    of: Attributed | End


def send(stream: IO[bytes], message: object) -> None:
    """Write a message."""
    data = msgspec.msgpack.encode(message)
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes], kind: type[T]) -> T | None:
    """Read a message; None at the end of the stream, also where it ends in the midst of one."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    return msgspec.msgpack.decode(data, type=kind) if len(data) == length else None


def main() -> None:
    """Read what comes until nothing more does."""
    # What a library prints must not get between the messages.
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    start = receive(sys.stdin.buffer, Start)
    if start is None:
        return
    if start.polite:
        lower_priority()
    while (job := receive(sys.stdin.buffer, Job)) is not None:
        end = End()
        limit(job.memory, job.seconds)
        try:
            for answer in _read(job.source, start):
                send(out, Answer(answer))
        except InputRefused as refusal:
            end = End(refused=(refusal.source, refusal.reason))
        except MemoryError:
            end = End(fault="memory")
        except Exception:  # noqa: BLE001 - whatever a file brings about is told, and the file refused
            end = End(fault="reader", trace=traceback.format_exc())
        send(out, Answer(end))


def _read(source: Source, start: Start) -> Iterator[Attributed]:
    for document in readers.read(source):
        yield attribute_document(document, start.directory, start.settings)


def attribute_document(document: Document, directory: Directory, settings: PassageSettings) -> Attributed:
    """A document's transcript under the document's own id, with its passages."""
    transcript = attribute(document, document.metadata.id or "", directory)
    language = language_of(transcript.language)
    return Attributed(
        transcript,
        tuple(
            passage
            for turn in transcript.turns
            for passage in split_turn(transcript.text, turn, settings, language)
        ),
    )


if __name__ == "__main__":
    main()
