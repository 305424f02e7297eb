"""Other choices, and what the bill is then."""

from dataclasses import replace
from typing import Any

import pytest

from tutorfleet.cloud.audit.rule import Failed
from tutorfleet.cloud.audit.rules import ALL
from tutorfleet.cloud.audit.synthesised import planned
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.cost.bill import Charge, total
from tutorfleet.cloud.cost.charges import charges
from tutorfleet.cloud.cost.whatif import CHOICES, Choice, NoSuchChoice, allowed, changed, cheapest, choice
from tutorfleet.cloud.stacks.app import synthesise
from tutorfleet.cloud.template import Stack
from tutorfleet.fleet.description import Fleet

Month = tuple[Charge, ...]


def difference(blueprint: Blueprint, month: Month, name: str) -> float:
    return total(choice(name).change(blueprint, month)) - total(month)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("t3", 12 * 730 * (0.0832 - 0.0928)),
        ("graviton", 12 * 730 * (0.0672 - 0.0928)),
        ("fargate", 12 * 730 * (2 * 0.04048 + 8 * 0.004445 - 0.0928) - 12 * 30 * 0.08),
        ("nat-gateway", 2 * 730 * (0.045 - 0.0116) - 2 * 8 * 0.08),
        ("no-backups", -6 * (730 * 0.0928 + 30 * 0.08)),
        ("small-disk", 12 * (12 - 30) * 0.08),
        ("small-nat", 2 * 730 * (0.0052 - 0.0116)),
        ("arm-database", 730 * (0.016 - 0.018)),
        ("own-api", -730 * 0.0225),
        ("daytime", (220 - 730) * (12 * 0.0928 + 2 * 0.0116 + 0.018)),
    ],
)
def test_what_a_choice_changes(blueprint: Blueprint, month: Month, name: str, expected: float) -> None:
    assert difference(blueprint, month, name) == pytest.approx(expected)


def test_spot_is_cheaper(blueprint: Blueprint, month: Month) -> None:
    assert difference(blueprint, month, "spot") < 0


def test_one_region_leaves_nothing_in_the_other(blueprint: Blueprint, month: Month) -> None:
    left = choice("one-region").change(blueprint, month)
    assert {each.region for each in left} == {"us-east-1"}


MAKEABLE = {
    "as the task allows": ("small-disk", "arm-database", "own-api"),
    "against the task": ("t3", "small-nat"),
    "small": ("no-backups", "one-region"),
}


@pytest.fixture(scope="module", params=MAKEABLE)
def made(request: pytest.FixtureRequest, blueprint: Blueprint) -> tuple[str, tuple[Stack, ...]]:
    """The templates of fleets that `fleet.toml` can describe, with the same choices as a question of `what if`."""
    fleets = {
        "as the task allows": on_aws(blueprint, worker_disk=12, database_instance="db.t4g.micro", crossing="api"),
        "against the task": on_aws(blueprint, worker_instance="t3.large", nat_instance="t3.nano"),
        "small": blueprint.fleet.small(),
    }
    return request.param, synthesise(Blueprint(fleets[request.param]))


def on_aws(blueprint: Blueprint, **changed: Any) -> Fleet:
    return replace(blueprint.fleet, cloud=replace(blueprint.cloud, **changed))


def failures(blueprint: Blueprint, stacks: tuple[Stack, ...]) -> set[str]:
    """Rules of the audit that templates break, judged by what the task wants."""
    account = planned(stacks)
    return {rule.id for rule in ALL if isinstance(rule.judge(account, blueprint), Failed)}


def test_an_answer_is_the_bill_of_the_fleet_that_was_asked_for(
    blueprint: Blueprint, month: Month, made: tuple[str, tuple[Stack, ...]]
) -> None:
    kind, stacks = made
    chosen = [choice(name) for name in MAKEABLE[kind]]
    assert total(changed(blueprint, month, chosen)) == pytest.approx(total(charges(stacks)), abs=1)


def test_the_audit_agrees_about_what_breaks_the_task(
    blueprint: Blueprint, stacks: tuple[Stack, ...], made: tuple[str, tuple[Stack, ...]]
) -> None:
    kind, others = made
    more = failures(blueprint, others) - failures(blueprint, stacks)
    assert bool(more) == any(choice(name).breaks for name in MAKEABLE[kind]), more


def test_a_small_fleet_has_no_backups_and_no_region_to_leave_out(blueprint: Blueprint) -> None:
    small = Blueprint(blueprint.fleet.small())
    month = charges(synthesise(small))
    chosen = [choice(name) for name in ("no-backups", "one-region", "own-api")]
    assert changed(small, month, chosen) == month


def test_a_choice_that_nobody_prepared_is_refused_with_those_that_are() -> None:
    with pytest.raises(NoSuchChoice, match="There are: t3, "):
        choice("mainframe")


def test_the_order_of_choices_does_not_matter(blueprint: Blueprint, month: Month) -> None:
    chosen = [each for each in CHOICES if each.name not in {"graviton", "spot", "fargate", "nat-gateway"}]
    there, back = (total(changed(blueprint, month, order)) for order in (chosen, chosen[::-1]))
    assert there == pytest.approx(back)


def test_the_cheapest_takes_every_choice_that_saves(blueprint: Blueprint, month: Month) -> None:
    assert cheapest(blueprint, month, allowed()) == allowed()


def test_the_cheapest_leaves_a_choice_that_costs_more(blueprint: Blueprint, month: Month) -> None:
    assert cheapest(blueprint, month, [choice("nat-gateway"), choice("small-disk")]) == (choice("small-disk"),)


def test_without_any_choice_the_fleet_stays_as_it_is(blueprint: Blueprint, month: Month) -> None:
    assert cheapest(blueprint, month, ()) == ()


@pytest.mark.parametrize("each", CHOICES, ids=lambda each: each.name)
def test_every_choice_says_how_it_is_made(each: Choice) -> None:
    assert each.how
