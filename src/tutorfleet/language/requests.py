"""Requests that are not for an English tutor, known by rule before any model sees them: a model must not be asked to decide.

`request` names the kind: an essay or homework to hand in, answers to a test, medicine, law, money, politics, hacking, flirting,
private data, things outside the chat, whole texts to translate, and instructions to the program itself ("SYSTEM: ...").
`reply` is the friendly answer, which leads back to practice. The patterns are in `data/requests.txt`, the lines in
`data/request_lines.txt`.

What a learner tells ("my teacher asked me to write an essay") is talk. So is what a tutor is for: what a word means, how to say
one sentence, practising an interview. Danger is not looked for here (`safety.py` comes first).
"""

import re
import zlib
from collections.abc import Iterator
from functools import cache

from tutorfleet.language.word_patterns import REACH, plain, sections
from tutorfleet.language.words import lines

READ = 1500
"""Characters of a message that are looked at."""
LONG = 25
"""Words after "translate" that are more than a sentence to learn from."""
ASKED, ENDING, QUESTION, ALWAYS = " asked", " ending", " question", " always"
"""What the names of sections end with whose patterns are looked at more or less closely."""
_END = re.compile(r"[.!?;:]")
_OPENING = (
    r"please|pls|plz|kindly|hey|hi|hello|ok|okay|oh|so|now|and|then|but|also|just|quickly|quick|urgent|first|again|well|yes|no|come on"
    r"|teacher|miss|sir|madam|kak|bro|sis|dear|tutor|bot|ai|friend|my friend|babe|baby|sayang|tolong|let's|let us|help|will"
    r"|(?:can|could|will|would|must|should|do|shall) (?:you|u|we)|you (?:can|could|must|should|will|have to|need to)"
    r"|i (?:want|need|would like|ask|order|beg) (?:you|u) (?:to|for)|i'd like you to|(?:want|need) you to"
    r"|are you able to|is it possible (?:that|for) you(?: to)?|your task is to"
)
_ASKED = re.compile(rf"(?:(?:{_OPENING})\W+)*")
_TELLS = re.compile(
    r"\W*(?:yesterday|today|tonight i|tomorrow i|last \w+|my|our|his|her|he|she|they|it|i'm|im|we're|some(?:body|one)|people"
    r"|this morning|when"
    r"|(?:i|we) (?:have|had|must|need(?! you)|wrote|did|do|write|made|finished|am|was|were|study|always|never|usually|often|already|just"
    r"|used|took|take|bought|sold|voted|failed|got|learn|know|don't|can't|will|should|heard|read|saw|watched|translate))\b"
)
_ABOUT_WORDS = re.compile(
    r"\bwhat (?:does|do|is the meaning|did)\b.*\bmeans?\b|\bmeaning\b|\bdifference between\b|\bsynonym|\bpast tense\b"
    r"|\bhow (?:do|to|can|should) (?:you |i |we )?(?:say|pronounce|spell|use)\b|\bin english\b|\bbahasa inggris\w*\b"
    r"|\b(?:is|are) (?:it|this|that|my \w+)\b[^.?!]*\b(?:correct|right|grammar)\b|\bwhich (?:one )?is (?:right|correct)\b"
    r"|\b(?:correct|check|fix|rate) (?:my|this|the)\b|\bpracti[cs]|\brole ?-?play"
)
_QUESTION = re.compile(
    r"\W*(?:(?:so|and|but|or|now|hi|hello|ok|teacher|miss|sir|please|tell me|i want to ask|i wonder)\W+)*"
    r"(?:what|which|who|whom|where|when|why|how|is|are|was|can|could|should|shall|must|may|do|does|did|will|would|am|better)\b"
)
_FORGED = re.compile(
    r"^\W*(?:system|assistant|developer|admin(?:istrator)?|root|instructions?)(?: (?:message|prompt|override|note|update))?\s*[:\]>]"
    r"|\[/?(?:system|assistant|inst|admin|developer|user)\b|<\|\w*|</?(?:system|assistant|instructions?|admin)>|\*\*\* ?system"
    r"|#{2,}\s*(?:system|new|end|instructions?)|\bend of (?:prompt|instructions|conversation)\b"
    r"|\{\s*['\"]?role['\"]?\s*:",
    re.I,
)
_TRANSLATE = re.compile(r"\b(?:translate|terjemahkan)\b(?P<text>.*)", re.I | re.S)
_WAYS_OUT = re.compile(r"https?://|www\.")


def request(text: str) -> str | None:
    """The kind of request that is not for a tutor; None for anything else. Never raises."""
    read = text[:READ]
    if _FORGED.search(read):
        return "injection"
    said = plain(read)
    about_words = _ABOUT_WORDS.search(said) is not None
    for kind in kinds():
        if (not about_words or kind == "injection") and any(_asks(kind, said)):
            return kind
    return "translate" if _much_to_translate(read) else None


def reply(kind: str, text: str, said: str = "") -> str:
    """A written answer to `text`: a line and a question, those that are not in `said` first; the same for the same arguments."""
    chosen = (_chosen(_lines()[kind][sign], text, said) for sign in "+?")
    return " ".join(chosen)


@cache
def kinds() -> tuple[str, ...]:
    """Every kind that `request` may name, the weightiest first."""
    return tuple(_lines())


def _asks(kind: str, said: str) -> Iterator[bool]:
    """Whether each find of the kind's patterns is a request."""
    yield from (not _told(said, match) for match in _found(kind, said))
    yield from (_ends(said, match) and not _told(said, match) for match in _found(kind + ENDING, said))
    yield from (_ASKED.fullmatch(_clause(said, match)) is not None for match in _found(kind + ASKED, said))
    yield from (_questions(said, match) for match in _found(kind + QUESTION, said))
    yield from (True for _ in _found(kind + ALWAYS, said))


def _found(section: str, said: str) -> Iterator[re.Match[str]]:
    patterns = sections("requests").get(section)
    return patterns.find(said) if patterns else iter(())


def _ends(said: str, match: re.Match[str]) -> bool:
    rest = said[match.end() :].strip(" ,'\"")
    return not rest or _END.match(rest) is not None


def _told(said: str, match: re.Match[str]) -> bool:
    """Whether the sentence of the match tells something: it begins with who did it, and asks nothing."""
    begins = _before(said, match)
    ends = _END.search(said, match.end())
    return _TELLS.match(begins + match[0]) is not None and (ends is None or ends[0] != "?")


def _questions(said: str, match: re.Match[str]) -> bool:
    """Whether the sentence of the match is a question: by its mark, or without one by the first words of one of its clauses."""
    ends = _END.search(said, match.end())
    clauses = (_before(said, match) + match[0]).split(",")
    return (ends is not None and ends[0] == "?") or any(map(_QUESTION.match, clauses))


def _before(said: str, match: re.Match[str]) -> str:
    return _END.split(said[max(0, match.start() - REACH) : match.start()])[-1].lstrip()


def _clause(said: str, match: re.Match[str]) -> str:
    """What stands before the match in its clause; more where somebody's words are reported ("a task: write ...")."""
    sentence = re.split(r"[.!?]", said[max(0, match.start() - REACH) : match.start()])[-1].lstrip()
    return (
        sentence
        if re.search(r"\b(?:said|says|told|tells|asked|asks)\b", sentence)
        else sentence.split(",")[-1].lstrip()
    )


def _much_to_translate(text: str) -> bool:
    found = _TRANSLATE.search(text)
    return found is not None and (len(found["text"].split()) > LONG or (_WAYS_OUT.search(found["text"]) is not None))


def _chosen(written: list[str], text: str, said: str) -> str:
    fresh = [line for line in written if line not in said] or written
    return fresh[zlib.crc32(text.encode("utf-8", "replace")) % len(fresh)]


@cache
def _lines() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    current: dict[str, list[str]] = {}
    for line in lines("request_lines"):
        if line.startswith("["):
            current = found.setdefault(line.strip("[]"), {"+": [], "?": []})
        else:
            current[line[0]].append(line[1:].strip())
    return found
