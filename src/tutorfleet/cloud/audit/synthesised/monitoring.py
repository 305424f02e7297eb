"""Alarms, dashboards and logs, as the templates plan them. Pure."""

from typing import Any

from tutorfleet.cloud.audit.dashboard import shown
from tutorfleet.cloud.audit.model import Alarm, Dashboard, LogGroup
from tutorfleet.cloud.audit.synthesised.plan import Builder, Plan, identity
from tutorfleet.cloud.audit.synthesised.resolve import Planned


def alarms(plan: Plan) -> tuple[Alarm, ...]:
    return tuple(alarm(planned) for planned in plan.of("AWS::CloudWatch::Alarm"))


def alarm(planned: Planned) -> Alarm:
    dimensions: list[Any] = planned.get("Dimensions", [])
    queries: list[Any] = planned.get("Metrics", [])
    names = [query.get("MetricStat", {}).get("Metric", {}).get("MetricName", "") for query in queries]
    return Alarm(
        **identity(planned, planned.text("AlarmName"), planned.text("AlarmDescription")),
        namespace=planned.text("Namespace"),
        metric=planned.text("MetricName"),
        metrics=tuple(name for name in names if name),
        dimensions={dimension["Name"]: str(dimension["Value"]) for dimension in dimensions},
        missing_data=planned.get("TreatMissingData", "missing"),
    )


def dashboards(plan: Plan) -> tuple[Dashboard, ...]:
    return tuple(
        Dashboard(
            **identity(planned, planned.text("DashboardName")),
            metrics=shown(planned.get("DashboardBody", "{}")),
        )
        for planned in plan.of("AWS::CloudWatch::Dashboard")
    )


def log_groups(plan: Plan) -> tuple[LogGroup, ...]:
    return tuple(
        LogGroup(
            **identity(planned, planned.text("LogGroupName")),
            retention_days=int(planned.get("RetentionInDays", 0)),
        )
        for planned in plan.of("AWS::Logs::LogGroup")
    )


BUILDERS: tuple[Builder, ...] = (alarms, dashboards, log_groups)
"""each finds all things of the kind that it is called after"""
