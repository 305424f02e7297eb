"""Thins out the tags of a sentence's words: a handful of eliminations by what stands before, what follows, and by clause.

The method is that of a Constraint Grammar: begin with everything that a word can be and cross out what its neighbours rule
out. A word is never left without a tag, so that mistakes come through: after "can", sings is a verb although it should not
be there. `tags.py` is how the result is asked.
"""

from collections.abc import Callable, Iterator

from tutorfleet.language.tokens import Sentence, Token, is_local
from tutorfleet.language.wordclass import ADJ, DET, FINITE, LINK, NOUN, PRON, VERB, Tags, common, is_closed, possible

ADVERBIAL: Tags = frozenset({"adv", "not"})


def tags_of(sentence: Sentence) -> tuple[Tags, ...]:
    """The tags of each word of the sentence."""
    draft = Draft(sentence)
    for i in range(len(draft.tags)):
        _by_what_stands_before(draft, i)
    for i in range(len(draft.tags)):
        _by_what_follows(draft, i)
    for start, end in _segments(draft):
        _one_verb_a_clause(draft, start, end)
    return tuple(draft.tags)


class Draft:
    """The tags while they are thinned out."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tags = [_first_guess(token, i) for i, token in enumerate(sentence.tokens)]

    def at(self, i: int) -> Tags:
        """The tags left at `i`; none outside the sentence."""
        return self.tags[i] if 0 <= i < len(self.tags) else frozenset()

    def keep(self, i: int, wanted: Tags) -> None:
        """Leave only the wanted ones, if there are any."""
        self.tags[i] = (self.tags[i] & wanted) or self.tags[i]

    def drop(self, i: int, unwanted: Tags) -> None:
        """Leave out the unwanted ones, unless nothing else is left."""
        self.tags[i] = (self.tags[i] - unwanted) or self.tags[i]


def _first_guess(token: Token, index: int) -> Tags:
    word = token.lower
    if is_closed(word):
        return common(word)
    known = common(word)
    if token.text[:1].isupper():
        if "unknown" in known or is_local(word):
            return frozenset({"name", "poss"}) if word.endswith("'s") else frozenset({"name"})
        return known | {"name"} if index else known
    return frozenset({"noun", "mass", "name"}) if "unknown" in known and is_local(word) else known


def _by_what_stands_before(draft: Draft, i: int) -> None:
    before = i - 1
    while before >= 0 and draft.tags[before] <= ADVERBIAL:
        before -= 1
    for applies, change in _CONSTRAINTS:
        if applies(draft, before, i):
            change(draft, i)


# Whether a constraint applies: what stands before (at `before`; adverbs between are skipped) the word at `i`.
Test = Callable[[Draft, int, int], bool]
Change = Callable[[Draft, int], None]


def _opens_a_clause(draft: Draft, before: int, i: int) -> bool:
    if "subj" not in draft.tags[i] or "obj" not in draft.tags[i]:
        return False
    found = draft.at(i - 1)
    return i == 0 or "wh" in found or (found <= LINK | {"adv", "pron", "other"} and not found <= PRON)


def _follows_a_determiner(draft: Draft, before: int, i: int) -> bool:
    return before == i - 1 and before >= 0 and draft.tags[before] <= {"det", "poss"}


def _follows_to(draft: Draft, before: int, i: int) -> bool:
    return before == i - 1 and "to" in draft.at(before)


def _follows_a_modal(draft: Draft, before: int, i: int) -> bool:
    return "modal" in draft.at(before) and draft.tags[before] <= {"modal", "not", "subj", "have"}


def _follows_do(draft: Draft, before: int, i: int) -> bool:
    return "do" in draft.at(before) and "subj" not in draft.tags[i] and bool(draft.tags[i] & VERB)


def _is_asked(draft: Draft, before: int, i: int) -> bool:
    """Whether the pronoun right before follows its auxiliary: "can he sing"."""
    return _asks_with(draft, before, frozenset({"do", "modal"})) and bool(draft.tags[i] & VERB)


def _is_asked_perfect(draft: Draft, before: int, i: int) -> bool:
    return _asks_with(draft, before, frozenset({"have"})) and "done" in draft.tags[i]


def _asks_with(draft: Draft, before: int, helpers: Tags) -> bool:
    first = draft.at(before - 1)
    opens = before == 1 or draft.at(before - 2) <= LINK | ADVERBIAL | NOUN | {"pron", "det"}
    return "subj" in draft.at(before) and bool(first & helpers) and "subj" not in first and opens


def _follows_a_subject(draft: Draft, before: int, i: int) -> bool:
    found = draft.at(before)
    return found == {"subj"} or (found == {"wh", "pron"} and draft.sentence.word(before) == "who")


def _follows_be(draft: Draft, before: int, i: int) -> bool:
    return "be" in draft.at(before) and "modal" not in draft.tags[before]


def _follows_have(draft: Draft, before: int, i: int) -> bool:
    return "have" in draft.at(before) and not draft.tags[before] & {"be", "modal"}


def _follows_a_preposition(draft: Draft, before: int, i: int) -> bool:
    return draft.at(before) == {"prep"}


def _to_subject(draft: Draft, i: int) -> None:
    draft.drop(i, frozenset({"obj"}))


def _to_noun(draft: Draft, i: int) -> None:
    wrong = (FINITE - {"modal"}) | {"subj", "obj", "prep", "sub", "conj", "to"}
    draft.drop(i, wrong | {"modal"} if draft.tags[i] & NOUN else wrong)


def _to_verb(draft: Draft, i: int) -> None:
    if "base" in possible(draft.sentence.word(i)):
        draft.tags[i] = frozenset({"base"}) | (draft.tags[i] & {"adv", "be", "have", "do"})
    else:
        draft.keep(i, VERB | ADVERBIAL | {"modal"})


def _to_infinitive(draft: Draft, i: int) -> None:
    """to book a room; to water the plants; but go to work."""
    if "base" in draft.tags[i]:
        if draft.sentence.word(i) != "work":
            draft.tags[i] = frozenset({"base"}) | (draft.tags[i] & {"have", "do"})
        draft.drop(i - 1, frozenset({"prep"}))
    elif "base" in possible(draft.sentence.word(i)) and draft.at(i + 1) & {"det", "poss", "obj"}:
        draft.tags[i] = frozenset({"base"})


def _to_finite(draft: Draft, i: int) -> None:
    here = draft.tags[i]
    if not here & FINITE and here & NOUN:
        here = possible(draft.sentence.word(i))
    left = here & (FINITE | ADVERBIAL | {"conj", "mark", "done", "ing"})
    if left & FINITE:
        draft.tags[i] = left - {"done"} if "past" in left else left


def _to_complement(draft: Draft, i: int) -> None:
    if "ing" in draft.tags[i]:
        draft.keep(i, frozenset({"ing", "adj"}))
    else:
        draft.drop(i, frozenset({"base", "third", "past", "modal"}))


def _to_participle(draft: Draft, i: int) -> None:
    if "done" in draft.tags[i]:
        draft.drop(i, frozenset({"past", "base", "third"}))
    elif draft.tags[i] & NOUN:
        draft.drop(i, frozenset({"base", "third", "modal"}))


def _to_no_finite(draft: Draft, i: int) -> None:
    draft.drop(i, FINITE)


# The later ones see what the earlier ones left.
_CONSTRAINTS: tuple[tuple[Test, Change], ...] = (
    (_opens_a_clause, _to_subject),
    (_follows_a_determiner, _to_noun),
    (_follows_to, _to_infinitive),
    (_follows_a_modal, _to_verb),
    (_follows_do, _to_verb),
    (_is_asked, _to_verb),
    (_is_asked_perfect, _to_participle),
    (_follows_a_subject, _to_finite),
    (_follows_be, _to_complement),
    (_follows_have, _to_participle),
    (_follows_a_preposition, _to_no_finite),
)


_OPENS_OBJECT: Tags = frozenset({"det", "poss", "obj"})
_BEFORE_NOUN = frozenset({"her", "his", "this", "that", "these", "those", "all", "some", "any"})


def _by_what_follows(draft: Draft, i: int) -> None:
    here, following = draft.tags[i], draft.at(i + 1)
    if draft.sentence.word(i) in _BEFORE_NOUN:
        _before_noun_or_alone(draft, i, following)
    elif not following:
        return
    elif {"prep", "adv"} <= here and following <= _OPENS_OBJECT | NOUN | ADJ | {"ing", "num"}:
        draft.drop(i, frozenset({"adv"}))
    elif here & FINITE and following <= _OPENS_OBJECT and _may_end_a_subject(draft.at(i - 1)):
        # "My father works the": what takes an object is a verb in the past or present, if a noun can stand before it.
        draft.drop(i, NOUN | {"done"})


def _may_end_a_subject(before: Tags) -> bool:
    return bool(before & (NOUN | PRON)) and not before & DET


def _before_noun_or_alone(draft: Draft, i: int, following: Tags) -> None:
    """her book, this book; or gave her, this is."""
    word = draft.sentence.word(i)
    if i == 0 and "num" in following and "poss" in draft.tags[i]:
        draft.drop(i, frozenset({"obj", "pron"}))
        return
    a_noun = following & (NOUN | ADJ) and not following & {"det", "prep"}
    if a_noun and (not following & FINITE or (word in {"these", "those"} and "nouns" in following)):
        draft.drop(i, frozenset({"obj", "pron"}) | (frozenset({"sub"}) if word != "that" else frozenset()))
    elif not a_noun:
        draft.drop(i, frozenset({"poss", "det"}))


def _segments(draft: Draft) -> Iterator[tuple[int, int]]:
    """The stretches between marks and conjunctions."""
    start = 0
    for i, found in enumerate(draft.tags):
        if found & LINK and not found & {"det", "prep"}:
            yield start, i
            start = i + 1
    yield start, len(draft.tags)


def _one_verb_a_clause(draft: Draft, start: int, end: int) -> None:
    """A word that may be noun or verb is the verb where there is no other, and the noun where there is one."""
    tags = draft.tags
    unclear = [i for i in range(start, end) if tags[i] & FINITE and tags[i] & NOUN]
    if not unclear:
        return
    if any(_is_main(draft, i, start) for i in range(start, end)):
        for i in unclear:
            if i and not tags[i - 1] & {"obj", "to"}:
                draft.drop(i, FINITE | {"done"})
        return
    likely = [i for i in unclear if i > start and tags[i - 1] & (NOUN | PRON | {"adv"}) and "prep" not in tags[i - 1]]
    if len(likely) == 1:
        draft.drop(likely[0], NOUN)


def _is_main(draft: Draft, i: int, start: int) -> bool:
    """Whether it is a finite verb for sure, and not one that only opens a question or a negation."""
    found = draft.tags[i]
    opens = i == start or "wh" in draft.tags[start]
    helps = "modal" in found or ("do" in found and ("not" in found or opens))
    return bool(found & FINITE) and not found & (NOUN | ADJ) and not helps and not _is_infinitive(draft, i)


def _is_infinitive(draft: Draft, i: int) -> bool:
    while draft.at(i - 1) and draft.at(i - 1) <= ADVERBIAL:
        i -= 1
    return bool(draft.at(i - 1) & {"to", "modal"})
