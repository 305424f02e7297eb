"""Scenarios: small plays in which the tutor takes a part (a receptionist, a waiter) and the learner practises one thing.

Each is a TOML file in `scenes/`: what a learner sees of it (title, roles, goals, an opening and useful phrases for each level) and
what the tutor's character says. For each band of levels (A, B, C) that is a list of *beats*: a line that ends with a question,
simpler words for it (`again`), and what the character answers to what is said then (`yes`, `no`, `when` a pattern is found, `any`
otherwise). The first beat's line is the level's opening. `facts` are what the character can answer whenever it is asked.

This module reads them; which line comes next is decided in `scene.py`. To add a scenario, add a file (tests hold it to its form).
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import msgspec

Level = Literal["A1", "A2", "B1", "B2", "C1"]
Band = Literal["A", "B", "C"]
Lines = str | list[str]


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a file: a name that is not known is a mistake of the writer."""


class Text(Strict, frozen=True):
    """For a reader of English or of Indonesian."""

    en: str
    id: str


class Roles(Strict, frozen=True):
    """Who is who."""

    tutor: Text
    learner: Text


class Beat(Strict, frozen=True):
    """One line of the character and what it says to the answer. Patterns of `when` are words with `|` between them."""

    again: str
    any: Lines
    say: str = ""
    yes: str = ""
    no: str = ""
    own: str = ""
    """what the character says of itself if it is asked "and you?" """
    when: dict[str, str] = {}
    invites: bool = False
    """whether it invites questions, so that a yes alone wants to ask one"""


class Fact(Strict, frozen=True):
    """What the character can answer: `asks`, words of the question, with `|` between them."""

    asks: str
    answer: str


class Scenario(Strict, frozen=True):
    """One play."""

    id: str
    title: Text
    about: Text
    roles: Roles
    goals: list[Text]
    part: str
    """who the character is, told to a model"""
    opening: dict[Level, str]
    phrases: dict[Level, list[str]]
    beats: dict[Band, list[Beat]]
    close: dict[Band, str]
    heard: list[str]
    """that the character has heard something, where nothing of a beat fits any more"""
    granted: list[str]
    """to a request ("could you ...?")"""
    unknown: list[str]
    """to a question that no fact answers"""
    sorry: list[str] = []
    glad: list[str] = []
    facts: list[Fact] = []
    rising: bool = False
    """its lines get harder from beat to beat, whatever the level"""

    @property
    def turns(self) -> int:
        """Answers of the learner until it is finished, the most of its bands."""
        return max(map(len, self.beats.values()))


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a learner chooses."""

    id: str
    level: str


class UnknownScenario(ValueError):
    """There is no such scenario, or not at this level."""


@cache
def every() -> Mapping[str, Scenario]:
    """All scenarios by id, as they are listed. Raises ValueError for a file that is none."""
    found = [read(entry.read_text("utf-8")) for entry in sorted(_folder(), key=lambda entry: entry.name)]
    return {one.id: one for one in found}


def read(text: str) -> Scenario:
    """A scenario from its file's text. Raises msgspec.ValidationError or tomllib.TOMLDecodeError."""
    return msgspec.convert(tomllib.loads(text), Scenario)


def choose(choice: Choice) -> Scenario:
    """The scenario that is meant. Raises UnknownScenario with what there is."""
    scenario = every().get(choice.id)
    if scenario is None:
        raise UnknownScenario(f"scenario: expected one of {', '.join(every())}")
    if choice.level not in scenario.opening:
        raise UnknownScenario(f"scenario: {choice.id} has the levels {', '.join(scenario.opening)}")
    return scenario


def listed() -> Sequence[dict[str, Any]]:
    """What a learner may see of each."""
    return [shown(scenario) for scenario in every().values()]


def shown(scenario: Scenario) -> dict[str, Any]:
    """One of them: nothing of what the character will say but the opening."""
    names = ("id", "title", "about", "roles", "opening", "goals", "phrases")
    told = {name: msgspec.to_builtins(getattr(scenario, name)) for name in names}
    return {**told, "levels": list(scenario.opening), "turns": scenario.turns}


def _folder() -> list[Any]:
    folder = files("tutorfleet.tutor") / "scenes"
    return [entry for entry in folder.iterdir() if entry.name.endswith(".toml")]
