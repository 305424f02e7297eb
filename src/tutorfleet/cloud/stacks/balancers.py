"""Chapter "LLM", the balancers of one zone: a private application balancer that sends each path (listener.py) to the workers of
its role, and before it the network balancer through which the API comes (entrance.py).

Both workers of a role get requests, the one with fewer open ones first: an application balancer knows no primary and backup, and
a backup that idles costs as much as one that works. When one is not healthy, the other gets all.
"""

from collections.abc import Mapping

from aws_cdk import App
from aws_cdk import aws_elasticloadbalancingv2 as elb

from tutorfleet.cloud.blueprint import API_IDLE_SECONDS, BALANCER_PORT, WORKER_PORT, Blueprint
from tutorfleet.cloud.stacks.base import Chapter, logical
from tutorfleet.cloud.stacks.entrance import Entrance, attributes, group_attributes, network_listener
from tutorfleet.cloud.stacks.listener import HEALTH_PATH, Paths, listener_rules
from tutorfleet.cloud.stacks.network import Network
from tutorfleet.cloud.stacks.security import Security
from tutorfleet.cloud.stacks.workers import Workers
from tutorfleet.cloud.template import Output
from tutorfleet.fleet.cors import CORS

LONGEST_FAREWELL = 3600
"""seconds that AWS gives a target to end its work"""


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
        for paths in listener_rules(blueprint.fleet):
            self._rule(listener, paths, groups)
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

    def _rule(self, listener: elb.CfnListener, paths: Paths, groups: Mapping[str, elb.CfnTargetGroup]) -> None:
        """Known by its priority, so that it is changed where it stands when another role moves the paths: a new rule would be made
        before the old one goes, and AWS takes no two of one priority."""
        values = elb.CfnListenerRule.PathPatternConfigProperty(values=list(paths.patterns))
        name = self.zone.named(f"rule-{paths.name}")
        elb.CfnListenerRule(
            self,
            f"Rule{paths.priority}",
            listener_arn=listener.ref,
            priority=paths.priority,
            conditions=[
                elb.CfnListenerRule.RuleConditionProperty(field="path-pattern", path_pattern_config=values),
            ],
            actions=[action(paths, groups)],
            tags=self.tags_of(name, f"Rule {paths.name} of the application balancer"),
        )

    def _target_group(self, role: str) -> elb.CfnTargetGroup:
        """Both workers of a role. A worker is healthy when it answers at all: models load when they are asked for."""
        longest = self.blueprint.fleet.limits.stream_seconds
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
                    "deregistration_delay.timeout_seconds": str(min(longest, LONGEST_FAREWELL)),
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


def action(paths: Paths, groups: Mapping[str, elb.CfnTargetGroup]) -> elb.CfnListenerRule.ActionProperty:
    """To the workers of the role, or an answer of the balancer's own."""
    if paths.role:
        return elb.CfnListenerRule.ActionProperty(type="forward", target_group_arn=groups[paths.role].ref)
    answer = elb.CfnListenerRule.FixedResponseConfigProperty(
        status_code=paths.status, content_type="text/plain", message_body=paths.body
    )
    return elb.CfnListenerRule.ActionProperty(type="fixed-response", fixed_response_config=answer)
