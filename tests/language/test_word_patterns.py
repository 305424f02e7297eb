"""Patterns of words find what they say and nothing else."""

import time

import pytest

from tutorfleet.language.word_patterns import Patterns, plain, sections

LISTS = {"wish": "want|would_like"}


def finds(pattern: str, text: str) -> bool:
    return Patterns([pattern], LISTS).search(plain(text)) is not None


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("want to die", "I want to die."),
        ("<wish> [to] die", "I would like to die"),
        ("<wish> [to] die", "I want die"),
        ("[so] tired of life", "tired of life"),
        ("[so] tired of life", "so tired of life"),
        ("lost ~2 dog", "I lost my little dog"),
        ("self harm*", "self harming"),
        ("don't care", "I don’t   care"),
        ("die !laughing", "I die, alone"),
    ],
)
def test_a_pattern_finds(pattern: str, text: str) -> None:
    assert finds(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("die", "the diet"),
        ("die", "studied"),
        ("lost ~2 dog", "I lost my very little old dog"),
        ("lost ~4 dog", "I lost. Then my dog came."),
        ("die !laughing", "I die laughing"),
        ("die !of|for", "I die of heat"),
    ],
)
def test_a_pattern_does_not_find(pattern: str, text: str) -> None:
    assert not finds(pattern, text)


def test_an_unknown_list_is_an_error() -> None:
    with pytest.raises(KeyError):
        Patterns(["<nobody> dies"], {})


def test_a_pattern_that_begins_with_no_word_is_an_error() -> None:
    with pytest.raises(ValueError, match="begins with a word"):
        Patterns(["(die"], {})


def test_a_bar_with_no_word_beside_it_is_an_error() -> None:
    with pytest.raises(ValueError, match="no word beside"):
        Patterns(["want|| die"], {})


def test_all_finds_come_in_the_order_of_the_text_and_do_not_overlap() -> None:
    found = Patterns(["die", "want ~ die", "liv*"], {}).find(plain("I live, I want to die. He would die."))
    assert [match[0] for match in found] == ["live", "want to die", "die"]


def test_blanks_keep_the_place_of_every_other_letter() -> None:
    assert Patterns(["dead tired"], {}).blank("so dead tired, yes") == "so           , yes"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("I  WANT\nto", "i want to"),
        ("don’t", "don't"),
        ("dieeee", "die"),
        ("killlll", "kill"),
        ("d\u200bie", "die"),
        ("to... die", "to die"),
        ("no 😭 (more)", "no more "),
        ("self-harm - no", "self-harm no"),
    ],
)
def test_plain_text_is_what_a_reader_hears(text: str, seen: str) -> None:
    assert plain(text) == seen


def test_long_repetitions_are_read_quickly() -> None:
    text = plain("i want to want to i feel like i think my life " * 430)
    start = time.process_time()
    for found in sections("care").values():
        assert len([*found.find(text)]) < len(text)
    assert time.process_time() - start < 5, "a pattern goes back and forth without bound"


def test_a_list_may_take_several_lines() -> None:
    assert sections("care")["crisis other"].search(plain("my colleague wants to die")) is not None
    assert sections("care")["crisis other"].search(plain("my mother-in-law wants to die")) is not None


def test_a_list_can_be_used_with_an_s() -> None:
    found = Patterns(["<close>'s death"], {"close": "father|mother"})
    assert found.search(plain("my father's death")) is not None
    assert found.search(plain("my father death")) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Every night I plan how I die", True),
        ("I die, that is what I plan", True),
        ("I plan a party. I die of hunger", False),
        ("I plan a party", False),
    ],
)
def test_two_patterns_together_are_found_in_one_sentence_in_any_order(text: str, *, found: bool) -> None:
    assert finds("i die & plan*", text) is found
