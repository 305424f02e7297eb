"""Rules of the verb in a question: plain after do, does and did; no do with be and can; none with who and what as subject."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import past
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.negation import FEELINGS
from tutorfleet.language.rules.questions import MEASURES, WH
from tutorfleet.language.rules.times import kinds
from tutorfleet.language.rules.units import View, base_of, is_base, is_noun, view
from tutorfleet.language.rules.verb_groups import (
    HAVE,
    Clause,
    clauses,
)
from tutorfleet.language.tokens import Sentence


def _plain(sentence: Sentence) -> Iterator[Fix]:
    """Did you went, does she has, do he play: the verb after do, does, did; does he is hungry is another rule."""
    seen = view(sentence)
    for clause in clauses(sentence):
        helper = seen.word(clause.asked) if clause.asked >= 0 else ""
        if helper not in {"do", "does", "did", "don't", "doesn't", "didn't"} or not _opens(seen, clause.asked):
            continue
        right = "does" if clause.third else "do"
        if (
            helper in {"do", "does", "don't", "doesn't"}
            and helper.removesuffix("n't") != right
            and _asks_itself(seen, clause)
        ):
            yield seen.fix(clause.asked, clause.asked, right + helper.removeprefix("does").removeprefix("do"))
        at = clause.first if clause.helpers else clause.main
        word = seen.word(at) if at >= 0 else ""
        if word in FEELINGS | {"guys", "folks"}:
            continue
        base = "have" if word in {"has", "had"} else base_of(word, "third", "past") if at == clause.main else ""
        if base and not is_base(word) and not (is_noun(word) and seen.is_end(at)) and base != "be":
            yield seen.fix(at, at, base)


def _asks_itself(seen: View, clause: Clause) -> bool:
    """Whether do is the helper of this clause: at the start or after a question word, with a full verb."""
    verb = clause.main >= 0 or (clause.helpers and seen.word(clause.first) in HAVE)
    return bool(verb and seen.is_question()) and "or" not in {seen.word(i) for i in range(clause.start, clause.end)}


def _opens(seen: View, helper: int) -> bool:
    """At the start, after a mark, after what, what time, how many books: not "used to do some work"."""
    before = seen.word(helper - 1)
    opening = (
        helper == 0
        or before in WH
        or not before[:1].isalpha()
        or before in {"and", "but", "so", "or", "because", "then"}
    )
    return opening or (
        (is_noun(before) or before in MEASURES) and any(seen.word(i) in WH for i in range(max(0, helper - 5), helper))
    )


def _do_be(sentence: Sentence) -> Iterator[Fix]:
    """Do you are hungry? Did he is angry? Do you can help me? What does he doing?"""
    seen = view(sentence)
    for clause in clauses(sentence):
        helper = seen.word(clause.asked) if clause.asked >= 0 else ""
        if helper not in {"do", "does", "did"} or not seen.is_question():
            continue
        subject = " ".join(seen.text(i) for i in range(clause.start, clause.end))
        subject = "I" if subject == "i" else subject
        second = seen.word(clause.helpers[0]) if clause.helpers else ""
        if seen.word(clause.end) in FEELINGS | {"free"} and not clause.helpers:
            yield seen.fix(clause.asked, clause.end - 1, f"{_be(clause, helper == 'did')} {subject}")
            continue
        if second in {"am", "is", "are", "was", "were"} and clause.helpers[0] == clause.end:
            yield seen.fix(
                clause.asked, clause.end, f"{_be(clause, helper == 'did' or second in {'was', 'were'})} {subject}"
            )
        elif second in {"can", "could", "will", "must", "should", "would"} and clause.helpers[0] == clause.end:
            yield seen.fix(clause.asked, clause.end, f"{second} {subject}")
        elif (
            not clause.helpers
            and clause.main == clause.end
            and seen.can(clause.main, "ing")
            and not is_noun(seen.word(clause.main))
            and "habit" in kinds(sentence)
        ):
            yield seen.fix(clause.main, clause.main, base_of(seen.word(clause.main), "ing"))
        elif (
            not clause.helpers
            and clause.main == clause.end
            and seen.can(clause.main, "ing")
            and not is_noun(seen.word(clause.main))
        ):
            yield seen.fix(clause.asked, clause.asked, _be(clause, helper == "did"))


def _be(clause: Clause, then: bool) -> str:
    if then:
        return "was" if clause.who in {"i", "he", "it"} else "were"
    return "am" if clause.who == "i" else "is" if clause.third else "are"


def _subject_question(sentence: Sentence) -> Iterator[Fix]:
    """What did happen to you? Who did break the glass?"""
    seen = view(sentence)
    if seen.word(0) in {"who", "what"} and seen.word(1) == "did" and seen.is_question():
        word = seen.word(2)
        if (
            (seen.word(0) == "what" and word in {"happen", "happened"})
            or (seen.word(0) == "who" and is_base(word) and not is_noun(word))
            or (
                seen.word(0) == "who"
                and is_base(word)
                and seen.word(3) in {"the", "my", "your", "this", "it", "a", "his", "her"}
            )
        ):
            yield seen.fix(1, 2, _past_of(word))
    if seen.word(0) == "what" and seen.word(1) == "happen" and seen.is_question():
        yield seen.fix(1, 1, "happens" if seen.word(2) in {"if", "when"} else "happened")


def _past_of(word: str) -> str:
    return past(base_of(word, "base") or base_of(word))


RULES = (
    Rule(
        id="question-plain-verb",
        category="verb-form",
        needs=frozenset(["do", "does", "did", "don't", "doesn't", "didn't"]),
        reason=Reason(
            "Does goes with he, she, it; the verb after do, does, did is plain: {replacement}.",
            "Does untuk he, she, it; kata kerja setelah do, does, did polos: {replacement}.",
        ),
        find=_plain,
        examples=(
            ("Did you went to the concert?", "Did you go to the concert?"),
            ("Does she has a boyfriend?", "Does she have a boyfriend?"),
            ("Do he play the guitar?", "Does he play the guitar?"),
            ("Does your parents live here?", "Do your parents live here?"),
            ("Where did you bought it?", "Where did you buy it?"),
            ("Did your brother told you?", "Did your brother tell you?"),
        ),
        fine=(
            "Did you put it there?",
            "What he did surprised me.",
            "What does he do?",
            "Does Ani or Budi live here?",
            "So do my friends.",
            "Do your best.",
        ),
        confidence=0.95,
    ),
    Rule(
        id="do-be",
        category="verb-form",
        needs=frozenset(["do", "does", "did"]),
        reason=Reason(
            "A question with be, can, will or -ing needs no do: {replacement}.",
            "Pertanyaan dengan be, can, will, atau -ing tidak memerlukan do: {replacement}.",
        ),
        find=_do_be,
        examples=(
            ("Do you can help me?", "Can you help me?"),
            ("What do I must do?", "What must I do?"),
            ("Do you are hungry?", "Are you hungry?"),
            ("Did he is angry?", "Was he angry?"),
            ("What does he doing?", "What is he doing?"),
            ("What do you doing on weekends?", "What do you do on weekends?"),
            ("Do you interested in football?", "Are you interested in football?"),
        ),
        fine=("Can you help me?", "Do you think I can?", "What I do can help.", "Do you like swimming?"),
        confidence=0.95,
    ),
    Rule(
        id="who-did",
        category="verb-form",
        needs=frozenset(["did", "happen"]),
        reason=Reason(
            "When who or what is the subject, there is no did: {replacement}.",
            "Kalau who atau what menjadi subjek, tidak ada did: {replacement}.",
        ),
        find=_subject_question,
        examples=(
            ("What did happen to you?", "What happened to you?"),
            ("Who did break the glass?", "Who broke the glass?"),
            ("Who did tell you?", "Who told you?"),
            ("What happen to your hand?", "What happened to your hand?"),
        ),
        fine=("What did he do?", "Who did you see?", "Who did it?", "What did work cost?"),
        confidence=0.92,
    ),
)
