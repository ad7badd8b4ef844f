"""Cursors of searches: the results that a reader has seen, so that no page repeats or skips one when the index changes.

A cursor has a digest of the request, to which it is bound, a checksum, and six bytes for every result seen.
"""

import base64
import hashlib
import zlib
from collections.abc import Iterable

import msgspec

from indexer.errors import RequestInvalid
from search_api.contract.records import SearchRequest

DEEPEST = 1000
"""The most results that can be paged through, since a cursor must fit into an address."""

DAMAGED = "the cursor is damaged; take next_cursor as it is given."
_MARK = 6
_DIGEST = 8
_CHECKSUM = 4


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
    return encode_bytes(_digest(request) + _checksum(marks) + marks)


def encode_bytes(data: bytes) -> str:
    """A cursor with these bytes."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def decode_bytes(cursor: str) -> bytes:
    """The bytes of a cursor.

    Raises:
        RequestInvalid: the cursor is damaged.
    """
    try:
        return base64.b64decode(cursor.encode() + b"=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    # UnicodeEncodeError and binascii.Error are ValueErrors.
    except ValueError as error:
        raise RequestInvalid("cursor", DAMAGED) from error


def decode_cursor(request: SearchRequest) -> Seen:
    """The results that a request's cursor marks as seen; none without a cursor.

    Raises:
        RequestInvalid: the cursor is damaged, or belongs to another request.
    """
    if request.cursor is None:
        return Seen()
    data = decode_bytes(request.cursor)
    digest, checksum, marks = data[:_DIGEST], data[_DIGEST : _DIGEST + _CHECKSUM], data[_DIGEST + _CHECKSUM :]
    if digest != _digest(request):
        raise RequestInvalid("cursor", "the cursor belongs to another search; begin without one.")
    if checksum != _checksum(marks) or len(marks) % _MARK or len(marks) >= DEEPEST * _MARK:
        raise RequestInvalid("cursor", DAMAGED)
    return Seen(tuple(marks[at : at + _MARK] for at in range(0, len(marks), _MARK)))


def _checksum(marks: bytes) -> bytes:
    return zlib.crc32(marks).to_bytes(_CHECKSUM)


def _digest(request: SearchRequest) -> bytes:
    same = msgspec.structs.replace(request, cursor=None, limit=1, context=0)
    return hashlib.sha256(msgspec.json.encode(same)).digest()[:_DIGEST]
