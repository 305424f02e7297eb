"""Messages that a checker easily takes for mistakes, and slips of spelling: the sets that were written before they were measured."""

from pathlib import Path

import pytest

from tutorfleet.language.check import check
from tutorfleet.language.edits import apply

HERE = Path(__file__).parent
RECALL = 0.94
"""Of slips; what was reached when this was written. It may only rise."""


def rows(name: str) -> list[str]:
    return [
        line for line in (HERE / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    ]


@pytest.mark.parametrize("text", rows("alarms_correct.txt"))
def test_what_is_right_is_left_alone(text: str) -> None:
    assert [(e.original, e.replacement, e.rule) for e in check(text)] == []


def test_nearly_every_slip_is_corrected_and_rightly() -> None:
    cases = [row.split("\t") for row in rows("alarms_typos.tsv")]
    made = [(wrong, apply(wrong, check(wrong)), right.split("|")) for wrong, right, _ in cases]
    found = [new in right for _, new, right in made]
    changed = [new in right for wrong, new, right in made if new != wrong]
    assert sum(found) >= RECALL * len(found)
    assert sum(changed) >= 0.97 * len(changed)
