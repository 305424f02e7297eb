"""Classes of words that wordings name in braces: `{be}`, `{poss}`, `{thing}` and the lists of `data/word_classes.txt`.

A class answers whether the word at an index of a sentence belongs to it; `things` answers where a short noun phrase that
begins there may end. Both are meant for learners' sentences: they ask for little and know only words, not sentences.
"""

from collections.abc import Callable, Iterator
from functools import cache

from tutorfleet.language.morph import ings, participles, pasts, plurals, thirds, verbs
from tutorfleet.language.tokens import MASK, Sentence, is_local
from tutorfleet.language.wordclass import ADJ, NOUN, common
from tutorfleet.language.words import lines, words

WORDS_IN_A_THING = 4
_ALONE_OR_BEFORE = frozenset({"this", "that", "her", "these", "those", "all", "both", "one"})
_NOT_INSIDE = frozenset({"base", "third", "past", "be", "have", "do", "modal", "adv", "sub", "conj", "wh", "prep"})
_NOT_SURELY_NOUN = frozenset({"base", "done", "ing", "adv"})


def is_chat(sentence: Sentence) -> bool:
    """Whether it is written as one writes on a phone: a slang word, or no capital at its head and at its end no mark, or two."""
    first, end = sentence.tokens[0].text, [token.text for token in sentence.tokens[-2:]]
    marked = end[-1] in {".", "!", "?"} and end[0] not in {"!", "?"}
    return not sentence.words.isdisjoint(members("chat")) or (first[:1].islower() and not marked)


def is_in(name: str, sentence: Sentence, index: int) -> bool:
    """Whether the word at `index` belongs to the class."""
    return CLASSES[name](sentence, index)


@cache
def members(name: str) -> frozenset[str]:
    """The words of a class of `data/word_classes.txt`."""
    return _listed()[name]


def things(sentence: Sentence, start: int) -> Iterator[int]:
    """Where a short noun phrase beginning at `start` may end, the longest first: "me", "my new car", "Budi", "music"."""
    word = sentence.word(start)
    if _stands_alone(word):
        yield start + 1
        return
    ends = [start + 1] if word in _ALONE_OR_BEFORE else []
    index = start + (word in members("det") or _is_number(sentence, start) or word.endswith("'s"))
    while index - start < WORDS_IN_A_THING and _may_be_inside(sentence, index):
        index += 1
        ends.append(index)
    if word in members("det") or _is_number(sentence, start) or "'" in word or _begins_with_noun(sentence, start):
        yield from sorted(set(ends), reverse=True)


def _begins_with_noun(sentence: Sentence, start: int) -> bool:
    return _is_noun(sentence, start) or (_is_adjective(sentence, start) and _is_noun(sentence, start + 1))


def _stands_alone(word: str) -> bool:
    return word == MASK or word in members("pron") or (word in members("obj") and word not in members("det"))


def _may_be_inside(sentence: Sentence, index: int) -> bool:
    word = sentence.word(index)
    if word == MASK:
        return True
    return word[:1].isalpha() and word not in _small() and not common(word) <= _NOT_INSIDE


def _is_number(sentence: Sentence, index: int) -> bool:
    word = sentence.word(index)
    return word in members("counted") or word[:1].isdigit()


def _is_noun(sentence: Sentence, index: int) -> bool:
    """A noun by our lists, a name, or an Indonesian word."""
    word = sentence.word(index)
    if not word or word in _small():
        return False
    tags = common(word)
    surely = not tags.isdisjoint(NOUN) and tags.isdisjoint(_NOT_SURELY_NOUN)
    return surely or _is_known_noun(word) or is_local(word) or word == MASK or _is_name(sentence, index)


def _is_known_noun(word: str) -> bool:
    """A noun of our own list, though it may be a verb too."""
    return word in words("uncountable") or word in words("nouns") or plurals().get(word) in words("nouns")


def _is_name(sentence: Sentence, index: int) -> bool:
    if not (0 <= index < len(sentence.tokens) and sentence.tokens[index].text[:1].isupper()):
        return False
    return index > 0 or is_local(sentence.word(0))


def _starts_thing(sentence: Sentence, index: int) -> bool:
    return next(things(sentence, index), None) is not None


def _is_adverb(sentence: Sentence, index: int) -> bool:
    word = sentence.word(index)
    return word in members("adverbs") or (word.endswith("ly") and len(word) > 4 and word not in members("ly"))


def _is_end(sentence: Sentence, index: int) -> bool:
    word = sentence.word(index)
    joined = 0 < index < len(sentence.tokens) and sentence.tokens[index].start == sentence.tokens[index - 1].end
    return not word or not (word[0].isalnum() or word == MASK or (joined and word in {"-", "/", "'"}))


def _is_ing(sentence: Sentence, index: int) -> bool:
    return sentence.word(index) in ings()


def _is_verb(sentence: Sentence, index: int) -> bool:
    word = sentence.word(index)
    return word in verbs() or word in {"be", "have", "do"}


def _is_act(sentence: Sentence, index: int) -> bool:
    """A finite form of a full verb."""
    word = sentence.word(index)
    full = word in verbs() or word in thirds() or word in pasts()
    return full and word not in members("aux") and word not in members("be")


def _is_adjective(sentence: Sentence, index: int) -> bool:
    return not common(sentence.word(index)).isdisjoint(ADJ) and sentence.word(index) not in _small()


def _is_finite(sentence: Sentence, index: int) -> bool:
    word = sentence.word(index)
    return word in thirds() or word in pasts() or word in members("aux") or word in members("be")


def _is_participle(sentence: Sentence, index: int) -> bool:
    return sentence.word(index) in participles()


def _is_word(sentence: Sentence, index: int) -> bool:
    return sentence.word(index)[:1].isalpha()


@cache
def _small() -> frozenset[str]:
    """Words that are inside no noun phrase after its first word."""
    names = ("det", "be", "prep", "conj", "aux", "subj", "obj", "pron", "no_noun")
    return frozenset({"not"}).union(*(members(name) for name in names))


def _is_one_of(name: str) -> Callable[[Sentence, int], bool]:
    return lambda sentence, index: sentence.word(index) in members(name)


@cache
def _listed() -> dict[str, frozenset[str]]:
    table = (line.partition(":=") for line in lines("word_classes"))
    return {name.strip(): frozenset(words_.split()) for name, _, words_ in table}


def _is_year(sentence: Sentence, index: int) -> bool:
    word = sentence.word(index)
    return len(word) == 4 and word.isdigit() and word[:2] in {"19", "20"} and not _follows_number(sentence, index + 1)


def _follows_number(sentence: Sentence, index: int) -> bool:
    return (sentence.word(index) in {"-", "/", ":", "."} and sentence.word(index + 1).isdigit()) or _is_noun(
        sentence, index
    )


def _is_date(sentence: Sentence, index: int) -> bool:
    word = sentence.word(index)
    return word.isdigit() and 1 <= int(word) <= 31


CLASSES: dict[str, Callable[[Sentence, int], bool]] = {
    "thing": _starts_thing,
    "noun": _is_noun,
    "proper": _is_name,
    "digits": _is_number,
    "year": _is_year,
    "date": _is_date,
    "adverb": _is_adverb,
    "ing": _is_ing,
    "verb": _is_verb,
    "act": _is_act,
    "adj": _is_adjective,
    "finite": _is_finite,
    "participle": _is_participle,
    "anyword": _is_word,
    "end": _is_end,
    "start": lambda _, index: index == 0,
} | {name: _is_one_of(name) for name in _listed()}
"""Every class by its name: those that ask a question of the word and those that are lists."""
