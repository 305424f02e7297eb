"""What `tutorfleet cloud cost` says; that docs/cloud-cost.md says the same is tested in tests/scripts/test_cloud_docs.py."""

import json

import pytest
from click.testing import CliRunner

from tutorfleet.cli import group


def said(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(group, ["cloud", "cost", *arguments])
    assert done.exit_code == code, done.output
    return done.output


def test_without_a_question_it_is_the_bill_of_the_class() -> None:
    text = said("--learners", "60")
    assert "a class of 60" in text
    assert "before traffic" in text


def test_a_bill_says_for_how_many_hours_machines_are_on() -> None:
    assert "machines on for 220 hours" in said("--hours", "220")
    assert "hours:" not in said()


def test_every_resource_can_be_seen_by_itself() -> None:
    assert "lks-nat-zone-a" in said("--resources")


def test_programs_get_one_object_with_all_of_it() -> None:
    answer = json.loads(said("--json", "--what-if", "t3", "--cheapest", "--learners", "60", "--hours", "220"))
    assert answer["monthly"] == pytest.approx(sum(line["monthly"] for line in answer["lines"]))
    assert len(answer["resources"]) == sum(line["number"] for line in answer["lines"])
    assert answer["what_if"]["t3"] < answer["monthly"]
    assert answer["class"]["learners"] == 60
    assert answer["cheapest"]["task"]["monthly"] > answer["monthly"], "the cheapest fleet is on all month"
    assert answer["cheapest"]["class"]["always_on"] is False


@pytest.mark.parametrize(
    "wrong",
    [("--what-if", "mainframe"), ("--learners", "0"), ("--hours", "745"), ("--hours", "9", "--what-if", "daytime")],
)
def test_a_question_that_makes_no_sense_is_a_usage_error(wrong: tuple[str, ...]) -> None:
    said(*wrong, code=2)
