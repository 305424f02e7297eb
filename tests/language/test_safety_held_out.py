"""A stranger's messages that nothing was learned from: what was heard at the first reading must go on to be heard."""

from collections import Counter
from pathlib import Path

import pytest

from tutorfleet.language.safety import notice

CARE = {
    "crisis": {"crisis", "crisis other", "concern"},
    "crisis-other": {"crisis", "crisis other", "concern"},
    "abuse": {"abuse", "concern"},
    "grief": {"grief", "sorrow"},
}
FLOOR = {"crisis": 31, "crisis-other": 8, "abuse": 10, "grief": 11}
"""Met with care that fits, of 45, 10, 12 and 12. At the first reading it was 59 together, then 58, now 60."""
WRONGLY = {"low": 2, "none": 3, "none2": 0}
"""Met with care that was not needed, of 20, 70 and 40."""
GRAVE = 2
"""Of these 130 met as a crisis, abuse, grief or a threat, not as something to ask about."""

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "safety_held_out.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def heard(kind: str) -> Counter[str]:
    """How the messages of a kind are met."""
    found = (notice(text) for about, text in ROWS if about == kind)
    return Counter(each.kind if each else "-" for each in found)


@pytest.mark.parametrize("kind", FLOOR)
def test_as_many_cries_are_heard_as_at_the_first_reading(kind: str) -> None:
    met = heard(kind)
    assert sum(met[each] for each in CARE[kind]) >= FLOOR[kind]


@pytest.mark.parametrize("kind", WRONGLY)
def test_no_more_ordinary_messages_are_taken_for_a_cry(kind: str) -> None:
    met = heard(kind)
    assert met.total() - met["-"] <= WRONGLY[kind]


def test_hardly_an_ordinary_message_is_met_as_something_grave() -> None:
    met = heard("low") + heard("none") + heard("none2")
    assert met.total() - met["-"] - met["concern"] - met["sorrow"] - met["teased"] <= GRAVE


SMALL_TALK = [
    line
    for line in (Path(__file__).parent / "small_talk_held_out.txt").read_text("utf-8").splitlines()
    if line and not line.startswith(("#", "["))
]
TAKEN_WRONGLY = 3
"""Of these 598, which nothing was learned from."""


def test_no_more_small_talk_is_taken_for_a_cry() -> None:
    assert sum(notice(text) is not None for text in SMALL_TALK) <= TAKEN_WRONGLY


CORRECT = [
    line
    for file in sorted(Path(__file__).parent.glob("held_out_[3-7]_correct.txt"))
    for line in file.read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
CORRECT_TAKEN_WRONGLY = 5
"""Of these, which the ear does not learn from."""


def test_no_more_correct_sentences_are_taken_for_a_cry() -> None:
    assert sum(notice(line) is not None for line in CORRECT) <= CORRECT_TAKEN_WRONGLY
