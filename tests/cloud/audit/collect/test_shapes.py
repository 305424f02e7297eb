"""What AWS answers, one shape at a time, as its documentation shows them."""

from typing import Any

import pytest

from tutorfleet.cloud.audit.collect.application import integration, principal
from tutorfleet.cloud.audit.collect.balancing import action, paths
from tutorfleet.cloud.audit.collect.compute import source_dest_check
from tutorfleet.cloud.audit.collect.network import group_rules, route, route_target
from tutorfleet.cloud.audit.model import GroupRule


@pytest.mark.parametrize(
    ("found", "target"),
    [
        ({"GatewayId": "local"}, ("local", "")),
        ({"GatewayId": "igw-1"}, ("internet-gateway", "igw-1")),
        ({"GatewayId": "vpce-1"}, ("endpoint", "vpce-1")),
        ({"InstanceId": "i-1", "NetworkInterfaceId": "eni-1"}, ("instance", "i-1")),
        ({"NetworkInterfaceId": "eni-1"}, ("interface", "eni-1")),
        ({"NatGatewayId": "nat-1"}, ("nat-gateway", "nat-1")),
        ({"VpcPeeringConnectionId": "pcx-1"}, ("peering", "pcx-1")),
        ({"TransitGatewayId": "tgw-1"}, ("other", "")),
    ],
)
def test_a_route_leads_somewhere(found: dict[str, str], target: tuple[str, str]) -> None:
    assert route_target(found) == target


@pytest.mark.parametrize(("state", "active"), [("active", True), ("blackhole", False)])
def test_a_route_may_lead_to_something_that_is_gone(state: str, active: bool) -> None:
    assert route({"DestinationCidrBlock": "0.0.0.0/0", "InstanceId": "i-1", "State": state}).active is active


def test_every_peer_of_a_permission_is_a_rule() -> None:
    permission = {
        "IpProtocol": "tcp",
        "FromPort": 80,
        "ToPort": 80,
        "IpRanges": [{"CidrIp": "10.0.0.0/8", "Description": "inside"}],
        "Ipv6Ranges": [{"CidrIpv6": "::/0"}],
        "UserIdGroupPairs": [{"GroupId": "sg-1", "UserId": "1"}],
        "PrefixListIds": [{"PrefixListId": "pl-1"}],
    }
    rules = group_rules([permission])
    assert [rule.peer for rule in rules] == ["10.0.0.0/8", "::/0", "sg-1", "pl-1"]
    assert rules[0] == GroupRule(protocol="tcp", from_port=80, to_port=80, cidr="10.0.0.0/8", description="inside")


def test_a_permission_for_all_protocols_has_no_ports() -> None:
    (rule,) = group_rules([{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}])
    assert (rule.from_port, rule.to_port) == (-1, -1)


@pytest.mark.parametrize(
    ("found", "checks"),
    [
        ({"SourceDestCheck": False, "NetworkInterfaces": [{"SourceDestCheck": True}]}, False),
        (
            {"SourceDestCheck": False, "NetworkInterfaces": [{"SourceDestCheck": False}, {"SourceDestCheck": True}]},
            True,
        ),
        ({"NetworkInterfaces": [{"SourceDestCheck": False}]}, False),
        ({}, None),
    ],
)
def test_with_several_interfaces_each_has_a_say(found: dict[str, Any], checks: bool | None) -> None:
    assert source_dest_check(found) is checks


@pytest.mark.parametrize(
    ("found", "groups"),
    [
        ([{"Type": "forward", "TargetGroupArn": "a"}], ("a",)),
        ([{"Type": "forward", "ForwardConfig": {"TargetGroups": [{"TargetGroupArn": "a"}, {"TargetGroupArn": "b"}]}}], ("a", "b")),
        ([{"Type": "authenticate-oidc", "Order": 1}, {"Type": "forward", "Order": 2, "TargetGroupArn": "a"}], ("a",)),
        ([{"Type": "redirect", "RedirectConfig": {}}], ()),
        ([], ()),
    ],
)  # fmt: skip
def test_an_action_forwards_to_groups(found: list[Any], groups: tuple[str, ...]) -> None:
    assert action(found).groups == groups


def test_a_fixed_answer_is_told_as_it_is() -> None:
    config = {"StatusCode": "200", "ContentType": "text/plain", "MessageBody": "its Worked!"}
    told = action([{"Type": "fixed-response", "FixedResponseConfig": config}])
    assert (told.status, told.body) == ("200", "its Worked!")


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ({"Field": "path-pattern", "PathPatternConfig": {"Values": ["/api/*"]}}, ["/api/*"]),
        ({"Field": "path-pattern", "Values": ["/api/*"]}, ["/api/*"]),
        ({"Field": "host-header", "HostHeaderConfig": {"Values": ["lks.id"]}}, []),
    ],
)
def test_paths_of_a_condition_have_two_places(condition: dict[str, Any], found: list[str]) -> None:
    assert list(paths([condition])) == found


def test_an_integration_without_a_link_has_none() -> None:
    told = integration(
        {"type": "HTTP_PROXY", "uri": "http://example.com", "connectionType": "INTERNET", "connectionId": "x"}
    )
    assert told.vpc_link == ""
    assert not told.streams


@pytest.mark.parametrize(
    ("said", "who"),
    [({"Service": "apigateway.amazonaws.com"}, "apigateway.amazonaws.com"), ({"AWS": "arn:x"}, "arn:x"), ("*", "*")],
)
def test_a_policy_names_somebody_in_three_ways(said: Any, who: str) -> None:
    assert principal(said) == who
