"""The gate of AWS's own linter: every template of every fleet, in the region where it goes, warnings as errors."""

import json
from functools import cache

import pytest
from cfnlint.config import ConfigMixIn
from cfnlint.decode import decode_str
from cfnlint.runner import Runner

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.template import Stack

REASONS = {
    "W3010": "the task names the availability zones: 1a and 1b of each region",
    "W1011": "functions take the same password as DB_PASSWORD, where CloudFormation resolves no secret; it is a NoEcho parameter",
}
"""rules that do not count, and why"""


@cache
def runner(region: str) -> Runner:
    """Reading the linter's rules takes longer than a template does."""
    return Runner(ConfigMixIn(regions=[region]))


@cache
def findings(text: str, region: str) -> tuple[tuple[str, str], ...]:
    """(rule, what it says) of a template; fleets share most of theirs."""
    template, broken = decode_str(text)
    matches = broken or runner(region).validate_template(template)
    return tuple((match.rule.id, f"{match.rule.id} {match.path}: {match.message}") for match in matches)


def found(stacks: tuple[Stack, ...]) -> list[tuple[str, str, str]]:
    return [
        (rule, stack.name, text)
        for stack in stacks
        for rule, text in findings(json.dumps(stack.template), stack.region)
    ]


def test_no_template_has_an_error_or_a_warning(variant: tuple[Blueprint, tuple[Stack, ...]]) -> None:
    assert [(stack, text) for rule, stack, text in found(variant[1]) if rule not in REASONS] == []


@pytest.mark.parametrize("rule", REASONS)
def test_an_exception_is_needed(rule: str, stacks: tuple[Stack, ...]) -> None:
    assert rule in {each for each, _, _ in found(stacks)}


def test_the_linter_sees_a_property_that_does_not_exist(stacks: tuple[Stack, ...]) -> None:
    text = json.dumps(stacks[0].template).replace('"EnableDnsSupport"', '"EnableDnsSuport"')
    assert "E3002" in {rule for rule, _ in findings(text, stacks[0].region)}
