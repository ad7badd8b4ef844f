"""Conditional requests: an answer that the client has is not sent again (RFC 9110, 13)."""

import datetime
import hashlib
import re
from collections.abc import Mapping
from email.utils import format_datetime, parsedate_to_datetime

import msgspec

_TAG = re.compile(r'(?:W/)?("[^"]*")')


class Validators(msgspec.Struct, frozen=True):
    """A state of an answer: its entity tag, in quotation marks, and when it may have changed last, in UTC."""

    etag: str
    modified: datetime.datetime | None = None

    def headers(self, now: datetime.datetime) -> dict[str, str]:
        """The headers of an answer. `no-cache` makes a cache revalidate the answer each time."""
        # A weak tag: the bytes differ where an answer is compressed.
        headers = {"ETag": f"W/{self.etag}", "Cache-Control": "no-cache", "Vary": "Accept"}
        # There may be another change within the same second (RFC 9110, 8.8.2.2).
        if self.modified is not None and now - self.modified >= datetime.timedelta(seconds=2):
            headers["Last-Modified"] = format_datetime(self.modified, usegmt=True)
        return headers


def etag_of(*parts: object) -> str:
    """The entity tag of an answer that depends on some parts alone."""
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


def has_same(headers: Mapping[str, str], validators: Validators) -> bool:
    """Whether `If-None-Match` names this state, so that the answer need not be made."""
    return validators.etag in _TAG.findall(headers.get("if-none-match", ""))


def has_latest(headers: Mapping[str, str], validators: Validators) -> bool:
    """Whether the client has an answer of this state, or `If-None-Match: *` forbids any answer."""
    given = headers.get("if-none-match")
    if given is not None:
        # Then `If-Modified-Since` is ignored.
        return given.strip() == "*" or has_same(headers, validators)
    since = _moment(headers.get("if-modified-since"))
    return since is not None and validators.modified is not None and validators.modified <= since


def _moment(text: str | None) -> datetime.datetime | None:
    """A time in the form of HTTP; None where it is missing or cannot be read, which ignores it."""
    try:
        moment = parsedate_to_datetime(text) if text else None
    except ValueError:
        return None
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
