"""Whether a message is answered by what it does (`acts.py`) and not by its topic, and from which pool of lines.

A topic answers where it is sure: set phrases, other languages, one word ("Durian"), a short answer in a talk, and a plain telling about
a particular thing that has its own lines. Everything else, which is most of what people write, is answered by its act.
"""

import re
from collections.abc import Mapping

from tutorfleet.language import moods
from tutorfleet.worker.acts import Acts
from tutorfleet.worker.focus import is_story, sentences
from tutorfleet.worker.knowledge import Knowledge
from tutorfleet.worker.lines import TROUBLES, topical
from tutorfleet.worker.listening import Heard, words
from tutorfleet.worker.phrases import about_another
from tutorfleet.worker.readings import BRIEF, PREFIX, VAGUE, Reading, Scene

SURE = 0.8
"""From this probability of its section on a message without a set phrase is a name or an origin, a loss, another language."""
TOPICAL = frozenset({"tells", "story", "light", "any"})
"""Pools whose messages are better answered on their topic where that is sure: a particular thing is named, or they are simple."""
SIMPLE = 10
"""Words of a message that hardly tells more than its topic."""
DOUBTED, CLEAR = 0.6, 0.75
"""Below these chances of its act and of all pleasant ones, what sounds like bad news by its words is pitied (`mood.py`)."""
UNSURE = 0.4
"""Below this chance of the likeliest act the topic counts more, where that is sure."""
ASKED = 0.7
"""From this chance on, the question at the end is what a message is answered to."""
SHORT = 3
"""Words of a message that says too little for the lines of its act."""
_HINTS = {
    "annoyed": "complaint", "hurt": "complaint", "nervous": "worry", "mishap": "mishap", "pity": "mishap", "tired": "unwell",
    "proud": "good", "good": "good", "relief": "good", "funny": "funny", "comic": "funny",
}  # fmt: skip
"""The act that a tone hints at."""
_BY_RULE = frozenset({"insult", "rude", "laugh"})
"""Set phrases whose act has better lines."""
_STEADY = frozenset({"loss", "answer-loss", "gibberish", "nonenglish", "indonesian", "emoji", "code", "numbers"})
_MEETING = frozenset({"name", "origin"})
_PITIED = frozenset({"bad", "says-grave", "says-hurt"})
_VAGUE = frozenset({"mishap", "complaint", "worry", "unwell", "tells", "unclear", "wish"})
"""Acts that bad news may well be taken for."""
_SUNNY = frozenset({"light", "story", "tells", "memory", "oops", "plan", "wish"})
"""Pools with cheerful lines that a gloomy word rules out; news that is good all the same has pools of its own."""
_CHEERFUL = frozenset({"good", "funny", "story"})
_HARMLESS = _CHEERFUL | {"plan", "opinion", "memory"}
_TOLD = frozenset({"light", "story", "tells", "memory", "funny", "any"})
"""Pools that an exaggeration ("this homework is killing me") turns into half a complaint, half a joke."""
_LOW, _LIGHT = (
    frozenset({"mishap", "complaint", "worry", "unwell", "low"}),
    frozenset({"good", "funny", "light", "story", "plan"}),
)
_TUTOR: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.I))
    for name, pattern in (
        ("flirt", r"\b(?:marry|married|boyfriend|girlfriend|single|date me|kiss|sexy|sweet(?:y|ie|heart)|darling|honey|baby|my heart|crush"
         r"|(?:i|im|i'm) (?:\w+ )?(?:love|in love|falling)\b.*\b(?:you|u)"
         r"|love (?:you|u)|miss (?:you|u)|beautiful|handsome|cantik|ganteng|pacar"
         r"|(?:send|show|see)(?: me)? your (?:photo|picture|face|selfie|pic))\b"),
        ("tutor-language", r"\b(?:understand|speak|languages?|indonesian|bahasa|javanese|sundanese)\b"),
        ("tutor-memory", r"\b(?:remember|yesterday|last time|forget|know my name|same tutor|what did i|save (?:my|our) chat)\b"),
        ("tutor-opinion", r"\b(?:do you think|you think|your opinion|you agree|do you believe|will ai|robots?\b.*replace)\b"),
        ("tutor-taste", r"\b(?:favou?rite|like|love|prefer|watch|listen|play|hobby|hobbies|hate|enjoy|tried|taste)\b"),
        ("tutor-human", r"\b(?:real|human|robot|machine|person|chatgpt|gpt|ai|bot|computer|man or woman|boy or girl|siri)\b"),
        ("tutor-life", r"\b(?:wife|husband|children|family|live|from|country|old|age|sleep|eat|tired|dream|born|house|friends|salary)\b"),
    )
)  # fmt: skip


def acting(text: str, now: Heard, found: Reading, scene: Scene, known: Knowledge) -> Reading | None:
    """The reading of a message by its act; None where `found`, its reading by topic and mood, is to be kept."""
    acts = known.acts
    if not acts.acts or _kept(text, now, found, scene):
        return None
    pool, chances = _asked(text, acts) or acts.pool(text, _hint(text)), acts.heard(text)
    gloomy, sure = known.mood.gloomy(text), max(chances.values())
    if (len(words(text)) < 2 and pool not in _LOW) or _on_topic(pool, text, now, found, gloomy, sure):
        return None
    if found.kind in _PITIED and not _surely_light(chances):
        return None if found.section in TROUBLES or found.kind == "says-hurt" else Reading(PREFIX + "low", "bad")
    pool = _tempered(pool, text, gloomy, sure)
    return Reading(PREFIX + variant(pool, text, chances), "bad" if pool in _LOW else "says")


def variant(pool: str, text: str, chances: Mapping[str, float]) -> str:
    """The pool itself, or one beside it for messages of a narrower kind."""
    if len(words(text)) <= SHORT and pool in _LOW | _LIGHT:
        return "one-word-low" if pool in _LOW else "one-word-light"
    if pool == "ask-tutor":
        return next((name for name, pattern in _TUTOR if pattern.search(text)), pool)
    if pool == "thanks" and chances["good"] > 0.1:
        return "thanks-success"
    if pool == "good":
        return "proud-other" if about_another(text) else "good" if _joyful(text) else "modest"
    return pool


def _surely_light(chances: Mapping[str, float]) -> bool:
    """Whether a message is no bad news, whatever words it uses."""
    act, chance = next(iter(chances.items()))
    return (act not in _VAGUE and chance >= DOUBTED) or sum(chances.get(one, 0.0) for one in _HARMLESS) >= CLEAR


def _tempered(pool: str, text: str, gloomy: bool, sure: float) -> str:
    """The pool as the words and the length of the message allow it."""
    if is_story(text) and pool not in _LOW | _CHEERFUL | {"memory", "thanks"}:
        return "story"
    if pool in _LOW and _glad(text):
        return "light"
    if pool in _TOLD and sure < SURE and moods.figurative(text):
        return "oops"
    if gloomy and pool in _SUNNY:
        return "oops" if pool in ("story", "light", "oops") else "any"
    return pool


def _hint(text: str) -> str:
    tone = moods.tone(text)
    return _HINTS.get(tone.mood, "") if tone else ""


def _asked(text: str, acts: Acts) -> str:
    """The pool for the question that a longer message ends with, if it surely is one to the tutor; else "" """
    *before, last = sentences(text) or [""]
    if not before or not last.rstrip(" )").endswith("?"):
        return ""
    act, chance = next(iter(acts.heard(last).items()))
    return acts.pool(last) if act.startswith("ask-") and chance >= ASKED else ""


def _on_topic(pool: str, text: str, now: Heard, found: Reading, gloomy: bool, sure: float) -> bool:
    """Whether the topic, or the tutor itself as far as the topic goes, is what a reply should be about."""
    if pool == "ask-tutor":
        own = (
            found.kind == "ask"
            and topical(found.section)
            and found.section not in VAGUE | {"english"}
            and now.sure >= SURE
        )
        return own and len(words(text)) <= SIMPLE + BRIEF and not _TUTOR[0][1].search(text)
    simple = len(words(text)) <= SIMPLE and now.sure >= SURE and found.section == now.section
    if pool == "ask-advice":
        return found.kind == "advice" and simple
    if found.section == "english" and simple:
        return True
    if gloomy or found.kind != "says" or not topical(found.section):
        return False
    if pool not in TOPICAL and sure >= UNSURE:
        return False
    return simple or (found.thing is not None and found.thing.size > 1 and found.section == now.section)


def _kept(text: str, now: Heard, found: Reading, scene: Scene) -> bool:
    if now.by_rule and now.section not in _BY_RULE:
        return True
    if found.answers or found.section in _STEADY or (found.section in _MEETING and now.sure >= SURE):
        return True
    if not words(text):
        return True
    brief = len(words(text)) <= BRIEF
    return scene.before is not None and not scene.before.by_act and (brief or found.section == scene.topic)


def _joyful(text: str) -> bool:
    return "!" in text or _glad(text)


def _glad(text: str) -> bool:
    tone = moods.tone(text)
    return tone is not None and tone.mood in ("good", "proud", "relief")
