"""What a reader is given: bytes with a name and the metadata beside them; and their decoding."""

import msgspec

from indexer.errors import InputRefused
from indexer.model import Metadata


class Source(msgspec.Struct, frozen=True):
    """The bytes of one file. `name` is its path, for messages and as a last resort for an id."""

    name: str
    data: bytes
    sidecar: Metadata = Metadata()


def decode(source: Source) -> str:
    """The text of a source in UTF-8, unchanged but for a byte order mark.

    Raises:
        InputRefused: the bytes are binary or not valid UTF-8.
    """
    if b"\0" in source.data:
        raise InputRefused(source.name, "the file is binary, not text; convert it to UTF-8 text.")
    try:
        return source.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.data.count(b"\n", 0, error.start) + 1
        raise InputRefused(
            source.name,
            f"line {line} is not valid UTF-8 (byte {error.start}); save the file as UTF-8.",
        ) from error


def merge(found: Metadata, sidecar: Metadata) -> Metadata:
    """The metadata of a document: what the sidecar says, and where it is silent what the reader found."""
    return Metadata(
        **{
            field: getattr(sidecar, field) if getattr(sidecar, field) is not None else getattr(found, field)
            for field in Metadata.__struct_fields__
        }
    )
