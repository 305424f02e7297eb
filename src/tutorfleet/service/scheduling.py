"""When a card is reviewed again: FSRS, from the package `fsrs`, with its published parameters and no chance in it. Pure.

The intervals that are shown beside the ratings are those that come true.
"""

from datetime import datetime, timedelta
from typing import Literal

import fsrs
import msgspec

Rating = Literal[1, 2, 3, 4]
"""again, hard, good, easy"""
LONGEST_DAYS = 365
"""whatever a learner knows comes back once a year"""
SCHEDULER = fsrs.Scheduler(maximum_interval=LONGEST_DAYS, enable_fuzzing=False)


class Card(msgspec.Struct, frozen=True):
    """What FSRS knows of a card that was reviewed (migrations/0005_review.sql). Times are in UTC."""

    state: int
    step: int | None
    stability: float
    difficulty: float
    due: datetime
    reviewed_at: datetime


class Intervals(msgspec.Struct, frozen=True):
    """Seconds until the card comes again, by rating."""

    again: int
    hard: int
    good: int
    easy: int


def rated(card: Card | None, rating: Rating, now: datetime) -> Card:
    """The card after a review at `now` (in UTC); None is one that was never reviewed."""
    after, _ = SCHEDULER.review_card(known(card, now), fsrs.Rating(rating), now)
    assert after.stability is not None, "a review sets both"
    assert after.difficulty is not None, "likewise"
    return Card(after.state.value, after.step, after.stability, after.difficulty, after.due, now)


def intervals(card: Card | None, now: datetime) -> Intervals:
    """When it would come again after each rating."""
    again, hard, good, easy = (round((rated(card, each, now).due - now) / timedelta(seconds=1)) for each in RATINGS)
    return Intervals(again, hard, good, easy)


def known(card: Card | None, now: datetime) -> fsrs.Card:
    """As the package has it. Its own ids are not ours."""
    if card is None:
        return fsrs.Card(card_id=0, due=now)
    reviewed = min(card.reviewed_at, now)  # a clock that went back is no review in the future
    return fsrs.Card(0, fsrs.State(card.state), card.step, card.stability, card.difficulty, card.due, reviewed)


RATINGS: tuple[Rating, ...] = (1, 2, 3, 4)
