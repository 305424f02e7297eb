"""Dashboards and alarms, beyond that all there is to watch is watched (support/policies/learners.py)."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.stacks.app import synthesise
from tutorfleet.cloud.template import Stack
from tutorfleet.fleet.parse import default


def alarms(templates: Mapping[str, Stack], letter: str) -> dict[str, Any]:
    resources = templates[f"lks-monitoring-zone-{letter}"].template["Resources"]
    return {name: each["Properties"] for name, each in resources.items() if each["Type"] == "AWS::CloudWatch::Alarm"}


def test_each_role_has_an_alarm_in_each_region(templates: Mapping[str, Stack]) -> None:
    for letter in "ab":
        assert {"NoScoringWorker", "NoChatWorker", "NoLlmWorker"} <= alarms(templates, letter).keys()


def test_a_balancer_that_counts_no_workers_has_none(templates: Mapping[str, Stack]) -> None:
    alarm = alarms(templates, "b")["NoChatWorker"]
    assert (alarm["Statistic"], alarm["ComparisonOperator"], alarm["Threshold"]) == ("Maximum", "LessThanThreshold", 1)
    assert alarm["TreatMissingData"] == "breaching"


def test_credits_of_the_poorest_worker_count(templates: Mapping[str, Stack]) -> None:
    """One alarm for six machines: any of them makes learners wait."""
    *workers, smallest = alarms(templates, "a")["FewCredits"]["Metrics"]
    assert len(workers) == 6
    assert smallest["Expression"] == "MIN([m1, m2, m3, m4, m5, m6])"
    assert [each["ReturnData"] for each in (*workers, smallest)] == [False] * 6 + [True]


def test_many_workers_have_several_such_alarms() -> None:
    """AWS takes no more than ten metrics in one."""
    many = replace(default(), regions=(default().home,), replicas=("primary", "backup", "third", "fourth"))
    found = alarms({stack.name: stack for stack in synthesise(Blueprint(many))}, "a")
    watched = [
        [each["MetricStat"]["Metric"]["Dimensions"][0]["Value"]["Ref"] for each in found[name]["Metrics"][:-1]]
        for name in ("FewCredits", "FewCredits2")
    ]
    assert [len(some) for some in watched] == [10, 2]
    assert len({worker for some in watched for worker in some}) == 12


def test_a_wait_is_too_long_when_the_balancer_here_would_ask_another(templates: Mapping[str, Stack]) -> None:
    """The same patience as on a laptop: `first_byte_seconds`."""
    alarm = alarms(templates, "a")["SlowChat"]
    assert (alarm["ExtendedStatistic"], alarm["Threshold"]) == ("p90", 60)


def test_the_function_that_makes_the_tables_has_no_alarm(templates: Mapping[str, Stack]) -> None:
    """Its failure stops the deployment, which says so."""
    watched = {
        alarm["Dimensions"][0]["Value"]
        for alarm in alarms(templates, "a").values()
        if alarm.get("MetricName") == "Errors"
    }
    assert watched == {"lks-conversations", "lks-turns"}


def test_an_alarm_asks_nobody_to_act(templates: Mapping[str, Stack]) -> None:
    """No address stands in fleet.toml."""
    assert not any("AlarmActions" in alarm for letter in "ab" for alarm in alarms(templates, letter).values())


def test_a_dashboard_is_json_and_shows_every_alarm_of_its_region(templates: Mapping[str, Stack]) -> None:
    for letter in "ab":
        board = dashboard(templates, letter)
        (red,) = [each["properties"]["alarms"] for each in board["widgets"] if each["type"] == "alarm"]
        assert red == [f"<{name}>" for name in alarms(templates, letter)]


def test_the_dashboard_at_home_also_shows_what_there_is_once(templates: Mapping[str, Stack]) -> None:
    titles = {each["properties"].get("title") for each in dashboard(templates, "a")["widgets"]}
    assert {"Requests to the API", "Connections of the database", "Burst credits of EFS (bytes)"} <= titles
    assert "Requests to the API" not in {e["properties"].get("title") for e in dashboard(templates, "b")["widgets"]}


def dashboard(templates: Mapping[str, Stack], letter: str) -> Any:
    """Its body, with a word in angle brackets for what CloudFormation fills in."""
    resources = templates[f"lks-monitoring-zone-{letter}"].template["Resources"]
    _, parts = resources["Dashboard"]["Properties"]["DashboardBody"]["Fn::Join"]
    return json.loads("".join(part if isinstance(part, str) else f"<{filled(part)}>" for part in parts))


def filled(part: Mapping[str, Any]) -> str:
    return str(part["Ref"] if "Ref" in part else part["Fn::GetAtt"][0])
