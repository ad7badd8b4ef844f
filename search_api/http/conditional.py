"""Conditional requests: what a client has already is not sent again (RFC 9110, 13)."""

import datetime
import hashlib
import re
from collections.abc import Mapping
from email.utils import format_datetime, parsedate_to_datetime

import msgspec

_TAG = re.compile(r'(?:W/)?("[^"]*")')


class Validators(msgspec.Struct, frozen=True):
    """What tells one state of an answer from another. `etag` stands in quotation marks; `modified` is in UTC."""

    etag: str
    modified: datetime.datetime | None = None

    def headers(self, now: datetime.datetime) -> dict[str, str]:
        """The headers that an answer carries: whoever keeps it asks each time whether it still holds."""
        # Weak: the bytes differ where an answer is compressed.
        headers = {"ETag": f"W/{self.etag}", "Cache-Control": "no-cache", "Vary": "Accept"}
        # Within the same second there may be another change (RFC 9110, 8.8.2.2).
        if self.modified is not None and now - self.modified >= datetime.timedelta(seconds=2):
            headers["Last-Modified"] = format_datetime(self.modified, usegmt=True)
        return headers


def etag_of(*parts: object) -> str:
    """The entity tag of what is made of some parts."""
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


def has_same(headers: Mapping[str, str], validators: Validators) -> bool:
    """Whether the client names the very state: its answer need not even be made."""
    return validators.etag in _TAG.findall(headers.get("if-none-match", ""))


def has_latest(headers: Mapping[str, str], validators: Validators) -> bool:
    """Whether the client has an answer of this state, or asks only for what it has none of."""
    given = headers.get("if-none-match")
    if given is not None:
        # `If-Modified-Since` counts only without it.
        return given.strip() == "*" or has_same(headers, validators)
    since = _moment(headers.get("if-modified-since"))
    return since is not None and validators.modified is not None and validators.modified <= since


def _moment(text: str | None) -> datetime.datetime | None:
    """A moment in HTTP's form; None where there is none, or it cannot be read: then it is passed over."""
    try:
        found = parsedate_to_datetime(text) if text else None
    except ValueError:
        return None
    return found if found is None or found.tzinfo else found.replace(tzinfo=datetime.UTC)
