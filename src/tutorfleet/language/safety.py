"""What must not be left to a model: crisis and self-harm, grief, abuse, threats. Rules on the learner's words.

`notice` says whether a message, in English or Indonesian, needs care before any model sees it; `reply` is the answer that
is then given. The message after a crisis or abuse is still met with care: small talk would be the wrong answer. The patterns
are in `data/care.txt`. Words said in jest, about a film or about words pass ("this exam kills me", "what does pass away mean?"),
and where it is not clear which, we take the words seriously. Where the patterns hear nothing, the second ear (`ear.py`) is asked;
what it hears is met more softly, with a question, because it knows less surely.

Neither hears everything; docs/language.md has the figures. The answers are in `care_replies.py`.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from tutorfleet.language import ear, moods
from tutorfleet.language.care_replies import REPLIES, Kind, Language
from tutorfleet.language.requests import request
from tutorfleet.language.word_patterns import plain, sections

LONGEST = 20_000
KINDS: tuple[Kind, ...] = ("crisis", "threat", "abuse", "crisis other", "grief", "teased")
"""Those of the patterns, the gravest first. In "crisis other" it is somebody else who may die. The second ear hears "concern" (perhaps
a crisis or abuse) and "sorrow" (perhaps grief). "after": the message before was one of these; "still": one soon before it was."""
GENTLE: frozenset[Kind] = frozenset({"grief", "teased", "concern", "sorrow", "after", "still"})
"""Not so grave that nothing of the message may be kept."""
UNASKED: frozenset[Kind] = frozenset({"grief", "teased", "sorrow"})
"""After these the talk goes on."""
THEIRS = re.compile(r"(?<!with )\b(?:his|her|their)\b")
ABOUT_LEARNER = re.compile(r"\b(?:my|myself|our|i|me|we|lost|lose|losing|miss|buried|\w+ku|saya|aku|kami)\b")
REACH = 300
"""Letters around the words found in which their story is looked for."""
NEAR = 8
"""Words before those of a crisis in which their subject is looked for."""
LASTS = 3
"""Messages that are met with care after a grave one: the next, and then those that are short or seem to be about it."""
SHORT = 3
"""Words of a message that may still be about the one before."""
ABOUT_IT = 0.3
"""How sure the second ear must be that a message is still about it."""


class Notice(msgspec.Struct, frozen=True):
    """`kind`, and the words of the message that it rests on."""

    kind: Kind
    evidence: str


def notice(text: str, *before: str) -> Notice | None:
    """What in this message needs care, the gravest first; None for an ordinary message. Never raises.

    `before`: the learner's messages before it in the same talk, oldest first.
    """
    return _notice(text) or _after(text, before)


def meant(text: str) -> str:
    """What the second ear hears of a message: without what is only asked about or said in jest."""
    return _as_meant(text)[0]


def reply(notice: Notice, language: Language = "en") -> str:
    """A written answer for the notice: serious and warm, with where to find help; for grief one gentle open question."""
    return REPLIES[notice.kind][language]


_CARE = sections("care")
_QUOTED = re.compile(r"\"[^\"]{1,200}\"|“[^”]{1,200}”|(?<!\w)'[^']{1,200}'(?!\w)")
_QUOTES = re.compile(r"[\"“”]|(?<!\w)'|'(?!\w)")
_END = re.compile(r"[.!?;]")
_THIRD_PERSON = re.compile(r"(?:wants|wishes|feels|thinks|hopes|plans|tries|needs|considers|deserves|doesn't|is|has)\b")


def _notice(text: str) -> Notice | None:
    said, asks_for_words = _as_meant(text)
    heard = [notice for kind in KINDS for notice in _heard(kind, said, asks_for_words)]
    heard += [
        Notice("grief", lost[0]) for lost in _CARE["loss"].find(said) if _CARE["own people"].search(_scene(said, lost))
    ]
    return min(heard, key=lambda notice: KINDS.index(notice.kind), default=None) or _second_ear(text, said)


def _as_meant(text: str) -> tuple[str, bool]:
    """The text as patterns see it, without what is only asked about or said in jest; whether words are asked about."""
    said = plain(text[:LONGEST])
    asks_for_words = _CARE["words"].search(said) is not None
    if asks_for_words and not _CARE["meant"].search(said):
        said = _QUOTED.sub(_blank, said)
    return _CARE["jest"].blank(_QUOTES.sub(" ", said)), asks_for_words


def _second_ear(text: str, said: str) -> Notice | None:
    """It does not say which words it heard, so the evidence is what it took the message for. A forged order and a success are no cry."""
    heard = ear.hear(said)
    if heard is None or request(text) == "injection" or ((tone := moods.tone(text)) and tone.mood == "proud"):
        return None
    return Notice("sorrow" if heard.meaning == "grief" else "concern", heard.meaning)


def _after(text: str, before: Sequence[str]) -> Notice | None:
    for distance, said in enumerate(reversed(before[-LASTS:])):
        earlier = _notice(said)
        if earlier is not None and earlier.kind not in UNASKED:
            asked = distance or earlier.kind == "concern"
            return Notice("still" if distance else "after", earlier.evidence) if not asked or _lingers(text) else None
        if not (_lingers(said) and (distance or _lingers(text))):
            return None
    return None


def _lingers(text: str) -> bool:
    """Whether a message may still be about the grave one: "ok", "no", "thank you", "nobody helps me"."""
    return len(text.split()) <= SHORT or ear.sureness(meant(text)).sureness >= ABOUT_IT


def _heard(kind: Kind, said: str, asks_for_words: bool) -> Iterator[Notice]:
    for match in _CARE[kind].find(said):
        told = asks_for_words or _CARE["fiction"].search(_scene(said, match)) is not None
        exact: Kind = "crisis other" if kind == "crisis" and _is_about_another(said, match) else kind
        if not (told and _may_be_told(exact, said, match)):
            yield Notice(exact, match[0].strip())


def _scene(said: str, match: re.Match[str]) -> str:
    """The sentence of the match and the one before it: where a film, a book or a game would be named."""
    before = _END.split(said[max(0, match.start() - REACH) : match.start()])
    after = _END.split(said[match.end() : match.end() + REACH])
    return f"{'.'.join(before[-2:])}{match[0]}{after[0]}"


def _may_be_told(kind: Kind, said: str, match: re.Match[str]) -> bool:
    """Whether the words may belong to a story: not where they are about the learner, or about the learner's own people."""
    if kind == "grief":
        return ABOUT_LEARNER.search(match[0]) is None
    return kind == "threat" or (kind == "crisis other" and _CARE["own people"].search(_scene(said, match)) is None)


def _is_about_another(said: str, match: re.Match[str]) -> bool:
    """Whether somebody else is the subject: the person named last before the words, in the same clause.

    "My sister cries and wants to die" goes on about her; in "my father left and I want to die" the learner speaks again.
    """
    if ABOUT_LEARNER.search(match[0]):
        return False
    if THEIRS.search(match[0]):
        return True
    before = said[max(0, match.start() - REACH) : match.start()]
    clause = " ".join(re.split(r"[,.!?;:]", before)[-1].split()[-NEAR:])
    learner = max(_last("learner", clause), 0 if _THIRD_PERSON.match(match[0]) else _last("new clause", clause))
    return (another := _last("another", clause)) > 0 and another >= learner


def _last(section: str, clause: str) -> int:
    return max((found.end() for found in _CARE[section].find(clause)), default=0)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
