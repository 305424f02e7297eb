"""Chapter "Security": who may talk to whom.

The specification allows five groups at home and two elsewhere, so groups are shared, and it says where that costs:

- Home: `nat`, `lb`, `llm`, `efs`, `db`. The functions carry `db` as the database does, because there is no sixth: 5432 is open
  to the group itself, and the database could answer calls that only a function makes.
- Elsewhere: `nat` and `llm`. The balancer carries `llm` as its workers do: workers reach each other on the port that the balancer
  reaches them on.

Nothing lets in anywhere, and what goes out is named too. Network balancers carry no group: what comes through them is judged by
the group of the application balancer, which sees addresses of the private subnets. A group does not reach across regions as a
group, so the other zone stands here by its address ranges.

CloudFormation replaces a group whose description changes, and cannot, because its name is taken: descriptions stay.
"""

from urllib.parse import urlsplit

from aws_cdk import App
from aws_cdk import aws_ec2 as ec2

from tutorfleet.cloud.blueprint import BALANCER_PORT, DATABASE_PORT, NFS_PORT, WORKER_PORT, Blueprint, Zone
from tutorfleet.cloud.stacks.base import Chapter
from tutorfleet.cloud.stacks.network import ANYWHERE, Network

HTTP, HTTPS = 80, 443
Ingress = ec2.CfnSecurityGroup.IngressProperty
Egress = ec2.CfnSecurityGroup.EgressProperty


def from_range(port: int, range_: str, description: str) -> Ingress:
    """TCP on one port from an address range."""
    return Ingress(ip_protocol="tcp", from_port=port, to_port=port, cidr_ip=range_, description=description)


def from_group(port: int, group: str, description: str) -> Ingress:
    """TCP on one port from whatever carries another group."""
    return Ingress(
        ip_protocol="tcp", from_port=port, to_port=port, source_security_group_id=group, description=description
    )


def to_range(port: int, range_: str, description: str) -> Egress:
    """TCP on one port to an address range."""
    return Egress(ip_protocol="tcp", from_port=port, to_port=port, cidr_ip=range_, description=description)


def to_group(port: int, group: str, description: str) -> Egress:
    """TCP on one port to whatever carries another group."""
    return Egress(
        ip_protocol="tcp", from_port=port, to_port=port, destination_security_group_id=group, description=description
    )


def nowhere() -> Egress:
    """A group without a rule for what goes out lets out everything; this one rule lets out nothing."""
    return Egress(ip_protocol="-1", cidr_ip="127.0.0.1/32", description="Nothing leaves: answers need no rule")


class Security(Chapter):
    """The groups of one zone. Outside the home zone `balancer` and `llm` are the same group, and there is no `efs` and no `db`."""

    def __init__(self, app: App, blueprint: Blueprint, network: Network) -> None:
        zone = network.zone
        super().__init__(app, blueprint, zone, "security", f"Security groups in {zone.region.title}")
        self._vpc = self.take("Vpc", network.vpc, "AWS::EC2::VPC::Id", "VPC of the zone")
        self.nat = self.give("Nat", self._nat().ref, "Group of the NAT instance")
        llm = self._llm_at_home() if zone.home else self._llm_elsewhere()
        self.llm = self.give("Llm", llm.ref, "Group of the workers")
        self.balancer = self.llm
        if zone.home:
            self.balancer = self.give("Lb", self._lb(llm).ref, "Group of the application balancer")
            self.efs = self.give("Efs", self._efs(llm).ref, "Group of the mount targets")
            self.db = self.give("Db", self._db().ref, "Group of the database and of the functions")

    def _group(self, what: str, description: str, let_in: list[Ingress], let_out: list[Egress]) -> ec2.CfnSecurityGroup:
        name = self.blueprint.named(f"sg-{what}")
        return ec2.CfnSecurityGroup(
            self,
            f"{what.capitalize()}Group",
            vpc_id=self._vpc,
            group_name=name,
            group_description=description,
            security_group_ingress=let_in or None,
            security_group_egress=let_out,
            tags=self.tags_of(name, description),
        )

    def _itself(self, what: str, group: ec2.CfnSecurityGroup, port: int, description: str) -> None:
        """A group whose members talk to each other: only rules of their own can name the group that they belong to."""
        ec2.CfnSecurityGroupIngress(
            self,
            f"{what}FromItself",
            group_id=group.ref,
            source_security_group_id=group.ref,
            ip_protocol="tcp",
            from_port=port,
            to_port=port,
            description=description,
        )
        ec2.CfnSecurityGroupEgress(
            self,
            f"{what}ToItself",
            group_id=group.ref,
            destination_security_group_id=group.ref,
            ip_protocol="tcp",
            from_port=port,
            to_port=port,
            description=description,
        )

    def _private(self, port: int, zone: Zone, what: str) -> list[Ingress]:
        """From both private subnets of a zone."""
        return [
            from_range(port, range_, f"{what} in private subnet {number} of zone {zone.letter}")
            for number, range_ in enumerate(zone.subnets.private, 1)
        ]

    def _nat(self) -> ec2.CfnSecurityGroup:
        private = enumerate(self.zone.subnets.private, 1)
        return self._group(
            "nat",
            "NAT instance: forwards for the private subnets only",
            [
                Ingress(ip_protocol="-1", cidr_ip=range_, description=f"Forwarding for private subnet {number}")
                for number, range_ in private
            ],
            [Egress(ip_protocol="-1", cidr_ip=ANYWHERE, description="What is forwarded, to the internet")],
        )

    def _worker_ways_out(self) -> list[Egress]:
        """Packages, models and Systems Manager through the NAT; models from EFS; engines that stand elsewhere."""
        ports = (urlsplit(role.backend).port for role in self.blueprint.fleet.roles)
        elsewhere = {port for port in ports if port and port not in (HTTP, HTTPS)}
        return [
            to_range(HTTPS, ANYWHERE, "Systems Manager, packages and models through the NAT"),
            to_range(HTTP, ANYWHERE, "Packages of Ubuntu through the NAT"),
            *(
                to_range(NFS_PORT, f"{address}/32", f"Models from EFS mount target {number}")
                for number, address in enumerate(self.blueprint.home.mount_targets, 1)
            ),
            *(to_range(port, ANYWHERE, "Engine elsewhere that does the work of a role") for port in sorted(elsewhere)),
        ]

    def _llm_at_home(self) -> ec2.CfnSecurityGroup:
        return self._group("llm", "Workers: only from the balancer", [], self._worker_ways_out())

    def _llm_elsewhere(self) -> ec2.CfnSecurityGroup:
        """Port 80 is the balancer's: from its own zone's network balancer, and from home, where the API and the functions are."""
        group = self._group(
            "llm",
            "Balancer and workers: 80 for the balancer, 11434 among themselves",
            [
                *self._private(BALANCER_PORT, self.zone, "Network balancer"),
                *self._private(BALANCER_PORT, self.blueprint.home, "Balancer and functions"),
            ],
            self._worker_ways_out(),
        )
        self._itself("Llm", group, WORKER_PORT, "Balancer to workers")
        return group

    def _lb(self, llm: ec2.CfnSecurityGroup) -> ec2.CfnSecurityGroup:
        group = self._group(
            "lb",
            "Application balancer: only port 80",
            self._private(BALANCER_PORT, self.zone, "Network balancer and functions"),
            [to_group(WORKER_PORT, llm.ref, "Workers")],
        )
        ec2.CfnSecurityGroupIngress(
            self,
            "LlmFromLb",
            group_id=llm.ref,
            source_security_group_id=group.ref,
            ip_protocol="tcp",
            from_port=WORKER_PORT,
            to_port=WORKER_PORT,
            description="Application balancer",
        )
        return group

    def _efs(self, llm: ec2.CfnSecurityGroup) -> ec2.CfnSecurityGroup:
        away = [rule for zone in self.blueprint.away for rule in self._private(NFS_PORT, zone, "Workers")]
        return self._group(
            "efs",
            "EFS mount targets: only from workers",
            [from_group(NFS_PORT, llm.ref, "Workers of this zone"), *away],
            [nowhere()],
        )

    def _db(self) -> ec2.CfnSecurityGroup:
        """A turn's function asks the balancers of every zone and reads the keys of the accounts through the NAT."""
        balancers = [
            to_range(BALANCER_PORT, range_, f"Balancer of zone {zone.letter}")
            for zone in self.blueprint.zones
            for range_ in (
                zone.subnets.private if zone.home else tuple(f"{each}/32" for each in zone.balancer_addresses)
            )
        ]
        group = self._group(
            "db",
            "Database and functions: 5432 among themselves",
            [],
            [*balancers, to_range(HTTPS, ANYWHERE, "Keys of the user pool through the NAT")],
        )
        self._itself("Db", group, DATABASE_PORT, "Functions to database")
        return group
