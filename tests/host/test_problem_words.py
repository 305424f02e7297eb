"""The words of problems: the same in both languages, and all of them used."""

import inspect
from string import Formatter

import pytest

from tutorfleet.host import problems
from tutorfleet.host.problem_words import TODO, WHAT, Words

ALL = {**WHAT, **TODO}


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", ALL)
def test_both_languages_have_the_same_gaps_and_commands(key: str) -> None:
    words = ALL[key]
    assert gaps(words.en) == gaps(words.id)
    commands = ("tutorfleet logs", "tutorfleet models", "tutorfleet up", "kill -9", "fleet.toml", "`--database`")
    assert [each for each in commands if each in words.en] == [each for each in commands if each in words.id]


@pytest.mark.parametrize("key", [key for key in ALL if key != "worker"])
def test_indonesian_is_not_english(key: str) -> None:
    assert ALL[key].en != ALL[key].id


@pytest.mark.parametrize("key", ALL)
def test_no_words_are_left_over(key: str) -> None:
    assert f'"{key}"' in inspect.getsource(problems)


def test_gaps_are_filled_and_a_state_is_said_in_each_language() -> None:
    words = WHAT["worker"].filled({"name": "w", "state": "stuck", "reason": ""})
    assert words == Words(
        "w is stuck: its process is there and does not answer", "w macet: prosesnya ada tetapi tidak menjawab"
    )


def test_what_a_program_said_is_put_in_as_it_stands() -> None:
    said = WHAT["disk_away"].filled({"detail": "{name} %s"})
    assert "({name} %s)" in said.id


def test_a_gap_without_a_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        WHAT["disk_away"].filled({})
