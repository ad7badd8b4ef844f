"""Errors as problem details (RFC 9457): one function from our errors to HTTP."""

import re
from http import HTTPStatus
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException

from indexer.errors import (
    IndexBusy,
    NotFound,
    OnrecordError,
    RequestInvalid,
    SpeakerAmbiguous,
    SpeakerUnknown,
)

_MISSING = re.compile(r"Missing required query parameter '(\w+)'")
MEDIA_TYPE = "application/problem+json"


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


def describe(error: Exception, instance: str) -> Problem:
    """The problem details of an error."""
    status = 500
    errors: tuple[FieldProblem, ...] = ()
    candidates: tuple[str, ...] = ()
    detail = str(error)
    if isinstance(error, RequestInvalid):
        status, errors = 400, (FieldProblem(f"/{error.field}", error.detail),)
    elif isinstance(error, SpeakerUnknown):
        status, candidates = 404, error.near
    elif isinstance(error, SpeakerAmbiguous):
        status, candidates = 409, error.candidates
    elif isinstance(error, NotFound):
        status = 404
    elif isinstance(error, IndexBusy):
        status = 503
    elif isinstance(error, ValidationException):
        status, errors = 400, tuple(_fields(error))
        detail = "; ".join(f"{field.pointer[1:]}: {field.detail}" for field in errors) or error.detail
    elif isinstance(error, HTTPException):
        status, detail = error.status_code, error.detail
    elif not isinstance(error, OnrecordError):
        # What went wrong inside is for the log, not for the client.
        detail = "Something broke on the server; its log says what."
    title = HTTPStatus(status).phrase
    return Problem(
        f"urn:onrecord:problem:{title.lower().replace(' ', '-')}",
        title,
        status,
        detail,
        instance,
        errors,
        candidates,
    )


def respond(request: Request[Any, Any, Any], error: Exception) -> Response[Problem]:
    """The response to an error."""
    problem = describe(error, request.url.path)
    if problem.status >= 500:
        request.logger.error("request failed", exc_info=error)
    return Response(problem, status_code=problem.status, media_type=MEDIA_TYPE)


def _fields(error: ValidationException) -> list[FieldProblem]:
    extra = error.extra if isinstance(error.extra, list) else []
    if not extra and (missing := _MISSING.search(error.detail)):
        return [FieldProblem(f"/{missing[1]}", "this parameter is required; give it.")]
    return [
        FieldProblem(f"/{one.get('key', '')}", str(one.get("message", "wrong")))
        for one in extra
        if isinstance(one, dict)
    ]
