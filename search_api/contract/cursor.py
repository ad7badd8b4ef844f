"""Cursors: where the next page of an answer begins. Each has a digest of the request to which it is bound.

That of a search has the results that a reader has seen, so that no page repeats or skips one when the index changes: a
checksum, and six bytes for every result. That of an ordered list has the sort key of the last entry of a page, which
may be gone when the next page is read: entries that are added or removed between two pages make no other entry appear
twice, or not at all.
"""

import base64
import hashlib
import zlib
from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec

from indexer.errors import RequestInvalid
from search_api.contract.records import SearchRequest

DEEPEST = 1000
"""The most results that can be paged through, since a cursor must fit into an address."""

_DAMAGED = "the cursor is damaged; take next_cursor as it is given."
_MARK = 6
_DIGEST = 8
_CHECKSUM = 4
P = TypeVar("P")


class Seen(msgspec.Struct, frozen=True):
    """The marks of the results on earlier pages."""

    marks: tuple[bytes, ...] = ()

    def __contains__(self, turn_id: str) -> bool:
        """Whether a turn was on an earlier page."""
        return mark(turn_id) in self.marks

    def __len__(self) -> int:
        """The number of results on earlier pages."""
        return len(self.marks)


def mark(turn_id: str) -> bytes:
    """The six bytes of a turn: the beginning of its id's SHA-256."""
    return hashlib.sha256(turn_id.encode()).digest()[:_MARK]


def encode_cursor(request: SearchRequest, seen: Seen, page: Iterable[str]) -> str:
    """The cursor after a page with these turn ids."""
    marks = b"".join((*seen.marks, *(mark(turn_id) for turn_id in page)))
    return _encoded(_digest(_same(request)) + _checksum(marks) + marks)


def decode_cursor(request: SearchRequest) -> Seen:
    """The results that a request's cursor marks as seen; none without a cursor.

    Raises:
        RequestInvalid: the cursor is damaged, or belongs to another request.
    """
    if request.cursor is None:
        return Seen()
    data = _decoded(request.cursor, _same(request), "search")
    checksum, marks = data[:_CHECKSUM], data[_CHECKSUM:]
    if checksum != _checksum(marks) or len(marks) % _MARK or len(marks) >= DEEPEST * _MARK:
        raise RequestInvalid("cursor", _DAMAGED)
    return Seen(tuple(marks[at : at + _MARK] for at in range(0, len(marks), _MARK)))


def _checksum(marks: bytes) -> bytes:
    return zlib.crc32(marks).to_bytes(_CHECKSUM)


def _same(request: SearchRequest) -> SearchRequest:
    """What the cursor of a search is bound to: all but the size of a page."""
    return msgspec.structs.replace(request, cursor=None, limit=1, context=0)


def encode_place(request: Any, place: Any) -> str:
    """The cursor after a place in the list of a request."""
    return _encoded(_digest(request) + msgspec.json.encode(place))


def decode_place(request: Any, cursor: str, kind: type[P]) -> P:
    """The place that a cursor names.

    Raises:
        RequestInvalid: the cursor is damaged, or belongs to another list.
    """
    try:
        return msgspec.json.decode(_decoded(cursor, request, "list"), type=kind)
    except msgspec.DecodeError as error:
        raise RequestInvalid("cursor", _DAMAGED) from error


def _digest(request: Any) -> bytes:
    return hashlib.sha256(msgspec.json.encode(request)).digest()[:_DIGEST]


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _decoded(cursor: str, request: Any, kind: str) -> bytes:
    """The bytes of a cursor after the digest of its request, which is a search or a list."""
    try:
        data = base64.b64decode(cursor.encode() + b"=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    # UnicodeEncodeError and binascii.Error are ValueErrors.
    except ValueError as error:
        raise RequestInvalid("cursor", _DAMAGED) from error
    if data[:_DIGEST] != _digest(request):
        raise RequestInvalid("cursor", f"the cursor belongs to another {kind}; begin without one.")
    return data[_DIGEST:]
