"""Sentences that somebody wrote who had not read the rules; what came of them at first is in docs/language.md. They do not get worse."""

from pathlib import Path

import pytest

from tutorfleet.language.check import check
from tutorfleet.language.edits import apply

HERE = Path(__file__).parent


def lines(name: str) -> list[str]:
    return [line for line in (HERE / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]


def corrected(text: str) -> str:
    return apply(text, check(text))


# the set; how many in a hundred come out right now, rounded down; how many correct messages are changed
SETS = [(1, 97, 0), (2, 96, 0), (3, 97, 0), (4, 97, 0), (5, 94, 0), (6, 81, 1), (7, 78, 4)]


@pytest.mark.parametrize(("number", "right"), [(number, right) for number, right, _ in SETS])
def test_sentences_of_strangers_are_corrected_as_a_teacher_would(number: int, right: int) -> None:
    rows = [line.split("\t") for line in lines(f"held_out_{number}.tsv")]
    found = sum(corrected(wrong) in accepted.split("|") for wrong, accepted, _ in rows)
    assert 100 * found / len(rows) >= right


@pytest.mark.parametrize(("number", "alarms"), [(number, alarms) for number, _, alarms in SETS])
def test_correct_messages_of_strangers_are_left_alone(number: int, alarms: int) -> None:
    changed = [text for text in lines(f"held_out_{number}_correct.txt") if check(text)]
    assert len(changed) <= alarms, changed
