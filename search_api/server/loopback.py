"""Whether an address can be reached from this machine alone."""

import ipaddress


def is_loopback(host: str) -> bool:
    """Whether a host to listen on is the machine itself."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
