"""Errors as problem details (RFC 9457): the one place where our errors become HTTP."""

import logging
from http import HTTPStatus
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException, MethodNotAllowedException, NotFoundException

from indexer import errors
from search_api.server.caller import caller_of

# Their own messages have paths of the server, which are for the log alone.
_DETAILS: dict[type[Exception], str] = {
    MethodNotAllowedException: "this address does not take the method; the header Allow lists those it takes.",
    errors.KeysUnusable: (
        "keys.json in the folder of the index cannot be read, so no key is valid; the operator must make it readable, "
        "or delete it and add new keys."
    ),
    errors.IndexBusy: "another process is changing the index; try again.",
    errors.IndexFault: "the index cannot be used; see the server's log.",
}
_NOT_FOUND = HTTPStatus.NOT_FOUND.phrase
"""Litestar's detail where there is no route."""
MEDIA_TYPE = "application/problem+json"
_log = logging.getLogger("onrecord.http")


class FieldProblem(msgspec.Struct, frozen=True):
    """A fault; `pointer` is the parameter, or the field of the body, as a JSON pointer."""

    pointer: str
    detail: str


class Problem(msgspec.Struct, frozen=True):
    """RFC 9457 problem details, with the faults, and names or ids that may be meant."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: tuple[FieldProblem, ...] = ()
    candidates: tuple[str, ...] = ()


_STATUS: tuple[tuple[type[errors.OnrecordError], int], ...] = (
    (errors.RequestInvalid, 400),
    (errors.KeyNeeded, 401),
    (errors.NotFound, 404),
    (errors.SpeakerAmbiguous, 409),
    (errors.QuoteRevised, 409),
    (errors.UploadConflict, 409),
    (errors.UploadOutdated, 412),
    (errors.UploadUnsupported, 415),
    (errors.UploadInvalid, 422),
    (errors.InputRefused, 422),
    (errors.OutOfTime, 503),
    (errors.KeysUnusable, 503),
    (errors.IndexFault, 503),
)
"""The status of each type of error; the first that fits counts."""
_RETRY = 5
"""The seconds of `Retry-After` where the index is busy."""


def describe(error: Exception, instance: str) -> Problem:
    """The problem details of an error."""
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
    details = problem(
        error.status_code if isinstance(error, HTTPException) else status, _detail(error), instance
    )
    if isinstance(error, errors.RequestInvalid):
        # The field's name as a JSON pointer (RFC 6901); that of the whole is empty.
        pointer = "/" + error.field.replace("~", "~0").replace("/", "~1") if error.field else ""
        return msgspec.structs.replace(details, errors=(FieldProblem(pointer, error.detail),))
    if isinstance(error, errors.SpeakerUnknown):
        return msgspec.structs.replace(details, candidates=error.near)
    if isinstance(error, errors.SpeakerAmbiguous):
        return msgspec.structs.replace(details, candidates=error.candidates)
    return details


def _detail(error: Exception) -> str:
    """The sentence for the client; what failed inside the server is for the log alone."""
    if isinstance(error, NotFoundException) and error.detail == _NOT_FOUND:
        return "there is nothing at this address; /schema lists the addresses."
    detail = next((detail for kind, detail in _DETAILS.items() if isinstance(error, kind)), None)
    if detail is not None:
        return detail
    if isinstance(error, HTTPException):
        return error.detail
    return (
        str(error) if isinstance(error, errors.OnrecordError) else "the server failed; its log has the details."
    )


def problem(status: int, detail: str, instance: str) -> Problem:
    """The problem details of a status."""
    title = HTTPStatus(status).phrase
    kind = f"urn:onrecord:problem:{title.lower().replace(' ', '-')}"
    return Problem(kind, title, status, detail, instance)


def respond(request: Request[Any, Any, Any], error: Exception) -> Response[Problem]:
    """The response to an error."""
    details = describe(error, request.url.path)
    if details.status >= 500:
        fields = {"request_id": caller_of(request.scope).request_id}
        _log.error("request failed: %s", error, exc_info=error, extra={"fields": fields})
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    if isinstance(error, errors.IndexBusy):
        headers["Retry-After"] = str(_RETRY)
    if details.status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="onrecord"'
    return Response(details, status_code=details.status, media_type=MEDIA_TYPE, headers=headers)
