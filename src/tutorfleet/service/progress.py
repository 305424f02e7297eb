"""How a learner gets on: nine scores a day, the CEFR range, mistakes by category and week, days practised.

Days and weeks are those of the learner's clock (`?offset=` minutes east of UTC); weeks begin on Monday. The counting is
PostgreSQL's; what is concluded from it (`summary`) is pure.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import msgspec
from msgspec.structs import replace
from psycopg.rows import DictRow
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tutorfleet.language.evidence import Evidence, evidence
from tutorfleet.language.scores import Scores
from tutorfleet.service import answers, turn_store
from tutorfleet.service.identity import learner_of
from tutorfleet.service.learning_store import Connection
from tutorfleet.service.paging import only, whole
from tutorfleet.service.turn_runner import Turns
from tutorfleet.service.turn_store import Told

NAMES = Scores.__struct_fields__


class Day(msgspec.Struct, frozen=True):
    """The mean scores of one day, and the number of turns they rest on. A day without a turn is not listed."""

    day: date
    turns: int
    scores: dict[str, float]


class Week(msgspec.Struct, frozen=True):
    """Mistakes of one category in the week that begins on this Monday, and the turns they were made in."""

    week: date
    count: int
    turns: int


class Habit(msgspec.Struct, frozen=True):
    """One category of mistakes. `trend`: mistakes a turn, more (+) or fewer (-) each week; None with under two weeks."""

    category: str
    count: int
    trend: float | None
    weeks: list[Week]


class Shown(msgspec.Struct, frozen=True):
    """A sentence that the range rests on, with what it shows by itself (`language.evidence`) and where it was written."""

    sentence: str
    shows: str
    words: int
    mistakes: int
    learned: list[str]
    links: list[str]
    conversation: UUID
    turn: UUID
    at: datetime


class LevelNow(msgspec.Struct, frozen=True):
    """The newest CEFR range, the sentences it rests on, and how many more until it narrows.

    `evidence`: the most telling of them that are still there.
    """

    low: str
    high: str
    sentences: int
    needed: int
    at: datetime
    evidence: list[Shown] = []


class Practised(msgspec.Struct, frozen=True):
    """Days with a turn. `streak`: how many in a row, up to today or yesterday."""

    days: int
    streak: int
    last: date | None


class Progress(msgspec.Struct, frozen=True):
    """Everything above, since the day `since`."""

    since: date
    turns: int
    level: LevelNow | None
    days: list[Day]
    mistakes: list[Habit]
    practised: Practised


def routes() -> list[BaseRoute]:
    """Reading one's progress."""
    return [Route("/me/progress", show, methods=["GET"])]


async def show(request: Request) -> Response:
    """The progress of the last `?days=` days on a clock `?offset=` minutes east of UTC."""
    owner = (await learner_of(request)).uid
    only(request, ("days", "offset"))
    days, offset = whole(request, "days", 90, 1, 730), timedelta(minutes=whole(request, "offset", 0, -840, 840))
    today = (datetime.now(UTC) + offset).date()
    turns: Turns = request.app.state.turns
    async with turns.pool.connection() as connection:
        found = await read(connection, owner, today - timedelta(days=days - 1), today, offset)
        told = await turn_store.past(connection, owner, turn_store.PAST_TURNS + 1) if found.level else []
    if found.level:
        shown = await turns.checker.ask(telling, told)
        found = replace(found, level=replace(found.level, evidence=shown))
    return answers.data(found)


def telling(told: Sequence[Told]) -> list[Shown]:
    """What these turns say of the level, the best first."""
    found = evidence([each.request.text for each in told], [each.edits for each in told])
    return [shown(each, told[each.message]) for each in found]


def shown(each: Evidence, told: Told) -> Shown:
    place = (told.conversation, told.id, answers.utc(told.begun_at))
    return Shown(each.sentence, each.shows, each.words, each.mistakes, each.learned, each.links, *place)


async def read(connection: Connection, owner: UUID, since: date, today: date, offset: timedelta) -> Progress:
    """The progress of this learner from `since` to `today` on a clock `offset` ahead of UTC."""
    values = {
        "owner": owner,
        "since": datetime(since.year, since.month, since.day, tzinfo=UTC) - offset,
        "offset": offset,
    }
    days = [day(row) for row in await (await connection.execute(DAYS, values)).fetchall()]
    made = await (await connection.execute(MISTAKES, values)).fetchall()
    newest = await (await connection.execute(LEVEL, values)).fetchone()
    level = LevelNow(**{**newest, "at": answers.utc(newest["at"])}) if newest else None
    counts = {(row["category"], row["week"]): row["count"] for row in made}
    return summary(since, today, level, days, counts)


def summary(
    since: date, today: date, level: LevelNow | None, days: Sequence[Day], counts: Mapping[tuple[str, date], int]
) -> Progress:
    """What the days' scores and the counts of mistakes by category and Monday come to. Pure."""
    turns = weekly_turns(days)
    weeks = sorted(turns.keys() | {week for _, week in counts})
    habits = [
        habit(category, [Week(week, counts.get((category, week), 0), turns.get(week, 0)) for week in weeks])
        for category in {category for category, _ in counts}
    ]
    return Progress(
        since=since,
        turns=sum(day.turns for day in days),
        level=level,
        days=list(days),
        mistakes=sorted(habits, key=lambda habit: (-habit.count, habit.category)),
        practised=practised([day.day for day in days], today),
    )


def weekly_turns(days: Iterable[Day]) -> dict[date, int]:
    turns: dict[date, int] = {}
    for day in days:
        monday = day.day - timedelta(days=day.day.weekday())
        turns[monday] = turns.get(monday, 0) + day.turns
    return turns


def habit(category: str, weeks: list[Week]) -> Habit:
    return Habit(category, sum(week.count for week in weeks), trend(weeks), weeks)


def trend(weeks: Sequence[Week]) -> float | None:
    """The slope of the line through the weeks' mistakes a turn, by least squares; weeks without a turn say nothing."""
    points = [((week.week - weeks[0].week).days / 7, week.count / week.turns) for week in weeks if week.turns]
    if len(points) < 2:
        return None
    middle = sum(x for x, _ in points) / len(points)
    return round(sum((x - middle) * y for x, y in points) / sum((x - middle) ** 2 for x, _ in points), 3)


def practised(days: Collection[date], today: date) -> Practised:
    """Days with a turn; a streak still holds on the day after its last."""
    streak, at = 0, today if today in days else today - timedelta(days=1)
    while at in days:
        streak, at = streak + 1, at - timedelta(days=1)
    return Practised(len(days), streak, max(days, default=None))


def day(row: DictRow) -> Day:
    return Day(row["day"], row["turns"], {name: round(float(row[name]), 1) for name in NAMES})


DAYS = """
SELECT ((at AT TIME ZONE 'UTC') + %(offset)s)::date AS day, count(*) AS turns,
    avg(written_fluency) AS written_fluency, avg(vocabulary) AS vocabulary, avg(grammar) AS grammar,
    avg(comprehension) AS comprehension, avg(coherence) AS coherence, avg(digital_etiquette) AS digital_etiquette,
    avg(responsiveness) AS responsiveness, avg(clarity) AS clarity, avg(overall_communication) AS overall_communication
FROM scores WHERE owner = %(owner)s AND at >= %(since)s GROUP BY 1 ORDER BY 1
"""
MISTAKES = """
SELECT category, date_trunc('week', (at AT TIME ZONE 'UTC') + %(offset)s)::date AS week, count(*) AS count
FROM mistakes WHERE owner = %(owner)s AND at >= %(since)s GROUP BY 1, 2
"""
LEVEL = """
SELECT low, high, sentences, needed, at FROM scores WHERE owner = %(owner)s ORDER BY at DESC LIMIT 1
"""
