"""Who may talk to whom, exactly. `->` is a group: the port, then who may use it."""

from dataclasses import replace

import pytest

from support.policies.security import rules
from support.templates import Templates
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.stacks.app import synthesise
from tutorfleet.cloud.template import Stack
from tutorfleet.fleet.parse import default

HOME_IN = {
    "lks-sg-nat -1 <- 172.32.1.0/25",
    "lks-sg-nat -1 <- 172.32.1.128/25",
    "lks-sg-lb tcp 80 <- 172.32.1.0/25",
    "lks-sg-lb tcp 80 <- 172.32.1.128/25",
    "lks-sg-llm tcp 11434 <- lks-sg-lb",
    "lks-sg-efs tcp 2049 <- lks-sg-llm",
    "lks-sg-efs tcp 2049 <- 10.10.1.0/25",
    "lks-sg-efs tcp 2049 <- 10.10.1.128/25",
    "lks-sg-db tcp 5432 <- lks-sg-db",
}
OREGON_IN = {
    "lks-sg-nat -1 <- 10.10.1.0/25",
    "lks-sg-nat -1 <- 10.10.1.128/25",
    "lks-sg-llm tcp 80 <- 10.10.1.0/25",
    "lks-sg-llm tcp 80 <- 10.10.1.128/25",
    "lks-sg-llm tcp 80 <- 172.32.1.0/25",
    "lks-sg-llm tcp 80 <- 172.32.1.128/25",
    "lks-sg-llm tcp 11434 <- lks-sg-llm",
}
WORKERS_OUT = {
    "lks-sg-llm tcp 443 -> 0.0.0.0/0",
    "lks-sg-llm tcp 80 -> 0.0.0.0/0",
    "lks-sg-llm tcp 2049 -> 172.32.1.10/32",
    "lks-sg-llm tcp 2049 -> 172.32.1.138/32",
}
HOME_OUT = WORKERS_OUT | {
    "lks-sg-nat -1 -> 0.0.0.0/0",
    "lks-sg-lb tcp 11434 -> lks-sg-llm",
    "lks-sg-efs -1 -> 127.0.0.1/32",
    "lks-sg-db tcp 5432 -> lks-sg-db",
    "lks-sg-db tcp 80 -> 172.32.1.0/25",
    "lks-sg-db tcp 80 -> 172.32.1.128/25",
    "lks-sg-db tcp 80 -> 10.10.1.20/32",
    "lks-sg-db tcp 80 -> 10.10.1.148/32",
    "lks-sg-db tcp 443 -> 0.0.0.0/0",
}
OREGON_OUT = WORKERS_OUT | {
    "lks-sg-nat -1 -> 0.0.0.0/0",
    "lks-sg-llm tcp 11434 -> lks-sg-llm",
}


@pytest.mark.parametrize(
    ("region", "kind", "expected"),
    [
        ("us-east-1", "Ingress", HOME_IN),
        ("us-east-1", "Egress", HOME_OUT),
        ("us-west-2", "Ingress", OREGON_IN),
        ("us-west-2", "Egress", OREGON_OUT),
    ],
)
def test_a_zone_has_these_rules_and_no_other(
    region: str, kind: str, expected: set[str], stacks: tuple[Stack, ...]
) -> None:
    assert written(Templates(stacks), region, kind) == expected


def test_a_worker_reaches_the_engine_that_does_its_work() -> None:
    task = default().small()
    roles = tuple(replace(role, backend="http://gpu.example:8000") for role in task.roles)
    stacks = synthesise(Blueprint(replace(task, roles=roles)))
    assert "lks-sg-llm tcp 8000 -> 0.0.0.0/0" in written(Templates(stacks), "us-east-1", "Egress")


def written(templates: Templates, region: str, kind: str) -> set[str]:
    """The rules of a region, a line each."""
    arrow, other = ("<-", "SourceSecurityGroupId") if kind == "Ingress" else ("->", "DestinationSecurityGroupId")
    found = set()
    for resource, rule in rules(templates, kind):
        if resource.region == region:
            group = templates.of(resource, "GroupId") or resource
            peer = rule.get("CidrIp") or templates.origin(resource.stack, rule[other]).name
            port = f" {rule['FromPort']}" if "FromPort" in rule else ""
            found.add(f"{group.name} {rule['IpProtocol']}{port} {arrow} {peer}")
    return found
