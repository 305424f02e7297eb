"""The balancers of one zone; what is private and which path leads where are policies (support/policies/balancing.py)."""

from collections.abc import Mapping

from tutorfleet.cloud.template import Stack
from tutorfleet.fleet.cors import CORS


def test_a_worker_is_asked_for_its_root(templates: Mapping[str, Stack]) -> None:
    """Ollama answers there too, and no model is loaded for it."""
    group = templates["lks-balancers-zone-a"].template["Resources"]["ChatTargets"]["Properties"]
    assert group["HealthCheckPath"] == "/"
    assert group["Matcher"] == {"HttpCode": "200"}


def test_a_worker_that_is_taken_out_may_end_its_longest_answer(templates: Mapping[str, Stack]) -> None:
    group = templates["lks-balancers-zone-b"].template["Resources"]["LlmTargets"]["Properties"]
    assert {"Key": "deregistration_delay.timeout_seconds", "Value": "900"} in group["TargetGroupAttributes"]


def test_the_network_balancer_asks_whether_the_other_works(templates: Mapping[str, Stack]) -> None:
    resources = templates["lks-balancers-zone-b"].template["Resources"]
    assert resources["AlbTargets"]["Properties"]["HealthCheckProtocol"] == "HTTP"
    assert resources["AlbTargets"]["DependsOn"] == ["AlbListener"]


def test_pages_may_read_what_workers_say(templates: Mapping[str, Stack]) -> None:
    """API Gateway hands an answer through as it is, so the balancer adds the headers."""
    listener = templates["lks-balancers-zone-b"].template["Resources"]["AlbListener"]["Properties"]
    prefix, suffix = "routing.http.response.", ".header_value"
    told = {
        each["Key"].removeprefix(prefix).removesuffix(suffix).replace("_", "-"): each["Value"]
        for each in listener["ListenerAttributes"]
    }
    assert told == CORS
