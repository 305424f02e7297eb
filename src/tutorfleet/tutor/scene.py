"""Which line a character says next: a walk through a scenario's beats. Pure, and a function of the talk alone.

Nothing is stored but the talk itself: `walk` goes through it again from its opening and finds the beat that it has come to, so a
talk that goes on elsewhere, after a crash, or from an earlier turn, goes on rightly. What was answered by rule (care, `apart`) moves
nothing, nor does a message without an answer. `step` takes the learner's words and gives the line: what the character answers to
them (`hearing.py`), and the next beat. A learner who only asks, or did not understand, is asked again in simpler words, once a
beat. One who takes their leave is let go. No line is said twice in a talk.

A real model is told the line and says it in its own words; the starter model says it as it stands (`language/cues.py`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import msgspec

from tutorfleet.language import requests, safety
from tutorfleet.tutor import hearing
from tutorfleet.tutor.reply import Message
from tutorfleet.tutor.scenarios import Band, Beat, Choice, Scenario, UnknownScenario, choose

APART = frozenset({"injection", "flirt", "hacking", "exam", "medicine", "law", "politics", "essay", "translate"})
"""Requests that no character plays along with; a taxi, a wake-up call, news of the town, the price belong to a play."""


@dataclass(frozen=True)
class Scene:
    """A scenario at a level."""

    scenario: Scenario
    level: str

    @property
    def band(self) -> Band:
        """The beats that this level has; a rising scenario has only one list."""
        bands = self.scenario.beats
        return next((band for band in bands if band == self.level[0]), next(iter(bands)))

    @property
    def beats(self) -> Sequence[Beat]:
        return self.scenario.beats[self.band]

    @property
    def opening(self) -> str:
        """What the character says before the learner says anything."""
        return next(line for level, line in self.scenario.opening.items() if level == self.level)


@dataclass(frozen=True)
class Place:
    """Where a talk has come to: how many beats were answered, whether this one was asked again, reactions that were used."""

    beat: int = 0
    again: bool = False
    said: frozenset[str] = field(default_factory=frozenset)


class Progress(msgspec.Struct, frozen=True):
    """How far a learner is: `beat` of `of` answers given."""

    id: str
    level: str
    beat: int
    of: int
    finished: bool


class Playing:
    """A scene during one turn."""

    def __init__(self, scene: Scene, history: Sequence[Message]) -> None:
        self.scene, self.line = scene, ""
        self._before = self._now = walk(scene, history)

    def hear(self, text: str) -> None:
        """What the learner says; `line` is the answer, "" where the scene was over before."""
        if not self.over:
            self.line, self._now = step(self.scene, self._before, text)

    @property
    def over(self) -> bool:
        """Whether the scene had ended before this turn."""
        return finished(self.scene, self._before)

    def progress(self, *, answered: bool) -> Progress:
        """How far the learner is after this turn; `answered`: whether the character has said anything."""
        return progress(self.scene, self._now if answered else self._before)


def scene_of(choice: Choice | None) -> Scene | None:
    """The scene of a conversation; None if it has none, or one that this version does not know."""
    if choice is None:
        return None
    try:
        return Scene(choose(choice), choice.level)
    except UnknownScenario:
        return None


def walk(scene: Scene, history: Sequence[Message]) -> Place:
    """Where the talk has come to."""
    place = Place()
    for text in answered(history):
        if finished(scene, place):
            break
        place = step(scene, place, text)[1]
    return place


def step(scene: Scene, place: Place, text: str) -> tuple[str, Place]:
    """What the character says to `text`, and where the talk has come to then. Not for a scene that is finished."""
    if hearing.leaves(text):
        return scene.scenario.close[scene.band], Place(len(scene.beats), said=place.said)
    beat = scene.beats[place.beat]
    heard = hearing.hear(scene.scenario, beat, text, place.said, again=place.again)
    said = place.said | set(heard.reactions)
    if heard.stays:
        return " ".join([*heard.reactions, beat.again]), Place(place.beat, again=True, said=said)
    on = Place(place.beat + 1, said=said)
    following = scene.scenario.close[scene.band] if finished(scene, on) else scene.beats[on.beat].say
    return " ".join([*heard.reactions, following]), on


def finished(scene: Scene, place: Place) -> bool:
    """Whether the character has taken its leave."""
    return place.beat >= len(scene.beats)


def progress(scene: Scene, place: Place) -> Progress:
    """For the learner."""
    of = len(scene.beats)
    return Progress(scene.scenario.id, scene.level, min(place.beat, of), of, finished(scene, place))


def apart(text: str) -> str | None:
    """The kind of request that is answered by rule within a scene too (`language.requests`)."""
    kind = requests.request(text)
    return kind if kind in APART else None


def answered(history: Sequence[Message]) -> Iterator[str]:
    """The learner's messages that the character answered."""
    said: list[str] = []
    for message, after in zip(history, [*history[1:], None], strict=True):
        if message.role != "user":
            continue
        before = tuple(said[-safety.LASTS :])
        said.append(message.content)
        if after is not None and after.role == "assistant" and not _by_rule(message.content, before):
            yield message.content


@lru_cache(maxsize=1024)
def _by_rule(text: str, before: tuple[str, ...]) -> bool:
    """Whether no character answered it. Kept, since a talk is walked through again with every turn."""
    return safety.notice(text, *before) is not None or apart(text) is not None
