"""The network of a zone, exactly; the rest are policies (support/policies/network.py)."""

from collections.abc import Mapping

import pytest

from tutorfleet.cloud.template import Stack

SUBNETS = {
    "a": [
        ("lks-subnet-public-zone-a", "172.32.0.0/24", "us-east-1a"),
        ("lks-subnet-private-1-zone-a", "172.32.1.0/25", "us-east-1a"),
        ("lks-subnet-private-2-zone-a", "172.32.1.128/25", "us-east-1b"),
    ],
    "b": [
        ("lks-subnet-public-zone-b", "10.10.0.0/24", "us-west-2a"),
        ("lks-subnet-private-1-zone-b", "10.10.1.0/25", "us-west-2a"),
        ("lks-subnet-private-2-zone-b", "10.10.1.128/25", "us-west-2b"),
    ],
}


@pytest.mark.parametrize("zone", SUBNETS)
def test_a_zone_has_these_subnets(zone: str, templates: Mapping[str, Stack]) -> None:
    resources = templates[f"lks-network-zone-{zone}"].template["Resources"].values()
    subnets = [each["Properties"] for each in resources if each["Type"] == "AWS::EC2::Subnet"]
    names = [next(tag["Value"] for tag in each["Tags"] if tag["Key"] == "Name") for each in subnets]
    ranges = [(each["CidrBlock"], each["AvailabilityZone"]) for each in subnets]
    assert [(name, *rest) for name, rest in zip(names, ranges, strict=True)] == SUBNETS[zone]


def test_the_public_route_waits_for_the_gateway(templates: Mapping[str, Stack]) -> None:
    """A route to a gateway that is not attached is refused."""
    route = templates["lks-network-zone-a"].template["Resources"]["PublicToInternet"]
    assert route["DependsOn"] == ["InternetGatewayAttachment"]


def test_it_gives_what_the_other_chapters_take(templates: Mapping[str, Stack]) -> None:
    assert set(templates["lks-network-zone-b"].template["Outputs"]) == {
        "Vpc",
        "PublicSubnet",
        "PrivateSubnet1",
        "PrivateSubnet2",
        "PublicRoutes",
        "PrivateRoutes",
    }
