"""Errors as problem details (RFC 9457): one function from our errors to HTTP."""

import logging
import re
from http import HTTPStatus
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException

from indexer.errors import (
    IndexBusy,
    IndexFault,
    InputRefused,
    KeyNeeded,
    NotFound,
    OnrecordError,
    QuoteRevised,
    RequestInvalid,
    SpeakerAmbiguous,
    SpeakerUnknown,
    UploadConflict,
    UploadInvalid,
    UploadOutdated,
    UploadUnsupported,
)
from search_api.http.caller import caller_of

_MISSING = re.compile(r"Missing required query parameter '(\w+)'")
MEDIA_TYPE = "application/problem+json"
_log = logging.getLogger("onrecord.http")


class FieldProblem(msgspec.Struct, frozen=True):
    """A field that is wrong; `pointer` is the parameter's name as a JSON pointer."""

    pointer: str
    detail: str


class Problem(msgspec.Struct, frozen=True):
    """RFC 9457 problem details, with the fields at fault and what may be meant instead."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: tuple[FieldProblem, ...] = ()
    candidates: tuple[str, ...] = ()


_STATUS: tuple[tuple[type[OnrecordError], int], ...] = (
    (RequestInvalid, 400),
    (KeyNeeded, 401),
    (NotFound, 404),
    (SpeakerAmbiguous, 409),
    (QuoteRevised, 409),
    (UploadConflict, 409),
    (UploadOutdated, 412),
    (UploadUnsupported, 415),
    (UploadInvalid, 422),
    (InputRefused, 422),
    (IndexFault, 503),
)
"""The status of each kind of error; the first that fits counts."""
_RETRY = 5
"""Seconds after which an index that was busy may be free."""


def describe(error: Exception, instance: str) -> Problem:
    """The problem details of an error."""
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
    errors: tuple[FieldProblem, ...] = ()
    candidates: tuple[str, ...] = ()
    detail = str(error)
    if isinstance(error, RequestInvalid):
        errors = (FieldProblem(f"/{error.field}", error.detail),)
    elif isinstance(error, SpeakerUnknown):
        candidates = error.near
    elif isinstance(error, SpeakerAmbiguous):
        candidates = error.candidates
    elif isinstance(error, ValidationException):
        status, errors = 400, tuple(_fields(error))
        detail = "; ".join(f"{field.pointer[1:]}: {field.detail}" for field in errors) or error.detail
    elif isinstance(error, HTTPException):
        status, detail = error.status_code, error.detail
    elif isinstance(error, IndexBusy):
        # Where the index lies is for the log.
        detail = "somebody else is changing the index; try again."
    elif isinstance(error, IndexFault):
        detail = "The index cannot be used; the server's log says why."
    elif not isinstance(error, OnrecordError):
        # What went wrong inside is for the log, not for the client.
        detail = "Something broke on the server; its log says what."
    found = problem(status, detail, instance)
    return msgspec.structs.replace(found, errors=errors, candidates=candidates)


def problem(status: int, detail: str, instance: str) -> Problem:
    """The problem details of a status."""
    title = HTTPStatus(status).phrase
    kind = f"urn:onrecord:problem:{title.lower().replace(' ', '-')}"
    return Problem(kind, title, status, detail, instance)


def respond(request: Request[Any, Any, Any], error: Exception) -> Response[Problem]:
    """The response to an error."""
    found = describe(error, request.url.path)
    if found.status >= 500:
        _log.error("request failed: %s", error, exc_info=error, extra={"fields": _about(request)})
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    if isinstance(error, IndexBusy):
        headers["Retry-After"] = str(_RETRY)
    if found.status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="onrecord"'
    return Response(found, status_code=found.status, media_type=MEDIA_TYPE, headers=headers)


def _about(request: Request[Any, Any, Any]) -> dict[str, str]:
    return {"request_id": caller_of(request.scope).request_id}


def _fields(error: ValidationException) -> list[FieldProblem]:
    extra = error.extra if isinstance(error.extra, list) else []
    if not extra and (missing := _MISSING.search(error.detail)):
        return [FieldProblem(f"/{missing[1]}", "this parameter is required; give it.")]
    return [
        FieldProblem(f"/{one.get('key', '')}", str(one.get("message", "wrong")))
        for one in extra
        if isinstance(one, dict)
    ]
