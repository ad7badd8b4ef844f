"""From files to attributed transcripts; nothing is stored."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
from slugify import slugify

from indexer import readers
from indexer.attribution import attribute
from indexer.directory.load import merged, shipped
from indexer.directory.records import Directory
from indexer.errors import InputRefused
from indexer.ingest.reader_process import ReaderProcess
from indexer.languages import DEFAULT, languages
from indexer.model import Metadata, Transcript
from indexer.passages import PassageSettings
from indexer.sources import files

READING_VERSION = 4
"""Counted up whenever readers, attribution or passages change: a later run then reads unchanged files again."""

HolderOf = Callable[[str], str | None]
"""The source that holds a transcript of an id, if any does."""


def read_sources(path: Path, directory: Directory | None = None) -> Iterator[list[Transcript] | InputRefused]:
    """What the readers make of a file, or of each member of an archive, attributed; nothing is indexed.

    Attribution takes the shipped directory and one's own.
    """
    people = with_shipped(directory or Directory())
    for loaded in files.load(path):
        try:
            if isinstance(loaded, InputRefused):
                raise loaded
            documents = readers.read(loaded.source)
            transcripts = [attribute(one, one.metadata.id or "", people) for one in documents]
            yield identified(loaded.source.name, transcripts)
        except InputRefused as refusal:
            yield refusal


def read_isolated(path: Path, directory: Directory | None = None) -> Iterator[list[Transcript] | InputRefused]:
    """The same as `read_sources`, with the process for foreign formats that indexing has."""
    with ReaderProcess(with_shipped(directory or Directory()), PassageSettings()) as reader:
        for loaded in files.load(path):
            try:
                if isinstance(loaded, InputRefused):
                    raise loaded
                found = reader.read_file(loaded.source)
                yield identified(loaded.source.name, [one.transcript for one in found])
            except InputRefused as refusal:
                yield refusal


def read_file(path: Path, directory: Directory | None = None) -> list[Transcript]:
    """All transcripts of a file.

    Raises:
        InputRefused: the file, or a member of the archive, cannot be read or holds no transcript.
    """
    transcripts: list[Transcript] = []
    for read in read_sources(path, directory):
        if isinstance(read, InputRefused):
            raise read
        transcripts += read
    return transcripts


def with_shipped(directory: Directory) -> Directory:
    """One's own speaker directory over the one that ships with the program."""
    return merged(shipped(), directory)


def reading_digest(people: Directory) -> str:
    """What decides, in addition to a source's bytes, how it is read: when it changes, sources are read again."""
    version = " ".join([f"{READING_VERSION}", *(code for code in languages() if code != DEFAULT)])
    return hashlib.sha256(version.encode() + msgspec.json.encode(people)).hexdigest()


def identified(
    name: str, transcripts: Sequence[Transcript], holder_of: HolderOf | None = None
) -> list[Transcript]:
    """The transcripts of a source with their ids: their own, else, where that is empty, the file's name and a number.

    Raises:
        InputRefused: an id or an address is out of form, or the id is another transcript's.
    """
    found: list[Transcript] = []
    taken: set[str] = set()
    for number, transcript in enumerate(transcripts, start=1):
        place = name if len(transcripts) == 1 else f"{name}: transcript {number}"
        own = transcript.id or None
        files.check_metadata(place, Metadata(id=own, url=transcript.url))
        identity = own or derived_id(name, number, len(transcripts))
        holder = holder_of(identity) if holder_of else None
        elsewhere = holder is not None and holder != name
        if elsewhere and own is None:
            # Two files of one name in two folders are two transcripts.
            identity = id_of_path(identity, name)
            holder = holder_of(identity) if holder_of else None
            elsewhere = holder is not None and holder != name
        if elsewhere or identity in taken:
            other = holder if elsewhere else "another transcript of this file"
            raise InputRefused(
                place,
                f"the id {identity!r} belongs to {other}; give this one an id of its own, or remove the other.",
            )
        taken.add(identity)
        found.append(msgspec.structs.replace(transcript, id=identity))
    return found


def derived_id(name: str, number: int, count: int) -> str:
    """The id of the transcript of a number, from 1, of a source that has so many, by the name of its file."""
    derived = slugify(Path(name).stem) or "transcript"
    return derived if count == 1 else f"{derived}-{number}"


def id_of_path(derived: str, name: str) -> str:
    """The id where another transcript has the derived one: with a hash of the source's whole path."""
    return f"{derived}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
