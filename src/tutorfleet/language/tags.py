"""What each word of a sentence can be here: the tags of the lexicon, thinned out by what stands around it.

It guesses little. A word keeps every tag that its neighbours do not rule out, and none is left without a tag, so that a
learner's sentence comes through too. Ask `can` (possible here) for what a rule looks for, `only` (nothing else is possible)
for what it must be sure of:

    t = tagged(sentence)                      # "My father work in a bank."; quick to ask again: it is remembered
    t.can(2, FINITE), t.only(1, NOUN)         # True, True
    t.phrase(3)                               # None; t.phrase(4) is Phrase(start=4, end=6, head=5): "a bank"
    t.subject(2)                              # Phrase(start=0, end=2, head=1, number="singular"): "My father"
    tagged("The people who live here is kind.").subject(5).number   # "plural": over the relative clause
    t.clause(2)                               # (0, 6): from where to where its clause goes
    t.lexical(2)                              # all that the word could ever be, whatever stands around it

Tags: noun nouns mass name | base third past done ing | be have do modal to not | adj more most | adv | det poss num |
subj obj pron wh | prep | conj sub | other mark unknown. A contraction has the tags of both its parts (I'm: subj be), has
and does are third too, was and did past. Groups of tags, to be given in place of one, are the capitals below. What it does
not know: which of several possible tags is right, and the meaning.
"""

from functools import lru_cache
from typing import Literal

import msgspec

from tutorfleet.language.tagging import tags_of
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import ADJ, AUX, DET, FINITE, LINK, NOUN, PRON, VERB, Tags, possible

__all__ = [
    "ADJ",
    "AUX",
    "DET",
    "FINITE",
    "LINK",
    "NOUN",
    "PRON",
    "VERB",
    "Phrase",
    "Tagged",
    "Tags",
    "possible",
    "tagged",
]

Number = Literal["singular", "plural", "either"]


class Phrase(msgspec.Struct, frozen=True):
    """A noun phrase: the words `start` to `end` (the first one that is no longer of it), and its main word."""

    start: int
    end: int
    head: int
    number: Number = "either"
    person: int = 3


class Tagged(msgspec.Struct, frozen=True):
    """A sentence with the tags of its words; made by `tagged`."""

    sentence: Sentence
    tags: tuple[Tags, ...]

    def word(self, index: int) -> str:
        """The word at `index` in small letters; empty outside the sentence."""
        return self.sentence.word(index)

    def at(self, index: int) -> Tags:
        """The tags at `index`; none outside the sentence."""
        return self.tags[index] if 0 <= index < len(self.tags) else frozenset()

    def can(self, index: int, *kinds: str | Tags) -> bool:
        """Whether the word can be one of the tags or groups."""
        return not self.at(index).isdisjoint(_flat(kinds))

    def only(self, index: int, *kinds: str | Tags) -> bool:
        """Whether the word can be nothing but that."""
        found = self.at(index)
        return bool(found) and found <= _flat(kinds)

    def lexical(self, index: int) -> Tags:
        """All that the word can be anywhere, rare senses too."""
        return possible(self.word(index)) if 0 <= index < len(self.tags) else frozenset()

    def skip(self, index: int) -> int:
        """The first index from `index` on that is neither an adverb nor "not"."""
        while self.only(index, "adv", "not"):
            index += 1
        return index

    def back(self, index: int) -> int:
        """The last index up to `index` that is neither an adverb nor "not" (-1: none)."""
        while self.only(index, "adv", "not"):
            index -= 1
        return index

    def phrase(self, index: int) -> Phrase | None:
        """The longest noun phrase that begins at `index`: determiner, adjectives, nouns; or a pronoun."""
        return _phrase(self, index)

    def phrase_before(self, index: int) -> Phrase | None:
        """The longest noun phrase that ends right before `index`."""
        return _phrase_before(self, index)

    def subject(self, index: int) -> Phrase | None:
        """What stands as subject before the verb at `index`, over adverbs, prepositional phrases and relative clauses."""
        return _subject(self, index)

    def clause(self, index: int) -> tuple[int, int]:
        """From where to where (exclusive) the clause of the word at `index` goes."""
        return _clause(self, index)


@lru_cache(maxsize=16)
def tagged(sentence: Sentence) -> Tagged:
    """The sentence with its tags."""
    return Tagged(sentence, tags_of(sentence))


def _flat(kinds: tuple[str | Tags, ...]) -> Tags:
    return frozenset().union(*(kind if isinstance(kind, frozenset) else (kind,) for kind in kinds))


def _phrase(t: Tagged, index: int) -> Phrase | None:
    if t.only(index, PRON, "wh") or (t.can(index, PRON) and not t.can(index, DET, NOUN, ADJ)):
        return _made(t, index, index + 1, index)
    head, i = -1, index
    while i < len(t.tags):
        if t.can(i, NOUN) and not t.only(i, ADJ) and (head < 0 or not t.can(i, FINITE)) and not _owns(t, i):
            head = i
        elif head >= 0 and not _owns(t, i):
            break
        elif _owns(t, i):
            head = -1
        elif not t.can(i, DET, ADJ, "done", "ing") and not (t.only(i, "adv") and t.can(i + 1, ADJ, "det")):
            break
        i += 1
    return _made(t, index, head + 1, head) if head >= 0 else None


def _owns(t: Tagged, i: int) -> bool:
    """Whether it is a possessive noun: "my father's"."""
    return t.word(i).endswith(("'s", "s'")) and t.can(i, "poss")


def _phrase_before(t: Tagged, index: int) -> Phrase | None:
    head = index - 1
    if t.only(head, PRON) or (t.can(head, PRON) and not t.can(head, NOUN) and not t.can(head, DET)):
        return _made(t, head, index, head)
    if not t.can(head, NOUN) and not t.can(head, "pron"):
        return None
    start = head
    while start > 0 and _goes_before_a_noun(t, start - 1):
        start -= 1
        if t.only(start, "det", "poss") and not _owns(t, start) and t.word(start - 1) not in {"all", "both", "half"}:
            break
    return _made(t, start, index, head)


def _goes_before_a_noun(t: Tagged, i: int) -> bool:
    if t.can(i, DET):
        return not t.only(i, "pron")
    if t.can(i, NOUN):
        return not t.only(i, FINITE)
    return (
        t.can(i, ADJ)
        or (t.can(i, "ing", "done") and t.can(i - 1, DET, ADJ))
        or (t.only(i, "adv") and t.can(i - 1, DET))
    )


_PLURAL = frozenset(
    {
        "these",
        "those",
        "many",
        "few",
        "several",
        "both",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
    }
)
_SINGULAR = frozenset({"a", "an", "this", "that", "each", "every", "another"})


def _made(t: Tagged, start: int, end: int, head: int) -> Phrase:
    word = t.word(head)
    if t.can(head, PRON) and not t.can(head, NOUN):
        person = 1 if word.startswith(("i'", "we")) or word in {"i", "me", "us"} else 2 if word.startswith("you") else 3
        plural = word.startswith(("we", "they", "you", "these", "those")) or word in {"us", "them", "both", "others"}
        return Phrase(start, end, head, "plural" if plural else "singular", person)
    opening = t.word(start)
    if opening in _PLURAL or (t.only(start, "num") and opening not in {"one", "1"} and t.can(head, "nouns")):
        return Phrase(start, end, head, "plural")
    if t.can(head, "nouns") and not t.can(head, "noun", "mass", "name"):
        return Phrase(start, end, head, "plural")
    sure = not t.can(head, "nouns") or opening in _SINGULAR
    return Phrase(start, end, head, "singular" if sure else "either")


def _subject(t: Tagged, verb: int) -> Phrase | None:
    at = verb - 1
    while at >= 0 and (t.only(at, "adv", "not") or (t.only(at, AUX, "not") and at == verb - 1)):
        at -= 1
    for _ in range(5):
        found = t.phrase_before(at + 1)
        if found is None or t.can(found.start - 1, VERB) or t.only(found.start - 1, "modal"):
            at = _antecedent(t, at)
        elif t.can(found.start - 1, "prep", "to"):
            if found.start - 1 == 0:
                return None
            at = found.start - 2
        elif (
            t.word(found.start - 1) in {"who", "which", "that"}
            and t.can(found.start - 1, "wh", "sub")
            and found.start > 1
            and found.start < verb - 2
        ):
            at = found.start - 2
        else:
            return _joined(t, found)
        if at < 0:
            return None
    return None


def _antecedent(t: Tagged, at: int) -> int:
    """The last word before the relative pronoun of a clause that ends at `at`; -1: none."""
    for i in range(at, max(-1, at - 12), -1):
        if t.only(i, "mark", "conj"):
            return -1
        if t.word(i) in {"who", "which", "that"} and i > 0 and t.can(i - 1, NOUN, "pron"):
            return i - 1
    return -1


def _joined(t: Tagged, last: Phrase) -> Phrase:
    """With what stands before "and": my father and my mother."""
    if t.word(last.start - 1) not in {"and", "or"}:
        return last
    first = t.phrase_before(last.start - 1)
    if first is None or not (first.start == 0 or t.can(first.start - 1, LINK)):
        return last
    number: Number = "plural" if t.word(last.start - 1) == "and" else last.number
    return Phrase(first.start, last.end, last.head, number)


def _clause(t: Tagged, index: int) -> tuple[int, int]:
    start = index
    while start > 0 and not _parts(t, start - 1):
        start -= 1
    end = index + 1
    while end < len(t.tags) and not _parts(t, end):
        end += 1
    return start, end


def _parts(t: Tagged, i: int) -> bool:
    """Whether a new clause begins at or after the word: a mark, who, because; "and" if a subject and a verb follow it."""
    if t.only(i, "mark"):
        return t.word(i) not in {"'", '"', "%", "/", "-", "&"}
    if t.can(i, "conj"):
        phrase = t.phrase(i + 1)
        return t.can(i + 1, FINITE) or (phrase is not None and t.can(t.skip(phrase.end), FINITE))
    return t.can(i, "sub", "wh") and not t.can(i, "det", "prep")
