"""How the starter model answers: it hears what a message is about, allows only written lines that fit, and lets the model choose.

The starter chat model is tiny. Its GGUF carries the tutor's lines and the weights of `listening.py`
(keys `tutorfleet.starter.*`). For each request `Starter` makes a `Plan`: either the whole answer, or parameters for
llama.cpp, above all a grammar whose only sentences are a reaction and a question that fit the message, none of them used
before in this talk. Gibberish and repetition are impossible by construction, and so is an instruction in the learner's text.
Crisis and grief are answered by `language.safety`, requests that are not for a tutor by `language.requests`, before any model;
scores come from `language.scores`. A character of a scenario is told its line by the system text (`language.cues`) and says it.

What a message means is decided in `readings.py`, what may be said to it in `lines.py` and `fitting.py`.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from tutorfleet.language import cues, moods, requests, safety, scores
from tutorfleet.models.gguf import read_header
from tutorfleet.worker import answers, particulars
from tutorfleet.worker.act_reading import acting
from tutorfleet.worker.echo import bare_noun
from tutorfleet.worker.fitting import each, impersonal, sober, unanswered, unused
from tutorfleet.worker.focus import gist, heart, is_story
from tutorfleet.worker.knowledge import Knowledge
from tutorfleet.worker.lines import TONES, Book, Offer, grammar, topical
from tutorfleet.worker.listening import Listener, rows_of, words
from tutorfleet.worker.mood import LIGHT
from tutorfleet.worker.pages import pages
from tutorfleet.worker.phrases import about_another
from tutorfleet.worker.readings import Reading, Scene, readings
from tutorfleet.worker.slots import filled, slots
from tutorfleet.worker.tongues import indonesian

LINES_KEY = "tutorfleet.starter.lines"
TOPICS_KEY = "tutorfleet.starter.topics"
SCORES_WANTED = "Respond with a JSON object containing only the scores"
SPOKEN = re.compile(
    r"^(?P<role>user|assistant|system) ?: ?(?P<text>.*?)(?=^(?:user|assistant|system) ?:|\n\s*\n|\Z)",
    re.I | re.M | re.S,
)
CORRECTION = re.compile(r"\b(correct|grammar|mistakes?|errors?|proofread)\b", re.I)

REMEMBERED = 5
"""Earlier messages of the learner that are looked at for the topic of the talk."""
HEARD = 64
"""Messages that are not heard anew: a talk brings its last ones again with every turn."""
SAMPLING: Mapping[str, Any] = {"temperature": 1.2, "top_k": 0, "top_p": 1.0, "min_p": 0.02, "max_tokens": 200}


@dataclass(frozen=True, slots=True)
class Plan:
    """The answer is exactly `text`; or, where that is None, what llama.cpp says under `params`."""

    text: str | None
    params: Mapping[str, Any] = field(default_factory=dict)


class Starter:
    """Plans the starter model's answers. Immutable; safe to use from several threads."""

    def __init__(self, book: Book, listener: Listener, known: Knowledge) -> None:
        self.book, self.listener, self.known = book, listener, known
        self._hear = lru_cache(maxsize=HEARD)(listener.hear)
        self._find = lru_cache(maxsize=HEARD)(lambda text: known.particulars.find(words(heart(moods.literal(text)))))
        self._grieves = lru_cache(maxsize=HEARD)(lambda text: safety.notice(text) is not None)

    @classmethod
    def from_file(cls, path: Path) -> "Starter | None":
        """The planner that a GGUF carries; None for any model that is not a starter.

        Raises CorruptModel or OSError if the file cannot be read, ValueError or KeyError if it carries half a starter.
        """
        header = read_header(path)
        lines, topics = header.text(LINES_KEY), header.text(TOPICS_KEY)
        if not lines or not topics:
            return None
        packed = json.loads(topics)
        known = Knowledge.load(packed["known"], pages(path, particulars.KEY))
        return cls(Book(json.loads(lines)), Listener.load(packed, rows_of(path)), known)

    def chat(self, messages: Sequence[Mapping[str, Any]], seed: int | None = None) -> Plan:
        """How to answer a talk; a trailing assistant message is the beginning of the answer, which then goes on."""
        said = [(str(m.get("role", "")), text_of(m)) for m in messages if m.get("role") in ("user", "assistant")]
        begun = said.pop()[1] if said and said[-1][0] == "assistant" else ""
        heard = [text for role, text in said if role == "user"]
        if heard and (notice := safety.notice(heard[-1], *heard[:-1])) is not None:
            return _fixed(safety.reply(notice, "id" if indonesian(heard[-1]) > 0.3 else "en"), begun)
        if line := next(filter(None, map(cues.line_of, _instructions(messages))), ""):
            return _fixed(line, begun)
        answered = "\n".join(text for role, text in said if role == "assistant")
        if heard and (kind := requests.request(heard[-1])):
            return _fixed(requests.reply(kind, heard[-1], answered), begun)
        offers = self._offers(_turns(said), answered)
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

    def _offers(self, turns: Sequence[tuple[str, str]], said: str) -> list[Offer]:
        """What may be said now: lines that fit the last message, none of them said before."""
        if not turns:
            return [unused(self.book.offer("greeting", "says"), said, self.book)]
        question, text = turns[-1]
        topics = self._topics(turns[:-1])
        scene = Scene(topics[-1] if topics else None, question, len(turns) > 1)
        found = self._read(text, scene)
        text = gist(text)
        offers = self._fitting(text, found, scene)
        after_bad = scene.before is not None and scene.before.kind == "bad"
        goes_on = found[0].section == scene.topic or found[0].answers
        if (
            found[0].kind not in LIGHT
            and not found[0].by_act
            and (self.known.mood.gloomy(text) or (after_bad and goes_on))
        ):
            offers = each(offers, lambda offer: sober(offer, self.book))
        earlier = dict.fromkeys(one.section for one in topics if one.kind != "bad")
        recall = self.book.recall([section for section in earlier if section not in (scene.topic, found[0].section)])
        return each(offers, lambda offer: unused(offer, said, self.book, recall))

    def _read(self, text: str, scene: Scene) -> list[Reading]:
        said = gist(text)
        found = [Reading("story")] if is_story(text) else readings(said, self._hear(said), self._find(said), scene)
        found = [self.known.mood.tinted(one, said) for one in found]
        by_act = acting(text, self._hear(said), found[0], scene, self.known)
        return [by_act] if by_act else found

    def _fitting(self, text: str, found: Sequence[Reading], scene: Scene) -> list[Offer]:
        """The lines of each reading, without those that do not suit the message."""
        offers = [self._offer(text, reading, scene) for reading in found]
        offers = each(offers, lambda offer: unanswered(offer, text))
        return each(offers, impersonal) if about_another(text) and found[0].kind not in TONES else offers

    def _offer(self, text: str, reading: Reading, scene: Scene) -> Offer:
        if reading.thing is not None:
            return self.book.particular(reading.thing, reading.kind)
        if reading.by_act:
            words = slots(text, self.known.lexicon, self.known.mood.gloomy(text))
            return filled(self.book.offer(reading.section, "says"), words, text)
        offer = self._going_on(self.book.offer(reading.section, reading.kind, scene.topic), reading, scene)
        chosen = reading.section == "answer-choice" and "favorite" in scene.question
        if chosen and (noun := bare_noun(text, self.known.lexicon)):
            said = self.book.filled("answer-favorite", "react", noun)
            return Offer(said, offer.questions, offer.reactions, offer.later)
        return offer

    def _going_on(self, offer: Offer, reading: Reading, scene: Scene) -> Offer:
        """With the questions about the particular thing that the talk was about, where the message only answers."""
        if not (reading.answers and scene.before and scene.before.thing):
            return offer
        if reading.section == "answer-more" or reading.kind in TONES:
            return offer
        thing = self.book.particular(scene.before.thing, scene.before.kind)
        return replace(offer, questions=thing.questions, later=thing.later)

    def _topics(self, before: Sequence[tuple[str, str]]) -> list[Reading]:
        """What the talk was about, message by message, before the last one."""
        topics = list[Reading]()
        for i, (question, text) in enumerate(before[-REMEMBERED:]):
            if self._grieves(text):
                topics.append(Reading("loss", "bad"))
                continue
            if requests.request(text):
                continue
            reading = self._read(text, Scene(topics[-1] if topics else None, question, talking=i > 0))[0]
            topics += [reading] if topical(reading.section) or reading.by_act else []
        return topics


def _turns(said: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """(the tutor's question before it, message) for each message of the learner."""
    turns, question = list[tuple[str, str]](), ""
    for role, text in said:
        if role == "user":
            turns.append((question, text))
        question = answers.asked(text) if role == "assistant" else ""
    return turns


def _instructions(messages: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield from (text_of(message) for message in messages if message.get("role") == "system")


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
