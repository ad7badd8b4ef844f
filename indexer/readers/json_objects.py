"""The objects of a JSON source: one, a list of them, or one on each line; and documents of the turns found in one."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import msgspec

from indexer.errors import InputRefused
from indexer.model import Document, Metadata
from indexer.readers.assemble import SpokenPart, assemble
from indexer.readers.source import Source, decode
from indexer.surrogates import lone_surrogate

_T = TypeVar("_T")


def json_objects(source: Source) -> list[tuple[str, object]]:
    """The parts of a source, in its order, each with its place: the source's name, and the line if each line has one.

    Raises:
        InputRefused: not JSON; the refusal names the line.
    """
    text = decode(source)
    try:
        whole = msgspec.json.decode(text)
    except RecursionError as error:
        raise InputRefused(
            source.name, "the JSON is nested too deeply for a transcript; correct it."
        ) from error
    except msgspec.DecodeError as error:
        if reason := lone_surrogate(text):
            raise InputRefused(source.name, f"the JSON is not valid Unicode: {reason}") from error
        return [
            (f"{source.name}:{number}", _decoded_line(f"{source.name}:{number}", line))
            for number, line in enumerate(text.split("\n"), start=1)
            if line.strip()
        ]
    return [(source.name, part) for part in (whole if isinstance(whole, list) else [whole])]


def _decoded_line(place: str, line: str) -> object:
    try:
        return msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError) as error:
        raise InputRefused(place, f"the line is not JSON ({error}); write an object on each line.") from error


def first_has(source: Source, *keys: str) -> bool:
    """Whether the first object of a source has these keys, and is not in our own form, which has `turns`.

    A source that does not contain the keys is not decoded.
    """
    data = source.data.removeprefix(b"\xef\xbb\xbf")
    if not all(f'"{key}"'.encode() in data for key in keys):
        return False
    first = next((part for part in map(_decoded, _beginnings(data)) if part is not None), None)
    if isinstance(first, list):
        first = first[0] if first else None
    return isinstance(first, dict) and first.keys() >= set(keys) and "turns" not in first


def _beginnings(data: bytes) -> Iterator[bytes]:
    yield data
    yield data.lstrip().partition(b"\n")[0]


def _decoded(data: bytes) -> object:
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def converted(part: object, form: type[_T], place: str, publisher: str) -> _T:
    """An object as a record of the form that a publisher uses.

    Raises:
        InputRefused: the object has another form; the refusal names the field.
    """
    try:
        return msgspec.convert(part, form)
    except msgspec.ValidationError as error:
        raise InputRefused(
            place, f"{error}; the JSON is not in the form that {publisher} uses; correct it."
        ) from error


def document_of(format_name: str, place: str, parts: Iterable[SpokenPart], metadata: Metadata) -> Document:
    """The document of an object's turns.

    Raises:
        InputRefused: no turn has words, or one holds a null character.
    """
    spoken: Sequence[SpokenPart] = list(parts)
    if not any(part.text.strip() for part in spoken):
        raise InputRefused(place, "the transcript holds no words; leave it out.")
    if any("\0" in part.text + part.label for part in spoken):
        raise InputRefused(place, "a turn holds a null character, which is not text; remove it.")
    return assemble(format_name, spoken, metadata)
