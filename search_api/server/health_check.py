"""The health check of a container: asks the server at the address of its settings whether it is ready."""

import http.client

from indexer.errors import NotReady, SettingsInvalid
from search_api.server.address import bracketed
from search_api.settings import Settings

PATH = "/health/ready"
SECONDS = 4.0
"""The most seconds that the answer may take."""
_LOOPBACK = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}  # noqa: S104 - not listened on, but replaced
"""The loopback address of a server that listens on all addresses."""


def check_health(settings: Settings) -> str:
    """The address of a server that is ready.

    Raises:
        NotReady: no server answers in time, or the status is not 200; the message says which.
        SettingsInvalid: the port is 0, so that the server's port is not known.
    """
    if settings.port == 0:
        raise SettingsInvalid(
            "port: with port 0 a server takes any free port; set its port to check its health."
        )
    bare = settings.host.strip("[]")
    host = _LOOPBACK.get(bare, bare)
    address = f"http://{bracketed(host)}:{settings.port}{PATH}"
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
