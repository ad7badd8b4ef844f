"""Source formats: bytes in, documents out; pure, without other input or output.

To add a format, write a module in a folder of `formats` that ends with a `READER`. Nothing else lists formats: see
`all_readers`.
"""

import pkgutil
import re
from functools import cache
from importlib import import_module

import msgspec

from indexer.errors import InputRefused
from indexer.languages.detection import detected_language
from indexer.model import Document
from indexer.readers import formats
from indexer.readers.encoding import in_utf8
from indexer.readers.reader import Reader
from indexer.readers.source import Source
from indexer.recording_times import normalised
from indexer.turns.dates import file_name_day

_WORD = re.compile(r"\w")


@cache
def all_readers() -> tuple[Reader, ...]:
    """The readers of all modules in `formats`, in the order in which they are tried.

    Raises:
        TypeError: a module has no `READER`.
    """
    modules = pkgutil.walk_packages(formats.__path__, f"{formats.__name__}.")
    readers = (_load(module.name) for module in modules if not module.ispkg)
    return tuple(sorted(readers, key=lambda reader: reader.priority))


def _load(name: str) -> Reader:
    reader = getattr(import_module(name), "READER", None)
    if not isinstance(reader, Reader):
        raise TypeError(f"{name} must define READER, a Reader.")
    return reader


def media_types() -> dict[str, str]:
    """The media types of uploads, each with its suffix; the most general formats come first."""
    return {name: suffix for reader in reversed(all_readers()) for name, suffix in reader.media_types.items()}


def companions_of(name: str) -> tuple[str, ...]:
    """The paths of files that may have to be read with a source of this name, relative to its folder."""
    return tuple(path for reader in all_readers() if reader.companions for path in reader.companions.of(name))


def is_companion(source: Source) -> bool:
    """Whether a source is no transcript, but read with those next to it."""
    return any(reader.companions.are(source) for reader in all_readers() if reader.companions)


def read(source: Source) -> list[Document]:
    """The documents in a source, at least one, each with at least one utterance.

    Raises:
        InputRefused: the source is empty, binary, in no known encoding, or holds no turns.
    """
    if not source.data.strip():
        raise InputRefused(source.name, "the file is empty; put a transcript into it or leave it out.")
    source, guessed = in_utf8(source)
    reader = reader_of(source)
    if reader is None:
        raise InputRefused(source.name, "no reader knows this format; convert it to plain text or JSON Lines.")
    documents = reader.read(source)
    if not documents:
        raise InputRefused(source.name, "the file holds no transcript; leave it out.")
    is_only = len(documents) == 1
    return [_completed(document, source, guessed, is_only=is_only) for document in documents]


def _completed(document: Document, source: Source, guessed: str | None, *, is_only: bool) -> Document:
    """A document with the language of its words and the day in the name of its file, where it does not say its own.

    Its times are in order and in whole milliseconds. Warnings say if the encoding of the file was guessed, and if the
    document has no word.
    """
    metadata = document.metadata
    language = metadata.language or detected_language(_spoken(document))
    date = metadata.date or (file_name_day(source.name) if is_only else None)
    warnings = document.warnings
    if guessed:
        warnings += (
            f"the file is not in UTF-8 and was read as {guessed}; if words look wrong, save it as UTF-8",
        )
    if not _has_words(document):
        warnings += ("the transcript holds no speech, since no turn has a word; leave it out",)
    return msgspec.structs.replace(
        document,
        metadata=msgspec.structs.replace(metadata, language=language, date=date),
        warnings=warnings,
        times=normalised(document.times, document.utterances),
    )


def _has_words(document: Document) -> bool:
    return any(_WORD.search(document.text, turn.start, turn.end) for turn in document.utterances)


def _spoken(document: Document) -> str:
    """The text from the first turn to the last."""
    utterances = document.utterances
    return document.text[utterances[0].start : utterances[-1].end] if utterances else ""


def reader_of(source: Source) -> Reader | None:
    """The first reader that recognises a source."""
    source, _ = in_utf8(source)
    return next((reader for reader in all_readers() if reader.recognises(source)), None)
