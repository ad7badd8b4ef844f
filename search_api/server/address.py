"""The address under which a client reaches this server, with which absolute links begin."""

from typing import Any

from litestar import Request
from litestar.datastructures import State

from search_api.server.loopback import is_loopback
from search_api.server.state import settings_of


def address_of(request: Request[Any, Any, Any], state: State) -> str:
    """The setting `public_url`, else the address at which the connection came in; without a slash at its end.

    A client can send any `Host`, and others may read the links. So `Host` counts only where both it and the connection
    are of this machine, which may know the server by another port (a tunnel).
    """
    public = settings_of(state).public_url
    if public:
        return public.rstrip("/")
    host, port = request.scope["server"] or ("127.0.0.1", None)
    header = request.headers.get("host", "")
    name, _, number = header.rpartition(":")
    if is_loopback(host) and is_loopback((name if number.isdigit() else header).lower()):
        return f"http://{header}"
    bracketed = f"[{host}]" if ":" in host else host
    return f"http://{bracketed}:{port}" if port else f"http://{bracketed}"
