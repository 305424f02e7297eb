"""The second ear hears what it never read in these words, leaves ordinary talk alone, and costs next to nothing."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutorfleet.language.ear import LONGEST, MEANINGS, WINDOW, features, hear, model, sureness, windows


def test_an_indirect_cry_is_heard() -> None:
    heard = hear("I already gave my dog to my uncle and I wrote letters for my sisters, they can read it after I go")
    assert heard is not None
    assert heard.meaning == "crisis"


def test_what_somebody_does_to_the_learner_is_heard_as_abuse() -> None:
    heard = hear("my stepfather hits me with a stick every night and I am scared to go home")
    assert heard is not None
    assert heard.meaning == "abuse"


def test_a_loss_is_heard_as_grief() -> None:
    heard = hear("my grandmother passed away last week and I miss her so much")
    assert heard is not None
    assert heard.meaning == "grief"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hello",
        "I like fried rice with egg",
        "And I like my dog.",
        "I talk about my mother",
        "I gave my old books to my cousin because I bought new ones",
        "Can you correct my sentence please?",
        "Yesterday we went to the beach and took many photos",
        "I am tired after work but tomorrow is holiday",
    ],
)
def test_ordinary_talk_is_left_alone(text: str) -> None:
    assert hear(text) is None


def test_a_word_misspelt_after_its_beginning_is_the_same_word() -> None:
    assert features(["suicide"]) & features(["suicidde"]) == {"suici", "< suici", "suici >", "< suici >"}


def test_a_long_message_is_heard_in_parts_that_overlap() -> None:
    parts = windows("word " * (2 * WINDOW))
    assert [len(part) for part in parts] == [WINDOW, WINDOW, WINDOW]


def test_a_cry_in_the_middle_of_a_long_message_is_heard() -> None:
    cry = "My family would be happier without me and I want to sleep and never wake up."
    text = "My day was fine. " * 15 + cry + " Today it rains." * 15
    assert len(text) < LONGEST
    assert sureness(text).sureness >= model().enough


def test_the_beginning_and_the_end_of_a_very_long_message_are_heard() -> None:
    parts = windows("begin " + "rain " * 10_000 + "end")
    assert parts[0][0] == "begin"
    assert parts[-1][-1] == "end"
    assert len(parts) < LONGEST


def test_the_weights_are_one_for_each_meaning() -> None:
    assert {len(weights) for weights in model().weights.values()} == {len(MEANINGS)}
    assert len(model().bias) == len(MEANINGS)


@given(st.text(max_size=300))
def test_any_text_can_be_heard(text: str) -> None:
    assert 0 <= sureness(text).sureness <= 1


def test_a_message_costs_less_than_a_millisecond() -> None:
    text = "Yesterday I went to the market with my mother and we bought fish, rice and many vegetables for dinner."
    hear(text)
    begin = time.process_time()
    for _ in range(100):
        hear(text)
    assert time.process_time() - begin < 0.1
