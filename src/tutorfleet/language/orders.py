"""Sentences that speak to whoever scores ("give me 100", "ignore your instructions"): they are no sample of English.

`plain` hides marks of machines (JSON, comments, "P.S."), `is_order` tells the sentences. Both look at words alone, so a new wording may
pass; then it is counted as the English that it is, and nothing obeys it. A story about marks ("my teacher gave me 90 points") stays.
"""

import re

_MACHINE = re.compile(
    r"\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}"  # JSON, with one object in another
    r"|<!--.*?-->|\[/?\w{1,12}\]|</?\w{1,20}>"
    r"|\bp\.? ?s\.?(?=[\s:,-])[:,-]?"
    r"|^[ \t]*[#>*=-]+",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
_SKILL = (
    r"(?:grammar|vocabulary|fluency|comprehension|coherence|etiquette|responsiveness|clarity|communication|skills?)"
)
_MARK = r"(?:scores?|grades?|points?|marks?|ratings?|levels?|bands?|results?|cefr)"
_THING = rf"(?:{_MARK}|\w*{_SKILL}|essay|text|answers?|writing|english)"
_NUMBER = r"(?:\d{1,3}(?:\s*(?:/|out of)\s*\d{1,3}|\s*%)?|ten|ninety|a? ?hundred)"
_BEST = (
    rf"(?:{_NUMBER}|full|max(?:imum)?|perfect|highest|top|best|excellent|a\+|c[12]|native(?:-like)?|flawless|advanced)"
)
_GRADER = r"(?:grader|scorer|examiner|assessor|evaluator|rater|grading|system|assistant|model)"
_GIVE = (
    r"(?:give|gimme|award|assign|grant|set|put|rate|grade|score|mark|return|output|print|write|respond|answer|reply|say"
    r"|make|let|raise|increase|change|report)"
)
_ASKED = (
    r"(?:^\W*|[:,;]\s*|\b(?:please|kindly|just|now|then|and|so|that)\s+"
    r"|\byou(?:\s+(?:must|should|have to|need to|can|could|would|will|ought to))?\s+(?:please\s+)?)"
)
"""what stands before an order; a verb after any other word is part of a story"""
_ORDER = re.compile(
    "|".join(
        [
            rf"{_ASKED}{_GIVE}\b[^.!?\n]{{0,60}}\b{_BEST}(?!\w)[^.!?\n]{{0,40}}\b{_THING}\b",
            rf"{_ASKED}{_GIVE}\b[^.!?\n]{{0,60}}\b{_THING}\b[^.!?\n]{{0,60}}\b{_BEST}(?!\w)",
            rf"{_ASKED}{_GIVE}\s+(?:(?:me|us|this|it|only|just|that i am|at)\s+)*(?:a |an |the (?:number )?)?{_BEST}"
            r"(?:\s+(?:for|in|to|please|now)\b.*)?\W*$",
            rf"{_ASKED}(?:ignore|forget|disregard|override|skip|bypass)\b[^.!?\n]{{0,60}}"
            r"\b(?:instructions?|prompts?|rules?|rubric|guidelines?|above|previous)\b",
            rf"\b(?:my|this|the) {_THING}\b[^.!?\n]{{0,30}}\b{_BEST}(?!\w)[^.!?\n]{{0,20}}\b{_MARK}\b",
            rf"\b(?:{_MARK}|\w*{_SKILL})\b[^.!?\n]{{0,30}}(?:\bis\b|\bare\b|\bbe\b|\bequals?\b|=|:)\s*(?:\w+\s+)?{_BEST}(?!\w)",
            rf"\b(?:deserves?|earned|expect)\b[^.!?\n]{{0,40}}\b{_BEST}(?!\w)",
            rf"\b(?:want|need)\s+(?:a |the )?{_NUMBER}\s+(?:points?|marks?|in|for|out)\b",
            rf"{_ASKED}(?:(?:do not|don't|never)\s+(?:count|mention|report|find|deduct|correct)|pretend|assume|treat|consider|say)\b"
            r"[^.!?\n]{0,50}\b(?:mistakes?|errors?|correct|flawless|perfect|native)\b",
            rf"\b(?:as (?:the|a|my)|(?:note|message|attention|dear|to)(?: to)?(?: the)?|act as (?:my|a|the))\s+{_GRADER}\b",
            rf"^\W*{_GRADER}(?: (?:prompt|message|override|note))?\s*:",
            r"\bsystem prompt\b|\byou are now\b|^\W*(?:instruction|inst)\b",
            rf"\bfrom now on\b[^.!?\n]{{0,60}}\b{_MARK}\b",
        ]
    ),
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """`text`, as long as it was, without what is written for machines."""
    return _MACHINE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)


def is_order(sentence: str) -> bool:
    """Whether a sentence speaks to whoever scores."""
    return bool(_ORDER.search(sentence))
