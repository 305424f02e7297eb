"""The starter tutor's written lines: which may answer what, and a grammar that allows exactly those.

Pure. Knows sections and kinds by name only; what a message is about is heard in `listening.py`, and `starter.py` brings both
together.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

SHORT = frozenset(["yes", "no", "metoo", "why", "dontknow", "ok", "andyou", "answer"])
"""Sections of messages that go on with the topic before them."""
_NO_TOPICS = (
    "unknown help dontunderstand bored compliment sorry laugh rude injection nonenglish indonesian emoji code numbers greeting fine "
    "thanks bye name origin question favorite age translate grammar tutor crisis gibberish neutral past me advice badnews"
)
NOT_A_TOPIC = SHORT | frozenset(_NO_TOPICS.split())
STEADY = frozenset({"crisis", "loss", "sad", "tired", "happy", "nervous", "accident"})
"""Sections that answer every kind of message alike."""

_SMALL = (
    "the and you your what which who how when where why does did are was were can could would will with for that this from about most "
    "like have has usually often time day today very much many not kind think feel him her his she they them there any some other "
    "people person one two"
)
_SMALL_WORDS = frozenset(_SMALL.split())
"""Words that stand in any question."""
_YOU = re.compile(r"\byour?(?:self)?\b", re.I)


@dataclass(frozen=True, slots=True)
class Offer:
    """Any of the reactions may be followed by any of the questions; `spare` are the reactions for when those are used up."""

    reactions: Sequence[str]
    questions: Sequence[str]
    spare: Sequence[str] = ()


class Book:
    """The tutor's lines: section -> kind (react, bad, ask, own, tips) -> lines."""

    def __init__(self, sections: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self.sections = sections
        self.questions = {line for kinds in sections.values() for line in kinds.get("ask", ())}
        self.all = {line for kinds in sections.values() for lines in kinds.values() for line in lines}

    def lines(self, section: str, kind: str) -> Sequence[str]:
        """The lines of a section, none if there are none."""
        return self.sections.get(section, {}).get(kind, ())

    def offer(self, section: str, kind: str, topic: str = "") -> Offer:
        """What may be said to a message of that section and kind; `topic` is what the talk was about before."""
        if section in SHORT:
            return self._short(section, kind, topic)
        ask = self._questions(section)
        if kind == "advice" and self.lines(section, "tips"):
            return Offer(self.lines(section, "tips"), ask, self.lines("advice", "react"))
        kind = "says" if section in STEADY else kind
        if kind == "ask" and self.lines(section, "own"):
            return Offer(self.lines(section, "own"), ask, self.lines("me", "react"))
        if section in NOT_A_TOPIC or kind == "says":
            return Offer(self.lines(section, "react"), ask)
        return self._special(section, kind, ask)

    def _special(self, section: str, kind: str, ask: Sequence[str]) -> Offer:
        """Kinds for which all topics share lines."""
        if kind in ("ask", "advice"):
            pool = "me" if kind == "ask" else "advice"
            return Offer(self.lines(pool, "react"), [*self.lines(pool, "ask"), *ask])
        if kind == "dislike":
            return Offer(self.lines("dislike", "react"), self.lines("dislike", "ask"))
        if kind == "bad":
            troubles = self.lines("badnews", "ask")
            own = self.lines(section, "bad") or self.lines("badnews", "react")
            return Offer(own, [*troubles, *ask] if section == "health" else troubles, self.lines("badnews", "react"))
        return Offer(self.lines("letstalk", "react"), ask)

    def _short(self, section: str, kind: str, topic: str) -> Offer:
        ask = self._questions(topic)
        if section == "andyou" or kind == "ask":
            return Offer(self.lines(topic, "own") or self.lines("me", "react"), ask, self.lines("me", "react"))
        return Offer(self.lines(section, "react"), ask)

    def _questions(self, section: str) -> Sequence[str]:
        return self.lines(section, "ask") or self.lines("starters", "ask")

    def split(self, reply: str) -> list[str]:
        """The written lines that a reply is made of; an unknown reply gives none."""
        rest, found = reply.strip(), list[str]()
        while rest:
            line = max((x for x in self.all if rest == x or rest.startswith(x + " ")), key=len, default="")
            if not line:
                return []
            found.append(line)
            rest = rest[len(line) :].strip()
        return found


def unused(offer: Offer, used: Iterable[str], book: Book) -> Offer:
    """Without lines of this talk; where nothing is left, general ones."""
    said = frozenset(used)
    general = [line for section in ("answer", "neutral", "ok") for line in book.lines(section, "react")]
    more = [*book.lines("neutral", "ask"), *book.lines("starters", "ask")]
    reactions = _fresh(offer.reactions, said) or _fresh(offer.spare, said) or _fresh(general, said)
    return Offer(reactions or general, _fresh(offer.questions, said) or _fresh(more, said) or more)


def unanswered(offer: Offer, message: str) -> Offer:
    """Without questions that the message has just answered: two words that matter stand in both."""
    said = _matter(message)
    open_ones = [q for q in offer.questions if len(_matter(q) & said) < 2]
    return Offer(offer.reactions, open_ones or offer.questions, offer.spare)


def impersonal(offer: Offer) -> Offer:
    """Without lines about the learner, where others remain (two questions at least): for a message about somebody else."""
    reactions = [line for line in offer.reactions if not _YOU.search(line)]
    others = [line for line in offer.questions if not _YOU.search(line)]
    return Offer(reactions or offer.reactions, others if len(others) > 1 else offer.questions, offer.spare)


def grammar(offers: Sequence[Offer]) -> str:
    """GBNF that accepts one reaction followed by one question of the same offer, and nothing else."""
    rules = [f"r{i} q{i}" for i in range(len(offers))]
    text = [f"root ::= {' | '.join(rules)}"]
    for i, offer in enumerate(offers):
        text += [f"r{i} ::= {_any(offer.reactions)}", f"q{i} ::= {_any(offer.questions)}"]
    return "\n".join(text)


def _matter(text: str) -> set[str]:
    """The words of a text that say what it is about, without endings."""
    found = re.findall(r"[a-z]{3,}", text.lower().replace("favourite", "favorite"))
    return {re.sub(r"(?:ing|ed|es|s)$", "", word) for word in found} - _SMALL_WORDS


def _fresh(lines: Sequence[str], said: frozenset[str]) -> list[str]:
    return [line for line in lines if line not in said]


def _any(texts: Sequence[str]) -> str:
    return " | ".join(json.dumps(t, ensure_ascii=False) for t in texts)
