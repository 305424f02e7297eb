"""`/conversations` on the wire, as the reference client speaks it."""

import json
from uuid import UUID

import aiohttp
import pytest
from tests.service.conftest import NewLearner
from tests.service.talks import MESSAGES, Talks

from tutorfleet.service import conversations

CHECK = "550e8400-e29b-41d4-a716-446655440000"


async def test_an_empty_list_is_a_success(ayu: Talks) -> None:
    assert await ayu.ask("GET") == (200, {"status": "success", "data": []}, "")


async def test_a_conversation_comes_back_with_every_field_of_the_reference_client(ayu: Talks) -> None:
    row = await ayu.row(await ayu.save(CHECK))
    times = [row.pop(name) for name in ("createdAt", "updatedAt")]
    assert row == {
        "id": CHECK, "title": "Yesterday", "conversation": MESSAGES, "embedding": None, "user_id": ayu.signed.uid,
        "scenario": None,
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
        **{name: full[name] for name in ("id", "title", "scenario", "createdAt", "updatedAt")},
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


async def test_what_has_changed_since_is_left_alone(ayu: Talks) -> None:
    for _ in range(2):
        await ayu.save(CHECK)
    body = {"id": CHECK, "title": "lost update", "conversation": []}
    for held in ('"1"', 'W/"1"', "nonsense", '"' + "9" * 40 + '"', ""):
        for verb, rest in (("POST", ""), ("PUT", f"/{CHECK}"), ("DELETE", f"/{CHECK}")):
            assert (await ayu.ask(verb, rest, body, {"If-Match": held}))[0] == 412, (verb, held)
    assert (await ayu.row(CHECK))["title"] == "Yesterday"


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
