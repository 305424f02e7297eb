"""Which nouns are the subjects of a sentence, how many they are, and where their verbs must be: read forwards from where a clause begins.

Noun phrase, "and" another, prepositional phrases, a relative clause, adverbs, verb. Where one of these is in doubt there is none.
"""

from collections.abc import Iterator

import msgspec

from tutorfleet.language.rules.clauses import opens
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.nounwords import FEMALE, JOINTS, MALE, POSSESSIVES, TIMES, persons, singular_of
from tutorfleet.language.tags import FINITE, NOUN, PRON, Phrase, Tagged
from tutorfleet.language.words import words

# Heads that may take either, or whose number lies in what follows.
_EITHER = group("subject_verbs.either")


_RELATIVE = frozenset({"who", "which", "that"})


class Subject(msgspec.Struct, frozen=True):
    """A subject whose main word is at `head`, and where its verb is. `far` is whether something stands between."""

    start: int
    head: int
    verb: int
    plural: bool
    far: bool = False


def subjects(t: Tagged) -> Iterator[Subject]:
    """The nouns that are subjects for certain, with the place where the verb must be."""
    for start in range(len(t.tags) - 1):
        if not _may_begin(t, start):
            continue
        phrase = t.phrase(start)
        if t.can(start, "poss") and t.only(start + 1, "num") and t.only(start + 2, "nouns"):
            phrase = Phrase(start, start + 3, start + 2, "plural")  # her two brothers
        if phrase is None or not t.can(phrase.head, NOUN) or t.can(phrase.head, "subj") or unsure(t, phrase):
            continue
        if t.can(phrase.head, FINITE) and not t.can(start, "det", "poss"):
            continue
        plural = is_plural(t, phrase)
        end, joined = _with_and(t, phrase)
        if joined and _both_named(t, phrase.start):
            plural = True
        elif joined or plural is None:
            continue
        verb = t.skip(over(t, end))
        if plural and verb != end and not t.can(verb, FINITE) and _hidden(t, verb - 1):
            verb -= 1
        yield Subject(start, phrase.head, verb, plural, verb != end)


def _hidden(t: Tagged, at: int) -> bool:
    """Whether the last word of "near my office closes" is the verb: nothing else in the sentence is."""
    owned = t.can(at - 1, "noun", "name") and t.can(at - 2, "det", "poss", "prep")
    verb = "third" in t.lexical(at) and t.can(at + 1, "prep", "adv", "obj")
    return owned and verb and not any(t.can(i, FINITE) and not t.can(i, NOUN) for i in range(at, len(t.tags)))


def _may_begin(t: Tagged, start: int) -> bool:
    if (
        (t.only(start, PRON) and not t.can(start + 1, "num"))
        or not t.can(start, "det", "poss", "num", "adj", NOUN)
        or t.word(start - 1) in JOINTS
    ):
        return False
    everyone = t.word(start - 2) in {"everyone", "everybody", "nobody", "nothing", "all", "anything"}
    if (
        t.can(start, "ing")
        or t.word(start - 1) == "."
        or (t.word(start - 1) == "but" and everyone)
        or (t.word(start) == "that" and start)
        or (t.word(start - 1) == "that" and t.can(start - 2, "prep"))
        or (t.word(start - 1) == "what" and "third" in t.lexical(start))
    ):
        return False
    if t.word(start - 1) in _RELATIVE and t.can(start - 2, NOUN, "pron"):
        return False
    joined = t.word(start - 1) in {"and", "or"} and not _after_clause(t, start - 1)
    whole = t.word(start - 1) in {"all", "both"} and (start == 1 or opens(t.sentence, start - 1))
    begins = opens(t.sentence, start) or whole or (start == 1 and t.word(0) in _SENTENCE_ADVERBS)
    return (begins and not joined) or _after_adverbial(t, start)


_SENTENCE_ADVERBS = frozenset(
    {"nowadays", "generally", "unfortunately", "luckily", "recently", "lately", "tonight", "tomorrow"}
)


def _after_clause(t: Tagged, joint: int) -> bool:
    """Whether what stands before "and" is a clause and not another subject: it opens at five and the sellers come."""
    if not t.only(joint + 1, "poss", "det"):
        return False
    for i in range(joint - 1 - (t.word(joint - 1) == ","), -1, -1):
        if t.only(i, "mark", "conj", "wh", "sub"):
            return False
        if t.only(i, "base") and t.lexical(i) & NOUN and not t.can(i - 1, "subj", "nouns"):
            continue
        if t.can(i, FINITE) and not t.can(i, NOUN, "adj", "prep", "done") and t.word(i) not in _SAYS:
            return not any(t.word(j) in _RELATIVE | _SAYS for j in range(i)) and not t.can(i - 1, "to", "wh", "modal")
    return False


_SAYS = frozenset(
    {"think", "thinks", "thought", "know", "knows", "knew", "hope", "say", "says", "said", "believe", "guess"}
)


def _after_adverbial(t: Tagged, start: int) -> bool:
    """Every morning, on Sundays, after school, most of the time: a subject with a determiner (or people) may begin after it."""
    if not t.only(start, "det", "poss", "pron") and not (t.word(start) == "people" and t.can(start - 1, NOUN)):
        return False
    opening = t.word(0)
    if opening in {"every", "each", "this", "last", "next", "these"} and start == 2:
        return t.word(1).removesuffix("s") in TIMES
    if opening == "most" and start == 4:
        return t.word(3) in {"time", "day"}
    if opening in {"on", "in", "at", "after", "before", "during", "near"}:
        inside = all(t.can(i, NOUN, "adj", "det", "poss", "num") for i in range(1, start))
        return inside and start > 1 and t.can(start - 1, NOUN) and not t.can(start - 1, "det", "poss")
    return False


def unsure(t: Tagged, phrase: Phrase) -> bool:
    """Whether the number of the phrase cannot be told: a family, half of it, five minutes, a title, an unknown word."""
    word, opening = t.word(phrase.head), t.word(phrase.start)
    if word == "number" and opening == "the" and t.word(phrase.end) == "of":
        return False
    capital = t.only(phrase.head, "name") and phrase.head - phrase.start > 0
    counted = t.only(phrase.start, "num") and opening != "one"
    inside = range(phrase.start, phrase.end)
    return (
        (word in _EITHER and not (word in {"kind", "type", "sort"} and opening in {"this", "that"}))
        or t.can(phrase.head, "modal")
        or len(word) == 1
        or (opening == "some" and t.only(phrase.head, "noun"))
        or (word in words("slang") and word not in persons() and opening not in _POINTS_AT_SEVERAL)
        or ("third" in t.lexical(phrase.head) and t.only(phrase.head - 1, NOUN) and phrase.head > phrase.start)
        or any(t.only(i, "nouns") for i in range(phrase.start, phrase.head))
        or (word.endswith("s") and word.removesuffix("s") in words("no_plural"))
        or word in {"god", "heaven", "example", "part"}
        or (opening == "all" and not t.can(phrase.start + 1, "poss", "nouns") and t.word(phrase.start + 1) != "the")
        or (
            t.can(phrase.head, "name")
            and (word.endswith("s") or "unknown" in t.lexical(phrase.head))
            and phrase.head > phrase.start
            and not (opening in _POINTS_AT_SEVERAL and word.endswith("s"))
        )
        or (t.can(phrase.head, "name") and word.endswith("s") and opening not in _POINTS_AT_SEVERAL)
        or (len(word) > 5 and word.endswith("ics"))
        or (opening == "many" and t.word(phrase.start + 1) in {"a", "an"})
        or counted
        or capital
        or (
            opening
            in {
                "no",
                "each",
                "every",
                "either",
                "neither",
                "what",
                "which",
                "whose",
                "how",
                "all",
                "any",
                "fewer",
                "more",
                "less",
                "half",
                "some",
            }
            and not (opening in {"every", "each", "all", "some"} and t.word(phrase.end) != "of")
        )
        or any(
            t.word(i) in {"and", "or"} or (t.can(i, "unknown") and not t.can(i, "name", "poss"))
            for i in inside
            if i != phrase.head
        )
        or (word.removesuffix("s") in TIMES and not t.can(phrase.start, "poss"))
    )


_POINTS_AT_SEVERAL = frozenset({"these", "those"})


def is_plural(t: Tagged, phrase: Phrase) -> bool | None:
    """Whether the phrase is plural; None if that is in doubt."""
    word, opening = t.word(phrase.head), t.word(phrase.start)
    if opening in {"this", "that", "a", "an", "every", "each", "another"}:
        return None if t.can(phrase.head, "nouns") and not t.can(phrase.head, "noun", "mass") else False
    if opening in _POINTS_AT_SEVERAL and t.only(phrase.head, "noun"):
        return None  # these application: which of the two is wrong?
    if opening in _POINTS_AT_SEVERAL | {"many", "several", "both"} or word in {
        "people",
        "children",
        "childrens",
        "peoples",
    }:
        return True
    if t.can(phrase.head, "nouns") and not t.can(phrase.head, "noun", "mass", "name"):
        return (
            True
            if singular_of(word) or word in {"men", "women", "parents"} or "unknown" not in t.at(phrase.head)
            else None
        )
    return None if t.can(phrase.head, "nouns") or phrase.number == "plural" else False


def _with_and(t: Tagged, phrase: Phrase) -> tuple[int, bool]:
    """Where the subject ends and whether it is two: my father and my mother."""
    if t.word(phrase.end) not in {"and", "or"}:
        return phrase.end, False
    other = t.phrase(phrase.end + 1)
    if other is None:
        return (phrase.end + 2, True) if t.word(phrase.end + 1) in {"i", "you"} else (phrase.end, True)
    return other.end, True


def _both_named(t: Tagged, start: int) -> bool:
    """Whether both parts are named so that they are two for sure: a determiner or a name before each."""
    first = t.phrase(start)
    assert first is not None
    at = first.end + 1
    if t.word(first.end) != "and" or t.word(start) in {"every", "each", "no"}:
        return False
    owned = t.only(start, "poss") or (t.only(start, "name") and first.head == start) or t.word(start) == "the"
    second = t.word(at) in {"i", "the"} or t.only(at, "poss") or t.word(at) in POSSESSIVES or t.only(at, "name")
    return owned and (second or (t.word(first.head) in FEMALE | MALE and t.word(at) in FEMALE | MALE))


def over(t: Tagged, end: int) -> int:
    """Over prepositional phrases and a relative clause that begins at `end`; the place of the verb."""
    for _ in range(3):
        if (t.word(end), t.word(end + 1)) == ("next", "door"):
            end += 2
        pointed = t.word(end + 1) == "that" and t.can(end + 2, NOUN) and not t.can(end + 2, "subj")
        if t.can(end, "prep") and t.word(end + 1) in {"which", "whom", "what", "that"} and not pointed:
            return len(t.tags)
        if (t.word(end), t.word(end + 1)) == ("next", "to"):
            end += 1
        first = end + 1 + (t.word(end + 1) in {"all", "both"} and t.can(end + 2, "det", "poss"))
        prep = (t.only(end, "prep", "to", "adv") and t.can(end, "prep")) or t.word(end) == "near"
        phrase = t.phrase(first) if prep else None
        if phrase is None:
            break
        end = phrase.end + 2 * ((t.word(phrase.end), t.word(phrase.end + 1)) == ("high", "school"))
        if t.word(end) == "and" and (other := t.phrase(end + 1)) is not None and not t.can(end + 1, "subj"):
            end = other.end
    comma = t.word(end) == ","
    if t.word(end + comma) in _RELATIVE:
        if t.can(end + comma + 1, FINITE):
            return _over_relative(t, t.skip(end + comma + 1), comma)
        return end if comma else _over_object_clause(t, end + 1)
    return _over_object_clause(t, end) if t.word(end) in _SPEAKERS else end


_SPEAKERS = frozenset({"i", "we", "you", "he", "she", "they"})


def _over_object_clause(t: Tagged, start: int) -> int:
    """Over "that my mother cooks for us", whose subject begins at `start`; where in doubt, a place without a verb."""
    phrase = t.phrase(start) if t.can(start, "subj", "det", "poss", "name", "nouns") else None
    if phrase is None:
        return len(t.tags)
    verb = t.skip(phrase.end)
    if not t.can(verb, FINITE) and phrase.head > start and t.lexical(phrase.head) & FINITE:
        verb = phrase.head  # "my mother cooks": it looks like a noun too
    elif not t.can(verb, FINITE) or t.word(verb) in _SAYS:
        return len(t.tags)
    return _over_relative(t, verb, False)


def _over_relative(t: Tagged, verb: int, comma: bool) -> int:
    """From the verb of a relative clause on over "lives near my house"; where in doubt, a place without a verb."""
    i = verb
    while t.can(i, "modal", "be", "have", "do", "not") and t.can(i + 1, "base", "done", "ing", "not", "modal"):
        i += 1
    end = i + 1
    while end < len(t.tags):
        if comma and t.word(end) == ",":
            return end + 1
        if t.only(end, "mark", "conj", "sub", "wh", "subj") or (
            t.word(end) in _RELATIVE and not t.can(end - 1, "prep")
        ):
            return len(t.tags)
        if _is_next_verb(t, end):
            return end
        end += 1
    return len(t.tags)


def _is_next_verb(t: Tagged, at: int) -> bool:
    if t.can(at - 1, "to", "modal"):
        return False
    if t.word(at - 1) in OFTEN and t.lexical(at) & {"base", "third"} and not t.can(at, "adj"):
        return True
    if t.word(at - 1) in {"me", "him", "us", "them"} and t.lexical(at) & {"third", "base"} and not t.can(at, "adj"):
        return True
    return t.can(at, FINITE) and not t.can(at, NOUN, "adj", "prep", "done")


OFTEN = frozenset({"usually", "always", "often", "never", "sometimes", "rarely", "seldom"})
