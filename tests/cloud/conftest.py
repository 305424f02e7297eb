"""What the tests of the cloud share: the blueprint of the package's own fleet and its templates, synthesised once a process."""

from collections.abc import Mapping

import pytest

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.stacks.app import synthesise
from tutorfleet.cloud.template import Stack
from tutorfleet.fleet.parse import default


@pytest.fixture(scope="session")
def blueprint() -> Blueprint:
    """Of the `fleet.toml` in the package: the task as written."""
    return Blueprint(default())


@pytest.fixture(scope="session")
def stacks(blueprint: Blueprint) -> tuple[Stack, ...]:
    """Every stack, in an order in which they can be deployed. Nobody may change them."""
    return synthesise(blueprint)


@pytest.fixture(scope="session")
def templates(stacks: tuple[Stack, ...]) -> Mapping[str, Stack]:
    """The same by name, such as `lks-network-zone-a`."""
    return {stack.name: stack for stack in stacks}
