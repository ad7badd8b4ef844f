"""The address under which a client reaches this server: what absolute links begin with."""

from typing import Any

from litestar import Request
from litestar.datastructures import State

from search_api.http.state import settings_of


def address_of(request: Request[Any, Any, Any], state: State) -> str:
    """The setting `public_url`, else the address that the request itself was sent to; no slash at its end."""
    return (settings_of(state).public_url or str(request.base_url)).rstrip("/")
