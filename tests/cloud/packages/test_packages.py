from collections.abc import Callable

import pytest

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.packages.functions import OURS
from tutorfleet.cloud.template import Package, Stack

Fleets = Callable[[str], tuple[Blueprint, tuple[Stack, ...]]]


@pytest.mark.parametrize(
    ("name", "packages"),
    [
        ("as written", {*OURS, "playbook"}),
        ("Ollama", {*OURS, "playbook"}),
        ("the task's own application", {"conversations", "layer", "playbook"}),
    ],
)
def test_the_stacks_take_what_is_built(fleet: Fleets, name: str, packages: set[str]) -> None:
    """What `built` makes, which needs a network for it; "page" is no stack's."""
    _, stacks = fleet(name)
    taken = {value.name for stack in stacks for value in stack.parameters.values() if isinstance(value, Package)}
    assert taken == packages
