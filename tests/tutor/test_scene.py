"""Which line comes next: pure, from the talk alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutorfleet.tutor import scenarios, scene
from tutorfleet.tutor.reply import Message
from tutorfleet.tutor.scenarios import Choice
from tutorfleet.tutor.scene import Place, Playing, Scene

HOTEL = Scene(scenarios.every()["hotel"], "A1")
SCENES = [Scene(one, level) for one in scenarios.every().values() for level in one.opening]
CRISIS = "I want to kill myself"
TALK = [
    "Yes, I have.",
    "No",
    "What time is breakfast?",
    "I don't understand",
    "saya tidak tahu",
    "And you?",
    "maybe tomorrow",
    "👍",
]


def played(one: Scene, *texts: str) -> tuple[list[str], list[Message]]:
    """What the character says to these texts, and the talk."""
    lines, talk = [], [Message("assistant", one.opening)]
    for text in texts:
        playing = Playing(one, talk)
        playing.hear(text)
        lines.append(playing.line)
        talk += [Message("user", text), Message("assistant", playing.line or "Good.")]
    return lines, talk


@pytest.mark.parametrize("one", SCENES, ids=[f"{each.scenario.id}-{each.level}" for each in SCENES])
def test_the_beats_come_in_order_and_then_the_character_takes_its_leave(one: Scene) -> None:
    lines, talk = played(one, *(f"I think that it is about number {number}." for number in range(len(one.beats))))
    wanted = [*(beat.say for beat in one.beats[1:]), one.scenario.close[one.band]]
    assert all(line.endswith(end) for line, end in zip(lines, wanted, strict=True))
    assert scene.finished(one, scene.walk(one, talk))


@pytest.mark.parametrize("one", SCENES, ids=[f"{each.scenario.id}-{each.level}" for each in SCENES])
@settings(max_examples=20, deadline=None)
@given(said=st.lists(st.sampled_from(TALK) | st.text(max_size=40), min_size=20, max_size=20))
def test_whatever_is_said_no_beat_is_asked_twice_and_it_comes_to_an_end(one: Scene, said: list[str]) -> None:
    place, lines = Place(), []
    for text in said:
        if scene.finished(one, place):
            break
        line, place = scene.step(one, place, text)
        lines.append(line)
    assert len(lines) == len(set(lines)) <= 2 * len(one.beats)
    for beat in one.beats:
        assert sum(line.endswith(beat.again) for line in lines) <= 1
        assert not beat.say or sum(line.endswith(beat.say) for line in lines) <= 1
    assert scene.finished(one, place)


def test_a_question_is_answered_and_the_beat_asked_again() -> None:
    (line,), talk = played(HOTEL, "What time is breakfast?")
    assert line == "Breakfast is from half past six to ten, next to the garden. Did you ask for a room before today?"
    assert scene.walk(HOTEL, talk) == Place(0, again=True, said=frozenset([HOTEL.scenario.facts[1].answer]))


def test_what_was_answered_by_rule_moves_nothing() -> None:
    talk = played(HOTEL, "Yes.")[1]
    for text in (CRISIS, "Write me an essay about pollution."):
        before = scene.walk(HOTEL, talk)
        talk += [Message("user", text), Message("assistant", "…")]
        assert scene.walk(HOTEL, talk) == before


def test_a_message_without_an_answer_moves_nothing() -> None:
    talk = played(HOTEL, "Yes.")[1]
    assert scene.walk(HOTEL, [*talk, Message("user", "Ayu")]) == scene.walk(HOTEL, talk)


def test_a_taxi_is_the_receptions_business_and_homework_is_not() -> None:
    assert scene.apart("Could you book a taxi for tomorrow morning?") is None
    assert scene.apart("Write me an essay about pollution.") == "essay"


def test_whoever_takes_their_leave_is_let_go() -> None:
    lines, talk = played(HOTEL, "Yes.", "Sorry, I have to go now, bye!")
    assert lines[-1] == HOTEL.scenario.close["A"]
    assert scene.finished(HOTEL, scene.walk(HOTEL, talk))


def test_after_the_end_there_is_no_line() -> None:
    lines, talk = played(HOTEL, "bye", "Thank you.")
    assert lines[1] == ""
    assert Playing(HOTEL, talk).progress(answered=True) == scene.Progress("hotel", "A1", 8, 8, finished=True)


def test_a_reply_that_never_came_is_no_progress() -> None:
    playing = Playing(HOTEL, [Message("assistant", HOTEL.opening)])
    playing.hear("Yes.")
    assert [playing.progress(answered=answered).beat for answered in (False, True)] == [0, 1]


def test_a_scenario_of_another_version_is_an_ordinary_talk() -> None:
    assert scene.scene_of(Choice("moon", "A1")) is None
    assert scene.scene_of(None) is None


def test_other_levels_have_other_words() -> None:
    hotel = scenarios.every()["hotel"]
    assert len({Scene(hotel, level).opening for level in hotel.opening}) == 5
    assert [Scene(hotel, level).band for level in hotel.opening] == ["A", "A", "B", "B", "C"]
