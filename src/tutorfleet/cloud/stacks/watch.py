"""What is watched in CloudWatch: a metric, when it is bad, and how it is drawn. Which ones, monitoring.py says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aws_cdk import aws_cloudwatch as cloudwatch

from tutorfleet.cloud.stacks.base import Chapter, logical

MINUTE = 60
BELOW, ABOVE = "LessThanThreshold", "GreaterThanThreshold"
MOST_METRICS = 10
"""of one alarm; AWS allows no more"""
COLUMNS, WIDTH, HEIGHT = 24, 8, 6
"""of a dashboard, and of one picture on it"""


@dataclass(frozen=True)
class Metric:
    """One number of CloudWatch over time."""

    namespace: str
    name: str
    dimensions: Mapping[str, str]
    statistic: str = "Average"
    """or "Sum", "Minimum", "Maximum", "p90" """
    label: str = ""

    @property
    def row(self) -> list[Any]:
        """As a dashboard writes it."""
        where = [part for pair in self.dimensions.items() for part in pair]
        return [self.namespace, self.name, *where, {"stat": self.statistic, "label": self.label or self.name}]

    def query(self, number: int, seconds: int) -> cloudwatch.CfnAlarm.MetricDataQueryProperty:
        """As an alarm over several metrics writes it."""
        metric = cloudwatch.CfnAlarm.MetricProperty(
            namespace=self.namespace, metric_name=self.name, dimensions=self.alarm_dimensions
        )
        stat = cloudwatch.CfnAlarm.MetricStatProperty(metric=metric, period=seconds, stat=self.statistic)
        return cloudwatch.CfnAlarm.MetricDataQueryProperty(id=f"m{number}", metric_stat=stat, return_data=False)

    @property
    def alarm_dimensions(self) -> list[cloudwatch.CfnAlarm.DimensionProperty]:
        return [
            cloudwatch.CfnAlarm.DimensionProperty(name=name, value=value) for name, value in self.dimensions.items()
        ]


@dataclass(frozen=True)
class Watch:
    """An alarm: these metrics (the smallest of them, where there are several) are bad for so long."""

    what: str
    """of its name"""
    description: str
    metrics: Sequence[Metric]
    worse: str
    threshold: float
    seconds: int = MINUTE
    periods: int = 3
    silence: str = "notBreaching"
    """what it means that there is no number: "breaching" where the thing is gone then"""


def alarm(chapter: Chapter, watch: Watch) -> cloudwatch.CfnAlarm:
    """The alarm of a zone."""
    name = chapter.zone.named(watch.what)
    return cloudwatch.CfnAlarm(
        chapter,
        logical(watch.what),
        alarm_name=name,
        alarm_description=watch.description,
        comparison_operator=watch.worse,
        threshold=watch.threshold,
        evaluation_periods=watch.periods,
        treat_missing_data=watch.silence,
        tags=chapter.tags_of(name, watch.description),
        **(of_one(watch) if len(watch.metrics) == 1 else of_the_smallest(watch)),
    )


def of_one(watch: Watch) -> dict[str, Any]:
    (metric,) = watch.metrics
    statistic = "extended_statistic" if metric.statistic.startswith("p") else "statistic"
    return {
        "namespace": metric.namespace,
        "metric_name": metric.name,
        "dimensions": metric.alarm_dimensions,
        "period": watch.seconds,
        statistic: metric.statistic,
    }


def of_the_smallest(watch: Watch) -> dict[str, Any]:
    """One alarm for a whole row of machines: the poorest of them counts."""
    queries = [metric.query(number, watch.seconds) for number, metric in enumerate(watch.metrics, 1)]
    ids = ", ".join(query.id for query in queries)
    smallest = cloudwatch.CfnAlarm.MetricDataQueryProperty(
        id="smallest", expression=f"MIN([{ids}])", label=watch.description, return_data=True
    )
    return {"metrics": [*queries, smallest]}


@dataclass(frozen=True)
class Picture:
    """Metrics drawn together."""

    title: str
    metrics: Sequence[Metric] = field(default_factory=tuple)


def board(region: str, heading: str, pictures: Sequence[Picture], alarms: Sequence[str]) -> dict[str, Any]:
    """A dashboard: what is red first, then the pictures in rows."""
    return {"widgets": [*top(heading, alarms), *(drawn(region, number, each) for number, each in enumerate(pictures))]}


def top(heading: str, alarms: Sequence[str]) -> Iterator[dict[str, Any]]:
    text = {"markdown": heading}
    yield {"type": "text", "x": 0, "y": 0, "width": COLUMNS, "height": 2, "properties": text}
    red = {"title": "Alarms", "alarms": list(alarms)}
    yield {"type": "alarm", "x": 0, "y": 2, "width": COLUMNS, "height": 4, "properties": red}


def drawn(region: str, number: int, picture: Picture) -> dict[str, Any]:
    """The picture at its place: three in a row."""
    row, column = divmod(number, COLUMNS // WIDTH)
    return {
        "type": "metric",
        "x": column * WIDTH,
        "y": 6 + row * HEIGHT,
        "width": WIDTH,
        "height": HEIGHT,
        "properties": {
            "title": picture.title,
            "region": region,
            "view": "timeSeries",
            "period": 5 * MINUTE,
            "metrics": [metric.row for metric in picture.metrics],
        },
    }
