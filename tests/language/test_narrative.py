"""A story that begins in the past goes on in the past; habits, states and films do not."""

from pathlib import Path

import pytest

from tutorfleet.language.check import check
from tutorfleet.language.edits import apply

HERE = Path(__file__).parent


def lines(name: str) -> list[str]:
    return [
        line for line in (HERE / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("# ")
    ]


def test_most_stories_are_told_in_the_past_to_their_end() -> None:
    rows = [line.split("\t") for line in lines("open_stories.tsv")]
    assert sum(apply(wrong, check(wrong)) in right.split("|") for wrong, right, _ in rows) >= len(rows) * 0.5


@pytest.mark.parametrize("text", lines("open_stories_correct.txt"))
def test_habits_states_and_films_stay_in_the_present(text: str) -> None:
    assert check(text) == []


@pytest.mark.parametrize("end", ["Now", "Every day", "Usually", "Tomorrow"])
def test_a_word_of_now_or_of_habit_ends_the_story(end: str) -> None:
    text = f"Last week we went to Bali. {end} we take a bus and buy some fruit."
    assert all(edit.rule != "story-in-the-past" for edit in check(text))


def test_a_question_ends_the_story() -> None:
    assert check("Last week we went to Bali. Do you like it? I take a bus and buy some fruit.") == []
