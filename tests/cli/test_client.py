"""The terminal's side of the wire, against the protocol of docs/api.md."""

import json
import socket
import stat
import uuid
from pathlib import Path
from typing import Any

import pytest

from support.scripted_fleet import Play, ScriptedFleet, turn
from tutorfleet.cli import client as module
from tutorfleet.cli.client import Client, ClientError, Credentials, own_credentials

TALK = uuid.UUID(int=7)
AYU = Credentials("ayu@example.com", "Correct-horse-1")


async def run(fleet: ScriptedFleet, credentials: Credentials = AYU) -> list[dict[str, Any]]:
    """One turn of a learner who has an account."""
    fleet.accounts[AYU.email] = AYU.password
    async with Client(fleet.url, "client", credentials) as client:
        return [event async for event in client.turn(TALK, {"text": "I go"})]


async def test_a_turn_is_all_its_events(fleet: ScriptedFleet) -> None:
    assert await run(fleet) == fleet.events


async def test_a_connection_that_breaks_is_taken_up_where_it_broke(fleet: ScriptedFleet) -> None:
    fleet.plays = [Play(until=3, breaks=True), Play(until=4, breaks=True)]
    assert await run(fleet) == fleet.events
    assert [path.partition("?")[2] for path in fleet.told("GET")] == ["from=3", "from=4"]


async def test_a_connection_that_ends_early_is_taken_up_too(fleet: ScriptedFleet) -> None:
    fleet.plays = [Play(until=2)]
    assert await run(fleet) == fleet.events


async def test_a_service_that_is_on_its_way_back_is_waited_for(fleet: ScriptedFleet) -> None:
    fleet.plays = [Play(until=3, breaks=True), Play(status=503), Play(status=503)]
    assert await run(fleet) == fleet.events


async def test_a_question_whose_answer_never_began_is_asked_again_under_the_same_id(fleet: ScriptedFleet) -> None:
    fleet.plays = [Play(until=0, breaks=True)]
    assert await run(fleet) == fleet.events
    assert len(fleet.told("POST")) == 2


async def test_a_connection_that_does_not_come_back_is_given_up(
    fleet: ScriptedFleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PAUSES", (0.0, 0.0))
    fleet.plays = [Play(until=1, breaks=True), *[Play(status=503)] * 3]
    with pytest.raises(ClientError, match="The turn goes on"):
        await run(fleet)


async def test_a_token_that_has_run_out_is_renewed(fleet: ScriptedFleet) -> None:
    fleet.accounts[AYU.email] = AYU.password
    async with Client(fleet.url, "client", AYU) as client:
        client.token = "old"
        assert [event async for event in client.turn(TALK, {"text": "I go"})] == fleet.events


async def test_a_refusal_is_said_in_its_own_words(fleet: ScriptedFleet) -> None:
    fleet.plays = [Play(status=422, message="region: expected one of us-east-1")]
    with pytest.raises(ClientError, match="region: expected one of us-east-1"):
        await run(fleet)


async def test_a_wrong_password_names_the_way_out(fleet: ScriptedFleet) -> None:
    with pytest.raises(ClientError, match=r"tutorfleet users reset ayu@example\.com"):
        await run(fleet, Credentials(AYU.email, "wrong"))
    assert AYU.email in fleet.accounts


async def test_the_account_of_a_terminal_is_made_on_the_way(fleet: ScriptedFleet, tmp_path: Path) -> None:
    own = own_credentials(tmp_path)
    assert await run(fleet, own) == fleet.events
    assert fleet.accounts[own.email] == own.password


def test_the_account_of_a_terminal_stays_the_same_and_private(tmp_path: Path) -> None:
    made = own_credentials(tmp_path / "new")
    assert own_credentials(tmp_path / "new") == made
    assert stat.S_IMODE((tmp_path / "new" / "terminal-account.json").stat().st_mode) == 0o600


def test_a_damaged_account_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "terminal-account.json").write_text('{"email": 1}')
    with pytest.raises(ClientError, match=r"terminal-account\.json is damaged\. Delete it"):
        own_credentials(tmp_path)


async def test_nobody_there_is_said_with_the_way_out() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        client = Client(f"http://127.0.0.1:{free.getsockname()[1]}", "client", AYU)
        with pytest.raises(ClientError, match="Start the fleet: tutorfleet up"):
            async with client:
                pass


async def test_a_stop_is_asked_for_upstream(fleet: ScriptedFleet) -> None:
    fleet.accounts[AYU.email] = AYU.password
    async with Client(fleet.url, "client", AYU) as client:
        await client.stop(TALK, "t1")
    assert fleet.told("DELETE") == [f"/conversations/uid-1/{TALK}/turns/t1"]


def test_something_else_at_the_address_is_recognised() -> None:
    refused = Client("http://127.0.0.1:1/", "client", AYU).refusal(404, b"<html>")
    assert str(refused) == "http://127.0.0.1:1 answered 404; is it a tutorfleet?"


def test_events_of_the_script_are_those_of_the_protocol() -> None:
    assert [event["seq"] for event in turn("a", "b")] == list(range(6))
    assert json.dumps(turn("a")[-1])
