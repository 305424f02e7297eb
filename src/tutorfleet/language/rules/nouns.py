"""Rules of nouns: plurals that are made as if they were regular, and age."""

from collections.abc import Iterator
from functools import cache

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import plural
from tutorfleet.language.rule import Fix, Rule, pattern
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.nounwords import all_singulars, put
from tutorfleet.language.tags import NOUN, VERB, Tagged, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.words import words

_TWICE = {
    "childrens": "children",
    "mens": "men",
    "womens": "women",
    "feets": "feet",
    "teeths": "teeth",
    "mices": "mice",
    "gooses": "geese",
    "geeses": "geese",
    "deers": "deer",
    "sheeps": "sheep",
    "fishs": "fish",
    "furnitures": "furniture",
    "childs": "children",
    "offsprings": "offspring",
    "aircrafts": "aircraft",
}
# These are words by themselves too: peoples of the earth, he knifes, computer mouses.
_AFTER_MANY = {"peoples": "people", "persons": "people", "mans": "men", "mouses": "mice"}
_OWNERS = {"childrens": "children's", "mens": "men's", "womens": "women's", "peoples": "people's"}
_MANY = group("nouns.many")


@cache
def _wrong() -> dict[str, str]:
    """knifes -> knives, citys -> cities, boxs -> boxes: a plain -s where it takes more."""
    odd = {noun + "s": plural(noun) for noun in all_singulars() if plural(noun) != noun + "s"}
    odd |= {
        noun.removesuffix("f") + "fs": noun.removesuffix("f") + "ves"
        for noun in ("leaf", "shelf", "loaf", "thief", "half")
    }
    odd |= {
        word + "s": word + "es" for word in ("tomato", "potato", "hero", "echo", "mosquito", "box", "class", "dish")
    }
    odd |= {"knifes": "knives", "wifes": "wives", "lifes": "lives"}
    return {word: right for word, right in odd.items() if word not in _AFTER_MANY} | _TWICE


def is_wrong_form(word: str) -> bool:
    """Whether it is no word because of its plural, which the rules of nouns put right (advices, knifes): no slip of spelling."""
    return word in _wrong() or (word.endswith("s") and word[:-1] in words("no_plural"))


def _double(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags)):
        word = t.word(i)
        many = t.word(i - 1) in _MANY or t.word(i - 1).isdigit()
        if word == "lifes" and t.word(i - 1) in {"my", "his", "her"}:
            yield put(sentence, i, "life")
        elif word in _OWNERS and t.only(i + 1, NOUN):
            yield put(sentence, i, _OWNERS[word])
        elif word in _wrong() and sentence.tokens[i].text.islower() and not _is_verb(t, i):
            yield put(sentence, i, _wrong()[word])
        elif word in _AFTER_MANY and many and t.word(i + 1) != "of":
            yield put(sentence, i, _AFTER_MANY[word])


def _is_verb(t: Tagged, i: int) -> bool:
    return t.only(i, VERB) and t.can(i - 1, "subj", "name")


def _be_for(who: str, verb: str) -> str:
    if verb == "had":
        return "was" if who in {"i", "he", "she"} else "were"
    return {"i": "am", "he": "is", "she": "is"}.get(who, "are")


RULES = (
    Rule(
        id="double-plural",
        category="plural",
        reason=Reason("This plural is irregular: {replacement}.", "Bentuk jamaknya tidak beraturan: {replacement}."),
        find=_double,
        examples=(
            ("They have two childs.", "They have two children."),
            ("Many peoples live here.", "Many people live here."),
            ("My foots hurt.", "My feet hurt."),
            ("The knifes are in the drawer.", "The knives are in the drawer."),
            ("She bought some tomatos.", "She bought some tomatoes."),
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
