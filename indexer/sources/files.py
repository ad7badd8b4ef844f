"""Files on disk as sources: reading their bytes and their sidecar files."""

import hashlib
import posixpath
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from indexer.errors import InputRefused
from indexer.languages import language_code
from indexer.model import Metadata
from indexer.readers import companions_of, is_companion
from indexer.readers.source import Source
from indexer.sources.archives import LARGEST_MEMBER, Member, is_archive, members
from indexer.sources.folders import ARCHIVES, BAD_NAME, SIDECAR, has_known_suffix
from indexer.terminal import is_plain_name
from indexer.web_address import is_web_address

UPLOADED = "upload:"
"""The prefix in the name of an uploaded source; names of files begin with their folders."""
ID_RULE = "must be 1 to 200 printable characters without space and / \\ ? # %; change it."
INSIDE = "!/"
"""The separator between an archive's path and the name of a file in it."""


class Loaded(msgspec.Struct, frozen=True):
    """A source, and the SHA-256 of its bytes, its sidecar's and its companions'."""

    source: Source
    digest: str


class UnknownFormat(msgspec.Struct, frozen=True):
    """The name of a file in an archive that is not read, because its format is not known."""

    name: str


class Companion(msgspec.Struct, frozen=True):
    """The name of a file that is no transcript, but is read with the transcripts next to it."""

    name: str


IS_COMPANION = (
    "this is a list or the root of a corpus and holds no speech; it is read with the transcripts next to it, "
    "so index these."
)
Unread: TypeAlias = UnknownFormat | Companion
MOST_OF_COMPANIONS = 256 * 1024**2
"""Bytes of the companions in an archive that are kept while its transcripts are read."""


def load(path: Path) -> Iterator[Loaded | InputRefused | Unread]:
    """The source in a file; or the sources in an archive, named `archive.zip!/inner/name.txt`, and what is not read."""
    try:
        if not is_plain_name(str(path)):
            yield InputRefused(str(path), BAD_NAME)
        elif path.is_file() and is_archive(path):
            yield from _load_archive(path)
        else:
            yield _load_file(path)
    except InputRefused as refusal:
        yield refusal
    except OSError as error:
        yield InputRefused(str(path), f"the file cannot be read ({error.strerror}); check it.")


def _load_file(path: Path) -> Loaded | Companion:
    # Reading a pipe or a device might never end.
    if not path.is_file():
        raise InputRefused(
            str(path), "this is not a file; `onrecord parse` takes a file, `onrecord index` also folders."
        )
    if path.stat().st_size > LARGEST_MEMBER:
        raise InputRefused(str(path), f"the file is larger than {LARGEST_MEMBER:,} bytes; divide it.")
    data = path.read_bytes()
    if is_companion(Source(str(path), data)):
        return Companion(str(path))
    sidecar, sidecar_data = _sidecar_of(path)
    return _loaded(Source(str(path), data, companions=_companions_of(path)), sidecar, sidecar_data)


def _companions_of(path: Path) -> dict[str, bytes]:
    """The companions of a file, by their names; a list that is a link or too large is not read."""
    found: dict[str, bytes] = {}
    for relative in companions_of(path.name):
        companion = path.parent / relative
        name = companion.name
        if name == path.name or name in found or not companion.is_file():
            continue
        state = companion.stat()
        if state.st_size <= LARGEST_MEMBER:
            data = _bytes_of(str(companion), state.st_mtime_ns, state.st_size)
            if is_companion(Source(name, data)):
                found[name] = data
    return found


@lru_cache(maxsize=4)
def _bytes_of(path: str, changed: int, size: int) -> bytes:  # noqa: ARG001 - the state is a part of the key
    """The bytes of a companion, which many files share, in a state that it had."""
    return Path(path).read_bytes()


@lru_cache(maxsize=16)
def _digest_of(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _sidecar_of(path: Path) -> tuple[str, bytes | None]:
    """The path and bytes of a file's sidecar; the bytes are None if there is no sidecar."""
    for sidecar in _sidecars(path):
        try:
            if sidecar.is_file():
                return str(sidecar), sidecar.read_bytes()
            if sidecar.is_symlink():
                raise InputRefused(
                    str(sidecar), "the sidecar is a link to a file that does not exist; correct or remove it."
                )
        except OSError as error:
            raise InputRefused(
                str(sidecar), f"the sidecar cannot be read ({error.strerror}); check it."
            ) from error
    return str(path), None


def _loaded(source: Source, sidecar: str, sidecar_data: bytes | None) -> Loaded:
    digest = hashlib.sha256(source.data)
    if sidecar_data is not None:
        digest.update(b"\0" + sidecar_data)
        source = msgspec.structs.replace(source, sidecar=_read_sidecar(sidecar, sidecar_data))
    for name, data in source.companions.items():
        digest.update(b"\0" + name.encode() + _digest_of(data))
    return Loaded(source, digest.hexdigest())


def _load_archive(path: Path) -> Iterator[Loaded | InputRefused | Unread]:
    # A sidecar or companion may come after its transcript in the archive, so they are collected first.
    sidecars, companions = _beside_members(path)
    for member in members(path):
        if isinstance(member, InputRefused):
            yield member
            continue
        inner = Path(member.name)
        if member.name.endswith(SIDECAR) or not has_known_suffix(inner.name):
            if inner.name.lower().endswith(ARCHIVES):
                yield InputRefused(
                    f"{path}{INSIDE}{member.name}", "an archive in an archive is not read; unpack it."
                )
            elif not member.name.endswith(SIDECAR):
                yield UnknownFormat(f"{path}{INSIDE}{member.name}")
            continue
        source = Source(f"{path}{INSIDE}{member.name}", member.data)
        if is_companion(source):
            yield Companion(source.name)
            continue
        sidecar = next((str(name) for name in _sidecars(inner) if str(name) in sidecars), None)
        places = (posixpath.join(posixpath.dirname(member.name), name) for name in companions_of(inner.name))
        beside = {
            posixpath.basename(place): companions[place]
            for place in map(posixpath.normpath, places)
            if place in companions
        }
        source = msgspec.structs.replace(source, companions=beside)
        try:
            yield _loaded(source, f"{path}{INSIDE}{sidecar}", sidecars[sidecar] if sidecar else None)
        except InputRefused as refusal:
            yield refusal


def _beside_members(path: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The sidecars and the companions in an archive, by their names; companions up to a limit of their bytes."""
    sidecars: dict[str, bytes] = {}
    companions: dict[str, bytes] = {}
    kept = 0
    for member in members(path):
        if not isinstance(member, Member):
            continue
        if member.name.endswith(SIDECAR):
            sidecars[member.name] = member.data
        elif is_companion(Source(member.name, member.data)) and kept + len(member.data) <= MOST_OF_COMPANIONS:
            companions[member.name] = member.data
            kept += len(member.data)
    return sidecars, companions


_FIELDS = (
    "id, title, date (as 2022-02-16), url, venue, language, media and speakers "
    "(a list of names, or a table label = name)"
)


def _sidecars(path: Path) -> Iterator[Path]:
    yield path.with_name(path.name + SIDECAR)
    yield path.with_name(path.stem + SIDECAR)


def _read_sidecar(path: str, data: bytes) -> Metadata:
    try:
        metadata = msgspec.convert(_with_speaker_map(tomllib.loads(data.decode())), Metadata)
    except UnicodeDecodeError as error:
        raise InputRefused(path, "the sidecar is not valid UTF-8; save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise InputRefused(path, f"the sidecar is not TOML ({error}); correct that line.") from error
    except msgspec.ValidationError as error:
        raise InputRefused(path, f"the sidecar is wrong: {error}; its fields are {_FIELDS}.") from error
    check_metadata(path, metadata)
    if metadata.language is None:
        return metadata
    code = language_code(metadata.language)
    if code is None:
        raise InputRefused(
            path, 'language must be the code of a language, as "en" or "pt-BR"; change or remove it.'
        )
    return msgspec.structs.replace(metadata, language=code)


def _with_speaker_map(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of a sidecar, whose table `speakers` is the speaker map; a list of that name is one of names.

    An empty name is one that nobody has filled in yet.
    """
    if not isinstance(fields.get("speakers"), dict):
        return fields
    return {name: value for name, value in fields.items() if name != "speakers"} | {
        "speaker_map": {label: name for label, name in fields["speakers"].items() if name != ""}
    }


def check_metadata(place: str, metadata: Metadata) -> None:
    """Refuse metadata that is not safe to display or to use in paths and addresses.

    Raises:
        InputRefused: the id, url or media is invalid.
    """
    for field, address in (("url", metadata.url), ("media", metadata.media)):
        if address is not None and not is_web_address(address):
            raise InputRefused(place, f"{field} must begin with http:// or https://; correct or remove it.")
    identity = metadata.id
    if identity is not None and not is_transcript_id(identity):
        raise InputRefused(place, f"id {ID_RULE}")


def is_transcript_id(text: str) -> bool:
    """Whether a text can be a transcript's id, which is a part of paths and addresses."""
    return (
        1 <= len(text) <= 200
        and text.isprintable()
        and not text.startswith(".")
        and not any(character in text for character in " /\\?#%")
    )
