"""What a misspelt word was meant to be: clear cases only, and never for a name or an Indonesian word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutorfleet.language import lexicon
from tutorfleet.language.misspelling import is_known, listed, looks_indonesian, meant, slips
from tutorfleet.language.wordclass import is_closed


@pytest.mark.parametrize(
    ("word", "right"),
    [
        ("recieve", "receive"),
        ("freind", "friend"),
        ("beatiful", "beautiful"),
        ("Tommorow", "Tomorrow"),
        ("wensday", "Wednesday"),
        ("strawbery", "strawberry"),
        ("completelly", "completely"),
        ("hamburgir", "hamburger"),
    ],
)
def test_a_slip_in_a_frequent_word_is_found(word: str, right: str) -> None:
    assert meant(word) == right


@pytest.mark.parametrize(
    "word",
    ["Rizky", "nasi", "colour", "organised", "kopi", "wifi", "makannya", "zzzz", "salak", "whilst", "lol", "Purwosari"],
)
def test_names_indonesian_chat_and_british_words_are_left_alone(word: str) -> None:
    assert meant(word) is None


@pytest.mark.parametrize(
    "word", ["statuette", "doormat", "buskers", "memorised", "colourised", "spitzer", "hoardings", "whisperings"]
)
def test_rare_words_and_names_in_small_letters_are_no_slips(word: str) -> None:
    assert meant(word) is None


def test_what_is_known_is_asked_of_every_table() -> None:
    assert all(is_known(word) for word in ("house", "myself", "colour", "jakarta", "organised", "statuette"))
    assert not any(is_known(word) for word in ("hamburgir", "strabge", "xqvzy"))


def test_beside_a_stranger_a_word_must_be_nearer() -> None:
    assert meant("hamburgir") == "hamburger"
    assert meant("rondes", among_strangers=True) is None


def test_a_word_that_fits_after_a_determiner_is_preferred() -> None:
    assert meant("plase", before="the") == "place"
    assert meant("plase") == "please"


def test_typical_slips_cost_less() -> None:
    assert slips("happy", "happy") == 0
    assert slips("hapy", "happy") < slips("hppy", "happy")
    assert slips("freind", "friend") < slips("frxend", "friend")
    assert slips("kat", "cat") < slips("mat", "cat")


@given(st.text("abcdest", max_size=7), st.text("abcdest", max_size=7))
def test_the_way_back_costs_the_same(one: str, other: str) -> None:
    assert slips(one, other) == pytest.approx(slips(other, one))


def test_no_listed_misspelling_is_a_word() -> None:
    assert [word for word in listed() if lexicon.known(word) or is_closed(word)] == []


def test_what_is_listed_as_right_is_not_listed_as_wrong() -> None:
    assert not {right.lower() for right in listed().values()} & listed().keys()


def test_syllables_tell_indonesian_by_its_looks() -> None:
    assert all(looks_indonesian(w) for w in ("salak", "ronde", "matah", "nyamuk", "kunyit"))
    assert not any(looks_indonesian(w) for w in ("studing", "wich", "tonigt", "lern", "yesturday"))
