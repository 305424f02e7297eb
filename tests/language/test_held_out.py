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


@pytest.mark.parametrize(("name", "right"), [("held_out_1.tsv", 0.6), ("held_out_2.tsv", 0.55)])
def test_sentences_of_strangers_are_corrected_as_a_teacher_would(name: str, right: float) -> None:
    rows = [line.split("\t") for line in lines(name)]
    found = sum(corrected(wrong) in accepted.split("|") for wrong, accepted, _ in rows)
    assert found / len(rows) >= right


@pytest.mark.parametrize("name", ["held_out_1_correct.txt", "held_out_2_correct.txt"])
def test_correct_messages_of_strangers_are_left_alone(name: str) -> None:
    changed = [text for text in lines(name) if check(text)]
    assert len(changed) <= 7, changed
