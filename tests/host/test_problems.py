"""What is wrong with a fleet, told from a look at it: one test for each thing."""

from typing import Any

import pytest

from tutorfleet.host.problems import problems
from tutorfleet.host.seen import Backend, Look, Model, Problem, Process, Region, Worker

ROLES = ("chat", "llm", "scoring")
REGIONS = ("us-east-1", "us-west-2")
PARTS = ("database", "service", "edge", "nursery", "disk", "memory")
REAL = Model("llama3")


def worker(name: str, **changes: Any) -> Worker:
    _, role, replica = name.split(".")
    facts = {"state": "ready", "version": "1", "slots": 4, "running": 0, "queued": 0, "queue_limit": 512, "pid": 7}
    return Worker(**{"name": name, "role": role, "replica": replica, "models": (REAL,), **facts, **changes})


def look(**changed: dict[str, Any]) -> Look:
    """A fleet in which all is well but for what is said of these workers (`us_east_1__chat__primary`) and parts."""
    changes = {name.replace("__", ".").replace("_", "-"): change for name, change in changed.items()}
    regions = tuple(
        Region(
            name=region, state="ready", workers=tuple(worker(each, **changes.get(each, {})) for each in names(region))
        )
        for region in REGIONS
    )
    parts = tuple(Process(**{"name": name, "state": "ready", "pid": 5, **changes.get(name, {})}) for name in PARTS)
    return Look(version="1", at="", url="", ok=True, regions=regions, parts=parts)


def names(region: str) -> list[str]:
    return [f"{region}.{role}.{replica}" for role in ROLES for replica in ("primary", "backup")]


def only(found: list[Problem]) -> Problem:
    assert len(found) == 1, found
    return found[0]


def kinds(**changed: dict[str, Any]) -> list[str]:
    return [each.kind for each in problems(look(**changed))]


def everybody(role: str, **change: Any) -> dict[str, dict[str, Any]]:
    """The same said of all workers of a role."""
    found = [name for region in REGIONS for name in names(region) if f".{role}." in name]
    return {name.replace("-", "_").replace(".", "__"): change for name in found}


def test_a_fleet_in_which_all_is_well_has_no_problems() -> None:
    assert problems(look()) == []


def test_our_own_database_that_is_away_is_started_again() -> None:
    found = only(problems(look(database={"state": "away", "detail": "no such file", "pid": None, "ended": 1})))
    assert (found.kind, found.level, found.where) == ("database_away", "error", "database")
    assert "no such file" in found.what
    assert "tutorfleet logs postgres" in found.todo


def test_somebody_elses_database_that_is_away_is_to_be_looked_for() -> None:
    found = only(problems(look(database={"state": "away", "detail": "refused", "pid": None})))
    assert "`--database`" in found.todo


def test_a_database_that_is_stuck_is_to_be_started_again() -> None:
    found = only(problems(look(database={"state": "stuck", "pid": 4})))
    assert "tutorfleet down, then tutorfleet up" in found.todo


def test_a_database_that_recovers_is_named_and_one_that_starts_is_not() -> None:
    assert kinds(database={"state": "starting", "ended": 1}) == ["database_away"]
    assert kinds(database={"state": "starting"}) == []


def test_a_service_that_only_lacks_its_database_is_not_blamed() -> None:
    assert kinds(database={"state": "away", "ended": 1}, service={"state": "unwell"}) == ["database_away"]


@pytest.mark.parametrize("name", ["service", "edge"])
def test_a_program_that_is_away_is_named_with_its_log(name: str) -> None:
    found = only(problems(look(**{name: {"state": "away", "pid": None, "last_end": "was ended by SIGSEGV"}})))
    assert (found.kind, found.level) == (f"{name}_away", "error")
    assert "was ended by SIGSEGV" in found.what
    assert f"tutorfleet logs {name}" in found.todo


def test_an_edge_that_drains_is_a_problem() -> None:
    assert "stopping" in only(problems(look(edge={"state": "draining"}))).what


def test_a_nursery_that_is_away_is_a_warning() -> None:
    found = only(problems(look(nursery={"state": "away"})))
    assert (found.kind, found.level) == ("nursery_away", "warning")


def test_a_worker_that_is_away_is_a_warning_while_its_backup_works() -> None:
    away = {"state": "away", "pid": None, "last_end": "was ended by SIGKILL"}
    found = only(problems(look(us_east_1__chat__primary=away)))
    assert (found.kind, found.level, found.where) == ("worker_away", "warning", "us-east-1.chat.primary")
    assert found.what == "us-east-1.chat.primary is away (it was ended by SIGKILL)"


def test_a_worker_that_is_stuck_is_to_be_killed_by_its_number() -> None:
    found = only(problems(look(us_east_1__chat__backup={"state": "stuck", "pid": 4711})))
    assert found.kind == "worker_stuck"
    assert "kill -9 4711" in found.todo


def test_a_worker_that_cannot_work_says_why() -> None:
    found = only(problems(look(us_east_1__chat__backup={"state": "unwell", "detail": "it answers 500"})))
    assert "it answers 500" in found.what


def test_a_worker_that_starts_is_no_problem() -> None:
    assert kinds(us_east_1__chat__primary={"state": "starting"}) == []


def test_a_role_that_nobody_does_in_a_region_is_a_warning_while_another_region_does() -> None:
    gone = {"state": "away"}
    found = problems(look(us_east_1__chat__primary=gone, us_east_1__chat__backup=gone))
    role = next(each for each in found if each.kind == "role_unserved")
    assert (role.level, role.where) == ("warning", "us-east-1.chat")
    assert role.what == "Nobody in us-east-1 does chat; us-west-2 answers for it"


def test_a_role_that_nobody_does_anywhere_is_an_error_and_comes_first() -> None:
    found = problems(look(**everybody("scoring", state="away")))
    assert [(each.kind, each.level) for each in found[:2]] == [("role_unserved", "error")] * 2
    assert "no other region does scoring either" in found[0].what


@pytest.mark.parametrize(("ended", "expected"), [(2, []), (3, ["keeps_ending"])])
def test_what_ends_often_is_named(ended: int, expected: list[str]) -> None:
    assert kinds(us_east_1__llm__primary={"ended": ended, "last_end": "ended with code 1"}) == expected


def test_what_is_killed_often_lacks_memory() -> None:
    found = only(problems(look(service={"ended": 4, "last_end": "was ended by SIGKILL"})))
    assert "ended 4 times in five minutes" in found.what
    assert "memory" in found.todo


def test_what_fails_often_by_itself_does_not_lack_memory() -> None:
    assert "memory" not in only(problems(look(service={"ended": 4, "last_end": "ended with code 1"}))).todo


@pytest.mark.parametrize(("restarts", "expected"), [(2, []), (3, ["engines_end"])])
def test_engines_that_end_often_are_named(restarts: int, expected: list[str]) -> None:
    assert kinds(us_east_1__chat__primary={"engine_restarts": restarts}) == expected


@pytest.mark.parametrize(
    ("queued", "slots", "expected"), [(8, 4, []), (9, 4, ["queue_long"]), (8, 0, []), (9, 0, ["queue_long"])]
)
def test_a_queue_is_long_when_it_is_more_than_two_rounds(queued: int, slots: int, expected: list[str]) -> None:
    assert kinds(us_east_1__chat__primary={"queued": queued, "slots": slots}) == expected


def test_a_full_queue_turns_learners_away_and_says_how_to_help() -> None:
    found = only(problems(look(us_east_1__chat__primary={"queued": 512})))
    assert (found.kind, found.level) == ("queue_full", "error")
    assert "[roles.chat]" in found.todo


def test_a_model_that_a_role_lacks_is_one_problem_for_all_its_workers() -> None:
    found = only(problems(look(**everybody("chat", failed={"mine": "model 'mine' not found"}))))
    assert (found.kind, found.level) == ("model_missing", "error")
    assert found.where.count(".chat.") == 4
    assert "tutorfleet models pull mine" in found.todo


def test_a_model_that_was_loaded_later_is_not_missing() -> None:
    assert kinds(us_east_1__chat__primary={"failed": {"llama3": "not found"}}) == []


def test_a_backend_that_does_not_answer_is_one_problem_for_all_who_need_it_and_lacks_no_model() -> None:
    lost = Backend("http://gpu:11434", "it does not answer")
    found = only(problems(look(**everybody("chat", backend=lost, failed={"mine": "it does not answer"}))))
    assert (found.kind, found.level) == ("backend_away", "error")
    assert found.where.count(".chat.") == 4
    assert "http://gpu:11434" in found.what
    assert "[roles.chat]" in found.todo


def test_a_model_that_a_backend_lacks_is_to_be_given_to_it() -> None:
    answering = Backend("http://gpu:11434")
    found = only(problems(look(**everybody("chat", backend=answering, failed={"mine": "not found"}))))
    assert found.kind == "model_missing"
    assert "Give the program at http://gpu:11434" in found.todo


def test_only_starters_is_a_note_that_names_the_roles() -> None:
    found = only(problems(look(**everybody("chat", models=(Model("orca-mini", starter=True),)))))
    assert (found.kind, found.level, found.where) == ("only_starters", "note", "chat")
    assert "tutorfleet models recommend" in found.todo


def test_a_role_with_a_real_model_somewhere_has_not_only_starters() -> None:
    assert kinds(us_east_1__chat__primary={"models": (Model("orca-mini", starter=True),)}) == []


def test_a_role_whose_models_are_elsewhere_has_not_only_starters() -> None:
    assert kinds(**everybody("chat", models=())) == []


@pytest.mark.parametrize("who", ["us_east_1__chat__primary", "service"])
def test_parts_of_different_versions_are_named(who: str) -> None:
    found = only(problems(look(**{who: {"version": "2"}})))
    assert found.kind == "versions_differ"
    assert found.what.endswith(" 2")


def test_what_is_away_has_no_version_that_differs() -> None:
    assert "versions_differ" not in kinds(us_east_1__chat__primary={"state": "away", "version": ""})


@pytest.mark.parametrize(("state", "level"), [("low", "warning"), ("unwell", "error"), ("away", "error")])
def test_a_disk_with_little_room_says_what_to_remove(state: str, level: str) -> None:
    found = only(problems(look(disk={"state": state, "detail": "90 MB free"})))
    assert (found.kind, found.level) == ("disk_full", level)
    assert "90 MB free" in found.what
    assert "tutorfleet models" in found.todo


def test_little_memory_is_a_warning() -> None:
    found = only(problems(look(memory={"state": "low", "detail": "80 MB available"})))
    assert (found.kind, found.level) == ("memory_low", "warning")


def test_the_worst_comes_first() -> None:
    found = problems(
        look(
            memory={"state": "low"}, database={"state": "away"}, **everybody("chat", models=(Model("x", starter=True),))
        )
    )
    assert [each.level for each in found] == ["error", "warning", "note"]
