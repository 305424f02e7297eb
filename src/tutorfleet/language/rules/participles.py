"""Rules of the third form: after have and has, after modals with have, and in the passive."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import participle, past
from tutorfleet.language.rule import Fix, Rule, either
from tutorfleet.language.rules.units import View, base_of, is_base, is_noun, is_past, listed, view, words_of
from tutorfleet.language.rules.verb_groups import BE, HAVE, MODALS, Clause, clauses
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import possible

_WITHOUT_OBJECT = listed("verb_lists", "intransitive")
# After these a form of have is the full verb ("had breakfast", "have work to do").
_NOUNS_AFTER_HAVE = words_of("participles.nouns_after_have")


def _have(sentence: Sentence) -> Iterator[Fix]:
    """Have went, has break, had forgot, should have knew, have you ever see."""
    seen = view(sentence)
    for clause in clauses(sentence):
        helper = clause.helpers[-1] if clause.helpers else clause.asked
        have = seen.word(helper) in HAVE - {"'d"} or (seen.word(helper) == "'s" and seen.word(helper + 1) == "never")
        if (
            clause.main < 0
            or not have
            or (clause.asked >= 0 and not clause.helpers and seen.word(clause.asked) == "had")
        ):
            continue
        new = _third_form(seen, clause, helper)
        if new:
            yield seen.fix(clause.main, clause.main, new)


def _third_form(seen: View, clause: Clause, helper: int) -> str:
    word = seen.word(clause.main)
    tags, base = possible(word), base_of(word, "past", "base", "third")
    if base and word == past(base) != participle(base) and "base" not in tags:
        return participle(base)  # also where a dictionary lets "have ran" pass
    if not base or (word == base and past(base) == base) or (base_of(word, "done") and "done" in tags) or "ing" in tags:
        return ""
    if is_past(word) and "base" not in tags:
        return "" if "adj" in tags and base == "find" else participle(base)
    sure = _is_sure(seen, clause, helper) or (not is_noun(word) and "adj" not in tags)
    if (is_past(word) and sure and not is_noun(word)) or (word == "saw" and _is_sure(seen, clause, helper)):
        return participle(base_of(word, "past"))
    if (
        not is_base(word)
        or not sure
        or (seen.word(helper) in {"have", "has", "had"} and seen.word(clause.main - 1) in {"no", "to"})
    ):
        return ""
    went = base == "go" and "ever" in seen.sentence.words
    return "been" if went or base == "be" else participle(base)


def _is_sure(seen: View, clause: Clause, helper: int) -> bool:
    """Whether a word that may be a noun is the verb: an adverb or not before it, a modal, a question, an object after it."""
    between = {seen.word(i) for i in range(helper + 1, clause.main)}
    if between & {"already", "never", "just", "ever", "not", "recently", "finally"} or "n't" in seen.word(helper):
        return True
    if seen.word(clause.first) in MODALS and len(clause.helpers) > 1:
        return seen.word(clause.main) not in _NOUNS_AFTER_HAVE or seen.word(clause.main + 1) in _OBJECT
    return seen.word(clause.main + 1) in _OBJECT


_OBJECT = words_of("participles.object")


def _passive(sentence: Sentence) -> Iterator[Fix]:
    """Was broke by, is make of, was build in 1920, has been clean by, should be finish."""
    seen = view(sentence)
    for clause in clauses(sentence):
        if not clause.helpers or seen.word(clause.helpers[-1]) not in BE or clause.asked >= 0:
            continue
        at = clause.helpers[-1] + 1
        while seen.word(at) in words_of("participles.passed_over"):
            at += 1
        base = base_of(seen.word(at), "past", "base")
        if base and base not in _WITHOUT_OBJECT and _is_passive(seen, clause, at) and participle(base) != seen.word(at):
            yield seen.fix(at, at, participle(base))


def _got(sentence: Sentence) -> Iterator[Fix]:
    """I got bite by a mosquito -> bitten."""
    seen = view(sentence)
    for i in range(2, len(seen.units) - 1):
        base = base_of(seen.word(i - 1), "base", "past")
        got = seen.word(i) == "by" and seen.word(i - 2) in {"got", "get", "gets"}
        if got and base and base not in _WITHOUT_OBJECT | {"stand"} and participle(base) != seen.word(i - 1):
            yield seen.fix(i - 1, i - 1, participle(base))


def _is_passive(seen: View, clause: Clause, at: int) -> bool:
    word, following = seen.word(at), seen.word(at + 1)
    tags = possible(word)
    if "done" in tags or "ing" in tags or seen.is_name(at) or word in {"be", "been", "have"}:
        return False
    if seen.word(clause.helpers[-1]) == "being" and is_base(word) and "adj" not in tags:
        return True
    if following == "by" and seen.word(at + 2) not in {"now", "then"}:
        return is_base(word) or is_past(word)
    thing = clause.who in {"it", "they"} and seen.word(clause.end - 1) not in listed("verb_patterns", "persons")
    if is_past(word) and "base" not in tags and "adj" not in tags:
        return thing or word == "spoke"
    if not thing or "adj" in tags or not is_base(word) or seen.word(clause.start) in {"what", "all", "this", "that"}:
        return False
    after = words_of("participles.after_passive") | {"this", "every", "today"}
    made = (word, following) in _MADE or (following in after and not is_noun(word))
    modal = seen.word(clause.first) in MODALS and not is_noun(word)
    return (made and seen.word(clause.end - 1) not in _JOBS) or (
        modal and word not in {"become", "come", "happen", "go", "depend"}
    )


_JOBS = words_of("participles.jobs")
_MADE = frozenset(
    (verb, preposition)
    for verb in ("make", "build", "write", "speak", "know", "hold", "call", "use", "eat", "sell", "produce", "grow")
    for preposition in ("of", "from", "in", "with", "as", "all", "for", "everywhere", "by")
)

RULES = (
    Rule(
        id="have-done",
        category="verb-form",
        needs=HAVE | {"'ve", "i've", "you've", "we've", "they've"},
        reason=Reason(
            "After have, has and had comes the third form: {replacement}.",
            "Setelah have, has, dan had dipakai bentuk ketiga: {replacement}.",
        ),
        tip=Reason("go, went, gone: after have take the third one.", "go, went, gone: setelah have ambil yang ketiga."),
        find=_have,
        examples=(
            ("I have finish my homework.", "I have finished my homework."),
            ("I have went to Bali.", "I have gone to Bali."),
            ("I have never see snow.", "I have never seen snow."),
            ("My team has win the match.", "My team has won the match."),
            ("Have you ever go to Bali?", "Have you ever been to Bali?"),
            ("You could have tell me.", "You could have told me."),
        ),
        fine=(
            "I have work to do.",
            "He has to go.",
            "They have plans.",
            "We have found it.",
            "I have never put it there.",
            "She has come.",
            "Let's have a go.",
            "Had I known, I would have come.",
            "They have a saw.",
        ),
        confidence=0.92,
    ),
    Rule(
        id="passive-participle",
        category="verb-form",
        needs=BE | {"got", "get", "gets"},
        reason=Reason(
            "What is done to something is told with be and the third form: {replacement}.",
            "Kalimat pasif memakai be dan bentuk ketiga: {replacement}.",
        ),
        find=either(_passive, _got),
        examples=(
            ("The thief was catch by the police.", "The thief was caught by the police."),
            ("The house was build in 1990.", "The house was built in 1990."),
            ("My bag is make of leather.", "My bag is made of leather."),
            ("The letter was wrote by my grandfather.", "The letter was written by my grandfather."),
            ("The phone was stole from my bag.", "The phone was stolen from my bag."),
            ("I got bite by a mosquito.", "I got bitten by a mosquito."),
            ("The room has been clean by the maid.", "The room has been cleaned by the maid."),
        ),
        fine=(
            "All he did was build a house.",
            "The cake was made by my mother.",
            "The ball was hit by him.",
            "What the man did was break the law.",
            "The river is clean by now.",
            "My dream is to travel to Japan.",
        ),
        confidence=0.95,
    ),
)
