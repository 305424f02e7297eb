"""Rules of verbs with somebody and another verb: want somebody to, ask to, let and make and help, see, suggest that.

Which verbs they are is in `data/verb_patterns.txt`.
"""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.infinitives import is_noun_here
from tutorfleet.language.rules.units import View, base_of, is_noun, listed, view, words_of
from tutorfleet.language.rules.verb_groups import PRONOUNS, Clause, clauses
from tutorfleet.language.rules.verb_patterns import (
    OBJECTS,
    after_verbs,
    inflected,
    object_ends,
    plain_verb,
    verb_after,
)
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import possible

OBJECT = {"i": "me", "he": "him", "she": "her", "we": "us", "they": "them", "you": "you", "it": "it"}


SUBJECT = {"me": "I", "him": "he", "her": "she", "us": "we", "them": "they", "you": "you"}


def _want_that(sentence: Sentence) -> Iterator[Fix]:
    """I want that you help me -> I want you to help me."""
    seen = view(sentence)
    for i in range(1, len(seen.units) - 3):
        if seen.word(i) in {"want", "wants", "wanted"} and seen.word(i + 1) == "that":
            clause = next((c for c in clauses(sentence) if c.start == i + 2), None)
            if clause is None:
                continue
            words = [seen.text(k) for k in range(clause.start, clause.end)]
            who = [OBJECT[seen.word(clause.start)]] if seen.word(clause.start) in OBJECT and len(words) == 1 else words
            last, base = _wanted(seen, clause)
            if base:
                yield seen.fix(i + 1, last, " ".join([*who, "to", base]))
        elif seen.word(i) in {"want", "wants", "wanted"} and seen.word(i + 1) in {"i", "he", "she", "we", "they"}:
            base = base_of(seen.word(i + 2), "base", "third")
            if base and seen.word(i - 1) in PRONOUNS.keys() | _RELATED and "what" not in sentence.words:
                yield seen.fix(i + 1, i + 2, f"{OBJECT[seen.word(i + 1)]} to {base}")


_RELATED = listed("verb_patterns", "persons") | {"don't", "doesn't", "didn't", "really", "also"}


def _wanted(seen: View, clause: Clause) -> tuple[int, str]:
    """The last word of the clause's verb and what stands after to: "are" is be, "will come" is come."""
    helper = seen.word(clause.first) if clause.helpers else ""
    if len(clause.helpers) == 1 and helper in {"is", "are", "am", "was", "were"}:
        return clause.first, "be"
    if len(clause.helpers) == 1 and helper in {"will", "can", "should", "would"}:
        return clause.main, base_of(seen.word(clause.main)) if clause.main >= 0 else ""
    return (clause.main, base_of(seen.word(clause.main))) if not clause.helpers and clause.main >= 0 else (-1, "")


def _object_to(sentence: Sentence) -> Iterator[Fix]:
    """Asked me finish, advised him stop, want her come; want me going is left alone."""
    seen = view(sentence)
    for verb, at in after_verbs(seen, "object_to"):
        if is_noun_here(seen, verb) or base_of(seen.word(verb)) in {"get", "need", "order", "require"}:
            continue
        helped = [at + 1] if seen.word(at) == "you" and seen.word(at + 1) in _ACTS else []
        for end in [*object_ends(seen, at), *helped]:
            plain = verb_after(seen, end) or _surely(seen, verb, at, end)
            if (plain and seen.word(at) != "you") or (
                plain and plain in {"go", "come", "eat", "buy", "meet", "be", "finish"}
            ):
                named = (
                    base_of(seen.word(verb)) in {"tell", "ask", "teach", "remind"} and seen.word(end + 1) in PRONOUNS
                )
                if not named and not (plain in {"have", "do"} and seen.is_question()):
                    yield seen.insert(end, "to")
                    break
            elif base := _bent(seen, verb, end):
                yield seen.fix(end, end, f"to {base}")
                break
            elif seen.word(end) == "that" and verb_after(seen, end + 1) and base_of(seen.word(verb)) in {"tell", "ask"}:
                yield seen.fix(end, end, "to")
                break


_ACTS = words_of("infinitives.acts")


def _bent(seen: View, verb: int, end: int) -> str:
    """The base of "learns" in "want my son learns", of "helping" in "I want you helping me"."""
    word, wants = seen.word(end), base_of(seen.word(verb))
    if word.endswith("ing"):
        negative = any(seen.word(k) in {"don't", "not", "didn't", "doesn't", "never"} for k in range(verb))
        due = wants in {"ask", "tell", "advise", "invite", "order"} or (wants == "want" and not negative)
        verb = word in _ACTS or not (is_noun(word) or "adj" in possible(word))
        return inflected(seen, end, "ing") if due and verb and seen.word(end - 1) in OBJECTS else ""
    return (
        inflected(seen, end, "third") if not is_noun(word) and wants not in {"tell", "teach", "remind", "warn"} else ""
    )


def _surely(seen: View, verb: int, at: int, end: int) -> str:
    """A verb that can be a noun, after "want me": "wants me study medicine"; not at an end ("want my work")."""
    if base_of(seen.word(verb)) not in _WANTING or seen.is_end(end + 1) or "adj" in possible(seen.word(end)):
        return ""
    related = seen.word(end - 1) in listed("verb_patterns", "persons") and seen.word(end) in _ACTING
    return plain_verb(seen, end) if related or seen.word(at) in OBJECTS - {"you", "her"} else ""


_WANTING = frozenset({"want", "advise", "allow", "encourage", "force", "persuade"})
_ACTING = listed("clause_words", "sure_verbs") | listed("clause_words", "mostly_verbs")


def _let(sentence: Sentence) -> Iterator[Fix]:
    """Let me to go, made us crying, makes me feels; help me writing, let's going."""
    seen = view(sentence)
    for verb, at in [*after_verbs(seen, "object_base"), *_helps(seen)]:
        helping = base_of(seen.word(verb)) == "help"
        if seen.word(verb).endswith("ing") and helping:
            continue
        for end in object_ends(seen, at):
            if (
                seen.word(end) == "to"
                and plain_verb(seen, end + 1)
                and not helping
                and _is_somebody(seen, verb, at, end)
            ):
                yield seen.fix(end, end, "")
                break
            base = inflected(seen, end, "ing", "third", "past") if _plain_due(seen, verb, end) else ""
            if (
                base
                and ("done" not in possible(seen.word(end)) or base in _FELT)
                and not (is_noun(seen.word(end)) and not seen.word(end).endswith("ing"))
            ):
                yield seen.fix(end, end, base)
                break
    for i in range(len(seen.units) - 1):
        if seen.word(i) == "let's" and inflected(seen, i + 1, "ing", "past", "third"):
            yield seen.fix(i + 1, i + 1, inflected(seen, i + 1, "ing", "past", "third"))


def _plain_due(seen: View, verb: int, end: int) -> bool:
    """Not "made me interesting", not "help you getting" of "can't help you"."""
    return seen.word(end) not in _ADJECTIVES and not (
        seen.word(verb) in {"made", "make"} and seen.word(end - 1) == "it"
    )


_ADJECTIVES = words_of("infinitives.adjectives")


def _helps(seen: View) -> Iterator[tuple[int, int]]:
    for i in range(len(seen.units) - 2):
        if base_of(seen.word(i)) == "help" and seen.word(i - 1) not in words_of("infinitives.no_help"):
            yield i, i + 1


def _is_somebody(seen: View, verb: int, at: int, end: int) -> bool:
    """ "Made it to the top" and "made a plan to go" are fine."""
    if base_of(seen.word(verb)) == "let":
        return True
    head = seen.word(end - 1)
    return head in OBJECTS or head in listed("verb_patterns", "persons") or seen.is_name(end - 1)


def _sense(sentence: Sentence) -> Iterator[Fix]:
    """I saw him to cross the street."""
    seen = view(sentence)
    for verb, at in after_verbs(seen, "sense"):
        for end in object_ends(seen, at):
            person = seen.word(end - 1) in OBJECTS or seen.word(end - 1) in listed("verb_patterns", "persons")
            sensed = base_of(seen.word(verb)) in {"see", "hear", "watch", "notice"} and seen.word(verb) not in {
                "see",
                "watch",
            }
            to = seen.word(end) == "to" and bool(plain_verb(seen, end + 1))
            if to and sensed and person and not is_noun_here(seen, verb):
                yield seen.fix(end, end, "")
                break


def _suggest(sentence: Sentence) -> Iterator[Fix]:
    """Suggested me to go -> suggested that I go."""
    seen = view(sentence)
    for i in range(len(seen.units) - 3):
        base = base_of(seen.word(i))
        if base not in {"suggest", "recommend"} or seen.word(i).endswith("ing"):
            continue
        at = i + 1 + (seen.word(i + 1) == "to")
        who = seen.word(at)
        if who in SUBJECT and seen.word(at + 1) == "to" and plain_verb(seen, at + 2):
            yield seen.fix(i + 1, at + 2, f"that {SUBJECT[who]} {seen.word(at + 2)}")
        elif who in SUBJECT and at == i + 1 and verb_after(seen, at + 1) and base == "suggest" and who not in {"you"}:
            yield seen.fix(i + 1, at + 1, f"that {SUBJECT[who]} {seen.word(at + 1)}")


_FELT = listed("verb_lists", "intransitive") | {
    "feel",
    "think",
    "realise",
    "realize",
    "understand",
    "remember",
    "forget",
    "believe",
}

RULES = (
    Rule(
        id="want-that",
        category="verb-form",
        needs=frozenset(["want", "wants", "wanted"]),
        reason=Reason("Want takes somebody and to: {replacement}.", "Want diikuti orang dan to: {replacement}."),
        find=_want_that,
        examples=(
            ("I want that you help me.", "I want you to help me."),
            ("My mother wants that I become a doctor.", "My mother wants me to become a doctor."),
            ("They wanted that we come.", "They wanted us to come."),
            ("My parents want I become a doctor.", "My parents want me to become a doctor."),
            ("She wants that her children are happy.", "She wants her children to be happy."),
        ),
        fine=("I want that book.", "I want that too.", "I want you to help me."),
        confidence=0.94,
    ),
    Rule(
        id="ask-to",
        category="verb-form",
        reason=Reason(
            "Ask, tell, advise and the like take somebody and to: {replacement}.",
            "Ask, tell, advise, dan sejenisnya diikuti orang dan to: {replacement}.",
        ),
        find=_object_to,
        examples=(
            ("My boss asked me finish the report.", "My boss asked me to finish the report."),
            ("The doctor advised him stop smoking.", "The doctor advised him to stop smoking."),
            ("I want her come.", "I want her to come."),
            ("My parents want my brother becomes a doctor.", "My parents want my brother to become a doctor."),
            ("She wants me helping her.", "She wants me to help her."),
        ),
        fine=(
            "I told him so.",
            "I asked him to go.",
            "I want you.",
            "She taught us English.",
            "I don't want you sitting here.",
        ),
        confidence=0.88,
    ),
    Rule(
        id="let-base",
        category="verb-form",
        reason=Reason(
            "Let, make and help take somebody and the plain verb: {replacement}.",
            "Let, make, dan help diikuti orang dan kata kerja dasar: {replacement}.",
        ),
        find=_let,
        examples=(
            ("He makes me to laugh.", "He makes me laugh."),
            ("My parents let me to travel.", "My parents let me travel."),
            ("The film made us crying.", "The film made us cry."),
            ("She helped me writing the letter.", "She helped me write the letter."),
            ("Let's going to the beach.", "Let's go to the beach."),
        ),
        fine=(
            "They made it to the station.",
            "It was made to last.",
            "I made a cake to surprise her.",
            "It makes him interesting.",
            "I can't help him being late.",
        ),
    ),
    Rule(
        id="see-base",
        category="verb-form",
        needs=frozenset(["to"]),
        reason=Reason(
            "See and hear take somebody and the verb without to.", "See dan hear diikuti orang dan kata kerja tanpa to."
        ),
        find=_sense,
        examples=(
            ("I saw him to cross the street.", "I saw him cross the street."),
            ("We heard her to sing.", "We heard her sing."),
            ("They watched us to go.", "They watched us go."),
        ),
        fine=("I saw him cross.", "I came to see him to talk.", "He was seen to leave.", "I saw a doctor to get help."),
        confidence=0.85,
    ),
    Rule(
        id="suggest-that",
        category="verb-form",
        reason=Reason(
            "Suggest and recommend are followed by that and a clause: {replacement}.",
            "Suggest dan recommend diikuti that dan klausa: {replacement}.",
        ),
        find=_suggest,
        examples=(
            ("She suggested me to go.", "She suggested that I go."),
            ("He suggests us to take a taxi.", "He suggests that we take a taxi."),
            ("I recommend you to visit Bromo.", "I recommend that you visit Bromo."),
        ),
        fine=("She suggested that I go.", "She suggested a book to me.", "She told me to go."),
        confidence=0.93,
    ),
)
