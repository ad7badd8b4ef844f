"""What the layers share: applications for HTTP requests alone, and refusals, which are problem details as theirs."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any, TypeAlias

import msgspec
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send

from search_api.server.problems import MEDIA_TYPE, problem

HTTPApp: TypeAlias = Callable[[HTTPScope, Receive, Send], Awaitable[None]]


def with_requests(app: Any, requests: HTTPApp) -> ASGIApp:
    """An application whose requests pass through `requests`; the messages about start and end do not."""

    async def served(scope: Scope, receive: Receive, send: Send) -> None:
        outermost: Any = requests if scope["type"] == ScopeType.HTTP else app
        await outermost(scope, receive, send)

    return served


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
