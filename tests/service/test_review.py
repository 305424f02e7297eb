"""Reviewing: notebook entries and words as cards that come again."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import aiohttp
import jsonschema
import msgspec
import psycopg
import pytest
from tests.service.conftest import NewLearner, Service
from tests.service.talks import Signed
from tests.service.taught import WENT, WERE, teach


class Learner:
    """One who reviews."""

    def __init__(self, client: aiohttp.ClientSession, service: Service, signed: Signed) -> None:
        self.client, self.service, self.signed = client, service, signed

    async def ask(self, verb: str, path: str, body: Any = None) -> tuple[int, dict[str, Any]]:
        async with self.client.request(verb, path, json=body, headers=self.signed.headers) as answer:
            return answer.status, await answer.json()

    async def get(self, path: str) -> Any:
        status, answer = await self.ask("GET", path)
        assert status == 200, answer
        return answer["data"]

    async def word(self, word: str) -> str:
        number = str(uuid4())
        await self.ask("POST", "/me/words", {"id": number, "word": word, "sentence": f"The {word}."})
        return number

    async def rate(self, card: str, rating: int, review: str | None = None) -> dict[str, Any]:
        body = {"rating": rating, "review": review or str(uuid4())}
        status, answer = await self.ask("POST", f"/me/review/{card}", body)
        assert status == 200, answer
        data: dict[str, Any] = answer["data"]
        return data

    async def mistake(self, *edits: Any, at: datetime | None = None) -> str:
        """The id of the newest entry, once these were made."""
        await teach(self.service, self.signed, *(edits or [WENT]), at=at)
        number: str = (await self.get("/me/notebook"))[0]["id"]
        return number

    def wait(self, card: str, **days: float) -> None:
        """So much time goes by for a card."""
        ago = timedelta(**days)
        values = {"ago": ago, "owner": UUID(self.signed.uid), "id": UUID(card)}
        with psycopg.connect(self.service.settings.database) as connection:
            connection.execute(
                "UPDATE cards SET due = due - %(ago)s, reviewed_at = reviewed_at - %(ago)s"
                " WHERE owner = %(owner)s AND id = %(id)s",
                values,
            )
            connection.execute(
                "UPDATE mistakes SET at = at - %(ago)s WHERE owner = %(owner)s AND entry = %(id)s", values
            )
            connection.execute("UPDATE words SET at = at - %(ago)s WHERE owner = %(owner)s AND id = %(id)s", values)

    def rows(self, table: str) -> int:
        with psycopg.connect(self.service.settings.database) as connection:
            row = connection.execute(
                f"SELECT count(*) FROM {table} WHERE owner = %s".encode(), [self.signed.uid]
            ).fetchone()
        return row[0] if row else 0


@pytest.fixture
async def ayu(client: aiohttp.ClientSession, service: Service, new_learner: NewLearner) -> Learner:
    return Learner(client, service, await new_learner())


async def test_every_mistake_and_every_word_is_a_card_that_is_due_at_once(ayu: Learner) -> None:
    mistake, word = await ayu.mistake(), await ayu.word("shy")
    found = await ayu.get("/me/review")
    assert (found["due"], found["new"], found["next"]) == (2, 2, None)
    assert {(card["id"], card["kind"]) for card in found["cards"]} == {(mistake, "mistake"), (word, "word")}
    by_kind = {card["kind"]: card for card in found["cards"]}
    assert by_kind["mistake"]["mistake"] == (await ayu.get("/me/notebook"))[0]
    assert by_kind["word"]["word"] == (await ayu.get("/me/words"))[0]
    assert by_kind["mistake"]["word"] is None
    assert by_kind["word"]["mistake"] is None
    assert set(by_kind["word"]["intervals"]) == {"again", "hard", "good", "easy"}


async def test_cards_are_as_the_description_of_the_api_says(ayu: Learner) -> None:
    await ayu.mistake()
    await ayu.word("shy")
    description = json.loads((Path(__file__).parents[2] / "docs" / "openapi.json").read_text("utf-8"))
    schema = {"$ref": "#/components/schemas/Card", "components": description["components"]}
    for card in (await ayu.get("/me/review"))["cards"]:
        jsonschema.validate(card, schema)
        jsonschema.validate(await ayu.rate(card["id"], 2), schema)


async def test_a_learner_without_mistakes_and_words_has_nothing_to_review(ayu: Learner) -> None:
    assert await ayu.get("/me/review") == {"due": 0, "new": 0, "next": None, "cards": []}


async def test_a_rated_card_comes_again_when_it_was_said(ayu: Learner) -> None:
    word = await ayu.word("shy")
    (card,) = (await ayu.get("/me/review"))["cards"]
    after = await ayu.rate(word, 3)
    wait = datetime.fromisoformat(after["due"]) - datetime.now(UTC)
    assert timedelta(seconds=card["intervals"]["good"] - 60) < wait <= timedelta(seconds=card["intervals"]["good"])
    found = await ayu.get("/me/review")
    assert (found["due"], found["next"], found["cards"]) == (0, after["due"], [])
    ayu.wait(word, days=1)
    (again,) = (await ayu.get("/me/review"))["cards"]
    assert again["id"] == word
    assert again["intervals"]["good"] > card["intervals"]["good"]


async def test_cards_that_were_reviewed_come_before_new_ones_and_of_these_the_newest_first(ayu: Learner) -> None:
    words = [await ayu.word(word) for word in ("one", "two", "three", "four")]
    for word, days in zip(words[:2], (5, 9), strict=True):
        await ayu.rate(word, 3)
        ayu.wait(word, days=days)
    one, two, three, four = words
    assert [card["id"] for card in (await ayu.get("/me/review"))["cards"]] == [two, one, four, three]
    found = await ayu.get("/me/review?limit=1")
    assert (found["due"], found["new"], [card["id"] for card in found["cards"]]) == (4, 2, [two])


async def test_a_review_that_is_sent_twice_counts_once(ayu: Learner) -> None:
    word, review = await ayu.word("shy"), str(uuid4())
    first, second = await asyncio.gather(ayu.rate(word, 3, review), ayu.rate(word, 3, review))
    assert first["due"] == second["due"] == (await ayu.rate(word, 3, review))["due"]
    assert ayu.rows("reviews") == 1


async def test_two_tabs_that_review_one_card_both_count(ayu: Learner) -> None:
    word = await ayu.word("shy")
    await asyncio.gather(*(ayu.rate(word, 3) for _ in range(4)))
    assert (ayu.rows("reviews"), ayu.rows("cards")) == (4, 1)


async def test_the_id_of_another_review_is_refused(ayu: Learner) -> None:
    one, two, review = await ayu.word("one"), await ayu.word("two"), str(uuid4())
    after = await ayu.rate(one, 3, review)
    for card, rating in [(one, 4), (two, 3)]:
        status, answer = await ayu.ask("POST", f"/me/review/{card}", {"rating": rating, "review": review})
        assert (status, answer["message"]) == (409, "This review id belongs to another review; make a new id")
    assert (await ayu.rate(one, 3, review))["due"] == after["due"]


async def test_a_mistake_that_is_made_again_after_its_review_is_due_at_once(ayu: Learner) -> None:
    mistake = await ayu.mistake()
    await ayu.rate(mistake, 4)
    assert (await ayu.get("/me/review"))["due"] == 0
    await ayu.mistake()
    found = await ayu.get("/me/review")
    assert (found["due"], found["new"], found["cards"][0]["mistake"]["seen"]) == (1, 0, 2)
    await ayu.rate(mistake, 3)
    assert (await ayu.get("/me/review"))["due"] == 0


async def test_a_struck_out_mistake_takes_its_card_and_reviews_along(ayu: Learner) -> None:
    mistake = await ayu.mistake()
    await ayu.rate(mistake, 3)
    assert (await ayu.ask("DELETE", f"/me/notebook/{mistake}"))[0] == 200
    assert (ayu.rows("cards"), ayu.rows("reviews")) == (0, 0)
    body = {"rating": 3, "review": str(uuid4())}
    assert (await ayu.ask("POST", f"/me/review/{mistake}", body))[0] == 404
    assert await ayu.mistake() == mistake
    assert (await ayu.get("/me/review"))["new"] == 1


async def test_a_deleted_word_takes_its_card_and_reviews_along(ayu: Learner) -> None:
    word, other = await ayu.word("shy"), await ayu.mistake()
    for card in (word, other):
        await ayu.rate(card, 3)
    await ayu.ask("DELETE", f"/me/words/{word}")
    assert (ayu.rows("cards"), ayu.rows("reviews")) == (1, 1)


async def test_a_word_that_a_client_gave_the_id_of_an_entry_does_not_hide_it(ayu: Learner) -> None:
    mistake = await ayu.mistake()
    await ayu.ask("POST", "/me/words", {"id": mistake, "word": "shy", "sentence": ""})
    cards = (await ayu.get("/me/review"))["cards"]
    assert {card["kind"]: bool(card["mistake"]) for card in cards} == {"mistake": True, "word": False}


async def test_another_learners_cards_are_not_there(ayu: Learner, new_learner: NewLearner) -> None:
    eve = Learner(ayu.client, ayu.service, await new_learner())
    word, review = await ayu.word("shy"), str(uuid4())
    assert (await eve.get("/me/review"))["due"] == 0
    assert (await eve.ask("POST", f"/me/review/{word}", {"rating": 3, "review": review}))[0] == 404
    await eve.mistake(msgspec.structs.replace(WERE, original="waz"))
    await ayu.rate(word, 3, review)
    mine = (await eve.get("/me/review"))["cards"][0]["id"]
    await eve.rate(mine, 2, review)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"rating": 0, "review": str(uuid4())}, 422),
        ({"rating": 5, "review": str(uuid4())}, 422),
        ({"rating": 2.5, "review": str(uuid4())}, 422),
        ({"rating": 3}, 422),
        ({"rating": 3, "review": "x"}, 422),
        ({"rating": 3, "review": str(uuid4()), "note": ""}, 422),
    ],
)
async def test_a_wrong_review_is_refused(ayu: Learner, body: dict[str, Any], status: int) -> None:
    word = await ayu.word("shy")
    assert (await ayu.ask("POST", f"/me/review/{word}", body))[0] == status
    assert ayu.rows("reviews") == 0


@pytest.mark.parametrize("card", ["x", "c6042ccc-b943-485c-bcbc-2f420576f0dd"])
async def test_no_card_of_this_id_is_404(ayu: Learner, card: str) -> None:
    assert (await ayu.ask("POST", f"/me/review/{card}", {"rating": 3, "review": str(uuid4())}))[0] == 404


@pytest.mark.parametrize("query", ["?limit=0", "?limit=201", "?limit=x"])
async def test_a_wrong_number_of_cards_is_refused(ayu: Learner, query: str) -> None:
    assert (await ayu.ask("GET", f"/me/review{query}"))[0] == 400


async def test_a_replaced_turns_mistake_keeps_what_was_learned_of_it(ayu: Learner) -> None:
    mistake = await ayu.mistake()
    await ayu.rate(mistake, 4)
    with psycopg.connect(ayu.service.settings.database) as connection:
        connection.execute("DELETE FROM mistakes WHERE owner = %s", [ayu.signed.uid])
    assert (await ayu.get("/me/review"))["due"] == 0
    assert await ayu.mistake() == mistake
    found = await ayu.get("/me/review")
    assert (found["due"], found["new"]) == (1, 0)
