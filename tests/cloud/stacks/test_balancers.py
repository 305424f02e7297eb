"""Which path leads to which workers; that templates say so is a policy (support/policies/balancing.py)."""

from collections.abc import Mapping
from dataclasses import replace

from tutorfleet.cloud.stacks.balancers import PATTERNS_OF_A_RULE, listener_rules, patterns
from tutorfleet.cloud.template import Stack
from tutorfleet.fleet.description import Role
from tutorfleet.fleet.parse import default
from tutorfleet.fleet.routes import Rule


def test_an_exact_path_is_meant_with_what_is_below_it() -> None:
    assert patterns(Rule("/api/generate", False, "scoring")) == ("/api/generate", "/api/generate/*")


def test_a_prefix_stays_one() -> None:
    assert patterns(Rule("/api/", True, "llm")) == ("/api/*",)


def test_exact_paths_come_before_prefixes() -> None:
    roles = [role for role, _ in listener_rules(default())]
    assert roles[-1] == "llm"
    assert set(roles[:-1]) == {"scoring", "chat"}


def test_a_role_of_many_paths_has_several_rules() -> None:
    """A listener's rule takes five patterns."""
    many = Role("chat", tuple(f"/api/chat{number}" for number in range(7)), ())
    found = list(listener_rules(replace(default(), roles=(many,))))
    assert sum(len(values) for _, values in found) == 14
    assert max(len(values) for _, values in found) == PATTERNS_OF_A_RULE


def test_a_worker_is_asked_for_its_root(templates: Mapping[str, Stack]) -> None:
    """Ollama answers there too, and no model is loaded for it."""
    group = templates["lks-balancers-zone-a"].template["Resources"]["ChatTargets"]["Properties"]
    assert group["HealthCheckPath"] == "/"
    assert group["Matcher"] == {"HttpCode": "200"}


def test_the_network_balancer_asks_whether_the_other_works(templates: Mapping[str, Stack]) -> None:
    resources = templates["lks-balancers-zone-b"].template["Resources"]
    assert resources["AlbTargets"]["Properties"]["HealthCheckProtocol"] == "HTTP"
    assert resources["AlbTargets"]["DependsOn"] == ["AlbListener"]
