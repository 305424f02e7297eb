"""The starter tutor's written lines: which may answer what, and a grammar that allows exactly those.

Pure. Knows sections and kinds by name only; what a message is about is heard in `listening.py`, what of the lines fits this
message and this talk is said in `fitting.py`, and `starter.py` brings all together.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from tutorfleet.language.moods import Mood
from tutorfleet.worker.particulars import Particular

SHORT = frozenset(["yes", "no", "metoo", "why", "dontknow", "ok", "andyou", "answer"])
"""Sections of messages that go on with the topic before them."""
_NO_TOPICS = (
    "unknown help dontunderstand bored compliment sorry laugh rude injection nonenglish indonesian emoji code numbers "
    "greeting fine thanks bye name origin question favorite age translate grammar wish tutor crisis gibberish neutral past me "
    "advice badnews story stop slower secret"
)
NOT_A_TOPIC = SHORT | frozenset(_NO_TOPICS.split())
STEADY = frozenset({"crisis", "loss", "sad", "tired", "happy", "nervous", "accident"})
"""Sections that answer every kind of message alike."""
TONES = frozenset(f"says-{mood}" for mood in get_args(Mood))
"""Kinds of messages that are met in their tone, whatever they are about (`mood.py`)."""
TROUBLES = frozenset({"health", "disaster", "accident", "sad", "tired", "nervous", "loss"})
"""Topics whose own questions fit bad news."""


def topical(section: str) -> bool:
    """Whether it is something to talk about; sections with a hyphen only lend their lines."""
    return section not in NOT_A_TOPIC and "-" not in section


@dataclass(frozen=True, slots=True)
class Offer:
    """Any of the reactions may be followed by any of the questions; `spare` and `later` are for when those are used up."""

    reactions: Sequence[str]
    questions: Sequence[str]
    spare: Sequence[str] = ()
    later: Sequence[str] = ()


class Book:
    """The tutor's lines: section -> kind (react, bad, ask, own, tips, recall) -> lines."""

    def __init__(self, sections: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self.sections = sections

    def lines(self, section: str, kind: str) -> Sequence[str]:
        """The lines of a section, none if there are none."""
        return self.sections.get(section, {}).get(kind, ())

    def offer(self, section: str, kind: str, topic: str = "") -> Offer:
        """What may be said to a message of that section and kind; `topic` is what the talk was about before."""
        if (section in SHORT or section.startswith("answer-")) and kind not in TONES:
            return self._short(section, kind, topic)
        ask = self._questions(section)
        if kind in TONES:
            return Offer(self.lines(kind, "react"), self.lines(kind, "ask"), self.lines("answer", "react"), ask)
        if kind == "advice" and self.lines(section, "tips"):
            return Offer(self.lines(section, "tips"), ask, self.lines("advice", "react"))
        kind = "says" if section in STEADY else kind
        if kind == "ask" and self.lines(section, "own"):
            return Offer(self.lines(section, "own"), ask, self.lines("me", "react"))
        if not topical(section) or kind == "says":
            return Offer(self.lines(section, "react"), ask)
        return self._special(section, kind, ask)

    def particular(self, one: Particular, kind: str) -> Offer:
        """What may be said to a message about that particular thing; the lines of its topic are kept for later."""
        kind = "bad" if one.bad and not one.react and kind in ("says", "says-not") else kind
        if kind in TONES:
            return replace(self.offer(one.section, kind), later=one.ask)
        kind = kind if topical(one.section) else "says"
        whole = self.offer(one.section, kind)
        if kind == "says" or (one.section in STEADY and kind != "bad"):
            return Offer(one.react or whole.reactions, one.ask or whole.questions, whole.reactions, whole.questions)
        if kind == "bad":
            sad = one.ask and (one.section in TROUBLES or not one.react)
            own = one.ask if sad else [*whole.questions, *(one.ask if one.bad else ())]
            return Offer(one.bad or whole.reactions, own, self.lines("badnews", "react"), whole.questions)
        if kind == "ask":
            return Offer(one.own or whole.reactions, one.ask or whole.questions, whole.reactions, whole.questions)
        if kind in ("advice", "lets"):
            return Offer(whole.reactions, one.ask or whole.questions, whole.spare, whole.questions)
        return whole

    def recall(self, topics: Sequence[str]) -> list[str]:
        """Questions that come back to earlier topics of the talk, the last one first."""
        return [line for topic in reversed(topics) for line in self.lines(topic, "recall")]

    def filled(self, section: str, kind: str, words: str) -> list[str]:
        """Lines with the learner's words in their place; at the beginning of a sentence with a capital."""
        lines = (line.replace("{x}", words) for line in self.lines(section, kind))
        return [line[:1].upper() + line[1:] for line in lines]

    def _special(self, section: str, kind: str, ask: Sequence[str]) -> Offer:
        """Kinds for which all topics share lines."""
        if kind in ("ask", "advice"):
            pool = "me" if kind == "ask" else "advice"
            return Offer(self.lines(pool, "react"), [*self.lines(pool, "ask"), *ask])
        if kind in ("dislike", "says-not", "says-grave", "says-relief"):
            return Offer(self.lines(kind, "react"), self.lines(kind, "ask"), later=ask if kind == "dislike" else ())
        if kind == "bad":
            troubles, kind_words = self.lines("badnews", "ask"), self.lines("badnews", "react")
            if section in TROUBLES:
                return Offer(self.lines(section, "bad") or kind_words, troubles, kind_words, ask)
            own = [line for line in self.lines(section, "bad") if "sorry" in line or line.startswith("I hope")]
            return Offer([*own, *kind_words], troubles)
        return Offer(self.lines("letstalk", "react"), ask)

    def _short(self, section: str, kind: str, topic: str) -> Offer:
        ask = self._questions(topic)
        if section == "andyou" or kind == "ask":
            return Offer(self.lines(topic, "own") or self.lines("me", "react"), ask, self.lines("me", "react"))
        own = self.lines(section, "ask") if section == "answer-more" else ()
        return Offer(self.lines(section, "react"), own or ask, self.lines("answer", "react"), ask)

    def _questions(self, section: str) -> Sequence[str]:
        return self.lines(section, "ask") or self.lines("starters", "ask")


def grammar(offers: Sequence[Offer]) -> str:
    """GBNF that accepts one reaction followed by one question of the same offer, and nothing else."""
    rules = [f"r{i} q{i}" for i in range(len(offers))]
    text = [f"root ::= {' | '.join(rules)}"]
    for i, offer in enumerate(offers):
        text += [f"r{i} ::= {_any(offer.reactions)}", f"q{i} ::= {_any(offer.questions)}"]
    return "\n".join(text)


def _any(texts: Sequence[str]) -> str:
    return " | ".join(json.dumps(t, ensure_ascii=False) for t in texts)
