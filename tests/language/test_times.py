"""Which times a sentence names, of which kind, and where."""

import pytest

from tutorfleet.language.rules.times import kinds, times
from tutorfleet.language.rules.units import view
from tutorfleet.language.tokens import Sentence, sentences


def sentence(text: str) -> Sentence:
    return sentences(text)[0]


def named(text: str) -> list[tuple[str, str]]:
    seen = view(sentence(text))
    return [(" ".join(seen.word(i) for i in range(t.start, t.end)), t.kind) for t in times(sentence(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I went there yesterday.", [("yesterday", "past")]),
        ("She left two years ago.", [("two years ago", "past")]),
        ("In 2015 we moved.", [("in 2015", "past")]),
        ("I have lived here since 2010.", [("since 2010", "since")]),
        ("We waited for three hours.", [("for three hours", "for")]),
        ("Next week I will fly.", [("next week", "future")]),
        ("He is cooking right now.", [("right now", "now")]),
        ("I run every morning.", [("every morning", "habit")]),
        ("This morning I woke up late.", [("this morning", "morning")]),
    ],
)
def test_a_time_is_found_with_its_kind(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    ["Yesterday's news is old.", "Last year's prices were low.", "It costs 2015-2020 rupiah.", "I last saw him there."],
)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert "past" not in kinds(sentence(text))


def test_since_two_years_ago_is_one_time_and_no_past() -> None:
    assert named("I have worked here since two years ago.") == [("since two years ago", "since")]


def test_two_times_come_in_their_order() -> None:
    assert [kind for _, kind in named("Yesterday I said that I will go tomorrow.")] == ["past", "future"]


def test_a_text_of_nothing_but_times_is_not_looked_at_without_end() -> None:
    assert len(times(sentence("yesterday " * 140))) <= 20
