"""The objects of a JSON source: one, a list of them, or one on each line; and documents of the turns found in one."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from indexer.errors import InputRefused
from indexer.model import Document, Metadata
from indexer.readers.assemble import SpokenPart, assemble
from indexer.readers.source import Source, decode
from indexer.surrogates import lone_surrogate

_T = TypeVar("_T")


def opens_json(source: Source) -> bool:
    """Whether a source begins as an object does, or a list of objects or lists."""
    head = source.data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head[:1] == b"{" or (head[:1] == b"[" and head[1:].lstrip()[:1] in {b"{", b"]", b"", b"["})


def first_object(source: Source) -> dict[str, object]:
    """The first object of a JSON source; empty if there is none, or if it is in our own form, which has `turns`."""
    first = source.json.first if opens_json(source) else None
    return {} if first is None or "turns" in first else first


def first_has(source: Source, *keys: str) -> bool:
    """Whether the first object of a source has these keys, and is not in our own form."""
    return first_object(source).keys() >= set(keys)


def json_objects(source: Source) -> list[tuple[str, object]]:
    """The parts of a source, in its order, each with its place: the source's name, and the line if each line has one.

    Raises:
        InputRefused: not JSON; the refusal names the line.
    """
    text = decode(source)
    whole, fault = source.json.value, source.json.fault
    if fault is None:
        return [(source.name, part) for part in (whole if isinstance(whole, list) else [whole])]
    if isinstance(fault, RecursionError):
        raise InputRefused(
            source.name, "the JSON is nested too deeply for a transcript; correct it."
        ) from fault
    if reason := lone_surrogate(text):
        raise InputRefused(source.name, f"the JSON is not valid Unicode: {reason}") from fault
    return [
        (f"{source.name}:{number}", _decoded_line(f"{source.name}:{number}", line))
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip()
    ]


def _decoded_line(place: str, line: str) -> object:
    try:
        return msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError) as error:
        raise InputRefused(place, f"the line is not JSON ({error}); write an object on each line.") from error


def converted(part: object, form: type[_T], place: str, publisher: str, *, is_lenient: bool = False) -> _T:
    """An object as a record of the form that a publisher uses; if lenient, numbers may be written as text ("2.0").

    Raises:
        InputRefused: the object has another form; the refusal names the field.
    """
    try:
        return msgspec.convert(part, form, strict=not is_lenient)
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
        raise InputRefused(place, "the transcript holds no words, and so no speech; leave it out.")
    if any("\0" in part.text + part.label for part in spoken):
        raise InputRefused(place, "a turn holds a null character, which is not text; remove it.")
    return assemble(format_name, spoken, metadata)
