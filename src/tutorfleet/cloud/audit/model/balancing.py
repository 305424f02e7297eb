"""Load balancers: who listens, which path leads to which group, who is in it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from tutorfleet.cloud.audit.model.base import Resource


@dataclass(frozen=True, kw_only=True)
class Target:
    id: str
    """of an instance, an address, or the ARN of a balancer"""
    port: int
    health: str | None = None
    """"healthy", "unhealthy", "initial", "unused", ..."""


@dataclass(frozen=True, kw_only=True)
class TargetGroup(Resource):
    type: ClassVar[str] = "AWS::ElasticLoadBalancingV2::TargetGroup"

    protocol: str
    port: int
    kind: str
    """"instance", "ip" or "alb" """
    vpc: str
    health_path: str = ""
    targets: tuple[Target, ...] | None = ()


@dataclass(frozen=True, kw_only=True)
class Action:
    kind: str
    """"forward", "fixed-response", "redirect", ..."""
    groups: tuple[str, ...] = ()
    """target groups that it forwards to"""
    status: str = ""
    """of a fixed response, e.g. "200" """
    body: str = ""


@dataclass(frozen=True, kw_only=True)
class ListenerRule(Resource):
    type: ClassVar[str] = "AWS::ElasticLoadBalancingV2::ListenerRule"

    priority: int
    paths: tuple[str, ...] = ()
    other_conditions: tuple[str, ...] = ()
    """kinds of conditions beside the path, e.g. "host-header" """
    action: Action


@dataclass(frozen=True, kw_only=True)
class Listener(Resource):
    type: ClassVar[str] = "AWS::ElasticLoadBalancingV2::Listener"

    port: int
    protocol: str
    default: Action
    rules: tuple[ListenerRule, ...] | None = ()
    """without the default, by priority"""


@dataclass(frozen=True, kw_only=True)
class LoadBalancer(Resource):
    type: ClassVar[str] = "AWS::ElasticLoadBalancingV2::LoadBalancer"

    kind: str
    """"application", "network" or "gateway" """
    scheme: str
    """"internal" or "internet-facing" """
    state: str | None = None
    vpc: str
    subnets: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    addresses: tuple[str, ...] | None = ()
    """private ones of a network balancer, sorted"""
    host: str | None = None
    attributes: Mapping[str, str] | None = field(default_factory=dict, hash=False)
    """e.g. "idle_timeout.timeout_seconds" """
    listeners: tuple[Listener, ...] | None = ()
