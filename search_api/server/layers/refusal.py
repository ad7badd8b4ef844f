"""Answers of the layers themselves, which the application never sees: problem details like all others."""

from http import HTTPStatus

import msgspec
from litestar.types import HTTPScope, Send

from search_api.server.problems import MEDIA_TYPE, problem


async def refuse(scope: HTTPScope, send: Send, status: int, detail: str, wait: int | None = None) -> None:
    """Answer with a problem; `wait` are the seconds after which it makes sense to try again."""
    body = msgspec.json.encode(problem(status, detail, scope["path"]))
    headers = [
        (b"content-type", MEDIA_TYPE.encode()),
        (b"content-length", str(len(body)).encode()),
        # Its body may be on its way for long.
        *([(b"connection", b"close")] if status == HTTPStatus.REQUEST_TIMEOUT else []),
        *([(b"retry-after", str(wait).encode())] if wait is not None else []),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
