"""Asking a server about its health, at the address that its settings give it: what a container's health check runs."""

import http.client

from indexer.errors import NotReady, SettingsInvalid
from search_api.settings import Settings

PATH = "/health/ready"
SECONDS = 4.0
"""How long the answer may take."""
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}  # noqa: S104 - not listened on, but replaced
"""Where a server that listens on all addresses of a machine is reached from the machine itself."""


def check_health(settings: Settings) -> str:
    """The address of a server that is ready.

    Raises:
        NotReady: nothing answers there in time, or the answer is another than 200; the message says which.
        SettingsInvalid: the port is 0, so that nobody knows where it listens.
    """
    if settings.port == 0:
        raise SettingsInvalid(
            "port: a server at port 0 takes any free port; give it a port to check its health."
        )
    bare = settings.host.strip("[]")
    host = _EVERYWHERE.get(bare, bare)
    address = f"http://{f'[{host}]' if ':' in host else host}:{settings.port}{PATH}"
    connection = http.client.HTTPConnection(host, settings.port, timeout=SECONDS)
    try:
        connection.request("GET", PATH)
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        raise NotReady(f"{address}: no server answers ({error}); start one, or see its log.") from error
    finally:
        connection.close()
    if status != http.client.OK:
        raise NotReady(f"{address}: the server is not ready (status {status}); its log says why.")
    return address
