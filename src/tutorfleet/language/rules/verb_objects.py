"""Rules of verbs that need a preposition before any object at all: wait for, complain about, explain to, arrive at.

The wordings of `data/verb_prepositions.txt` name objects; here the object may be anything but what the verb takes alone
(wait a minute, arrive home).
"""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.classes import members
from tutorfleet.language.rules.units import listed
from tutorfleet.language.tags import Tagged, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import DET, FINITE, NOUN, VERB

_WAIT = frozenset(["wait", "waits", "waited", "waiting"])
_COMPLAIN = frozenset(["complain", "complains", "complained", "complaining"])
_EXPLAIN = frozenset(
    ["explain", "explains", "explained", "explaining", "describe", "describes", "described", "describing"]
)
_ARRIVE = frozenset(["arrive", "arrives", "arrived", "arriving"])
_ME = frozenset(["me", "him", "us", "them", "her", "you"])
_WORDED = frozenset(["how", "why", "what", "where", "when", "who", "which", "whether"])


def _is_verb(t: Tagged, i: int) -> bool:
    return t.can(i, VERB) and not t.can(i - 1, "det", "poss") and t.word(i - 1) not in {"long", "short", "-"}


def _after(sentence: Sentence, i: int, words: str) -> Fix:
    token = sentence.tokens[i]
    return Fix(token.start, token.end, f"{token.text} {words}")


def _wait(sentence: Sentence) -> Iterator[Fix]:
    """I am waiting my friend -> waiting for my friend."""
    t = tagged(sentence)
    for i in range(len(sentence.tokens)):
        if t.word(i) in _WAIT and _is_verb(t, i) and _is_waited_for(t, i + 1):
            yield _after(sentence, i, "for")


def _is_waited_for(t: Tagged, i: int) -> bool:
    if t.word(i) in _ME | {"it"} and not (t.word(i) == "her" and t.can(i + 1, NOUN)):
        return not t.can(i + 1, FINITE - {"be"}, "adj", NOUN) or t.word(i + 1) in {"here", "outside", "there", "home"}
    phrase = t.phrase(i)
    if phrase is None or t.only(i, "adv", "pron") or not t.can(i, "det", "poss", "name", "nouns", "num"):
        return False
    words = {t.word(k) for k in range(phrase.start, phrase.end + (4 if t.can(i, "num") else 1))}
    named = t.can(i, "name") and t.only(i, "name", "noun", "poss", "nouns", "mass")
    if not words.isdisjoint(listed("verb_objects", "waited")) or t.only(phrase.head, "num"):
        return False
    return not t.can(phrase.end, FINITE - {"be"}) and (named or t.can(i, "det", "poss", "nouns", "num"))


def _complain(sentence: Sentence) -> Iterator[Fix]:
    """The guests complained the noise -> complained about the noise."""
    t = tagged(sentence)
    for i in range(len(sentence.tokens)):
        if (
            t.word(i) in _COMPLAIN
            and t.can(i + 1, "det", "poss")
            and t.word(i + 1) not in {"that", "all", "a", "every", "one"}
        ):
            phrase = t.phrase(i + 1)
            if phrase and t.can(phrase.head, NOUN) and not t.can(phrase.end, VERB, "modal"):
                yield _after(sentence, i, "about")
        elif t.word(i) in _COMPLAIN and t.word(i + 1) == "to" and (whom := t.phrase(i + 2)):
            what = t.phrase(whom.end) if t.can(whom.end, "det", "poss") and t.word(whom.end) != "that" else None
            if what and not t.can(what.end, VERB, "modal"):
                yield _after(sentence, whom.end - 1, "about")


def _explain(sentence: Sentence) -> Iterator[Fix]:
    """Please explain me the difference -> explain to me; explain me about this word -> explain this word to me."""
    t = tagged(sentence)
    for i in range(len(sentence.tokens)):
        if t.word(i) not in _EXPLAIN or t.word(i + 1) not in _ME:
            continue
        if t.word(i + 2) == "about":
            yield from _thing_to(sentence, t, i, i + 3)
        elif (
            t.can(i + 2, DET) or t.word(i + 2) in _WORDED or (t.can(i + 2, "nouns", "mass") and t.word(i + 1) != "her")
        ):
            ends = list(_thing_to(sentence, t, i, i + 2)) if t.can(i + 2, DET) else []
            yield from ends or [_after(sentence, i, "to")]


def _thing_to(sentence: Sentence, t: Tagged, i: int, at: int) -> Iterator[Fix]:
    """Explain me the rules -> explain the rules to me, where the thing at `at` ends the clause."""
    phrase = t.phrase(at)
    if phrase and not t.lexical(phrase.head) & {"adv"} and (not t.at(phrase.end) or t.can(phrase.end, "mark")):
        thing = sentence.text[
            sentence.tokens[at].start - sentence.start : sentence.tokens[phrase.end - 1].end - sentence.start
        ]
        yield Fix(
            sentence.tokens[i + 1].start,
            sentence.tokens[phrase.end - 1].end,
            f"{thing} to {sentence.tokens[i + 1].text}",
        )


def _arrive(sentence: Sentence) -> Iterator[Fix]:
    """She arrived to the clinic -> at the clinic; we arrived to a small village -> in a small village."""
    t = tagged(sentence)
    for i in range(len(sentence.tokens)):
        at = i + 1 + (t.word(i + 1) in {"late", "early", "safely", "back", "just", "already"})
        if t.word(i) not in _ARRIVE or t.word(at) not in {"to", "into"} or not t.can(at + 1, "det", "poss", "name"):
            continue
        phrase = t.phrase(at + 1)
        if (
            phrase is None
            or t.word(phrase.head) in listed("verb_objects", "met")
            or (t.word(at + 1) in {"this", "that"} and phrase.end == at + 2)
        ):
            continue
        land = t.word(phrase.head) in members("region") or (t.can(at + 1, "name") and phrase.end == at + 2)
        place = sentence.tokens[at]
        yield Fix(place.start, place.end, "in" if land else "at")


RULES = (
    Rule(
        id="wait-for",
        category="preposition",
        needs=_WAIT,
        reason=Reason(
            "One waits for somebody or something: {replacement}.", "Menunggu sesuatu adalah wait for: {replacement}."
        ),
        find=_wait,
        examples=(
            ("I am still waiting my visa from the embassy.", "I am still waiting for my visa from the embassy."),
            ("We waited the old man in the shop.", "We waited for the old man in the shop."),
            ("Please wait Budi and me.", "Please wait for Budi and me."),
            ("Everybody waits her.", "Everybody waits for her."),
        ),
        fine=(
            "Please wait a minute.",
            "We waited the whole day.",
            "Please wait your turn.",
            "I waited two hours.",
            "It was a long wait, my friend.",
            "The waiting room is full.",
            "Wait, my phone is ringing.",
        ),
        confidence=0.9,
    ),
    Rule(
        id="complain-about",
        category="preposition",
        needs=_COMPLAIN,
        reason=Reason("One complains about something: {replacement}.", "Mengeluhkan sesuatu: complain about."),
        find=_complain,
        examples=(
            ("The guests complained the noise.", "The guests complained about the noise."),
            ("My neighbours always complain my dog.", "My neighbours always complain about my dog."),
            ("He is complaining the price.", "He is complaining about the price."),
        ),
        fine=("They complained that it was late.", "They complained about it.", "She complained the food was cold."),
        confidence=0.88,
    ),
    Rule(
        id="explain-to",
        category="preposition",
        needs=_EXPLAIN,
        reason=Reason(
            "One explains something to somebody: {replacement}.",
            "Menjelaskan kepada seseorang: explain to: {replacement}.",
        ),
        find=_explain,
        examples=(
            ("Please explain me the difference between them.", "Please explain to me the difference between them."),
            ("She explained us her idea twice.", "She explained to us her idea twice."),
            ("He explained me the rule.", "He explained the rule to me."),
            ("Can you explain me about this grammar?", "Can you explain this grammar to me?"),
        ),
        fine=(
            "Please explain it to me.",
            "He explained the rule.",
            "It explains her late arrival.",
            "Explain yourself.",
        ),
        confidence=0.9,
    ),
    Rule(
        id="arrive-at",
        category="preposition",
        needs=_ARRIVE,
        reason=Reason(
            "One arrives at a place and in a town or country, never to: {replacement}.",
            "Arrive at untuk tempat, arrive in untuk kota atau negara, bukan to: {replacement}.",
        ),
        find=_arrive,
        examples=(
            ("She arrived to the clinic late.", "She arrived at the clinic late."),
            ("We arrived late to our friend's kitchen.", "We arrived late at our friend's kitchen."),
            ("The train arrives to the capital at six.", "The train arrives in the capital at six."),
        ),
        fine=("She arrived to find the door open.", "We arrived at the clinic.", "They arrived home."),
        confidence=0.9,
    ),
)
