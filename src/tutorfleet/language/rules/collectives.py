"""Rules of agreement with subjects that look like more or fewer than they are: everyone, people, news, my sister and I."""

import re
from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule, any_of, pattern
from tutorfleet.language.rules.agreement import to_third
from tutorfleet.language.rules.clauses import PERSONS, is_inverted, opens, skip_adverbs
from tutorfleet.language.tokens import Sentence

EVERY = frozenset(
    [
        "everyone",
        "everybody",
        "someone",
        "somebody",
        "nobody",
        "anybody",
        "anyone",
        "everything",
        "something",
        "nothing",
    ]
)
_START = r"(?:^|(?<=[,;:] )|\b(?:and|because|but|so|when|if|that|think|know) )"


def _every(sentence: Sentence) -> Iterator[Fix]:
    for i, token in enumerate(sentence.tokens):
        at = skip_adverbs(sentence, i + 1)
        verb = sentence.word(at)
        begins = opens(sentence, i) or (i == 1 and sentence.word(0) == "not")
        if token.lower in EVERY and begins and not is_inverted(sentence, i) and at < len(sentence.tokens):
            if verb in {"are", "were"}:
                yield Fix(sentence.tokens[at].start, sentence.tokens[at].end, {"are": "is", "were": "was"}[verb])
            elif verb not in {"help", "call", "please"}:
                yield from to_third(sentence, at)


def _people(match: re.Match[str]) -> str:
    return {"is": "are", "was": "were", "has": "have", "doesn't": "don't", "isn't": "aren't", "wasn't": "weren't"}[
        match["x"].lower()
    ]


RULES = (
    Rule(
        id="everyone-singular",
        category="agreement",
        reason=Reason(
            "Everyone, somebody, nothing and the like count as one: they take {replacement}.",
            "Everyone, somebody, nothing, dan sejenisnya dianggap satu: pakai {replacement}.",
        ),
        find=_every,
        examples=(
            ("Everyone have a phone.", "Everyone has a phone."),
            ("Everybody are happy.", "Everybody is happy."),
            ("Nobody know the answer.", "Nobody knows the answer."),
            ("Not everyone like spicy food.", "Not everyone likes spicy food."),
        ),
        fine=("Does everyone have a pen?", "Somebody help me!", "Let everyone go.", "Everyone is here."),
    ),
    Rule(
        id="people-plural",
        category="agreement",
        needs=frozenset(["people"]),
        reason=Reason(
            "People is a plural word: people {replacement}.", "People adalah kata jamak: people {replacement}."
        ),
        find=pattern(
            (
                rf"{_START}(?:the |many |some |most |all |young |old |those |these )*people (?:here |there )?(?P<x>is"
                rf"|was|has|doesn't|isn't|wasn't)\b"
            ),
            _people,
        ),
        examples=(
            ("People is friendly here.", "People are friendly here."),
            ("The people was kind.", "The people were kind."),
        ),
        fine=("The number of people is growing.", "Helping people is my job.", "One of the people is my uncle."),
    ),
    Rule(
        id="uncountable-be",
        category="agreement",
        needs=frozenset(["are", "were", "have", "don't"]),
        reason=Reason(
            "This noun counts as one thing: {replacement}.",
            "Kata benda ini dianggap satu: {replacement}.",
        ),
        find=pattern(
            (
                r"(?:^|\b(?:because|but|think|that|when|if) )(?:the |my |your |his |her |our |their |this )?(?:news|hair|homework"
                r"|information"
                r"|furniture|money|advice|traffic|weather|mathematics|maths|physics|luggage) (?P<x>are|were|aren't|weren't)\b"
            ),
            lambda m: {"are": "is", "were": "was", "aren't": "isn't", "weren't": "wasn't"}[m["x"].lower()],
        ),
        examples=(
            ("My hair are long.", "My hair is long."),
            ("The news are good.", "The news is good."),
            ("Mathematics are difficult.", "Mathematics is difficult."),
        ),
        fine=("Music and news are on air.", "The news is good.", "The weather people are here."),
        confidence=0.92,
    ),
    Rule(
        id="police-plural",
        category="agreement",
        needs=frozenset(["police"]),
        reason=Reason("Police is a plural word: {replacement}.", "Police adalah kata jamak: {replacement}."),
        find=pattern(rf"{_START}the police (?P<x>is|was|has|isn't|wasn't|doesn't)\b", _people),
        examples=(("The police is coming.", "The police are coming."),),
        fine=("The police are coming.", "The police station is near.", "A man from the police is here."),
        confidence=0.9,
    ),
    Rule(
        id="and-i-are",
        category="agreement",
        needs=frozenset(["am", "was"]),
        reason=Reason(
            "Two people together are we: my friend and I {replacement}.",
            "Dua orang bersama adalah we: my friend and I {replacement}.",
        ),
        find=pattern(
            rf"^(?:my|your|his|her|our) {any_of(PERSONS)} and i (?P<x>am|was)\b",
            lambda m: {"am": "are", "was": "were"}[m["x"].lower()],
        ),
        examples=(("My sister and I am students.", "My sister and I are students."),),
        fine=("My sister and I are students.", "I saw my sister and I was happy."),
        confidence=0.94,
    ),
)
