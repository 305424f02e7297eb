"""How a real fleet is, for an operator in a browser: all of it, what is stuck, and also when what learners need is away."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest

from support.learner import Learner
from support.local_fleet import LocalFleet, wait

PATH = "/fleet/status"
CHAT = "us-east-1.chat.primary"


@pytest.fixture(scope="module")
def watched() -> Iterator[LocalFleet]:
    """A fleet of three workers, whose processes are stopped for a while."""
    running = LocalFleet("--small").start()
    yield running
    running.stop()
    running.remove()


@pytest.fixture(scope="module")
def operator(watched: LocalFleet) -> Learner:
    learner = Learner(watched.url)
    assert learner.status("GET", PATH) == 403
    done = watched.run("users", "operator", learner.email)
    assert done.returncode == 0, done.stderr
    learner.sign_in()
    return learner


def seen(operator: Learner) -> Any:
    return operator.call("GET", PATH)["data"]


def states(look: Any) -> dict[str, str]:
    workers = (each for region in look["regions"] for each in region["workers"])
    return {each["name"]: each["state"] for each in (*workers, *look["parts"])}


def kinds(look: Any) -> set[str]:
    return {each["kind"] for each in look["problems"]}


@contextmanager
def stopped(*pids: int) -> Iterator[None]:
    """These processes stand still for the length of the block."""
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


def pid_of(look: Any, name: str) -> int:
    workers = (each for region in look["regions"] for each in region["workers"])
    return next(int(each["pid"]) for each in (*workers, *look["parts"]) if each["name"] == name)


def test_an_operator_sees_every_worker_and_part_and_that_only_starters_are_here(operator: Learner) -> None:
    look = seen(operator)
    assert look["ok"]
    assert set(states(look)) == {
        *(f"us-east-1.{role}.primary" for role in ("chat", "llm", "scoring")),
        *("database", "service", "edge", "nursery", "disk", "memory"),
    }
    assert [each["models"] for each in look["regions"][0]["workers"] if each["name"] == CHAT] == [
        [{"name": "orca-mini", "starter": True}]
    ]
    assert kinds(look) - {"memory_low", "disk_full"} == {"only_starters"}


def test_the_command_line_shows_the_same(operator: Learner, watched: LocalFleet) -> None:
    said = watched.json("status", "--json")
    assert states(said) == states(seen(operator))
    assert "Only the small starter models are here" in watched.run("status").stdout


def test_a_worker_that_stands_still_is_stuck_and_the_others_are_seen(operator: Learner) -> None:
    before = seen(operator)
    with stopped(pid_of(before, CHAT)):
        wait(lambda: states(seen(operator))[CHAT] == "stuck")
        look = seen(operator)
    assert {name for name, state in states(look).items() if state == "stuck"} == {CHAT}
    assert {"worker_stuck", "role_unserved"} <= kinds(look)
    wait(lambda: bool(seen(operator)["ok"]))


def test_an_operator_sees_it_while_the_service_and_the_database_stand_still(operator: Learner) -> None:
    before = seen(operator)
    with stopped(pid_of(before, "service"), pid_of(before, "database")):
        wait(lambda: states(seen(operator))["service"] == "stuck")
        look = seen(operator)
    assert (states(look)["database"], states(look)[CHAT]) == ("stuck", "ready")
    assert {"service_away", "database_away"} <= kinds(look)
    wait(lambda: bool(seen(operator)["ok"]))


def test_a_hundred_pages_at_once_are_all_answered_and_disturb_nobody(operator: Learner, watched: LocalFleet) -> None:
    before = seen(operator)
    with ThreadPoolExecutor(100) as pages:
        looks = list(pages.map(lambda _: seen(operator), range(100)))
    assert len({each["at"] for each in looks}) < 20
    after = seen(operator)
    assert [pid_of(after, name) for name in states(after) if name not in {"disk", "memory"}] == [
        pid_of(before, name) for name in states(before) if name not in {"disk", "memory"}
    ]
    assert watched.process.poll() is None


def test_every_model_that_a_regions_list_names_and_that_talks_is_served_by_its_chat_workers(operator: Learner) -> None:
    names = [each["name"] for each in operator.call("GET", "/us-east-1/tags")["models"]]
    talking = [
        each
        for each in names
        if "completion" in operator.call("POST", "/us-east-1/show", {"model": each})["capabilities"]
    ]
    assert {"orca-mini:latest", "starter-chat:latest"} <= set(talking) < set(names)
    ask = {"messages": [{"role": "user", "content": "Hi"}], "stream": False}
    said = [operator.call("POST", "/us-east-1/chat", {"model": each, **ask}) for each in talking]
    assert [each["model"] for each in said] == talking
    assert all(each["message"]["content"] for each in said)


def test_a_worker_that_was_killed_is_seen_with_how_it_ended(operator: Learner, watched: LocalFleet) -> None:
    before = watched.worker_pid(*CHAT.split("."))
    os.kill(before, signal.SIGKILL)
    wait(lambda: watched.worker_pid(*CHAT.split(".")) != before)
    worker = next(each for each in seen(operator)["regions"][0]["workers"] if each["name"] == CHAT)
    assert (worker["restarts"], worker["ended"], worker["last_end"]) == (1, 1, "was ended by SIGKILL")
