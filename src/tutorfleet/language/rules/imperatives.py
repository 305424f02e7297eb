"""Rules of requests and of short answers: "Please to sit", "Don't forgot", "so do my sister", "suggest that she stops"."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.units import View, base_of, is_base, is_noun, is_past, view, words_of
from tutorfleet.language.rules.verb_groups import BE, MODALS, Clause, clauses, subject_at
from tutorfleet.language.rules.verb_patterns import inflected, plain_verb
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import common

_STARTS = frozenset([".", "!", "?", ",", ";", "and", "but", "so", "please", ""])


def _please(sentence: Sentence) -> Iterator[Fix]:
    """Please to sit, please opening, don't to be, don't forgot, be don't late."""
    seen = view(sentence)
    for i in range(len(seen.units) - 1):
        word, opens = seen.word(i), seen.word(i - 1) in _STARTS
        if word == "please" and opens:
            if seen.word(i + 1) == "to" and plain_verb(seen, i + 2):
                yield seen.fix(i + 1, i + 1, "")
            elif inflected(seen, i + 1, "ing", "past", "third") and (
                not is_noun(seen.word(i + 1)) or seen.word(i + 2) in _OBJECT_AFTER
            ):
                yield seen.fix(i + 1, i + 1, inflected(seen, i + 1, "ing", "past", "third"))
        elif word in {"don't", "dont"} and opens:
            yield from _dont(seen, i)
        elif (
            word == "be"
            and opens
            and seen.word(i + 1) in {"don't", "not"}
            and "adj" in common(seen.word(i + 2))
            and i == 0
        ):
            yield seen.fix(i, i + 1, "don't be")


_OBJECT_AFTER = words_of("imperatives.object_after")


def _dont(seen: View, i: int) -> Iterator[Fix]:
    if (seen.word(i + 1) == "to" and (plain_verb(seen, i + 2) or seen.word(i + 2) == "be")) or (
        seen.word(i + 1) == "be"
        and is_base(seen.word(i + 2))
        and not is_noun(seen.word(i + 2))
        and not common(seen.word(i + 2)) & {"adj", "adv"}
    ):
        yield seen.fix(i + 1, i + 1, "")
    elif seen.word(i + 1) in _ADJECTIVES and (
        seen.is_end(i + 2) or seen.word(i + 2) in {"of", "about", "to", "with", "when", "at"}
    ):
        yield seen.insert(i + 1, "be")
    else:
        base = inflected(seen, i + 1, "ing", "past", "third")
        if base and not (is_noun(seen.word(i + 1)) and not seen.word(i + 1).endswith("ing")):
            yield seen.fix(i + 1, i + 1, base)


_ADJECTIVES = words_of("imperatives.adjectives")


def _not_first(sentence: Sentence) -> Iterator[Fix]:
    """Not touch the painting -> Don't touch."""
    seen = view(sentence)
    if seen.word(0) in {"not", "no"} and is_base(seen.word(1)) and not seen.is_question():
        strong = not is_noun(seen.word(1)) or seen.word(2) in words_of("imperatives.objects")
        if (
            strong
            and not any(seen.word(i) in BE | MODALS for i in range(2, len(seen.units)))
            and seen.word(1) not in {"like", "have"}
        ):
            yield seen.fix(0, 0, "don't")


def _so_do(sentence: Sentence) -> Iterator[Fix]:
    """I like tea, so do my sister; she is tired and so do I; I can't swim and neither do my brother."""
    seen = view(sentence)
    for i in range(2, len(seen.units) - 2):
        if seen.word(i) not in {"so", "neither"} or seen.word(i + 1) not in {
            "do",
            "does",
            "did",
            "am",
            "is",
            "are",
            "was",
            "were",
        }:
            continue
        subject = subject_at(seen, i + 2)
        clause = next((c for c in clauses(sentence) if c.end <= i and c.asked < 0), None)
        if subject is None or clause is None or not seen.is_end(subject.end):
            continue
        helper = _helper_for(seen, clause, subject.who)
        if helper and helper != seen.word(i + 1):
            yield seen.fix(i + 1, i + 1, helper)


def _helper_for(seen: View, clause: Clause, who: str) -> str:
    word = seen.word(clause.first)
    if clause.helpers:
        if word in {"am", "is", "are", "isn't", "aren't"}:
            return "am" if who == "i" else "is" if who in {"he", "it"} else "are"
        if word in {"was", "were", "wasn't", "weren't"}:
            return "was" if who in {"i", "he", "it"} else "were"
        if word in {"don't", "doesn't"}:
            return "does" if who in {"he", "it"} else "do"
        plain = {"can't": "can", "won't": "will", "didn't": "did"}.get(word, word.removesuffix("n't"))
        return plain if plain in MODALS or plain == "did" else ""
    if clause.main < 0:
        return ""
    return "did" if is_past(word) else "does" if who in {"he", "it"} else "do"


def _subjunctive(sentence: Sentence) -> Iterator[Fix]:
    """The doctor suggested that she stops eating sugar."""
    seen = view(sentence)
    for clause in clauses(sentence):
        before = clause.start - 1 - (seen.word(clause.start - 1) == "that")
        verb = base_of(seen.word(before))
        if (
            verb in {"suggest", "recommend", "demand"}
            and not clause.helpers
            and clause.third
            and clause.main == clause.end
        ):
            base = base_of(seen.word(clause.main), "third")
            if (
                base
                and seen.word(clause.start - 1) == "that"
                and seen.word(clause.main) not in {"is", "has"}
                and clause.who == "he"
            ):
                yield seen.fix(clause.main, clause.main, base)


RULES = (
    Rule(
        id="request-verb",
        category="verb-form",
        needs=frozenset(["please", "don't", "dont", "be"]),
        reason=Reason(
            "A request begins with the plain verb: please sit, don't be late.",
            "Permintaan diawali kata kerja dasar: please sit, don't be late.",
        ),
        find=_please,
        examples=(
            ("Please to sit down.", "Please sit down."),
            ("Please opening your book.", "Please open your book."),
            ("Don't to be late.", "Don't be late."),
            ("Don't forgot your umbrella.", "Don't forget your umbrella."),
            ("Don't sad.", "Don't be sad."),
            ("Be don't late.", "Don't be late."),
        ),
        fine=(
            "Please sit down.",
            "Please note the address.",
            "Don't forget it.",
            "Please, parking is over there.",
            "I don't, to be honest.",
        ),
        confidence=0.93,
    ),
    Rule(
        id="not-first",
        category="verb-form",
        needs=frozenset(["not", "no"]),
        reason=Reason("A request not to do something begins with don't.", "Larangan diawali don't."),
        find=_not_first,
        examples=(
            ("Not touch the painting.", "Don't touch the painting."),
            ("Not forget your book!", "Don't forget your book!"),
            ("No touch it, please.", "Don't touch it, please."),
        ),
        fine=("Not bad!", "No smoking.", "Not now, please.", "Not like this.", "No work today."),
        confidence=0.85,
    ),
    Rule(
        id="so-do-i",
        category="verb-form",
        needs=frozenset(["so", "neither"]),
        reason=Reason(
            "After so and neither the helping verb fits the first part and the new subject: so {replacement}.",
            "Setelah so dan neither kata kerja bantu mengikuti bagian pertama dan subjek baru: so {replacement}.",
        ),
        find=_so_do,
        examples=(
            ("I like tea, so do my sister.", "I like tea, so does my sister."),
            ("She is tired and so do I.", "She is tired and so am I."),
            ("I can't swim and neither do my brother.", "I can't swim and neither can my brother."),
        ),
        fine=(
            "She likes tea, and so do I.",
            "I am tired and so is my sister.",
            "It rained, so did he stay at home?",
            "He left, and so did I.",
        ),
        confidence=0.9,
    ),
    Rule(
        id="suggest-plain",
        category="verb-form",
        needs=frozenset(["that"]),
        reason=Reason(
            "After suggest that and recommend that the verb has no -s: {replacement}.",
            "Setelah suggest that dan recommend that kata kerja tanpa -s: {replacement}.",
        ),
        find=_subjunctive,
        examples=(
            ("The doctor suggested that she stops eating sugar.", "The doctor suggested that she stop eating sugar."),
            ("I recommend that he takes a rest.", "I recommend that he take a rest."),
            ("They demanded that he pays.", "They demanded that he pay."),
        ),
        fine=(
            "I suggest that he go.",
            "The data suggest that it works.",
            "She suggests that he is ill.",
            "He said that she stops here.",
        ),
        confidence=0.75,
    ),
)
