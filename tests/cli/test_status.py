"""`tutorfleet status` with parts that answer and parts that do not."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from aiohttp import web
from click.testing import CliRunner, Result
from rich.console import Console

from support.unix_web import serving
from tutorfleet.cli.status import status, table
from tutorfleet.host.layout import Layout

WORKER = {"region": "us-west-2", "role": "chat", "replica": "backup", "status": "ready", "latency_ms": 2.0}
SEEN: dict[str, Any] = {"ok": True, "url": "http://x", "version": "1", "parts": [], "workers": []}


@pytest.fixture
def answering(held: Layout) -> Iterator[Layout]:
    """A worker, the service and the edge on their sockets."""
    worker = held.worker_socket("us-east-1", "chat", "primary")
    with serving(answer, worker, held.service_socket, held.admin_socket):
        yield held


async def answer(request: web.Request) -> web.Response:
    engines = [{"model": "llama3:latest"}]
    return web.json_response({"status": "ready", "running": 1, "queued": 2, "engines": engines, "failed": {}})


def invoke(places: Layout, *words: str) -> Result:
    return CliRunner().invoke(status, [*words, "--data-dir", str(places.data)])


def shown(seen: dict[str, Any], width: int = 200) -> str:
    screen = Console(width=width, no_color=True)
    with screen.capture() as capture:
        screen.print(table(seen, width))
    return capture.get()


def test_all_that_answers_is_well(answering: Layout) -> None:
    done = invoke(answering, "--json")
    assert done.exit_code == 0
    seen = json.loads(done.stdout)
    assert seen["ok"]
    assert (seen["workers"][0]["running"], seen["workers"][0]["queued"]) == (1, 2)


def test_a_pipe_gets_one_look(answering: Layout) -> None:
    done = invoke(answering)
    assert done.exit_code == 0
    assert done.stdout.count("us-east-1") == 1
    assert "llama3 " in done.stdout


def test_a_part_that_is_away_is_exit_code_1_and_says_so(held: Layout) -> None:
    done = invoke(held, "--once")
    assert done.exit_code == 1
    assert "away" in done.stdout


def test_a_model_that_could_not_be_loaded_is_shown_with_the_reason() -> None:
    broken = {**WORKER, "failed": {"llama3": "the file is damaged"}}
    assert "llama3: the file is damaged" in shown({**SEEN, "workers": [broken]})


def test_workers_stand_by_region_and_role_the_primary_first() -> None:
    rows = [WORKER, {**WORKER, "replica": "primary"}, {**WORKER, "region": "us-east-1"}]
    lines = shown({**SEEN, "workers": rows}).splitlines()[3:]
    assert [line.split()[:3] for line in lines] == [
        ["us-east-1", "chat", "backup"],
        ["us-west-2", "chat", "primary"],
        ["us-west-2", "chat", "backup"],
    ]


def test_a_narrow_terminal_has_whole_words_and_leaves_out_the_load() -> None:
    text = shown({**SEEN, "workers": [{**WORKER, "engines": [{"model": "nomic-embed-text"}]}]}, 60)
    assert "us-west-2  chat  backup   ready   nomic-embed-text" in text
    assert "queued" not in text


def test_without_a_fleet_it_says_so(places: Layout) -> None:
    done = invoke(places)
    assert done.exit_code == 1
    assert "Start one: tutorfleet up" in done.stderr


BUSY = {
    **WORKER,
    "running": 3,
    "slots": 4,
    "queued": 2,
    "tokens_per_second": 41.6,
    "first_token_p50_s": 0.25,
    "first_token_p95_s": 1.31,
    "cache_hits": 0.875,
    "restarts": 1,
}


def test_a_broad_terminal_shows_how_fast_replies_come() -> None:
    row = shown({**SEEN, "workers": [BUSY]}).splitlines()[3]
    assert row.split() == [
        "us-west-2",
        "chat",
        "backup",
        "ready",
        "3/4",
        "2",
        "42",
        "250ms/1.3s",
        "88%",
        "1",
        "2.0",
        "ms",
    ]


def test_a_middling_terminal_shows_the_load_and_not_the_speed() -> None:
    text = shown({**SEEN, "workers": [BUSY]}, 90)
    assert "3/4" in text
    assert "42" not in text


def test_a_worker_that_has_said_nothing_yet_has_no_figures() -> None:
    quiet = {
        **BUSY,
        "tokens_per_second": None,
        "first_token_p50_s": None,
        "first_token_p95_s": None,
        "cache_hits": None,
    }
    row = shown({**SEEN, "workers": [quiet]}).splitlines()[3]
    assert row.split() == ["us-west-2", "chat", "backup", "ready", "3/4", "2", "-", "-/-", "-", "1", "2.0", "ms"]
