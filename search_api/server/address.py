"""Addresses: of this machine alone, and under which a client reaches this server."""

import ipaddress
from typing import Any

from litestar import Request

from search_api.server.state import settings_of


def is_loopback(host: str) -> bool:
    """Whether a host is `localhost` or an address of the loopback."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def bracketed(host: str) -> str:
    """A host as addresses have it: IPv6 in brackets."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def address_of(request: Request[Any, Any, Any]) -> str:
    """The address with which absolute links begin, without a slash at its end: the setting `public_url`, else that at
    which the connection came in.

    A client can send any `Host`, and others may read the links. So `Host` counts only where both it and the connection
    are of this machine, which may know the server by another port (a tunnel).
    """
    public = settings_of(request.app).public_url
    if public:
        return public.rstrip("/")
    host, port = request.scope["server"] or ("127.0.0.1", None)
    header = request.headers.get("host", "")
    name, _, number = header.rpartition(":")
    if is_loopback(host) and is_loopback((name if number.isdigit() else header).lower()):
        return f"http://{header}"
    return f"http://{bracketed(host)}:{port}" if port else f"http://{bracketed(host)}"
