"""Faults in security groups."""

from typing import Any

from tutorfleet.cloud.audit.practice.fault import Fault, Scene, fault
from tutorfleet.cloud.blueprint import BALANCER_PORT, DATABASE_PORT, NFS_PORT, WORKER_PORT


@fault(
    "balancer-for-all",
    "balancer's group",
    rules=("security.no-anywhere", "security.balancer-sources"),
    en="the balancer's security group admits everybody at 80",
    id_="security group balancer mengizinkan semua orang di port 80",
)
def balancer_for_all(scene: Scene) -> None:
    group = scene.group(scene.home, scene.home.balancers[0].groups)
    scene.admit(scene.home, group, BALANCER_PORT, "0.0.0.0/0")


@fault(
    "balancer-at-443",
    "balancer's group",
    rules=("security.balancer-ports",),
    en="the balancer's security group admits 443",
    id_="security group balancer mengizinkan 443",
)
def balancer_at_443(scene: Scene) -> None:
    group = scene.group(scene.home, scene.home.balancers[0].groups)
    scene.admit(scene.home, group, 443, scene.home.private[0].cidr)


@fault(
    "balancer-closed",
    "balancer's group",
    rules=("security.balancer-open",),
    en="nobody reaches the balancer at 80",
    id_="tidak ada yang mencapai balancer di port 80",
)
def balancer_closed(scene: Scene) -> None:
    group = scene.group(scene.home, scene.home.balancers[0].groups)
    scene.refuse(scene.home, group, BALANCER_PORT)


@fault(
    "ssh",
    "NAT's group",
    rules=("general.no-ssh",),
    en="port 22 is open on the NAT",
    id_="port 22 terbuka pada NAT",
)
def ssh(scene: Scene) -> None:
    scene.admit(scene.site, scene.group(scene.site, scene.nat.groups), 22, scene.site.private[0].cidr)


@fault(
    "nat-for-all",
    "NAT's group",
    rules=("security.no-anywhere", "security.nat-sources"),
    en="the NAT admits the whole internet",
    id_="NAT mengizinkan seluruh internet",
)
def nat_for_all(scene: Scene) -> None:
    scene.admit(scene.site, scene.group(scene.site, scene.nat.groups), 443, "0.0.0.0/0")


@fault(
    "nat-for-half",
    "NAT's group",
    rules=("security.nat-serves",),
    en="the NAT no longer serves the second private subnet",
    id_="NAT tidak lagi melayani subnet privat kedua",
)
def nat_for_half(scene: Scene) -> None:
    second = scene.site.zone.subnets.private[1]
    scene.refuse(scene.site, scene.group(scene.site, scene.nat.groups), 443, second)


@fault(
    "database-for-vpc",
    "database's group",
    rules=("security.database-sources",),
    en="the whole VPC reaches the database",
    id_="seluruh VPC dapat mencapai database",
)
def database_for_vpc(scene: Scene) -> None:
    group = scene.group(scene.home, scene.home.databases[0].groups)
    scene.admit(scene.home, group, DATABASE_PORT, scene.home.zone.region.network)


@fault(
    "database-alone",
    "database's group",
    rules=("security.functions-reach-database",),
    en="functions no longer reach the database",
    id_="function tidak lagi mencapai database",
)
def database_alone(scene: Scene) -> None:
    scene.refuse(scene.home, scene.group(scene.home, scene.home.databases[0].groups), DATABASE_PORT)


@fault(
    "workers-for-vpc",
    "workers' group",
    rules=("security.worker-sources",),
    en="the whole VPC reaches the workers past the balancer",
    id_="seluruh VPC mencapai worker tanpa lewat balancer",
)
def workers_for_vpc(scene: Scene) -> None:
    group = scene.group(scene.home, scene.home.workers[0].groups)
    scene.admit(scene.home, group, WORKER_PORT, scene.home.zone.region.network)


@fault(
    "workers-alone",
    "workers' group",
    rules=("security.balancer-reaches-workers",),
    en="the balancer no longer reaches its workers",
    id_="balancer tidak lagi mencapai worker-nya",
)
def workers_alone(scene: Scene) -> None:
    scene.refuse(scene.site, scene.group(scene.site, scene.site.workers[0].groups), WORKER_PORT)


@fault(
    "files-for-public",
    "file system's group",
    rules=("security.files-sources",),
    en="the public subnet reaches the file system",
    id_="subnet publik dapat mencapai file system",
)
def files_for_public(scene: Scene) -> None:
    group = scene.group(scene.home, scene.home.mount_targets[0].groups or ())
    scene.admit(scene.home, group, NFS_PORT, scene.home.zone.subnets.public)


@fault(
    "files-not-for-b",
    "file system's group",
    rules=("security.files-reached-away",),
    en="a private subnet of the other zone no longer reaches the file system",
    id_="sebuah subnet privat zona lain tidak lagi mencapai file system",
)
def files_not_for_b(scene: Scene) -> None:
    group = scene.group(scene.home, scene.home.mount_targets[0].groups or ())
    scene.refuse(scene.home, group, NFS_PORT, scene.any(scene.other.zone.subnets.private))


@fault(
    "spare-group",
    "security groups",
    rules=("security.home-limit", "security.none-unused", "security.names"),
    en="there is a sixth security group that nothing carries",
    id_="ada security group keenam yang tidak dipakai",
)
def spare_group(scene: Scene) -> None:
    assert scene.home.vpc
    name = scene.blueprint.named("sg-spare")
    tags: list[dict[str, Any]] = scene.tags("security-group", "sg-spare")
    scene.client("ec2", scene.home).create_security_group(
        GroupName=name, Description="Nobody remembers", VpcId=scene.home.vpc.id, TagSpecifications=tags
    )


FAULTS: tuple[Fault, ...] = (
    balancer_for_all,
    balancer_at_443,
    balancer_closed,
    ssh,
    nat_for_all,
    nat_for_half,
    database_for_vpc,
    database_alone,
    workers_for_vpc,
    workers_alone,
    files_for_public,
    files_not_for_b,
    spare_group,
)
