"""What a character answers to what was said, before its next line."""

import pytest

from tutorfleet.tutor import hearing, scenarios
from tutorfleet.tutor.hearing import Heard
from tutorfleet.tutor.scenarios import Beat, Fact

HOTEL = scenarios.every()["hotel"]
TALK = scenarios.every()["small-talk"]
BREAKFAST = "Breakfast is from half past six to ten, next to the garden."
BEAT = Beat(
    again="Single or double?",
    any="That is fine.",
    no="No room, then.",
    when={"single|one": "One bed.", "taxi": "By taxi."},
    own="I sleep at home.",
)
PLAIN = Beat(again="Which one?", any="That is fine.")


def heard(text: str, beat: Beat = BEAT, scenario: scenarios.Scenario = HOTEL, *, again: bool = False) -> Heard:
    return hearing.hear(scenario, beat, text, [], again=again)


@pytest.mark.parametrize(
    ("text", "reaction"),
    [
        ("a single room please", "One bed."), ("Just one.", "One bed."), ("No, thank you.", "No room, then."),
        ("I don't need one", "No room, then."), ("whatever you have", "That is fine."), ("Joko Susilo", "That is fine."),
        ("Could you call a taxi?", "By taxi."), ("When I was young I came here", "That is fine."), ("Can I have a bath?", "Every room has"),
    ],
)  # fmt: skip
def test_an_answer_gets_what_the_beat_says_to_it(text: str, reaction: str) -> None:
    found = heard(text)
    assert found.reactions[0].startswith(reaction)


@pytest.mark.parametrize(
    "text", ["What time is breakfast?", "what time is breakfast", "Excuse me, when can I have breakfast?"]
)
def test_a_question_alone_is_answered_and_leaves_the_beat_open(text: str) -> None:
    assert heard(text) == Heard([BREAKFAST], stays=True)


def test_a_question_beside_an_answer_leaves_nothing_open() -> None:
    assert heard("A single room. What time is breakfast?") == Heard(["One bed.", BREAKFAST])
    assert heard("My name is Ayu. What time is breakfast?") == Heard(["That is fine.", BREAKFAST])


def test_the_second_time_the_talk_goes_on() -> None:
    assert not heard("What time is breakfast?", again=True).stays
    assert not heard("I don't understand", again=True).stays


@pytest.mark.parametrize("text", ["I don't understand", "Sorry?", "Can you repeat that, please?", "what do you mean"])
def test_what_was_not_understood_is_said_in_another_way(text: str) -> None:
    found = heard(text)
    assert found.stays
    assert set(found.reactions) <= set(hearing.CONFUSED)


@pytest.mark.parametrize("text", ["saya mau kamar", "Saya tidak mengerti", "tidak tahu"])
def test_indonesian_is_asked_for_in_english(text: str) -> None:
    found = heard(text)
    assert found.stays
    assert set(found.reactions) <= set(hearing.FOREIGN)


@pytest.mark.parametrize("text", ["", "?!", "👍", "hmm", "sdfgh"])
def test_what_says_nothing_was_not_heard(text: str) -> None:
    found = heard(text)
    assert found.stays
    assert set(found.reactions) <= set(hearing.UNHEARD)


def test_a_yes_where_more_is_asked_for_is_not_enough() -> None:
    assert set(heard("Yes.", PLAIN).reactions) <= set(hearing.GO_ON)
    asks = Beat(again="What else?", any="All right.", invites=True)
    assert set(heard("Yes, I do.", asks).reactions) <= set(hearing.ASK_AWAY)


def test_an_unknown_question_is_not_answered_by_guessing() -> None:
    found = heard("Which year was this house built?")
    assert set(found.reactions) <= set(HOTEL.unknown)
    assert found.stays


def test_a_wish_is_granted() -> None:
    assert set(heard("Could you wake me at six?").reactions) <= set(HOTEL.granted)
    assert heard("One bed please. Could you wake me at six?").reactions[0] == "One bed."


def test_a_question_that_is_returned_is_answered_by_the_character_itself() -> None:
    assert heard("in a tent, and you?", BEAT, TALK) == Heard(["That is fine.", "I sleep at home."])


def test_bad_and_good_news_are_met_as_such() -> None:
    assert set(heard("My mother is in hospital", PLAIN, TALK).reactions) <= set(TALK.sorry)
    assert set(heard("I passed my exam, I am so happy!", PLAIN, TALK).reactions) <= set(TALK.glad)


def test_thanks_and_a_missing_idea_are_met_politely() -> None:
    assert set(heard("Thank you very much!", PLAIN).reactions) <= set(hearing.WELCOME)
    assert set(heard("I don't know", PLAIN).reactions) <= set(hearing.UNSURE)


def test_nothing_is_answered_in_the_same_words_twice() -> None:
    first = heard("whatever you have")
    second = hearing.hear(HOTEL, BEAT, "whatever you have", first.reactions)
    assert set(second.reactions) <= set(HOTEL.heard)


def test_the_learners_words_are_not_repeated() -> None:
    found = heard("My name is XYZZY and I want a PLUGH, please. Do you have FROBOZZ?")
    assert not any(word in line for line in found.reactions for word in ("XYZZY", "PLUGH", "FROBOZZ"))


def test_facts_are_looked_through_in_order() -> None:
    scenario = type(HOTEL)(**{**{name: getattr(HOTEL, name) for name in HOTEL.__struct_fields__}, "facts": [
        Fact("price of tea", "Two."), Fact("price", "Five."),
    ]})  # fmt: skip
    assert hearing.hear(scenario, PLAIN, "What is the price of tea?", []).reactions == ["Two."]
    assert hearing.hear(scenario, PLAIN, "What is the price?", []).reactions == ["Five."]


@pytest.mark.parametrize("text", ["bye", "Ok, goodbye!", "Sorry, I have to go now.", "See you tomorrow"])
def test_a_leave_is_understood(text: str) -> None:
    assert hearing.leaves(text)


@pytest.mark.parametrize("text", ["I have to go to the airport at six", "Do I have to go now?", "I buy it", "Maybe"])
def test_what_is_no_leave(text: str) -> None:
    assert not hearing.leaves(text)


def test_a_sad_word_that_is_denied_is_not_pitied() -> None:
    assert heard("I am not sick any more", PLAIN, TALK).reactions == ["That is fine."]


@pytest.mark.parametrize("text", ["Hi", "Good evening!", "Hello everybody"])
def test_a_greeting_alone_is_returned_and_answers_nothing(text: str) -> None:
    found = heard(text)
    assert found.stays
    assert set(found.reactions) <= set(hearing.HELLO)
