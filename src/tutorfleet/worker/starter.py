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
from pathlib import Path
from typing import Any

import msgspec

from tutorfleet.language import safety, scores
from tutorfleet.models.gguf import read_header
from tutorfleet.worker.lines import NOT_A_TOPIC, SHORT, STEADY, Book, Offer, grammar, impersonal, unanswered, unused
from tutorfleet.worker.listening import COMPANY, Heard, Listener, rows_of, words
from tutorfleet.worker.phrases import about_another, follows, indonesian, mashed, strange, tells_of_the_past

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
SURE_OF_KIND = {"dislike": 0.8}
"""Below this probability of the best kind (0.6 for those not named) a message just says something."""
BRIEF = 4
"""A message of at most so many words goes on with the topic of the talk, unless it names another."""
SWITCH = 0.9
"""Within a talk, a message that names no topic by itself changes it only with this probability."""
CLOSE = 0.75
"""A second topic is offered too if its probability is at least this share of the first one's."""
REMEMBERED = 5
"""Earlier messages of the learner that are looked at for the topic of the talk."""
SAMPLING: Mapping[str, Any] = {"temperature": 1.2, "top_k": 0, "top_p": 1.0, "min_p": 0.02, "max_tokens": 200}


@dataclass(frozen=True, slots=True)
class Plan:
    """The answer is exactly `text`; or, where that is None, what llama.cpp says under `params`."""

    text: str | None
    params: Mapping[str, Any] = field(default_factory=dict)


class Starter:
    """Plans the starter model's answers. Immutable; safe to use from several threads."""

    def __init__(self, book: Book, listener: Listener) -> None:
        self.book, self.listener = book, listener

    @classmethod
    def from_file(cls, path: Path) -> "Starter | None":
        """The planner that a GGUF carries; None for any model that is not a starter.

        Raises CorruptModel or OSError if the file cannot be read, ValueError or KeyError if it carries half a starter.
        """
        header = read_header(path)
        lines, topics = header.text(LINES_KEY), header.text(TOPICS_KEY)
        if not lines or not topics:
            return None
        return cls(Book(json.loads(lines)), Listener.load(json.loads(topics), rows_of(path)))

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
        topic = self._topic(heard[:-1])
        now = self.listener.hear(heard[-1])
        talking = len(heard) > 1
        offers = [
            self.book.offer(section, kind, topic) for section, kind in readings(heard[-1], now, topic, talking=talking)
        ]
        offers = [unanswered(offer, heard[-1]) for offer in offers]
        return [impersonal(offer) for offer in offers] if about_another(heard[-1]) else offers

    def _topic(self, before: Sequence[str]) -> str:
        """What the talk was about, before the last message."""
        topic = ""
        for text in before[-REMEMBERED:]:
            section, _ = readings(text, self.listener.hear(text), topic)[0]
            topic = topic if section in NOT_A_TOPIC else section
        return topic


def readings(text: str, now: Heard, topic: str, *, talking: bool = True) -> list[tuple[str, str]]:
    """(section, kind) that the reply to a message may be about.

    `topic` is what the talk was about, "" where that is not known; `talking` is False for the first message.
    """
    kind = now.kind if now.kinds[0][1] >= SURE_OF_KIND.get(now.kind, 0.6) else "says"
    if topic and _stays(text, now, kind, topic):
        return [(now.section if now.section in SHORT and now.sure >= SURE else "answer", kind)]
    if now.section == "nonenglish":
        return [("indonesian" if indonesian(text) else "nonenglish", "says")]
    if now.sure < SURE or now.section in ("unknown", "answer"):
        if talking and kind == "says" and len(words(text)) <= BRIEF and not mashed(text):
            return [("answer", kind)]
        return [(_general(text, now, kind), "says")]
    (first, _), (second, close) = (*now.sections, ("unknown", 0.0))[:2]
    if close >= CLOSE * now.sure and not {first, second} & NOT_A_TOPIC and kind == "says":
        return [(first, kind), (second, kind)]
    return [(first, kind)]


def _stays(text: str, now: Heard, kind: str, topic: str) -> bool:
    """Whether a message goes on with the topic of the talk rather than with what it seems to be about alone."""
    if now.section in SHORT or (now.section in ("age", "name") and about_another(text)):
        return True
    brief = len(words(text)) <= BRIEF
    if brief and kind == "says" and not now.named and now.section in STEADY - {"sad", "crisis", "loss"}:
        return True
    if now.sure >= SURE and (now.section in NOT_A_TOPIC - {"unknown"} or now.section in STEADY | {topic}):
        return False
    if kind not in ("says", "ask"):
        return False
    named = bool(now.named - {topic})
    if kind == "ask":
        return not named and now.sure < SWITCH
    if now.section in COMPANY and (now.sure < SWITCH or brief):
        return True
    return follows(text) if named else now.sure < SWITCH or brief or follows(text)


def _general(text: str, now: Heard, kind: str) -> str:
    """The section of general lines that fits a message without a topic."""
    if strange(text) and not now.named:
        return "gibberish"
    pools = {"bad": "badnews", "ask": "me", "advice": "advice"}
    if text.rstrip().endswith("?") and kind == "says":
        return "advice"
    if kind in pools:
        return pools[kind]
    return "past" if tells_of_the_past(text) else "unknown" if now.section == "unknown" else "neutral"


def text_of(message: Mapping[str, Any]) -> str:
    """The text of a message, whose content may be a string or a list of parts."""
    content = message.get("content")
    if isinstance(content, list):
        return " ".join(str(p.get("text", "")) for p in content if isinstance(p, Mapping))
    return content if isinstance(content, str) else ""


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


def _scores(prompt: str) -> str:
    """The nine scores of the learner's messages in the client's scoring prompt, as flat JSON in the client's order."""
    said = [(m["role"].lower(), m["text"].strip()) for m in SPOKEN.finditer(prompt)]
    texts = [text for role, text in said if role == "user"]
    before = ["", *(text if role == "assistant" else "" for role, text in said)]
    replies = [before[i] for i, (role, _) in enumerate(said) if role == "user"]
    return json.dumps(msgspec.structs.asdict(scores.score(texts, [], replies)))
