"""Every route has a rule, and keeps to it."""

from collections.abc import Iterator
from uuid import uuid4

import aiohttp
from starlette.routing import BaseRoute, Route
from tests.service.conftest import NewLearner, Service
from tests.service.forged import bad_tokens

from tutorfleet.fleet.pages import FILES, NOT_FOUND, PAGES, SHARED, TAKEN
from tutorfleet.service.app import routes
from tutorfleet.service.permissions import RULES, Rule

GUARDED = [place for place, rule in RULES.items() if rule in {Rule.TOKEN, Rule.OWNER}]
OWNED = [place for place, rule in RULES.items() if rule is Rule.OWNER]
OF_THE_PAGE = [place for place, rule in RULES.items() if rule is Rule.PAGE]


def walked(found: list[BaseRoute]) -> Iterator[tuple[str, str]]:
    for route in found:
        assert isinstance(route, Route), f"{route} hides its routes from the table of permissions"
        assert route.methods, f"{route.path} answers every method"
        yield from ((method, route.path) for method in route.methods - {"HEAD", "OPTIONS"})


def filled(path: str, uid: str) -> str:
    """A path of a route with this owner and other parameters of the right shape."""
    parts = (part.strip("{}").partition(":")[0] if part.startswith("{") else None for part in path.split("/"))
    values = (uid if part == "uid" else str(uuid4()) for part in parts)
    return "/".join(
        value if part.startswith("{") else part for part, value in zip(path.split("/"), values, strict=True)
    )


async def status(client: aiohttp.ClientSession, place: tuple[str, str], uid: str, token: str | None) -> int:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    async with client.request(place[0], filled(place[1], uid), headers=headers) as answer:
        return answer.status


def test_every_route_has_a_rule_and_every_rule_a_route() -> None:
    assert set(walked(routes())) == set(RULES)


def test_only_these_routes_are_public() -> None:
    public = {path for (_, path), rule in RULES.items() if rule is Rule.PUBLIC}
    documents = {"/{pool}/.well-known/jwks.json", "/{pool}/.well-known/openid-configuration"}
    assert public - SHARED == {"/healthz", *PAGES, NOT_FOUND, *FILES} - SHARED | documents


def test_no_region_may_have_the_name_of_a_route() -> None:
    words = {path.split("/")[1].removesuffix("{rest:path}") for _, path in RULES}
    assert words - {"", "{pool}"} <= TAKEN


async def test_no_guarded_route_answers_without_a_token(client: aiohttp.ClientSession) -> None:
    answers = {place: await status(client, place, str(uuid4()), None) for place in GUARDED}
    assert answers == dict.fromkeys(GUARDED, 401)


async def test_no_guarded_route_believes_a_bad_token(
    client: aiohttp.ClientSession, service: Service, new_learner: NewLearner
) -> None:
    ayu = await new_learner()
    cases = [(place, why, token) for why, token in (await bad_tokens(service, ayu)).items() for place in GUARDED]
    answers = {(place, why): await status(client, place, ayu.uid, token) for place, why, token in cases}
    assert {case: answer for case, answer in answers.items() if answer != 401} == {}


async def test_no_owned_route_answers_another_learner(client: aiohttp.ClientSession, new_learner: NewLearner) -> None:
    ayu, budi = await new_learner(), await new_learner()
    answers = {place: await status(client, place, ayu.uid, budi.tokens["IdToken"]) for place in OWNED}
    assert answers == dict.fromkeys(OWNED, 403)


async def test_no_route_of_the_page_answers_another_page(
    client: aiohttp.ClientSession, new_learner: NewLearner
) -> None:
    token = (await new_learner()).tokens["IdToken"]
    answers = {place: await status(client, place, "", token) for place in OF_THE_PAGE}
    assert answers == dict.fromkeys(OF_THE_PAGE, 403)
