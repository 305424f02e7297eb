"""A plan and the account that it becomes get the same verdicts, but for what a plan cannot know."""

import pytest

from tutorfleet.cloud.audit.model import Account
from tutorfleet.cloud.audit.report import Report, judge
from tutorfleet.cloud.audit.rules import ALL
from tutorfleet.cloud.blueprint import Blueprint

ONLY_LATER = {
    "api.links-available": "whether a link is ready",
    "client.deployed": "whether the pages are there",
    "general.running": "the state of instances",
    "monitoring.alarms-quiet": "the state of alarms",
    "network.no-black-holes": "the state of routes",
    "network.peering": "whether the peering is accepted",
    "workers.configured": "whether the playbook ran",
    "workers.healthy": "the health of targets",
    "workers.managed": "who answers Systems Manager",
    "workers.models-there": "what workers answer",
    "workers.same-models": "what workers answer",
}
"""rule -> what no template tells"""
AFTER_THE_STACKS = {"client.deployed"}
"""rules about what the deployer does when the stacks stand, which this account has not seen"""


@pytest.fixture(scope="module")
def now(live: Account, blueprint: Blueprint) -> Report:
    return judge(live, blueprint, ALL)


@pytest.fixture(scope="module")
def before(plan: Account, blueprint: Blueprint) -> Report:
    return judge(plan, blueprint, ALL)


def outcomes(report: Report) -> dict[str, str]:
    return {line.rule.id: line.outcome for line in report.lines}


def test_a_plan_knows_everything_but_what_happens_later(before: Report) -> None:
    assert {line.rule.id for line in before.with_outcome("unknown")} == set(ONLY_LATER)


def test_what_a_plan_knows_is_so_in_the_account(before: Report, now: Report) -> None:
    told = {name: outcome for name, outcome in outcomes(before).items() if name not in ONLY_LATER}
    assert {name: outcomes(now)[name] for name in told} == told


def test_nothing_is_wrong_with_our_own_plan(before: Report) -> None:
    assert [(line.rule.id, line.evidence) for line in before.failures] == []


def test_nothing_is_wrong_with_our_own_account(now: Report) -> None:
    wrong = [(line.rule.id, line.evidence) for line in now.failures if line.rule.id not in AFTER_THE_STACKS]
    assert wrong == []


def test_our_own_fleet_departs_from_the_task_and_is_not_called_perfect(now: Report) -> None:
    assert {line.rule.id for line in now.with_outcome("departure")} == {"general.language", "client.next"}
    assert not now.score.full
