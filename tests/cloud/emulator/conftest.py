"""What the tests of the emulated account share."""

import pytest

from support.formation import Formation
from tutorfleet.cloud.emulator import Emulator


@pytest.fixture
def formation(empty_account: Emulator) -> Formation:
    """CloudFormation of an empty account."""
    return Formation(empty_account)
