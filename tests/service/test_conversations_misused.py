"""`/conversations` where somebody means harm, or sends what nobody would."""

import io
import json
from typing import Any
from uuid import uuid4

import aiohttp
from tests.service.talks import MESSAGES, Talks, refused

from tutorfleet.service import conversations

CHECK = "550e8400-e29b-41d4-a716-446655440000"
VERBS = [("GET", None), ("PUT", {"title": "stolen"}), ("DELETE", None)]
NO_OBJECTS = [
    b"null", b"[]", b'"x"', b"1", b"true", b"", b"{", b'{"id":', b"\x00", b'{"title":"\xff"}', b"\xef\xbb\xbf{}",
    b'{"title":"\n"}', b"[" * 100_000, b'{"a":' * 100_000,
]  # fmt: skip
WRONG_TYPES: list[dict[str, Any]] = [
    {"title": ""}, {"title": None}, {"title": 5}, {"title": {}}, {"conversation": {}}, {"conversation": "[]"},
    {"conversation": None},
]  # fmt: skip
NO_EMBEDDINGS = [
    "[]", "[1]", "[" + "1," * 768 + "1]", '"[1,2]"', '"x"', '""', "{}", "true", "5", "[" + "1e39," * 767 + "1]",
    "[" + "1e400," * 767 + "1]", '["' + '","'.join("1" * 768) + '"]', '"[' + "NaN," * 767 + 'NaN]"', r'"\ud83d"',
    "[" + "true," * 767 + "true]", '"[' + "9" * 5000 + ']"',
]  # fmt: skip
ODD_TITLES = [r'"cut in half \ud83d"', r'"\u0000"', '"=1+1; DROP TABLE conversations;--"', '"<b>"']
ODD_MESSAGES = [
    '[{"a":1.10,"a":2,"b":1e400}]', r'["\u0000", "\ud83d", "\u00e9\/"]', "[ 1 ,\t{ } ]", "[" + "9" * 5000 + "]",
    '[null,[[[]]],""]',
]  # fmt: skip


async def test_a_foreign_user_in_the_body_has_no_effect(ayu: Talks, budi: Talks) -> None:
    number = await ayu.save(userId=budi.signed.uid, user_id=budi.signed.uid, api_base="http://evil", region="x")
    body = {"title": "x", "userId": "048884b8-0000-4000-8000-000000000000", "id": str(uuid4()), "base_url": "http://e"}
    assert (await ayu.ask("PUT", f"/{number}", body))[0] == 200
    assert (await ayu.row(number))["user_id"] == ayu.signed.uid
    assert await budi.ids() == []


async def test_an_id_of_another_learner_makes_a_row_of_ones_own(ayu: Talks, budi: Talks) -> None:
    await ayu.save(CHECK, title="Ayu's")
    await budi.save(CHECK, title="Budi's")
    assert [(await learner.row(CHECK))["title"] for learner in (ayu, budi)] == ["Ayu's", "Budi's"]


async def test_fifty_megabytes_are_too_large(ayu: Talks, client: aiohttp.ClientSession) -> None:
    async def endless() -> Any:
        for _ in range(50):
            yield b"[" * 1024 * 1024

    headers = {**ayu.signed.headers, "Content-Length": str(50 * 1024 * 1024)}
    try:
        async with client.post(ayu.path, data=endless(), headers=headers) as answer:
            assert answer.status == 413
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError):
        pass  # the answer came before the body had been sent
    assert await ayu.ids() == []


async def test_messages_come_back_to_the_character(ayu: Talks, client: aiohttp.ClientSession) -> None:
    for messages in ODD_MESSAGES:
        body = f'{{"id":"{CHECK}","title":"x","conversation":{messages}}}'
        assert (await ayu.ask("POST", body=body))[0] == 200
        async with client.get(f"{ayu.path}/{CHECK}", headers=ayu.signed.headers) as answer:
            assert messages in await answer.text()


async def test_any_title_survives(ayu: Talks) -> None:
    for title in ODD_TITLES:
        assert (await ayu.ask("POST", body=f'{{"id":"{CHECK}","title":{title},"conversation":[]}}'))[0] == 200
        assert (await ayu.row(CHECK))["title"] == json.loads(title)


async def test_an_unknown_or_foreign_id_is_not_found(ayu: Talks, budi: Talks) -> None:
    theirs = await budi.save()
    ids = [theirs, str(uuid4()), "1", "%27%20OR%20%271%27=%271", "%00", "a" * 5000, "{" + theirs + "}", "%ff", "%C2%B2"]
    answers = {(verb, number): await ayu.ask(verb, f"/{number}", body) for verb, body in VERBS for number in ids}
    assert answers == dict.fromkeys(answers, (404, refused("Conversation not found"), ""))
    assert (await budi.row(theirs))["title"] == "Yesterday"


async def test_another_learners_path_is_forbidden_whether_or_not_anything_is_there(ayu: Talks, budi: Talks) -> None:
    theirs = await budi.save()
    ones = [(verb, f"/{number}") for verb, _ in VERBS for number in (theirs, uuid4())]
    places = [("GET", ""), ("POST", ""), ("DELETE", ""), *ones]
    ayu.path = budi.path
    body = {"id": theirs, "title": "stolen", "conversation": []}
    answers = {place: await ayu.ask(*place, body) for place in places}
    assert answers == dict.fromkeys(places, (403, refused("Forbidden"), ""))
    assert (await budi.row(theirs))["title"] == "Yesterday"


async def test_a_body_that_is_no_reasonable_object_is_refused(ayu: Talks) -> None:
    number = await ayu.save()
    places = [("POST", ""), ("PUT", f"/{number}")]
    answers = {(verb, body[:9]): (await ayu.ask(verb, rest, body))[0] for verb, rest in places for body in NO_OBJECTS}
    assert answers == dict.fromkeys(answers, 400)
    assert (await ayu.row(number))["conversation"] == MESSAGES


async def test_a_wrong_type_is_invalid_input(ayu: Talks) -> None:
    number = await ayu.save()
    whole = {"id": number, "title": "x", "conversation": []}
    posts = [await ayu.ask("POST", "", whole | change) for change in [*WRONG_TYPES, {"id": ""}, {"id": None}]]
    puts = [await ayu.ask("PUT", f"/{number}", change) for change in WRONG_TYPES]
    assert [answer[:2] for answer in posts + puts] == [(400, refused("Invalid input"))] * (2 * len(WRONG_TYPES) + 2)


async def test_an_id_that_is_no_uuid_is_refused(ayu: Talks) -> None:
    for number in ("1", 5, [], "\x00", CHECK + "0", "{" + CHECK + "}", "urn:uuid:" + CHECK):
        assert (await ayu.ask("POST", "", {"id": number, "title": "x", "conversation": []}))[0] == 400


async def test_a_change_of_nothing_is_refused(ayu: Talks) -> None:
    number = await ayu.save()
    for body in ({}, {"userId": "x"}, {"colour": 1}):
        assert (await ayu.ask("PUT", f"/{number}", body))[:2] == (400, refused("No fields to update"))


async def test_more_than_a_limit_allows_is_too_large(ayu: Talks) -> None:
    parts: list[dict[str, Any]] = [
        {"title": "x" * (conversations.TITLE + 1)},
        {"conversation": [0] * (conversations.MESSAGES + 1)},
        {"conversation": ["x" * conversations.BODY]},
    ]
    for part in parts:
        body = json.dumps({"id": CHECK, "title": "x", "conversation": [], **part}).encode()
        assert (await ayu.ask("POST", "", io.BytesIO(body)))[0] == 413


async def test_anything_but_768_finite_numbers_is_no_embedding(ayu: Talks) -> None:
    for embedding in NO_EMBEDDINGS:
        body = f'{{"id":"{CHECK}","title":"x","conversation":[],"embedding":{embedding}}}'
        status, answer, _ = await ayu.ask("POST", body=body)
        assert (status, answer["message"][:13]) == (400, "Invalid input"), embedding[:20]
    assert await ayu.ids() == []


async def test_anything_else_is_an_invalid_request(ayu: Talks) -> None:
    mine = ayu.path
    for verb, ayu.path in [
        ("PATCH", mine), ("PUT", mine), ("POST", f"{mine}/1"), ("GET", "/conversations"), ("GET", f"{mine}/1/2/3/4/5"),
        ("DELETE", "/conversations/"),
    ]:  # fmt: skip
        assert (await ayu.ask(verb))[:2] == (400, refused("Invalid request")), (verb, ayu.path)


async def test_a_nonsense_page_is_refused(ayu: Talks) -> None:
    limits = [f"limit={text}" for text in ("0", "201", "-1", "x", "1e2", "", "99999999999", "%C2%B2")]
    cursors = [f"cursor={text}" for text in ("", "x", "%00", "' OR 1=1", "_" * 9000, "%C2%B2", "f" + "_" * 31)]
    for query in ["view=x", *limits, *cursors]:
        assert (await ayu.ask("GET", f"?{query}"))[0] == 400, query


async def test_a_cursor_that_somebody_made_up_never_breaks_the_list(ayu: Talks) -> None:
    for text in ("A" * 32, "_" * 32, "-" * 32):
        assert (await ayu.ask("GET", f"?cursor={text}"))[0] in {200, 400}, text
