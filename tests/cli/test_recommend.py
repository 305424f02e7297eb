"""What `tutorfleet models recommend` says."""

import json

import pytest
from click.testing import CliRunner

from tutorfleet.cli import group


def said(*arguments: str) -> str:
    done = CliRunner().invoke(group, ["models", "recommend", *arguments])
    assert done.exit_code == 0, done.output
    return done.output


def test_it_names_the_best_model_and_the_commands_that_bring_it() -> None:
    answer = json.loads(said("--memory", "16", "--cores", "8", "--json"))
    assert answer["best"] in {one["name"] for one in answer["models"] if one["fits"]}
    assert answer["commands"][0].startswith(f"tutorfleet models pull {answer['best']} ")
    assert answer["commands"][0] in said("--memory", "16", "--cores", "8")


def test_what_does_not_fit_is_said_so() -> None:
    assert "does not fit" in said("--memory", "4", "--cores", "4")


def test_a_machine_for_no_real_model_keeps_the_starter() -> None:
    assert "No real chat model fits" in said("--memory", "0.5")


def test_without_options_it_looks_at_this_machine() -> None:
    assert json.loads(said("--json"))["memory"] > 0


@pytest.mark.parametrize("wrong", [("--cores", "0"), ("--memory", "much")])
def test_a_wrong_number_is_a_usage_error(wrong: tuple[str, str]) -> None:
    assert CliRunner().invoke(group, ["models", "recommend", *wrong]).exit_code == 2
