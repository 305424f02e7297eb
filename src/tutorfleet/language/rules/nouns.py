"""Rules of nouns: plurals, nouns that cannot be counted."""

import re

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import plural, plurals, singulars, verbs
from tutorfleet.language.rule import Rule, any_of, either, pattern
from tutorfleet.language.rules.articles import ADJECTIVE, ENDS

NO_PLURAL = any_of(
    [
        "advice",
        "baggage",
        "equipment",
        "evidence",
        "feedback",
        "furniture",
        "garbage",
        "homework",
        "housework",
        "information",
        "jewelry",
        "jewellery",
        "knowledge",
        "luggage",
        "machinery",
        "money",
        "rubbish",
        "scenery",
        "software",
        "staff",
        "stuff",
        "traffic",
        "transportation",
        "vocabulary",
    ]
)
CLEARLY_MUCH = any_of(
    [
        "advice",
        "bread",
        "equipment",
        "evidence",
        "feedback",
        "furniture",
        "garbage",
        "homework",
        "housework",
        "information",
        "jewelry",
        "knowledge",
        "laundry",
        "luck",
        "luggage",
        "money",
        "music",
        "rice",
        "rubbish",
        "trash",
    ]
)
NUMBER = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty"
    r"|hundred|many|several|a few|these|those|both|[2-9]|[1-9]\d{1,2})"
)
NO_PLURAL_OF = {
    "childs": "children",
    "childrens": "children",
    "mans": "men",
    "womans": "women",
    "womens": "women",
    "peoples": "people",
    "foots": "feet",
    "feets": "feet",
    "tooths": "teeth",
    "teeths": "teeth",
    "persons": "people",
    "mouses": "mice",
    "sheeps": "sheep",
    "fishs": "fish",
}
SENSIBLE_S = frozenset(
    [
        "hair",
        "fish",
        "sheep",
        "deer",
        "series",
        "species",
        "people",
        "police",
        "dozen",
        "hundred",
        "thousand",
        "million",
    ]
)


def _no_s(match: re.Match[str]) -> str:
    return match["noun"]


def _counted(match: re.Match[str]) -> str | None:
    noun = match["noun"].lower()
    if (
        noun not in singulars()
        or noun in SENSIBLE_S
        or (noun in verbs() and match["number"].lower() in {"these", "those", "both", "many"})
    ):
        return None
    return f"{match['adjective'] or ''}{plural(noun)}"


def _one(match: re.Match[str]) -> str | None:
    return plurals().get(match["x"].lower())


def _much(match: re.Match[str]) -> str | None:
    return "many" if match["noun"].lower() in plurals() else None


def _be_for(who: str, verb: str) -> str:
    if verb == "had":
        return "was" if who in {"i", "he", "she"} else "were"
    return {"i": "am", "he": "is", "she": "is"}.get(who, "are")


RULES = (
    Rule(
        id="no-plural",
        category="plural",
        reason=Reason(
            "This noun cannot be counted in English and has no plural: {replacement}.",
            "Kata benda ini tidak dapat dihitung dalam bahasa Inggris dan tidak punya bentuk jamak: {replacement}.",
        ),
        find=pattern(rf"(?<!\ba )(?<!\ban )\b(?P<x>(?P<noun>{NO_PLURAL})s)\b(?!')", _no_s),
        examples=(
            ("I need more informations.", "I need more information."),
            ("He gave me good advices.", "He gave me good advice."),
            ("We bought furnitures.", "We bought furniture."),
        ),
        fine=("I need information.", "The information's source is clear.", "He advises me."),
        confidence=0.95,
    ),
    Rule(
        id="many-uncountable",
        category="word-choice",
        needs=frozenset(["many"]),
        reason=Reason(
            "Many is for what can be counted; here say {replacement}.",
            "Many untuk yang dapat dihitung; di sini pakai {replacement}.",
        ),
        find=pattern(
            rf"\b(?P<x>many) (?:{CLEARLY_MUCH})s?\b(?!['-]){ENDS}",
            lambda m: (
                "much"
                if m.start() and re.search(r"\b(?:how|so|too|very)\s+$", m.string[: m.start()], re.IGNORECASE)
                else "a lot of"
            ),
        ),
        examples=(
            ("I have many homework.", "I have a lot of homework."),
            ("I don't have so many money.", "I don't have so much money."),
        ),
        fine=("I have many friends.", "Many music teachers live here."),
    ),
    Rule(
        id="much-countable",
        category="word-choice",
        needs=frozenset(["much"]),
        reason=Reason(
            "Much is for what cannot be counted; before a plural say many.",
            "Much untuk yang tidak dapat dihitung; sebelum kata jamak pakai many.",
        ),
        find=pattern(
            r"\b(?P<x>much) (?:(?:good|new|old|big|small|different|beautiful|nice|interesting) )?(?P<noun>[a-z]+)\b",
            _much,
        ),
        examples=(
            ("I have much friends.", "I have many friends."),
            ("There are so much people here.", "There are so many people here."),
        ),
        fine=("I have much time.", "It is much better days like this.", "I don't eat much."),
        confidence=0.88,
    ),
    Rule(
        id="number-plural",
        category="plural",
        reason=Reason(
            "After a number or many the noun is plural: {replacement}.",
            "Setelah angka atau many kata bendanya jamak: {replacement}.",
        ),
        find=pattern(
            rf"(?<![\w.,:$€£/-])(?<!of the )(?P<number>{NUMBER}) (?P<x>(?P<adjective>(?:{ADJECTIVE}) )?(?P<noun>[a-z]+))\b(?!['-]){ENDS}",
            _counted,
        ),
        examples=(
            ("I have two book.", "I have two books."),
            ("She has many friend in Bali.", "She has many friends in Bali."),
            ("We waited for three hour.", "We waited for three hours."),
            ("I have 3 big dog.", "I have 3 big dogs."),
        ),
        fine=(
            "It is a five minute walk.",
            "He has two book shops.",
            "Chapter two is long.",
            "She is 20 today.",
            "I live on 5 street food stalls.",
        ),
        confidence=0.9,
    ),
    Rule(
        id="every-singular",
        category="plural",
        needs=frozenset(["every", "each", "another"]),
        reason=Reason(
            "After every, each, another or one the noun is singular: {replacement}.",
            "Setelah every, each, another, atau one kata bendanya tunggal: {replacement}.",
        ),
        find=pattern(r"\b(?:every|each|another) (?P<x>[a-z]+)\b(?!')", _one),
        examples=(
            ("Every students has a book.", "Every student has a book."),
            ("I go there every days.", "I go there every day."),
        ),
        fine=(
            "Every two days I swim.",
            "Each of the boys has one.",
            "I need another three weeks.",
            "Every day is new.",
        ),
        confidence=0.93,
    ),
    Rule(
        id="double-plural",
        category="plural",
        needs=frozenset(NO_PLURAL_OF),
        reason=Reason("This plural is irregular: {replacement}.", "Bentuk jamaknya tidak beraturan: {replacement}."),
        find=either(
            pattern(
                rf"\b(?P<x>{any_of(set(NO_PLURAL_OF) - {'mans', 'peoples', 'persons', 'mouses'})})\b(?!')",
                lambda m: NO_PLURAL_OF[m["x"].lower()],
            ),
            pattern(
                (
                    r"\b(?:many|some|two|three|four|five|the|a lot of|all|other|most|more|these|those|\d+) (?P<x>peoples"
                    r"|persons|mans)\b(?!')(?! of\b)"
                ),
                lambda m: NO_PLURAL_OF[m["x"].lower()],
            ),
        ),
        examples=(
            ("They have two childs.", "They have two children."),
            ("Many peoples live here.", "Many people live here."),
            ("My foots hurt.", "My feet hurt."),
        ),
        fine=("The children's room is blue.", "The indigenous peoples of Papua are many.", "The men's shoes are here."),
        confidence=0.93,
    ),
    Rule(
        id="have-age",
        category="word-choice",
        reason=Reason("Age is told with be: I am 20 years old.", "Umur disebut dengan be: I am 20 years old."),
        find=pattern(
            r"\b(?P<who>i|you|we|they|he|she) (?P<x>have|has|had)(?= \d{1,3} years? old\b)",
            lambda m: _be_for(m["who"].lower(), m["x"].lower()),
        ),
        examples=(("I have 20 years old.", "I am 20 years old."), ("She has 9 years old.", "She is 9 years old.")),
        fine=("I have a 20 year old car.", "I am 20 years old."),
        confidence=0.95,
    ),
)
