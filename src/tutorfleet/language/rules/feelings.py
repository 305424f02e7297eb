"""Rules of bored and boring by what the subject is: a person feels bored, a lesson is boring.

They look at the whole subject (`tags.py`), so that it may be of any length; the wordings of `data/feelings.txt` know fixed places.
What is neither a person nor surely a thing ("the village was shocked", "the dog is excited") is left alone.
"""

from collections.abc import Iterator
from functools import cache

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import base
from tutorfleet.language.rule import Fix, Rule, either
from tutorfleet.language.rules.units import listed
from tutorfleet.language.tags import Phrase, Tagged, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import NOUN, VERB
from tutorfleet.language.words import words

_BE = frozenset(["am", "is", "are", "was", "were", "be", "isn't", "wasn't", "aren't", "weren't", "been"])
_SHORT = frozenset(["i'm", "we're"])
_LOUD = frozenset(["very", "so", "really", "too", "quite", "also", "still", "extremely"])
_MANY = frozenset(["everyone", "everybody", "students", "children", "kids", "classmates"])
_LINK = frozenset(["mark", "conj", "sub", "wh"])
_PERSONS = ("er", "or", "ist", "ian", "ee", "man", "woman", "mate", "ian", "ant", "person")


@cache
def _pairs() -> dict[str, str]:
    return dict(pair.split("/") for pair in listed("felt", "pairs"))


@cache
def _causes() -> dict[str, str]:
    return {ed: ing for ing, ed in _pairs().items() if ed in listed("felt", "thing")}


def _complements(t: Tagged, wanted: dict[str, str]) -> Iterator[tuple[int, int]]:
    """(the be, the adjective) for every "was very boring", also of a question: "was the film boring"."""
    for i in range(1, len(t.tags)):
        if t.word(i) in wanted:
            at = i - 1
            while t.only(at, "adv", "not") or t.word(at) in _LOUD:
                at -= 1
            if t.word(at) in _BE or t.word(at) in _SHORT:
                yield at, i
            elif t.word(0) in _BE and (asked := t.phrase(1)) and asked.end == at + 1:
                yield 0, i


def _of_persons(sentence: Sentence) -> Iterator[Fix]:
    """I was very boring in the meeting -> bored; my mother was surprising when she saw it -> surprised."""
    t = tagged(sentence)
    for be, i in _complements(t, _pairs()):
        word = t.word(i)
        if _is_about(t, i) and (_is_mine(t, be, i, word) or (_is_someone(t, be) and _is_moved(t, i, word))):
            token = sentence.tokens[i]
            yield Fix(token.start, token.end, _pairs()[word])


def _is_about(t: Tagged, i: int) -> bool:
    """Whether what follows is neither an object nor the noun that the adjective stands before."""
    following = t.at(i + 1)
    return not following or bool(following & (_LINK | {"prep", "to"})) or t.only(i + 1, "adv")


def _is_mine(t: Tagged, be: int, i: int, word: str) -> bool:
    """Whether I or we are said to be so, and it is a feeling of a moment: in the past, very, or because of something."""
    subject = _subject(t, be)
    if word not in listed("felt", "mine") or not (
        t.word(be) in _SHORT or (subject and t.word(subject.head) in {"i", "we"})
    ):
        return False
    now = t.word(be) in {"am", "are", "i'm", "we're", "be"}
    why = t.word(i + 1) in {
        "when",
        "because",
        "at",
        "in",
        "during",
        "about",
        "with",
        "that",
        "after",
        "by",
        "while",
        "today",
    }
    return not now or t.word(i - 1) in _LOUD or why


def _is_someone(t: Tagged, be: int) -> bool:
    subject = _subject(t, be)
    if subject is None or t.word(subject.head) in {"it", "this", "that", "these", "those", "there", "they"}:
        return False
    word = t.word(subject.head)
    return word in {"he", "she", "everyone", "everybody"} or _bare(word) in words("persons") or _is_name(t, subject)


def _is_name(t: Tagged, subject: Phrase) -> bool:
    return subject.end == subject.start + 1 and t.only(subject.head, "name") and t.word(subject.head) in words("names")


def _is_moved(t: Tagged, i: int, word: str) -> bool:
    """Whether what follows tells what the feeling comes from: when she heard it, to see us, about the news."""
    following = t.word(i + 1)
    be = next((k for k in range(i - 1, max(0, i - 4), -1) if t.word(k) in _BE), 0)
    if t.word(be - 1) in _MANY and word in listed("felt", "anyone") | {"confusing"}:
        return not t.at(i + 1) or t.can(i + 1, "mark", "conj", "sub")
    if word not in listed("felt", "anyone") and word not in {
        "disappointing",
        "embarrassing",
        "frightening",
        "annoying",
    }:
        return False
    if following in {"when", "after"} or (following == "because" and word in listed("felt", "anyone")):
        events = listed("felt", "events")
        return any(t.word(k) in events for k in range(i + 2, min(i + 8, len(t.tags))))
    if following == "to":
        return t.word(i + 2) in listed("felt", "events")
    return following in {"about", "by", "with"}


def _of_things(sentence: Sentence) -> Iterator[Fix]:
    """The roller coaster was really excited -> exciting; her answer was surprised -> surprising."""
    t = tagged(sentence)
    for be, i in _complements(t, _causes()):
        subject = _subject(t, be)
        if be > 0 and _is_it(t, be, i):
            yield Fix(sentence.tokens[i].start, sentence.tokens[i].end, _causes()[t.word(i)])
            continue
        doing = t.word(i) == "tired" and be > 0 and _is_doing(t, be)
        if _stands_free(t, i) and (doing or (subject and _is_thing(t, subject, t.word(i)))):
            token = sentence.tokens[i]
            yield Fix(token.start, token.end, _causes()[t.word(i)])


def _of_named_things(sentence: Sentence) -> Iterator[Fix]:
    """An embarrassed moment -> an embarrassing moment."""
    t = tagged(sentence)
    for i, token in enumerate(sentence.tokens):
        here = token.lower in _causes() and (t.can(i - 1, "det", "poss", "adv") or t.word(i - 1) in {"most", "more"})
        here = here and not t.can(i - 1, "be", "prep")
        if here and t.word(i + 1) in listed("felt", "seen") and not t.can(i + 2, NOUN - {"name"}):
            yield Fix(token.start, token.end, _causes()[token.lower])


def _found(sentence: Sentence) -> Iterator[Fix]:
    """I find this chapter very confused -> very confusing."""
    t = tagged(sentence)
    for i, token in enumerate(sentence.tokens):
        if token.lower not in _causes() or not _is_about(t, i) or t.word(i + 1) in {"by", "with", "in"}:
            continue
        last = i
        while t.word(last - 1) in _LOUD:
            last -= 1
        thing = t.phrase_before(last)
        if (
            thing
            and t.word(thing.start - 1) in {"find", "finds", "found", "think", "thought", "consider"}
            and t.can(thing.start, "det", "poss")
        ) and _is_thing(t, thing, token.lower):
            yield Fix(token.start, token.end, _causes()[token.lower])


def _looks(sentence: Sentence) -> Iterator[Fix]:
    """Rudi looked very exhausting -> very exhausted."""
    t = tagged(sentence)
    for i, token in enumerate(sentence.tokens):
        last = i
        while t.word(last - 1) in _LOUD:
            last -= 1
        here = token.lower in listed("felt", "shown") and t.word(last - 1) in {
            "look",
            "looks",
            "looked",
            "seem",
            "seems",
            "seemed",
        }
        if here and _is_someone(t, last - 1) and _is_about(t, i):
            yield Fix(token.start, token.end, _pairs()[token.lower])


def _stands_free(t: Tagged, i: int) -> bool:
    """Whether nobody who feels it is named, by whom or in what."""
    if t.word(i + 1) in {"by", "with", "in", "at", "of", "about", "-"}:
        return False
    return _is_about(t, i)


def _is_it(t: Tagged, be: int, i: int) -> bool:
    """Whether it stands for what follows: it is annoyed when people talk, it was surprised that he came."""
    return t.word(be - 1) == "it" and t.word(i + 1) in {"when", "that"} and t.word(i + 2) not in {"it", "its"}


def _is_doing(t: Tagged, be: int) -> bool:
    """Whether the subject is what one does: working at night is."""
    return t.can(0, "ing") and be < 6 and not any(t.can(k, "mark", "subj") for k in range(be))


def _is_thing(t: Tagged, subject: Phrase, feeling: str) -> bool:
    if t.word(subject.head).endswith(("body", "one")) or not t.can(subject.head, NOUN):
        return False
    if t.can(subject.head, "name") or any(t.word(k) in {"and", "or"} for k in range(subject.start, subject.end)):
        return False
    noun = _bare(t.word(subject.head))
    if (
        noun in words("persons")
        or noun in listed("felt", "not_thing")
        or t.word(subject.head) in listed("felt", "not_thing")
    ):
        return False
    if feeling == "tired":
        return noun in listed("felt", "tiring")
    if feeling == "confused" and noun in listed("felt", "confused_too"):
        return False
    return noun in listed("felt", "thing_er") or not noun.endswith(_PERSONS)


def _bare(word: str) -> str:
    return base(word, "nouns") or word


def _subject(t: Tagged, be: int) -> Phrase | None:
    """The subject of the be: before it, also after "I think", or in a question after it."""
    if be == 0 or (be == 1 and t.only(0, "wh")):
        return t.phrase(be + 1)
    before = t.phrase_before(be)
    if before and t.can(before.start - 1, VERB) and not t.can(before.start - 1, "ing"):
        return before
    return t.subject(be)


RULES = (
    Rule(
        id="feeling-of-a-person",
        category="adjective",
        needs=frozenset(_pairs()),
        reason=Reason(
            "Say how somebody feels with -ed ({replacement}); -ing says what a thing is like.",
            "Untuk perasaan pakai -ed ({replacement}); -ing untuk sifat bendanya.",
        ),
        find=either(_of_persons, _looks),
        examples=(
            ("I was very boring in the meeting.", "I was very bored in the meeting."),
            ("My father looked very exhausting.", "My father looked very exhausted."),
            ("We were tiring and hungry.", "We were tired and hungry."),
            ("My mom was surprising when she saw my card.", "My mom was surprised when she saw my card."),
            ("My little sister was so exciting about the circus.", "My little sister was so excited about the circus."),
        ),
        fine=(
            "He is boring when he talks about cars.",
            "We were surprising my mother with a cake.",
            "Our neighbour was a boring man.",
            "I am interesting, I think.",
            "My father is embarrassing when he dances.",
        ),
        confidence=0.9,
        tip=Reason("The film is boring, so I am bored.", "Filmnya boring, jadi saya bored."),
    ),
    Rule(
        id="feeling-from-a-thing",
        category="adjective",
        needs=frozenset(_causes()),
        reason=Reason(
            "What a thing is like is said with -ing: {replacement}; -ed says how a person feels.",
            "Sifat benda memakai -ing: {replacement}; -ed untuk perasaan orang.",
        ),
        find=either(_of_things, _of_named_things, _found),
        examples=(
            ("The roller coaster was really excited.", "The roller coaster was really exciting."),
            ("Her answer was surprised.", "Her answer was surprising."),
            ("I find this chapter very confused.", "I find this chapter very confusing."),
            ("It is annoyed when people talk in the cinema.", "It is annoying when people talk in the cinema."),
            ("This is the most excited part of the book.", "This is the most exciting part of the book."),
            ("The instructions on the tax form are confused.", "The instructions on the tax form are confusing."),
        ),
        fine=(
            "The whole village was shocked.",
            "The dog is excited.",
            "The driver was surprised.",
            "His face was surprised and happy.",
            "The market was surprised by the news.",
        ),
        confidence=0.88,
        tip=Reason("The film is boring, so I am bored.", "Filmnya boring, jadi saya bored."),
    ),
)
