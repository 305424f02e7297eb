"""What the tutor asked last, and how a short message answers it, so that the reaction fits the question.

`asked(reply)` finds the question, `fitting(question, text)` names the section of general lines for an answer of that kind.
Pure rules on words; the lines are written in training/starter/pools.txt.
"""

import re

BRIEF = 5
"""A message of at most so many words may be nothing but an answer."""
_HOW_MUCH = r"^(?:and )?(?:how (?:many|much|old|long|far|often)|(?:what|which) (?:time|year|day|month|age)|when)\b"
_WHICH = r"\bfavou?rite\b|^(?:do|would) you (?:prefer|rather)\b|^which\b|^\w+[^?]* or [^?]*\?"
_FEEL = r"^how (?:do|did|are|were|would) (?:you|they|he|she)(?: \w+)? (?:feel|feeling|doing)\b|^how are\b"
_AMOUNT = (
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|hundred|once|twice|every|since|ago|always|usually|sometimes"
    r"|often|never|morning|evening|night|weekend|week|month|year|day|hours?|minutes|long|many|few|o'clock|tomorrow|yesterday|next|last"
    r"|january|february|march|april|may|june|july|august|september|october|november|december|\w+day)s?\b"
)
_PERSON = (
    r"^(?:(?:with|only|and|me|by) )*(?:my|our|his|her|the|a) (?:\w+ )?"
    r"(?:\w*mother|\w*father|mom|dad|parents|brothers?|sisters?|friends?|wife|husband"
    r"|son|daughter|kids|children|teachers?|uncle|aunt|cousins?|boss|family|neighbou?rs?|colleagues?|classmates?|team|band|boyfriend|girlfriend)\b"
    r"|^(?:alone|nobody|myself|by myself|with (?:him|her|them|friends|family))\W*$"
)
_KINDS: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (section, re.compile(question, re.I), re.compile(answer, re.I))
    for section, question, answer in (
        ("answer-number", _HOW_MUCH, _AMOUNT),
        ("answer-choice", _WHICH, r"^(?!(?:yes|yeah|no|it|i|because|for|he|she|they|with|since|and|but|not|maybe|so|ok|very|too)\b)"
         r"(?:\S+\s*){1,3}$"),
        ("answer-feeling", _FEEL, r"\b(?:feel|felt|am|was|good|fine|well|better|bad|tired|happy|sad|nervous|proud|great|ok|okay|normal)\b"),
        ("answer-person", r"^(?:who|whose|with whom)\b", _PERSON),
        ("answer-place", r"^where\b", r"^(?:in|at|on|near|to|from|behind|beside|next to|around)\b"),
        ("answer-reason", r"^(?:why|what makes|how come)\b", r"^(?:because|bcs|cause|for|to|since|so)\b"),
    )
)  # fmt: skip
_UNSURE = re.compile(
    r"^(?:(?:i|we) )?(?:don'?t|do not|can'?t) (?:know|remember|understand)|^(?:idk|not sure|no idea|maybe)\b", re.I
)
_QUESTION = re.compile(r"(?:^|(?<=[.!?] ))([^.!?]+\?)\s*$")


def asked(reply: str) -> str:
    """The question that the tutor's reply ended with, "" where it asked none."""
    found = _QUESTION.search(reply.strip())
    return found[1].strip() if found else ""


def fitting(question: str, text: str) -> str:
    """The section of lines for that short answer to the question; "answer" where no special one fits."""
    bare = text.strip()
    return next((name for name, about, answer in _KINDS if about.search(question) and answer.search(bare)), "answer")


def unsure(text: str) -> bool:
    """Whether the learner has no answer."""
    return _UNSURE.search(text.strip()) is not None
