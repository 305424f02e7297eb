"""The tables of frequency are there and say what one expects of them."""

import pytest

from tutorfleet.language.frequency import english, english_words, indonesian, rare_english


def test_a_frequent_word_is_more_frequent_than_a_rare_one() -> None:
    assert english("the") > english("house") > english("giraffe") > english("tommorow") == 0


def test_each_language_has_its_own_table() -> None:
    assert indonesian("yang") > 6 > english("yang")


def test_the_words_come_in_order() -> None:
    found = [english(word) for word in english_words()]
    assert found == sorted(found, reverse=True)


def test_the_large_table_says_the_same_of_frequent_words_and_knows_rare_ones() -> None:
    assert rare_english("the") == pytest.approx(english("the"))
    assert rare_english("house") == pytest.approx(english("house"), abs=0.02)
    assert 2 < rare_english("statuette") < 3
    assert rare_english("xqvzy") == 0


@pytest.mark.parametrize("word", ["", "a" * 200, "\ud800", "rumah\x00"])
def test_what_is_no_word_is_not_there(word: str) -> None:
    assert rare_english(word) == indonesian(word) == 0


def test_a_part_of_a_word_is_no_word() -> None:
    assert rare_english("statuett") == indonesian("jakart") == 0
