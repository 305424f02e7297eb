"""What of a message is taken up: the end of a long one, and the heart of a sentence without "in my free time" around it.

Pure. What the words mean is heard elsewhere (`listening.py`, `particulars.py`).
"""

import re

STORY = 60
"""A message of more words is a whole story: it gets a reply that fits the whole."""
LONG = 28
"""Of a message of more words and several sentences only the last ones are taken up."""
LAST = 2
KEPT = 4
"""Words that must be left of a sentence when its frame is taken away."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_FRAME = re.compile(
    r"\b(?:in|during) (?:my|our|the) (?:free|spare) times?\b|\bin my leisure\b"
    r"|\b(?:on|every|each|last|next|this) (?:mon|tues|wednes|thurs|fri|satur|sun)days?\b"
    r"|\b(?:on|at|in|every|each|last|next|this) (?:the )?(?:weekends?|morning|evening|night|week|month|year|afternoon)\b"
    r"|\b(?:yesterday|today|tomorrow|tonight|every day|after (?:work|school)|before bed)\b|\bno (?:boss|e-?mail|work|school)\b",
    re.I,
)


def sentences(text: str) -> list[str]:
    """The sentences and lines of a text, roughly: for what a learner types, not for prose."""
    return [one for one in _SENTENCE.split(text.strip()) if one.strip()]


def gist(text: str) -> str:
    """The sentences that are taken up: all of a short message, the last ones of a long one."""
    parts = sentences(text)
    if len(text.split()) <= LONG or len(parts) <= LAST:
        return text
    return " ".join(parts[-LAST:])


def is_story(text: str) -> bool:
    """Whether so much is told that no single thing of it is what the message is about."""
    return len(text.split()) > STORY


def heart(text: str) -> str:
    """The text with numbers for the words of time around what is told, where enough is left; every other word keeps its place."""
    bare = _FRAME.sub(lambda match: " ".join("0" for _ in match[0].split()), text)
    return bare if len(bare.split()) - bare.split().count("0") >= KEPT else text
