"""Fleets that serve a class."""

from dataclasses import replace

import pytest

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.cost.bill import Charge
from tutorfleet.cloud.cost.serving import MODELS, PER_CORE, SMOOTH, T2, TASK, cheapest, needs, served, ways, workers
from tutorfleet.cloud.cost.use import Use
from tutorfleet.models import recommend

CLASS = Use()
SMALL, MIDDLE = MODELS[1], MODELS[2]


def test_the_speeds_are_those_that_recommend_models() -> None:
    assert (PER_CORE * 1e9, SMOOTH) == (recommend.PER_CORE, recommend.SMOOTH)


def test_a_machine_with_saved_credits_runs_a_lesson_at_full_speed() -> None:
    assert T2.processors_through(1.5, T2.most) == 2


def test_a_machine_that_was_just_started_is_slowed_in_the_first_lesson() -> None:
    assert T2.processors_through(1.5, T2.at_start) == pytest.approx((60 + 54) / 90)


def test_a_machine_without_credits_has_its_baseline() -> None:
    assert T2.processors_through(100, 0) == pytest.approx(0.6)


def test_every_role_has_a_worker_even_for_one_learner() -> None:
    assert workers(SMALL, T2, Use(learners=1), T2.most) == 1


def test_a_larger_class_needs_more_workers() -> None:
    few, many = (workers(MIDDLE, T2, Use(learners=number), T2.most) for number in (30, 300))
    assert few < many


def test_the_busiest_role_keeps_up_with_a_lesson() -> None:
    each = workers(MIDDLE, T2, CLASS, T2.most)
    asked = max(needs(MIDDLE, CLASS)) * CLASS.turns_a_second
    assert each * 2 >= asked > (each - 1) * 2


def test_the_task_s_fleet_cannot_keep_up_with_thirty_learners_and_llama3() -> None:
    assert served(TASK, 4, CLASS) < 30


def test_more_machines_serve_more_learners() -> None:
    assert served(TASK, 4, CLASS) < served(TASK, 8, CLASS)


def test_machines_that_are_on_in_lessons_only_cost_less(blueprint: Blueprint, month: tuple[Charge, ...]) -> None:
    found = ways(blueprint, month, CLASS)
    always = {(way.models, way.machine): way.dollars for way in found if way.always_on}
    lessons = {(way.models, way.machine): way.dollars for way in found if not way.always_on}
    assert all(lessons[kind] < always[kind] for kind in always)


def test_the_cheapest_serves(blueprint: Blueprint, month: tuple[Charge, ...]) -> None:
    found = ways(blueprint, month, CLASS)
    best = cheapest(found)
    assert best.serves
    assert best.dollars < 967


def test_the_cheapest_is_none_that_is_too_slow(blueprint: Blueprint, month: tuple[Charge, ...]) -> None:
    best = cheapest(ways(blueprint, month, CLASS))
    slower = replace(best, tokens_a_second=SMOOTH - 1, dollars=1.0)
    assert cheapest([best, slower]) == best


def test_starter_models_are_no_tutor(blueprint: Blueprint, month: tuple[Charge, ...]) -> None:
    assert not cheapest(ways(blueprint, month, CLASS)).models.startswith("starter")
