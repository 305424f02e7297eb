"""Which path leads to which workers; that templates say so is a policy (support/policies/balancing.py)."""

from dataclasses import replace

from tutorfleet.cloud.stacks.listener import PATTERNS_OF_A_RULE, listener_rules, patterns
from tutorfleet.fleet.description import Role
from tutorfleet.fleet.parse import default
from tutorfleet.fleet.routes import Rule


def test_an_exact_path_is_meant_with_what_is_below_it() -> None:
    assert patterns(Rule("/api/generate", False, "scoring")) == ("/api/generate", "/api/generate/*")


def test_a_prefix_stays_one() -> None:
    assert patterns(Rule("/api/", True, "llm")) == ("/api/*",)


def test_the_root_says_that_it_works() -> None:
    first = next(listener_rules(default()))
    assert (first.patterns, first.status, first.body) == (("/",), "200", "its Worked!")


def test_exact_paths_come_before_prefixes() -> None:
    roles = [each.role for each in listener_rules(default()) if each.role]
    assert roles[-1] == "llm"
    assert set(roles[:-1]) == {"scoring", "chat"}


def test_what_changes_models_is_refused_before_any_role_is_asked() -> None:
    found = list(listener_rules(default()))
    refused = [each for each in found if each.status == "403"]
    assert {"/api/pull*", "/api/delete*", "/v1/load_lora_adapter*"} <= {p for each in refused for p in each.patterns}
    assert max(each.priority for each in refused) < min(each.priority for each in found if each.role)


def test_priorities_rise() -> None:
    priorities = [each.priority for each in listener_rules(default())]
    assert priorities == sorted(set(priorities))


def test_a_role_of_many_paths_has_several_rules() -> None:
    """A listener's rule takes five patterns."""
    many = Role("chat", tuple(f"/api/chat{number}" for number in range(7)), ())
    found = [each.patterns for each in listener_rules(replace(default(), roles=(many,))) if each.role]
    assert sum(map(len, found)) == 14
    assert max(map(len, found)) == PATTERNS_OF_A_RULE
