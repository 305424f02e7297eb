"""docs/openapi.json is a valid description, and of exactly the routes that there are."""

import json
from pathlib import Path
from typing import Any

from openapi_spec_validator import validate
from starlette.routing import Route

from tutorfleet.fleet.pages import FILES, NOT_FOUND, PAGES, SHARED
from tutorfleet.fleet.routes import FLEET_STATUS
from tutorfleet.service.app import routes
from tutorfleet.service.permissions import RULES, Rule

DESCRIPTION: dict[str, Any] = json.loads((Path(__file__).parents[2] / "docs" / "openapi.json").read_text("utf-8"))


def described() -> dict[tuple[str, str], dict[str, Any]]:
    paths = DESCRIPTION["paths"].items()
    return {(method.upper(), path): operation for path, methods in paths for method, operation in methods.items()}


def is_api(path: str) -> bool:
    """Whether a program asks it, and not only a browser for a page and its files."""
    return path in {"/", "/config.json", *SHARED} or path not in {*PAGES, NOT_FOUND, *FILES}


def test_it_is_valid() -> None:
    validate(DESCRIPTION)


def test_it_names_exactly_the_routes_of_the_service() -> None:
    each = [
        route for route in routes() if isinstance(route, Route) and "{rest" not in route.path and is_api(route.path)
    ]
    there = {(method, route.path) for route in each for method in (route.methods or {"GET"}) if method != "HEAD"}
    assert set(described()) == there | {("GET", FLEET_STATUS)}  # the supervisor's (host/status.py), at the same address


def test_exactly_the_public_routes_need_no_token() -> None:
    open_ones = {route for route, operation in described().items() if operation.get("security") == []}
    assert open_ones == {route for route, rule in RULES.items() if rule is Rule.PUBLIC and is_api(route[1])}


def test_cognitos_protocol_says_that_a_body_may_be_too_large_and_that_we_may_fail() -> None:
    assert set(described()["POST", "/"]["responses"]) == {"200", "400", "413", "500"}
