"""What a class adds to the bill."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from tutorfleet.cloud.cost.bill import total
from tutorfleet.cloud.cost.traffic import per_turn, per_turn_in_all, traffic
from tutorfleet.cloud.cost.use import Use
from tutorfleet.cloud.template import Stack

HOME = "us-east-1"
CLASS = Use()


def test_thirty_learners_with_two_lessons_a_week_take_twelve_thousand_turns() -> None:
    assert CLASS.turns == 30 * 9 * 45


def test_twice_the_learners_take_twice_the_turns() -> None:
    assert Use(learners=60).turns == 2 * CLASS.turns


def test_a_class_costs_less_than_a_dollar_of_traffic() -> None:
    assert 0 < total(traffic(CLASS, HOME)) < 1


def test_a_turn_more_costs_the_same_whatever_the_class() -> None:
    assert per_turn(CLASS, HOME) == pytest.approx(per_turn(replace(CLASS, minutes=45), HOME), rel=0.2)


def test_a_turn_is_paid_with_the_memory_that_its_function_has(templates: Mapping[str, Stack]) -> None:
    functions = templates["lks-functions-zone-a"].template["Resources"].values()
    sizes = {each["Properties"]["MemorySize"] for each in functions if each["Type"] == "AWS::Lambda::Function"}
    assert sizes == {CLASS.turn.function_gb * 1024}


def test_a_turn_more_costs_more_than_its_request() -> None:
    assert per_turn(CLASS, HOME) > 2 * 3.5e-6


def test_the_machines_make_most_of_the_price_of_a_turn() -> None:
    assert per_turn_in_all(CLASS, 967.0, HOME) == pytest.approx(967 / CLASS.turns, rel=0.01)
