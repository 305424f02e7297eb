"""The reply survives: workers, browser, service and database are really killed while a model recites a text that we know.

The model is that of tests/support/reciting.py, slowed to about twenty words a second; what the learner receives must be the text,
to the letter.
"""

import http.client
import json
import os
import random
import signal
import urllib.error
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any
from uuid import uuid4

import pytest

from support.learner import Learner
from support.local_fleet import LocalFleet, wait
from support.reciting import ASK, TEXT, health, kill_part, kill_serving, reciting_fleet

WORDS_A_SECOND = 20


@pytest.fixture(scope="module")
def reciting() -> Iterator[LocalFleet]:
    """A whole fleet whose chat model recites, slowly."""
    with reciting_fleet(WORDS_A_SECOND) as fleet:
        yield fleet


@pytest.fixture
def reader(reciting: LocalFleet) -> Learner:
    """A learner who signs up once the fleet answers again: the test before may have killed a part of it."""
    wait(lambda: answers(reciting), 60)
    return Learner(reciting.url)


def answers(fleet: LocalFleet) -> bool:
    """Whether the service is there: the page at / is its own."""
    with suppress(OSError), urllib.request.urlopen(f"{fleet.url}/", timeout=10):
        return True
    return False


def text_of(events: list[dict[str, Any]]) -> str:
    return "".join(event["text"] for event in events if event["type"] == "reply").strip()


def recite(reader: Learner, at: dict[int, Any]) -> list[dict[str, Any]]:
    """Run a turn; when so many words have been received, do what `at` says, each after the reply has got over the one before."""
    events: list[dict[str, Any]] = []
    words, done, over = 0, 0, 0
    for event in reader.events(ASK):
        events.append(event)
        if event["type"] == "reply":
            words = len(text_of(events).split())
            over = sum(each["type"] == "seam" for each in events)
        if (moment := min(at, default=None)) is not None and moment <= words and over >= done:
            at.pop(moment)()
            done += 1
    assert not at
    return events


def test_ten_killed_workers_leave_no_trace_in_the_text(reciting: LocalFleet, reader: Learner) -> None:
    moments = [43 * number + random.randrange(5, 35) for number in range(10)]
    events = recite(reader, {moment: lambda: kill_serving(reciting) for moment in sorted(moments)})
    assert text_of(events) == TEXT, f"killed after {sorted(moments)} words"
    assert len(events[-1]["seams"]) >= 10


def test_the_other_region_goes_on_when_both_workers_are_killed(reciting: LocalFleet, reader: Learner) -> None:
    def kill_region() -> None:
        for each in health(reciting):
            if each["role"] == "chat" and each["region"] == "us-east-1":
                os.kill(each["pid"], signal.SIGKILL)

    moment = random.Random().randrange(20, 400)
    events = recite(reader, {moment: kill_region})
    assert text_of(events) == TEXT, f"killed after {moment} words"
    seams = events[-1]["seams"]
    assert seams[0]["from_worker"].startswith("us-east-1.chat.")
    assert seams[-1]["to_worker"].split(".")[1] == "chat"
    assert all(each["from_worker"] and each["to_worker"] for each in seams)


def test_a_browser_that_leaves_and_comes_back_has_the_whole_text(reader: Learner) -> None:
    conversation, turn = str(uuid4()), str(uuid4())
    leaving = reader.events(ASK, conversation, turn=turn)
    seen = [next(leaving) for _ in range(12)]
    leaving.close()
    path = f"/conversations/{reader.uid}/{conversation}/turns/{turn}"
    with reader.open("GET", f"{path}?from={seen[-1]['seq'] + 1}") as answer:
        rest = [json.loads(line) for line in answer]
    assert text_of(seen + rest) == TEXT
    assert rest[-1]["type"] == "done"


def test_a_killed_service_loses_no_shown_word(reciting: LocalFleet, reader: Learner) -> None:
    conversation, turn = str(uuid4()), str(uuid4())
    shown = until_it_breaks(
        reader.events(ASK, conversation, turn=turn), lambda: kill_part(reciting, "tutorfleet.service")
    )
    assert shown[-1]["type"] != "done"
    path = f"/conversations/{reader.uid}/{conversation}/turns/{turn}?from=0"
    wait(lambda: reader.status("GET", f"/conversations/{reader.uid}/{conversation}/turns") == 200)
    with reader.open("GET", path) as answer:
        again = [json.loads(line) for line in answer]
    assert again[: len(shown)] == shown
    assert text_of(again) == TEXT


def until_it_breaks(events: Iterator[dict[str, Any]], kill: Callable[[], None]) -> list[dict[str, Any]]:
    """The events that were received before the connection broke; `kill` is called when sixty words have been."""
    shown: list[dict[str, Any]] = []
    alive = True
    with suppress(OSError, http.client.HTTPException, ValueError):
        for event in events:
            shown.append(event)
            if alive and len(text_of(shown).split()) > 60:
                alive = False
                kill()
    return shown


def test_a_killed_database_loses_no_acknowledged_turn(reciting: LocalFleet, reader: Learner) -> None:
    conversation = str(uuid4())
    reader.call("POST", f"/conversations/{reader.uid}", {"id": conversation, "title": "t", "conversation": []})
    done = recite(reader, {})[-1]
    kill_part(reciting, "bin/postgres")
    wait(lambda: answered(reader), 60)
    rows = reader.call("GET", f"/conversations/{reader.uid}")["data"]
    assert conversation in {row["id"] for row in rows}
    assert done["reply"] in [message["content"] for row in rows for message in row["conversation"]]


def answered(reader: Learner) -> bool:
    try:
        return reader.status("GET", f"/conversations/{reader.uid}") == 200
    except (urllib.error.URLError, OSError):
        return False
