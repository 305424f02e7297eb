"""Alarms, dashboards, logs and topics, read from a live account."""

from collections.abc import Iterator, Mapping
from typing import Any

from tutorfleet.cloud.audit.collect.reading import Collector, Reader, own_tags, tags_of
from tutorfleet.cloud.audit.dashboard import shown
from tutorfleet.cloud.audit.model import Alarm, Dashboard, LogGroup, Topic


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
        threshold=found.get("Threshold"),
        comparison=found.get("ComparisonOperator", ""),
        missing_data=found.get("TreatMissingData", "missing"),
        actions=tuple(found.get("AlarmActions", [])),
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
        tags=reader.attempt("dashboard tags", lambda: tags_by_arn(reader, found["DashboardArn"])),
        metrics=reader.attempt("dashboard", metrics),
    )


def log_groups(reader: Reader) -> tuple[LogGroup, ...]:
    listed = reader.pages("logs", "describe_log_groups", "logGroups")
    return reader.each(lambda found: log_group(reader, found), listed)


def log_group(reader: Reader, found: Any) -> LogGroup:
    name = found["logGroupName"]
    arn = found["arn"].removesuffix(":*")
    return LogGroup(
        id=name,
        region=reader.region,
        name=name,
        tags=reader.attempt("log group tags", lambda: log_group_tags(reader, arn)),
        retention_days=found.get("retentionInDays", 0),
    )


def log_group_tags(reader: Reader, arn: str) -> dict[str, str]:
    return own_tags(reader.call("logs", "list_tags_for_resource", resourceArn=arn).get("tags"))


def topics(reader: Reader) -> tuple[Topic, ...]:
    listed = reader.pages("sns", "list_topics", "Topics")
    return reader.each(lambda found: topic(reader, found["TopicArn"]), listed)


def topic(reader: Reader, arn: str) -> Topic:
    return Topic(
        id=arn,
        region=reader.region,
        name=arn.rpartition(":")[2],
        tags=reader.attempt(
            "topic tags", lambda: tags_of(reader.call("sns", "list_tags_for_resource", ResourceArn=arn).get("Tags"))
        ),
        subscriptions=reader.attempt("topic", lambda: subscriptions(reader, arn)),
    )


def subscriptions(reader: Reader, arn: str) -> int:
    attributes = reader.call("sns", "get_topic_attributes", TopicArn=arn)["Attributes"]
    return int(attributes.get("SubscriptionsConfirmed", 0))


COLLECTORS: Mapping[str, Collector] = {
    "alarms": alarms,
    "dashboards": dashboards,
    "log_groups": log_groups,
    "topics": topics,
}
"""kind of thing -> what reads it"""
