"""Files on disk as sources: reading their bytes and the sidecar files beside them."""

import hashlib
import tomllib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from indexer.errors import InputRefused
from indexer.languages import language_code
from indexer.model import Metadata
from indexer.readers.source import Source
from indexer.sources.archives import LARGEST_MEMBER, Member, is_archive, members
from indexer.sources.folders import ARCHIVES, NAMED_BADLY, SUFFIXES
from indexer.terminal import is_plain_name
from indexer.web_address import is_web_address

SIDECAR = ".meta.toml"
UPLOADED = "upload:"
"""What the name of a source begins with that was sent in; those of files begin with their folders."""
INSIDE = "!/"
"""Between an archive and the name of a file in it."""


class Loaded(msgspec.Struct, frozen=True):
    """A source, and the SHA-256 of all that went into it."""

    source: Source
    digest: str


def load(path: Path) -> Iterator[Loaded | InputRefused]:
    """The source in a file, or those in an archive, named `archive.zip!/inner/name.txt`; refusals by name."""
    try:
        if not is_plain_name(str(path)):
            yield InputRefused(str(path), NAMED_BADLY)
        elif path.is_file() and is_archive(path):
            yield from _load_archive(path)
        else:
            yield _load_file(path)
    except InputRefused as refusal:
        yield refusal
    except OSError as error:
        yield InputRefused(str(path), f"the file cannot be read ({error.strerror}); check it.")


def _load_file(path: Path) -> Loaded:
    try:
        # Reading a pipe or a device might never end.
        if not path.is_file():
            raise InputRefused(
                str(path),
                "this is no file; `onrecord parse` takes one file, `onrecord index` folders too.",
            )
        if path.stat().st_size > LARGEST_MEMBER:
            raise InputRefused(str(path), f"the file is larger than {LARGEST_MEMBER:,} bytes; part it.")
        data = path.read_bytes()
    except OSError as error:
        raise InputRefused(str(path), f"the file cannot be read ({error.strerror}); check it.") from error
    sidecar, beside = _beside(path)
    return _loaded(str(path), data, sidecar, beside)


def _beside(path: Path) -> tuple[str, bytes | None]:
    """The sidecar of a file: its path and bytes, None where there is none."""
    for sidecar in _sidecars(path):
        try:
            if sidecar.is_file():
                return str(sidecar), sidecar.read_bytes()
            if sidecar.is_symlink():
                raise InputRefused(str(sidecar), "the sidecar is a link that leads nowhere; mend or remove it.")
        except OSError as error:
            raise InputRefused(
                str(sidecar), f"the sidecar cannot be read ({error.strerror}); check it."
            ) from error
    return str(path), None


def _loaded(name: str, data: bytes, sidecar: str, beside: bytes | None) -> Loaded:
    digest = hashlib.sha256(data)
    metadata = Metadata()
    if beside is not None:
        digest.update(b"\0" + beside)
        metadata = _read_sidecar(sidecar, beside)
    return Loaded(Source(name, data, metadata), digest.hexdigest())


def _load_archive(path: Path) -> Iterator[Loaded | InputRefused]:
    # A sidecar may stand behind its transcript: they are collected first.
    beside = {
        one.name: one.data for one in members(path) if isinstance(one, Member) and one.name.endswith(SIDECAR)
    }
    for member in members(path):
        if isinstance(member, InputRefused):
            yield member
            continue
        inner = Path(member.name)
        if member.name.endswith(SIDECAR) or inner.suffix.lower() not in SUFFIXES:
            if inner.name.lower().endswith(ARCHIVES):
                yield InputRefused(
                    f"{path}{INSIDE}{member.name}", "an archive in an archive is not read; unpack it."
                )
            continue
        sidecar = next((str(one) for one in _sidecars(inner) if str(one) in beside), None)
        try:
            yield _loaded(
                f"{path}{INSIDE}{member.name}",
                member.data,
                f"{path}{INSIDE}{sidecar}",
                beside[sidecar] if sidecar else None,
            )
        except InputRefused as refusal:
            yield refusal


def _sidecars(path: Path) -> Iterator[Path]:
    yield path.with_name(path.name + SIDECAR)
    yield path.with_name(path.stem + SIDECAR)


def _read_sidecar(path: str, data: bytes) -> Metadata:
    try:
        metadata = msgspec.convert(tomllib.loads(data.decode()), Metadata)
    except UnicodeDecodeError as error:
        raise InputRefused(path, "the sidecar is not valid UTF-8; save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise InputRefused(path, f"the sidecar is not TOML ({error}); mend that line.") from error
    except msgspec.ValidationError as error:
        raise InputRefused(path, f"the sidecar is wrong: {error}; dates are written 2022-02-16.") from error
    check_metadata(path, metadata)
    if metadata.language is None:
        return metadata
    code = language_code(metadata.language)
    if code is None:
        raise InputRefused(
            path, 'language must be the code of a language, as "en" or "pt-BR"; change or remove it.'
        )
    return msgspec.structs.replace(metadata, language=code)


def check_metadata(place: str, metadata: Metadata) -> None:
    """Refuse metadata that would not be safe to show or to name things by.

    Raises:
        InputRefused: an id or url out of form.
    """
    if metadata.url is not None and not is_web_address(metadata.url):
        raise InputRefused(place, "url must begin with http:// or https://; mend or remove it.")
    identity = metadata.id
    if identity is not None and not is_transcript_id(identity):
        raise InputRefused(
            place, "id must be 1 to 200 printable characters without space and / \\ ? # %; change it."
        )


def is_transcript_id(text: str) -> bool:
    """Whether a text can be a transcript's id: it stands in paths and addresses."""
    return (
        1 <= len(text) <= 200
        and text.isprintable()
        and not text.startswith(".")
        and not any(character in text for character in " /\\?#%")
    )
