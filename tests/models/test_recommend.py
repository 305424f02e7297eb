"""Which real models fit a machine."""

import pytest

from tutorfleet.models.names import parse
from tutorfleet.models.recommend import best, candidates, recommend

GB = 1e9


def test_a_large_machine_is_told_the_largest_model_that_answers_smoothly() -> None:
    row = best(recommend(64 * GB, 16))
    assert row
    assert row.model == max((one for one in candidates() if one.use == "chat"), key=lambda one: one.bytes)


def test_a_machine_with_much_memory_and_few_cores_is_told_a_smaller_one() -> None:
    few, many = best(recommend(64 * GB, 1)), best(recommend(64 * GB, 16))
    assert few
    assert many
    assert few.smooth
    assert few.model.bytes < many.model.bytes


def test_a_machine_without_room_is_told_none() -> None:
    assert best(recommend(1 * GB, 8)) is None


@pytest.mark.parametrize("memory", [1, 2, 4, 8, 16, 64])
def test_what_is_recommended_fits_into_the_memory_with_the_fleet(memory: int) -> None:
    row = best(recommend(memory * GB, 4))
    assert row is None or row.model.memory < memory * GB


def test_more_memory_never_recommends_a_smaller_model() -> None:
    sizes = [row.model.bytes if (row := best(recommend(memory * GB, 8))) else 0 for memory in range(1, 40)]
    assert sizes == sorted(sizes)


@pytest.mark.parametrize("one", candidates(), ids=lambda one: one.name)
def test_each_candidate_has_a_name_that_a_registry_knows_and_a_license(one: object) -> None:
    assert parse(one.name).short.startswith(one.name.partition(":")[0])  # type: ignore[attr-defined]
    assert one.license  # type: ignore[attr-defined]
