"""What a character of a scenario answers to what the learner said, before its next line. Pure; by words alone.

In this order: words that were not understood, Indonesian; questions, answered from the scenario's facts; what the beat expects (a no,
a pattern, a yes); thanks, "I don't know"; good and bad news, where the scenario has words for them; anything else. The learner's words
are never repeated.
"""

import re
import zlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tutorfleet.language import moods
from tutorfleet.language.indonesian import is_indonesian
from tutorfleet.tutor.scenarios import Beat, Lines, Scenario

READ = 1_000
"""Characters of a message that are looked at."""
INDONESIAN = 0.5
"""From this share of Indonesian words on a message is not English."""
TELLING = 2
"""Words beside a question that answer the character's own; beside "and you?" any do."""
CONFUSED = (
    "Of course, let me say it in another way.",
    "No problem, I will ask it more simply.",
    "Sorry, that was not so clear.",
)
FOREIGN = ("I am sorry, I only understand English.", "Sorry, could you try it in English?")
UNHEARD = ("I am sorry, I did not hear that well.", "Sorry, I did not catch that.")
GO_ON = ("Please go ahead.", "Yes, I am listening.")
WELCOME = ("You are welcome.", "My pleasure.")
ASK_AWAY = ("Of course, just ask me.", "Yes, please go ahead.")
HELLO = ("Hello!", "Nice to see you.")
UNSURE = ("No problem.", "That is all right.", "Never mind.")
_WORD = re.compile(r"[a-z']+")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")
_CONFUSED = re.compile(
    r"\b(?:(?:don'?t|do not|didn'?t|did not|can'?t|cannot) (?:really |quite )?(?:understand|get it|get you|follow|catch)"
    r"|not understand|(?:say|repeat) (?:it|that|this|the question)?\W*(?:again|please|once more)|repeat|speak (?:more )?slow\w*"
    r"|what (?:do you|does (?:it|that|this)) mean|what you mean|what is the meaning|i'?m confused|pardon)\b"
    r"|^(?:sorry|what|huh|hm+)\W*\?\W*$", re.I
)  # fmt: skip
_UNSURE = re.compile(
    r"\W*(?:(?:hm+|um+|well|sorry|oh)\W+)*(?:i (?:really )?(?:don'?t|do not) know|i'?m not sure|not sure|no idea|i have no idea|skip"
    r"|i (?:can'?t|cannot|don'?t|do not) (?:answer|say|think|remember)|maybe|nothing special)\b[^,;]{0,30}\W*$", re.I
)  # fmt: skip
_LEAVES = re.compile(
    r"\W*(?:(?:ok|okay|sorry|well|thanks?|thank you|so)\W+)*(?:good ?bye|bye|see you|i (?:have to|must|need to|want to) (?:go|stop|leave))"
    r"\b(?! to\b)[^?]{0,25}$", re.I
)  # fmt: skip
_GREETS = re.compile(
    r"\W*(?:hi|hello|hey|halo|good (?:morning|afternoon|evening|day))(?:\W+(?:there|everybody|everyone|all|sir|madam|miss|maya|sam|dewa"
    r"|rina|arif|wren))*\W*$", re.I
)  # fmt: skip
_BACK = re.compile(r"[,;]?\s+((?:and|but|so|how about|what about) (?:you|yours|yourself)\b\W*$)", re.I)
"""A question that hangs on a sentence: I like rain, and you?"""
_TERSE = frozenset(("what", "that", "this", "your", "have", "with", "about", "there", "would", "like", "does"))
_NO = re.compile(
    r"(?:(?:oh|um+|well|hm+|sorry|actually)\W+)*(?:no\b|nope|not (?:yet|really|now|at all|today|this time|sure)"
    r"|never\b|nothing\b|none\b|neither|(?:i|we) (?:don'?t|do not|haven'?t|have not|didn'?t|did not|can'?t|cannot|am not|won'?t)\b"
    r"|i'?m not\b|that'?s all|that is all|that will be all)", re.I
)  # fmt: skip
_YES = re.compile(
    r"(?:(?:oh|um+|well|hm+|hi|hello|good \w+)\W+)*(?:yes|yeah|yep|yup|sure|of course|certainly|absolutely|definitely|ok|okay|all right"
    r"|alright|right|please|sounds good|with pleasure|i (?:do|am|have|did|can|will)\b|i'?d love|here (?:it is|you are|is)|correct)\b", re.I
)  # fmt: skip
_ASKS = re.compile(
    r"\W*(?:(?:and|but|so|ok|okay|well|then|oh|excuse me|sorry|please|thank you|thanks|by the way|first|one question)\W+)*"
    r"(?:(?:what|which|who|where|when|why) (?:is|are|was|do|does|did|can|could|will|would|should|about|time|kind)\b[^.!]*$"
    r"|how \w+\b[^.!]*$|(?:is there|are there|is it|is the|are the|do you|does|can you|could you|would you|will you|have you|are you"
    r"|may i ask|can i ask|could i ask|tell me)\b)", re.I
)  # fmt: skip
"""A question without its mark."""
_OFFERS = re.compile(
    r"\b(?:can|could|may|might|shall) (?:i|we)\b(?! ask)|\b(?:i|we)(?:'d| would) like\b|\bi want\b", re.I
)
"""A question that is the learner's own answer: can I have a juice?"""
_OWN = re.compile(_OFFERS.pattern + r"|\b(?:can|could|will|would) you (?!tell|say|explain)", re.I)
"""A question that may be what the beat expects: could you book a taxi?"""
_WISHES = re.compile(r"\b(?:can|could|would|will) you\b|\bwould you mind\b|\bis it possible\b", re.I)
_AND_YOU = re.compile(r"\b(?:and|how about|what about) (?:you|yours|yourself)\b|\byourself\s*\?", re.I)
_MAY_ASK = re.compile(r"\b(?:(?:may|can|could) i ask|i have (?:a|one|some|another) questions?)\b[^?,]{0,30}\W*$", re.I)
_THANKS = re.compile(
    r"\W*(?:(?:ok|okay|great|good|fine)\W+)*(?:thank you|thanks|thx)\b(?:\W+(?:so|very|much|a lot|sir|madam|miss|you))*\W*$",
    re.I,
)
_BARE_YES = re.compile(
    r"\W*(?:yes|yeah|yep|sure|of course|ok|okay|certainly)(?:\W+(?:i (?:do|can|have|will)|please|sure|of course))?\W*$",
    re.I,
)
_BARE_NO = re.compile(r"\W*(?:no|nope|nothing)(?:\W+(?:i (?:don'?t|can'?t|haven'?t)|thanks|thank you))?\W*$", re.I)
_PLAIN = ((_THANKS, WELCOME), (_UNSURE, UNSURE), (_BARE_NO, UNSURE))
_LIGHT = re.compile(
    r"\b(?:hi|hello|hey|good (?:morning|afternoon|evening)|thank you|thanks|please|excuse me|sorry|very much|ok|okay|so)\b"
)
_FUNCTION = re.compile(
    r"\b(?:saya|aku|kami|kita|kamu|anda|dia|tidak|nggak|gak|enggak|bukan|belum|sudah|udah|ya|iya|apa|siapa|kapan|dimana|berapa|bagaimana"
    r"|gimana|mana|mau|ingin|bisa|dapat|ada|dan|atau|yang|untuk|dengan|dari|di|ke|ini|itu|maaf|tolong|terima|kasih|selamat|sangat|sekali"
    r"|juga|lagi|karena|tahu|tau|mengerti|paham)\b", re.I
)  # fmt: skip
"""Indonesian words that are nobody's name."""
_SAD = re.compile(
    r"\b(?:sick|ill|hospital|sad|unhappy|lonely|stressed|depressed|worried|cr(?:y|ied|ying)|accident|divorced?|stolen|robbed|fired|failed"
    r"|passed away|lost (?:my|our|the|everything)|broke up|(?:head|tooth|stomach)ache|fever|flood(?:ed)?|(?:is|was|are|were) broken)\b"
    r"(?! (?:people|patients|children))", re.I
)  # fmt: skip
_NOT_SO = re.compile(r"\b(?:not|never|no longer|n't|without|don't (?:be|get))(?: \w+)? $", re.I)
"""What stands before a sad word that is not so."""
_BAD, _GOOD = {"hurt", "trouble", "pity", "mishap", "annoyed", "tired"}, {"good", "proud", "relief"}


@dataclass(frozen=True)
class Heard:
    """What is said to it, in this order, and whether the character's question is still open."""

    reactions: Sequence[str]
    stays: bool = False


def hear(scenario: Scenario, beat: Beat, text: str, said: Collection[str], *, again: bool = False) -> Heard:
    """What the character answers to `text` at this beat. `said`: reactions that were used; `again`: it was asked a second time."""
    text = text[:READ].replace("’", "'").strip()
    if (lost := _lost(text)) and not again:
        return Heard(_fresh(lost, text, said), stays=True)
    if lost:
        return Heard(_fresh(scenario.heard, text, said))
    if _bare_yes(beat, text) and not again:
        return Heard(_fresh(ASK_AWAY if beat.invites else GO_ON, text, said), stays=True)
    asks, rest = _parted(text)
    if asks and (found := _to_question(scenario, beat, text, asks, rest)):
        own, answer = found
        return _joined(own, answer, text, said, again=again)
    if own := _expected(beat, text):
        return Heard(_fresh(own, text, said) or _fresh(scenario.heard, text, said))
    plain = next((lines for pattern, lines in _PLAIN if pattern.match(text)), None)
    fitting = plain or _feeling(scenario, text) or beat.any
    return Heard(_fresh(fitting, text, said) or _fresh(scenario.heard, text, said))


def leaves(text: str) -> bool:
    """Whether the learner takes their leave."""
    return _LEAVES.match(text[:READ].replace("’", "'")) is not None


def _to_question(scenario: Scenario, beat: Beat, text: str, asks: str, rest: str) -> tuple[Lines, Lines] | None:
    """What is said to the rest of a text, if that answers the beat, and to the questions in it; None if those are the learner's own
    answer (may I have a juice?) or none at all (do you know why? I will tell you.)."""
    if _OWN.search(asks) and _expected(beat, asks):
        return None
    expected = _expected(beat, rest)
    telling = 1 if _AND_YOU.search(asks) else TELLING
    own = expected or (beat.any if len(_words(rest)) >= telling else "")
    if answer := _answer(scenario, beat, asks):
        return own, answer
    if _OFFERS.search(asks) or _expected(beat, asks) or not text.endswith("?"):
        return None
    if expected:
        return own, scenario.granted if _WISHES.search(asks) else ""
    return own, scenario.granted if _WISHES.search(asks) else scenario.unknown


def _joined(own: Lines, answer: Lines, text: str, said: Collection[str], *, again: bool) -> Heard:
    """To an answer with a question in it, or to a question alone; what was answered before is not said again."""
    first = _fresh(own, text, said) if own else []
    reactions = [*first, *(_fresh(answer, text, said) if answer else [])]
    return Heard(reactions, stays=not own and not again)


def _lost(text: str) -> Sequence[str]:
    """What is said where nothing was understood, on either side."""
    if not re.search(r"\w", text):
        return UNHEARD
    words = _words(text)
    if _FUNCTION.search(text) and sum(map(is_indonesian, words)) / len(words) >= INDONESIAN:
        return FOREIGN
    if _CONFUSED.search(text) and len(words) < 14:
        return CONFUSED
    if _MAY_ASK.search(text):
        return ASK_AWAY
    if _GREETS.match(text):
        return HELLO
    return UNHEARD if words and all(map(_mashed, words)) else ()


def _mashed(word: str) -> bool:
    """Whether fingers ran over the keys."""
    return not re.search("[aeiouy]", word) or re.search("[bcdfghjklmnpqrstvwxz]{5}", word) is not None


def _bare_yes(beat: Beat, text: str) -> bool:
    """A yes where more is asked for."""
    return _BARE_YES.match(text) is not None and (beat.invites or not _expected(beat, text))


def _expected(beat: Beat, text: str) -> str:
    """What the beat says to a no, to its patterns, to a yes."""
    if beat.no and _NO.match(text):
        return beat.no
    for pattern, line in beat.when.items():
        if _pattern(pattern).search(text):
            return line
    return beat.yes if _YES.match(text) else ""


def _parted(text: str) -> tuple[str, str]:
    """The questions of a text, and the rest without greetings and thanks."""
    sentences = [found[0] for found in _SENTENCE.finditer(_BACK.sub(r". \1", text))]
    asks = [one for one in sentences if one.rstrip().endswith("?") or _ASKS.match(one)]
    rest = " ".join(one.strip() for one in sentences if one not in asks)
    return " ".join(asks), _LIGHT.sub("", rest.lower()).strip(" ,.!")


def _answer(scenario: Scenario, beat: Beat, asks: str) -> str:
    if beat.own and _AND_YOU.search(asks):
        return beat.own
    answer = next((fact.answer for fact in scenario.facts if _pattern(fact.asks).search(asks)), "")
    return answer or (beat.own if _returned(beat, asks) else "")


def _returned(beat: Beat, asks: str) -> bool:
    """Whether the character is asked what it has just asked itself."""
    of_ours = {word for word in _words(f"{beat.say} {beat.again}") if len(word) > 3} - _TERSE
    return "you" in _words(asks) and not of_ours.isdisjoint(_words(asks))


def _feeling(scenario: Scenario, text: str) -> list[str]:
    if not (scenario.sorry or scenario.glad):
        return []
    if any(not _NOT_SO.search(text[: found.start()]) for found in _SAD.finditer(text)):
        return scenario.sorry
    tone = moods.tone(text) if scenario.glad else None
    return scenario.sorry if tone and tone.mood in _BAD else scenario.glad if tone and tone.mood in _GOOD else []


def _fresh(lines: str | Sequence[str], text: str, said: Collection[str]) -> list[str]:
    """One of the lines that were not said yet, the same for the same text; none if all were."""
    left = [line for line in ([lines] if isinstance(lines, str) else lines) if line not in said]
    return [left[zlib.crc32(text.encode("utf-8", "replace")) % len(left)]] if left else []


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


@lru_cache(maxsize=2048)
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.I)
