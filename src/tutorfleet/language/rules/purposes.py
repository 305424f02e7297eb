"""Rules of to before a verb that tells how, why or for what: how to, easy to, for a purpose."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import ing
from tutorfleet.language.rule import Fix, Rule, either
from tutorfleet.language.rules.units import View, base_of, is_noun, is_past, listed, view, words_of
from tutorfleet.language.rules.verb_groups import BE, is_adverb, subject_at
from tutorfleet.language.rules.verb_patterns import (
    OBJECTS,
    acting,
    plain_verb,
    verb_after,
)
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import possible


def _how_to(sentence: Sentence) -> Iterator[Fix]:
    """I don't know how use it; teach me how cook."""
    seen = view(sentence)
    for i in range(1, len(seen.units) - 1):
        known = base_of(seen.word(i - 1)) in {
            "know",
            "learn",
            "explain",
            "understand",
            "show",
            "forget",
            "remember",
            "see",
        }
        if seen.word(i) in {"how", "where", "what"} and (
            known
            or (seen.word(i - 1) in OBJECTS | listed("verb_patterns", "persons") and i > 1)
            or seen.word(i - 1) == "about"
        ):
            verb = verb_after(seen, i + 1) or (_cooks(seen, i + 1) if seen.word(i) == "how" else "")
            if (
                verb
                and (seen.word(i) == "how" or verb in words_of("infinitives.where_to"))
                and not (verb in {"do", "have", "be"} and subject_at(seen, i + 2))
                and seen.word(i + 1) != "come"
            ):
                yield seen.insert(i + 1, "to")


def _cooks(seen: View, at: int) -> str:
    """A verb that can be a noun, without a verb after it: "how cook rice", not "how love feels"."""
    verb = plain_verb(seen, at)
    return (
        verb
        if verb in listed("verb_patterns", "activity") and not seen.can(at + 1, "third", "past", "be", "modal")
        else ""
    )


def _adjective_to(sentence: Sentence) -> Iterator[Fix]:
    """It is difficult for me wake up; it's not easy learn; I am happy meet you; ready for start; able speak."""
    seen = view(sentence)
    adjectives = listed("verb_patterns", "adjective_to")
    for i in range(1, len(seen.units) - 1):
        if seen.word(i) not in adjectives or not _after_be(seen, i) or "best" in (seen.word(i), seen.word(i - 1)):
            continue
        if seen.word(i - 1) == "most" and is_noun(seen.word(i + 1)):
            continue
        at = i + 1
        if seen.word(at) == "for" and verb_after(seen, at + 1) and not is_noun(seen.word(at + 1)):
            yield seen.fix(at, at, "to")
            continue
        if seen.word(at) == "for" and seen.word(at + 1) in OBJECTS:
            at += 2
        if at == i + 1 and seen.word(at) == "experience" and (seen.is_end(at + 1) or seen.can(at + 1, "prep")):
            continue  # it was very good experience
        if verb_after(seen, at) and "past" not in possible(seen.word(at)):
            yield seen.insert(at, "to")
        elif seen.word(at) == "for" and seen.word(at + 1) == "to" and plain_verb(seen, at + 2):
            yield seen.fix(at, at, "")


def _after_be(seen: View, i: int) -> bool:
    at = i - 1
    while is_adverb(seen, at) or seen.word(at) in {"so", "too", "quite", "not", "more", "most", "less", "very"}:
        at -= 1
    return seen.word(at) in BE | {"am", "are", "be", "'s"} and seen.word(at - 1) not in {"be", "that"}


def _purpose(sentence: Sentence) -> Iterator[Fix]:
    """For buy, for to buy; went to the market for buying; went to the beach for swim."""
    seen = view(sentence)
    for i in range(1, len(seen.units) - 1):
        if seen.word(i) != "for":
            continue
        before = {seen.word(k) for k in range(max(0, i - 4), i)}
        if seen.word(i + 1) == "to" and plain_verb(seen, i + 2):
            yield seen.fix(i, i, "")
        elif verb := _gone_for(seen, i):
            yield seen.fix(i, i + 1, f"to {verb}")
        elif not before & (listed("verb_patterns", "for_ing") - words_of("infinitives.purposes")):
            verb = verb_after(seen, i + 1) or acting(seen, i + 1)
            noun = is_noun(seen.word(i + 1)) and seen.word(i + 2) not in _OBJECT_AFTER and not acting(seen, i + 1)
            if verb and not noun and not _ready(seen, i) and not seen.is_end(i + 1) and not is_past(seen.word(i + 1)):
                used = seen.word(i - 1) in {"is", "are", "was", "were"}
                yield seen.fix(i, i + 1, f"for {ing(verb)}" if used else f"to {verb}")


def _gone_for(seen: View, i: int) -> str:
    """What one went or came somewhere to do, if "for" is followed by a verb in -ing or by one that can be a noun."""
    word = seen.word(i + 1)
    if word == "practise" or (word in _DONE_THERE and seen.word(i - 1) in _PLACES and not is_noun(seen.word(i + 2))):
        return word
    doing = base_of(word, "ing") if word.endswith("ing") and not seen.is_end(i + 2) else ""
    if word not in _PURPOSES and (not doing or doing in _CRIMES or seen.word(i + 2) in _LESSONS):
        return ""
    went = any(base_of(seen.word(k)) in _MOTION for k in range(max(0, i - 7), i))
    place = is_noun(seen.word(i - 1)) or seen.word(i - 1) in {"here", "there", "ago", "yesterday", "outside"}
    jailed = {seen.word(k) for k in range(i)} & {
        "jail",
        "prison",
        "court",
        "police",
        "fame",
        "thanks",
        "thank",
        "sorry",
        "hospital",
    }
    free = seen.is_end(i + 2) or not is_noun(seen.word(i + 2)) or word == "study" or bool(doing)
    return (doing or word) if went and place and not jailed and free else ""


_DONE_THERE = frozenset({"visit", "cook", "do", "eat", "see", "swim", "buy", "learn", "read", "make", "live", "sit"})
_PLACES = frozenset({"place", "places", "time", "thing", "things", "something", "nothing", "way", "money", "reason"})
_PURPOSES = listed("clause_words", "purpose_nouns")
_LESSONS = listed("clause_words", "lessons")
_CRIMES = listed("clause_words", "crimes")
_MOTION = listed("clause_words", "motion")


def _went_buy(sentence: Sentence) -> Iterator[Fix]:
    """We stopped at the shop buy some water -> to buy."""
    seen = view(sentence)
    for i in range(1, len(seen.units) - 4):
        if base_of(seen.word(i)) not in {"go", "come", "stop"} or seen.word(i + 1) not in {"to", "at"}:
            continue
        at = i + 2 + (seen.word(i + 2) in {"the", "a", "my", "our", "his", "her", "their"})
        while at < i + 5 and is_noun(seen.word(at)) and not acting(seen, at):
            at += 1
        if (
            at > i + 2
            and is_noun(seen.word(at - 1))
            and acting(seen, at)
            and seen.word(at) not in {"do", "have", "make"}
        ):
            yield seen.insert(at, "to")


_OBJECT_AFTER = OBJECTS | words_of("infinitives.object_after")


def _ready(seen: View, i: int) -> bool:
    """Others speak of "good for", "ready for"."""
    adjective = seen.word(i - 1) in listed("verb_patterns", "adjective_to") and _after_be(seen, i - 1)
    return adjective or seen.word(i - 1) in {"used", "known", "famous"}


RULES = (
    Rule(
        id="how-to",
        category="verb-form",
        needs=frozenset(["how", "where", "what"]),
        reason=Reason(
            "How is followed by to and the plain verb: {replacement}.",
            "How diikuti to dan kata kerja dasar: {replacement}.",
        ),
        find=_how_to,
        examples=(
            ("I don't know how use it.", "I don't know how to use it."),
            ("She taught me how cook rendang.", "She taught me how to cook rendang."),
            ("I know where buy it.", "I know where to buy it."),
        ),
        fine=(
            "I know how to use it.",
            "How do you feel?",
            "I know how people live.",
            "Show me what help you need.",
        ),
        confidence=0.92,
    ),
    Rule(
        id="adjective-to",
        category="verb-form",
        reason=Reason(
            "Between an adjective and a verb stands to: {replacement}.",
            "Antara kata sifat dan kata kerja ada to: {replacement}.",
        ),
        find=_adjective_to,
        examples=(
            ("It is difficult for me wake up early.", "It is difficult for me to wake up early."),
            ("It's not easy learn a language.", "It's not easy to learn a language."),
            ("I am happy meet you.", "I am happy to meet you."),
            ("He is able speak Dutch.", "He is able to speak Dutch."),
            ("She is ready for go home.", "She is ready to go home."),
        ),
        fine=(
            "It is easy to learn.",
            "He is good at work.",
            "It is good for work.",
            "I am sure people come.",
            "It was a very good experience for me.",
            "Is it free?",
        ),
        confidence=0.92,
    ),
    Rule(
        id="for-purpose",
        category="verb-form",
        needs=frozenset(["for", "to", "at"]),
        reason=Reason(
            "A purpose is told with to and the plain verb: {replacement}.",
            "Tujuan disebut dengan to dan kata kerja dasar: {replacement}.",
        ),
        tip=Reason(
            "Untuk before a verb is to, before a noun it is for.",
            "Untuk di depan kata kerja = to, di depan benda = for.",
        ),
        find=either(_purpose, _went_buy),
        examples=(
            ("I went to the market for buy some fish.", "I went to the market to buy some fish."),
            ("I study for to get a job.", "I study to get a job."),
            ("I use an app for to check it.", "I use an app to check it."),
            ("We came here for see the sunrise.", "We came here to see the sunrise."),
            ("He works for pay his debts.", "He works to pay his debts."),
            ("She came to the city for looking for a job.", "She came to the city to look for a job."),
            ("They go to the beach for swim.", "They go to the beach to swim."),
            ("This knife is for cut bread.", "This knife is for cutting bread."),
            ("It is a nice place for visit.", "It is a nice place to visit."),
            ("We stopped at the shop buy some water.", "We stopped at the shop to buy some water."),
        ),
        fine=(
            "This is for you to read.",
            "Thank you for buying it.",
            "I came for a look.",
            "I left for work.",
            "It is time for bed.",
            "He went to jail for stealing a car.",
            "I go to the gym for exercise.",
        ),
        confidence=0.88,
    ),
)
