"""Erasure and export: nothing of a learner is forgotten, and nothing of another's is touched."""

import json
from typing import Any
from uuid import UUID, uuid4

import aiohttp
import psycopg
from psycopg import sql
from tests.service.conftest import NewLearner, Service
from tests.service.talks import Signed
from tests.service.taught import WENT, teach

from tutorfleet.service import erasure, export
from tutorfleet.service.learning_store import NewMemory

OWNED = """
SELECT table_name, column_name FROM information_schema.columns
WHERE table_schema = 'public' AND column_name IN ('owner', 'uid', 'user_id', 'learner')
"""
BY_ACCOUNT = {"accounts", "sessions", "codes"}
TALK = [{"role": "user", "content": "half \ud83d and nul \0"}]


def owned(service: Service) -> dict[str, str]:
    """table -> its column that names a learner"""
    with psycopg.connect(service.settings.database) as connection:
        return dict(connection.execute(OWNED).fetchall())


def rows(service: Service, learner: Signed) -> dict[str, int]:
    """How many rows of this learner each table has."""
    count = "SELECT count(*) FROM {} WHERE {} = %s"
    with psycopg.connect(service.settings.database) as connection:
        found = {}
        for table, column in owned(service).items():
            query = sql.SQL(count).format(sql.Identifier(table), sql.Identifier(column))
            row = connection.execute(query, [UUID(learner.uid)]).fetchone()
            found[table] = row[0] if row else 0
    return found


async def live(client: aiohttp.ClientSession, service: Service, learner: Signed) -> str:
    """Give a learner a row in every table; the conversation's id."""
    number, turn, uid = str(uuid4()), uuid4(), UUID(learner.uid)
    body = {"id": number, "title": "Talk of mine", "conversation": TALK}
    async with client.post(f"/conversations/{uid}", json=body, headers=learner.headers) as answer:
        assert answer.status == 200
    async with client.put("/me/consent", json={"training": True}, headers=learner.headers) as answer:
        assert answer.status == 200
    word = {"id": str(uuid4()), "word": "shy", "sentence": "My cat is shy."}
    async with client.post("/me/words", json=word, headers=learner.headers) as answer:
        assert answer.status == 200
    review = {"rating": 3, "review": str(uuid4())}
    async with client.post(f"/me/review/{word['id']}", json=review, headers=learner.headers) as answer:
        assert answer.status == 200
    await teach(service, learner, WENT, remember=[NewMemory("fact", "has a dog", embedding=[0.5] * 768)])
    with psycopg.connect(service.settings.database) as connection:
        connection.execute(
            "INSERT INTO turns (owner, id, conversation, request, state, lease, lease_until)"
            " VALUES (%s, %s, %s, '{}', 'done', gen_random_uuid(), now())",
            [uid, turn, number],
        )
        connection.execute('INSERT INTO turn_events VALUES (%s, %s, 0, \'{"type": "turn"}\')', [uid, turn])
        connection.execute("INSERT INTO codes VALUES (%s, 'reset', 'x', now())", [uid])
    return number


async def leave(client: aiohttp.ClientSession, learner: Signed) -> tuple[int, dict[str, Any]]:
    async with client.delete("/me", headers=learner.headers) as answer:
        return answer.status, await answer.json()


async def exported(client: aiohttp.ClientSession, learner: Signed) -> dict[str, Any]:
    async with client.get("/me/export", headers=learner.headers) as answer:
        assert answer.status == 200, await answer.text()
        assert answer.headers["content-disposition"] == 'attachment; filename="tutorfleet.json"'
        everything: dict[str, Any] = json.loads(await answer.read())
        return everything


def test_no_table_with_an_owner_is_forgotten_by_erasure(service: Service) -> None:
    assert set(owned(service)) == set(erasure.STATEMENTS) | BY_ACCOUNT


def test_no_table_with_an_owner_is_forgotten_by_the_export(service: Service) -> None:
    assert set(owned(service)) == set(export.TABLES) | set(export.WITHHELD)


async def test_a_learner_who_leaves_is_gone_from_every_table(
    client: aiohttp.ClientSession, service: Service, new_learner: NewLearner
) -> None:
    ayu, budi = await new_learner(), await new_learner()
    for learner in (ayu, budi):
        await live(client, service, learner)
    before = rows(service, budi)
    assert all(rows(service, ayu).values()), "the test must fill every table"
    status, answer = await leave(client, ayu)
    assert (status, answer["data"]) == (200, {"erased": dict.fromkeys(erasure.STATEMENTS, 1), "account": True})
    assert set(rows(service, ayu).values()) == {0}
    assert rows(service, budi) == before


async def test_a_token_of_a_learner_who_left_opens_nothing(
    client: aiohttp.ClientSession, new_learner: NewLearner
) -> None:
    ayu = await new_learner()
    await leave(client, ayu)
    assert (await leave(client, ayu))[0] == 401
    async with client.get(f"/conversations/{ayu.uid}", headers=ayu.headers) as answer:
        assert answer.status == 401


async def test_messages_with_codes_are_removed_from_the_mailbox(
    client: aiohttp.ClientSession, service: Service, new_learner: NewLearner
) -> None:
    ayu = await new_learner()
    mailbox = service.settings.mailbox
    assert mailbox
    mailbox.mkdir(exist_ok=True)
    (mailbox / f"20261121T000000.000000Z-{ayu.uid}-reset.txt").write_text("code")
    await leave(client, ayu)
    assert list(mailbox.iterdir()) == []


async def test_the_export_has_everything_and_no_secret(
    client: aiohttp.ClientSession, service: Service, new_learner: NewLearner
) -> None:
    ayu = await new_learner(name="Ayu Lestari")
    number = await live(client, service, ayu)
    found = await exported(client, ayu)
    assert {name for name, part in found.items() if isinstance(part, list) and len(part) == 1} == set(export.TABLES)
    assert (found["uid"], found["accounts"][0]["email"]) == (ayu.uid, ayu.email)
    (talk,) = found["conversations"]
    assert (talk["id"], talk["title"], talk["conversation"]) == (number, "Talk of mine", TALK)
    assert found["memories"][0]["text"] == "has a dog"
    text = json.dumps(found)
    assert "argon2" not in text
    assert "refresh" not in text


async def test_the_export_has_nothing_of_another_learner(
    client: aiohttp.ClientSession, service: Service, new_learner: NewLearner
) -> None:
    ayu, budi = await new_learner(), await new_learner()
    await live(client, service, budi)
    found = await exported(client, ayu)
    assert {name: len(part) for name, part in found.items() if isinstance(part, list) and part} == {"accounts": 1}
    assert budi.uid not in json.dumps(found)


async def test_a_large_export_is_whole(client: aiohttp.ClientSession, new_learner: NewLearner) -> None:
    ayu = await new_learner()
    texts = [str(number) * 700_000 for number in range(3)]
    for text in texts:
        body = {"id": str(uuid4()), "title": "x", "conversation": [text]}
        async with client.post(f"/conversations/{ayu.uid}", json=body, headers=ayu.headers) as answer:
            assert answer.status == 200
    found = await exported(client, ayu)
    assert [talk["conversation"] for talk in found["conversations"]] == [[text] for text in texts]
