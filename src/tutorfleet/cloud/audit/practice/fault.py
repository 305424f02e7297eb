"""A fault: one thing that goes wrong in an account, planted with the calls that a careless hand would make. Pure but for `plant`.

    @fault("nat-check", "NAT instance", rules=("nat.source-dest-check",), en="...", id_="...")
    def nat_check(scene: Scene) -> None: ...

Each says which rules it turns red, those that follow of necessity too, and no others (tests/cloud/audit/test_practice.py plants each).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any, TypeVar

from tutorfleet.cloud.audit.collect.reading import Clients
from tutorfleet.cloud.audit.finders import Site, sites
from tutorfleet.cloud.audit.model import Account, Instance, LoadBalancer, RestApi, SecurityGroup, known
from tutorfleet.cloud.audit.rule import Text
from tutorfleet.cloud.blueprint import Blueprint

Item = TypeVar("Item")


@dataclass(frozen=True)
class Scene:
    """Where a fault is planted: the account as it was read, a zone of it, and the dice."""

    account: Account
    blueprint: Blueprint
    clients: Clients
    dice: Random

    @cached_property
    def home(self) -> Site:
        return sites(self.account, self.blueprint)[0]

    @cached_property
    def site(self) -> Site:
        """Any zone; the same one for all of a fault."""
        return self.dice.choice(sites(self.account, self.blueprint))

    @cached_property
    def other(self) -> Site:
        """A zone that is not the home."""
        return self.dice.choice(sites(self.account, self.blueprint)[1:])

    def client(self, service: str, site: Site) -> Any:
        return self.clients.client(service, site.name)

    def any(self, things: Iterable[Item]) -> Item:
        return self.dice.choice(list(things))

    @cached_property
    def nat(self) -> Instance:
        return self.site.nats[0]

    @cached_property
    def worker(self) -> Instance:
        return self.any(self.site.workers)

    @cached_property
    def balancer(self) -> LoadBalancer:
        """The application load balancer of the zone."""
        return self.site.balancers[0]

    @cached_property
    def api(self) -> RestApi:
        return self.home.apis[0]

    def group(self, site: Site, ids: Iterable[str]) -> SecurityGroup:
        """The first of these security groups."""
        return site.groups_of(ids)[0]

    def admit(self, site: Site, group: SecurityGroup, port: int, cidr: str) -> None:
        """Lets a range in; with a description, for a careless hand knows that much."""
        self.client("ec2", site).authorize_security_group_ingress(
            GroupId=group.id,
            IpPermissions=[
                {
                    "IpProtocol": "tcp",
                    "FromPort": port,
                    "ToPort": port,
                    "IpRanges": [{"CidrIp": cidr, "Description": "to try something"}],
                }
            ],
        )

    def refuse(self, site: Site, group: SecurityGroup, port: int, peer: str = "") -> None:
        """Takes away what lets somebody in at a port; of one peer, or of all."""
        ec2 = self.client("ec2", site)
        found = ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [group.id]}])
        lost = [
            rule["SecurityGroupRuleId"]
            for rule in found["SecurityGroupRules"]
            if not rule["IsEgress"]
            and rule["FromPort"] in (port, -1)
            and peer in ("", rule.get("CidrIpv4"), rule.get("ReferencedGroupInfo", {}).get("GroupId"))
        ]
        ec2.revoke_security_group_ingress(GroupId=group.id, SecurityGroupRuleIds=lost)

    def tags(self, kind: str, name: str) -> list[dict[str, Any]]:
        """TagSpecifications of something new."""
        return [{"ResourceType": kind, "Tags": [{"Key": "Name", "Value": f"{self.blueprint.fleet.prefix}-{name}"}]}]

    def resource(self, path: str) -> str:
        """Id of a path of the API, which the model does not carry."""
        found = self.client("apigateway", self.home).get_resources(restApiId=self.api.id, limit=500)["items"]
        return str(next(item["id"] for item in found if item["path"] == path))

    def listener_rule(self, path: str) -> str:
        """ARN of the rule of the balancer that has this path."""
        rules = [rule for listener in self.site.listeners for rule in known(listener.rules, "listener rules")]
        return next(rule.id for rule in rules if path in rule.paths)


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong."""

    id: str
    touches: str
    """what it changes; two faults of an exercise never touch the same"""
    rules: frozenset[str]
    """ids of the rules that it turns red, and no others"""
    done: Text
    """what was done, told when the exercise is graded"""
    plant: Callable[[Scene], None]


def fault(
    name: str, touches: str, *, rules: Iterable[str], en: str, id_: str
) -> Callable[[Callable[[Scene], None]], Fault]:
    """Makes a fault of a function that plants it."""

    def made(plant: Callable[[Scene], None]) -> Fault:
        return Fault(name, touches, frozenset(rules), Text(en, id_), plant)

    return made
