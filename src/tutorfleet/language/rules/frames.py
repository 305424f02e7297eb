"""Rules of a sentence's frame: a subject said twice or not at all, an unreal if or wish, "there is" for what a place has."""

import re

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import participles, past, verbs
from tutorfleet.language.rule import Rule, any_of, either, pattern
from tutorfleet.language.rules.choice import NEGATIVE

MALE = "brother|father|dad|husband|son|uncle|grandfather|grandpa|boyfriend"
FEMALE = "sister|mother|mom|mum|wife|daughter|aunt|grandmother|grandma|girlfriend"
NEXT = r"(?= (?:is|was|can|will|always|usually|works|lives|has a|likes to|goes to)\b)"
SUBJECT = {"me": "I", "him": "he", "her": "she", "us": "we", "them": "they", "you": "you"}
WISHED = {"am": "were", "is": "were", "are": "were", "can": "could", "will": "would"}
COMPANY = any_of(
    [
        "friend",
        "friends",
        "family",
        "brother",
        "sister",
        "mother",
        "father",
        "wife",
        "husband",
        "classmates",
        "cousin",
        "cousins",
        "parents",
        "team",
        "boyfriend",
        "girlfriend",
        "colleagues",
        "best friend",
        "little brother",
        "little sister",
    ]
)


def _unreal(match: re.Match[str]) -> str | None:
    verb, following = match["verb"].lower(), re.findall(r"\w+", match.string[match.end() :])[:1]
    if verb == "be":
        return "were"
    if verb == "have" and following and following[0].lower() in participles():
        return None
    return past(verb) if verb in verbs() and verb not in {"like", "please", "mind", "care"} else None


def _wish_have(match: re.Match[str]) -> str | None:
    return None if match["next"].lower() in participles() else "had"


def _suggest(match: re.Match[str]) -> str | None:
    verb = match["verb"].lower()
    return f"that {SUBJECT[match['who'].lower()]} {verb}" if verb in verbs() | {"be"} else None


RULES = (
    Rule(
        id="subject-twice",
        category="pronoun",
        needs=frozenset(["he", "she"]),
        reason=Reason(
            "The subject is said once: my brother, without he after it.",
            "Subjek disebut sekali saja: my brother, tanpa he setelahnya.",
        ),
        find=either(
            pattern(rf"^(?:my|your|his|her|our|their) (?:{MALE}|friend|teacher|boss) (?P<x>he){NEXT}(?![^.!?]*\?)", ""),
            pattern(
                rf"^(?:my|your|his|her|our|their) (?:{FEMALE}|friend|teacher|boss) (?P<x>she){NEXT}(?![^.!?]*\?)", ""
            ),
        ),
        examples=(
            ("My brother he is tall.", "My brother is tall."),
            ("My mother she works in a bank.", "My mother works in a bank."),
        ),
        fine=(
            "My brother is tall.",
            "The brother he was with left.",
            "My brother, he is tall.",
            "My sister he likes is tall.",
        ),
        confidence=0.93,
    ),
    Rule(
        id="place-has",
        category="word-order",
        needs=frozenset(["have", "has"]),
        reason=Reason(
            "What is in a place is told with there is or there are: {replacement}.",
            "Yang ada di suatu tempat disebut dengan there is atau there are: {replacement}.",
        ),
        find=either(
            pattern(
                r"^in (?:my|our|this|the|that) (?:city|town|village|school|house|class|country|room|office|family|island|place|campus)"
                r" (?P<x>have|has)(?= (?:many|several|some|a lot of|lots of|two|three|four|five|\d+) [a-z]+s\b)",
                "there are",
            ),
            pattern(
                r"^in (?:my|our|this|the|that) (?:city|town|village|school|house|class|country|room|office|island|place|campus)"
                r" (?P<x>have|has)(?= (?:a|an|one) (?!lot\b)[a-z]+)",
                "there is",
            ),
        ),
        examples=(
            ("In my city have many malls.", "In my city there are many malls."),
            ("In my village has a river.", "In my village there is a river."),
        ),
        fine=("In my city we have many malls.", "My city has many malls.", "In the end has come."),
        confidence=0.93,
    ),
    Rule(
        id="weather-it",
        category="pronoun",
        needs=frozenset(["raining", "snowing", "hot", "cold", "sunny", "windy"]),
        reason=Reason(
            "An English sentence needs a subject: {replacement}.",
            "Kalimat bahasa Inggris memerlukan subjek: {replacement}.",
        ),
        find=pattern(
            r"^(?P<x>is) (?:very |so |too )?(?:raining|snowing|hot|cold|sunny|windy)(?: (?:today|now|here|outside|again))?(?= ?(?:[.!]|$))",
            "It is",
        ),
        examples=(("Is raining today.", "It is raining today."),),
        fine=("Is it raining?", "It is raining.", "Is hot water free?"),
        confidence=0.9,
    ),
    Rule(
        id="friend-and-i",
        category="word-order",
        needs=frozenset(["i"]),
        reason=Reason("Name yourself last: {replacement}.", "Sebut diri sendiri paling akhir: {replacement}."),
        find=pattern(rf"^(?P<x>i and (?P<who>my {COMPANY}))\b(?! ?[-'])", lambda m: f"My{m['who'][2:]} and I"),
        examples=(("I and my friend went to the mall.", "My friend and I went to the mall."),),
        fine=("My friend and I went to the mall.", "You and I and my friend agree."),
        confidence=0.85,
    ),
    Rule(
        id="no-negative",
        category="word-choice",
        needs=frozenset(["no"]),
        reason=Reason(
            "One negative word is enough: after not say {replacement}.",
            "Satu kata negatif sudah cukup: setelah not pakai {replacement}.",
        ),
        find=pattern(
            rf"\b{NEGATIVE} (?:have|want|need|see|know|like|buy|get|eat|find|hear|read) (?P<x>no)(?= (?:money|time|friends?|car|idea|food"
            r"|problems?|homework|job|house|books?|water|work|brothers?|sisters?|pets?|questions?|children|plans?)\b)",
            "any",
        ),
        examples=(("I don't have no money.", "I don't have any money."),),
        fine=("I have no money.", "I don't know, no problem.", "I don't see no-entry signs."),
        confidence=0.92,
    ),
)
