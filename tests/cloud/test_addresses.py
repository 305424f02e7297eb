import ipaddress

import pytest

from tutorfleet.cloud import addresses


def test_a_zone_has_a_public_24_and_two_private_25() -> None:
    found = addresses.subnets("172.32.0.0/23")
    assert (found.public, *found.private) == ("172.32.0.0/24", "172.32.1.0/25", "172.32.1.128/25")


def test_the_public_subnet_holds_two_hundred_hosts_beside_the_five_addresses_of_aws() -> None:
    assert ipaddress.ip_network(addresses.subnets("10.10.0.0/23").public).num_addresses - 5 >= 200


@pytest.mark.parametrize("network", ["10.10.0.0/16", "10.10.0.0/24"])
def test_a_zone_that_is_no_23_is_refused_with_what_was_expected(network: str) -> None:
    with pytest.raises(addresses.BadRange, match="expected a /23"):
        addresses.subnets(network)


def test_zone_a_is_public_space_of_somebody_else_so_nothing_may_ask_whether_it_is_private() -> None:
    assert not ipaddress.ip_network("172.32.0.0/23").is_private


def test_a_host_is_counted_from_the_start_of_its_subnet() -> None:
    assert addresses.host("10.10.1.128/25", 10) == "10.10.1.138"
