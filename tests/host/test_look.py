"""One look at programs that answer, answer badly, are silent or are not there; and at a real PostgreSQL."""

import asyncio
import json
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from support.unix_web import serving
from tutorfleet.fleet import parse
from tutorfleet.host import look, preflight
from tutorfleet.host.layout import Layout
from tutorfleet.host.seen import Backend, First, Look, Model, Process, Worker
from tutorfleet.host.supervisor import Kept
from tutorfleet.host.units import Plan

HEALTH: dict[str, Any] = {
    "status": "ready",
    "version": "3",
    "pid": 1,
    "engines": [{"model": "llama3:latest", "pid": 2, "starter": True}],
    "failed": {"x": "not found"},
    "slots": 4,
    "running": 1,
    "queued": 2,
    "queue_limit": 9,
    "tokens_per_second": 41.5,
    "first_token_p50_s": 0.25,
    "first_token_p95_s": 1.5,
    "cache_hits": 0.5,
    "restarts": 3,
    "uptime_s": 7.0,
}
ALIVE = Kept(pid=99, ready=True, ever=True, restarts=2, ended=1, last_end="was ended by SIGKILL")


@pytest.fixture
def plan(runtime: Path) -> Plan:
    """One region, no backups; its database is nowhere."""
    return Plan(parse.default().small(), Layout(runtime, runtime), 8080, database=f"host={runtime} dbname=none")


@pytest.fixture
def silent(plan: Plan) -> Iterator[Path]:
    """The socket of the chat worker, which listens and never answers."""
    path = plan.layout.worker_socket("us-east-1", "chat", "primary")
    with closing(socket.socket(socket.AF_UNIX)) as listening:
        listening.bind(str(path))
        listening.listen()
        yield path


def taken(plan: Plan, kept: Kept = ALIVE) -> Look:
    return asyncio.run(look.look(plan, lambda name: kept))


def chat(seen: Look) -> Worker:
    return next(each for each in seen.workers if each.role == "chat")


def part(seen: Look, name: str) -> Process:
    found = seen.part(name)
    assert found
    return found


def said_by_chat(plan: Plan, said: Any, status: int = 200, kept: Kept = ALIVE) -> Worker:
    """What is seen of a chat worker that says this."""

    async def answer(request: web.Request) -> web.Response:
        return web.Response(text=said if isinstance(said, str) else json.dumps(said), status=status)

    with serving(answer, plan.layout.worker_socket("us-east-1", "chat", "primary")):
        return chat(taken(plan, kept))


def test_a_worker_is_seen_as_it_says_it_is(plan: Plan) -> None:
    seen = said_by_chat(plan, HEALTH)
    assert (seen.name, seen.role, seen.replica, seen.state) == ("us-east-1.chat.primary", "chat", "primary", "ready")
    assert (seen.version, seen.models, seen.failed) == ("3", (Model("llama3", starter=True),), {"x": "not found"})
    assert (seen.slots, seen.running, seen.queued, seen.queue_limit) == (4, 1, 2, 9)
    assert (seen.tokens_per_s, seen.first_s, seen.cache_hits) == (41.5, First(0.25, 1.5), 0.5)
    assert (seen.engine_restarts, seen.uptime_s) == (3, 7.0)
    assert seen.latency_ms


def test_a_worker_with_a_backend_names_it(plan: Plan) -> None:
    lost = {"url": "http://gpu", "problem": "it does not answer"}
    seen = said_by_chat(plan, {**HEALTH, "backend": lost})
    assert seen.backend == Backend("http://gpu", "it does not answer")


def test_of_its_process_the_supervisor_speaks(plan: Plan) -> None:
    seen = said_by_chat(plan, HEALTH)
    assert (seen.pid, seen.restarts, seen.ended, seen.last_end) == (99, 2, 1, "was ended by SIGKILL")


@pytest.mark.parametrize(
    ("said", "status", "state"),
    [
        ({**HEALTH, "status": "starting"}, 200, "starting"),
        ({**HEALTH, "status": "draining"}, 503, "draining"),
        ({"status": "error", "message": "out of order"}, 500, "unwell"),
        ("no JSON", 200, "away"),
        ("[]", 200, "away"),
    ],
)
def test_a_worker_that_is_not_ready_is_seen_as_what_it_is(plan: Plan, said: Any, status: int, state: str) -> None:
    assert said_by_chat(plan, said, status).state == state


def test_what_a_program_says_of_its_trouble_is_its_detail(plan: Plan) -> None:
    assert said_by_chat(plan, {"message": "out of order"}, 500).detail == "out of order"


@pytest.mark.parametrize(
    ("kept", "state"),
    [
        (Kept(), "starting"),
        (Kept(pid=9), "starting"),
        (Kept(pid=9, ever=True), "starting"),
        (Kept(ever=True), "away"),
        (Kept(pid=9, ready=True, ever=True), "away"),
    ],
)
def test_who_has_no_socket_starts_or_is_away(plan: Plan, kept: Kept, state: str) -> None:
    seen = taken(plan, kept)
    assert chat(seen).state == state
    assert chat(seen).detail
    assert not seen.ok


def test_who_listens_and_does_not_answer_is_stuck_and_costs_its_time_once(
    plan: Plan, silent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look, "SECONDS", 0.3)
    silent.with_name("us-east-1.llm.primary.sock").symlink_to(silent)
    began = time.monotonic()
    seen = taken(plan)
    assert time.monotonic() - began < 2 * 0.3 + 1
    assert [each.state for each in seen.workers] == ["away", "stuck", "stuck"]
    assert chat(seen).detail == "no answer within 0.3 s"


def test_a_region_is_away_when_a_role_has_nobody(plan: Plan) -> None:
    assert taken(plan).regions[0].state == "away"


def test_a_region_is_unwell_while_every_role_has_somebody(plan: Plan) -> None:
    wide = replace(plan, fleet=replace(parse.default(), regions=parse.default().regions[:1]))

    async def answer(request: web.Request) -> web.Response:
        return web.json_response(HEALTH)

    sockets = [plan.layout.worker_socket("us-east-1", role, "primary") for role in ("chat", "llm", "scoring")]
    with serving(answer, *sockets):
        seen = taken(wide)
        assert seen.regions[0].state == "unwell"
        assert taken(plan).regions[0].state == "ready"
        assert [each.name for each in seen.workers] == [each.name for each in wide.fleet.workers()]


def test_the_edge_says_its_version_and_whether_it_is_ready(plan: Plan) -> None:
    said = {"version": "9e55/1.40.0/Clean/RELEASE/BoringSSL", "state": "LIVE"}

    async def answer(request: web.Request) -> web.Response:
        return web.json_response(said)

    with serving(answer, plan.layout.admin_socket):
        assert (part(taken(plan), "edge").version, part(taken(plan), "edge").state) == ("1.40.0", "ready")
        said["state"] = "PRE_INITIALIZING"
        assert part(taken(plan), "edge").state == "starting"


def test_a_real_database_is_ready_and_says_its_version(plan: Plan, database_url: str) -> None:
    found = part(taken(replace(plan, database=database_url)), "database")
    assert (found.state, found.version.split(".")[0]) == ("ready", "18")


def test_a_database_that_is_nowhere_is_away_with_the_reason(plan: Plan) -> None:
    found = part(taken(plan), "database")
    assert found.state == "away"
    assert "connection" in found.detail


def test_a_database_that_does_not_answer_costs_no_more_than_the_time(
    plan: Plan, runtime: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look, "SECONDS", 0.3)
    with closing(socket.socket(socket.AF_UNIX)) as listening:
        listening.bind(str(runtime / ".s.PGSQL.5432"))
        listening.listen()
        found = part(taken(plan), "database")
        assert (found.state, found.detail) == ("stuck", "no answer within 0.3 s")
        assert part(taken(plan, Kept()), "database").state == "away"


def test_a_disk_with_little_room_is_low(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight, "DISK", 2**62)
    found = part(taken(plan), "disk")
    assert (found.state, "MB free" in found.detail) == ("low", True)


def test_memory_that_is_nearly_used_up_is_low(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(look, "MEMORY_LOW", 2**62)
    assert part(taken(plan), "memory").state == "low"


def test_a_look_says_what_is_wrong(plan: Plan) -> None:
    assert {"role_unserved", "worker_away", "database_away"} <= {each.kind for each in taken(plan).problems}
