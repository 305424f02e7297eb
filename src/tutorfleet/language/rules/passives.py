"""Rules of the passive where be is missing or too much: "I born in 1999", "will held", "was happened"."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import participle
from tutorfleet.language.rule import Fix, Rule, either
from tutorfleet.language.rules.times import times
from tutorfleet.language.rules.units import View, base_of, is_noun, is_past, listed, view, words_of
from tutorfleet.language.rules.verb_groups import DETERMINERS, HELPERS, MODALS, PRONOUNS, clauses, opens, subject_at
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import common, possible

_NO_BE = HELPERS | words_of("passives.no_be")
_DONE = words_of("passives.done")
_BY_ITSELF = frozenset({"finish", "close", "sell"})
_ANNOUNCED = words_of("passives.announced")
_ACTED_ON = words_of("passives.acted_on")


def _born(sentence: Sentence) -> Iterator[Fix]:
    """I born in 1999; my brother born in Solo."""
    seen = view(sentence)
    for i in range(1, len(seen.units) - 1):
        if seen.word(i) != "born" or seen.word(i - 1) in _NO_BE | {"'s", "when", "baby", "is", "was", "and"}:
            continue
        subject = next(
            (s for k in range(max(0, i - 5), i) if opens(seen, k) and (s := subject_at(seen, k)) and s.end >= i), None
        )
        rest = [seen.word(k) for k in range(i + 1, len(seen.units))]
        later = any(word in HELPERS or is_past(word) for word in rest[:8]) and "and" not in rest
        if subject is not None and seen.word(subject.start) not in {"a", "every"} and not later:
            yield seen.fix(i - 1, i, f"{seen.text(i - 1)} {_was(seen, subject.start, i - 1)} born")


def _missing(sentence: Sentence) -> Iterator[Fix]:
    """My wallet stolen in the market; this temple built in the ninth century: a participle with no other verb."""
    seen = view(sentence)
    subject = subject_at(seen, 0) if seen.units else None
    at = next(
        (
            i
            for i in range(1, 6)
            if base_of(seen.word(i), "done") in _DONE - _BY_ITSELF and "ing" not in possible(seen.word(i))
        ),
        0,
    )
    if (
        subject is None
        or not at
        or subject.end < at
        or seen.word(0) in PRONOUNS
        or seen.word(at - 1) in listed("verb_patterns", "persons")
    ):
        return
    if (
        seen.word(0) not in DETERMINERS
        or not is_noun(seen.word(at - 1))
        or seen.word(at + 1) not in {"in", "by", "at", "last", "yesterday", "from", "on"}
    ):
        return
    rest = range(at + 1, len(seen.units))
    if any(
        seen.word(i) in HELPERS or is_past(seen.word(i)) or (seen.can(i, "third", "base") and not is_noun(seen.word(i)))
        for i in rest
    ):
        return
    if seen.word(len(seen.units) - 1) in {".", "!"}:
        yield seen.insert(at, _was(seen, 0, at - 1))


def _was(seen: View, start: int, head: int) -> str:
    """Was or were after the subject from `start` to `head`."""
    word = seen.word(head)
    plural = word in {"we", "you", "they"} or ("nouns" in common(word) and "noun" not in common(word))
    return "were" if plural or "and" in {seen.word(i) for i in range(start, head)} else "was"


def _modal(sentence: Sentence) -> Iterator[Fix]:
    """The meeting will held on Friday; the winners will announce on Monday; the homework must finish by Monday."""
    seen = view(sentence)
    for clause in clauses(sentence):
        if len(clause.helpers) != 1 or seen.word(clause.first) not in MODALS or clause.main < 0 or clause.asked >= 0:
            continue
        word, head = seen.word(clause.main), seen.word(clause.end - 1)
        base = base_of(word, "done") or base_of(word)
        acted = head in _ACTED_ON and base in words_of("passives.acts")
        announced = (
            word.endswith("ed")
            and head not in listed("verb_patterns", "persons")
            and base in _DONE | _ANNOUNCED
            and clause.who in {"it", "they"}
            and (
                seen.word(clause.start) not in PRONOUNS
                or (seen.word(clause.start) == "it" and bool(listed("done_to", base)))
            )
            and "base" not in possible(word)
        )
        alone = seen.word(clause.main + 1) not in {"the", "a", "my", "it", "up", "out"}
        if (acted and alone) or ((announced or head in listed("done_to", base)) and _without_object(seen, clause.main)):
            yield seen.fix(clause.main, clause.main, f"be {participle(base)}")


def _without_object(seen: View, verb: int) -> bool:
    """Whether what follows is a place, a time or the end, and so nothing that is done to."""
    return seen.is_end(verb + 1) or seen.word(verb + 1) in words_of("passives.after")


def _stole(sentence: Sentence) -> Iterator[Fix]:
    """My wallet stole on the bus; the flight cancelled because of the storm: the thing does not do it."""
    seen = view(sentence)
    for clause in clauses(sentence):
        if clause.helpers or clause.main < 0 or clause.asked >= 0 or clause.who not in {"it", "they"}:
            continue
        word = seen.word(clause.main)
        base = base_of(word, "past")
        if (
            not base
            or not is_past(word)
            or not _without_object(seen, clause.main)
            or seen.word(clause.start) in PRONOUNS
        ):
            continue
        own = seen.word(clause.end - 1) in listed("done_to", base)
        bare = clause.end - clause.start == 1 and seen.can(clause.start, "nouns")
        if (own or (_is_by(seen, clause.main, base) and not bare)) and not _verb_later(seen, clause.main, word):
            be = _was(seen, clause.start, clause.end - 1)
            habit = any(time.kind == "habit" for time in times(sentence))
            be = {"was": "is", "were": "are"}[be] if habit else be
            yield seen.fix(clause.main, clause.main, f"{be} {participle(base)}")


def _is_by(seen: View, verb: int, base: str) -> bool:
    """Visited by thousands of people, wrote by a friend: done by somebody."""
    somebody = seen.word(verb + 2) in DETERMINERS or seen.is_name(verb + 2) or seen.can(verb + 2, "nouns")
    return seen.word(verb + 1) == "by" and base in words_of("passives.by_whom") and somebody


def _verb_later(seen: View, verb: int, word: str) -> bool:
    """Whether the main verb comes later: "the flight cancelled on Monday was mine"; "stole" is no participle."""
    if base_of(word, "done") == "":
        return False
    for i in range(verb + 1, len(seen.units)):
        if seen.word(i) in {",", "because", "and", "but", "so", "when", "after"}:
            return False
        if seen.word(i) in HELPERS or is_past(seen.word(i)) or (seen.can(i, "third") and not is_noun(seen.word(i))):
            return True
    return False


def _is_done(sentence: Sentence) -> Iterator[Fix]:
    """The house is building now; the problem has solved; the thief has caught by the police -> is being, has been."""
    seen = view(sentence)
    for clause in clauses(sentence):
        if len(clause.helpers) != 1 or clause.main < 0 or clause.asked >= 0 or seen.word(clause.start) in PRONOUNS:
            continue
        helper, word, head = seen.word(clause.first), seen.word(clause.main), seen.word(clause.end - 1)
        base = base_of(word, "ing") if helper in {"is", "are", "was", "were"} else base_of(word, "done")
        own = base and head in listed("done_to", base) and _without_object(seen, clause.main)
        if helper in {"is", "are", "was", "were"} and own and word.endswith("ing"):
            yield seen.fix(clause.main, clause.main, f"being {participle(base)}")
        elif helper in {"has", "have", "had"} and base and participle(base) == word:
            by = seen.word(clause.main + 1) == "by" and seen.word(clause.main + 2) in DETERMINERS
            if own or (by and base not in words_of("passives.by_itself")):
                yield seen.fix(clause.main, clause.main, f"been {word}")


def _called(sentence: Sentence) -> Iterator[Fix]:
    """It called seserahan; this food called rendang."""
    seen = view(sentence)
    for clause in clauses(sentence):
        at = clause.main
        if seen.word(at) not in {"called", "named"} or clause.helpers or clause.who not in {"it", "they"}:
            continue
        subject = seen.word(clause.start)
        name = seen.is_name(at + 1) or "unknown" in possible(seen.word(at + 1)) or seen.word(at + 1) == "\ufffc"
        ends = any(seen.is_end(i) and seen.word(i) != "-" for i in range(at + 2, at + 5))
        if subject in {"it", "they", "this", "these"} and name and ends and not seen.is_name(clause.end - 1):
            yield seen.insert(at, "are" if clause.who == "they" else "is")


def _happened(sentence: Sentence) -> Iterator[Fix]:
    """What is happened to your car?"""
    seen = view(sentence)
    for i in range(1, len(seen.units) - 1):
        if (
            seen.word(i) in {"is", "was", "'s"}
            and seen.word(i + 1) in {"happened", "happen"}
            and seen.word(i - 1) in {"what", "that", "it"}
        ):
            told = {"happened": "happened", "happen": "happened" if seen.word(i) == "was" else "happens"}
            if times(sentence) or seen.word(i - 1) != "'s":
                yield seen.fix(i, i + 1, told[seen.word(i + 1)])
        elif seen.word(i) in {"was", "were"} and seen.word(i + 1) == "happened" and is_noun(seen.word(i - 1)):
            yield seen.fix(i, i + 1, "happened")


RULES = (
    Rule(
        id="was-born",
        category="verb-form",
        needs=frozenset(["born"]),
        reason=Reason("Lahir is be born: {replacement}.", "Lahir = be born: {replacement}."),
        find=_born,
        examples=(
            ("I born in 1999.", "I was born in 1999."),
            ("My brother born in a small town.", "My brother was born in a small town."),
            ("My parents born in Solo.", "My parents were born in Solo."),
        ),
        fine=(
            "I was born in Solo.",
            "The man born in Solo is my uncle.",
            "A child born today may live long.",
            "She has born the pain.",
        ),
        confidence=0.95,
    ),
    Rule(
        id="passive-be",
        category="verb-form",
        reason=Reason(
            "What was done to something takes was or were: {replacement}.",
            "Kalimat pasif memerlukan was atau were: {replacement}.",
        ),
        find=_missing,
        examples=(
            ("My wallet stolen in the market.", "My wallet was stolen in the market."),
            ("This temple built in the ninth century.", "This temple was built in the ninth century."),
            ("The song written by Budi.", "The song was written by Budi."),
        ),
        fine=(
            "The house built by my grandfather is still standing.",
            "The team made in total ten points.",
            "My brother paid in cash.",
            "The car stolen last week was found.",
        ),
        confidence=0.85,
    ),
    Rule(
        id="thing-passive",
        category="verb-form",
        reason=Reason(
            "The thing does not do it, it is done to it: {replacement}.",
            "Benda itu tidak melakukannya, jadi pakai kalimat pasif: {replacement}.",
        ),
        find=either(_stole, _called, _is_done),
        examples=(
            ("My wallet stole on the bus.", "My wallet was stolen on the bus."),
            ("Our bikes stole last night, so we walked.", "Our bikes were stolen last night, so we walked."),
            ("The flight cancelled because of the storm.", "The flight was cancelled because of the storm."),
            ("The problem has solved.", "The problem has been solved."),
            ("The thief has caught by the police.", "The thief has been caught by the police."),
            ("A new bridge is building now.", "A new bridge is being built now."),
            ("We brought gifts. It called seserahan.", "We brought gifts. It is called seserahan."),
        ),
        fine=(
            "The flight cancelled on Monday was mine.",
            "My brother stole on the bus.",
            "It called me yesterday.",
            "My uncle has stopped by the house.",
            "The school is building a pool.",
            "The airline cancelled my flight.",
            "A boy called Budi won.",
        ),
        confidence=0.9,
    ),
    Rule(
        id="modal-passive",
        category="verb-form",
        needs=MODALS,
        reason=Reason(
            "A meeting is held, homework is done: {replacement}.", "Rapat diadakan, tugas dikerjakan: {replacement}."
        ),
        find=_modal,
        examples=(
            ("The meeting will held on Friday.", "The meeting will be held on Friday."),
            ("The homework must finish by Monday.", "The homework must be finished by Monday."),
            ("The concert may postpone.", "The concert may be postponed."),
            ("The winners will announce on Monday.", "The winners will be announced on Monday."),
            ("A new bridge will build near the river.", "A new bridge will be built near the river."),
        ),
        fine=(
            "The winners will announce their plans.",
            "The meeting will start at ten.",
            "The party will hold the seat.",
            "The project will finish the road.",
        ),
        confidence=0.96,
    ),
    Rule(
        id="what-happened",
        category="verb-form",
        needs=frozenset(["happened", "happen"]),
        reason=Reason(
            "Happen is never passive: {replacement}.", "Happen tidak pernah dipakai dalam bentuk pasif: {replacement}."
        ),
        find=_happened,
        examples=(
            ("What is happened to your car?", "What happened to your car?"),
            ("I don't know what was happened.", "I don't know what happened."),
            ("What was happen?", "What happened?"),
        ),
        fine=("What happened?", "What's happening?", "What has happened to you?"),
        confidence=0.95,
    ),
)
