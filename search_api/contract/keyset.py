"""Cursors of ordered lists: the sort key of the last entry of a page, which may be gone when the next page is read.

Entries that are added or removed between two pages make no other entry appear twice, or not at all.
"""

import hashlib
from typing import Any, TypeVar

import msgspec

from indexer.errors import RequestInvalid
from search_api.contract.cursor import DAMAGED, decode_bytes, encode_bytes

_DIGEST = 8
P = TypeVar("P")


def encode_place(request: Any, place: Any) -> str:
    """The cursor after a place in the list of a request."""
    return encode_bytes(_digest(request) + msgspec.json.encode(place))


def decode_place(request: Any, cursor: str, kind: type[P]) -> P:
    """The place that a cursor names.

    Raises:
        RequestInvalid: the cursor is damaged, or belongs to another list.
    """
    data = decode_bytes(cursor)
    if data[:_DIGEST] != _digest(request):
        raise RequestInvalid("cursor", "the cursor belongs to another list; begin without one.")
    try:
        return msgspec.json.decode(data[_DIGEST:], type=kind)
    except msgspec.DecodeError as error:
        raise RequestInvalid("cursor", DAMAGED) from error


def _digest(request: Any) -> bytes:
    return hashlib.sha256(msgspec.json.encode(request)).digest()[:_DIGEST]
