"""Rules of direct questions: the helper before the subject, do and did where there is none, the plain verb after them."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import ing
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.times import kinds
from tutorfleet.language.rules.units import View, base_of, is_base, is_noun, is_past, listed, view, words_of
from tutorfleet.language.rules.verb_groups import (
    BE,
    HAVE,
    MODALS,
    PREPOSITIONS,
    PRONOUNS,
    Clause,
    subject_at,
    verbs_at,
)
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import possible

WH = words_of("questions.wh")
MEASURES = words_of("questions.measures")
_ASKING_HELPERS = (BE | HAVE | MODALS | {"am", "are"}) - {"'d", "be", "been", "being"}
_LONE = frozenset(["have", "has", "had", "do", "does", "did"])
_TWO_VERBS = words_of("questions.two_verbs")


def _asking(seen: View) -> Iterator[tuple[int, Clause]]:
    """The place of each question word that opens a question, and the clause after it: "What kind of music | you like?"."""
    if not seen.is_question():
        return
    for wh in _opening(seen):
        clause = _asked_clause(seen, wh)
        if clause is not None:
            yield wh, clause


def _opening(seen: View) -> Iterator[int]:
    """The question words at the start, after "so" or "Excuse me," there, and after "and" in a question of its own."""
    start = 1 if seen.word(0) in {"so", "and", "but", "then", "or", "well", "ok", "okay", "hey", "hi"} else 0
    start += seen.word(start) == ","
    if seen.word(start) not in WH:
        comma = next((i for i in range(1, 5) if seen.word(i) == ","), 0)
        greeting = comma and not any(seen.can(i, "third", "past", "be", "subj", "sub") for i in range(comma))
        start = comma + 1 if greeting else start
    if seen.word(start) not in WH:
        return
    yield start
    yield from (
        i for i in range(start + 3, len(seen.units)) if seen.word(i) in WH and seen.word(i - 1) in {"and", "or"}
    )


def _asked_clause(seen: View, wh: int) -> Clause | None:
    if seen.word(wh + 1) in {"if", "about", "come"}:
        return None
    for at in _starts(seen, wh):
        subject = subject_at(seen, at)
        if subject is not None:
            helpers, main = verbs_at(seen, subject.end)
            main = _full_verb(seen, subject.end) if main < 0 and not helpers else main
            end = subject.end
            if not helpers and main < 0 and _ends_in_verb(seen, wh, at, end):
                many = seen.can(end - 2, "nouns") and not seen.can(end - 2, "noun", "mass", "name")
                return Clause(at, end - 1, "they" if many else "it", (), end - 1)
            if helpers or main >= 0:
                return Clause(at, end, subject.who, helpers, main)
    return None


def _ends_in_verb(seen: View, wh: int, start: int, end: int) -> bool:
    """Whether a verb was taken for the last noun of the phrase: "What time the shop close?", not "Where the bus stop?"."""
    sure = seen.word(wh) in {"when", "why"} or seen.word(wh + 1) == "time" or seen.word(end - 1) in _BEGIN_ONLY
    alone = seen.is_end(end) or not is_noun(seen.word(end))
    return sure and alone and end - start > 1 and is_noun(seen.word(end - 2)) and seen.word(end - 1) in BEGIN


BEGIN = listed("clause_words", "begin")
_BEGIN_ONLY = frozenset({"cost", "work", "mean", "taste", "smell"})


def _starts(seen: View, wh: int) -> Iterator[int]:
    """Where the subject may begin: after what, what time, how many brothers, what kind of music, which book."""
    word, first = seen.word(wh), wh + 1
    what = word in {"what", "which"}
    if (
        seen.word(first) in PRONOUNS
        or not (what or seen.word(first) in MEASURES)
        or (what and seen.word(first) in MINE)
    ):
        yield first
        return
    end = next((i for i in range(first, wh + 7) if seen.word(i) in PRONOUNS.keys() | MINE or seen.is_end(i)), wh + 7)
    if (
        seen.word(end) in PRONOUNS.keys() | MINE | {"this", "that"}
        and not any(seen.word(i) in _TWO_VERBS for i in range(first, end))
        and not any(seen.can(i, "past", "third") and not is_noun(seen.word(i)) for i in range(first + 1, end))
        and not (what and seen.can(first, "past", "third"))
        and seen.word(end - 1) not in PREPOSITIONS
    ):
        yield end


MINE = frozenset({"my", "your", "his", "her", "our", "their", "the", "this", "that"})


def _full_verb(seen: View, index: int) -> int:
    return index if base_of(seen.word(index)) and "adj" not in possible(seen.word(index)) else -1


def _one_verb(seen: View, wh: int, clause: Clause) -> bool:
    """Whether no other finite verb follows ("What you need is love?", "When you go, will you call?")."""
    last = max(clause.main, *clause.helpers, 0) if clause.helpers else clause.main
    for i in range(last + 1, len(seen.units)):
        word, after = seen.word(i), seen.word(i + 1)
        if word in _TWO_VERBS - {"have", "do"}:
            return False
        if word == ",":
            plain = seen.word(wh) in {"where", "why", "how"} and after not in _TWO_VERBS | WH | PRONOUNS.keys()
            return plain or after in {"and", "or", "but", "because"}
        if word in _NEXT_CLAUSE:
            return True
    return True


_NEXT_CLAUSE = listed("clause_words", "next_clause")


def _swap(sentence: Sentence) -> Iterator[Fix]:
    """Why she is crying? How long you have lived here? Why your brother is angry?"""
    seen = view(sentence)
    for wh, clause in _asking(seen):
        helper = seen.word(clause.first) if clause.helpers else ""
        alone = helper in HAVE and len(clause.helpers) == 1
        lone_have = alone and (clause.main < 0 or not base_of(seen.word(clause.main), "done"))
        asks = helper in _ASKING_HELPERS or helper in {"don't", "doesn't", "didn't"}
        if (
            asks
            and not lone_have
            and _one_verb(seen, wh, clause)
            and (
                seen.word(wh) not in {"who", "whom"}
                or (seen.word(clause.main + 1) in PREPOSITIONS | {"to"} and seen.is_end(clause.main + 2))
            )
        ):
            subject = " ".join(_as_written(seen, i) for i in range(clause.start, clause.end))
            helper = "is" if helper == "'s" else helper
            between = [seen.word(i) for i in range(clause.end, clause.first)]
            yield _put(seen, clause, " ".join([helper, subject, *between]))


def _put(seen: View, clause: Clause, words: str) -> Fix:
    """The words in place of the clause; a name keeps its capital letter to itself."""
    if seen.text(clause.start)[:1].isupper() and seen.word(clause.start) != "i":
        return seen.fix(clause.start - 1, clause.first, f"{seen.text(clause.start - 1)} {words}")
    return seen.fix(clause.start, clause.first, words)


def _as_written(seen: View, i: int) -> str:
    """A contraction's first half as it stands: you of "you're"."""
    word = seen.word(i)
    return "I" if word == "i" else word if "'" in seen.text(i) and not word.endswith("'s") else seen.text(i)


def _do(sentence: Sentence) -> Iterator[Fix]:
    """Where you live? What time the shop closes? Which book she bought?"""
    seen = view(sentence)
    for wh, clause in _asking(seen):
        word = seen.word(clause.first)
        have = clause.helpers and word in _LONE and (clause.main < 0 or word in {"do", "does"})
        lone = have and len(clause.helpers) == 1
        if (
            (clause.helpers and not lone)
            or not _one_verb(seen, wh, clause)
            or (seen.word(wh) == "who" and clause.start == wh + 1 and clause.main < 0)
        ):
            continue
        base = {"has": "have", "had": "have", "does": "do", "did": "do"}.get(word, word) if lone else base_of(word)
        if (
            not base
            or seen.can(clause.first, "ing")
            or (
                clause.end == clause.start + 1
                and seen.word(clause.start) in {"this", "that"}
                and is_noun(seen.word(clause.first))
            )
        ):
            continue
        then = word in {"had", "did"} or (is_past(word) and not is_base(word)) or "past" in kinds(sentence)
        do = "did" if then or _once(seen, wh, clause, base) else "does" if clause.third else "do"
        subject = " ".join(seen.text(i) for i in range(clause.start, clause.end))
        adverbs = [seen.word(i) for i in range(clause.end, clause.first)]
        if base in _GOING_ON and seen.word(wh) == "why" and seen.is_end(clause.first + 1) and not adverbs:
            be = "am" if clause.who == "i" else "is" if clause.third else "are"
            yield _put(seen, clause, " ".join([be, subject, ing(base)]))
            continue
        if adverbs[:1] == ["not"]:
            do, adverbs = f"{do}n't", adverbs[1:]
        yield _put(seen, clause, " ".join([do, subject, *adverbs, base]))


_GOING_ON = frozenset({"cry", "laugh", "shout", "scream", "smile"})


def _once(seen: View, wh: int, clause: Clause, base: str) -> bool:
    """Whether it can only have been once: "Where you buy this jacket?"."""
    thing = seen.word(clause.first + 1) in {"this", "that", "these", "those", "it", "your"}
    return base in {"buy", "get", "find", "lose"} and thing and seen.word(wh) in {"where", "when", "how"}


RULES = (
    Rule(
        id="question-order",
        category="word-order",
        needs=WH,
        reason=Reason(
            "In a question the helping verb stands before the subject: {replacement}.",
            "Dalam pertanyaan kata kerja bantu berada di depan subjek: {replacement}.",
        ),
        find=_swap,
        examples=(
            ("How I can learn English?", "How can I learn English?"),
            ("Why she is crying?", "Why is she crying?"),
            ("Where you are going?", "Where are you going?"),
            ("Why your brother is angry?", "Why is your brother angry?"),
            ("How long you have lived here?", "How long have you lived here?"),
            ("Why you didn't come to class?", "Why didn't you come to class?"),
            ("How we can pay if the machine is broken?", "How can we pay if the machine is broken?"),
            ("What is your name and where you are from?", "What is your name and where are you from?"),
        ),
        fine=(
            "How can I learn English?",
            "What I can do is help?",
            "I know how I can help.",
            "What you are saying is true?",
            "What happened?",
            "Which bus goes there?",
        ),
        confidence=0.93,
    ),
    Rule(
        id="question-do",
        category="word-order",
        needs=WH,
        reason=Reason(
            "A question needs do, does or did before the subject: {replacement}.",
            "Pertanyaan memerlukan do, does, atau did di depan subjek: {replacement}.",
        ),
        find=_do,
        examples=(
            ("Excuse me, what time the bus leaves?", "Excuse me, what time does the bus leave?"),
            ("When the show start?", "When does the show start?"),
            ("Why Budi not answer me?", "Why doesn't Budi answer me?"),
            ("Where you live?", "Where do you live?"),
            ("What he wants?", "What does he want?"),
            ("What your sister does?", "What does your sister do?"),
            ("What time the shop closes?", "What time does the shop close?"),
            ("How many siblings you have?", "How many siblings do you have?"),
            ("Which book she bought?", "Which book did she buy?"),
        ),
        fine=(
            "Where do you live?",
            "What you need is love?",
            "When you go there, will you call me?",
            "Where the bus stop?",
            "Who are you?",
            "How many people live here?",
            "What makes you happy?",
            "How much money did you spend?",
        ),
        confidence=0.9,
    ),
)
