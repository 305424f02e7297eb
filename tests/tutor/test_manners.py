"""A reply neither repeats itself nor judges what rules have judged; everything else comes through as it came."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutorfleet.tutor.manners import INSTEAD, Manners


def shown(text: str, size: int = 3, *, said: str = "", wrong: bool = False) -> str:
    manners, out = Manners(said, wrong=wrong), ""
    for start in range(0, len(text), size):
        out += manners.feed(text[start : start + size])
        if manners.over:
            break
    return out + manners.end()


SIZES = pytest.mark.parametrize("size", [1, 3, 7, 1000])


@SIZES
@pytest.mark.parametrize("wrong", [False, True])
def test_an_ordinary_reply_comes_through_to_the_letter(size: int, wrong: bool) -> None:
    reply = "That sounds fun! What did you eat there?\nI like rice, I like tea. Mr. Budi said: no, no, never."
    assert shown(reply, size, wrong=wrong) == reply


@SIZES
def test_the_second_time_of_a_sentence_ends_the_reply(size: int) -> None:
    assert shown("I am happy. Are you?\nI am happy. And you?", size).strip() == "I am happy. Are you?"


@SIZES
def test_a_sentence_that_begins_like_an_earlier_one_is_shown(size: int) -> None:
    reply = "I am happy. I am happy today."
    assert shown(reply, size) == reply


@SIZES
def test_going_round_in_circles_is_cut(size: int) -> None:
    assert shown("Oh. I'm sorry, " + "I'm sorry, " * 20 + "I", size).startswith("Oh. I'm sorry")
    assert len(shown("Oh. I'm sorry, " + "I'm sorry, " * 20 + "I", size)) < 80


@SIZES
@pytest.mark.parametrize(
    "verdict",
    [
        "Your sentence is grammatically correct.",
        "The sentence is correct!",
        "There are no mistakes.",
        "Great sentence!",
        "Here is the corrected sentence: I go.",
        '"She don\'t like it" is a correct sentence.',
    ],
)
def test_a_wrong_sentence_is_not_judged_by_a_model(verdict: str, size: int) -> None:
    assert shown(f"Nice to hear. {verdict} What then?", size, wrong=True).split() == [
        "Nice",
        "to",
        "hear.",
        "What",
        "then?",
    ]


@SIZES
def test_a_model_does_not_claim_to_be_human(size: int) -> None:
    assert shown("Hello. I'm just a regular human who chats. And you?", size).split() == ["Hello.", "And", "you?"]
    assert shown("I am not human, but I like to listen.", size) == "I am not human, but I like to listen."


def test_where_rules_found_nothing_a_verdict_may_stand() -> None:
    assert shown("Your sentence is correct. What then?") == "Your sentence is correct. What then?"


def test_words_of_a_verdict_may_stand_in_small_talk() -> None:
    reply = "The judge gave him a long sentence. That is sad."
    assert shown(reply, wrong=True) == reply


def test_something_friendly_stands_where_nothing_could_be_kept() -> None:
    assert shown("The sentence is correct.", wrong=True) == INSTEAD


def test_what_was_said_before_a_restart_counts() -> None:
    assert shown(" I am happy. Bye.", said="I am happy. Are you?").strip() == ""


def test_a_model_does_not_say_its_instructions_aloud() -> None:
    manners = Manners(told="You are Wren.\nBe kind.")
    assert manners.feed("Hello! You are Wren. Be kind. ") + manners.end() == "Hello!"


def test_empty_lines_are_not_piled_up() -> None:
    assert shown("\n\nHello!\n\n\n\nHow are you?\n\n\n") == "Hello!\n\nHow are you?"


@given(st.text(max_size=200), st.integers(1, 20))
def test_any_text_can_be_fed_and_nothing_is_invented(text: str, size: int) -> None:
    out = shown(text, size)
    assert out == INSTEAD or len(out) <= len(text) + 1
