"""In which order stacks are made and removed."""

import pytest

from tutorfleet.cloud.deploy.errors import Unorderable
from tutorfleet.cloud.deploy.schedule import needs_of, reversed_needs, waves
from tutorfleet.cloud.template import Found, Output, Stack


def stack(name: str, *needs: str) -> Stack:
    taken = {f"From{number}": Output(other, "Id") for number, other in enumerate(needs)}
    return Stack(name, "us-east-1", {}, {"Image": Found("image"), "Plain": "text", **taken})


def test_a_stack_comes_after_those_whose_outputs_it_takes() -> None:
    fleet = [
        stack("workers", "network", "peering"),
        stack("peering", "network", "other"),
        stack("network"),
        stack("other"),
    ]
    assert waves(needs_of(fleet)) == (("network", "other"), ("peering",), ("workers",))


def test_stacks_go_in_the_reverse_order() -> None:
    needs = needs_of([stack("workers", "network"), stack("network"), stack("storage", "network")])
    assert waves(reversed_needs(needs)) == (("storage", "workers"), ("network",))


def test_a_circle_is_refused_with_its_names() -> None:
    with pytest.raises(Unorderable, match=r"circle: .*one.*"):
        needs_of([stack("one", "two"), stack("two", "one")])


def test_an_output_of_a_stack_that_nobody_makes_is_refused() -> None:
    with pytest.raises(Unorderable, match="workers takes outputs of network, which is no stack of this fleet"):
        needs_of([stack("workers", "network")])
