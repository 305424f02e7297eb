"""Which addresses a registry may make us connect to, looked at in the moment of connecting.

A name may resolve to another address every time, a redirect may lead anywhere, and there are many ways to write
169.254.169.254: so nothing is read off a URL here, the address that the socket is made for is checked.
"""

import errno
import ipaddress
import socket
from collections.abc import Callable
from enum import Enum
from typing import Any

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class Reach(Enum):
    """Where connections may go: to the internet, there and to this machine, or to private networks too."""

    PUBLIC = "public"
    LOOPBACK = "loopback"
    PRIVATE = "private"


def is_loopback(host: str) -> bool:
    """Whether the host of a URL says itself that it is this machine, in plain spelling: `0x7f.1` does not."""
    try:
        return host.lower() == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def may_reach(address: str, reach: Reach) -> bool:
    """Whether a connection to this address, as the system writes it, is allowed. Link-local ones never are."""
    plain = _inner(ipaddress.ip_address(address.partition("%")[0]))
    if plain.is_multicast or plain.is_unspecified or plain.is_link_local:
        return False
    if plain.is_loopback:
        return reach is not Reach.PUBLIC
    return plain.is_global or (reach is Reach.PRIVATE and plain.is_private and not plain.is_reserved)


def socket_for(reach: Reach) -> Callable[[Any], socket.socket]:
    """What makes an aiohttp connector's sockets; refuses an address with EACCES before anything is sent to it."""

    def make(info: Any) -> socket.socket:
        family, kind, protocol, _, (address, *_rest) = info
        if not may_reach(address, reach):
            raise OSError(errno.EACCES, f"connections to {address} are not allowed")
        return socket.socket(family, kind, protocol)

    return make


def _inner(address: Address) -> Address:
    """The IPv4 address that an IPv6 address stands for, in whichever way; else itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else address)
