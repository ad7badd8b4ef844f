"""The type of what the layers wrap: an application for HTTP requests alone."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from litestar.types import HTTPScope, Receive, Send

HTTPApp: TypeAlias = Callable[[HTTPScope, Receive, Send], Awaitable[None]]
