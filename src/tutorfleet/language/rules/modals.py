"""Rules of modals: the plain verb after can, will, must; no "to", no second modal, no be before a verb."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import participle
from tutorfleet.language.rule import Fix, Rule, either, pattern
from tutorfleet.language.rules.nounwords import is_person
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
from tutorfleet.language.rules.verb_groups import BE, HELPERS, MODALS, PRONOUNS, Clause, clauses, opens, skip_adverbs
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import possible

_STUDY = words_of("modals.study")
_SURE = listed("clause_words", "sure_verbs")
_HARDER = words_of("modals.harder")
_PLAIN_ING = words_of("modals.plain_ing")
_SHORT = words_of("modals.short")


def modals(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Each modal that is one, and the place of its verb (over a subject in a question, not and adverbs)."""
    seen = view(sentence)
    asked = {clause.asked: clause for clause in clauses(sentence)}
    used = {i for clause in clauses(sentence) for i in clause.helpers}
    for i in range(len(seen.units)):
        if seen.word(i) not in MODALS or (seen.text(i) == "May" and i):
            continue
        if i in asked and i not in used:
            yield i, _next(seen, asked[i].end)
        elif i in used or seen.word(i) in _SHORT or (seen.word(i - 1) in {"and", "but", "or"} and i > 2):
            yield i, _next(seen, i + 1)


def _next(seen: View, index: int) -> int:
    at = skip_adverbs(seen, index)
    return skip_adverbs(seen, at + 1) if seen.word(at) == "not" else at


def _base(sentence: Sentence) -> Iterator[Fix]:
    """He can sings, will meeting, may changed."""
    seen = view(sentence)
    for i, at in modals(sentence):
        word = seen.word(at)
        base = base_of(word, "third", "past", "ing")
        if not base and seen.word(at + 1) in _OBJECTS:
            base = base_of(word, "done")
        if word in BE - {"be", "been", "being", "'s"} and "n't" not in word:
            yield seen.fix(at, at, "be")
        elif base and not is_base(word) and base != "be" and word not in {"have", "has", "had", "does", "did"}:
            adjective = "adj" in possible(word) and word not in _PLAIN_ING and not _done(seen, at)
            meant = "" if adjective or not is_past(word) else _past_meant(seen, i, at)
            if meant:
                yield seen.fix(i, at, f"{meant} {participle(base) if meant.endswith('have') else base}")
            elif not adjective and not (is_noun(word) and seen.word(at + 1) in HELPERS):
                yield seen.fix(at, at, base)


def _done(seen: View, at: int) -> bool:
    """Whether something is done to something: "must tried durian", not "must tired"."""
    word = seen.word(at)
    return word in _TRIED or (word.endswith("ed") and seen.word(at + 1) in _OBJECTS)


_TRIED = frozenset(
    {"tried", "used", "finished", "learned", "started", "changed", "closed", "opened", "prepared", "tasted"}
)
_OBJECTS = listed("clause_words", "objects")


def _past_meant(seen: View, modal: int, at: int) -> str:
    """What a past after the modal shows: can't went ... was -> couldn't; should bought it yesterday -> should have."""
    word = seen.word(modal)
    then = "past" in kinds(seen.sentence) or "earlier" in seen.sentence.words
    if (
        word in _COULD
        and at == modal + 1
        and (then or _past_beside(seen, modal))
        and "habit" not in kinds(seen.sentence)
    ):
        return _COULD[word]
    if then and word in {"should", "could", "would", "must", "might", "shouldn't", "couldn't"} and at == modal + 1:
        return f"{word} have"
    return ""


_COULD = {"can't": "couldn't", "cannot": "could not", "can": "could"}


def _past_beside(seen: View, modal: int) -> bool:
    """Whether another clause is told in the past."""
    others = [c for c in clauses(seen.sentence) if modal not in c.helpers]
    return any(
        seen.word(c.first) in {"was", "were", "had", "didn't", "wasn't"} or is_plain_past(seen.word(c.first))
        for c in others
    )


def _to(sentence: Sentence) -> Iterator[Fix]:
    """Must to go, can I to use."""
    seen = view(sentence)
    for i, at in modals(sentence):
        if (
            seen.word(at) == "to"
            and (is_base(seen.word(at + 1)) or seen.word(at + 1) in HELPERS)
            and (seen.word(i) != "would" or i == 0)
        ) or (seen.word(at) == "to" and seen.word(i) == "would" and seen.word(at + 1) in {"like", "love", "prefer"}):
            yield seen.fix(at, at, "")


def _two(sentence: Sentence) -> Iterator[Fix]:
    """Will can drive, must can speak."""
    seen = view(sentence)
    for i in range(len(seen.units) - 1):
        if seen.word(i) in {"will", "won't", "must", "should", "would", "may", "might", "to"} and seen.word(i + 1) in {
            "can",
            "could",
        }:
            if (
                seen.word(i + 2)
                and not seen.is_end(i + 2)
                and (is_base(seen.word(i + 2)) and not seen.can(i + 2, "past"))
            ):
                yield seen.fix(i + 1, i + 1, "be able to")
        elif seen.word(i) in {"will", "would"} and seen.word(i + 1) == "must" and is_base(seen.word(i + 2)):
            yield seen.fix(i + 1, i + 1, "have to")


def _be_base(sentence: Sentence) -> Iterator[Fix]:
    """Can be happen, will be come: only verbs that are nothing else and have no passive, or with a person before them."""
    seen = view(sentence)
    for clause in clauses(sentence):
        words = [seen.word(i) for i in clause.helpers]
        if len(words) == 2 and words[0] in MODALS and words[1] == "be" and clause.main == clause.helpers[1] + 1:
            word = seen.word(clause.main)
            if (
                (
                    is_base(word)
                    and not is_noun(word)
                    and not possible(word) & {"adj", "done"}
                    and _does_it(seen, clause, word)
                )
                or word == "come"
                or (word in _SURE and seen.word(clause.start) in PRONOUNS and clause.who != "it")
                or (word in _STUDY and clause.who in {"i", "we", "he", "you"} and seen.word(clause.main + 1) in _HARDER)
                or (is_base(word) and clause.who in {"i", "we", "he"} and _takes_object(seen, clause))
            ):
                yield seen.fix(clause.helpers[1], clause.helpers[1], "")


def _does_it(seen: View, clause: Clause, word: str) -> bool:
    things = clause.who == "they" and seen.word(clause.start) != "they" and not is_person(seen.word(clause.end - 1))
    return (clause.who in {"i", "we", "he", "you", "they"} and not things) or word in {
        "happen",
        "become",
        "appear",
        "exist",
        "arrive",
        "depend",
        "seem",
    }


def _takes_object(seen: View, clause: Clause) -> bool:
    return seen.word(clause.main + 1) in {"the", "a", "my", "it", "him", "them", "to", "you"} and "adj" not in possible(
        seen.word(clause.main)
    )


def _have(sentence: Sentence) -> Iterator[Fix]:
    """Should of called, would had helped, could have went is for the participles."""
    seen = view(sentence)
    for i, _ in modals(sentence):
        at = i + 1 + (seen.word(i + 1) == "not")
        if seen.word(i).removesuffix("n't") in {"could", "should", "would", "must", "might"}:
            following = seen.word(at + 1)
            if (seen.word(at) == "of" and (base_of(following, "done", "past") or following == "been")) or (
                seen.word(at) in {"had", "has"} and (base_of(following, "done") or following == "been")
            ):
                yield seen.fix(at, at, "have")


def _rather(sentence: Sentence) -> Iterator[Fix]:
    seen = view(sentence)
    for i in range(1, len(seen.units)):
        if seen.word(i) == "rather" and seen.word(i - 1) in PRONOUNS and opens(seen, i - 1):
            to = seen.word(i + 1) == "to"
            if is_base(seen.word(i + 1 + to)) and seen.word(i + 1 + to) not in {"like", "enjoy"}:
                yield seen.fix(i, i + to, "would rather")
        elif (
            seen.word(i) == "rather"
            and seen.word(i - 1) in {"would", "'d"}
            and seen.word(i + 1) == "to"
            and is_base(seen.word(i + 2))
        ):
            yield seen.fix(i + 1, i + 1, "")


RULES = (
    Rule(
        id="modal-base",
        category="verb-form",
        needs=MODALS,
        reason=Reason(
            "After can, will, must and the like the verb has no ending: {replacement}.",
            "Setelah can, will, must, dan sejenisnya kata kerja tanpa akhiran: {replacement}.",
        ),
        find=_base,
        examples=(
            ("He can sings very well.", "He can sing very well."),
            ("I will went there.", "I will go there."),
            ("She must not eats it.", "She must not eat it."),
            ("My sister can plays the violin.", "My sister can play the violin."),
            ("Can your brother helps me?", "Can your brother help me?"),
            ("I will am there at five.", "I will be there at five."),
            ("You must tried durian in Medan.", "You must try durian in Medan."),
            ("I can't went because I was sick.", "I couldn't go because I was sick."),
            ("She should told me yesterday.", "She should have told me yesterday."),
        ),
        fine=(
            "He can sing.",
            "I could not have known.",
            "They will be going.",
            "I opened the can.",
            "The can opened easily.",
        ),
        confidence=0.95,
    ),
    Rule(
        id="modal-to",
        category="verb-form",
        needs=MODALS | {"let's", "let", "better"},
        reason=Reason(
            "After can, will, must and the like there is no to.",
            "Setelah can, will, must, dan sejenisnya tidak ada to.",
        ),
        find=either(
            _to,
            pattern(r"\b(?:can|could) (?P<x>(?:be )?able to)(?= [a-z])", ""),
            pattern(r"\b(?:let's|let us) (?P<x>to) (?=[a-z])", ""),
            pattern(r"\b(?:had|'d) better (?P<x>to) (?=[a-z])", ""),
        ),
        examples=(
            ("I must to go now.", "I must go now."),
            ("I can able to swim.", "I can swim."),
            ("Let's to eat together.", "Let's eat together."),
            ("Students should to bring a pen.", "Students should bring a pen."),
            ("You had better to rest.", "You had better rest."),
        ),
        fine=("I have to go now.", "I am able to swim.", "They made it to the station.", "My will to live is strong."),
        confidence=0.96,
    ),
    Rule(
        id="two-modals",
        category="verb-form",
        needs=frozenset(["can", "could", "must"]),
        reason=Reason(
            "Two modals do not stand together: {replacement}.",
            "Dua kata kerja modal tidak boleh berdampingan: {replacement}.",
        ),
        find=_two,
        examples=(
            ("I will can drive next year.", "I will be able to drive next year."),
            ("You must can speak English.", "You must be able to speak English."),
            ("I want to can swim.", "I want to be able to swim."),
        ),
        fine=("I will be able to drive.", "Can or will you help?", "What I must, can I do?"),
        confidence=0.94,
    ),
    Rule(
        id="modal-be-verb",
        category="verb-form",
        needs=MODALS,
        reason=Reason(
            "After a modal comes the verb at once, without be.",
            "Setelah kata kerja modal langsung kata kerja, tanpa be.",
        ),
        find=_be_base,
        examples=(
            ("It can be happen to anyone.", "It can happen to anyone."),
            ("He will be come at seven.", "He will come at seven."),
            ("They will be go to Bali.", "They will go to Bali."),
        ),
        fine=("It can be clear.", "He will be home.", "They will be fun.", "It will be set.", "We will be late."),
        confidence=0.88,
    ),
    Rule(
        id="modal-have",
        category="verb-form",
        needs=frozenset(["of", "had", "has"]),
        reason=Reason(
            "After should, could, would comes have: {replacement}.",
            "Setelah should, could, would dipakai have: {replacement}.",
        ),
        find=_have,
        examples=(
            ("She should of called.", "She should have called."),
            ("I would had helped you.", "I would have helped you."),
            ("He could has been here.", "He could have been here."),
        ),
        fine=("She should have called.", "I would, of course.", "He had been here."),
        confidence=0.94,
    ),
    Rule(
        id="would-rather",
        category="verb-form",
        needs=frozenset(["rather"]),
        reason=Reason(
            "What one likes better is told with would rather and the plain verb.",
            "Yang lebih disukai disebut dengan would rather dan kata kerja dasar.",
        ),
        find=_rather,
        examples=(
            ("I rather to stay at home.", "I would rather stay at home."),
            ("I would rather to walk.", "I would rather walk."),
            ("She rather go alone.", "She would rather go alone."),
        ),
        fine=("I would rather stay.", "I rather like it.", "It is rather cold."),
        confidence=0.9,
    ),
)
