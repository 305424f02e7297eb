"""Chapter "LLM", the balancers of one zone: a private application balancer that knows the paths, and before it a network balancer,
the only kind that an API reaches through a VPC link.

Both workers of a role get requests, the one with fewer open ones first: an application balancer knows no primary and backup, and
a backup that idles costs as much as one that works. When one is not healthy, the other gets all.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from aws_cdk import App
from aws_cdk import aws_elasticloadbalancingv2 as elb

from tutorfleet.cloud.blueprint import API_IDLE_SECONDS, BALANCER_PORT, WORKER_PORT, Blueprint
from tutorfleet.cloud.stacks.base import Chapter, logical
from tutorfleet.cloud.stacks.network import Network
from tutorfleet.cloud.stacks.security import Security
from tutorfleet.cloud.stacks.workers import Workers
from tutorfleet.cloud.template import Output
from tutorfleet.fleet.cors import CORS
from tutorfleet.fleet.description import Fleet
from tutorfleet.fleet.routes import ADAPTER_CHANGES, API, OPENAI, STORE_CHANGES, Rule, rules

PATTERNS_OF_A_RULE = 5
"""more a rule of a listener does not take"""
PRIORITY_STEP = 10
"""rules that somebody adds by hand find a place between ours"""
HEALTH_PATH = "/"
REFUSED = "Only operators change models"


@dataclass(frozen=True)
class Link:
    """A network balancer, as whoever links to it needs it."""

    arn: Output
    host: Output
    """its DNS name"""


def patterns(rule: Rule) -> tuple[str, ...]:
    """A path rule as a listener writes it. An exact path is meant with what is below it: "/api/generate/" in the task."""
    return (f"{rule.path}*",) if rule.prefix else (rule.path, f"{rule.path}/*")


def listener_rules(fleet: Fleet) -> Iterator[tuple[str, list[str]]]:
    """(role, patterns) in the order in which they are tried."""
    for role, group in groupby(rules(fleet), key=lambda rule: rule.role):
        values = [pattern for rule in group for pattern in patterns(rule)]
        for start in range(0, len(values), PATTERNS_OF_A_RULE):
            yield role, values[start : start + PATTERNS_OF_A_RULE]


def refused_paths() -> list[str]:
    """What would change a model store. The task opens every path to whoever has an account, who could then delete everybody's
    models; operators change them on the machines (`tutorfleet cloud models`), past any balancer."""
    return [f"{api}{word}*" for api, words in ((API, STORE_CHANGES), (OPENAI, ADAPTER_CHANGES)) for word in words]


def attributes(values: Mapping[str, str]) -> list[elb.CfnLoadBalancer.LoadBalancerAttributeProperty]:
    """Of a load balancer."""
    return [elb.CfnLoadBalancer.LoadBalancerAttributeProperty(key=key, value=values[key]) for key in values]


def group_attributes(values: Mapping[str, str]) -> list[elb.CfnTargetGroup.TargetGroupAttributeProperty]:
    """Of a target group."""
    return [elb.CfnTargetGroup.TargetGroupAttributeProperty(key=key, value=values[key]) for key in values]


def network_balancer(
    chapter: Chapter, name: str, description: str, subnets: Sequence[str], addresses: Sequence[str]
) -> elb.CfnLoadBalancer:
    """An internal network balancer with a pinned address in each subnet. It carries no security group, and as it was made
    without it stays without: the balancer behind it judges who asks."""
    mappings = [
        elb.CfnLoadBalancer.SubnetMappingProperty(subnet_id=subnet, private_i_pv4_address=address)
        for subnet, address in zip(subnets, addresses, strict=True)
    ]
    return elb.CfnLoadBalancer(
        chapter,
        logical(name.removeprefix(f"{chapter.blueprint.fleet.prefix}-")),
        name=name,
        type="network",
        scheme="internal",
        ip_address_type="ipv4",
        subnet_mappings=mappings,
        load_balancer_attributes=attributes({"load_balancing.cross_zone.enabled": "true"}),
        tags=chapter.tags_of(name, description),
    )


class Entrance(Chapter):
    """The network balancer alone. It is there before any machine, which could otherwise be given its address by chance."""

    def __init__(self, app: App, blueprint: Blueprint, network: Network) -> None:
        zone = network.zone
        super().__init__(app, blueprint, zone, "entrance", f"Network balancer in {zone.region.title}")
        balancer = network_balancer(
            self,
            zone.named("nlb"),
            "Entrance of the API to the application balancer",
            self.take_private_subnets(network.private_subnets),
            zone.balancer_addresses,
        )
        self.link = Link(
            self.give("Nlb", balancer.ref, "The network balancer"),
            self.give("NlbHost", balancer.attr_dns_name, "Its DNS name"),
        )


class Balancers(Chapter):
    """The application balancer with its rules, and the network balancer's listener.

    `host`: its DNS name; `full_name` and `target_groups` (role -> full name): what alarms call them.
    """

    def __init__(
        self,
        app: App,
        blueprint: Blueprint,
        network: Network,
        security: Security,
        workers: Workers,
        entrance: Entrance,
    ) -> None:
        zone = network.zone
        super().__init__(app, blueprint, zone, "balancers", f"Application balancer in {zone.region.title}")
        self._vpc = self.take("Vpc", network.vpc, "AWS::EC2::VPC::Id", "VPC of the zone")
        self._workers = workers
        balancer = self._application_balancer(network, security)
        listener = self._listener(balancer)
        self.target_groups: dict[str, Output] = {}
        groups = {role.name: self._target_group(role.name) for role in blueprint.fleet.roles}
        self._rule(listener, "Health", 1, [HEALTH_PATH], self._answer("200", blueprint.fleet.health_body))
        for number, start in enumerate(range(0, len(refused_paths()), PATTERNS_OF_A_RULE), 2):
            values = refused_paths()[start : start + PATTERNS_OF_A_RULE]
            self._rule(listener, f"Refused{number - 1}", number, values, self._answer("403", REFUSED))
        for number, (role, values) in enumerate(listener_rules(blueprint.fleet), 1):
            forward = elb.CfnListenerRule.ActionProperty(type="forward", target_group_arn=groups[role].ref)
            self._rule(listener, logical(role, str(number)), number * PRIORITY_STEP, values, forward)
        self._behind(entrance, balancer, listener)

        self.host = self.give("AlbHost", balancer.attr_dns_name, "DNS name of the application balancer")
        self.full_name = self.give("AlbFullName", balancer.attr_load_balancer_full_name, "Its name in metrics")

    def _application_balancer(self, network: Network, security: Security) -> elb.CfnLoadBalancer:
        name = self.zone.named("alb")
        values = {
            # as long as the API lets a stream be silent; the default, 60 s, ends a slow model's answer before it begins
            "idle_timeout.timeout_seconds": str(API_IDLE_SECONDS),
            "routing.http.drop_invalid_header_fields.enabled": "true",
            "deletion_protection.enabled": "false",
        }
        return elb.CfnLoadBalancer(
            self,
            "Alb",
            name=name,
            type="application",
            scheme="internal",
            ip_address_type="ipv4",
            subnets=self.take_private_subnets(network.private_subnets),
            # without one it would carry the VPC's default group
            security_groups=[self.take("LbGroup", security.balancer, "AWS::EC2::SecurityGroup::Id", "Its group")],
            load_balancer_attributes=attributes(values),
            tags=self.tags_of(name, "Sends each path to the workers of its role"),
        )

    def _listener(self, balancer: elb.CfnLoadBalancer) -> elb.CfnListener:
        """What no rule names is not found. Pages of other origins read what workers say: the API hands an answer through as it is."""
        answer = elb.CfnListener.FixedResponseConfigProperty(
            status_code="404", content_type="text/plain", message_body="not found"
        )
        return elb.CfnListener(
            self,
            "AlbListener",
            load_balancer_arn=balancer.ref,
            port=BALANCER_PORT,
            protocol="HTTP",
            default_actions=[elb.CfnListener.ActionProperty(type="fixed-response", fixed_response_config=answer)],
            listener_attributes=[
                elb.CfnListener.ListenerAttributeProperty(
                    key=f"routing.http.response.{name.replace('-', '_')}.header_value", value=value
                )
                for name, value in CORS.items()
            ],
            tags=self.tags_of(self.zone.named("listener-alb"), "The only port of the application balancer"),
        )

    def _answer(self, status: str, body: str) -> elb.CfnListenerRule.ActionProperty:
        answer = elb.CfnListenerRule.FixedResponseConfigProperty(
            status_code=status, content_type="text/plain", message_body=body
        )
        return elb.CfnListenerRule.ActionProperty(type="fixed-response", fixed_response_config=answer)

    def _rule(
        self,
        listener: elb.CfnListener,
        name: str,
        priority: int,
        values: list[str],
        action: elb.CfnListenerRule.ActionProperty,
    ) -> None:
        paths = elb.CfnListenerRule.PathPatternConfigProperty(values=values)
        elb.CfnListenerRule(
            self,
            f"{name}Rule",
            listener_arn=listener.ref,
            priority=priority,
            conditions=[
                elb.CfnListenerRule.RuleConditionProperty(field="path-pattern", path_pattern_config=paths),
            ],
            actions=[action],
            tags=self.tags_of(self.zone.named(f"rule-{priority}"), f"Rule {name} of the application balancer"),
        )

    def _target_group(self, role: str) -> elb.CfnTargetGroup:
        """Both workers of a role. A worker is healthy when it answers at all: models load when they are asked for."""
        name = self.zone.named(f"tg-{role}")
        targets = [
            elb.CfnTargetGroup.TargetDescriptionProperty(
                id=self.take(logical(role, replica), instance, description=f"The {replica} {role} worker"),
                port=WORKER_PORT,
            )
            for replica, instance in zip(self.blueprint.fleet.replicas, self._workers.instances[role], strict=True)
        ]
        group = elb.CfnTargetGroup(
            self,
            logical(role, "targets"),
            name=name,
            vpc_id=self._vpc,
            target_type="instance",
            protocol="HTTP",
            port=WORKER_PORT,
            targets=targets,
            health_check_path=HEALTH_PATH,
            health_check_protocol="HTTP",
            health_check_interval_seconds=15,
            health_check_timeout_seconds=5,
            healthy_threshold_count=2,
            unhealthy_threshold_count=3,
            matcher=elb.CfnTargetGroup.MatcherProperty(http_code="200"),
            target_group_attributes=group_attributes(
                {
                    "load_balancing.algorithm.type": "least_outstanding_requests",
                    # a worker that is taken out may end the answers that it has begun
                    "deregistration_delay.timeout_seconds": str(API_IDLE_SECONDS),
                }
            ),
            tags=self.tags_of(name, f"Workers of the role {role}"),
        )
        self.target_groups[role] = self.give(
            logical(role, "full", "name"), group.attr_target_group_full_name, f"Name of the {role} workers in metrics"
        )
        return group

    def _behind(self, entrance: Entrance, balancer: elb.CfnLoadBalancer, listener: elb.CfnListener) -> None:
        """The application balancer is the network balancer's only target, and healthy when it says that it works."""
        name = self.zone.named("tg-alb")
        group = elb.CfnTargetGroup(
            self,
            "AlbTargets",
            name=name,
            vpc_id=self._vpc,
            target_type="alb",
            protocol="TCP",
            port=BALANCER_PORT,
            targets=[elb.CfnTargetGroup.TargetDescriptionProperty(id=balancer.ref, port=BALANCER_PORT)],
            health_check_path=HEALTH_PATH,
            health_check_protocol="HTTP",
            matcher=elb.CfnTargetGroup.MatcherProperty(http_code="200"),
            tags=self.tags_of(name, "The application balancer"),
        )
        group.add_resource_dependency(listener)
        network_listener(
            self,
            "Nlb",
            self.take("Nlb", entrance.link.arn, description="The network balancer"),
            group,
            self.zone.named("listener-nlb"),
        )


def network_listener(chapter: Chapter, logical_id: str, balancer: str, group: elb.CfnTargetGroup, name: str) -> None:
    """A network balancer's only port."""
    elb.CfnListener(
        chapter,
        f"{logical_id}Listener",
        load_balancer_arn=balancer,
        port=BALANCER_PORT,
        protocol="TCP",
        default_actions=[elb.CfnListener.ActionProperty(type="forward", target_group_arn=group.ref)],
        tags=chapter.tags_of(name, "The only port of the network balancer"),
    )
