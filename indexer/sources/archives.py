"""Archives of transcripts: `.zip`, `.tar` and compressed tars, read member by member and never unpacked to disk.

Limits apply to the unpacked bytes, not to the sizes that an archive declares.
"""

import posixpath
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import msgspec

from indexer.errors import InputRefused
from indexer.readers.source import one_line

MOST_MEMBERS = 20_000
LARGEST_MEMBER = 64 * 1024**2
LARGEST_TOTAL = 2 * 1024**3

_DAMAGE = (tarfile.TarError, zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)


class Member(msgspec.Struct, frozen=True):
    """A file in an archive."""

    name: str
    data: bytes


def is_archive(file: Path | IO[bytes]) -> bool:
    """Whether a file is an archive, by its content. A Word document is a zip file, but does not count as an archive."""
    try:
        if isinstance(file, Path):
            with file.open("rb") as stream:
                return is_archive(stream)
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as parts:
                return "[Content_Types].xml" not in parts.namelist()
        file.seek(0)
        head = file.read(512)
        compressed = head.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0"))
        file.seek(0)
        return (compressed or head[257:262] == b"ustar") and tarfile.is_tarfile(file)
    except _DAMAGE:
        return False


def members(path: Path) -> Iterator[Member | InputRefused]:
    """The files in an archive, in its order; a refusal for each file that cannot be read.

    Hidden files, folders, links and devices are skipped.
    """
    total = 0
    count = 0
    try:
        for member in _zip(path) if zipfile.is_zipfile(path) else _tar(path):
            count += 1
            if count > MOST_MEMBERS:
                yield InputRefused(str(path), f"the archive has more than {MOST_MEMBERS:,} files; divide it.")
                return
            if isinstance(member, Member):
                total += len(member.data)
                if total > LARGEST_TOTAL:
                    yield InputRefused(
                        str(path), f"the archive unpacks to more than {LARGEST_TOTAL:,} bytes; divide it."
                    )
                    return
            yield member
    except _DAMAGE as error:
        yield InputRefused(
            str(path), f"the archive is damaged ({one_line(error)}); the files before the damage are read."
        )


def _zip(path: Path) -> Iterator[Member | InputRefused]:
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            # ZipInfo.is_dir fails where a file has no name.
            if entry.filename.endswith("/") or _is_hidden(entry.filename):
                continue
            place = f"{path}!/{entry.filename}"
            if entry.flag_bits & 1:
                yield InputRefused(place, "the file is encrypted; unpack it first.")
                continue
            try:
                with archive.open(entry) as file:
                    yield _read(place, entry.filename, file)
            except _DAMAGE as error:
                yield InputRefused(
                    place, f"the file is damaged in its archive ({one_line(error)}); pack it again."
                )


def _tar(path: Path) -> Iterator[Member | InputRefused]:
    with tarfile.open(path, "r:*") as archive:
        for entry in archive:
            if not entry.isfile() or _is_hidden(entry.name):
                continue
            file = archive.extractfile(entry)
            if file is not None:
                yield _read(f"{path}!/{entry.name}", entry.name, file)


def _read(place: str, name: str, file: IO[bytes]) -> Member | InputRefused:
    if not name:
        return InputRefused(place, "a file in the archive has no name; pack it again.")
    if name.startswith("/") or ".." in name.split("/") or "\\" in name or not name.isprintable():
        return InputRefused(place, "the file's name leads out of the archive or cannot be shown; rename it.")
    data = file.read(LARGEST_MEMBER + 1)
    if len(data) > LARGEST_MEMBER:
        return InputRefused(place, f"the file is larger than {LARGEST_MEMBER:,} bytes; divide it.")
    return Member(posixpath.normpath(name), data)


def _is_hidden(name: str) -> bool:
    return (
        any(part.startswith(".") and part not in {".", ".."} for part in name.split("/")) or "__MACOSX" in name
    )
