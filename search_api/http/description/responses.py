"""The errors that a route may answer with, for the description."""

from collections.abc import Mapping

import msgspec
from litestar.exceptions import HTTPException, MethodNotAllowedException
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import Example

from indexer import errors
from search_api.server.problems import MEDIA_TYPE, Problem, describe

_EVERYWHERE = (400, 429, 500, 503)

_STATUSES: Mapping[int, tuple[str, Exception]] = {
    400: (
        "A parameter is missing, wrong, out of bounds, given twice, or unknown to this route.",
        errors.RequestInvalid("limit", "0 is out of range; give 1 to 100."),
    ),
    401: (
        "There is no key, or it is not valid.",
        errors.KeyNeeded("this needs a key: send `Authorization: Bearer KEY`; `onrecord keys add` makes one."),
    ),
    404: (
        "Nothing has that id or name; for a speaker, with similar names.",
        errors.SpeakerUnknown("Blinkin", ["Antony Blinken"]),
    ),
    405: ("The address does not take the method.", MethodNotAllowedException()),
    406: (
        "`Accept` allows none of the forms of the answer.",
        HTTPException(
            status_code=406, detail="Accept: this is answered as application/json; accept one of them."
        ),
    ),
    408: (
        "The body did not arrive in time.",
        HTTPException(status_code=408, detail="the body did not arrive within 30 s; send it faster."),
    ),
    409: (
        "More than one person fits a name, whose ids are listed; or the transcript came from a file.",
        errors.SpeakerAmbiguous("Clinton", ["bill-clinton", "hillary-clinton"]),
    ),
    412: (
        "A condition of the request does not hold.",
        errors.UploadOutdated("If-Match: the transcript has changed; read it again."),
    ),
    413: (
        "The body is too large.",
        HTTPException(status_code=413, detail="the body has more than 1,048,576 bytes; send less at once."),
    ),
    415: (
        "The body has a media type that is not taken.",
        errors.UploadUnsupported(
            "Content-Type: 'application/zip' is not taken; send one of application/json, text/plain."
        ),
    ),
    422: (
        "The transcript cannot be read.",
        errors.UploadInvalid("line 3: the field turns is missing; add it."),
    ),
    429: (
        "The client sends more requests than the server allows; `Retry-After` says when to go on.",
        HTTPException(status_code=429, detail="you send more requests than this server allows; wait 1 s."),
    ),
    500: ("The server failed; the request is not at fault.", Exception()),
    503: (
        "The server is overloaded or about to end, or its index cannot be used; see `Retry-After`.",
        errors.IndexBusy(""),
    ),
}


def problems(*statuses: int) -> dict[int, ResponseSpec]:
    """Problem details for some statuses, and for those that every route may answer with."""
    return {status: _spec(status) for status in sorted({*statuses, *_EVERYWHERE})}


def unchanged() -> dict[int, ResponseSpec]:
    """The response to a client that has the answer."""
    return {304: ResponseSpec(None, description="The answer that the client has is still current.")}


def reading(*statuses: int) -> dict[int, ResponseSpec]:
    """As `problems`, for answers in several forms that are not sent again to a client that has them."""
    return unchanged() | problems(406, *statuses)


def _spec(status: int) -> ResponseSpec:
    description, error = _STATUSES[status]
    shown = msgspec.to_builtins(describe(error, "/v1/search"))
    example = Example(summary=shown["title"], value=shown)
    return ResponseSpec(Problem, False, description, MEDIA_TYPE, [example])
