"""Rules of articles that are missing after there is, what, such, as and prepositions; and of what one likes in general.

What is a bare noun says `bare_nouns.py`.
"""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import base, plural
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.bare_nouns import (
    ARTICLE,
    CALLED,
    LIKE,
    PREPS,
    ROLES,
    TIP,
    bare_noun,
    in_general,
    with_article,
)
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.nounwords import TIMES, any_word, countables, ends, persons, put
from tutorfleet.language.tags import VERB, tagged
from tutorfleet.language.tokens import Sentence

_THINGS = frozenset({"game", "animal", "vegetable", "comic", "novel", "present"})
_SET = group("bare_nouns.set")
_LIKED = group("bare_nouns.liked")


def _after_there(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(2, len(t.tags)):
        asked = t.word(i - 1) == "there" and t.word(i - 2) in {"is", "was"} and i == 2
        if (
            asked
            or (t.word(i - 1) in {"is", "was", "isn't", "wasn't"} and t.word(i - 2) in {"there", "here"})
            or (t.word(i - 1) == "there's")
        ):
            head = bare_noun(t, i)
            if head is not None:
                yield with_article(sentence, i)


def _as_job(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(2, len(t.tags)):
        works = t.word(i - 2) in {"work", "works", "worked", "working", "job"} and t.word(i - 1) == "as"
        head = bare_noun(t, i) if works else None
        if head is not None and t.word(head) in persons() - ROLES:
            yield with_article(sentence, i)


def _exclaimed(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(1, len(t.tags)):
        if (t.word(i - 1) == "what" and i == 1) or t.word(i - 1) == "such":
            head = bare_noun(t, i)
            if head is not None and head > i:
                yield with_article(sentence, i)


def _liked(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(1, len(t.tags)):
        if t.word(i) in _LIKED and t.word(i - 1) in LIKE and t.can(i - 1, VERB) and ends(t, i + 1):
            yield put(sentence, i, plural(t.word(i)))
        pastime = t.word(i) in _THINGS and in_general(t, i, base(t.word(i - 1), "ing") or t.word(i - 1))
        if pastime and ends(t, i + 1) and t.can(i - 1, "ing", "base"):
            yield put(sentence, i, plural(t.word(i)))
        feared = t.word(i - 2) in {"afraid", "scared", "frightened", "fond"} and t.word(i - 1) == "of"
        feared = feared or (t.word(i - 2) == "allergic" and t.word(i - 1) == "to")
        if feared and (t.word(i) in countables() | {"peanut", "vegetable"}) and ends(t, i + 1):
            yield put(sentence, i, plural(t.word(i)))


def _after_preposition(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(1, len(t.tags)):
        if t.word(i - 1) in PREPS and t.can(i - 1, "prep", "to"):
            head = bare_noun(t, i)
            if head is None or head == i or any_word(t, _SET, i, head) or t.word(head) in {"life", "future", "school"}:
                continue
            if t.word(head) not in TIMES and t.word(head + 1) not in {"of", "and"} and t.word(head) not in CALLED:
                yield with_article(sentence, i)


RULES = (
    Rule(
        id="article-preposition",
        category="article",
        reason=ARTICLE,
        tip=TIP,
        find=_after_preposition,
        examples=(
            ("He works in big hospital.", "He works in a big hospital."),
            ("We stayed in cheap hotel near the beach.", "We stayed in a cheap hotel near the beach."),
            ("I am looking for new job.", "I am looking for a new job."),
        ),
        fine=(
            "They travelled by high-speed train.",
            "In second place came Budi.",
            "He is in good shape.",
            "We talked at great length.",
            "I went to high school.",
            "It hit at full speed.",
        ),
        confidence=0.83,
    ),
    Rule(
        id="article-there",
        category="article",
        needs=frozenset({"there", "here", "there's"}),
        reason=ARTICLE,
        tip=TIP,
        find=_after_there,
        examples=(
            ("There is small lake behind our village.", "There is a small lake behind our village."),
            ("There was old man at the door.", "There was an old man at the door."),
            ("There is cat on the roof.", "There is a cat on the roof."),
            ("Is there bank near here?", "Is there a bank near here?"),
        ),
        fine=("There is rice on the table.", "There is hope.", "There are small lakes there.", "There is no lake."),
        confidence=0.88,
    ),
    Rule(
        id="article-as-job",
        category="article",
        needs=frozenset({"as"}),
        reason=Reason(
            "Before what somebody is say a or an: {replacement}.",
            "Sebelum pekerjaan atau peran seseorang pakai a atau an: {replacement}.",
        ),
        find=_as_job,
        examples=(
            ("My cousin works as electrician.", "My cousin works as an electrician."),
            ("I worked as waiter in Bali.", "I worked as a waiter in Bali."),
            ("She is working as private tutor.", "She is working as a private tutor."),
        ),
        fine=("They work as nurses.", "She works as hard as I do.", "He works as head of sales."),
        confidence=0.9,
    ),
    Rule(
        id="what-a",
        category="article",
        needs=frozenset({"what", "such"}),
        reason=Reason(
            "After what and such, one thing that can be counted takes a or an: {replacement}.",
            "Setelah what dan such, satu benda yang dapat dihitung memakai a atau an: {replacement}.",
        ),
        find=_exclaimed,
        examples=(
            ("What beautiful village!", "What a beautiful village!"),
            ("She is such kind person.", "She is such a kind person."),
            ("It was such old car.", "It was such an old car."),
        ),
        fine=("Such nice weather is rare.", "What new ideas!", "No such luck.", "What old friends we are!"),
        confidence=0.88,
    ),
    Rule(
        id="like-plural",
        category="plural",
        reason=Reason(
            "What you like in general is plural: {replacement}.",
            "Yang disukai secara umum memakai bentuk jamak: {replacement}.",
        ),
        find=_liked,
        examples=(
            ("I like cat.", "I like cats."),
            ("My sister loves flower.", "My sister loves flowers."),
            ("They hate snake.", "They hate snakes."),
            ("He is afraid of spider.", "He is afraid of spiders."),
        ),
        fine=("I like chicken.", "I like cat food.", "I like my cat.", "She looks like cat lovers do."),
        confidence=0.8,
    ),
)
