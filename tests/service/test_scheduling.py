"""When a card comes again."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutorfleet.service.scheduling import LONGEST_DAYS, RATINGS, Card, Rating, intervals, rated

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
steps = st.tuples(st.sampled_from(RATINGS), st.integers(0, 400 * 86_400))


def after(*ratings: Rating) -> Card:
    """A card that was reviewed whenever it was due."""
    card = rated(None, ratings[0], NOW)
    for rating in ratings[1:]:
        card = rated(card, rating, card.due)
    return card


def test_a_new_card_comes_again_the_later_the_better_it_was_known() -> None:
    first = intervals(None, NOW)
    assert first.again == 60
    assert first.again < first.hard < first.good < first.easy
    assert first.easy >= 86_400


def test_what_is_known_again_and_again_comes_ever_later() -> None:
    waits = [after(*[3] * n).due - after(*[3] * n).reviewed_at for n in range(1, 7)]
    assert waits == sorted(waits)
    assert waits[-1] > timedelta(days=30)


def test_what_was_forgotten_comes_again_in_minutes_and_then_sooner_than_before() -> None:
    known = after(3, 3, 3, 3)
    forgotten = rated(known, 1, known.due)
    assert forgotten.due - forgotten.reviewed_at == timedelta(minutes=10)
    assert forgotten.stability < known.stability


def test_everything_comes_back_once_a_year() -> None:
    card = after(*[4] * 12)
    assert card.due - card.reviewed_at == timedelta(days=LONGEST_DAYS)


def test_a_clock_that_goes_back_does_no_harm() -> None:
    card = rated(None, 3, NOW)
    earlier = rated(card, 3, NOW - timedelta(days=3))
    assert earlier.due >= NOW - timedelta(days=3)


@pytest.mark.parametrize("rating", RATINGS)
def test_the_interval_that_is_shown_is_the_one_that_comes_true(rating: Rating) -> None:
    card = after(3, 3, 2)
    shown = msgspec.structs.astuple(intervals(card, card.due))[rating - 1]
    assert timedelta(seconds=shown) == rated(card, rating, card.due).due - card.due


@given(st.lists(steps, min_size=1, max_size=20))
def test_whatever_the_ratings_and_the_waits_a_card_stays_one_that_the_database_takes(
    given_: list[tuple[Rating, int]],
) -> None:
    card, now = None, NOW
    for rating, wait in given_:
        now += timedelta(seconds=wait)
        card = rated(card, rating, now)
        assert card.due > now
        assert card.stability > 0
        assert 1 <= card.difficulty <= 10
        assert card.state in {1, 2, 3}
        assert (card.step is None) == (card.state == 2)
        assert card.due.tzinfo is UTC
