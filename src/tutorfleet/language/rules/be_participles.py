"""The rule of be before a plain verb that is meant as a passive: "English is speak here" -> is spoken."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import participle
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.nounwords import is_person
from tutorfleet.language.rules.times import times
from tutorfleet.language.rules.units import View, is_base, is_noun, listed, view
from tutorfleet.language.rules.verb_groups import BE, DETERMINERS, HELPERS, MODALS, clauses, is_adverb, skip_adverbs
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import possible
from tutorfleet.language.words import words

_PASSIVE = listed("clause_words", "passive")
_INVITED = listed("clause_words", "passive_person")
_AFTER = listed("clause_words", "after_passive")
_ABSTRACT = listed("clause_words", "abstract")
_PERSONS = frozenset({"i", "he", "she", "we", "you", "who"})
_COUNTS = frozenset({"two", "three", "four", "five", "several", "many", "1", "2", "3"})


def _statement(sentence: Sentence) -> Iterator[Fix]:
    """The rice must be wash; the flights were cancel; it is make from milk."""
    seen = view(sentence)
    for i in range(1, len(seen.units) - 1):
        if seen.word(i) in BE or seen.word(i) in {"am", "are", "'s"}:
            at = skip_adverbs(seen, i + 1)
            at = skip_adverbs(seen, at + 1) if seen.word(at) == "not" else at
            if _due(seen, _head(seen, i), i, at):
                yield seen.fix(at, at, participle(seen.word(at)))


def _question(sentence: Sentence) -> Iterator[Fix]:
    """When was this house build? Is the bread make here?"""
    seen = view(sentence)
    for clause in clauses(sentence):
        asked = clause.asked >= 0 and seen.word(clause.asked) in BE | {"are"} and not clause.helpers
        at = clause.main
        if (
            asked
            and at < 0
            and (seen.word(clause.end - 1) in {"build", "make"} or not is_noun(seen.word(clause.end - 1)))
        ):
            at = clause.end - 1
        if asked and at > clause.start and _due(seen, at - 1, clause.asked, at):
            yield seen.fix(at, at, participle(seen.word(at)))


_HAVE_TO = frozenset({"have", "has", "had", "need", "needs", "going", "supposed", "want", "wants", "ought"})


def _head(seen: View, be: int) -> int:
    """The last word of the subject before the verb group that `be` is of."""
    at = be - 1 - (seen.word(be - 1) == "to")
    while at > 0 and (
        seen.word(at) in _HAVE_TO or seen.word(at) in HELPERS or seen.word(at) == "not" or is_adverb(seen, at)
    ):
        at -= 1
    return at


def _due(seen: View, head: int, be: int, at: int) -> bool:
    """Whether the word at `at` is a plain verb that something is done by, and no noun."""
    word, subject = seen.word(at), seen.word(head)
    if (
        (seen.word(0) == "all" and seen.word(be - 1) == "do")
        or not (word in _PASSIVE or _only_verb(word))
        or not is_base(word)
        or participle(word) == word
        or seen.is_name(at)
        or seen.word(at - 1) in {"too", "very", "so"}
    ):
        return False
    by = seen.word(at + 1) == "by" or (seen.word(at + 2) == "by" and seen.word(at + 1) in {"only", "all"})
    person = subject in _PERSONS or is_person(subject) or seen.word(head) in words("names")
    if word in {"call", "name"} and not by and (not person or seen.word(at + 1) == "after"):
        return seen.word(at + 1) not in DETERMINERS | {"me", "him", "them", "us", "it", "for"}
    if person and not by:
        return word in _INVITED and _open(seen, at + 1)
    noun = is_noun(word)
    known = (
        is_noun(subject) or seen.is_name(head) or subject in {"it", "they", "this", "these", "that", "which", "those"}
    )
    doer = is_person(word) and not by and subject != "it" and not _sure(seen, be)
    if not known or (noun and subject in _ABSTRACT) or doer:
        return False
    ends = seen.is_end(at + 1)
    return by or (ends and (not noun or _sure(seen, be))) or (not ends and _open(seen, at + 1))


def _only_verb(word: str) -> bool:
    """Whether it is a verb with an object and nothing else."""
    others = any(word in listed("verb_lists", key) for key in ("intransitive", "stative", "senses", "state"))
    return not others and not is_noun(word) and not possible(word) & {"adj", "adv", "prep", "done", "past", "det"}


def _sure(seen: View, be: int) -> bool:
    return seen.word(be) in {"was", "were", "are", "been", "be"} or any(
        seen.word(k) in MODALS for k in (be - 1, be - 2)
    )


def _open(seen: View, after: int) -> bool:
    """Whether no object begins here."""
    if seen.is_end(after) or seen.word(after) in _AFTER or (seen.word(after).endswith("ly") and seen.can(after, "adv")):
        return True
    counted = seen.word(after) in _COUNTS and seen.word(after + 1) == "times"
    return counted or any(time.start == after for time in times(seen.sentence))


def _find(sentence: Sentence) -> Iterator[Fix]:
    yield from _statement(sentence)
    yield from _question(sentence)


RULES = (
    Rule(
        id="be-participle",
        category="verb-form",
        needs=BE | {"am", "are", "it's", "that's"},
        reason=Reason(
            "What is done to something is told with be and the third form: {replacement}.",
            "Bentuk pasif memakai be dan bentuk ketiga: {replacement}.",
        ),
        tip=Reason(
            "Di- in Indonesian is be + third form: dicuci, is washed.",
            "Awalan di- = be + bentuk ketiga: dicuci, is washed.",
        ),
        find=_find,
        examples=(
            ("English is speak by millions of people.", "English is spoken by millions of people."),
            ("The rice must be wash three times.", "The rice must be washed three times."),
            ("All flights were cancel because of the storm.", "All flights were cancelled because of the storm."),
            ("This dish is usually make from coconut milk.", "This dish is usually made from coconut milk."),
            ("When was this house build?", "When was this house built?"),
            ("My cousin was invite to the wedding.", "My cousin was invited to the wedding."),
        ),
        fine=(
            "The problem is change in the office.",
            "My mother is cook at a school.",
            "The best thing is play.",
            "Her job is to cook.",
            "The kitchen must be clean.",
            "All you can do is wait.",
        ),
        confidence=0.95,
    ),
)
