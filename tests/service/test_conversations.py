"""`/conversations` on the wire, as the reference client speaks it, and where somebody means harm."""

import io
import json
from typing import Any
from uuid import UUID, uuid4

import aiohttp
import pytest
from tests.service.conftest import NewLearner, Signed

from tutorfleet.service import conversations

CHECK = "550e8400-e29b-41d4-a716-446655440000"
MESSAGES = [
    {"id": "2e99jdi", "role": "user", "content": "Yesterday I go home.", "createdAt": "2026-11-21T01:00:00.000Z"},
    {
        "id": "x9f21aa",
        "role": "assistant",
        "content": "You *went* home! \U0001f600",
        "createdAt": "2026-11-21T01:00:02Z",
    },
]
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


class Talks:
    """One learner's /conversations."""

    def __init__(self, client: aiohttp.ClientSession, signed: Signed) -> None:
        self.client, self.signed, self.path = client, signed, f"/conversations/{signed.uid}"

    async def ask(
        self, verb: str, rest: str = "", body: Any = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, Any], str]:
        data = body if isinstance(body, str | bytes | io.IOBase) or body is None else json.dumps(body)
        headers = {**self.signed.headers, "Content-Type": "application/json", **(headers or {})}
        async with self.client.request(verb, self.path + rest, data=data, headers=headers) as answer:
            return answer.status, await answer.json(), answer.headers.get("etag", "")

    async def save(self, number: str | None = None, **parts: Any) -> str:
        number = number or str(uuid4())
        body = {"id": number, "title": "Yesterday", "conversation": MESSAGES, **parts}
        status, answer, _ = await self.ask("POST", body=body)
        assert (status, answer) == (200, {"status": "success", "message": "Conversation created successfully"})
        return number

    async def row(self, number: str) -> dict[str, Any]:
        status, answer, _ = await self.ask("GET", f"/{number}")
        assert status == 200, answer
        row: dict[str, Any] = answer["data"]
        return row

    async def ids(self, query: str = "") -> list[str]:
        return [row["id"] for row in (await self.ask("GET", query))[1]["data"]]


@pytest.fixture
async def ayu(client: aiohttp.ClientSession, new_learner: NewLearner) -> Talks:
    return Talks(client, await new_learner())


@pytest.fixture
async def budi(client: aiohttp.ClientSession, new_learner: NewLearner) -> Talks:
    return Talks(client, await new_learner(name="Budi"))


def refused(message: str) -> dict[str, str]:
    return {"status": "error", "message": message, "error": message}


async def test_an_empty_list_is_a_success(ayu: Talks) -> None:
    assert await ayu.ask("GET") == (200, {"status": "success", "data": []}, "")


async def test_a_conversation_comes_back_with_every_field_of_the_reference_client(ayu: Talks) -> None:
    row = await ayu.row(await ayu.save(CHECK))
    times = [row.pop(name) for name in ("createdAt", "updatedAt")]
    assert row == {
        "id": CHECK, "title": "Yesterday", "conversation": MESSAGES, "embedding": None, "user_id": ayu.signed.uid,
    }  # fmt: skip
    assert all(time.endswith("Z") for time in times)


async def test_the_list_has_whole_conversations_newest_first(ayu: Talks) -> None:
    first, second = await ayu.save(), await ayu.save()
    await ayu.save(first, title="again")
    status, answer, _ = await ayu.ask("GET")
    assert (status, [row["id"] for row in answer["data"]]) == (200, [second, first])
    assert answer["data"][1] == await ayu.row(first)


async def test_a_list_of_several_pages_is_whole(ayu: Talks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversations, "PAGE", 2)
    made = [await ayu.save() for _ in range(5)]
    assert await ayu.ids() == made[::-1]


async def test_saving_again_replaces_the_whole_and_keeps_its_age(ayu: Talks) -> None:
    number = await ayu.save()
    before = await ayu.row(number)
    await ayu.save(number, title="New", conversation=MESSAGES[1:])
    after = await ayu.row(number)
    assert (after["title"], after["conversation"]) == ("New", MESSAGES[1:])
    assert after["createdAt"] == before["createdAt"] < after["updatedAt"]


async def test_a_change_leaves_other_parts_as_they_are(ayu: Talks) -> None:
    number = await ayu.save()
    status, answer, _ = await ayu.ask("PUT", f"/{number}", {"title": "Renamed"})
    assert (status, answer) == (200, {"status": "success", "message": "Conversation updated successfully"})
    row = await ayu.row(number)
    assert (row["title"], row["conversation"]) == ("Renamed", MESSAGES)


async def test_a_foreign_user_in_the_body_has_no_effect(ayu: Talks, budi: Talks) -> None:
    number = await ayu.save(userId=budi.signed.uid, user_id=budi.signed.uid, api_base="http://evil", region="x")
    body = {"title": "x", "userId": "048884b8-0000-4000-8000-000000000000", "id": str(uuid4()), "base_url": "http://e"}
    assert (await ayu.ask("PUT", f"/{number}", body))[0] == 200
    assert (await ayu.row(number))["user_id"] == ayu.signed.uid
    assert await budi.ids() == []


async def test_delete_removes_one(ayu: Talks) -> None:
    kept, gone = await ayu.save(), await ayu.save()
    assert await ayu.ask("DELETE", f"/{gone}") == (
        200, {"status": "success", "message": "Conversation deleted successfully"}, "",
    )  # fmt: skip
    assert await ayu.ids() == [kept]


async def test_delete_all_says_how_many(ayu: Talks, budi: Talks) -> None:
    for learner in (ayu, ayu, budi):
        await learner.save()
    for count in (2, 0):
        message = f"{count} conversations deleted successfully for user {ayu.signed.uid}"
        assert (await ayu.ask("DELETE"))[:2] == (200, {"status": "success", "message": message})
    assert len(await budi.ids()) == 1


async def test_the_nine_calls_of_the_check_page_succeed_for_every_learner(ayu: Talks, budi: Talks) -> None:
    for learner in (ayu, budi):
        await learner.save(CHECK)
        foreign = {"title": "x", "conversation": [], "userId": "048884b8-0000-4000-8000-000000000000"}
        assert (await learner.ask("PUT", f"/{CHECK}", foreign))[0] == 200
    assert [(await learner.ask("DELETE", f"/{CHECK}"))[0] for learner in (ayu, budi)] == [200, 200]


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


@pytest.mark.parametrize("as_text", [True, False])
async def test_an_embedding_is_taken_as_an_array_or_its_text(ayu: Talks, as_text: bool) -> None:
    vector = [0.5] * 767 + [-1]
    number = await ayu.save(embedding=json.dumps(vector) if as_text else vector)
    assert json.loads((await ayu.row(number))["embedding"]) == vector


async def test_an_embedding_can_be_changed_and_cleared(ayu: Talks) -> None:
    number = await ayu.save()
    for sent in ([1.0] * 768, None):
        assert (await ayu.ask("PUT", f"/{number}", {"embedding": sent}))[0] == 200
        stored = (await ayu.row(number))["embedding"]
        assert (stored and json.loads(stored)) == sent


async def test_saving_without_an_embedding_keeps_the_earlier_one(ayu: Talks) -> None:
    number = await ayu.save(embedding=[1] * 768)
    await ayu.save(number, embedding=None)
    assert json.loads((await ayu.row(number))["embedding"]) == [1] * 768


async def test_a_change_of_what_was_read_is_accepted_and_of_anything_older_is_not(ayu: Talks) -> None:
    number = await ayu.save()
    read = (await ayu.ask("GET", f"/{number}"))[2]
    status, _, saved = await ayu.ask("PUT", f"/{number}", {"title": "2"}, {"If-Match": read})
    assert status == 200
    assert (await ayu.ask("PUT", f"/{number}", {"title": "3"}, {"If-Match": read}))[0] == 412
    assert (await ayu.ask("PUT", f"/{number}", {"title": "4"}, {"If-Match": f'"0", {saved}'}))[0] == 200


async def test_if_match_of_a_star_asks_for_something_to_be_there(ayu: Talks) -> None:
    body = {"id": CHECK, "title": "x", "conversation": []}
    assert (await ayu.ask("POST", "", body, {"If-Match": "*"}))[0] == 412
    await ayu.save(CHECK)
    assert (await ayu.ask("POST", "", body, {"If-Match": "*"}))[0] == 200


async def test_if_none_match_creates_and_never_overwrites(ayu: Talks) -> None:
    body = {"id": CHECK, "title": "x", "conversation": []}
    assert [(await ayu.ask("POST", "", body, {"If-None-Match": "*"}))[0] for _ in range(2)] == [200, 412]


async def test_an_id_used_again_after_a_delete_has_another_etag(ayu: Talks) -> None:
    await ayu.save(CHECK)
    before = (await ayu.ask("GET", f"/{CHECK}"))[2]
    await ayu.ask("DELETE", f"/{CHECK}")
    await ayu.save(CHECK)
    assert (await ayu.ask("PUT", f"/{CHECK}", {"title": "x"}, {"If-Match": before}))[0] == 412


async def test_a_summary_has_no_messages(ayu: Talks) -> None:
    number = await ayu.save()
    _, answer, _ = await ayu.ask("GET", "?view=summary")
    (row,) = answer["data"]
    full, etag = await ayu.row(number), (await ayu.ask("GET", f"/{number}"))[2]
    assert row == {
        "messages": 2,
        "etag": etag,
        **{name: full[name] for name in ("id", "title", "createdAt", "updatedAt")},
    }
    assert answer["next"] is None


@pytest.mark.parametrize("view", ["summary", "full"])
async def test_pages_neither_skip_nor_repeat_while_conversations_come_and_change(ayu: Talks, view: str) -> None:
    made = [await ayu.save() for _ in range(5)]
    seen, cursor = [], ""
    for _ in range(3):
        _, answer, _ = await ayu.ask("GET", f"?view={view}&limit=2{cursor}")
        seen += [row["id"] for row in answer["data"]]
        cursor = f"&cursor={answer['next']}"
        await ayu.save()
        await ayu.save(made[0])
    assert (seen, answer["next"]) == (made[::-1], None)


async def test_answers_are_kept_by_no_cache(ayu: Talks, client: aiohttp.ClientSession) -> None:
    number = await ayu.save()
    for path in (ayu.path, f"{ayu.path}/{number}"):
        async with client.get(path, headers=ayu.signed.headers) as answer:
            assert answer.headers["cache-control"] == "no-store"


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


async def test_what_has_changed_since_is_left_alone(ayu: Talks) -> None:
    for _ in range(2):
        await ayu.save(CHECK)
    body = {"id": CHECK, "title": "lost update", "conversation": []}
    for held in ('"1"', 'W/"1"', "nonsense", '"' + "9" * 40 + '"', ""):
        for verb, rest in (("POST", ""), ("PUT", f"/{CHECK}"), ("DELETE", f"/{CHECK}")):
            assert (await ayu.ask(verb, rest, body, {"If-Match": held}))[0] == 412, (verb, held)
    assert (await ayu.row(CHECK))["title"] == "Yesterday"


async def test_a_nonsense_page_is_refused(ayu: Talks) -> None:
    limits = [f"limit={text}" for text in ("0", "201", "-1", "x", "1e2", "", "99999999999", "%C2%B2")]
    cursors = [f"cursor={text}" for text in ("", "x", "%00", "' OR 1=1", "_" * 9000, "%C2%B2", "f" + "_" * 31)]
    for query in ["view=x", *limits, *cursors]:
        assert (await ayu.ask("GET", f"?{query}"))[0] == 400, query


async def test_a_cursor_that_somebody_made_up_never_breaks_the_list(ayu: Talks) -> None:
    for text in ("A" * 32, "_" * 32, "-" * 32):
        assert (await ayu.ask("GET", f"?cursor={text}"))[0] in {200, 400}, text


@pytest.mark.parametrize("limit", [1, 7, 8, 9, 19, 20, 21])
async def test_whole_conversations_are_paged_whatever_is_read_at_once(
    client: aiohttp.ClientSession, new_learner: NewLearner, limit: int
) -> None:
    """Few are in memory at a time; a page may be larger."""
    ayu = await new_learner()
    path = f"/conversations/{ayu.uid}"
    for number in range(20):
        body = {"id": str(UUID(int=number + 1)), "title": "x", "conversation": [number]}
        async with client.post(path, json=body, headers=ayu.headers) as answer:
            assert answer.status == 200
    seen, cursor = [], ""
    while cursor is not None:
        async with client.get(f"{path}?limit={limit}{cursor and f'&cursor={cursor}'}", headers=ayu.headers) as answer:
            page = await answer.json()
        assert len(page["data"]) <= limit
        seen += [talk["conversation"][0] for talk in page["data"]]
        cursor = page["next"]
    assert seen == list(range(19, -1, -1))
    async with client.get(path, headers=ayu.headers) as answer:
        assert [talk["conversation"][0] for talk in (await answer.json())["data"]] == seen
