"""Progress: the pure conclusions, and the page over real rows."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import aiohttp
import msgspec
import pytest
from tests.service.conftest import NewLearner, Service
from tests.service.talks import Signed
from tests.service.taught import NINE, WENT, WERE, teach

from tutorfleet.service.progress import Day, Week, practised, summary, trend

MONDAY = date(2026, 11, 16)


def days(*numbers: int) -> list[date]:
    return [MONDAY + timedelta(days=number) for number in numbers]


def weeks(*pairs: tuple[int, int]) -> list[Week]:
    return [Week(MONDAY + timedelta(weeks=n), *pair) for n, pair in enumerate(pairs)]


@pytest.mark.parametrize(
    ("on", "today", "streak"),
    [((), 3, 0), ((3,), 3, 1), ((1, 2, 3), 3, 3), ((1, 2), 3, 2), ((0, 1), 3, 0), ((0, 2, 3), 3, 2)],
)
def test_a_streak_counts_days_in_a_row_up_to_today_or_yesterday(on: tuple[int, ...], today: int, streak: int) -> None:
    assert practised(days(*on), *days(today)).streak == streak


def test_a_trend_is_the_change_a_week_of_mistakes_a_turn() -> None:
    assert trend(weeks((8, 4), (4, 4), (0, 4))) == -1.0


def test_weeks_without_a_turn_say_nothing_about_the_trend() -> None:
    assert trend(weeks((2, 2), (0, 0), (6, 2))) == 1.0


@pytest.mark.parametrize("known", [[], [(3, 1)], [(3, 0), (1, 1)]])
def test_one_week_has_no_trend(known: list[tuple[int, int]]) -> None:
    assert trend(weeks(*known)) is None


def test_a_week_without_a_mistake_counts_as_none_and_habits_come_most_frequent_first() -> None:
    told = [Day(MONDAY, 2, {}), Day(MONDAY + timedelta(days=8), 4, {})]
    counts = {("article", MONDAY): 1, ("tense", MONDAY): 3}
    habits = summary(MONDAY, MONDAY, None, told, counts).mistakes
    assert [habit.category for habit in habits] == ["tense", "article"]
    assert habits[0].weeks == [Week(MONDAY, 3, 2), Week(MONDAY + timedelta(weeks=1), 0, 4)]


async def progress(client: aiohttp.ClientSession, learner: Signed, query: str = "") -> dict[str, Any]:
    async with client.get(f"/me/progress{query}", headers=learner.headers) as answer:
        assert answer.status == 200, await answer.text()
        data: dict[str, Any] = (await answer.json())["data"]
        return data


async def test_a_beginner_has_an_empty_page(client: aiohttp.ClientSession, new_learner: NewLearner) -> None:
    page = await progress(client, await new_learner())
    assert page.pop("since") == (datetime.now(UTC).date() - timedelta(days=89)).isoformat()
    empty = {"days": 0, "streak": 0, "last": None}
    assert page == {"turns": 0, "level": None, "days": [], "mistakes": [], "practised": empty}


async def test_scores_are_means_of_a_day_with_their_sample_size(
    client: aiohttp.ClientSession, new_learner: NewLearner, service: Service
) -> None:
    ayu, budi = await new_learner(), await new_learner()
    await teach(service, ayu, WENT, WERE)
    await teach(service, ayu, WENT, scores=msgspec.structs.replace(NINE, grammar=35))
    await teach(service, budi, scores=msgspec.structs.replace(NINE, grammar=100))
    page = await progress(client, ayu)
    (day,) = page["days"]
    assert (day["turns"], day["scores"]["grammar"], list(day["scores"])) == (2, 32.5, list(NINE.__struct_fields__))
    assert {name: page["level"][name] for name in ("low", "high", "sentences", "needed")} == {
        "low": "A2", "high": "B1", "sentences": 3, "needed": 2,
    }  # fmt: skip
    assert [(habit["category"], habit["count"]) for habit in page["mistakes"]] == [("tense", 2), ("agreement", 1)]
    assert page["practised"]["streak"] == 1


async def test_a_day_is_that_of_the_learners_clock(
    client: aiohttp.ClientSession, new_learner: NewLearner, service: Service
) -> None:
    ayu = await new_learner()
    late = datetime.now(UTC).replace(hour=18, minute=0) - timedelta(days=3)
    await teach(service, ayu, WENT, at=late)
    found = [(await progress(client, ayu, query))["days"][0]["day"] for query in ("", "?offset=420", "?offset=-420")]
    here = late.date()
    assert found == [here.isoformat(), (here + timedelta(days=1)).isoformat(), here.isoformat()]


async def test_what_is_older_than_asked_for_is_left_out(
    client: aiohttp.ClientSession, new_learner: NewLearner, service: Service
) -> None:
    ayu = await new_learner()
    await teach(service, ayu, WENT, at=datetime.now(UTC) - timedelta(days=10))
    assert ((await progress(client, ayu, "?days=9"))["days"], len((await progress(client, ayu))["days"])) == ([], 1)


async def test_a_nonsense_parameter_is_refused(client: aiohttp.ClientSession, new_learner: NewLearner) -> None:
    ayu = await new_learner()
    for query, status in [("days=0", 400), ("days=x", 400), ("offset=841", 400), ("tz=UTC", 422)]:
        async with client.get(f"/me/progress?{query}", headers=ayu.headers) as answer:
            assert answer.status == status, query
