"""A scenario on the whole fleet, with the starter model that a newcomer has."""

import urllib.error
import urllib.request
from uuid import uuid4

import pytest

from support.learner import Learner

HOTEL = {"id": "hotel", "level": "A1"}


def test_a_learner_checks_in_at_the_hotel_and_gets_the_key(learner: Learner) -> None:
    hotel = next(each for each in learner.call("GET", "/scenarios")["data"] if each["id"] == "hotel")
    talk = str(uuid4())
    first = learner.turn("Yes, I have.", talk, scenario=HOTEL)[-1]
    assert first["reply"] == "Very good. What is your name, please?"
    said = [
        "Ayu",
        "single",
        "two nights",
        "yes",
        "Could you call a taxi for me?",
        "here you are",
        "I pay now",
        "no thanks",
    ]
    replies = [learner.turn(text, talk)[-1] for text in said]
    assert replies[-1]["scenario"] == {**HOTEL, "beat": hotel["turns"], "of": hotel["turns"], "finished": True}
    assert "Here is your key." in replies[-1]["reply"]
    row = learner.call("GET", f"/conversations/{learner.uid}/{talk}")["data"]
    assert row["conversation"][0]["content"] == hotel["opening"]["A1"]
    assert (row["title"], row["scenario"]) == ("At the hotel", HOTEL)


def test_the_list_needs_a_token_at_the_edge(learner: Learner) -> None:
    request = urllib.request.Request(f"{learner.url}/scenarios", headers={"Accept": "application/json"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=60)
    with refused.value as answer:
        assert answer.code == 401
