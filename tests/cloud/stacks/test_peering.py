"""The zones reach each other; that both tables of both zones have the routes is a policy."""

from collections.abc import Mapping

from tutorfleet.cloud.template import Output, Stack


def test_home_asks_the_other_region(templates: Mapping[str, Stack]) -> None:
    peering = templates["lks-peering-zone-a"]
    assert peering.region == "us-east-1"
    assert peering.template["Resources"]["PeeringB"]["Properties"]["PeerRegion"] == "us-west-2"
    assert peering.parameters["VpcB"] == Output("lks-network-zone-b", "Vpc")


def test_an_id_of_another_region_is_plain_text(templates: Mapping[str, Stack]) -> None:
    """CloudFormation looks up the types of ids in the stack's own region."""
    parameters = templates["lks-peering-zone-a"].template["Parameters"]
    assert parameters["VpcB"]["Type"] == "String"


def test_each_side_sends_the_other_range_through_it(templates: Mapping[str, Stack]) -> None:
    routes = templates["lks-routes-zone-b"].template["Resources"]
    assert {each["Properties"]["DestinationCidrBlock"] for each in routes.values()} == {"172.32.0.0/23"}
    assert templates["lks-routes-zone-b"].parameters["PeeringA"] == Output("lks-peering-zone-a", "PeeringB")
