"""Files on disk as sources: finding them, reading their bytes and the sidecar files beside them."""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from indexer.errors import InputRefused
from indexer.model import Metadata
from indexer.readers.source import Source
from indexer.web_address import is_web_address

SIDECAR = ".meta.toml"
# Names that a folder of transcripts holds beside transcripts; a path given by itself is always read.
_SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown", ".json", ".jsonl", ".ndjson", ".htm", ".html"})


def find_files(paths: Iterable[Path]) -> Iterator[Path | InputRefused]:
    """The files under the given paths, each once, in a fixed order; a missing path as its refusal."""
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            yield InputRefused(str(path), "there is no such file or folder; check the path.")
            continue
        for file in sorted(_files_in(path)) if path.is_dir() else [path]:
            resolved = file.resolve()
            if resolved not in seen:
                seen.add(resolved)
                yield resolved


def _files_in(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.suffix.lower() in _SUFFIXES and path.is_file():
            yield path


def load(path: Path) -> tuple[Source, str]:
    """The source in a file, and the SHA-256 of all that went into it.

    Raises:
        InputRefused: the file or its sidecar cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputRefused(str(path), f"the file cannot be read ({error.strerror}); check it.") from error
    sidecar = next((file for file in _sidecars(path) if file.is_file()), None)
    digest = hashlib.sha256(data)
    metadata = Metadata()
    if sidecar is not None:
        beside = sidecar.read_bytes()
        digest.update(b"\0" + beside)
        metadata = _read_sidecar(sidecar, beside)
    return Source(str(path), data, metadata), digest.hexdigest()


def _sidecars(path: Path) -> Iterator[Path]:
    yield path.with_name(path.name + SIDECAR)
    yield path.with_name(path.stem + SIDECAR)


def _read_sidecar(path: Path, data: bytes) -> Metadata:
    try:
        metadata = msgspec.convert(tomllib.loads(data.decode()), Metadata)
    except UnicodeDecodeError as error:
        raise InputRefused(str(path), "the sidecar is not valid UTF-8; save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise InputRefused(str(path), f"the sidecar is not TOML ({error}); mend that line.") from error
    except msgspec.ValidationError as error:
        raise InputRefused(
            str(path), f"the sidecar is wrong: {error}; dates are written 2022-02-16."
        ) from error
    check_metadata(str(path), metadata)
    return metadata


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
