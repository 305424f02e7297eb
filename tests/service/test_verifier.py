"""Tokens of our own: believed, refused, ended, and what a refusal costs."""

import asyncio
import contextlib
import time
from collections.abc import Callable

import aiohttp
import psycopg
import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from tests.service.conftest import NewLearner, Service, ask
from tests.service.forged import bad_tokens

from tutorfleet.service.identity import learner_of
from tutorfleet.service.tokens import LONGEST


async def whoami(request: Request) -> Response:
    learner = await learner_of(request)
    return JSONResponse({"uid": str(learner.uid), "email": learner.email, "groups": learner.groups})


@pytest.fixture
def probed(service: Service) -> Service:
    """The service with a route that says who is asking."""
    service.app.router.routes.append(Route("/whoami", whoami))
    return service


async def asked(client: aiohttp.ClientSession, header: str) -> int:
    async with client.get("/whoami", headers={"Authorization": header}) as answer:
        return answer.status


def queries(service: Service) -> int:
    """How often the pool has handed out a connection so far."""
    given: int = service.app.state.pool.get_stats().get("requests_num", 0)
    return given


@pytest.mark.parametrize("scheme", ["Bearer ", "bearer ", "", "Bearer   "])
async def test_a_good_token_is_believed_with_or_without_bearer(
    probed: Service, client: aiohttp.ClientSession, new_learner: NewLearner, scheme: str
) -> None:
    ayu = await new_learner()
    async with client.get("/whoami", headers={"Authorization": scheme + ayu.tokens["IdToken"]}) as answer:
        assert await answer.json() == {"uid": ayu.uid, "email": ayu.email, "groups": []}


async def test_a_bad_token_is_401_whatever_is_wrong_with_it(
    probed: Service, client: aiohttp.ClientSession, new_learner: NewLearner
) -> None:
    found = await bad_tokens(probed, await new_learner())
    assert {why: await asked(client, f"Bearer {token}") for why, token in found.items()} == dict.fromkeys(found, 401)


async def test_the_same_bad_token_is_refused_in_every_form(
    probed: Service, client: aiohttp.ClientSession, new_learner: NewLearner
) -> None:
    """V11: no second way of saying it is treated otherwise."""
    found = await bad_tokens(probed, await new_learner())
    forms: list[Callable[[str], str]] = [str, "bearer {}".format, "BEARER  {}".format, "Basic {}".format]
    assert {await asked(client, form(token)) for token in found.values() for form in forms} == {401}


async def test_a_token_in_another_header_has_no_effect(
    probed: Service, client: aiohttp.ClientSession, new_learner: NewLearner
) -> None:
    """V11"""
    ayu = await new_learner()
    names = ("X-Api-Key", "X-Amz-Security-Token", "Cookie", "X-User-Id")
    for name in names:
        async with client.get("/whoami", headers={name: ayu.tokens["IdToken"]}) as answer:
            assert answer.status == 401, name


@pytest.mark.parametrize(
    "header", ["' OR '1'='1", "Bearer ' OR '1'='1", "Bearer a.b.c", "Bearer " + "é" * 9, "Bearer a.'.'"]
)
async def test_a_header_that_is_no_token_costs_no_query(
    probed: Service, client: aiohttp.ClientSession, new_learner: NewLearner, header: str
) -> None:
    """V13"""
    await new_learner()
    before = queries(probed)
    assert await asked(client, header) == 401
    assert queries(probed) == before


async def test_unknown_keys_cost_at_most_one_query_however_many(
    probed: Service, client: aiohttp.ClientSession, new_learner: NewLearner
) -> None:
    """V13: a flood of key ids is no flood of queries."""
    token = (await bad_tokens(probed, await new_learner()))["by an unknown key"]
    before = queries(probed)
    assert {await asked(client, f"Bearer {token}") for _ in range(50)} == {401}
    assert queries(probed) - before <= 1


async def test_a_token_longer_than_any_is_refused_before_any_work(
    probed: Service, client: aiohttp.ClientSession
) -> None:
    """V13: as long as the server reads at all."""
    assert await asked(client, "Bearer " + "a" * (LONGEST + 1)) == 401


async def test_a_nul_in_the_header_is_no_token(probed: Service) -> None:
    """V13: written by hand, because no client sends it. The server may refuse it before we do."""
    host, _, port = probed.url.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(b"GET /whoami HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a\0.b.c\r\nConnection: close\r\n\r\n")
    first = await reader.readline()
    writer.close()
    await writer.wait_closed()
    assert first.split()[1] in {b"400", b"401"}


async def test_a_megabyte_of_header_does_not_reach_a_route(probed: Service, client: aiohttp.ClientSession) -> None:
    """V13: 401 or refused by the server itself, and it lives on."""
    with contextlib.suppress(aiohttp.ClientConnectionError):
        assert await asked(client, "Bearer " + "a" * 1_000_000) in {400, 401, 431}
    async with client.get("/healthz") as answer:
        assert answer.status == 200


async def test_signing_out_everywhere_ends_the_id_token_too(
    probed: Service, client: aiohttp.ClientSession, new_learner: NewLearner
) -> None:
    ayu = await new_learner()
    assert await asked(client, ayu.headers["Authorization"]) == 200
    await ask(client, "GlobalSignOut", AccessToken=ayu.tokens["AccessToken"])
    assert await asked(client, ayu.headers["Authorization"]) == 401


async def test_a_session_that_another_process_ended_is_noticed_within_seconds(
    probed: Service, client: aiohttp.ClientSession, new_learner: NewLearner
) -> None:
    ayu = await new_learner()
    assert await asked(client, ayu.headers["Authorization"]) == 200
    with psycopg.connect(probed.settings.database) as connection:
        connection.execute("DELETE FROM sessions")
    deadline = time.monotonic() + 15
    while await asked(client, ayu.headers["Authorization"]) == 200:
        assert time.monotonic() < deadline


async def test_a_token_that_is_used_often_is_looked_up_once(
    probed: Service, client: aiohttp.ClientSession, new_learner: NewLearner
) -> None:
    ayu = await new_learner()
    await asked(client, ayu.headers["Authorization"])
    before = queries(probed)
    for _ in range(20):
        await asked(client, ayu.headers["Authorization"])
    assert queries(probed) == before
