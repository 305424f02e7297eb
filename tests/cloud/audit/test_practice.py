"""Every fault is planted in an emulated account and turns exactly its rules red; exercises are given, mended and graded."""

from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import pytest

from tutorfleet.cloud.audit.collect import collect
from tutorfleet.cloud.audit.model import Account
from tutorfleet.cloud.audit.practice.exercise import (
    FAULTS,
    Exercise,
    NoPractice,
    chosen,
    emulated,
    grade,
    load,
    plant,
    prepared,
    save,
    wrong_rules,
)
from tutorfleet.cloud.audit.practice.fault import Fault, Scene
from tutorfleet.cloud.audit.rule import LANGUAGES
from tutorfleet.cloud.audit.rules import ALL
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.emulator import Emulator
from tutorfleet.cloud.emulator.memory import Memory

SEED = 7
AT_ONCE = 12
"""faults in a group"""
Look = Callable[[], Account]


def groups() -> list[list[Fault]]:
    """All faults in groups in which none hides another: reading an account costs a second."""
    found: list[list[Fault]] = []
    for fault in FAULTS:
        fitting = (group for group in found if len(group) < AT_ONCE and all(apart(fault, one) for one in group))
        group = next(fitting, None)
        if group is None:
            found.append([fault])
        else:
            group.append(fault)
    return found


def apart(one: Fault, other: Fault) -> bool:
    return one.touches != other.touches and not one.rules & other.rules


def begun(faults: Sequence[Fault], before: Account, blueprint: Blueprint, clients: Emulator) -> Exercise:
    """An exercise with these faults, planted."""
    exercise = prepared(faults, before, blueprint, SEED)
    plant(exercise, before, blueprint, clients)
    return exercise


@pytest.fixture
def look(deployed_account: Emulator, blueprint: Blueprint) -> Look:
    """Reads the account as it is now."""
    regions = [zone.region.name for zone in blueprint.zones]
    return lambda: collect(deployed_account, deployed_account.account, regions)


@pytest.fixture(scope="session")
def before(served: Emulator, deployed: Memory, blueprint: Blueprint) -> Account:
    """The account before anything is planted."""
    served.restore(deployed)
    return collect(served, served.account, [zone.region.name for zone in blueprint.zones])


def test_there_are_many_faults_and_each_has_an_id_of_its_own() -> None:
    assert len({fault.id for fault in FAULTS}) == len(FAULTS) >= 40


def test_every_fault_is_told_in_both_languages() -> None:
    assert [fault.id for fault in FAULTS if len({fault.done.said(language) for language in LANGUAGES}) != 2] == []


def test_faults_name_rules_that_exist() -> None:
    assert {rule for fault in FAULTS for rule in fault.rules} <= {rule.id for rule in ALL}


@pytest.mark.parametrize("faults", groups(), ids=lambda faults: f"{faults[0].id}+{len(faults) - 1}")
def test_faults_turn_exactly_their_rules_red(
    faults: list[Fault], before: Account, look: Look, deployed_account: Emulator, blueprint: Blueprint
) -> None:
    for fault in faults:
        fault.plant(Scene(before, blueprint, deployed_account, Random(f"{SEED} {fault.id}")))
    red = wrong_rules(look(), blueprint) - wrong_rules(before, blueprint)
    assert red == {rule for fault in faults for rule in fault.rules}


@pytest.mark.parametrize("seed", range(5))
def test_faults_of_an_exercise_do_not_hide_each_other(seed: int) -> None:
    faults = chosen(10, seed)
    assert all(apart(one, other) for one in faults for other in faults if one is not other)


def test_the_same_seed_is_the_same_exercise() -> None:
    assert chosen(5, SEED) == chosen(5, SEED) != chosen(5, SEED + 1)


def test_more_faults_than_can_be_told_apart_are_refused() -> None:
    with pytest.raises(NoPractice, match="ask for that many"):
        chosen(len(FAULTS), SEED)


@pytest.mark.parametrize(
    "address", ["https://ec2.us-east-1.amazonaws.com", "http://10.0.0.5:5000", "http://localhost.evil"]
)
def test_practice_is_refused_on_anything_but_this_machine(address: str) -> None:
    with pytest.raises(NoPractice, match="only ever in an emulated account"):
        emulated(address)


@pytest.mark.parametrize("address", ["http://127.0.0.1:5000", "http://localhost:5000", "http://[::1]:5000"])
def test_an_emulated_account_on_this_machine_is_for_practice(address: str) -> None:
    emulated(address)


def test_practice_in_an_account_without_a_fleet_is_refused(empty_account: Emulator, blueprint: Blueprint) -> None:
    seen = collect(empty_account, empty_account.account, [zone.region.name for zone in blueprint.zones])
    with pytest.raises(NoPractice, match="deploy into it first"):
        prepared(chosen(1, SEED), seen, blueprint, SEED)


def test_an_account_that_was_started_anew_has_nothing_to_grade(empty_account: Emulator, blueprint: Blueprint) -> None:
    seen = collect(empty_account, empty_account.account, [zone.region.name for zone in blueprint.zones])
    with pytest.raises(NoPractice, match="begin another exercise"):
        grade(Exercise("tutorfleet-practice", SEED, (FAULTS[0].id,), ()), seen, blueprint)


def test_what_nobody_mended_gives_no_points(
    before: Account, look: Look, deployed_account: Emulator, blueprint: Blueprint
) -> None:
    exercise = begun(chosen(4, SEED), before, blueprint, deployed_account)
    graded = grade(exercise, look(), blueprint)
    assert (graded.points, len(graded.left), graded.mended, graded.broken) == (0, 4, (), ())
    assert not graded.full


def test_an_account_as_it_was_gives_every_point(
    before: Account, look: Look, served: Emulator, deployed: Memory, deployed_account: Emulator, blueprint: Blueprint
) -> None:
    exercise = begun(chosen(4, SEED), before, blueprint, deployed_account)
    served.restore(deployed)
    graded = grade(exercise, look(), blueprint)
    assert graded.full
    assert graded.points == graded.possible > 0


def test_what_was_broken_while_mending_is_told(
    before: Account, look: Look, served: Emulator, deployed: Memory, deployed_account: Emulator, blueprint: Blueprint
) -> None:
    planted, clumsy = chosen(2, SEED)
    exercise = begun([planted], before, blueprint, deployed_account)
    served.restore(deployed)
    clumsy.plant(Scene(before, blueprint, deployed_account, Random(SEED)))
    graded = grade(exercise, look(), blueprint)
    assert set(graded.broken) == clumsy.rules
    assert not graded.full


def test_an_exercise_is_kept_in_a_file(
    before: Account, deployed_account: Emulator, blueprint: Blueprint, tmp_path: Path
) -> None:
    exercise = begun(chosen(2, SEED), before, blueprint, deployed_account)
    save(exercise, tmp_path / "practice.json")
    assert load(tmp_path / "practice.json") == exercise


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[" * 100_000,
        "\udcff",
        '{"format": "x", "seed": 1, "faults": [], "wrong_before": []}',
        '{"format": "tutorfleet-practice", "seed": 1, "faults": ["unheard-of"], "wrong_before": []}',
    ],
)
def test_a_file_that_is_no_exercise_is_refused(text: str, tmp_path: Path) -> None:
    file = tmp_path / "practice.json"
    file.write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(NoPractice, match="--practice 5"):
        load(file)
