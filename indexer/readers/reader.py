"""The contract of a reader: everything that the program knows of a source format."""

import re
from collections.abc import Callable, Mapping
from typing import NoReturn

import msgspec

from indexer.errors import InputRefused
from indexer.model import Document
from indexer.readers.source import Source
from indexer.turns.layout import Example


class Companions(msgspec.Struct, frozen=True):
    """Files next to a source that its format also reads, as a list of the persons of a corpus.

    `of` gives the paths at which they may be, relative to the folder of the source, by the source's own name; a path
    may begin with `../` once. `are` says whether a source is such a file: it is then no transcript, and is neither
    indexed nor refused in a folder or an archive.
    """

    of: Callable[[str], tuple[str, ...]]
    are: Callable[[Source], bool]


class Reader(msgspec.Struct, frozen=True):
    """A source format: how to recognise its files and how to read them.

    Readers are tried in ascending `priority`, so that a format comes before the more general one that would also take
    its files: 0 to 39 for signatures, 40 to 59 for XML vocabularies, 60 to 99 for syntaxes, 100 for any text. Folders
    are searched for files with one of `suffixes`. Uploads may have one of `media_types`, each with the suffix under
    which an upload is read. `examples` are small valid files. `is_own_parser` is whether our own code parses the format
    in linear time (front matter aside): then it is read without a separate process. `companions` are the other files
    that the format reads.
    """

    format: str
    priority: int
    recognises: Callable[[Source], bool]
    read: Callable[[Source], list[Document]]
    suffixes: tuple[str, ...] = ()
    media_types: dict[str, str] = {}
    examples: tuple[Example, ...] = ()
    is_own_parser: bool = False
    companions: Companions | None = None


def refusing_reader(
    name: str, priority: int, signatures: Mapping[str, re.Pattern[bytes]], *, head: int, advice: str
) -> Reader:
    """A reader of formats that are known by their first bytes, and refused with what would work.

    `signatures` match at the beginning of a file, or after a mark of UTF-8, within its first `head` bytes; the keys say
    what such a file is. `advice` ends the refusal.
    """

    def kind(source: Source) -> str | None:
        begin = source.data[:head].removeprefix(b"\xef\xbb\xbf")
        return next((kind for kind, signature in signatures.items() if signature.match(begin)), None)

    def recognises(source: Source) -> bool:
        return kind(source) is not None

    def refuse(source: Source) -> NoReturn:
        raise InputRefused(source.name, f"this is {kind(source)}, and not read; {advice}")

    return Reader(name, priority, recognises, refuse, is_own_parser=True)
