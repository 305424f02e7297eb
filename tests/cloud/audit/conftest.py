"""The same fleet seen three times: as its templates plan it, as it stands in the emulated account, and in good health."""

import pytest

from support.accounts import working
from tutorfleet.cloud.audit.collect import collect
from tutorfleet.cloud.audit.model import Account
from tutorfleet.cloud.audit.synthesised import planned
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.emulator import Emulator
from tutorfleet.cloud.emulator.memory import Memory
from tutorfleet.cloud.template import Stack


@pytest.fixture(scope="session")
def plan(stacks: tuple[Stack, ...]) -> Account:
    return planned(stacks)


@pytest.fixture(scope="session")
def live(served: Emulator, deployed: Memory, blueprint: Blueprint) -> Account:
    """Every stack deployed, and then read through AWS's own calls."""
    served.restore(deployed)
    return collect(served, served.account, [zone.region.name for zone in blueprint.zones])


@pytest.fixture(scope="session")
def account(plan: Account) -> Account:
    """Ours, deployed and in good health."""
    return working(plan)
