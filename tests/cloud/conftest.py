"""What the tests of the cloud share: the blueprint of the package's own fleet and its templates, synthesised once a process, and
other fleets of which everything must be true as well."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache

import pytest

from support.emulated import deploy
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.emulator import Emulator
from tutorfleet.cloud.emulator.memory import Memory
from tutorfleet.cloud.stacks.app import synthesise
from tutorfleet.cloud.template import Stack
from tutorfleet.fleet.description import Application, Cloud, Region
from tutorfleet.fleet.parse import default


@pytest.fixture(scope="session")
def blueprint() -> Blueprint:
    """Of the `fleet.toml` in the package: the task as written."""
    return synthesised("as written")[0]


@pytest.fixture(scope="session")
def stacks() -> tuple[Stack, ...]:
    """Every stack, in an order in which they can be deployed. Nobody may change them."""
    return synthesised("as written")[1]


@pytest.fixture(scope="session")
def templates(stacks: tuple[Stack, ...]) -> Mapping[str, Stack]:
    """The same by name, such as `lks-network-zone-a`."""
    return {stack.name: stack for stack in stacks}


TASK = default()
VARIANTS = {
    "as written": TASK,
    "the task's own application": replace(
        TASK,
        cloud=Cloud(
            application=Application(function="serverless/src/function", client="https://github.com/betuah/lks-llm")
        ),
    ),
    "Ollama": replace(TASK, cloud=Cloud(engine="ollama")),
    "an API in each region": replace(TASK, cloud=Cloud(crossing="api")),
    "one region": TASK.small(),
    "other names": replace(
        TASK,
        prefix="smk-2",
        replicas=("first", "second", "third"),
        roles=tuple(replace(role, name=f"big-{role.name}") for role in TASK.roles),
    ),
    "three regions": replace(TASK, regions=(*TASK.regions, Region("eu-west-1", "Ireland", "c", "10.20.0.0/23"))),
}


@pytest.fixture(params=VARIANTS)
def variant(request: pytest.FixtureRequest) -> tuple[Blueprint, tuple[Stack, ...]]:
    """Each fleet in turn, with its templates; nobody may change them."""
    return synthesised(request.param)


@pytest.fixture(scope="session")
def fleet() -> Callable[[str], tuple[Blueprint, tuple[Stack, ...]]]:
    """One of these fleets by its name, with its templates."""
    return synthesised


@cache
def synthesised(name: str) -> tuple[Blueprint, tuple[Stack, ...]]:
    """Once a process."""
    blueprint = Blueprint(VARIANTS[name])
    return blueprint, synthesise(blueprint)


@pytest.fixture(scope="session")
def served() -> Iterator[Emulator]:
    """The emulated AWS of this process, in whatever state the last test left it: ask for one of those below."""
    with Emulator() as account:
        yield account


@pytest.fixture
def empty_account(served: Emulator) -> Emulator:
    """An account of the lab in which nobody has built anything; this test's own."""
    served.reset()
    return served


@pytest.fixture(scope="session")
def deployed(served: Emulator, stacks: tuple[Stack, ...]) -> Memory:
    """The memory of an account with every stack in it."""
    served.reset()
    deploy(served, stacks)
    return served.remember()


@pytest.fixture
def deployed_account(served: Emulator, deployed: Memory) -> Emulator:
    """An account with every stack in it; this test's own, so it may do with it what it likes."""
    served.restore(deployed)
    return served
