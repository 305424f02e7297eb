"""Alarms, dashboards and logs, read from a live account."""

from collections.abc import Iterator
from typing import Any

from tutorfleet.cloud.audit.collect.reading import Collector, Reader, tags_of
from tutorfleet.cloud.audit.dashboard import shown
from tutorfleet.cloud.audit.model import Alarm, Dashboard, LogGroup


def alarms(reader: Reader) -> tuple[Alarm, ...]:
    listed = reader.pages("cloudwatch", "describe_alarms", "MetricAlarms")
    return reader.each(lambda found: alarm(reader, found), listed)


def alarm(reader: Reader, found: Any) -> Alarm:
    arn = found["AlarmArn"]
    return Alarm(
        id=found["AlarmName"],
        region=reader.region,
        name=found["AlarmName"],
        tags=reader.attempt("alarm tags", lambda: tags_by_arn(reader, arn)),
        description=found.get("AlarmDescription", ""),
        namespace=found.get("Namespace", ""),
        metric=found.get("MetricName", ""),
        metrics=tuple(metric_names(found.get("Metrics", []))),
        dimensions={dimension["Name"]: dimension["Value"] for dimension in found.get("Dimensions", [])},
        missing_data=found.get("TreatMissingData", "missing"),
        state=found.get("StateValue"),
    )


def metric_names(queries: Any) -> Iterator[str]:
    """Those that an alarm of mathematics calculates with."""
    for query in queries:
        metric = (query.get("MetricStat") or {}).get("Metric") or {}
        if metric.get("MetricName"):
            yield metric["MetricName"]


def tags_by_arn(reader: Reader, arn: str) -> dict[str, str]:
    return tags_of(reader.call("cloudwatch", "list_tags_for_resource", ResourceARN=arn).get("Tags"))


def dashboards(reader: Reader) -> tuple[Dashboard, ...]:
    listed = reader.pages("cloudwatch", "list_dashboards", "DashboardEntries")
    return reader.each(lambda found: dashboard(reader, found), listed)


def dashboard(reader: Reader, found: Any) -> Dashboard:
    name = found["DashboardName"]

    def metrics() -> tuple[tuple[str, str], ...]:
        return shown(reader.call("cloudwatch", "get_dashboard", DashboardName=name)["DashboardBody"])

    return Dashboard(
        id=name,
        region=reader.region,
        name=name,
        tags=None,
        metrics=reader.attempt("dashboard", metrics),
    )


def log_groups(reader: Reader) -> tuple[LogGroup, ...]:
    return tuple(
        LogGroup(
            id=found["logGroupName"],
            region=reader.region,
            name=found["logGroupName"],
            tags=None,
            retention_days=found.get("retentionInDays", 0),
        )
        for found in reader.pages("logs", "describe_log_groups", "logGroups")
    )


COLLECTORS: tuple[Collector, ...] = (alarms, dashboards, log_groups)
"""each reads all things of the kind that it is called after"""
