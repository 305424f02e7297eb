"""From home to the other zone's balancer; where its targets are is a policy (support/policies/balancing.py)."""

from collections.abc import Callable, Mapping

from support.templates import Templates
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.template import Stack

Fleets = Callable[[str], tuple[Blueprint, tuple[Stack, ...]]]


def test_its_own_addresses_are_pinned_beside_those_of_the_entrance(templates: Mapping[str, Stack]) -> None:
    found = Templates(tuple(templates.values()))
    crossing, entrance = found.named("lks-nlb-to-zone-b"), found.named("lks-nlb-zone-a")
    addresses = [
        [each["PrivateIPv4Address"] for each in nlb.properties["SubnetMappings"]] for nlb in (entrance, crossing)
    ]
    assert addresses == [["172.32.1.20", "172.32.1.148"], ["172.32.1.21", "172.32.1.149"]]


def test_the_other_side_sees_the_balancer_and_not_who_asked(templates: Mapping[str, Stack]) -> None:
    group = templates["lks-crossing-zone-a"].template["Resources"]["ToBTargets"]["Properties"]
    assert {"Key": "preserve_client_ip.enabled", "Value": "false"} in group["TargetGroupAttributes"]


def test_there_is_none_where_each_region_has_an_api(fleet: Fleets) -> None:
    _, stacks = fleet("an API in each region")
    assert not [stack.name for stack in stacks if "crossing" in stack.name]


def test_a_third_region_has_one_too(fleet: Fleets) -> None:
    _, stacks = fleet("three regions")
    names = {each.name for each in Templates(stacks).resources("AWS::ElasticLoadBalancingV2::LoadBalancer")}
    assert {"lks-nlb-to-zone-b", "lks-nlb-to-zone-c"} <= names
