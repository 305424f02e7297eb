"""The learner's own words for the slots of written lines: {p} a person, {v} what they want to do.

Only words that are sure come back: persons and everyday words of the lexicon (`echo.py`), nobody who may have died, nothing of
gloomy messages. Lines without a slot fit any message, so nothing is lost where nothing is found.
"""

import random
import re
from collections.abc import Mapping, Sequence

from tutorfleet.worker.echo import Lexicon, echo
from tutorfleet.worker.lines import Offer

OFFERED = 6
"""Lines of each kind that are offered for one message: the model likes some best, and would say them to everybody."""
SLOT = re.compile(r"\{(\w)\}")
_ADJECTIVES = "little|big|old|older|elder|younger|youngest|eldest|best|first|new|twin|baby|only"
_TIME = r"(?:(?:and|but|so|hi|hello|teacher|finally|yesterday|today|tomorrow|now|(?:this|last|next|every) \w+|on \w+day)\W+)*"
_MY = re.compile(
    rf"(?:^|(?<=[.!?] )){_TIME}(?:my|our) (?P<who>(?:(?:{_ADJECTIVES}) )*[a-z]+(?:[ -]in[ -]law)?)"
    r"(?![\w'’-])(?! (?:in law|is dead|died|\w+'s)\b)",
    re.I,
)
"""A person whom a sentence is about; one who only stands in it is not what the message is about."""
_RELATIVES = (
    "mom dad mum mama papa grandma grandpa kids children parents neighbor neighbour neighbors neighbours colleagues friends students "
    "customers boss landlord twins cousins brothers sisters"
)
_PERSONS = frozenset(_RELATIVES.split())
_THINGS = "house car birthday phone family room name club school wedding day garden motorbike bike cat dog shop"
_OWNED = frozenset(_THINGS.split())
"""What follows a person without "'s" in learners' English, so that the person only owns it ("my mother house")."""
_GONE = re.compile(
    r"\b(?:gone|die[ds]?|dead|pass(?:ed)? away|late (?:father|mother|uncle|aunt|grand\w+)|funeral|grave|miss|heaven|alm|almarhum\w*)\b",
    re.I,
)
_SAID = re.compile(r"\b(?:say|says|said|ask|asks|asked|tell|tells|told|answer\w*|shout\w*|laugh\w*|angry)\b", re.I)


def slots(text: str, lexicon: Lexicon, gloomy: bool) -> dict[str, str]:
    """The words for each slot that can be filled; at most one slot."""
    if who := _person(text, lexicon):
        return {"p": who}
    wish = "" if gloomy else echo(text, lexicon)
    return {"v": wish} if wish else {}


def filled(offer: Offer, words: Mapping[str, str], text: str) -> Offer:
    """The offer with the slots of its questions filled, a few lines of each kind, for the same message the same ones.

    Questions whose slot has no words go; those with the learner's words go first.
    """
    draw = random.Random(text)
    said = _SAID.search(text) is not None
    plain = [line for line in offer.questions if "{" not in line]
    own = [line for line in offer.questions if "{" in line and not (said and " say" in line)]
    questions = [*_filled(own, words)] or _drawn(plain, draw)
    return Offer(_drawn(offer.reactions, draw), questions, spare=offer.reactions, later=[*plain, *offer.later])


def _drawn(lines: Sequence[str], draw: random.Random) -> Sequence[str]:
    return draw.sample(lines, min(OFFERED, len(lines)))


def _filled(lines: Sequence[str], words: Mapping[str, str]) -> Sequence[str]:
    whole = (line for line in lines if {*SLOT.findall(line)} <= {*words})
    return [SLOT.sub(lambda slot: words[slot[1]], line) for line in whole]


def _person(text: str, lexicon: Lexicon) -> str:
    """ "your little sister", of the first person of the learner's whom a sentence is about; "" where somebody may have died."""
    if _GONE.search(text):
        return ""
    for found in _MY.finditer(text):
        who = found["who"].lower()
        rest = text[found.end() :].lower().split()
        last = re.split(r"[ -]in[ -]law", who)[0].split()[-1]
        after = rest[0].strip(".,!?") if rest else ""
        if last in lexicon.person | _PERSONS and after not in lexicon.person | _PERSONS | _OWNED:
            return f"your {who}"
    return ""
