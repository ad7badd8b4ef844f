"""Cursors of ordered lists: the sort key of the last entry of a page, which may be gone when the next page is read.

Entries that are added or removed between two pages make no other entry appear twice, or not at all.
"""

import base64
import binascii
import hashlib
from typing import Any, TypeVar

import msgspec

from indexer.errors import RequestInvalid

_DIGEST = 8
P = TypeVar("P")


def encode_place(request: Any, place: Any) -> str:
    """The cursor after a place in the list of a request."""
    return base64.urlsafe_b64encode(_digest(request) + msgspec.json.encode(place)).decode().rstrip("=")


def decode_place(request: Any, cursor: str, kind: type[P]) -> P:
    """The place that a cursor names.

    Raises:
        RequestInvalid: the cursor is damaged, or belongs to another list.
    """
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        data = base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True)
        if data[:_DIGEST] == _digest(request):
            return msgspec.json.decode(data[_DIGEST:], type=kind)
    except (binascii.Error, ValueError) as error:
        raise RequestInvalid("cursor", "the cursor is damaged; take next_cursor as it is given.") from error
    raise RequestInvalid("cursor", "the cursor belongs to another list; begin without one.")


def _digest(request: Any) -> bytes:
    return hashlib.sha256(msgspec.json.encode(request)).digest()[:_DIGEST]
