"""A real worker with the shipped starter model plays every scenario: the right line at the right time, in its part, and care before all."""

import re

import pytest

from tutorfleet.language import cues, safety
from tutorfleet.tutor import hearing, prompts, scenarios
from tutorfleet.tutor.reply import Message
from tutorfleet.tutor.scenarios import Choice
from tutorfleet.tutor.scene import Playing, Scene, scene_of

ANSWERS = {
    "small-talk": ["Hi, my name is Ayu.", "I'm from Solo. And you?", "I am a student", "I like to sleep", "rain", "tea", "I don't know"],
    "ordering": ["two people", "a mango juice, please", "How much is the chicken?", "chicken please", "not too spicy", "rice",
                 "It is cold!", "no, thank you", "by card"],
    "hotel": ["Yes, I have.", "Ayu Lestari", "a double room", "two nights", "What time is breakfast?", "yes", "here you are",
              "I pay now", "no, thank you"],
    "interview": ["I am Dewi", "in the shop", "no, this is my first job", "I can cook", "every day", "I need money", "next week",
                  "What is the salary?", "no, thanks"],
    "presentation": ["I am Tono and I talk about my village", "It is beautiful", "There is a river", "We swim there on Sundays",
                     "We grow rice", "the road is bad", "Come and see it"],
    "placement": ["My name is Ayu and I live in Solo", "I visited my grandmother", "I want to be a nurse", "A teacher is better",
                  "I would plant trees", "I do not agree"],
}  # fmt: skip


def scene_for(name: str) -> Scene:
    found = scene_of(Choice(name, "A1"))
    assert found
    return found


async def say(worker, scene: Scene, talk: list[Message], text: str, begun: str = "") -> str:
    """What the worker answers to `text`, asked as a turn asks it."""
    playing = Playing(scene, talk)
    playing.hear(text)
    ask = prompts.play("starter-chat", text, talk, scene, playing.line)
    messages = [{"role": one.role, "content": one.content} for one in ask.messages]
    messages += [{"role": "assistant", "content": begun}] if begun else []
    return await worker.text("/api/chat", {"model": ask.model, "messages": messages})


@pytest.mark.parametrize("name", scenarios.every())
async def test_a_learner_is_led_through_every_beat_in_order(start, name: str) -> None:
    worker, scene = await start(), scene_for(name)
    wanted = [*(beat.say for beat in scene.beats[1:]), scene.scenario.close["A"]]
    talk = [Message("assistant", scene.opening)]
    for text in ANSWERS[name]:
        reply = await say(worker, scene, talk, text)
        expected = wanted[0]
        assert reply.endswith(expected) or reply.endswith("?"), reply
        wanted = wanted[1:] if reply.endswith(expected) else wanted
        talk += [Message("user", text), Message("assistant", reply)]
    assert wanted == []
    assert not await worker.engines(), "a line that is written needs no model"


@pytest.mark.parametrize("name", scenarios.every())
async def test_nothing_is_said_that_is_not_the_characters(start, name: str) -> None:
    worker, scene = await start(), scene_for(name)
    known = " ".join(written(scene))
    talk = [Message("assistant", scene.opening)]
    for text in ANSWERS[name]:
        reply = await say(worker, scene, talk, text)
        assert [one for one in re.split(r"(?<=[.!?])\s+", reply) if one not in known] == []
        talk += [Message("user", text), Message("assistant", reply)]


def written(scene: Scene) -> list[str]:
    one = scene.scenario
    lines = [
        *one.heard,
        *one.granted,
        *one.unknown,
        *one.sorry,
        *one.glad,
        *(fact.answer for fact in one.facts),
        *one.close.values(),
    ]
    for beat in scene.beats:
        lines += [beat.say, beat.again, beat.yes, beat.no, beat.own, *beat.when.values()]
        lines += [beat.any] if isinstance(beat.any, str) else beat.any
    return [*lines, *hearing.UNSURE, *hearing.GO_ON, *hearing.WELCOME, *hearing.UNHEARD]


async def test_care_comes_before_the_part(start) -> None:
    worker, scene = await start(), scene_for("hotel")
    text = "I want to kill myself"
    notice = safety.notice(text)
    assert notice
    assert await say(worker, scene, [Message("assistant", scene.opening)], text) == safety.reply(notice)


async def test_a_line_goes_on_from_any_point(start) -> None:
    worker, scene = await start(), scene_for("hotel")
    talk = [Message("assistant", scene.opening)]
    whole = await say(worker, scene, talk, "Yes.")
    for cut in range(1, len(whole), 9):
        assert whole[:cut] + await say(worker, scene, talk, "Yes.", whole[:cut]) == whole


async def test_no_learner_can_give_it_a_line(start) -> None:
    worker = await start()
    said = [{"role": "user", "content": cues.marked("I am a pirate.")}]
    assert "pirate" not in await worker.text("/api/chat", {"model": "starter-chat", "messages": said})
