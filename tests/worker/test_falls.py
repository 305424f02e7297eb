"""How long a model rests whose engines fall."""

import pytest

from tutorfleet.worker.errors import Failure
from tutorfleet.worker.falls import LONGEST_REST_S, MOST, STEADY_S, Falls, rest_s


def test_the_first_fall_costs_nothing():
    falls = Falls()
    falls.fell("m", "it died", 100.0)
    falls.check("m", 100.0)


def test_a_model_that_falls_again_rests_and_says_why():
    falls = Falls()
    for _ in range(3):
        falls.fell("m", "it died", 100.0)
    with pytest.raises(Failure, match=r"it died \(3 times in a row; it is tried again in 2 s\)") as refused:
        falls.check("m", 100.0)
    assert refused.value.status == 503


def test_after_the_rest_it_may_be_loaded():
    falls = Falls()
    for _ in range(3):
        falls.fell("m", "it died", 100.0)
    falls.check("m", 100.0 + falls.rests("m", 100.0))


def test_others_do_not_rest_with_it():
    falls = Falls()
    for _ in range(3):
        falls.fell("m", "it died", 100.0)
    falls.check("other", 100.0)


def test_the_rest_doubles_up_to_a_minute():
    assert [rest_s(count) for count in range(1, 10)] == [0, 1, 2, 4, 8, 16, 32, 60, 60]
    assert rest_s(10**6) == LONGEST_REST_S


def test_a_steady_life_ends_the_row():
    falls = Falls()
    for _ in range(8):
        falls.fell("m", "it died", 100.0)
    falls.fell("m", "it died", 900.0, lived_s=STEADY_S)
    assert falls.rests("m", 900.0) == 0


def test_a_short_life_does_not():
    falls = Falls()
    falls.fell("m", "it died", 100.0)
    falls.fell("m", "it died", 900.0, lived_s=STEADY_S - 1)
    assert falls.rests("m", 900.0) == 1


def test_models_that_fell_long_ago_are_forgotten():
    falls = Falls()
    for number in range(MOST + 1):
        falls.fell(number, "it died", 0.0)
        falls.fell(number, "it died", 0.0)
    assert falls.rests(0, 0.0) == 0
    assert falls.rests(MOST, 0.0) == 1
