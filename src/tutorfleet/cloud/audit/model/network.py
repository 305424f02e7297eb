"""VPCs and what connects them. Pure."""

from dataclasses import dataclass
from typing import ClassVar

from tutorfleet.cloud.audit.model.base import Resource


@dataclass(frozen=True, kw_only=True)
class Vpc(Resource):
    type: ClassVar[str] = "AWS::EC2::VPC"

    cidr: str


@dataclass(frozen=True, kw_only=True)
class Subnet(Resource):
    type: ClassVar[str] = "AWS::EC2::Subnet"

    vpc: str
    cidr: str
    availability_zone: str


@dataclass(frozen=True, kw_only=True)
class Route:
    """One line of a route table."""

    destination: str
    kind: str
    """"local", "internet-gateway", "nat-gateway", "instance", "interface", "peering", "endpoint" or "other" """
    target: str
    """id of what it leads to; "" for local. An instance's route may name its interface"""
    active: bool | None = None
    """False is a black hole"""


@dataclass(frozen=True, kw_only=True)
class RouteTable(Resource):
    type: ClassVar[str] = "AWS::EC2::RouteTable"

    vpc: str
    main: bool = False
    subnets: tuple[str, ...] = ()
    """explicitly associated; a subnet that no table names uses the main one"""
    routes: tuple[Route, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Peering(Resource):
    """Seen from both regions; both see the same id."""

    type: ClassVar[str] = "AWS::EC2::VPCPeeringConnection"

    requester_vpc: str
    requester_region: str
    accepter_vpc: str
    accepter_region: str
    status: str | None = None
    """"active" when accepted"""


@dataclass(frozen=True, kw_only=True)
class InternetGateway(Resource):
    type: ClassVar[str] = "AWS::EC2::InternetGateway"

    vpcs: tuple[str, ...] = ()
    """attached to; () is a leftover"""


@dataclass(frozen=True, kw_only=True)
class NatGateway(Resource):
    type: ClassVar[str] = "AWS::EC2::NatGateway"

    vpc: str
    subnet: str


@dataclass(frozen=True, kw_only=True)
class ElasticAddress(Resource):
    type: ClassVar[str] = "AWS::EC2::EIP"

    address: str | None = None
    attached_to: str | None = ""
    """id of an instance or an interface; "" costs money for nothing"""


@dataclass(frozen=True, kw_only=True)
class GroupRule:
    """One permission of a security group, to one peer."""

    protocol: str
    """"tcp", "udp", "icmp", or "-1" for all"""
    from_port: int = -1
    to_port: int = -1
    """-1 and -1: all ports"""
    cidr: str = ""
    group: str = ""
    prefix_list: str = ""
    """of the three exactly one is set"""
    description: str = ""

    @property
    def peer(self) -> str:
        return self.cidr or self.group or self.prefix_list

    @property
    def anywhere(self) -> bool:
        return self.cidr in ("0.0.0.0/0", "::/0")

    def admits(self, port: int) -> bool:
        """Whether TCP to this port may pass."""
        if self.protocol not in ("tcp", "6", "-1"):
            return False
        return self.protocol == "-1" or self.from_port == -1 or self.from_port <= port <= self.to_port


@dataclass(frozen=True, kw_only=True)
class SecurityGroup(Resource):
    """`generated` is the default group of a VPC, which nobody can delete."""

    type: ClassVar[str] = "AWS::EC2::SecurityGroup"

    vpc: str
    ingress: tuple[GroupRule, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NetworkInterface(Resource):
    """What a security group is really attached to, whoever it belongs to."""

    type: ClassVar[str] = "AWS::EC2::NetworkInterface"

    vpc: str
    subnet: str
    groups: tuple[str, ...] = ()
    address: str | None = None
    public_address: str | None = ""
    source_dest_check: bool | None = None
    instance: str = ""
    """id of the instance it is attached to"""
    attached: bool = True
    """to anything at all; False is a leftover"""


@dataclass(frozen=True, kw_only=True)
class VpcEndpoint(Resource):
    type: ClassVar[str] = "AWS::EC2::VPCEndpoint"

    vpc: str
    kind: str
    """"Interface" or "Gateway" """
    subnets: tuple[str, ...] = ()
    route_tables: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
