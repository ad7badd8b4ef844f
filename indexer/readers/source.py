"""The input of a reader: bytes with a name and a sidecar's metadata; and decoding them."""

from functools import cached_property

import msgspec

from indexer.errors import InputRefused
from indexer.model import Metadata

_BOM = b"\xef\xbb\xbf"


class Json(msgspec.Struct, frozen=True):
    """Bytes as JSON: the whole value, or the fault; and the first object, also where each line holds one."""

    value: object = None
    fault: Exception | None = None
    first: dict[str, object] | None = None


class Source(msgspec.Struct, frozen=True, dict=True):
    """The bytes of a file. `name` is its path, for messages, and for an id if there is no other.

    `companions` are the bytes of files next to it that its format also reads (see `Companions`), by their names.
    """

    name: str
    data: bytes
    sidecar: Metadata = Metadata()
    companions: dict[str, bytes] = {}

    @cached_property
    def json(self) -> Json:
        """What the bytes hold as JSON. It is decoded once, since many readers look at its first object."""
        data = self.data.removeprefix(_BOM)
        found = _json(data)
        first = found.value if found.fault is None else _json(data.lstrip().partition(b"\n")[0]).value
        if isinstance(first, list):
            first = first[0] if first else None
        return msgspec.structs.replace(found, first=first if isinstance(first, dict) else None)


def _json(data: bytes) -> Json:
    try:
        return Json(msgspec.json.decode(data))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        return Json(fault=error)


def decode(source: Source) -> str:
    """The text of a source in UTF-8, unchanged except that a byte order mark is removed.

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


def one_line(error: object) -> str:
    """An error's message on a single line of at most 80 characters, for a refusal."""
    return " ".join(str(error).split())[:80]


def merge(own: Metadata, sidecar: Metadata) -> Metadata:
    """The metadata of a document: the sidecar's, completed by the document's own. Speaker maps are joined."""
    merged = Metadata(
        **{
            field: getattr(own, field) if getattr(sidecar, field) in (None, (), {}) else getattr(sidecar, field)
            for field in Metadata.__struct_fields__
        }
    )
    return msgspec.structs.replace(merged, speaker_map=own.speaker_map | sidecar.speaker_map)
