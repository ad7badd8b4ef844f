"""Cursors of ordered lists: the place behind the last entry of a page, which need not be there any more.

What comes or goes between two pages makes none of the others come twice, or never.
"""

import base64
import binascii
import hashlib
from typing import Any, TypeVar

import msgspec

from indexer.errors import RequestInvalid

_DIGEST = 8
P = TypeVar("P")


def encode_place(asked: Any, place: Any) -> str:
    """The cursor behind a place in the list that is asked for."""
    return base64.urlsafe_b64encode(_digest(asked) + msgspec.json.encode(place)).decode().rstrip("=")


def decode_place(asked: Any, cursor: str, kind: type[P]) -> P:
    """The place that a cursor names.

    Raises:
        RequestInvalid: the cursor is damaged, or belongs to another list.
    """
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        data = base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True)
        if data[:_DIGEST] == _digest(asked):
            return msgspec.json.decode(data[_DIGEST:], type=kind)
    except (binascii.Error, ValueError) as error:
        raise RequestInvalid("cursor", "the cursor is damaged; take next_cursor as it is given.") from error
    raise RequestInvalid("cursor", "the cursor belongs to another list; begin without one.")


def _digest(asked: Any) -> bytes:
    return hashlib.sha256(msgspec.json.encode(asked)).digest()[:_DIGEST]
