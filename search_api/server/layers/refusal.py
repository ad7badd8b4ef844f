"""Refusals by the layers: problem details, as those of the application."""

from http import HTTPStatus

import msgspec
from litestar.types import HTTPScope, Send

from search_api.server.problems import MEDIA_TYPE, problem


async def refuse(scope: HTTPScope, send: Send, status: int, detail: str, wait: int | None = None) -> None:
    """Answer with a problem; `wait` is the number of seconds of `Retry-After`."""
    body = msgspec.json.encode(problem(status, detail, scope["path"]))
    headers = [
        (b"content-type", MEDIA_TYPE.encode()),
        (b"content-length", str(len(body)).encode()),
        # The rest of the body may take long.
        *([(b"connection", b"close")] if status == HTTPStatus.REQUEST_TIMEOUT else []),
        *([(b"retry-after", str(wait).encode())] if wait is not None else []),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
