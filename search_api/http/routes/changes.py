"""Changing transcripts over HTTP: PUT and DELETE, both with a key."""

import re
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import quote as percent

from litestar import Response, delete, put
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler
from litestar.openapi.spec import OpenAPIMediaType, Operation, RequestBody, Schema
from litestar.openapi.spec.enums import OpenAPIFormat, OpenAPIType
from werkzeug.http import parse_etags

from indexer.errors import RequestInvalid, UploadUnsupported
from indexer.export.parsed import Parsed, parsed
from indexer.ingest.uploads import Condition, Upload, remove_transcript
from indexer.readers import media_types
from search_api.http.answering import AnyRequest
from search_api.http.description.responses import problems
from search_api.http.parameters import ChangedId
from search_api.server.caller import caller_of
from search_api.server.state import changes_of, searcher_of


@dataclass
class PutOperation(Operation):
    """The description of a PUT with its bodies, which the handler reads without Litestar."""

    def __post_init__(self) -> None:
        """Add the bodies."""
        self.request_body = RequestBody(
            description="One transcript, with the content of a file of the format.",
            required=True,
            content={
                name: OpenAPIMediaType(
                    Schema(type=OpenAPIType.OBJECT)
                    if name == "application/json"
                    else Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY)
                )
                for name in media_types()
            },
        )


def needs_key(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Require a valid key; see `Caller.require_key` for the errors."""
    caller_of(connection.scope).require_key(
        "this needs a key: send `Authorization: Bearer KEY`; `onrecord keys add` makes one."
    )


@put(
    "/v1/transcripts/{transcript_id:str}",
    guards=[needs_key],
    operation_class=PutOperation,
    responses=problems(401, 404, 408, 409, 412, 413, 415, 422),
    security=[{"key": []}],
    status_code=200,
    summary="Add or replace a transcript",
)
async def put_transcript(request: AnyRequest, transcript_id: ChangedId) -> Response[Parsed]:
    """Read and store a transcript. After the answer searches find it. 201 where it is new."""
    upload = Upload(
        transcript_id,
        await request.body(),
        suffix_of(request.headers.get("content-type", "")),
        condition_of(request.headers.get("if-match"), request.headers.get("if-none-match")),
    )
    searcher = searcher_of(request.app)
    done = await changes_of(request.app).upload(searcher.folder, upload, searcher.encoder)
    headers = {"ETag": f'"{done.transcript.text_sha256}"'}
    if done.is_new:
        headers["Location"] = f"/v1/transcripts/{percent(transcript_id, safe='')}"
    return Response(parsed(done.transcript), status_code=201 if done.is_new else 200, headers=headers)


@delete(
    "/v1/transcripts/{transcript_id:str}",
    guards=[needs_key],
    responses=problems(401, 404, 409, 412),
    security=[{"key": []}],
    summary="Remove a transcript",
)
async def delete_transcript(request: AnyRequest, transcript_id: ChangedId) -> None:
    """Remove a transcript. One that came from a file comes back when its folder is indexed again."""
    condition = condition_of(request.headers.get("if-match"), request.headers.get("if-none-match"))
    folder = searcher_of(request.app).folder
    await changes_of(request.app).run(partial(remove_transcript, folder, transcript_id, condition))


def suffix_of(content_type: str) -> str:
    """The suffix of a file of a media type.

    Raises:
        UploadUnsupported: the media type is not taken, or the charset is not UTF-8.
    """
    name, _, rest = content_type.partition(";")
    suffix = media_types().get(name.strip().lower())
    if suffix is None:
        taken = ", ".join(media_types())
        raise UploadUnsupported(f"Content-Type: {name.strip()[:80]!r} is not taken; send one of {taken}.")
    charset = re.search(r"charset\s*=\s*\"?([^\";\s]+)", rest, re.IGNORECASE)
    if charset and charset[1].lower() not in {"utf-8", "utf8", "us-ascii"}:
        raise UploadUnsupported(f"Content-Type: the charset {charset[1][:40]!r} is not taken; send UTF-8.")
    return suffix


def condition_of(if_match: str | None, if_none_match: str | None) -> Condition:
    """The conditions that the headers of a request set for the stored transcript (RFC 9110, 13.1)."""
    return Condition(_tags("If-Match", if_match), _tags("If-None-Match", if_none_match))


def _tags(name: str, value: str | None) -> tuple[str, ...] | None:
    if value is None:
        return None
    tags = parse_etags(value)
    if tags.star_tag:
        return ()
    if not tags or '"' not in value:
        raise RequestInvalid(name, 'this is no list of entity tags; give "tag" in quotation marks, or *.')
    # An entity tag of a transcript begins with the hash of its text.
    return tuple(tag.partition(".")[0] for tag in tags.as_set(include_weak=True))
