"""What instances have alike."""

import pytest

from tutorfleet.cloud.stacks.machine import credits_of


@pytest.mark.parametrize("instance_type", ["t2.large", "t3.micro", "t4g.large"])
def test_a_burstable_type_never_costs_more_than_its_hour(instance_type: str) -> None:
    specification = credits_of(instance_type)
    assert specification is not None
    assert specification.cpu_credits == "standard"


@pytest.mark.parametrize("instance_type", ["m7i.large", "g5.xlarge", "c7g.large", "trn1.2xlarge"])
def test_another_type_has_no_credits(instance_type: str) -> None:
    assert credits_of(instance_type) is None
