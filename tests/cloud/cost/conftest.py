"""The bill of the task's own fleet, made once."""

import pytest

from tutorfleet.cloud.cost.bill import Charge
from tutorfleet.cloud.cost.charges import charges
from tutorfleet.cloud.template import Stack


@pytest.fixture(scope="session")
def month(stacks: tuple[Stack, ...]) -> tuple[Charge, ...]:
    """A whole month of every machine."""
    return charges(stacks)
