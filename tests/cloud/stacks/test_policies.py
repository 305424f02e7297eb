"""Every policy (support/policies) holds for every fleet, and finds every mistake that it is there for."""

import pytest

from support.policies import Case, Mistake, api, backend, balancing, general, learners, machines, network, security
from support.templates import Templates
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.template import Stack

CASES = (
    *general.CASES,
    *network.CASES,
    *security.CASES,
    *machines.CASES,
    *balancing.CASES,
    *backend.CASES,
    *api.CASES,
    *learners.CASES,
)
MISTAKES = [(case, mistake) for case in CASES for mistake in case.mistakes]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.policy.__name__)
def test_a_policy_holds(case: Case, variant: tuple[Blueprint, tuple[Stack, ...]]) -> None:
    blueprint, stacks = variant
    assert list(case.policy(Templates(stacks), blueprint)) == []


@pytest.mark.parametrize(
    ("case", "mistake"), MISTAKES, ids=[f"{case.policy.__name__}-{mistake.__name__}" for case, mistake in MISTAKES]
)
def test_a_policy_finds_a_mistake(
    case: Case, mistake: Mistake, blueprint: Blueprint, stacks: tuple[Stack, ...]
) -> None:
    templates = Templates(stacks).copy()
    mistake(templates)
    assert list(case.policy(templates, blueprint))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.policy.__name__)
def test_a_policy_that_nothing_breaks_proves_nothing(case: Case) -> None:
    assert case.mistakes
