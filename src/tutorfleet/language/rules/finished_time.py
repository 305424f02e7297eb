"""Rules of a time that is over (yesterday, in 2010, when I was a child): no have with it, and did in its questions."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import past
from tutorfleet.language.rule import Fix, Rule, either
from tutorfleet.language.rules.past_time import NOT_ADVERB, OPINION, after_object
from tutorfleet.language.rules.times import times
from tutorfleet.language.rules.units import View, base_of, is_base, is_noun, is_past, view, words_of
from tutorfleet.language.rules.verb_groups import HELPERS, Clause, clauses, later, opens
from tutorfleet.language.tokens import Sentence


def _question(sentence: Sentence) -> Iterator[Fix]:
    seen = view(sentence)
    for clause in clauses(sentence):
        helper = clause.asked
        if helper >= 0 and seen.is_question() and any(time.kind == "past" for time in later(sentence, clause)):
            base = base_of(seen.word(clause.main), "base", "third")
            if (
                seen.word(helper) in {"do", "does", "don't", "doesn't"}
                and base
                and base not in OPINION - {"like", "love", "see"}
            ):
                yield seen.fix(helper, helper, "didn't" if "n't" in seen.word(helper) else "did")
            elif (
                seen.word(helper) in {"have", "has"} and base_of(seen.word(clause.main), "done") and not clause.helpers
            ):
                subject = " ".join(seen.text(i) for i in range(clause.start, clause.end))
                yield seen.fix(helper, clause.main, f"did {subject} {base_of(seen.word(clause.main), 'done')}")
            elif (
                seen.word(helper) in {"is", "are", "am"}
                and not clause.helpers
                and (clause.main < 0 or seen.can(clause.main, "adj"))
            ):
                yield seen.fix(helper, helper, "were" if clause.who in {"you", "we", "they"} else "was")


def _who(sentence: Sentence) -> Iterator[Fix]:
    """Who win the match last night? -> won"""
    seen = view(sentence)
    base = base_of(seen.word(1), "base", "third") if seen.word(0) in {"who", "what"} and seen.is_question() else ""
    if base and seen.word(1) not in HELPERS and any(time.kind == "past" for time in times(sentence)):
        yield seen.fix(1, 1, past(base))


def _when_have(sentence: Sentence) -> Iterator[Fix]:
    """When have you arrived? -> When did you arrive?"""
    seen = view(sentence)
    for clause in clauses(sentence)[:1]:
        helper = clause.asked
        base = base_of(seen.word(clause.main), "done") if clause.main >= 0 else ""
        if helper < 1 or seen.word(helper - 1) not in {"when", "time"} or not base or clause.helpers:
            continue
        if (
            seen.word(helper) in {"have", "has"}
            and seen.is_question()
            and "ever" not in sentence.words
            and seen.can(clause.main, "done")
        ):
            subject = " ".join(seen.text(i) for i in range(clause.start, clause.end))
            yield seen.fix(helper, clause.main, f"did {subject} {base}")


def _perfect(sentence: Sentence) -> Iterator[Fix]:
    """Have + participle in a clause with a finished time."""
    seen = view(sentence)
    for clause in clauses(sentence):
        yield from _have_been(sentence, seen, clause)
        if (
            clause.asked >= 0
            or len(clause.helpers) != 1
            or seen.word(clause.first) not in {"have", "has", "haven't", "hasn't"}
        ):
            continue
        base = base_of(seen.word(clause.main), "done")
        finished = _finished(sentence, seen, clause) or _when_was(sentence, seen, clause)
        if not base or not finished or seen.word(clause.first + 1) == "not":
            continue
        adverbs = [
            seen.word(i) for i in range(clause.first + 1, clause.main) if seen.word(i) not in {"already", "just"}
        ]
        new = ["didn't", *adverbs, base] if "n't" in seen.word(clause.first) else [*adverbs, past(base)]
        yield seen.fix(clause.first, clause.main, " ".join(new))


def _have_been(sentence: Sentence, seen: View, clause: Clause) -> Iterator[Fix]:
    """I have been in Jakarta last month -> was; have been to Bali -> went."""
    at = clause.first + 1
    if (
        seen.word(clause.first) not in {"have", "has"}
        or seen.word(at) != "been"
        or seen.can(clause.main, "ing", "done")
    ):
        return
    if clause.asked >= 0 or not _finished(sentence, seen, clause):
        return
    be = "were" if clause.who in {"we", "you", "they"} else "was"
    if seen.word(at + 1) == "to":
        yield seen.fix(clause.first, at, "went")
    elif seen.word(at + 1) in {"in", "at", "on"} or seen.can(at + 1, "adj", "adv"):
        yield seen.fix(clause.first, at, be)


def _when_was(sentence: Sentence, seen: View, clause: Clause) -> bool:
    """Whether "when I was in Solo" follows the clause."""
    following = next((c for c in clauses(sentence) if c.start > clause.start), None)
    if following is None or seen.word(following.start - 1) != "when":
        return False
    return seen.word(following.first) in {"was", "were"} or is_past(seen.word(following.first))


def _finished(sentence: Sentence, seen: View, clause: Clause) -> bool:
    """Whether a past time belongs to the clause: it follows its verb with no other verb between, or opens the sentence."""
    for time in times(sentence):
        if time.kind != "past":
            continue
        if time.end == clause.start or (time.end + 1 == clause.start and seen.word(time.end) == ","):
            return opens(seen, time.start)
        if time in later(sentence, clause) and (
            seen.word(time.start - 1) not in NOT_ADVERB or after_object(seen, time)
        ):
            after = max(clause.main, *clause.helpers) + 1
            return not any(_another_verb(seen, i) for i in range(after, time.start))
    return False


def _another_verb(seen: View, i: int) -> bool:
    """Whether the time after it may belong to something else than the clause's verb."""
    if seen.word(i) == "to":
        return is_base(seen.word(i + 1))
    return (
        is_past(seen.word(i))
        or seen.can(i, "done")
        or seen.word(i) in {"who", "which", "since"}
        or (seen.word(i) == "that" and not is_noun(seen.word(i + 1)))
    )


def _forget(sentence: Sentence) -> Iterator[Fix]:
    """Sorry, I forget to bring my book: it has happened; not "I forget names" and "I never forget to"."""
    seen = view(sentence)
    if seen.is_question() or not words_of("tense.forgetful").isdisjoint(sentence.words):
        return
    for clause in clauses(sentence):
        if seen.word(clause.main) != "forget" or clause.helpers or seen.word(clause.main - 1) not in {"i", "we"}:
            continue
        if seen.word(clause.main - 2) in {"if", "when", "that", "what", "because"}:
            continue
        again = (
            seen.word(clause.main + 1) in {"my", "our"} and {"again", "so", "today", "sorry", "home"} & sentence.words
        )
        if again or (seen.word(clause.main + 1) == "to" and is_base(seen.word(clause.main + 2))):
            yield seen.fix(clause.main, clause.main, "forgot")


RULES = (
    Rule(
        id="past-question",
        category="tense",
        needs=frozenset(["who", "what", "do", "does", "don't", "doesn't", "have", "has", "is", "are"]),
        reason=Reason(
            "A question about a finished past time begins with did (or was, were): {replacement}.",
            "Pertanyaan tentang waktu lampau yang sudah selesai memakai did (atau was, were): {replacement}.",
        ),
        find=either(_question, _when_have, _who),
        examples=(
            ("Do you go to school yesterday?", "Did you go to school yesterday?"),
            ("What do you eat last night?", "What did you eat last night?"),
            ("Have you seen Rina yesterday?", "Did you see Rina yesterday?"),
            ("Are you sick last week?", "Were you sick last week?"),
            ("Who win the match last night?", "Who won the match last night?"),
            ("When have you arrived?", "When did you arrive?"),
        ),
        fine=(
            "Did you see him yesterday?",
            "Do you know what happened yesterday?",
            "Do you remember last year?",
            "Have you been busy since last week?",
            "Do you like what she said last night?",
        ),
        confidence=0.85,
    ),
    Rule(
        id="perfect-with-past-time",
        category="tense",
        needs=frozenset(["have", "has", "haven't", "hasn't", "i've", "we've", "they've", "you've"]),
        reason=Reason(
            "With a finished time such as yesterday use the simple past, not have + participle: {replacement}.",
            "Dengan waktu yang sudah selesai seperti yesterday pakai simple past, bukan have + participle: {replacement}.",
        ),
        find=_perfect,
        examples=(
            ("I have seen him yesterday.", "I saw him yesterday."),
            ("She has finished it two days ago.", "She finished it two days ago."),
            ("My parents have moved here in 1995.", "My parents moved here in 1995."),
            ("I've called her last night.", "I called her last night."),
            ("I have been in Jakarta last month.", "I was in Jakarta last month."),
            ("They have been to Bali last year.", "They went to Bali last year."),
            ("I have met her when I was in Solo.", "I met her when I was in Solo."),
        ),
        fine=(
            "I have lived here since last year.",
            "I have had it since 2010.",
            "I have read the book that you gave me yesterday.",
            "I have seen him.",
            "I have read the report you wrote last week.",
        ),
    ),
    Rule(
        id="forgot",
        category="tense",
        needs=frozenset(["forget"]),
        reason=Reason("It has happened already: {replacement}.", "Itu sudah terjadi: {replacement}."),
        find=_forget,
        examples=(
            ("Sorry, I forget to bring my book.", "Sorry, I forgot to bring my book."),
            (
                "Today is my father's birthday and I forget to buy a cake.",
                "Today is my father's birthday and I forgot to buy a cake.",
            ),
            ("I forget my password again.", "I forgot my password again."),
        ),
        fine=(
            "I forget names easily.",
            "I always forget to lock the door.",
            "If I forget to call, remind me.",
            "I hope we don't forget to eat.",
            "When I am busy, I forget to eat.",
        ),
        confidence=0.8,
    ),
)
