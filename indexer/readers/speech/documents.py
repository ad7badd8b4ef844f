"""The documents of a source whose objects hold segments of speech."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from indexer.model import Document, Metadata
from indexer.readers.json_objects import converted, document_of, json_objects
from indexer.readers.source import Source, merge
from indexer.readers.speech.segments import Segment, turns
from indexer.web_address import is_web_address

_T = TypeVar("_T")


def documents_of(
    source: Source,
    format_name: str,
    form: type[_T],
    segments: Callable[[_T], Iterable[Segment]],
    metadata: Callable[[_T], Metadata] = lambda _: Metadata(),
) -> list[Document]:
    """A document for each object of a source, which has the `form` of the format.

    Raises:
        InputRefused: not JSON, in another form, or without words; the refusal names the field.
    """
    return [
        document_of(format_name, place, turns(segments(file)), merge(metadata(file), source.sidecar))
        for place, file in (
            (place, converted(part, form, place, format_name, is_lenient=True))
            for place, part in json_objects(source)
        )
    ]


def recording(address: object) -> str | None:
    """The address of a recording, if it is one."""
    return address if isinstance(address, str) and is_web_address(address) else None
