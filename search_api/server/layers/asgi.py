"""What the layers wrap: an application for HTTP requests alone."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send

HTTPApp: TypeAlias = Callable[[HTTPScope, Receive, Send], Awaitable[None]]


def with_requests(app: Any, requests: HTTPApp) -> ASGIApp:
    """An application whose requests pass through `requests`; the messages about start and end do not."""

    async def served(scope: Scope, receive: Receive, send: Send) -> None:
        outermost: Any = requests if scope["type"] == ScopeType.HTTP else app
        await outermost(scope, receive, send)

    return served
