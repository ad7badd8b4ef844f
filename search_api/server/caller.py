"""Who sends a request, and under which name it is found in the log."""

import ipaddress

import msgspec
from litestar.types import Scope

from indexer.errors import KeyNeeded, KeysUnusable

STATE = "onrecord_caller"
"""Under what name a request's state holds its caller."""


class Caller(msgspec.Struct, frozen=True):
    """Who sends a request.

    `request_id` is what the client gave, if it is of harmless form, else made here; `key` is the name of the key
    that came with it and opens, and `keys_fault` why nobody can tell whether one does. `is_local` is whether it comes
    from this machine, and not through a proxy of it.
    """

    request_id: str
    address: str
    key: str | None
    is_local: bool
    keys_fault: KeysUnusable | None = None

    def require_key(self, detail: str) -> None:
        """Let nobody by without a key.

        Raises:
            KeyNeeded: there is none, or it opens nothing.
            KeysUnusable: one came, and nobody can tell whether it opens.
        """
        if self.keys_fault is not None:
            raise self.keys_fault
        if self.key is None:
            raise KeyNeeded(detail)

    @property
    def bucket(self) -> str:
        """What requests are counted under: the key, else the address; an IPv6 network of 64 bits is one client."""
        if self.key is not None:
            return f"key {self.key}"
        try:
            address = ipaddress.ip_address(self.address)
        except ValueError:
            return self.address
        if isinstance(address, ipaddress.IPv6Address):
            if address.ipv4_mapped is not None:
                return str(address.ipv4_mapped)
            return str(ipaddress.ip_network((address, 64), strict=False))
        return self.address


def caller_of(scope: Scope) -> Caller:
    """Who sends the request."""
    found: Caller = scope["state"][STATE]
    return found
