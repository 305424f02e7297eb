"""The NAT instance; that it forwards is a policy (support/policies/network.py), what its script does is in machines/test_nat.py."""

from collections.abc import Mapping

from tutorfleet.cloud.template import Found, Stack


def test_it_is_a_t2_micro_with_a_small_disk(templates: Mapping[str, Stack]) -> None:
    nat = templates["lks-nat-zone-a"].template["Resources"]["Nat"]["Properties"]
    assert nat["InstanceType"] == "t2.micro"
    assert nat["BlockDeviceMappings"][0]["Ebs"]["VolumeSize"] == 8


def test_its_script_serves_the_private_subnets_of_its_zone_only(templates: Mapping[str, Stack]) -> None:
    script = templates["lks-nat-zone-b"].template["Resources"]["Nat"]["Properties"]["UserData"]["Fn::Base64"]
    assert script.startswith("#!/bin/sh\n")
    assert 'PRIVATE_RANGES="10.10.1.0/25 10.10.1.128/25"' in script


def test_its_image_is_found_in_the_account(templates: Mapping[str, Stack]) -> None:
    assert templates["lks-nat-zone-a"].parameters["Image"] == Found("image")
