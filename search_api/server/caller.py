"""The sender of a request, and the request's id in the log."""

import ipaddress

import msgspec
from litestar.types import Scope

from indexer.errors import KeyNeeded, KeysUnusable

STATE = "onrecord_caller"
"""The key of the caller in a request's state."""


class Caller(msgspec.Struct, frozen=True):
    """The sender of a request.

    `request_id` is the client's, if its form is harmless, else made here. `key` is the name of the valid key that came
    with the request; `keys_fault` is set where a key came and the keys cannot be read. `is_local` is true where the
    request comes from this machine, and not through a proxy on it.
    """

    request_id: str
    address: str
    key: str | None
    is_local: bool
    keys_fault: KeysUnusable | None = None

    def require_key(self, detail: str) -> None:
        """Require a valid key.

        Raises:
            KeyNeeded: there is none, or it is not valid.
            KeysUnusable: a key came, and the keys cannot be read.
        """
        if self.keys_fault is not None:
            raise self.keys_fault
        if self.key is None:
            raise KeyNeeded(detail)

    @property
    def bucket(self) -> str:
        """The rate limit's name of the client: the key, else the address; of an IPv6 address the network of 64 bits."""
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
    """The sender of the request."""
    caller: Caller = scope["state"][STATE]
    return caller
