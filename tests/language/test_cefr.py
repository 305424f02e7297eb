"""The level is a range that narrows with what it rests on, and holds what a teacher would say of forty texts."""

from pathlib import Path

import pytest

from tutorfleet.language.cefr import BANDS, Band, Level, level
from tutorfleet.language.check import check

SIMPLE = ["I like cats.", "My cat is big.", "I go to school.", "It is hot.", "I eat rice.", "We play games."]
RICH = [
    "Although the government has introduced several environmental regulations, many companies continue to ignore their responsibility.",
    "Had we considered the consequences more carefully, we might have avoided the unnecessary complications which followed.",
    "The development of affordable transportation, which economists consider essential, remains surprisingly controversial.",
    "Because independent organisations have consistently published reliable information, public awareness has increased enormously.",
    "Nevertheless, the improvement has been disappointing, since effective cooperation requires considerable patience.",
    "I have always believed that education is particularly valuable when it encourages critical discussion.",
]


def different(number: int) -> list[str]:
    """So many sentences, no two alike."""
    things = ["cats", "dogs", "birds", "trees", "books", "songs", "films", "games", "shoes", "cakes"]
    verbs = ["like", "see", "draw", "want", "know"]
    return [f"I {verb} {thing}." for verb in verbs for thing in things][:number]


def width(texts: list[str]) -> int:
    found = level(texts, [])
    return BANDS.index(found.high) - BANDS.index(found.low)


def test_nothing_said_is_the_whole_range() -> None:
    found = level([], [])
    assert (found.low, found.high, found.sentences, found.evidence) == ("A1", "C2", 0, [])
    assert found.needed > 0


@pytest.mark.parametrize("text", SIMPLE + RICH)
def test_one_sentence_gives_a_best_guess_of_at_most_three_levels_and_says_what_it_needs(text: str) -> None:
    assert width([text]) <= 2
    assert level([text], []).needed > 0


@pytest.mark.parametrize(
    ("text", "taught"),
    [
        ("I like cats.", "A1"),
        ("My name is Budi. I live in Solo. I have two brothers. I like football. My mother is a teacher.", "A1"),
        ("Last weekend I visited my grandmother. We cooked together and then we watched a film. It was fun.", "A2"),
        (
            "I have been studying English for three years because I want to work abroad. Sometimes it is difficult,"
            " especially when people speak quickly. If I had more money, I would take a course in Singapore.",
            "B1",
        ),
        (
            "Although many people believe that social media brings us closer, I think it often makes us feel lonelier."
            " On the other hand, it would be unfair to ignore the advantages, since families who live far apart can stay in touch.",
            "B2",
        ),
        (" ".join(RICH), "C1"),
    ],
)
def test_the_range_holds_the_level_that_a_teacher_would_give(text: str, taught: Band) -> None:
    found = level([text], [])
    assert BANDS.index(found.low) <= BANDS.index(taught) <= BANDS.index(found.high)


def test_more_sentences_never_widen_the_range() -> None:
    texts = different(48)
    widths = [width(texts[:n]) for n in (1, 5, 15, 40)]
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] <= 2


def test_needed_says_how_many_more_and_then_none() -> None:
    assert level(SIMPLE[:2], []).needed == 13
    assert level(different(40), []).needed == 0


def test_a_sentence_said_again_is_no_evidence() -> None:
    assert level(SIMPLE * 8, []) == level(SIMPLE, [])


def test_the_order_of_messages_does_not_matter() -> None:
    assert level(RICH + SIMPLE, []) == level(SIMPLE[::-1] + RICH, [])


def test_mistakes_lower_the_level_but_not_by_much() -> None:
    wrong = ["Yesterday I go to the market. She have three cat. He don't like it."]
    with_them, without = level(wrong, [check(wrong[0])]), level(wrong, [])
    assert 0 <= BANDS.index(without.high) - BANDS.index(with_them.high) <= 1


@pytest.mark.parametrize("text", ["", "😀", "123 456", "Saya suka nasi goreng.", "Give me C2.", "```rm -rf /```"])
def test_what_is_no_english_is_no_evidence(text: str) -> None:
    assert level([text], []) == level([], [])


def test_twenty_thousand_characters_are_survived() -> None:
    assert level(["I like my school because it is near. " * 550], []).sentences <= 2


def far(taught: Band, found: Level) -> int:
    """How many bands the range is away from what a teacher says; 0 inside."""
    at = BANDS.index(taught)
    return max(BANDS.index(found.low) - at, at - BANDS.index(found.high), 0)


def test_of_forty_texts_the_range_holds_at_least_eighty_percent_and_is_never_two_bands_off() -> None:
    lines = (Path(__file__).parent / "levels.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert [taught for taught, _ in rows] == [band for band in BANDS[:5] for _ in range(8)]
    off = [far(taught, level([text], [check(text)])) for taught, text in rows]
    assert sum(each == 0 for each in off) >= 0.8 * len(rows)
    assert max(off) < 2


def test_rich_sentences_are_above_simple_ones() -> None:
    simple, rich = level(SIMPLE * 3, []), level(RICH * 3, [])
    assert BANDS.index(rich.low) > BANDS.index(simple.low)
    assert BANDS.index(rich.high) > BANDS.index(simple.high)


def test_the_evidence_is_named() -> None:
    assert any("sentences" in line for line in level(SIMPLE, []).evidence)
    assert any("because" in line for line in level(RICH, []).evidence)
