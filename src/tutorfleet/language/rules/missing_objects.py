"""A rule of verbs left without what they need: I bought a cake, but I forgot to bring it."""

from collections.abc import Iterator

from msgspec import structs

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.nounwords import after, is_person, singular_of
from tutorfleet.language.tags import FINITE, NOUN, Phrase, Tagged, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.words import words

_VERBS = frozenset({"like", "enjoy", "bring", "buy", "wear", "fix", "use", "throw"})
_GIVE = group("pronouns.gives")
_BEFORE = frozenset({"don't", "doesn't", "didn't", "not", "can't", "couldn't", "never", "won't"})
_TO = frozenset({"forgot", "forget", "want", "wanted", "need", "refused", "afraid", "decided"})
_OPEN = frozenset(
    {"that", "which", "what", "who", "whatever", "if", "as", "than", "where", "how", "things", "anything", "?"}
)


def _without(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    at = len(t.tags) - 1
    while at > 0 and t.only(at, "mark"):
        at -= 1
    much = (t.word(at - 1), t.word(at)) in {("so", "much"), ("very", "much"), ("a", "lot")}
    much = much and t.word(at - 2) in _LIKE and t.can(t.back(at - 3), "subj")
    at -= 2 * much
    if t.word(at) not in _VERBS | _LIKE or not (much or _needs_object(t, at)) or not _OPEN.isdisjoint(sentence.words):
        return
    joint = next((i for i in range(at, 2, -1) if t.word(i) in {"but", "and", "because", "so"}), 0)
    thing = _object(t, joint) if joint else None
    if thing is not None:
        yield after(sentence, at, "them" if t.only(thing.head, "nouns") else "it")


_LIKE = frozenset({"like", "likes", "love", "loves"})


def _needs_object(t: Tagged, at: int) -> bool:
    return t.word(at - 1) in _BEFORE or (t.word(at - 1) == "to" and t.word(t.back(at - 2)) in _TO)


def _object(t: Tagged, joint: int) -> Phrase | None:
    """The one thing that the verb before `joint` has as its object."""
    for i in range(1, joint - 1):
        if t.can(i, FINITE) and not t.can(i, NOUN, "modal", "do", "be"):
            phrase = t.phrase(i + 1 + (t.only(i + 1, "obj") and t.word(i) in _GIVE))
            if phrase and t.can(phrase.head, "adv") and phrase.head > phrase.start:
                phrase = structs.replace(phrase, head=phrase.head - 1)  # the sandals yesterday
            if phrase is None or phrase.end > joint or not t.can(phrase.head, NOUN):
                return None
            plural = singular_of(t.word(phrase.head)) is not None
            known = plural or t.can(phrase.start, "det", "poss") or t.word(phrase.head) in words("uncountable")
            sure = known or t.can(phrase.head, "noun", "mass")
            return phrase if sure and not is_person(t.word(phrase.head)) else None
    return None


RULES = (
    Rule(
        id="object-missing",
        category="pronoun",
        needs=_VERBS | _LIKE,
        reason=Reason(
            "This verb needs its object also when it was named before: {replacement}.",
            "Kata kerja ini memerlukan objek meskipun sudah disebut sebelumnya: {replacement}.",
        ),
        find=_without,
        examples=(
            ("I bought a cake but forgot to bring.", "I bought a cake but forgot to bring it."),
            ("I tried sushi once but I didn't like.", "I tried sushi once but I didn't like it."),
            (
                "She got new shoes, but she doesn't want to wear.",
                "She got new shoes, but she doesn't want to wear them.",
            ),
            ("He gave me a ring and I love so much.", "He gave me a ring and I love it so much."),
            ("She sent us some mangoes and we like very much.", "She sent us some mangoes and we like them very much."),
        ),
        fine=(
            "I bought what they didn't like.",
            "You can try the soup, but only if you like.",
            "I have money but nothing to buy.",
            "He lives in Bali, and he loves it so much.",
            "I swim and run as I like.",
            "He asked my mother but she didn't like it.",
        ),
        confidence=0.84,
    ),
)
