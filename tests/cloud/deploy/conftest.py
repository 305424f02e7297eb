"""An emulated account for the tests of deployments, and a fleet small enough to be made many times: networks, groups, NAT."""

from dataclasses import dataclass, field

import pytest

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.deploy.account import Account
from tutorfleet.cloud.deploy.deployment import Deployment, deploy
from tutorfleet.cloud.deploy.progress import Event
from tutorfleet.cloud.emulator import Emulator
from tutorfleet.cloud.emulator.memory import Memory
from tutorfleet.cloud.template import Stack

CHAPTERS = ("network", "peering", "routes", "security", "nat")


@pytest.fixture
def emulator(served: Emulator, monkeypatch: pytest.MonkeyPatch) -> Emulator:
    """Where this process, and the programs that it starts, find AWS."""
    served.reset()
    for name, value in served.environment.items():
        monkeypatch.setenv(name, value)
    return served


@pytest.fixture(scope="session")
def clients(blueprint: Blueprint) -> Account:
    """Made once, for making clients is most of the work of a short test. Each is made while `emulator` says where AWS is."""
    return Account([zone.region.name for zone in blueprint.zones])


@pytest.fixture
def account(emulator: Emulator, clients: Account) -> Account:
    """The emulated account, empty."""
    return clients


@pytest.fixture
def few(stacks: tuple[Stack, ...]) -> tuple[Stack, ...]:
    """The stacks of the first chapters, in both zones."""
    return tuple(stack for stack in stacks if stack.name.split("-")[1] in CHAPTERS)


@dataclass
class Runs:
    """Deployments to one account, with what was told of each."""

    account: Account
    blueprint: Blueprint
    told: list[Event] = field(default_factory=list)

    def deploy(self, stacks: tuple[Stack, ...]) -> dict[tuple[str, str], str]:
        self.told.clear()
        return deploy(Deployment(self.account, self.blueprint, stacks, {}, self.told.append))

    def statuses(self) -> dict[str, str]:
        """The last that was told of each stack."""
        return {event.stack: event.status for event in self.told if not event.resource}


@pytest.fixture
def runs(account: Account, blueprint: Blueprint) -> Runs:
    return Runs(account, blueprint)


@pytest.fixture(scope="session")
def memories() -> list[Memory]:
    """Of the account with those few stacks, once they were made."""
    return []


@pytest.fixture
def standing(runs: Runs, few: tuple[Stack, ...], emulator: Emulator, memories: list[Memory]) -> Runs:
    """With those few stacks made, the first time really."""
    if memories:
        emulator.restore(memories[0])
    else:
        runs.deploy(few)
        memories.append(emulator.remember())
    runs.told.clear()
    return runs
