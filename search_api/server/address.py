"""The address under which a client reaches this server: what absolute links begin with."""

from typing import Any

from litestar import Request
from litestar.datastructures import State

from search_api.server.loopback import is_loopback
from search_api.server.state import settings_of


def address_of(request: Request[Any, Any, Any], state: State) -> str:
    """The setting `public_url`, else the address at which the connection came in; no slash at its end.

    `Host` is what a client says, and others may read what is made of it. It counts only where it and the connection
    are of this machine alone, which may know the server by another port.
    """
    public = settings_of(state).public_url
    if public:
        return public.rstrip("/")
    host, port = request.scope["server"] or ("127.0.0.1", None)
    named = request.headers.get("host", "")
    name, _, number = named.rpartition(":")
    if is_loopback(host) and is_loopback((name if number.isdigit() else named).lower()):
        return f"http://{named}"
    written = f"[{host}]" if ":" in host else host
    return f"http://{written}:{port}" if port else f"http://{written}"
