"""All stacks together."""

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.stacks.app import synthesise
from tutorfleet.cloud.template import Stack


def test_the_same_description_gives_the_same_templates(blueprint: Blueprint, stacks: tuple[Stack, ...]) -> None:
    """Otherwise every plan would show changes."""
    assert synthesise(blueprint) == stacks


def test_every_stack_has_a_name_of_its_own(stacks: tuple[Stack, ...]) -> None:
    assert len({stack.name for stack in stacks}) == len(stacks)
