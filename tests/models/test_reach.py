"""Which addresses may be connected to; the addresses are as the system writes them."""

import pytest

from tutorfleet.models.reach import Reach, is_loopback, may_reach

INSIDE = ["10.1.2.3", "172.16.0.1", "192.168.0.1", "fd00:ec2::254"]
THIS_MACHINE = ["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"]
NOWHERE = [
    "169.254.169.254",
    "fe80::1%eth0",
    "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe",
    "2002:a9fe:a9fe::1",
    "0.0.0.0",
    "::",
    "224.0.0.1",
    "ff02::1",
    "240.0.0.1",
    "255.255.255.255",
]
PUBLIC = ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("address", PUBLIC)
@pytest.mark.parametrize("reach", Reach)
def test_the_internet_is_always_reached(address: str, reach: Reach) -> None:
    assert may_reach(address, reach)


@pytest.mark.parametrize("address", NOWHERE)
@pytest.mark.parametrize("reach", Reach)
def test_v15_link_local_and_other_odd_addresses_are_never_reached(address: str, reach: Reach) -> None:
    assert not may_reach(address, reach)


@pytest.mark.parametrize("address", THIS_MACHINE)
def test_v15_this_machine_is_reached_only_where_the_registry_is_on_it(address: str) -> None:
    assert [reach for reach in Reach if may_reach(address, reach)] == [Reach.LOOPBACK, Reach.PRIVATE]


@pytest.mark.parametrize("address", INSIDE)
def test_v15_a_private_network_is_reached_only_where_the_operator_says_so(address: str) -> None:
    assert [reach for reach in Reach if may_reach(address, reach)] == [Reach.PRIVATE]


@pytest.mark.parametrize(
    ("host", "is_it"),
    [
        ("localhost", True),
        ("LOCALHOST", True),
        ("127.0.0.1", True),
        ("::1", True),
        ("0x7f.1", False),
        ("127.1", False),
        ("2130706433", False),
        ("localhost.example", False),
        ("127.0.0.1.example", False),
        ("", False),
    ],
)
def test_a_host_is_this_machine_only_if_it_says_so_plainly(host: str, is_it: bool) -> None:
    assert is_loopback(host) == is_it
