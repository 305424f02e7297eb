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
        ("/v1/chat", None),
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
