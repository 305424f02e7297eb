"""Rules of negation: "I no like", "he not come", "she don't has", "they didn't went", two negatives in one clause."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import participle, past, third
from tutorfleet.language.rule import Fix, Rule, either
from tutorfleet.language.rules.clauses import SUBJUNCTIVE
from tutorfleet.language.rules.times import kinds
from tutorfleet.language.rules.units import (
    View,
    base_of,
    is_base,
    is_noun,
    is_past,
    is_plain_past,
    listed,
    view,
    words_of,
)
from tutorfleet.language.rules.verb_groups import ADVERBS, PRONOUNS, Clause, clauses, opens, skip_adverbs, subject_at
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import possible

NEGATIVE_DO = frozenset(["don't", "doesn't", "didn't", "dont", "doesnt", "didnt"])
_UNREAL = SUBJUNCTIVE | words_of("negation.unreal")


def _not(sentence: Sentence) -> Iterator[Fix]:
    """He not come; my brother not eats meat."""
    seen = view(sentence)
    for clause in clauses(sentence):
        if seen.word(clause.end) == "not" and not clause.helpers and clause.asked < 0 and clause.main == clause.end + 1:
            earlier = {seen.word(i) for i in range(clause.start)}
            base = base_of(seen.word(clause.main), "base", "third", "past")
            if (
                base
                and not earlier & (_UNREAL - {"so"})
                and seen.word(clause.main) not in {"to", "have"}
                and _is_verb(seen, clause)
            ):
                yield seen.fix(clause.end, clause.main, f"{_do(seen, clause)}n't {base}")


_NOT_HOW = frozenset(["very", "so", "too", "really"])


def _verb_not(sentence: Sentence) -> Iterator[Fix]:
    """He jumps not very high."""
    seen = view(sentence)
    for clause in clauses(sentence):
        at = clause.main
        plain = clause.asked < 0 and not clause.helpers and clause.third and seen.word(clause.start) in {"he", "she"}
        if not plain or seen.word(at + 1) != "not" or seen.word(at + 2) not in _NOT_HOW:
            continue
        base = base_of(seen.word(at), "third")
        if base and base in listed("events", "act") and base != "look" and seen.is_end(at + 4):
            yield seen.fix(at, at + 1, f"doesn't {base}")


def _is_verb(seen: View, clause: Clause) -> bool:
    word = seen.word(clause.main)
    if is_past(word) and not is_plain_past(word) and seen.word(clause.start) not in PRONOUNS:
        return False  # "a region not returned"
    return (
        (
            word == "like"
            or "adj" not in possible(word)
            or seen.word(clause.main + 1) in {"me", "him", "us", "them", "it", "the"}
        )
        and (word not in ADVERBS)
        and (not is_noun(word) or not seen.is_end(clause.main + 1) or clause.start == 0)
    )


def _do(seen: View, clause: Clause) -> str:
    past = "past" in kinds(seen.sentence) or (is_past(seen.word(clause.main)) and not is_base(seen.word(clause.main)))
    return "did" if past else "does" if clause.third else "do"


def _no(sentence: Sentence) -> Iterator[Fix]:
    """I no understand; the technician no come yet. "I have no idea" and "I no longer go" are fine."""
    seen = view(sentence)
    for i, third_person in _with_no(seen):
        at = i + 1
        base = base_of(seen.word(at), "base", "third", "past")
        sure = not is_noun(seen.word(at)) or seen.word(at) in {"like", "want", "need", "work", "go"}
        if not base or not sure or seen.word(at) == "longer":
            continue
        if "yet" in sentence.words:
            yield seen.fix(i, at, f"{'has' if third_person else 'have'}n't {participle(base)}")
            continue
        then = "past" in kinds(sentence) or is_plain_past(seen.word(at))
        yield seen.fix(i, at, f"{'did' if then else 'does' if third_person else 'do'}n't {base}")


def _with_no(seen: View) -> Iterator[tuple[int, bool]]:
    """Each "no" right after a subject, and whether that takes the verb with -s."""
    for i in range(1, len(seen.units) - 1):
        if seen.word(i) != "no":
            continue
        begins = (k for k in range(max(0, i - 5), i) if opens(seen, k))
        subject = next((s for k in begins if (s := subject_at(seen, k)) is not None and s.end == i), None)
        if subject is not None:
            yield i, subject.who in {"he", "it"}


def _not_have(sentence: Sentence) -> Iterator[Fix]:
    """We not have time -> don't have."""
    seen = view(sentence)
    for clause in clauses(sentence):
        words = [seen.word(clause.end), seen.word(clause.end + 1)]
        full = not base_of(seen.word(clause.end + 2), "done") or is_noun(seen.word(clause.end + 2))
        if clause.asked < 0 and words[0] == "not" and words[1] in {"have", "has", "had"} and full:
            do = (
                "did"
                if words[1] == "had" or {"past", "morning"} & kinds(sentence)
                else "does"
                if clause.third
                else "do"
            )
            yield seen.fix(clause.end, clause.end + 1, f"{do}n't have")
        elif clause.asked < 0 and words == ["not", "need"]:
            yield seen.fix(clause.end, clause.end + 1, f"{'does' if clause.third else 'do'}n't need")


def _base_after_do(sentence: Sentence) -> Iterator[Fix]:
    """Didn't went, doesn't likes, don't has, did not saw."""
    seen = view(sentence)
    for i in range(len(seen.units) - 1):
        negative = seen.word(i) in NEGATIVE_DO or (seen.word(i) in {"do", "does", "did"} and seen.word(i + 1) == "not")
        if negative:
            at = skip_adverbs(seen, i + 1 + (seen.word(i + 1) == "not"))
            word = seen.word(at)
            base = base_of(word, "third", "past") or ("have" if word == "has" else "")
            if (
                base
                and not is_base(word)
                and base != "be"
                and word not in {"used", "needs"}
                and not _noun_there(seen, at)
            ):
                if (
                    seen.word(i) in _DIDNT
                    and seen.word(i - 1) not in _BEGINNINGS
                    and is_plain_past(word)
                    and "habit" not in kinds(sentence)
                ):
                    yield seen.fix(
                        i, at, " ".join([_DIDNT[seen.word(i)], *(seen.word(k) for k in range(i + 1, at)), base])
                    )
                else:
                    yield seen.fix(at, at, base)


_BEGINNINGS = frozenset({"", ",", ".", "!", "?", "please", "and", "but", "so"})
_DIDNT = {"don't": "didn't", "doesn't": "didn't", "do": "did", "does": "did", "dont": "didn't", "doesnt": "didn't"}


def _noun_there(seen: View, at: int) -> bool:
    return seen.is_end(at) or ("nouns" in possible(seen.word(at)) and seen.word(at + 1) in {"is", "are", "was", "were"})


def _twice(sentence: Sentence) -> Iterator[Fix]:
    """Didn't not, never doesn't."""
    seen = view(sentence)
    for i in range(len(seen.units) - 1):
        if seen.word(i) in NEGATIVE_DO and seen.word(i + 1) == "not":
            yield seen.fix(i + 1, i + 1, "")


def _nobody(sentence: Sentence) -> Iterator[Fix]:
    """Nobody didn't tell me; I never don't eat."""
    seen = view(sentence)
    for clause in clauses(sentence):
        at = next((i for i in clause.helpers if seen.word(i) in NEGATIVE_DO), -1)
        before = {seen.word(i) for i in range(clause.start, at)} if at > 0 else set()
        base = base_of(seen.word(clause.main), "base") if clause.main >= 0 else ""
        if at > 0 and seen.word(at + 1) == "never" and base and clause.asked < 0:
            yield seen.fix(at, clause.main, f"never {third(base) if clause.third else base}")
        elif base and before & {"nobody", "never", "nothing"} and clause.asked < 0:
            form = past(base) if seen.word(at) == "didn't" else third(base) if clause.third else base
            yield seen.fix(at, clause.main, form)


FEELINGS = words_of("negation.feelings")
AFTER_ADJECTIVE = words_of("negation.after_adjective")

RULES = (
    Rule(
        id="not-do",
        category="verb-form",
        needs=frozenset(["not"]),
        reason=Reason(
            "A verb is made negative with don't, doesn't or didn't: {replacement}.",
            "Kata kerja dijadikan negatif dengan don't, doesn't, atau didn't: {replacement}.",
        ),
        find=either(_not, _not_have, _verb_not),
        examples=(
            ("I not like coffee.", "I don't like coffee."),
            ("He not come yesterday.", "He didn't come yesterday."),
            ("She is sad because he not call her.", "She is sad because he doesn't call her."),
            ("My brother not eat meat.", "My brother doesn't eat meat."),
            ("We not have time for it.", "We don't have time for it."),
            ("She not paid the bill.", "She didn't pay the bill."),
            ("They not came to the meeting.", "They didn't come to the meeting."),
            ("He jumps not very high.", "He doesn't jump very high."),
        ),
        fine=(
            "I suggest that he not go.",
            "May I not go?",
            "I am not going.",
            "She looks not too happy.",
            "I not only sing but dance.",
            "Why would he not come?",
            "It is vital that she not leave.",
        ),
        confidence=0.92,
    ),
    Rule(
        id="no-verb",
        category="verb-form",
        needs=frozenset(["no"]),
        reason=Reason(
            "A verb is made negative with don't or doesn't, not with no: {replacement}.",
            "Kata kerja dijadikan negatif dengan don't atau doesn't, bukan no: {replacement}.",
        ),
        find=_no,
        examples=(
            ("I no have money.", "I don't have money."),
            ("She no like fish.", "She doesn't like fish."),
            ("I no understand this lesson.", "I don't understand this lesson."),
            ("My father no like spicy food.", "My father doesn't like spicy food."),
            ("The bus no come yet.", "The bus hasn't come yet."),
        ),
        fine=(
            "I have no money.",
            "He said no.",
            "I no longer have it.",
            "If you say so, no.",
            "My brother has no car.",
        ),
        confidence=0.94,
    ),
    Rule(
        id="do-base",
        category="verb-form",
        needs=NEGATIVE_DO | {"do", "does", "did"},
        reason=Reason(
            "Do, does and did already show person and time; the verb after them is plain: {replacement}.",
            "Do, does, dan did sudah menunjukkan orang dan waktu; kata kerja setelahnya polos: {replacement}.",
        ),
        find=_base_after_do,
        examples=(
            ("I did not went to school.", "I did not go to school."),
            ("She doesn't likes fish.", "She doesn't like fish."),
            ("They don't went to the party.", "They didn't go to the party."),
            ("My friends didn't brought anything.", "My friends didn't bring anything."),
            ("He doesn't has a car.", "He doesn't have a car."),
        ),
        fine=("I did not go.", "He doesn't miss her.", "I didn't used to like it.", "What I didn't say is this."),
        confidence=0.95,
    ),
    Rule(
        id="not-twice",
        category="verb-form",
        needs=NEGATIVE_DO,
        reason=Reason("One not is enough.", "Cukup satu not."),
        find=either(_twice, _nobody),
        examples=(
            ("She didn't not call me.", "She didn't call me."),
            ("I don't not like it.", "I don't like it."),
            ("He doesn't not work here.", "He doesn't work here."),
            ("Nobody didn't tell me.", "Nobody told me."),
        ),
        fine=("She did not call me.", "I don't know, not really.", "He doesn't, not today."),
    ),
)
