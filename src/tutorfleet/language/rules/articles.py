"""Rules of articles: a or an, none, and one where one is missing."""

import re

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Rule, any_of, either, pattern
from tutorfleet.language.rules.clauses import PERSONS
from tutorfleet.language.words import words

UNCOUNTABLE = any_of(
    words("uncountable")
    - {
        "content",
        "work",
        "cash",
        "damage",
        "slang",
        "water",
        "money",
        "bread",
        "gold",
        "rice",
        "fun",
        "luck",
        "stuff",
    }
)
ADJECTIVE = any_of(words("adjectives"))
# What may follow a noun that stands alone: after a word from elsewhere it may be half of a compound ("a homework club").
ENDS = (
    r"(?= ?(?:[.,!?;:)]|$)| (?:about|and|but|or|for|from|in|on|at|to|of|with|because|so|when|yesterday"
    r"|today|tomorrow|every|is|was|are|were|that|which|who|here|there|now|again|then|by|before|after|last"
    r"|this|since|too|ago|if|while|until)\b)"
)
VOWEL_SOUND = re.compile(r"(?:[aeiou]|hours?\b|hourly|honest|honou?r|heir)", re.IGNORECASE)
LIKE_YOU = re.compile(
    r"(?:uni(?!n|m)|us[aeu]|ut[ei]|ur[aeio]n|eu|ewe|one\b|once\b|one-|ufo|ubi|uk\b|ukr|u-|o-level|ouija)",
    re.IGNORECASE,
)
JOBS = (
    "teacher|nurse|doctor|engineer|student|lawyer|farmer|driver|singer|waiter|waitress|soldier|pilot|programmer|housewife"
    "|businessman|businesswoman|dentist|accountant|designer|writer|actor|actress|journalist|mechanic|policeman|tailor|fisherman|cashier"
    "|vet|scientist|photographer|civil servant|english teacher|software engineer|university student|college student|good student"
    "|shop assistant|lecturer|security guard|taxi driver|bus driver|freelancer"
)
OWNED = (
    "dog|cat|car|motorbike|motorcycle|house|question|problem|meeting|brother|sister|laptop|bicycle|job|dream|idea|boyfriend"
    "|girlfriend|son|daughter|test|exam|headache|fever|baby|pet|garden|big house|big family"
    "|big dream|small house|new car|new phone|new house"
    "|new job|good idea|younger brother|younger sister|older brother|older sister"
)
PAIRS = "(?:shoes|trousers|pants|jeans|clothes|scissors|shorts|socks|sandals)"


def needs_an(word: str) -> bool:
    """Whether the word begins with the sound of a vowel, so that an stands before it."""
    return bool(VOWEL_SOUND.match(word)) and (not LIKE_YOU.match(word) or word.lower().startswith("unu"))


_NO_NOUNS = frozenset(
    {"is", "are", "and", "or", "in", "of", "as", "at", "if", "on", "it", "i", "under", "into", "each"}
)


def _a(match: re.Match[str]) -> str | None:
    word = match["word"]
    usable = (
        len(word) > 1
        and word.lower() not in _NO_NOUNS
        and not word.isupper()
        and not any(c.isupper() for c in word[1:])
    )
    return "an" if usable and needs_an(word) else None


def _an(match: re.Match[str]) -> str | None:
    word = match["word"]
    if (
        len(word) < 2
        or not re.search("[aeiouy]", word)
        or (any(c.isupper() for c in word) and not (word[1:].islower() and LIKE_YOU.match(word)))
        or word[1] == "-"
        or word[0] in "hH"
        or needs_an(word)
    ):
        return None
    return "a" if word[0].lower() not in "aeio" or LIKE_YOU.match(word) else None


def _no_article(match: re.Match[str]) -> str:
    noun = match["noun"]
    bare = noun[:-1] if noun.lower().endswith("s") and noun.lower() not in {"news", "happiness"} else noun
    some = "some " if bare.lower() in {"advice", "information", "news"} and not match["adjective"] else ""
    return f"{some}{match['adjective'] or ''}{bare}"


def _with_a(match: re.Match[str]) -> str:
    noun = match["x"]
    return f"{'an' if needs_an(noun) else 'a'} {noun}"


RULES = (
    Rule(
        id="a-an",
        category="article",
        needs=frozenset(["a", "an"]),
        reason=Reason(
            "Before a vowel sound say an, before any other sound a: {replacement}.",
            "Sebelum bunyi vokal pakai an, sebelum bunyi lain pakai a: {replacement}.",
        ),
        find=either(
            pattern(r"(?<![\w.'-])(?P<x>a) (?P<word>[A-Za-z][a-z-]*)\b(?!')", _a),
            pattern(r"(?<![\w.'-])(?P<x>an) (?P<word>[A-Za-z][a-z-]*)\b", _an),
        ),
        examples=(
            ("I am a engineer.", "I am an engineer."),
            ("She has an car.", "She has a car."),
            ("He goes to an university.", "He goes to a university."),
            ("She works for an European airline.", "She works for a European airline."),
        ),
        fine=(
            "It takes an hour.",
            "He is a European.",
            "She wears a uniform.",
            "It is an honest answer.",
            "I bought a used car.",
            "He got an MBA and an X-ray.",
            "We had a one-hour talk.",
            "That is an unusual idea.",
        ),
        confidence=0.92,
    ),
    Rule(
        id="a-job",
        category="article",
        reason=Reason(
            "Before what somebody is say a or an: {replacement}.",
            "Sebelum pekerjaan atau peran seseorang pakai a atau an: {replacement}.",
        ),
        find=either(
            pattern(
                rf"(?:^|, |\band |\bbut |\bbecause |\bthat )(?:i am|i'm|i was|he is|he's|she is|she's|he was|she was"
                rf"|(?:my|your|his|her|our|their) {any_of(PERSONS)} (?:is|was)) (?:also |not |already |still )?(?P<x>{JOBS})\b(?! ?[-'])"
                r"(?= ?(?:[.,!?;]|$)| (?:in|at|and|but|from|who|now|here|for)\b)",
                _with_a,
            ),
            pattern(
                rf"\b(?:want|wants|wanted|like|dream|dreams|hope|hopes) (?:to be|to become|of being|of becoming) (?P<x>{JOBS})\b(?! ?[-'])"
                r"(?= ?(?:[.,!?;]|$)| (?:in|at|and|but|because|when|who|like)\b)",
                _with_a,
            ),
            pattern(
                rf"\b(?:work|works|worked|working) as (?P<x>{JOBS})\b(?= ?(?:[.,!?;]|$)| (?:in|at|and|for|there)\b)",
                _with_a,
            ),
        ),
        examples=(
            ("She is teacher.", "She is a teacher."),
            ("My mother is nurse.", "My mother is a nurse."),
            ("I want to be engineer.", "I want to be an engineer."),
            ("He works as driver.", "He works as a driver."),
        ),
        fine=(
            "She is a teacher.",
            "She is teacher of the year.",
            "He is student president.",
            "They work as teachers.",
            "The person I want to be teacher's pet with.",
        ),
        confidence=0.92,
    ),
    Rule(
        id="have-a",
        category="article",
        needs=frozenset(["have", "has", "had"]),
        reason=Reason(
            "One thing that can be counted needs a or an: {replacement}.",
            "Satu benda yang dapat dihitung memerlukan a atau an: {replacement}.",
        ),
        find=pattern(
            rf"\b(?:i|you|we|they|he|she|to|don't|doesn't) (?:also )?(?:have|has|had) (?P<x>{OWNED})\b(?! ?[-'])"
            r"(?= ?(?:[.!?;]|$)| (?:in|at|but|because|who|named|now|today|tomorrow|for|with|about)\b)",
            _with_a,
        ),
        examples=(
            ("I have cat.", "I have a cat."),
            ("She has younger brother.", "She has a younger brother."),
            ("I have question about this.", "I have a question about this."),
        ),
        fine=(
            "I have dog food.",
            "I have no cat.",
            "We have lunch.",
            "They have question marks.",
            "I have cats.",
            "The class we have test results for.",
        ),
        confidence=0.88,
    ),
    Rule(
        id="a-pair",
        category="article",
        needs=frozenset(["a"]),
        reason=Reason(
            "Shoes, trousers and the like are plural, so they take no a.",
            "Shoes, trousers, dan sejenisnya berbentuk jamak, jadi tanpa a.",
        ),
        find=pattern(
            rf"(?<![\w'-])(?P<x>a) (?:(?:new|nice|good|black|white|beautiful|cheap|expensive|red|blue) )*{PAIRS}\b(?! ?[-'])"
            r"(?= ?(?:[.,!?;]|$)| (?:and|but|for|from|in|at|yesterday|because)\b)",
            "",
        ),
        examples=(("I have a new shoes.", "I have new shoes."), ("He bought a trousers.", "He bought trousers.")),
        fine=("I have a pair of shoes.", "It is a shoes shop.", "She went to a clothes shop."),
        confidence=0.9,
    ),
)
