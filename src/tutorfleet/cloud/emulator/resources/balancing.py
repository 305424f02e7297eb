"""Load balancers, target groups, listeners and their rules."""

from collections.abc import Mapping
from typing import Any

from moto.ec2.models import ec2_backends

from tutorfleet.cloud.emulator.formation.model import Made
from tutorfleet.cloud.emulator.resources.base import Kind, Properties, Site, listed


class BalancingKind(Kind):
    """Something of Elastic Load Balancing, whose id is its ARN."""

    tags = "Tags"

    def tag(self, site: Site, made: Made, tags: dict[str, str], gone: list[str]) -> None:
        elb = site.client("elbv2")
        if gone:
            elb.remove_tags(ResourceArns=[made.id], TagKeys=gone)
        elb.add_tags(ResourceArns=[made.id], Tags=listed(tags))


class LoadBalancer(BalancingKind):
    type = "AWS::ElasticLoadBalancingV2::LoadBalancer"
    in_place = frozenset({"LoadBalancerAttributes", "SecurityGroups"})

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        made = site.client("elbv2").create_load_balancer(
            Name=given.take("Name") or site.generated(32),
            **given.pick("Type", "Scheme", "Subnets", "SubnetMappings", "SecurityGroups", "IpAddressType", "Tags"),
        )["LoadBalancers"][0]
        arn = made["LoadBalancerArn"]
        self.set_attributes(site, arn, given)
        for mapping in given.take("SubnetMappings", []):
            self.make_interface(site, arn, mapping, given.take("SecurityGroups", []))
        return arn, {
            "LoadBalancerArn": arn,
            "DNSName": made["DNSName"],
            "CanonicalHostedZoneID": made.get("CanonicalHostedZoneId", ""),
            "LoadBalancerFullName": arn.partition("loadbalancer/")[2],
            "LoadBalancerName": made["LoadBalancerName"],
        }

    def set_attributes(self, site: Site, arn: str, given: Properties) -> None:
        """Idle timeout and the like."""
        if attributes := given.take("LoadBalancerAttributes"):
            site.client("elbv2").modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=attributes)

    def change(self, site: Site, made: Made, given: Properties, changed: frozenset[str]) -> None:
        self.set_attributes(site, made.id, given)
        if "SecurityGroups" in changed:
            site.client("elbv2").set_security_groups(LoadBalancerArn=made.id, SecurityGroups=given["SecurityGroups"])

    def make_interface(self, site: Site, arn: str, mapping: Mapping[str, str], groups: list[str]) -> None:
        """Its interface in a subnet, which tells its pinned address; moto 5.2.5 makes none and forgets the address."""
        pinned = {"PrivateIpAddress": mapping["PrivateIPv4Address"]} if "PrivateIPv4Address" in mapping else {}
        made = site.client("ec2").create_network_interface(
            SubnetId=mapping["SubnetId"], Groups=groups, Description=interfaces_of(arn), **pinned
        )
        if not groups:  # moto gives it the default group, but a balancer made without a group has none
            ec2: Any = ec2_backends[site.account][site.region]
            ec2.get_network_interface(made["NetworkInterface"]["NetworkInterfaceId"])._group_set.clear()

    def delete(self, site: Site, made: Made) -> None:
        site.client("elbv2").delete_load_balancer(LoadBalancerArn=made.id)
        ec2 = site.client("ec2")
        named = {"Name": "description", "Values": [interfaces_of(made.id)]}
        for interface in ec2.describe_network_interfaces(Filters=[named])["NetworkInterfaces"]:
            ec2.delete_network_interface(NetworkInterfaceId=interface["NetworkInterfaceId"])


def interfaces_of(arn: str) -> str:
    """The description of a balancer's interfaces."""
    return f"ELB {arn.partition('loadbalancer/')[2]}"


class TargetGroup(BalancingKind):
    type = "AWS::ElasticLoadBalancingV2::TargetGroup"
    checks = (
        "HealthCheckEnabled",
        "HealthCheckIntervalSeconds",
        "HealthCheckPath",
        "HealthCheckPort",
        "HealthCheckProtocol",
        "HealthCheckTimeoutSeconds",
        "HealthyThresholdCount",
        "UnhealthyThresholdCount",
        "Matcher",
    )
    in_place = frozenset({*checks, "Targets", "TargetGroupAttributes"})
    removable = frozenset({"Targets"})

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        made = site.client("elbv2").create_target_group(
            Name=given.take("Name") or site.generated(32),
            **given.pick("Protocol", "ProtocolVersion", "Port", "VpcId", "TargetType", "IpAddressType", "Tags"),
            **given.pick(*self.checks),
        )["TargetGroups"][0]
        arn = made["TargetGroupArn"]
        self.set_attributes(site, arn, given)
        if targets := given.take("Targets"):
            site.client("elbv2").register_targets(TargetGroupArn=arn, Targets=targets)
        return arn, {
            "TargetGroupArn": arn,
            "TargetGroupFullName": arn.rpartition(":")[2],
            "TargetGroupName": made["TargetGroupName"],
        }

    def set_attributes(self, site: Site, arn: str, given: Properties) -> None:
        """Deregistration delay and the like."""
        if attributes := given.take("TargetGroupAttributes"):
            site.client("elbv2").modify_target_group_attributes(TargetGroupArn=arn, Attributes=attributes)

    def change(self, site: Site, made: Made, given: Properties, changed: frozenset[str]) -> None:
        elb = site.client("elbv2")
        self.set_attributes(site, made.id, given)
        if changed & set(self.checks):
            elb.modify_target_group(TargetGroupArn=made.id, **given.pick(*self.checks))
        if "Targets" in changed:
            old, new = made.properties.get("Targets", []), given.take("Targets", [])
            if gone := [target for target in old if target not in new]:
                elb.deregister_targets(TargetGroupArn=made.id, Targets=gone)
            if more := [target for target in new if target not in old]:
                elb.register_targets(TargetGroupArn=made.id, Targets=more)

    def delete(self, site: Site, made: Made) -> None:
        site.client("elbv2").delete_target_group(TargetGroupArn=made.id)


class Listener(BalancingKind):
    type = "AWS::ElasticLoadBalancingV2::Listener"
    parts = ("Port", "Protocol", "DefaultActions", "SslPolicy", "Certificates")
    in_place = frozenset({*parts, "ListenerAttributes"})

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        call = given.pick("LoadBalancerArn", "Tags", *self.parts)
        arn = site.client("elbv2").create_listener(**call)["Listeners"][0]["ListenerArn"]
        self.set_attributes(site, arn, given)
        return arn, {"ListenerArn": arn}

    def set_attributes(self, site: Site, arn: str, given: Properties) -> None:
        """TCP idle timeout and the like."""
        if attributes := given.take("ListenerAttributes"):
            site.client("elbv2").modify_listener_attributes(ListenerArn=arn, Attributes=attributes)

    def change(self, site: Site, made: Made, given: Properties, changed: frozenset[str]) -> None:
        self.set_attributes(site, made.id, given)
        site.client("elbv2").modify_listener(ListenerArn=made.id, **given.pick(*self.parts))

    def delete(self, site: Site, made: Made) -> None:
        site.client("elbv2").delete_listener(ListenerArn=made.id)


class ListenerRule(BalancingKind):
    type = "AWS::ElasticLoadBalancingV2::ListenerRule"
    in_place = frozenset({"Actions", "Conditions", "Priority"})

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        call: dict[str, Any] = given.pick("ListenerArn", "Actions", "Conditions", "Tags")
        made = site.client("elbv2").create_rule(Priority=int(given["Priority"]), **call)
        arn = made["Rules"][0]["RuleArn"]
        return arn, {"RuleArn": arn}

    def change(self, site: Site, made: Made, given: Properties, changed: frozenset[str]) -> None:
        elb = site.client("elbv2")
        elb.modify_rule(RuleArn=made.id, **given.pick("Actions", "Conditions"))
        if "Priority" in changed:
            elb.set_rule_priorities(RulePriorities=[{"RuleArn": made.id, "Priority": int(given["Priority"])}])

    def delete(self, site: Site, made: Made) -> None:
        site.client("elbv2").delete_rule(RuleArn=made.id)


KINDS = (LoadBalancer(), TargetGroup(), Listener(), ListenerRule())
