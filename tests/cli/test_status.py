"""`tutorfleet status`: what the supervisor sees, in as many columns as there are."""

import json
import socket
from contextlib import AbstractContextManager, closing
from typing import Any

import msgspec
import pytest
from aiohttp import web
from click.testing import CliRunner, Result
from rich.console import Console

from support.unix_web import serving
from tutorfleet.cli import status as verb
from tutorfleet.cli.status import shown, status
from tutorfleet.host.layout import Layout
from tutorfleet.host.seen import First, Look, Model, Problem, Process, Region, Said, Worker

WORKER = Worker(name="w", role="chat", replica="backup", state="ready", latency_ms=2.0)
PARTS = (Process(name="edge", state="ready", latency_ms=1.5), Process(name="disk", state="low", detail="90 MB free"))
SEEN = Look(version="1", at="", url="http://x", ok=True, regions=(), parts=PARTS)
PROBLEM = Problem(
    kind="k",
    level="warning",
    where="w",
    what="The worker w is away",
    todo="Wait a moment",
    id=Said("w tidak ada", "Tunggu"),
)
HEAD = 3
"""lines above the workers: the fleet, its parts, the titles"""


def seen(*workers: Worker, **changes: Any) -> Look:
    region = Region(name="us-west-2", state="ready", workers=workers)
    return msgspec.structs.replace(SEEN, **{"regions": (region,), **changes})


def saying(places: Layout, body: Any, code: int = 200) -> AbstractContextManager[None]:
    """The supervisor on its socket, which says this."""

    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=msgspec.json.encode(body), status=code)

    return serving(answer, places.status_socket)


def invoke(places: Layout, *words: str) -> Result:
    return CliRunner().invoke(status, [*words, "--data-dir", str(places.data)])


def lines(look: Look, width: int = 200) -> list[str]:
    screen = Console(width=width, no_color=True)
    with screen.capture() as capture:
        screen.print(shown(look, width))
    return capture.get().splitlines()


def test_json_is_what_the_supervisor_says(held: Layout) -> None:
    with saying(held, {"status": "success", "data": seen(WORKER)}):
        done = invoke(held, "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == json.loads(msgspec.json.encode(seen(WORKER)))


def test_a_pipe_gets_one_look(held: Layout) -> None:
    with saying(held, {"data": seen(WORKER)}):
        done = invoke(held)
    assert done.exit_code == 0
    assert done.stdout.count("us-west-2") == 1


def test_a_part_that_is_away_is_exit_code_1_and_says_so(held: Layout) -> None:
    with saying(held, {"data": seen(msgspec.structs.replace(WORKER, state="away"), ok=False)}):
        done = invoke(held, "--once")
    assert done.exit_code == 1
    assert "away" in done.stdout


def test_without_a_fleet_it_says_so(places: Layout) -> None:
    done = invoke(places)
    assert done.exit_code == 1
    assert "Start one: tutorfleet up" in done.stderr


def test_a_fleet_that_has_no_socket_yet_is_starting(held: Layout) -> None:
    done = invoke(held)
    assert done.exit_code == 1
    assert "is starting or stopping" in done.stderr


def test_a_supervisor_that_is_silent_is_a_clear_sentence(held: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verb, "PATIENCE", 0.2)
    with closing(socket.socket(socket.AF_UNIX)) as listening:
        listening.bind(str(held.status_socket))
        listening.listen()
        done = invoke(held)
    assert done.exit_code == 1
    assert "no answer within 0.2 s" in done.stderr


@pytest.mark.parametrize("body", [{}, {"data": {"version": "1"}}, [], "x"])
def test_a_supervisor_of_another_version_is_a_clear_sentence(held: Layout, body: Any) -> None:
    with saying(held, body):
        done = invoke(held)
    assert done.exit_code == 1
    assert "of another version" in done.stderr


def test_a_supervisor_that_could_not_look_is_a_clear_sentence(held: Layout) -> None:
    with saying(held, {"status": "error"}, 500):
        done = invoke(held)
    assert done.exit_code == 1
    assert "answers 500" in done.stderr


def test_parts_have_their_time_or_what_was_seen() -> None:
    assert lines(SEEN)[1] == "edge ready 1.5 ms  disk low 90 MB free"


def test_a_problem_stands_below_the_table_with_what_to_do() -> None:
    assert lines(seen(WORKER, problems=(PROBLEM,)))[-2:] == ["warning: The worker w is away", "  Wait a moment"]


def test_a_model_that_could_not_be_loaded_is_shown_with_the_reason() -> None:
    broken = msgspec.structs.replace(WORKER, models=(Model("a"),), failed={"llama3": "the file is damaged"})
    assert "a, llama3: the file is damaged" in "\n".join(lines(seen(broken)))


def test_workers_stand_by_region_and_role_the_primary_first() -> None:
    first, other = (msgspec.structs.replace(WORKER, **each) for each in ({"replica": "primary"}, {"role": "llm"}))
    east = Region(name="us-east-1", state="ready", workers=(WORKER,))
    look = seen(regions=(Region(name="us-west-2", state="ready", workers=(other, WORKER, first)), east))
    assert [line.split()[:3] for line in lines(look)[HEAD:]] == [
        ["us-east-1", "chat", "backup"],
        ["us-west-2", "chat", "primary"],
        ["us-west-2", "chat", "backup"],
        ["us-west-2", "llm", "backup"],
    ]


def test_a_narrow_terminal_has_whole_words_and_leaves_out_the_load() -> None:
    text = "\n".join(lines(seen(msgspec.structs.replace(WORKER, models=(Model("nomic-embed-text"),))), 60))
    assert "us-west-2  chat  backup   ready   nomic-embed-text" in text
    assert "queued" not in text


BUSY = msgspec.structs.replace(
    WORKER,
    running=3,
    slots=4,
    queued=2,
    tokens_per_s=41.6,
    first_s=First(0.25, 1.31),
    cache_hits=0.875,
    restarts=1,
    engine_restarts=2,
)


def test_a_broad_terminal_shows_how_fast_replies_come_and_all_restarts() -> None:
    row = lines(seen(BUSY))[HEAD].split()
    assert row == ["us-west-2", "chat", "backup", "ready", "3/4", "2", "42", "250ms/1.3s", "88%", "3", "2.0", "ms"]


def test_a_middling_terminal_shows_the_load_and_not_the_speed() -> None:
    text = "\n".join(lines(seen(BUSY), 90))
    assert "3/4" in text
    assert "42" not in text


def test_a_worker_that_has_said_nothing_yet_has_no_figures() -> None:
    quiet = msgspec.structs.replace(BUSY, tokens_per_s=None, first_s=First(), cache_hits=None)
    row = lines(seen(quiet))[HEAD].split()
    assert row == ["us-west-2", "chat", "backup", "ready", "3/4", "2", "-", "-/-", "-", "3", "2.0", "ms"]


def test_a_worker_that_is_away_has_only_its_restarts() -> None:
    away = msgspec.structs.replace(WORKER, state="away", latency_ms=None, restarts=4)
    assert lines(seen(away))[HEAD].split() == [
        "us-west-2",
        "chat",
        "backup",
        "away",
        "-",
        "-",
        "-",
        "-/-",
        "-",
        "4",
        "-",
    ]
