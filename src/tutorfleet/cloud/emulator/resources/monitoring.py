"""CloudWatch: alarms, dashboards, and where logs go."""

from tutorfleet.cloud.emulator.formation.model import Made
from tutorfleet.cloud.emulator.resources.base import Kind, Properties, Site, listed, smaller


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

    def delete(self, site: Site, made: Made) -> None:
        site.client("cloudwatch").delete_dashboards(DashboardNames=[made.id])


class LogGroup(Kind):
    type = "AWS::Logs::LogGroup"
    tags = "Tags"
    in_place = removable = frozenset({"RetentionInDays"})

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        name = given.take("LogGroupName") or site.generated(512)
        tags = self.tags_of({"Tags": given.take("Tags")})
        call = smaller(given.pick("KmsKeyId", "LogGroupClass"))
        site.client("logs").create_log_group(logGroupName=name, **({"tags": tags} if tags else {}), **call)
        self.retain(site, name, given)
        return name, {"Arn": site.arn("logs", f"log-group:{name}:*")}

    def retain(self, site: Site, name: str, given: Properties) -> None:
        """For how long, if that is said."""
        if days := given.take("RetentionInDays"):
            site.client("logs").put_retention_policy(logGroupName=name, retentionInDays=int(days))

    def change(self, site: Site, made: Made, given: Properties, changed: frozenset[str]) -> None:
        if "RetentionInDays" in given:
            self.retain(site, made.id, given)
        else:
            site.client("logs").delete_retention_policy(logGroupName=made.id)

    def tag(self, site: Site, made: Made, tags: dict[str, str], gone: list[str]) -> None:
        logs, arn = site.client("logs"), made.attributes["Arn"].removesuffix(":*")
        if gone:
            logs.untag_resource(resourceArn=arn, tagKeys=gone)
        logs.tag_resource(resourceArn=arn, tags=tags)

    def delete(self, site: Site, made: Made) -> None:
        site.client("logs").delete_log_group(logGroupName=made.id)


KINDS = (Alarm(), Dashboard(), LogGroup())
