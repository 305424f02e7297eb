from dataclasses import replace

import pytest

from tutorfleet.fleet import parse, routes

FLEET = parse.default()


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("/api/generate", "scoring"),
        ("/api/chat", "chat"),
        ("/api/tags", "llm"),
        ("/api/embed", "llm"),
        ("/api/chatter", "llm"),
        ("/api/generate/more", "llm"),
        ("/", None),
        ("/v1/chat/completions", "chat"),
        ("/v1/completions", "scoring"),
        ("/v1/chat", "llm"),
        ("/v1/models/a", "llm"),
        ("/v1", None),
        ("/v2/models", None),
        ("/api", None),
    ],
)
def test_the_first_rule_that_fits_decides(path: str, role: str | None) -> None:
    assert routes.role_for(FLEET, path) == role


def test_exact_paths_come_before_prefixes() -> None:
    kinds = [rule.prefix for rule in routes.rules(FLEET)]
    assert kinds == sorted(kinds)


def test_us_west_1_means_oregon() -> None:
    assert ("us-west-1", "us-west-2") in list(routes.region_names(FLEET))


def test_learners_may_ask_for_what_uses_models_and_for_nothing_that_changes_them() -> None:
    exact, prefixes = routes.for_learners(FLEET)
    found = {(rule.path, rule.prefix): rule.role for rule in (*exact, *prefixes)}
    words = {path.removeprefix("/api/") for path, prefix in found if path.startswith("/api/") and not prefix}
    assert words == set(routes.LEARNERS)
    assert not [path for path, _ in found if routes.changes_store(path)]
    assert (found["/api/generate", False], found["/api/tags", False], found["/v1/", True]) == ("scoring", "llm", "llm")


def test_a_path_that_the_description_names_is_for_learners_unless_it_changes_a_store() -> None:
    chat, llm = FLEET.roles[1], replace(FLEET.roles[2], paths=("/api/rerank", "/api/pull", "/api/*"))
    fleet = replace(FLEET, roles=(chat, llm))
    paths = [rule.path for rule in routes.for_learners(fleet)[0]]
    assert "/api/rerank" in paths
    assert "/api/pull" not in paths


def test_without_a_rule_for_openais_api_nobody_has_it() -> None:
    fleet = replace(FLEET, roles=(replace(FLEET.roles[2], paths=("/api/*",)),))
    exact, prefixes = routes.for_learners(fleet)
    assert {rule.path.split("/")[1] for rule in exact} == {"api"}
    assert prefixes == ()


@pytest.mark.parametrize(
    ("path", "changes"),
    [
        *((f"/api/{word}", True) for word in routes.STORE_CHANGES),
        ("/api/blobs/sha256:00", True),
        ("/api/PULL", True),
        ("/v1/load_lora_adapter", True),
        ("/api/pulled", False),
        ("/api/tags", False),
        ("/v1/models", False),
        ("/v1/pull", False),
    ],
)
def test_v4_what_changes_a_store_is_known_by_its_first_word(path: str, changes: bool) -> None:
    assert routes.changes_store(path) is changes
