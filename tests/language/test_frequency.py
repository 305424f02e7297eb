"""The tables of frequency are there and say what one expects of them."""

from tutorfleet.language.frequency import english, english_words, indonesian


def test_a_frequent_word_is_more_frequent_than_a_rare_one() -> None:
    assert english("the") > english("house") > english("giraffe") > english("tommorow") == 0


def test_each_language_has_its_own_table() -> None:
    assert indonesian("yang") > 6 > english("yang")


def test_the_words_come_in_order() -> None:
    found = [english(word) for word in english_words()]
    assert found == sorted(found, reverse=True)
