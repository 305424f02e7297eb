"""CloudWatch: alarms and dashboards."""

from tutorfleet.cloud.emulator.formation.model import Made
from tutorfleet.cloud.emulator.resources.base import Kind, Properties, Site, listed


class WatchKind(Kind):
    """Something of CloudWatch."""

    tags = "Tags"

    def tag(self, site: Site, made: Made, tags: dict[str, str], gone: list[str]) -> None:
        client, arn = site.client("cloudwatch"), made.attributes["Arn"]
        if gone:
            client.untag_resource(ResourceARN=arn, TagKeys=gone)
        client.tag_resource(ResourceARN=arn, Tags=listed(tags))


class Alarm(WatchKind):
    type = "AWS::CloudWatch::Alarm"
    parts = (
        "ActionsEnabled",
        "AlarmActions",
        "AlarmDescription",
        "ComparisonOperator",
        "DatapointsToAlarm",
        "Dimensions",
        "EvaluateLowSampleCountPercentile",
        "EvaluationPeriods",
        "ExtendedStatistic",
        "InsufficientDataActions",
        "MetricName",
        "Metrics",
        "Namespace",
        "OKActions",
        "Period",
        "Statistic",
        "Threshold",
        "ThresholdMetricId",
        "TreatMissingData",
        "Unit",
    )
    in_place = removable = frozenset(parts)

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        name = given.take("AlarmName") or site.generated(255)
        site.client("cloudwatch").put_metric_alarm(AlarmName=name, **given.pick("Tags", *self.parts))
        return name, {"Arn": site.arn("cloudwatch", f"alarm:{name}")}

    def change(self, site: Site, made: Made, given: Properties, changed: frozenset[str]) -> None:
        site.client("cloudwatch").put_metric_alarm(AlarmName=made.id, **given.pick("Tags", *self.parts))

    def delete(self, site: Site, made: Made) -> None:
        site.client("cloudwatch").delete_alarms(AlarmNames=[made.id])


class Dashboard(WatchKind):
    type = "AWS::CloudWatch::Dashboard"
    in_place = frozenset({"DashboardBody"})

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        name = given.take("DashboardName") or site.generated(255)
        site.client("cloudwatch").put_dashboard(DashboardName=name, **given.pick("DashboardBody", "Tags"))
        return name, {"Arn": f"arn:aws:cloudwatch::{site.account}:dashboard/{name}"}

    def change(self, site: Site, made: Made, given: Properties, changed: frozenset[str]) -> None:
        site.client("cloudwatch").put_dashboard(DashboardName=made.id, **given.pick("DashboardBody"))

    def tag(self, site: Site, made: Made, tags: dict[str, str], gone: list[str]) -> None:
        client, arn = site.client("cloudwatch"), f"arn:aws:cloudwatch::{site.account}:dashboard/{made.id}"
        if gone:
            client.untag_resource(ResourceARN=arn, TagKeys=gone)
        client.tag_resource(ResourceARN=arn, Tags=listed(tags))

    def delete(self, site: Site, made: Made) -> None:
        site.client("cloudwatch").delete_dashboards(DashboardNames=[made.id])


KINDS = (Alarm(), Dashboard())
