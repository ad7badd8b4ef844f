"""Files on disk as sources: reading their bytes and their sidecar files."""

import hashlib
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from indexer.errors import InputRefused
from indexer.languages import language_code
from indexer.model import Metadata
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
    """A source, and the SHA-256 of its bytes and its sidecar's."""

    source: Source
    digest: str


class UnknownFormat(msgspec.Struct, frozen=True):
    """The name of a file in an archive that is not read, because its format is not known."""

    name: str


def load(path: Path) -> Iterator[Loaded | InputRefused | UnknownFormat]:
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


def _load_file(path: Path) -> Loaded:
    # Reading a pipe or a device might never end.
    if not path.is_file():
        raise InputRefused(
            str(path), "this is not a file; `onrecord parse` takes a file, `onrecord index` also folders."
        )
    if path.stat().st_size > LARGEST_MEMBER:
        raise InputRefused(str(path), f"the file is larger than {LARGEST_MEMBER:,} bytes; divide it.")
    data = path.read_bytes()
    sidecar, sidecar_data = _sidecar_of(path)
    return _loaded(str(path), data, sidecar, sidecar_data)


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


def _loaded(name: str, data: bytes, sidecar: str, sidecar_data: bytes | None) -> Loaded:
    digest = hashlib.sha256(data)
    metadata = Metadata()
    if sidecar_data is not None:
        digest.update(b"\0" + sidecar_data)
        metadata = _read_sidecar(sidecar, sidecar_data)
    return Loaded(Source(name, data, metadata), digest.hexdigest())


def _load_archive(path: Path) -> Iterator[Loaded | InputRefused | UnknownFormat]:
    # A sidecar may come after its transcript in the archive, so sidecars are collected first.
    sidecars = {
        member.name: member.data
        for member in members(path)
        if isinstance(member, Member) and member.name.endswith(SIDECAR)
    }
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
        sidecar = next((str(name) for name in _sidecars(inner) if str(name) in sidecars), None)
        try:
            yield _loaded(
                f"{path}{INSIDE}{member.name}",
                member.data,
                f"{path}{INSIDE}{sidecar}",
                sidecars[sidecar] if sidecar else None,
            )
        except InputRefused as refusal:
            yield refusal


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
