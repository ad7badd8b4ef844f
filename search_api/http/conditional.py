"""Conditional requests: an answer that the client has is not sent again (RFC 9110, 13)."""

import datetime
import hashlib
from collections.abc import Mapping

import msgspec
from werkzeug.http import http_date, parse_etags
from werkzeug.sansio.http import is_resource_modified


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
            headers["Last-Modified"] = http_date(self.modified)
        return headers


def etag_of(*parts: object) -> str:
    """The entity tag of an answer that depends on some parts alone."""
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


def has_same(headers: Mapping[str, str], validators: Validators) -> bool:
    """Whether `If-None-Match` names this state, so that the answer need not be made."""
    return validators.etag.strip('"') in parse_etags(headers.get("if-none-match")).as_set(include_weak=True)


def has_latest(headers: Mapping[str, str], validators: Validators) -> bool:
    """Whether the client has an answer of this state, or `If-None-Match: *` forbids any answer."""
    return not is_resource_modified(
        http_if_none_match=headers.get("if-none-match"),
        http_if_modified_since=headers.get("if-modified-since"),
        etag=validators.etag,
        last_modified=validators.modified,
    )
