"""Plans of other descriptions than the default one, judged like any account."""

from collections.abc import Callable

import pytest

from tutorfleet.cloud.audit.report import Report, judge
from tutorfleet.cloud.audit.rules import ALL
from tutorfleet.cloud.audit.synthesised import planned
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.template import Stack

Fleet = Callable[[str], tuple[Blueprint, tuple[Stack, ...]]]
AS_THE_TASK_ASKS = (
    "the task's own application",
    "Ollama",
    "an API in each region",
    "other names",
    "three regions",
)


@pytest.fixture
def judged(fleet: Fleet) -> Callable[[str], Report]:
    def report(name: str) -> Report:
        blueprint, stacks = fleet(name)
        return judge(planned(stacks), blueprint, ALL)

    return report


@pytest.mark.parametrize("name", AS_THE_TASK_ASKS)
def test_a_fleet_that_the_task_allows_has_nothing_to_mend(judged: Callable[[str], Report], name: str) -> None:
    assert [(line.rule.id, line.evidence) for line in judged(name).failures] == []


def test_with_the_application_of_the_task_nothing_departs_from_it(judged: Callable[[str], Report]) -> None:
    assert judged("the task's own application").score.departed == 0


def test_half_a_fleet_loses_the_points_of_the_other_half(judged: Callable[[str], Report]) -> None:
    lost = {line.rule.id for line in judged("one region").failures}
    assert {"network.peering", "workers.backups", "api.other-region-reached"} <= lost
