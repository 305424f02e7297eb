import time

import pytest

from tutorfleet.language.moods import figurative, literal, tone


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("this homework is killing me, haha", "funny"),
        ("my mom's gonna kill me when she sees her wok 😂", "funny"),
        ("I would rather die than eat durian lol", "funny"),
        ("I laughed so hard I almost died", "comic"),
        ("I'm dying of laughter, it was so funny", "comic"),
        ("I got accepted at the university!!!", "proud"),
        ("I passed my driving test!", "proud"),
        ("we won the match", "proud"),
        ("i finally fixed the washing machine", "proud"),
        ("We are tired but happy", "good"),
        ("The exam was hard but I passed it", "proud"),
        ("My phone died again", "annoyed"),
        ("I'm sick of instant noodles", "annoyed"),
        ("this traffic in Jakarta is crazy", "annoyed"),
        ("The neighbour sings karaoke every night until midnight", "annoyed"),
        ("I am nervous about the interview", "nervous"),
        ("I cut my own hair. It was a mistake", "mishap"),
        ("I tried to make pancakes but they became like paper", "mishap"),
        ("Liverpool lost again last night", "pity"),
        ("my concert was cancelled", "pity"),
        ("They call me fat and laugh", "hurt"),
        ("My friends went out and they didn't invite me", "hurt"),
        ("My parents always compare me with my cousin", "hurt"),
        ("I'm burned out, I have three jobs", "tired"),
        ("I can't sleep well this week", "trouble"),
    ],
)
def test_a_message_is_met_in_its_tone(text: str, mood: str) -> None:
    found = tone(text)
    assert found is not None
    assert found.mood == mood


@pytest.mark.parametrize(
    "text",
    [
        "I didn't pass the exam",
        "I hope I get accepted",
        "We want to win the match",
        "I like rice",
        "My brother is a nurse",
        "",
        "I am not happy",
        "I will pass the exam",
        "if I win the lottery",
    ],
)
def test_what_is_denied_or_hoped_is_no_success(text: str) -> None:
    found = tone(text)
    assert found is None or found.mood not in ("proud", "good")


@pytest.mark.parametrize(
    "text",
    [
        "I'm dying to see it",
        "I would die for a plate of gudeg",
        "my battery is dead",
        "I am dead tired",
        "he killed it on stage",
        "beat the eggs for five minutes",
        "this song is sick",
        "that was crazy good",
        "I lost five kilos",
        "we took a short break",
        "the hero dies at the end of the film",
        "my mother will kill me",
        "I can't wait",
        "she cried with joy",
    ],
)
def test_words_that_sound_worse_than_they_mean_are_blanked(text: str) -> None:
    assert figurative(text)


@pytest.mark.parametrize(
    "text",
    [
        "my cat died",
        "my mother is sick",
        "he beat his dog",
        "we lost our house",
        "a thief stole my bike",
        "i broke my arm",
    ],
)
def test_what_is_really_bad_stays(text: str) -> None:
    assert literal(text) == text


@pytest.mark.parametrize("text", ["so " * 50_000, "not happy " * 20_000, "😂" * 9000, "!" * 10_000, "\ud83d"])
def test_odd_texts_are_looked_at_quickly(text: str) -> None:
    tone("warm")
    began = time.process_time()
    tone(text)
    literal(text)
    assert time.process_time() - began < 2
