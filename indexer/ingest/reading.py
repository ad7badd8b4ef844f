"""Reading files into attributed transcripts, and what is to be stored with each, without storing them."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import msgspec
from slugify import slugify

from indexer import readers
from indexer.attribution import attribute
from indexer.catalog.write import PreparedTranscript
from indexer.directory.load import with_shipped
from indexer.directory.records import Directory, unlisted_speaker_id
from indexer.errors import InputRefused
from indexer.ingest.reader_process import ReaderProcess
from indexer.languages import DEFAULT, language_digest, languages
from indexer.model import Metadata, Passage, Transcript
from indexer.passages import PassageSettings
from indexer.readers.source import Source
from indexer.sources import files

READING_VERSION = 7
"""Increased whenever readers, attribution or passages change, so that the next run reads unchanged files again."""

OwnerOf = Callable[[str], str | None]
"""The source that owns an id, if there is one."""


def read_sources(path: Path, directory: Directory | None = None) -> Iterator[list[Transcript] | InputRefused]:
    """The attributed transcripts of a file, or of each member of an archive, or why it was refused.

    `directory` adds to the shipped speaker directory.
    """
    people = with_shipped(directory or Directory())

    def read(source: Source) -> list[Transcript]:
        return [attribute(document, document.metadata.id or "", people) for document in readers.read(source)]

    return _read_members(path, read)


def read_isolated(path: Path, directory: Directory | None = None) -> Iterator[list[Transcript] | InputRefused]:
    """The same as `read_sources`, with the separate process that indexing uses for foreign formats."""
    with closing(ReaderProcess(with_shipped(directory or Directory()), PassageSettings())) as reader:
        yield from _read_members(
            path, lambda source: [result.transcript for result in reader.read_file(source)]
        )


def _read_members(
    path: Path, read: Callable[[Source], list[Transcript]]
) -> Iterator[list[Transcript] | InputRefused]:
    for loaded in files.load(path):
        if isinstance(loaded, files.Companion) and loaded.name == str(path):
            yield InputRefused(loaded.name, files.IS_COMPANION)
            continue
        if isinstance(loaded, files.UnknownFormat | files.Companion):
            continue
        try:
            if isinstance(loaded, InputRefused):
                raise loaded
            yield with_ids(loaded.source.name, read(loaded.source))
        except InputRefused as refusal:
            yield refusal


def read_file(path: Path, directory: Directory | None = None) -> list[Transcript]:
    """All transcripts of a file.

    Raises:
        InputRefused: the file, or a member of the archive, cannot be read or holds no transcript.
    """
    transcripts: list[Transcript] = []
    for result in read_sources(path, directory):
        if isinstance(result, InputRefused):
            raise result
        transcripts += result
    return transcripts


def reading_digest(people: Directory) -> str:
    """A hash of what decides how a source is read, apart from its bytes; when it changes, sources are read again."""
    others = (f"{code}:{language_digest(code)}" for code in languages() if code != DEFAULT)
    version = " ".join([f"{READING_VERSION}", *others])
    return hashlib.sha256(version.encode() + msgspec.json.encode(people)).hexdigest()


def prepare_transcript(
    transcript: Transcript, passages: Iterable[Passage], directory: Directory
) -> PreparedTranscript:
    """A transcript with its passages and the directory entries of its speakers."""
    people = {turn.attribution.person for turn in transcript.turns}
    entries = tuple(entry for entry in directory.speakers if entry.id in people)
    # A first name alone is no speaker: the Peter of one briefing need not be the Peter of another.
    names = {
        turn.attribution.name
        for turn in transcript.turns
        if turn.attribution.name and turn.attribution.person is None and " " in turn.attribution.name
    }
    ids = {name: unlisted_speaker_id(name, directory) for name in sorted(names)}
    return PreparedTranscript(transcript, tuple(passages), entries, ids)


def with_ids(name: str, transcripts: Sequence[Transcript], owner_of: OwnerOf | None = None) -> list[Transcript]:
    """The transcripts of a source with their ids. An empty id is replaced by one from the name of the file.

    Raises:
        InputRefused: an id or an address is invalid, or the id belongs to another transcript.
    """

    def owner_elsewhere(identity: str) -> str | None:
        owner = owner_of(identity) if owner_of else None
        return None if owner == name else owner

    identified: list[Transcript] = []
    taken: set[str] = set()
    for number, transcript in enumerate(transcripts, start=1):
        place = name if len(transcripts) == 1 else f"{name}: transcript {number}"
        own = transcript.id or None
        files.check_metadata(place, Metadata(id=own, url=transcript.url, media=transcript.media))
        identity = own or derived_id(name, number, len(transcripts))
        owner = owner_elsewhere(identity)
        if owner is not None and own is None:
            # Files with the same name in two folders are two transcripts.
            identity = path_id(identity, name)
            owner = owner_elsewhere(identity)
        if owner is not None or identity in taken:
            raise InputRefused(
                place,
                f"the id {identity!r} belongs to {owner or 'another transcript of this file'}; "
                "give this one an id of its own, or remove the other.",
            )
        taken.add(identity)
        identified.append(msgspec.structs.replace(transcript, id=identity))
    return identified


def derived_id(name: str, number: int, count: int) -> str:
    """The id from the name of a file, for transcript `number`, from 1, of the `count` in it."""
    derived = slugify(Path(name).stem) or "transcript"
    return derived if count == 1 else f"{derived}-{number}"


def path_id(derived: str, name: str) -> str:
    """The id when another transcript has the derived one: extended by a hash of the whole path of the source."""
    return f"{derived}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
