"""Whose keys the edge is told: a foreign issuer is a real HTTP server here, our own service one on a unix socket."""

import asyncio
import shutil
import socket
import tempfile
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from tutorfleet.fleet import parse
from tutorfleet.host import signing_keys
from tutorfleet.host.errors import StartFailed
from tutorfleet.host.layout import Layout
from tutorfleet.host.units import Plan

KEYS = {"keys": [{"kty": "RSA", "kid": "theirs", "n": "AQAB", "e": "AQAB"}]}
NEW = {"keys": [{"kty": "RSA", "kid": "new", "n": "AQAB", "e": "AQAB"}]}


class Issuer:
    """Answers with `said` and `status`; `url` is where."""

    def __init__(self) -> None:
        self.said: Any = KEYS
        self.status, self.asked, self.silent = 200, 0, False

    async def answer(self, request: web.Request) -> web.Response:
        self.asked += 1
        if self.silent:
            await asyncio.Event().wait()
        if self.status == 302:
            raise web.HTTPFound("/elsewhere")
        if isinstance(self.said, bytes):
            return web.Response(body=self.said)
        return web.json_response(self.said, status=self.status)

    async def start(self, site: type[web.BaseSite], **where: Any) -> web.AppRunner:
        app = web.Application()
        app.router.add_get("/{path:.*}", self.answer)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await site(runner, **where).start()
        return runner

    @property
    def env(self) -> dict[str, str]:
        return {"TUTORFLEET_JWKS_URL": self.url}

    url = ""


@pytest.fixture
async def issuer() -> AsyncIterator[Issuer]:
    made = Issuer()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        made.url = f"http://127.0.0.1:{listener.getsockname()[1]}/jwks.json"
        runner = await made.start(web.SockSite, sock=listener)
        yield made
        await runner.cleanup()


@pytest.fixture
def plan() -> Plan:
    return Plan(parse.default(), Layout(Path("/nowhere"), Path("/nowhere")), 8080)


async def test_a_foreign_issuers_own_keys_are_fetched(issuer: Issuer, plan: Plan) -> None:
    assert await signing_keys.first(plan, issuer.env) == KEYS


async def test_our_own_keys_come_from_the_service_at_the_pools_path() -> None:
    folder = Path(tempfile.mkdtemp(prefix="tf", dir="/tmp"))
    plan = Plan(parse.default(), Layout(folder, folder), 8080)
    service = Issuer()
    runner = await service.start(web.UnixSite, path=str(plan.layout.service_socket))
    assert await signing_keys.first(plan, {}) == KEYS
    await runner.cleanup()
    shutil.rmtree(folder)


async def test_without_a_service_the_start_fails_in_words(plan: Plan) -> None:
    with pytest.raises(StartFailed, match="the service does not say which keys"):
        await signing_keys.first(plan, {})


WRONG: dict[str, dict[str, Any]] = {
    "it answered 500": {"status": 500},
    "it answered 302": {"status": 302},
    "it did not answer within": {"silent": True},
    "at least one key": {"said": {"keys": []}},
    "is not": {"said": [1]},
    "Expecting value": {"said": b"<html>"},
    "it answered more than": {"said": b"x" * 300_000},
}


@pytest.mark.parametrize("why", WRONG)
async def test_an_issuer_without_keys_fails_the_start_and_names_the_variable(
    issuer: Issuer, plan: Plan, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing_keys, "SECONDS", 0.5)
    vars(issuer).update(WRONG[why])
    with pytest.raises(StartFailed, match=why) as caught:
        await signing_keys.first(plan, issuer.env)
    assert str(caught.value).startswith("TUTORFLEET_JWKS_URL: expected the JWKS of the issuer at http://127.0.0.1")


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/jwks", "nonsense", "ftp://127.0.0.1/jwks"])
async def test_an_issuer_that_cannot_be_reached_fails_the_start_and_names_the_variable(plan: Plan, url: str) -> None:
    with pytest.raises(StartFailed, match=f"TUTORFLEET_JWKS_URL: expected the JWKS of the issuer at {url}"):
        await signing_keys.first(plan, {"TUTORFLEET_JWKS_URL": url})


async def test_the_first_look_after_the_start_tells_already(issuer: Issuer, plan: Plan) -> None:
    told: list[Any] = []
    issuer.said = NEW
    await follow_until(issuer, plan, told, [], lambda: bool(told))
    assert told[0] == NEW


async def test_a_failure_keeps_the_known_keys_is_said_once_and_ends_by_itself(issuer: Issuer, plan: Plan) -> None:
    told: list[Any] = []
    said: list[str] = []
    issuer.status = 500
    await follow_until(issuer, plan, told, said, lambda: issuer.asked >= 4)
    assert (told, len(said)) == ([], 1)
    assert "the known ones stay: it answered 500" in said[0]
    issuer.status = 200
    await follow_until(issuer, plan, told, said, lambda: bool(told))
    assert told[0] == KEYS


async def test_keys_that_the_edge_cannot_use_do_not_end_the_following(issuer: Issuer, plan: Plan) -> None:
    def tell(keys: Any) -> None:
        raise ValueError("no key of these can verify a signature")

    said: list[str] = []
    following = asyncio.create_task(signing_keys.follow(plan, tell, said.append, issuer.env, 0.01))
    async with asyncio.timeout(10):
        while issuer.asked < 3:
            await asyncio.sleep(0.01)
    assert not following.done()
    following.cancel()


async def follow_until(issuer: Issuer, plan: Plan, told: list[Any], said: list[str], condition: Any) -> None:
    following = asyncio.create_task(signing_keys.follow(plan, told.append, said.append, issuer.env, 0.01))
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0.01)
    following.cancel()
    with suppress(asyncio.CancelledError):
        await following
