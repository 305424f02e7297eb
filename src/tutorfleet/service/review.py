"""`/me/review`: the cards that are due, and what a learner says of each. A card is a notebook entry or a word, with when it comes again.

Reviews are stored under ids that the client makes: one that is sent twice, because an answer was lost, counts once.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tutorfleet.service import answers, bodies, notebook, owners, review_store, words
from tutorfleet.service.errors import Conflict, NotFound
from tutorfleet.service.identity import learner_of
from tutorfleet.service.learning_store import Connection
from tutorfleet.service.notebook import Entry
from tutorfleet.service.paging import only, uuid_of, whole
from tutorfleet.service.review_store import Kind, Stored
from tutorfleet.service.scheduling import RATINGS, Intervals, intervals, rated
from tutorfleet.service.words import Word

BODY = 1024
"""bytes"""


class Review(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a client sends. `rating`: 1 again, 2 hard, 3 good, 4 easy."""

    rating: Annotated[int, msgspec.Meta(ge=1, le=4)]
    review: UUID


class Shown(msgspec.Struct, frozen=True):
    """A card as it is shown: one of `mistake` and `word` is there."""

    id: UUID
    kind: Kind
    mistake: Entry | None
    word: Word | None
    due: datetime
    intervals: Intervals


def routes() -> list[BaseRoute]:
    """Reviewing."""
    return [Route("/me/review", show, methods=["GET"]), Route("/me/review/{id}", rate, methods=["POST"])]


async def show(request: Request) -> Response:
    """The cards to review now, how many are due in all, and when the next one is."""
    owner = (await learner_of(request)).uid
    only(request, ("limit",))
    limit = whole(request, "limit", 20, 1, 200)
    async with request.app.state.pool.connection() as connection:
        now = await review_store.clock(connection)
        counts = await review_store.counts(connection, owner, now)
        cards = await shown(connection, owner, await review_store.due(connection, owner, now, limit), now)
    return answers.data({**msgspec.structs.asdict(counts), "cards": cards})


async def rate(request: Request) -> Response:
    """Store a review; the card with when it comes again. The same review again changes nothing; 404: no such card."""
    owner, number = (await learner_of(request)).uid, uuid_of(request.path_params["id"])
    said = await bodies.read(request, Review, limit=BODY, strict=True)
    async with request.app.state.pool.connection() as connection, connection.transaction():
        await owners.require_account(connection, request.app.state.settings, owner)
        await review_store.lock(connection, owner)
        now = await review_store.clock(connection)
        after = await stored(connection, owner, await card_of(connection, owner, number), said, now)
        for card in await shown(connection, owner, [after], now):
            return answers.data(card)
    raise NotFound("Card not found")


async def card_of(connection: Connection, owner: UUID, number: UUID | None) -> Stored:
    if number and (card := await review_store.find(connection, owner, number)):
        return card
    raise NotFound("Card not found")


async def stored(connection: Connection, owner: UUID, card: Stored, said: Review, now: datetime) -> Stored:
    """The card after this review. Raises Conflict for an id that another review has."""
    earlier = await review_store.reviewed(connection, owner, said.review)
    if earlier == (card.id, said.rating):
        return card
    if earlier:
        raise Conflict("This review id belongs to another review; make a new id")
    rating = RATINGS[said.rating - 1]
    after = rated(card.card, rating, now)
    await review_store.keep(connection, owner, card.id, said.review, rating, after)
    return msgspec.structs.replace(card, due=after.due, card=after)


async def shown(connection: Connection, owner: UUID, cards: Sequence[Stored], now: datetime) -> list[Shown]:
    """The cards with what stands on them, without those that have just been deleted."""
    numbers = [card.id for card in cards]
    entries = {entry.id: entry for entry in await notebook.page(connection, owner, len(cards), ids=numbers)}
    kept = {word.id: word for word in await words.find(connection, owner, numbers)}
    every = (face(card, entries.get(card.id), kept.get(card.id), intervals(card.card, now)) for card in cards)
    return [each for each in every if each.mistake or each.word]


def face(card: Stored, mistake: Entry | None, word: Word | None, after: Intervals) -> Shown:
    """A card of its one kind, even if a client gave a word the id of an entry."""
    is_word = card.kind == "word"
    return Shown(card.id, card.kind, None if is_word else mistake, word if is_word else None, card.due, after)
