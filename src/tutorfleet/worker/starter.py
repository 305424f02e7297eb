"""How the starter model answers: it hears what a message is about, allows only written lines that fit, and lets the model choose.

The starter chat model is tiny. Its GGUF carries the tutor's lines and the weights of `listening.py`
(keys `tutorfleet.starter.*`). For each request `Starter` makes a `Plan`: either the whole answer, or parameters for
llama.cpp, above all a grammar whose only sentences are a reaction and a question of one topic, none of them used before
in this talk. Gibberish and repetition are impossible by construction, and so is an instruction in the learner's text.
Crisis and grief are answered by `language.safety`, before any model; scores come from `language.scores`.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from tutorfleet.language import safety, scores
from tutorfleet.models.gguf import Header
from tutorfleet.worker.listening import Heard, Listener, words

LINES_KEY = "tutorfleet.starter.lines"
TOPICS_KEY = "tutorfleet.starter.topics"
SCORES_WANTED = "Respond with a JSON object containing only the scores"
SPOKEN = re.compile(
    r"^(?P<role>user|assistant|system) ?: ?(?P<text>.*?)(?=^(?:user|assistant|system) ?:|\n\s*\n|\Z)",
    re.I | re.M | re.S,
)
CORRECTION = re.compile(r"\b(correct|grammar|mistakes?|errors?|proofread)\b", re.I)

SURE = 0.4
"""Below this probability of the best section the tutor stays general."""
SURE_OF_KIND = 0.6
"""Below this probability of the best kind a message just says something."""
BRIEF = 4
"""An unclear message of at most so many words goes on with the topic of the talk."""
CLOSE = 0.75
"""A second topic is offered too if its probability is at least this share of the first one's."""
SHORT = frozenset(["yes", "no", "metoo", "why", "dontknow", "ok", "andyou", "answer"])
"""Sections of messages that go on with the topic before them."""
NOT_A_TOPIC = SHORT | frozenset(
    [
        "unknown",
        "help",
        "dontunderstand",
        "bored",
        "compliment",
        "sorry",
        "laugh",
        "rude",
        "injection",
        "nonenglish",
        "emoji",
        "code",
        "numbers",
        "greeting",
        "fine",
        "thanks",
        "bye",
        "name",
        "age",
        "translate",
        "grammar",
        "tutor",
        "crisis",
    ]
)
STEADY = frozenset({"crisis", "loss", "sad", "tired", "happy"})
"""Sections that answer every kind of message alike."""
SAMPLING: Mapping[str, Any] = {"temperature": 1.2, "top_k": 0, "top_p": 1.0, "min_p": 0.02, "max_tokens": 200}


@dataclass(frozen=True, slots=True)
class Plan:
    """The answer is exactly `text`; or, where that is None, what llama.cpp says under `params`."""

    text: str | None
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Offer:
    """Any of the reactions may be followed by any of the questions."""

    reactions: Sequence[str]
    questions: Sequence[str]


class Book:
    """The tutor's lines: section -> kind (react, bad, ask, own) -> lines."""

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
            return self._short(section, topic)
        kind = "says" if section in STEADY else kind
        ask = self.lines(section, "ask") or self.lines("starters", "ask")
        react, troubles = self.lines(section, "react"), self.lines("badnews", "ask")
        if kind == "ask" and self.lines(section, "own"):
            return Offer(self.lines(section, "own"), ask)
        if kind in ("ask", "advice") and section not in NOT_A_TOPIC:
            return Offer(self.lines("advice", "react"), [*self.lines("advice", "ask"), *ask])
        if kind == "dislike" and section not in NOT_A_TOPIC:
            return Offer(self.lines("dislike", "react"), self.lines("dislike", "ask"))
        if kind == "bad" and section not in NOT_A_TOPIC:
            own = self.lines(section, "bad")
            return Offer(own or self.lines("badnews", "react"), [*troubles, *ask] if section == "health" else troubles)
        if kind == "lets" and section not in NOT_A_TOPIC:
            return Offer(self.lines("letstalk", "react"), ask)
        return Offer(react, ask)

    def _short(self, section: str, topic: str) -> Offer:
        ask = self.lines(topic, "ask") or self.lines("starters", "ask")
        if section == "andyou":
            return Offer(self.lines(topic, "own") or self.lines("tutor", "react"), ask)
        return Offer(self.lines(section, "react"), ask)

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


class Starter:
    """Plans the starter model's answers. Immutable; safe to use from several threads."""

    def __init__(self, book: Book, listener: Listener) -> None:
        self.book, self.listener = book, listener

    @classmethod
    def from_header(cls, header: Header | Mapping[str, Any]) -> "Starter | None":
        """The planner of a GGUF (its header, or just its metadata); None for any model that is not a starter."""
        metadata = header.metadata if isinstance(header, Header) else header
        lines, topics = metadata.get(LINES_KEY), metadata.get(TOPICS_KEY)
        if not isinstance(lines, str) or not isinstance(topics, str):
            return None
        return cls(Book(json.loads(lines)), Listener.load(json.loads(topics)))

    def chat(self, messages: Sequence[Mapping[str, Any]], seed: int | None = None) -> Plan:
        """How to answer a talk; a trailing assistant message is the beginning of the answer, which then goes on."""
        said = [(str(m.get("role", "")), text_of(m)) for m in messages if m.get("role") in ("user", "assistant")]
        begun = said.pop()[1] if said and said[-1][0] == "assistant" else ""
        heard = [text for role, text in said if role == "user"]
        if heard and (notice := safety.notice(heard[-1])) is not None:
            return _fixed(safety.reply(notice), begun)
        used = {line for role, text in said if role == "assistant" for line in self.book.split(text)}
        offers = [unused(offer, used, self.book) for offer in self._offers(heard)]
        return _ruled([*_beginning(offers, begun)] or _closing(offers, begun), seed)

    def generate(self, prompt: str, schema: object | None = None, seed: int | None = None) -> Plan:
        """How to answer a plain prompt: scores are counted, a schema rules alone, anything else is answered as in a talk."""
        if SCORES_WANTED in prompt:
            return Plan(_scores(prompt))
        if schema is not None:
            return Plan(None, {"temperature": 0.0})
        if len(prompt) > 120 and CORRECTION.search(prompt):
            return _ruled([*_beginning([self.book.offer("grammar", "says")], "")], seed)
        return self.chat([{"role": "user", "content": prompt}], seed)

    def _offers(self, heard: Sequence[str]) -> list[Offer]:
        if not heard:
            return [self.book.offer("greeting", "says")]
        now = self.listener.hear(heard[-1])
        topic = self._topic(heard[:-1])
        brief = len(words(heard[-1])) <= BRIEF
        return [self.book.offer(section, kind, topic) for section, kind in _readings(now, topic, brief=brief)]

    def _topic(self, before: Sequence[str]) -> str:
        """What the talk was about: the last earlier message that surely had a topic."""
        for text in reversed(before[-4:]):
            then = self.listener.hear(text)
            if then.section not in NOT_A_TOPIC and then.sure >= SURE:
                return then.section
        return ""


def text_of(message: Mapping[str, Any]) -> str:
    """The text of a message, whose content may be a string or a list of parts."""
    content = message.get("content")
    if isinstance(content, list):
        return " ".join(str(p.get("text", "")) for p in content if isinstance(p, Mapping))
    return content if isinstance(content, str) else ""


def _readings(now: Heard, topic: str, *, brief: bool) -> list[tuple[str, str]]:
    """(section, kind) that the reply may be about."""
    kind = now.kind if now.kinds[0][1] >= SURE_OF_KIND else "says"
    if now.sure < SURE:
        if topic and (brief or now.section in {*SHORT, topic}):
            return [("answer", "says")]
        return [("neutral" if kind not in ("ask", "advice") else "advice", "says")]
    (first, _), (second, close) = (*now.sections, ("unknown", 0.0))[:2]
    if close >= CLOSE * now.sure and not {first, second} & NOT_A_TOPIC and kind == "says":
        return [(first, kind), (second, kind)]
    return [(first, kind)]


def unused(offer: Offer, used: set[str], book: Book) -> Offer:
    """Without lines of this talk; where nothing is left, general ones."""
    general = [line for section in ("answer", "neutral", "ok") for line in book.lines(section, "react")]
    spare = [*book.lines("neutral", "ask"), *book.lines("starters", "ask")]
    reactions = [x for x in offer.reactions if x not in used] or [x for x in general if x not in used]
    questions = [x for x in offer.questions if x not in used] or [x for x in spare if x not in used]
    return Offer(reactions or general, questions or spare)


def _beginning(offers: Sequence[Offer], begun: str) -> Iterator[Offer]:
    """What may follow `begun`: pairs of an ending of a reaction and questions, or endings of questions alone."""
    for offer in offers:
        for reaction in offer.reactions:
            if reaction.startswith(begun):
                yield Offer([reaction[len(begun) :] + " "], offer.questions)
            elif begun.startswith(reaction):
                tails = [pair[len(begun) :] for q in offer.questions if (pair := f"{reaction} {q}").startswith(begun)]
                if tails:
                    yield Offer([""], tails)


def _closing(offers: Sequence[Offer], begun: str) -> list[Offer]:
    """A decent end for a beginning that is not ours: finish the sentence, then ask."""
    questions = [q for offer in offers for q in offer.questions]
    rest = begun.rstrip()
    if rest.endswith("?"):
        return [Offer([""], [""])]
    gap = "" if begun != rest else " "
    return [Offer([gap if rest.endswith((".", "!", '"', ")")) else "... "], questions)]


def _fixed(text: str, begun: str) -> Plan:
    return Plan(text[len(begun) :] if text.startswith(begun) else f" {text}")


def _ruled(offers: Sequence[Offer], seed: int | None) -> Plan:
    """A grammar of exactly these sentences; a single possible sentence needs no model."""
    pairs = [(r, q) for offer in offers for r in offer.reactions for q in offer.questions]
    if len(pairs) == 1:
        return Plan("".join(pairs[0]))
    params = {**SAMPLING, "grammar": grammar(offers)}
    return Plan(None, params if seed is None else {**params, "seed": seed})


def grammar(offers: Sequence[Offer]) -> str:
    """GBNF that accepts one reaction followed by one question of the same offer, and nothing else."""
    rules = [f"r{i} q{i}" for i in range(len(offers))]
    text = [f"root ::= {' | '.join(rules)}"]
    for i, offer in enumerate(offers):
        text += [f"r{i} ::= {_any(offer.reactions)}", f"q{i} ::= {_any(offer.questions)}"]
    return "\n".join(text)


def _any(texts: Sequence[str]) -> str:
    return " | ".join(json.dumps(t, ensure_ascii=False) for t in texts)


def _scores(prompt: str) -> str:
    """The nine scores of the learner's messages in the client's scoring prompt, as flat JSON in the client's order."""
    said = [(m["role"].lower(), m["text"].strip()) for m in SPOKEN.finditer(prompt)]
    texts = [text for role, text in said if role == "user"]
    before = ["", *(text if role == "assistant" else "" for role, text in said)]
    replies = [before[i] for i, (role, _) in enumerate(said) if role == "user"]
    return json.dumps(msgspec.structs.asdict(scores.score(texts, [], replies)))
