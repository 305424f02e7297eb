"""All stacks together."""

from pathlib import Path

import tutorfleet
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.stacks.app import synthesise
from tutorfleet.cloud.template import Stack


def test_the_same_description_gives_the_same_templates(blueprint: Blueprint, stacks: tuple[Stack, ...]) -> None:
    """Otherwise every plan would show changes."""
    assert synthesise(blueprint) == stacks


def test_only_the_stacks_need_the_cdk() -> None:
    """It takes seconds to start; whoever plans, audits or prices a fleet from saved templates does without it."""
    package = Path(tutorfleet.__file__).parent
    users = {path.parent for path in package.rglob("*.py") if "aws_cdk" in path.read_text("utf-8")}
    assert users == {package / "cloud" / "stacks"}


def test_every_stack_has_a_name_of_its_own(stacks: tuple[Stack, ...]) -> None:
    assert len({stack.name for stack in stacks}) == len(stacks)
