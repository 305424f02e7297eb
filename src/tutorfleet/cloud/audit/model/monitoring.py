"""What watches the rest. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from tutorfleet.cloud.audit.model.base import Resource


@dataclass(frozen=True, kw_only=True)
class Alarm(Resource):
    type: ClassVar[str] = "AWS::CloudWatch::Alarm"

    namespace: str = ""
    metric: str = ""
    """"" for one of mathematics or of other alarms; then `metrics`"""
    metrics: tuple[str, ...] = ()
    dimensions: Mapping[str, str] = field(default_factory=dict, hash=False)
    missing_data: str = "missing"
    state: str | None = None


@dataclass(frozen=True, kw_only=True)
class Dashboard(Resource):
    type: ClassVar[str] = "AWS::CloudWatch::Dashboard"

    metrics: tuple[tuple[str, str], ...] | None = ()
    """(namespace, metric) that its widgets show"""


@dataclass(frozen=True, kw_only=True)
class LogGroup(Resource):
    type: ClassVar[str] = "AWS::Logs::LogGroup"

    retention_days: int = 0
    """0 is for ever"""
