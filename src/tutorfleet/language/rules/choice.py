"""Rules of word choice and apostrophes. Fixed wordings: `collocations.py`, `false_friends.py`, `connectives.py`."""

from collections.abc import Iterable

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import plurals
from tutorfleet.language.rule import Find, Fix, Rule, any_of, either, pattern
from tutorfleet.language.rules import collocations, connectives, false_friends
from tutorfleet.language.rules.wording import needs, unless_chat, wordings
from tutorfleet.language.tokens import Sentence

APOSTROPHES = {
    "dont": "don't",
    "doesnt": "doesn't",
    "didnt": "didn't",
    "isnt": "isn't",
    "wasnt": "wasn't",
    "arent": "aren't",
    "werent": "weren't",
    "cant": "can't",
    "couldnt": "couldn't",
    "wouldnt": "wouldn't",
    "shouldnt": "shouldn't",
    "havent": "haven't",
    "hasnt": "hasn't",
    "hadnt": "hadn't",
    "youre": "you're",
    "theyre": "they're",
    "thats": "that's",
    "ive": "I've",
    "im": "I'm",
}


def _not_in_chat(find: Find) -> Find:
    """Chat begins small and ends without a full stop; there a small i is no mistake."""

    def outside(sentence: Sentence) -> Iterable[Fix]:
        text = sentence.text.strip()
        return () if text[:1].islower() and text[-1:] not in ".?!" else find(sentence)

    return outside


OWN = (
    Rule(
        id="ever-once",
        category="word-choice",
        reason=Reason(
            "In a statement pernah is once or have been; ever belongs in questions: I {replacement} visited, have you ever visited?",
            "Dalam pernyataan, pernah adalah once atau have been; ever untuk pertanyaan: I {replacement} visited, have you ever visited?",
        ),
        find=pattern(
            (
                r"(?:^|\b(?:and|but|because) )i (?P<x>ever) (?=[a-z]+ed\b|went|saw|ate|met|had|tried|lived|came|was"
                r"|read|bought|heard)(?![^.!]*\?)"
            ),
            "once",
        ),
        examples=(("I ever visited Bali.", "I once visited Bali."), ("I ever went to Japan.", "I once went to Japan.")),
        fine=("Have I ever visited Bali?", "It was the best film I ever saw.", "If I ever go there, I will call."),
        confidence=0.88,
    ),
    Rule(
        id="most-of",
        category="word-choice",
        needs=frozenset(["most", "almost"]),
        reason=Reason("Say most people or most of the people.", "Pakai most people atau most of the people."),
        find=either(
            pattern(r"\b(?P<x>almost of) (?=the|my|our|their|them|us)", "most of"),
            pattern(
                r"\b(?P<x>most of) (?P<noun>[a-z]+)\b(?!')",
                lambda m: "most" if m["noun"].lower() in plurals() else None,
            ),
            pattern(r"\b(?P<x>(?:almost|the most) (?:of )?)(?=people\b)", "most "),
        ),
        examples=(
            ("Most of people like rice.", "Most people like rice."),
            ("Almost of the students came.", "Most of the students came."),
        ),
        fine=("Most of the people like rice.", "Most people came.", "Most of us like it."),
        confidence=0.9,
    ),
    Rule(
        id="apostrophe",
        category="punctuation",
        needs=frozenset(APOSTROPHES),
        reason=Reason(
            "A short form is written with an apostrophe: {replacement}.",
            "Bentuk singkat ditulis dengan apostrof: {replacement}.",
        ),
        find=pattern(
            rf"(?<![\w'@#-])(?P<x>{any_of(APOSTROPHES)})(?![\w'-])",
            lambda m: None if m["x"].isupper() else APOSTROPHES[m["x"].lower()],
        ),
        examples=(
            ("I dont know.", "I don't know."),
            ("im happy", "I'm happy"),
            ("She didnt come.", "She didn't come."),
        ),
        fine=("I don't know.", "I'm happy.", "The IM window is open."),
        confidence=0.8,
    ),
    Rule(
        id="capital-i",
        category="capitalisation",
        needs=needs("phrases", "capital-i"),
        reason=Reason("The word I is always a capital letter.", "Kata I selalu huruf besar."),
        find=unless_chat(wordings("phrases", "capital-i")),
        examples=(
            ("Then i go home.", "Then I go home."),
            ("i'm here.", "I'm here."),
            ("My friend and i like tea.", "My friend and I like tea."),
        ),
        fine=(
            "I go home.",
            "In step i. we add one.",
            "i.e. this one",
            "lol no i'm still here",
            "i've never seen one, any tips??",
        ),
        confidence=0.7,
    ),
)

RULES = OWN + collocations.RULES + false_friends.RULES + connectives.RULES
