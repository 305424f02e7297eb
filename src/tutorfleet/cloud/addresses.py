"""Which address is whose: the subnets of a zone and the few addresses that are pinned. Pure.

A zone is a /23. Its first half is the public subnet, the second half two private ones (specification: "Network Architecture").
172.32.0.0/23 is public space of somebody else (172.16.0.0/12 ends at 172.31.255.255), so nothing here may ask `is_private`.

Pinned addresses cross regions as text and not as outputs: a mount target is mounted by address from the other region (EFS has
no DNS name there), and the home region's balancer sends to the other region's balancer by address.
"""

import ipaddress
from dataclasses import dataclass

MOUNT_TARGET_HOST = 10
"""host number of the EFS mount target in each private subnet of the home zone"""
BALANCER_HOST = 20
"""host number of the network balancer in each private subnet"""
CROSSING_HOST = 21
"""host number of the home zone's balancer for the first other zone; the next ones follow"""


class BadRange(ValueError):
    """A zone's address range cannot be divided as the specification asks."""


@dataclass(frozen=True)
class Subnets:
    """CIDR ranges of one zone."""

    public: str
    private: tuple[str, str]
    """in availability zones a and b"""


def subnets(network: str) -> Subnets:
    """The public /24 and the two private /25 of a /23; raises BadRange."""
    whole = ipaddress.IPv4Network(network)
    if whole.prefixlen != 23:
        raise BadRange(f"{network}: expected a /23, because a zone has one /24 and two /25")
    public, rest = whole.subnets(new_prefix=24)
    first, second = rest.subnets(new_prefix=25)
    return Subnets(str(public), (str(first), str(second)))


def host(subnet: str, number: int) -> str:
    """The address of this host number in a subnet; AWS keeps 0 to 3 and the last for itself."""
    return str(ipaddress.IPv4Network(subnet)[number])
