"""The open set of verbs and clauses: what is corrected stays corrected, what is right stays alone."""

from pathlib import Path

import pytest

from tutorfleet.language.check import check
from tutorfleet.language.edits import apply

HERE = Path(__file__).parent
PAIRS = [
    line.split("\t") for line in (HERE / "open_verbs.tsv").read_text("utf-8").splitlines() if not line.startswith("# ")
]
CORRECT = [
    line for line in (HERE / "open_verbs_correct.txt").read_text("utf-8").splitlines() if not line.startswith("# ")
]
REACHED = 0.93


def corrected(text: str) -> str:
    return apply(text, check(text))


def test_as_many_mistakes_are_corrected_as_once_were() -> None:
    mistakes = [(wrong, right.split("|")) for wrong, right, _ in PAIRS if wrong not in right.split("|")]
    found = sum(corrected(wrong) in right for wrong, right in mistakes)
    assert found / len(mistakes) >= REACHED


def test_what_is_changed_is_nearly_always_changed_rightly() -> None:
    changed = [(corrected(wrong), right.split("|")) for wrong, right, _ in PAIRS if corrected(wrong) != wrong]
    assert sum(got in right for got, right in changed) / len(changed) >= 0.95


@pytest.mark.parametrize("text", CORRECT)
def test_a_correct_sentence_is_left_alone(text: str) -> None:
    assert corrected(text) == text
