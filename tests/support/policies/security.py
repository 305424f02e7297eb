"""Policies over the chapter "Security". What each group lets in exactly stands in test_security.py."""

from collections.abc import Iterator
from typing import Any

from support.policies import Case
from support.templates import Resource, Templates
from tutorfleet.cloud.blueprint import Blueprint

ANYWHERE = ("0.0.0.0/0", "::/0")
HOME_GROUPS = ("db", "efs", "lb", "llm", "nat")
OTHER_GROUPS = ("llm", "nat")


def rules(templates: Templates, kind: str) -> Iterator[tuple[Resource, dict[str, Any]]]:
    """(where it stands, rule) of "Ingress" or "Egress", in a group or on its own."""
    for group in templates.resources("AWS::EC2::SecurityGroup"):
        for rule in group.properties.get(f"SecurityGroup{kind}", []):
            yield group, rule
    for rule in templates.resources(f"AWS::EC2::SecurityGroup{kind}"):
        yield rule, rule.properties


def exactly_the_groups_of_the_task(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    """Five at home, two elsewhere: the limit of the task is full."""
    for zone in blueprint.zones:
        expected = [blueprint.named(f"sg-{what}") for what in (HOME_GROUPS if zone.home else OTHER_GROUPS)]
        found = templates.resources("AWS::EC2::SecurityGroup", zone.region.name)
        if sorted(each.properties["GroupName"] for each in found) != expected:
            yield f"{zone.region.name}: groups {[each.properties['GroupName'] for each in found]}"


def nothing_is_open_to_anywhere(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    for resource, rule in rules(templates, "Ingress"):
        if rule.get("CidrIp") in ANYWHERE or rule.get("CidrIpv6") in ANYWHERE or "SourcePrefixListId" in rule:
            yield f"{resource}: lets in anybody"
        if not {"CidrIp", "SourceSecurityGroupId"} & set(rule):
            yield f"{resource}: a rule without a source"


def nothing_but_the_nat_lets_in_all_ports(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    for resource, rule in rules(templates, "Ingress"):
        one_port = rule["IpProtocol"] == "tcp" and rule.get("FromPort") == rule.get("ToPort")
        if not one_port and resource.name != blueprint.named("sg-nat"):
            yield f"{resource}: opens more than one port"


def every_rule_is_described(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    for kind in ("Ingress", "Egress"):
        for resource, rule in rules(templates, kind):
            if not rule.get("Description"):
                yield f"{resource}: a rule without description"


def every_group_says_what_goes_out(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    """A group without such a rule lets out everything."""
    for group in templates.resources("AWS::EC2::SecurityGroup"):
        if not group.properties.get("SecurityGroupEgress"):
            yield f"{group}: lets out everything"


def every_group_is_used(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    """ "Make sure to clean up any unused security groups"."""
    carried = {str(group) for resource in templates.resources() for group in carried_by(templates, resource)}
    for group in templates.resources("AWS::EC2::SecurityGroup"):
        if str(group) not in carried:
            yield f"{group}: nothing carries it"


def carried_by(templates: Templates, resource: Resource) -> list[Resource]:
    """The groups of a resource, wherever its type keeps them."""
    properties = resource.properties
    found = [
        *properties.get("SecurityGroupIds", []),
        *properties.get("SecurityGroups", []),
        *properties.get("VPCSecurityGroups", []),
        *properties.get("VpcConfig", {}).get("SecurityGroupIds", []),
        *(group for interface in properties.get("NetworkInterfaces", []) for group in interface.get("GroupSet", [])),
    ]
    return [templates.origin(resource.stack, each) for each in found]


def a_sixth_group(templates: Templates) -> None:
    templates.add("lks-security-zone-a", "AWS::EC2::SecurityGroup", GroupName="lks-sg-lambda")


def a_third_group_elsewhere(templates: Templates) -> None:
    templates.add("lks-security-zone-b", "AWS::EC2::SecurityGroup", GroupName="lks-sg-lb")


def a_group_of_another_name(templates: Templates) -> None:
    templates.named("lks-sg-db").properties["GroupName"] = "lks-sg-database"


def a_balancer_open_to_the_world(templates: Templates) -> None:
    templates.named("lks-sg-lb").properties["SecurityGroupIngress"][0]["CidrIp"] = "0.0.0.0/0"


def a_nat_open_to_the_world_of_ipv6(templates: Templates) -> None:
    rule = {"IpProtocol": "-1", "CidrIpv6": "::/0", "Description": "x"}
    templates.named("lks-sg-nat", "us-west-2").properties["SecurityGroupIngress"].append(rule)


def a_worker_open_to_the_world(templates: Templates) -> None:
    rule = templates.resource("lks-security-zone-a", "LlmFromLb").properties
    del rule["SourceSecurityGroupId"]
    rule["CidrIp"] = "0.0.0.0/0"


def a_database_with_all_ports(templates: Templates) -> None:
    templates.resource("lks-security-zone-a", "DbFromItself").properties["ToPort"] = 65535


def a_balancer_with_all_protocols(templates: Templates) -> None:
    templates.named("lks-sg-lb").properties["SecurityGroupIngress"][0]["IpProtocol"] = "-1"


def a_rule_without_description(templates: Templates) -> None:
    del templates.named("lks-sg-efs").properties["SecurityGroupIngress"][1]["Description"]


def a_way_out_without_description(templates: Templates) -> None:
    del templates.resource("lks-security-zone-a", "DbToItself").properties["Description"]


def a_group_that_lets_out_everything(templates: Templates) -> None:
    del templates.named("lks-sg-efs").properties["SecurityGroupEgress"]


def a_balancer_without_a_group(templates: Templates) -> None:
    del templates.named("lks-alb-zone-a").properties["SecurityGroups"]


CASES = (
    Case(exactly_the_groups_of_the_task, (a_sixth_group, a_third_group_elsewhere, a_group_of_another_name)),
    Case(
        nothing_is_open_to_anywhere,
        (a_balancer_open_to_the_world, a_nat_open_to_the_world_of_ipv6, a_worker_open_to_the_world),
    ),
    Case(nothing_but_the_nat_lets_in_all_ports, (a_database_with_all_ports, a_balancer_with_all_protocols)),
    Case(every_rule_is_described, (a_rule_without_description, a_way_out_without_description)),
    Case(every_group_says_what_goes_out, (a_group_that_lets_out_everything,)),
    Case(every_group_is_used, (a_balancer_without_a_group,)),
)
