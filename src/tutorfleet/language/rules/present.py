"""Rules of the two presents: verbs that take no -ing, -ing for what happens now, the simple form for habits."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import ing, participle, third
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.times import times
from tutorfleet.language.rules.units import View, base_of, is_noun, is_past, listed, view, words_of
from tutorfleet.language.rules.verb_groups import Clause, clauses
from tutorfleet.language.tokens import Sentence

_BE = frozenset(["am", "is", "are", "isn't", "aren't", "'s"])
_EATEN = words_of("present.eaten")
_PROGRESSIVE = words_of("present.progressive")  # fmt: skip
_OWNED = words_of("present.owned")


def _stative(sentence: Sentence) -> Iterator[Fix]:
    seen = view(sentence)
    for clause in clauses(sentence):
        base = base_of(seen.word(clause.main), "ing") if clause.main >= 0 and seen.can(clause.main, "ing") else ""
        helpers = [seen.word(k) for k in clause.helpers]
        if base in {"know", "own", "belong"} and helpers in (["have", "been"], ["has", "been"]):
            yield seen.fix(clause.helpers[1], clause.main, participle(base))
            continue
        if not base or len(clause.helpers) + (clause.asked >= 0) != 1 or not _is_state(seen, clause, base):
            continue
        helper = seen.word(clause.asked if clause.asked >= 0 else clause.first)
        if helper in _BE | {"am"} and clause.asked >= 0:
            words = [seen.text(i) for i in range(clause.start, clause.end)]
            yield seen.fix(clause.asked, clause.main, " ".join(["does" if clause.third else "do", *words, base]))
        elif helper in _BE and seen.word(clause.main - 1) not in {"always", "constantly"}:
            yield seen.fix(clause.first, clause.main, _simple(seen, clause, base))


def _is_state(seen: View, clause: Clause, base: str) -> bool:
    following = seen.word(clause.main + 1)
    if base in {"smell", "taste"}:
        return following in _EATEN and clause.who in {"it", "they"}
    if base == "have":
        owned = [i for i in range(clause.main + 1, clause.main + 5) if seen.word(i) in _OWNED]
        return bool(owned) and (seen.is_end(owned[0] + 1) or seen.word(owned[0] + 1) in {"and", "named", "called"})
    negative = "n't" in seen.word(clause.first) or seen.word(clause.first + 1) == "not"
    liked = (
        base in {"like", "love", "hate"}
        and (negative or clause.asked >= 0)
        and following in {"this", "that", "the", "my", "your"}
    )
    liked = liked or base == "hate"
    return (base in listed("verb_lists", "stative") - _PROGRESSIVE or liked) and (
        following != "to" or base in {"belong", "want", "need"}
    )


def _simple(seen: View, clause: Clause, base: str) -> str:
    first = seen.word(clause.first)
    negative = "n't" in first or any(seen.word(i) == "not" for i in range(clause.first, clause.main))
    adverbs = [seen.word(i) for i in range(clause.first + 1, clause.main) if seen.word(i) != "not"]
    if negative:
        return " ".join(["doesn't" if clause.third else "don't", *adverbs, base])
    return " ".join([*adverbs, third(base) if clause.third else base])


def _habit(sentence: Sentence) -> Iterator[Fix]:
    """I am studying every day: only with every morning, twice a week or usually, and nothing that makes it temporary."""
    seen, known = view(sentence), clauses(sentence)
    temporary = words_of("present.temporary")
    if len(known) != 1 or seen.is_question() or temporary & sentence.words:
        return
    clause = known[0]
    base = base_of(seen.word(clause.main), "ing") if clause.main >= 0 and seen.can(clause.main, "ing") else ""
    every = [time for time in times(sentence) if time.kind == "habit"]
    usually = {"usually", "often", "rarely", "seldom", "sometimes"} & {
        seen.word(i) for i in range(clause.end, max(clause.main, 0))
    }
    if base and len(clause.helpers) == 1 and seen.word(clause.first) in {"am", "is", "are"} and (every or usually):
        changing = base in {"go", "become", "grow", "plan", "use", "try"} or (
            base == "get" and seen.word(clause.main + 1) != "up"
        )
        if not changing:
            yield seen.fix(clause.first, clause.main, _simple(seen, clause, base))


def _now(sentence: Sentence) -> Iterator[Fix]:
    """She talks on the phone at the moment; look, the cat sleeps."""
    seen, known = view(sentence), clauses(sentence)
    strong = [
        t for t in times(sentence) if t.kind == "now" and (t.end - t.start > 1 or seen.word(t.start) == "currently")
    ]
    looks = _is_look(seen)
    if seen.is_question() or not known or not (strong or looks or _asks_for_quiet(seen)):
        return
    clause = known[-1]
    base = base_of(seen.word(clause.main), "base", "third") if clause.main >= 0 else ""
    if clause.helpers or not base or base not in _ACTIONS or clause.asked >= 0 or is_past(seen.word(clause.main)):
        return
    be = "am" if clause.who == "i" else "is" if clause.third else "are"
    if not (is_noun(seen.word(clause.main)) and seen.is_end(clause.main + 1) and clause.who == "they"):
        yield seen.fix(clause.main, clause.main, f"{be} {ing(base)}")


_ACTIONS = words_of("present.actions") - {"do", "make", "take", "come"}


def _is_look(seen: View) -> bool:
    return seen.word(0) in {"look", "listen"} and seen.word(1) in {"!", ","}


def _asks_for_quiet(seen: View) -> bool:
    """Be quiet, the baby sleeps now."""
    words = seen.sentence.words
    return "now" in words and "quiet" in words and "baby" in words


RULES = (
    Rule(
        id="stative-ing",
        category="verb-form",
        reason=Reason(
            "Verbs such as know, want, need, belong take no -ing: {replacement}.",
            "Kata kerja seperti know, want, need, belong tidak memakai -ing: {replacement}.",
        ),
        find=_stative,
        examples=(
            ("I am knowing him.", "I know him."),
            ("She is wanting a new dress.", "She wants a new dress."),
            ("This bag is belonging to my aunt.", "This bag belongs to my aunt."),
            ("The soup is smelling delicious.", "The soup smells delicious."),
            ("Are you understanding me?", "Do you understand me?"),
            ("We have been knowing each other for years.", "We have known each other for years."),
            ("She is having two brothers.", "She has two brothers."),
        ),
        fine=(
            "She is having a baby.",
            "I am having lunch.",
            "Knowing him is a joy.",
            "We are having friends over.",
            "I'm loving it.",
            "He is tasting the soup.",
            "She has been wanting to go.",
        ),
        confidence=0.9,
    ),
    Rule(
        id="habit-present",
        category="tense",
        needs=frozenset(
            ["every", "each", "everyday", "once", "twice", "times", "usually", "often", "rarely", "seldom", "sometimes"]
        ),
        reason=Reason(
            "A habit (every day, usually) takes the simple present: {replacement}.",
            "Kebiasaan (every day, usually) memakai simple present: {replacement}.",
        ),
        find=_habit,
        examples=(
            ("My father is reading the newspaper every morning.", "My father reads the newspaper every morning."),
            ("She usually is getting up at six.", "She usually gets up at six."),
            ("He is playing tennis twice a week.", "He plays tennis twice a week."),
        ),
        fine=(
            "She is taking a course every Tuesday this month.",
            "My brother is always losing his keys.",
            "My English is getting better every day.",
            "He reads every morning.",
        ),
        confidence=0.78,
    ),
    Rule(
        id="now-progressive",
        category="tense",
        reason=Reason(
            "What happens right now takes be and -ing: {replacement}.",
            "Yang terjadi sekarang memakai be dan -ing: {replacement}.",
        ),
        find=_now,
        examples=(
            ("She talks on the phone at the moment.", "She is talking on the phone at the moment."),
            ("I study for the exam right now.", "I am studying for the exam right now."),
            ("Look, the cat sleeps on your bed.", "Look, the cat is sleeping on your bed."),
        ),
        fine=(
            "I have no time right now.",
            "At the moment I work in a bank and like it.",
            "He works now.",
            "I understand it now.",
        ),
        confidence=0.8,
    ),
)
