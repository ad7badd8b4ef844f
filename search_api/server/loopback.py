"""Whether an address is reachable from this machine alone."""

import ipaddress


def is_loopback(host: str) -> bool:
    """Whether a host is `localhost` or an address of the loopback."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
