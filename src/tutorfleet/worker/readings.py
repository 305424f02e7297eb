"""What a reply may be about: a learner's message read in its talk.

`readings` weighs what the linear model heard (`listening.py`), set phrases (`phrases.py`), particular things
(`particulars.py`), the topic of the talk and the tutor's own last question (`answers.py`). Pure; knows nothing of lines.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tutorfleet.language import moods
from tutorfleet.worker import answers
from tutorfleet.worker.lines import NOT_A_TOPIC, SHORT, STEADY, topical
from tutorfleet.worker.listening import COMPANY, Heard, words
from tutorfleet.worker.particulars import Particular
from tutorfleet.worker.phrases import (
    about_another,
    calls_another,
    follows,
    mashed,
    negated,
    tells_of_the_past,
)
from tutorfleet.worker.tongues import indonesian, strange

SURE = 0.4
"""Below this probability of the best section the tutor stays general."""
SURE_OF_KIND = {"dislike": 0.8, "bad": 0.8}
"""Below this probability of the best kind (0.6 for those not named) a message just says something."""
LONG = 20
"""Words of a story; in a longer one a particular thing may only be mentioned."""
TINY = 2
"""A message of so many words just says something, unless a rule knows better."""
BRIEF = 4
"""A message of at most so many words goes on with the topic of the talk, unless it names another."""
SWITCH = 0.9
"""Within a talk, a message that names no topic by itself changes it only with this probability."""
CLOSE = 0.75
"""A second topic is offered too if its probability is at least this share of the first one's."""
VAGUE = frozenset({"plans", "dreams", "weekend", "happy", "day"})
"""Topics whose own lines could answer anything."""
BACKGROUND = COMPANY | {"weather"}
"""Topics of things that only stand beside another one: a baker gets up early, in winter."""
WEAK, STRONG = 0.5, 0.85
"""From this probability of its topic on, a message is not about one single word of another topic: of company, or of any."""
_OPENS = re.compile(r"(?:i|we) (?:really |also |so )?(?:love|like|have|miss|hate|live with|visit|met)\b", re.I)
"""How a message about company begins that does not go on with the topic before it."""
_DEATH = re.compile(
    r"\b(?:die[sd]?|dead|death|dying|pass(?:ed)? (?:away|on)|funeral|grave|buried|bury|gone forever)\b", re.I
)
_DIED = re.compile(
    r"(?:(?:and|but|sadly|then|yes|no|oh)\W+)*(?:he|she|it|they|my \w+|our \w+) (?:has |have |is |just |already )*"
    r"(?:died|die|dead|passed away|gone forever)\b", re.I
)  # fmt: skip
"""Somebody of whom the talk was about is dead."""
_LOOKS = {
    "ask": re.compile(r"\?|\b(?:you|u|your|ur|kamu)\b", re.I),
    "advice": re.compile(r"\?|\b(?:should|how|what|which|where|recommend|tips?|advice|help|suggest\w*|idea)\b", re.I),
    "lets": re.compile(r"\b(?:let'?s|talk|discuss|about|chat|topic|conversation|speak\w*|want)\b", re.I),
}
_REFUSED = re.compile(
    r"\b(?:don't|doesn't|didn't|not|never|stopped|quit|without|no)(?: (?:want|like|need|plan|to|be|become|a|any|the|very|much|eat))*$"
)
"""What stands before a thing that somebody does not want."""
GENERAL = frozenset({"unknown", "neutral", "past", "advice", "me", "badnews", "gibberish", "story"})
"""Sections for messages without a topic."""


PREFIX = "act-"
"""Sections of lines by what a message does begin with it (`act_reading.py`)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a message: its section and kind, the particular thing it names, how sure it is."""

    section: str
    kind: str = "says"
    thing: Particular | None = None
    sure: float = 1.0

    @property
    def answers(self) -> bool:
        """Whether it goes on with what the talk was about."""
        return self.section in SHORT or self.section.startswith("answer-")

    @property
    def by_act(self) -> bool:
        """Whether it is answered by what it does, not by its topic."""
        return self.section.startswith(PREFIX)


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a message stands: what the talk was about before it, the tutor's last question, whether anything was said before."""

    before: Reading | None = None
    question: str = ""
    talking: bool = True

    @property
    def topic(self) -> str:
        """The section that the talk was about, "" where that is not known."""
        return self.before.section if self.before else ""


def readings(text: str, now: Heard, things: Sequence[Particular], scene: Scene) -> list[Reading]:
    """What the reply may be about, all of them equally good."""
    now = _believable(text, now)
    kind = kind_here(text, now)
    if scene.topic and _DIED.match(text.strip()) and len(words(text)) <= LONG and not moods.figurative(text):
        return [Reading("loss", "bad")]
    if (
        scene.topic == "loss"
        and not now.by_rule
        and (about_another(text) or follows(text) or len(words(text)) <= BRIEF)
    ):
        return [Reading("answer-loss")]
    if (short := _short(text, now, things, scene)) is not None:
        return [Reading(short, kind if kind in ("ask", "says") else "says")]
    things = [one for one in things if one.section != "tutor" or not calls_another(text)]
    things = [one for one in things if one.section not in BACKGROUND] or things
    near = [one for one in things if one.section == now.section]
    things = near if near or len(words(text)) > LONG else things
    if things and _concerns(text, now, things[0], scene):
        return [Reading(one.section, kind, one) for one in things]
    return _heard(text, now, kind, scene)


def _believable(text: str, now: Heard) -> Heard:
    """Without what must not be said on a guess: a loss where nobody speaks of death, a crisis that is not sure."""
    if now.by_rule or now.section not in ("loss", "crisis"):
        return now
    if _DEATH.search(text) if now.section == "loss" else now.sure >= SWITCH:
        return now
    return replace(now, sections=now.sections[1:] or [("unknown", 0.0)])


def kind_here(text: str, now: Heard) -> str:
    """The kind of a message, "says" where the model is not sure."""
    sure = now.kinds[0][1] >= SURE_OF_KIND.get(now.kind, 0.6) and (now.kinds[0][1] == 1.0 or len(words(text)) > TINY)
    sure = sure and not (now.kind == "bad" and now.kinds[0][1] < 1.0 and moods.figurative(text))
    kind = now.kind if sure and (now.kinds[0][1] == 1.0 or _may_be(now.kind, text)) else "says"
    return "says-not" if kind == "says" and now.section != "english" and negated(text) else kind


def _may_be(kind: str, text: str) -> bool:
    """Whether a message looks like the kind that the model takes it for: a question, or a wish to talk."""
    return kind not in _LOOKS or _LOOKS[kind].search(text) is not None


def _short(text: str, now: Heard, things: Sequence[Particular], scene: Scene) -> str | None:
    """The section of a bare answer to the tutor's last question."""
    brief = len(words(text)) <= answers.BRIEF
    if not scene.question or not brief or text.rstrip().endswith("?"):
        return None
    if answers.unsure(text):
        return "dontknow"
    if now.section == "numbers":
        return "answer-number"
    if now.section in SHORT - {"answer"} and now.sure >= SURE:
        return now.section
    if now.by_rule or mashed(text) or now.named - {scene.topic} or (things and not follows(text)):
        return None
    plain = (
        now.section in ("unknown", "answer", "age", "name")
        or now.sure < SURE
        or follows(text)
        or now.section == scene.topic
    )
    return answers.fitting(scene.question, text) if plain and now.section not in STEADY else None


def _concerns(text: str, now: Heard, thing: Particular, scene: Scene) -> bool:
    """Whether the message is about the particular thing that it names, and not only mentions it."""
    if now.by_rule:
        return False
    if not topical(now.section) and now.section not in SHORT | {"unknown"} and now.sure >= SWITCH and thing.size < 2:
        return False
    known = topical(now.section) and now.section not in VAGUE
    if thing.section in VAGUE and known and now.sure >= STRONG:
        return False
    if scene.topic and thing.section != scene.topic and follows(text):
        return False
    if _REFUSED.search(" ".join(words(moods.literal(text))[: thing.start])):
        return False
    if thing.size > 1 or thing.section == scene.topic:
        return True
    if scene.topic and thing.section in COMPANY and len(words(text)) <= BRIEF:
        return False
    if scene.topic or thing.section == now.section:
        return True
    return not known or now.sure < (WEAK if thing.section in COMPANY else STRONG)


def _heard(text: str, now: Heard, kind: str, scene: Scene) -> list[Reading]:
    if scene.topic and _stays(text, now, kind, scene.topic):
        if now.section in SHORT and now.sure >= SURE:
            return [Reading(now.section, kind)]
        return [Reading("answer-more" if len(words(text)) > answers.BRIEF and not follows(text) else "answer", kind)]
    if strange(text) and mashed(text) and now.section != "numbers" and not now.by_rule and not now.named:
        return [Reading("gibberish")]
    if now.section == "nonenglish":
        return [Reading("indonesian" if indonesian(text) else "nonenglish")]
    if now.sure < SURE or now.section in ("unknown", "answer"):
        if scene.talking and kind == "says" and len(words(text)) <= BRIEF and not mashed(text):
            return [Reading("answer", kind)]
        return [Reading(_general(text, now, kind), sure=0.0)]
    if kind == "ask" and now.section in STEADY:
        return [Reading("me", kind)]
    (first, sure), (second, close) = (*now.sections, ("unknown", 0.0))[:2]
    if close >= CLOSE * now.sure and not {first, second} & NOT_A_TOPIC and kind == "says":
        return [Reading(first, kind, sure=sure), Reading(second, kind, sure=close)]
    return [Reading(first, kind, sure=1.0 if first in now.named else sure)]


def _stays(text: str, now: Heard, kind: str, topic: str) -> bool:
    """Whether a message goes on with the topic of the talk rather than with what it seems to be about alone."""
    if now.section in SHORT or (now.section in ("age", "name") and about_another(text)):
        return True
    brief = len(words(text)) <= BRIEF
    if now.section in ("tired", "happy") and text.strip().lower().startswith("because"):
        return True
    if brief and kind == "says" and not now.named and now.section in STEADY - {"sad", "crisis", "loss"}:
        return True
    if now.sure >= SURE and (now.section in NOT_A_TOPIC - {"unknown"} or now.section in STEADY | {topic}):
        return False
    if kind not in ("says", "says-not", "ask"):
        return False
    named = bool(now.named - {topic})
    if kind == "ask":
        return not named and now.sure < SWITCH
    if now.section in COMPANY and (now.sure < SWITCH or brief) and not _OPENS.match(text.strip()):
        return True
    return follows(text) if named else now.sure < SWITCH or brief or follows(text)


def _general(text: str, now: Heard, kind: str) -> str:
    """The section of general lines that fits a message without a topic."""
    if strange(text) and not now.named:
        return "gibberish"
    pools = {"bad": "badnews", "ask": "me", "advice": "advice", "says-not": "says-not"}
    if text.rstrip().endswith("?") and kind == "says":
        return "advice"
    if kind in pools:
        return pools[kind]
    return "past" if tells_of_the_past(text) else "unknown" if now.section == "unknown" else "neutral"
