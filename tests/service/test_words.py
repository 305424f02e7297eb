"""Words that a learner collects."""

from typing import Any
from uuid import uuid4

import aiohttp
import pytest
from tests.service.conftest import NewLearner, Service
from tests.service.talks import Signed

from tutorfleet.service import words

SHY = {"word": "shy", "sentence": "My cat is shy."}


class Words:
    """One learner's words."""

    def __init__(self, client: aiohttp.ClientSession, learner: Signed) -> None:
        self.client, self.learner = client, learner

    async def ask(self, verb: str, path: str = "", body: Any = None) -> tuple[int, dict[str, Any]]:
        url = f"/me/words{path}"
        async with self.client.request(verb, url, json=body, headers=self.learner.headers) as answer:
            return answer.status, await answer.json()

    async def add(self, **parts: Any) -> dict[str, Any]:
        status, answer = await self.ask("POST", body={"id": str(uuid4()), **SHY, **parts})
        assert status == 200, answer
        word: dict[str, Any] = answer["data"]
        return word

    async def list(self, query: str = "") -> list[dict[str, Any]]:
        status, answer = await self.ask("GET", query)
        assert status == 200, answer
        data: list[dict[str, Any]] = answer["data"]
        return data


@pytest.fixture
async def mine(client: aiohttp.ClientSession, new_learner: NewLearner) -> Words:
    return Words(client, await new_learner())


async def test_a_word_is_kept_with_its_sentence_and_meaning(mine: Words) -> None:
    kept = await mine.add(meaning="pemalu")
    assert {name: kept[name] for name in ("word", "sentence", "meaning")} == {**SHY, "meaning": "pemalu"}
    assert await mine.list() == [kept]


async def test_words_come_newest_first_in_pages(mine: Words) -> None:
    for word in ("one", "two", "three"):
        await mine.add(word=word)
    _, first = await mine.ask("GET", "?limit=2")
    _, second = await mine.ask("GET", f"?limit=2&cursor={first['next']}")
    assert [[each["word"] for each in page["data"]] for page in (first, second)] == [["three", "two"], ["one"]]
    assert second["next"] is None


async def test_the_same_word_sent_again_is_there_once_with_what_was_said_of_it_since(mine: Words) -> None:
    kept = await mine.add()
    await mine.ask("PUT", f"/{kept['id']}", {"meaning": "pemalu"})
    assert (await mine.add(id=kept["id"]))["meaning"] == "pemalu"
    assert len(await mine.list()) == 1


async def test_an_id_of_another_word_is_refused(mine: Words) -> None:
    kept = await mine.add()
    status, answer = await mine.ask("POST", body={"id": kept["id"], "word": "bold", "sentence": ""})
    assert (status, answer["message"]) == (409, "This id belongs to another word; make a new id")
    assert await mine.list() == [kept]


async def test_a_meaning_can_be_said_and_taken_back(mine: Words) -> None:
    kept = await mine.add()
    for meaning in ("pemalu", None):
        status, answer = await mine.ask("PUT", f"/{kept['id']}", {"meaning": meaning})
        assert (status, answer["data"]) == (200, {**kept, "meaning": meaning})


async def test_a_word_can_be_deleted_once(mine: Words) -> None:
    kept = await mine.add()
    assert (await mine.ask("DELETE", f"/{kept['id']}"))[0] == 200
    assert await mine.list() == []
    assert (await mine.ask("DELETE", f"/{kept['id']}"))[0] == 404


async def test_another_learners_words_are_not_there(mine: Words, new_learner: NewLearner) -> None:
    eve, kept = Words(mine.client, await new_learner()), await mine.add()
    assert await eve.list() == []
    for verb, body in [("PUT", {"meaning": "x"}), ("DELETE", None)]:
        assert (await eve.ask(verb, f"/{kept['id']}", body))[0] == 404
    assert (await eve.add(id=kept["id"], word="bold"))["word"] == "bold"
    assert await mine.list() == [kept]


async def test_what_a_database_cannot_hold_is_replaced_and_blanks_around_words_go(mine: Words) -> None:
    kept = await mine.add(word=" shy\0 ", sentence=" a\nb ")
    assert (kept["word"], kept["sentence"]) == ("shy\ufffd", "a\nb")


async def test_a_learner_who_has_too_many_words_is_told(mine: Words, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "WORDS", 1)
    kept = await mine.add()
    status, answer = await mine.ask("POST", body={"id": str(uuid4()), **SHY})
    assert (status, answer["message"]) == (413, "You have 1 words; delete some first")
    assert (await mine.add(id=kept["id"])) == kept


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"id": "x", **SHY},
        {"id": str(uuid4()), "word": " ", "sentence": ""},
        {"id": str(uuid4()), "word": "a" * 101, "sentence": ""},
        {"id": str(uuid4()), "word": "a", "sentence": "a" * 1001},
        {"id": str(uuid4()), **SHY, "colour": "red"},
    ],
)
async def test_a_wrong_word_is_refused(mine: Words, body: dict[str, Any]) -> None:
    assert (await mine.ask("POST", body=body))[0] == 422
    assert await mine.list() == []


@pytest.mark.parametrize("number", ["x", "c6042ccc-b943-485c-bcbc-2f420576f0dd"])
async def test_no_word_of_this_id_is_404(mine: Words, number: str) -> None:
    assert (await mine.ask("PUT", f"/{number}", {"meaning": "x"}))[0] == 404
    assert (await mine.ask("DELETE", f"/{number}"))[0] == 404


async def test_a_list_of_words_knows_no_other_parameters(mine: Words, service: Service) -> None:
    assert (await mine.ask("GET", "?colour=red"))[0] == 422
