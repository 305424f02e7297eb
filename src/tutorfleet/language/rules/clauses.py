"""What several rules need to know of a clause: where a subject begins one, which adverbs may stand before its verb."""

import re
from collections.abc import Callable

from tutorfleet.language.morph import ings, pasts, thirds, verbs
from tutorfleet.language.rules.units import words_of
from tutorfleet.language.tokens import Sentence

ADVERBS = words_of("clauses.adverbs")
MODALS = words_of("clauses.modals")
DO = frozenset(["do", "does", "did", "don't", "doesn't", "didn't"])
OPENERS = words_of("clauses.openers")
PERSONS = words_of("clauses.persons")
POSSESSIVES = frozenset(["my", "your", "his", "her", "our", "their"])
SUBJUNCTIVE = words_of("clauses.subjunctive")


_FINITE = MODALS | DO | {"am", "is", "are", "was", "were", "have", "has", "had"}
_ADVERBIAL = words_of("clauses.adverbial")
_SAYS = frozenset(["think", "know", "hope", "say", "says", "said", "believe", "guess"])


def opens(sentence: Sentence, index: int) -> bool:
    """Whether a clause can begin at the word `index`: at the start, after a mark or after a conjunction."""
    before = sentence.word(index - 1)
    return index == 0 or before in {",", ";", ":", "-", "–", "—", "(", ".", "!", "?", "…"} or before in OPENERS


def joins_subjects(sentence: Sentence, index: int) -> bool:
    """Whether "and" or "or" before the word `index` joins it to another subject ("he and his wife"), not two clauses."""
    if sentence.word(index - 1) not in {"and", "or", "nor"}:
        return False
    for i in range(index - 2 - (sentence.word(index - 2) == ","), -1, -1):
        word = sentence.word(i)
        if word in _FINITE or word in verbs() or word in thirds() or word in pasts() or word in ings() or "'" in word:
            return word in _SAYS
        if not word[:1].isalpha() or (word in OPENERS and word not in _ADVERBIAL):
            return True
    return True


def is_inverted(sentence: Sentence, index: int) -> bool:
    """Whether an auxiliary earlier in the sentence may govern the verb ("Can he sing and she dance?")."""
    return sentence.word(0) in MODALS | DO or any(sentence.word(i) in SUBJUNCTIVE for i in range(index))


def skip_adverbs(sentence: Sentence, index: int) -> int:
    """The index of the first word from `index` on that is not an adverb of frequency."""
    while sentence.word(index) in ADVERBS:
        index += 1
    return index


def by_table(words: dict[str, str]) -> Callable[[re.Match[str]], str]:
    """A replacement for `pattern`: what a table says of the words that were found."""
    return lambda match: words[match["x"].lower()]
