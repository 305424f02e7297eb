"""A learner's turn on the whole fleet, through the command line and through the edge."""

from typing import Any

import pytest

from support.learner import Learner
from support.local_fleet import LocalFleet

MISTAKEN = "Yesterday I go to the beach with my friend and we was very happy"


@pytest.fixture(scope="module")
def said(fleet: LocalFleet) -> dict[str, Any]:
    """What `tutorfleet chat --message ... --json` prints."""
    result: dict[str, Any] = fleet.json("chat", "--message", MISTAKEN, "--json")
    return result


def test_both_mistakes_are_corrected(said: dict[str, Any]) -> None:
    assert [(each["original"], each["replacement"]) for each in said["corrections"]] == [
        ("go", "went"),
        ("was", "were"),
    ]


def test_every_correction_has_a_reason_in_both_languages(said: dict[str, Any]) -> None:
    assert all(each["reason"]["en"] and each["reason"]["id"] for each in said["corrections"])


def test_the_reply_is_a_sentence(said: dict[str, Any]) -> None:
    assert len(said["reply"].split()) >= 4
    assert said["reply"][-1] in ".?!"


def test_there_are_nine_scores(said: dict[str, Any]) -> None:
    assert list(said["scores"])[-1] == "overall_communication"
    assert len(said["scores"]) == 9
    assert all(0 <= value <= 100 for value in said["scores"].values())


def test_there_is_a_cefr_range(said: dict[str, Any]) -> None:
    levels = ["A1", "A2", "B1", "B2", "C1", "C2"]
    assert levels.index(said["cefr"]["low"]) <= levels.index(said["cefr"]["high"])


def test_the_turn_and_its_memories_are_named(said: dict[str, Any]) -> None:
    assert said["turn"]
    assert said["memories"]["stored"]


def test_the_first_words_come_before_the_turn_is_done(learner: Learner) -> None:
    kinds = [event["type"] for event in learner.turn("I have a small dog and he likes to run.")]
    assert kinds.index("reply") < kinds.index("done")
    assert kinds[-1] == "done"


def test_a_crisis_is_answered_with_help_and_no_correction(learner: Learner) -> None:
    done = learner.turn("sometimes I think it is better if I'm not alive")[-1]
    assert not done["corrections"]
    assert "emergency" in done["reply"].lower()


def test_the_conversation_is_stored_when_the_turn_is_done(learner: Learner) -> None:
    conversation = "11111111-2222-4333-8444-555555555555"
    done = learner.turn("I like to cook with my mother.", conversation)[-1]
    row = learner.call("GET", f"/conversations/{learner.uid}/{conversation}")["data"]
    assert [each["content"] for each in row["conversation"]] == ["I like to cook with my mother.", done["reply"]]


def test_the_same_kind_of_mistake_names_the_earlier_one(learner: Learner) -> None:
    learner.turn("Yesterday I go to the market with my sister.")
    done = learner.turn("Last week my father buy a new car.")[-1]
    assert "market" in done["corrections"][0]["earlier"]["sentence"]
