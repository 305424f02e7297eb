"""Rules of articles that are missing: a or an before one thing that can be counted, the before what there is only one of.

Where the noun is one that often stands alone (school, bed, cake) it says nothing: `data/countable.txt` has the others.
"""

from collections.abc import Iterator

from msgspec import structs

from tutorfleet.language.edits import Reason
from tutorfleet.language.lexicon import senses
from tutorfleet.language.morph import base, plural, verbs
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.articles import needs_an
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.nounwords import (
    JOINTS,
    KIN,
    POSSESSIVES,
    TIMES,
    before,
    countables,
    ends,
    is_adjective,
    persons,
    put,
)
from tutorfleet.language.tags import NOUN, VERB, Tagged, possible, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.words import words

BE = frozenset(
    {"is", "was", "am", "are", "were", "i'm", "he's", "she's", "it's", "be", "become", "became", "becomes", "isn't"}
)


BE_ONE = BE - {"are", "were"}


PREPS = group("bare_nouns.preps")


# Roles that one person at a time has, which need no article, and who is called by the word alone.
ROLES = group("bare_nouns.roles")


CALLED = (KIN - {"child", "parent"}) | {"baby", "lady", "sir", "professor"}


_DEFINITE = group("bare_nouns.definite")


_NOARTICLE = _DEFINITE | group("bare_nouns.no_article")


_DOOR_VERBS = frozenset(
    {"open", "close", "shut", "lock", "answer", "clean", "wash", "play", "call", "turn", "elect", "name"}
)


_GIVE = group("bare_nouns.give")


LIKE = frozenset({"like", "love", "hate", "dislike", "prefer", "likes", "loves", "hates", "prefers"})


def with_article(sentence: Sentence, index: int) -> Fix:
    return before(sentence, index, "an" if needs_an(sentence.tokens[index].text) else "a")


def bare_noun(t: Tagged, start: int) -> int | None:
    """The index of the countable singular that a phrase without determiner beginning at `start` ends with."""
    i = start
    if t.word(start - 1) in _DEGREE | JOINTS:
        return None
    while i < start + 4 and (t.word(i) in _DEGREE or (is_adjective(t, i) and t.word(i) not in _NOARTICLE)):
        i += 1
        if t.word(i) in {"and", ","} and is_adjective(t, i + 1) and t.can(i - 1, "adj") and t.can(i + 2, "noun"):
            i += 1  # long and boring film
    head = i
    one = _is_countable(t, start, head) and t.sentence.tokens[head].text.islower() and ends(t, head + 1)
    bare = head == start
    if bare and (
        ("adj" in t.lexical(head) and t.word(head) not in {"pilot", "novel"} and not _given(t, head))
        or t.word(head) in {"cook", "guide", "coach", "judge"}
    ):
        return None
    if not one or (bare and t.word(head) in TIMES):
        return None
    return None if _is_listed(t, start, head) else head


def _given(t: Tagged, head: int) -> bool:
    """Buy present for my mother."""
    return t.word(head) == "present" and t.word(head - 1) in {"buy", "bought", "get", "got", "give", "gave", "buying"}


_DEGREE = frozenset({"very", "really", "quite"})


_WHEN_DESCRIBED = group("bare_nouns.when_described")


def _is_countable(t: Tagged, start: int, head: int) -> bool:
    word, described = t.word(head), head > start
    good_time = word == "time" and t.word(head - 1) in _GOOD
    if word in _MEASURES and t.word(head + 1) == "of":
        return True
    return word in countables() or (described and (word in _WHEN_DESCRIBED or good_time))


_GOOD = frozenset({"good", "great", "nice", "wonderful", "lovely", "hard", "difficult", "bad", "amazing", "fantastic"})


def _is_listed(t: Tagged, start: int, head: int) -> bool:
    """Pen and paper, husband and wife, day after day: no article there."""
    joined = t.word(head + 1) in {"and", "or", "/", ","} or (start == head and t.word(head + 1) == "to")
    again = t.word(head + 2) == t.word(head)
    twin = again or (start == head and joined and t.can(head + 2, NOUN) and not t.can(head + 2, VERB - {"base"}))
    numbered = t.can(head + 1, "num") and t.word(head + 1) not in {"last", "next", "first"}
    twin = twin or (t.word(head) == "company" and t.word(head - 1) == "good")
    return twin or numbered or t.word(head + 1) == ":"


def _after_verb(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(1, len(t.tags)):
        head = bare_noun(t, i)
        if head is None:
            continue
        verb = _base_before(t, i)
        plain = head == i
        if (verb in _DOOR_VERBS and plain) or f"{verb}_{t.word(head)}" in words("bare_idioms"):
            continue
        if ("ing" in t.lexical(head) and verb in _DOING) or t.word(head) == "university":
            continue
        if t.word(i) == "better" and t.word(i - 1) == "had":
            continue
        paired = verb == "have" and t.word(head) in {
            "eye",
            "ear",
            "hand",
            "foot",
            "leg",
            "arm",
            "tooth",
            "lip",
            "shoulder",
        }
        if verb and (in_general(t, i, verb) or paired or _from_many(t, head + 1)):
            yield put(sentence, head, plural(t.word(head)))
            continue
        measured = t.word(head + 1) == "of" and t.word(head) not in _MEASURES
        if verb and not measured and (not plain or t.word(i) not in CALLED) and not _generic(t, i, head):
            yield with_article(sentence, i)


def in_general(t: Tagged, start: int, verb: str) -> bool:
    """Collecting stamps, sells shoes; what one likes doing: reading books, to draw animals."""
    if verb in {"collect", "sell", "teach"}:
        return True
    at = start - 1
    liked = {t.word(j) for j in range(max(0, at - 3), at)} & _PLEASURES
    return verb in _PASTIMES and bool(liked) and (t.can(at, "ing") or t.word(at - 1) == "to")


_PLEASURES = LIKE | {"enjoy", "enjoys", "hobby", "hobbies", "enjoyed", "liked", "loved", "favourite", "favorite"}
_PASTIMES = frozenset(
    {"read", "watch", "play", "draw", "collect", "write", "eat", "paint", "make", "grow", "visit", "buy"}
)


def _from_many(t: Tagged, at: int) -> bool:
    """From thirty countries, from different cities: it is several that come from there."""
    many = t.can(at + 1, "num") or t.word(at + 1) in {"many", "different", "several"}
    return t.word(at) == "from" and many and t.can(at + 2, "nouns")


_DOING = frozenset(
    {"suggest", "enjoy", "finish", "avoid", "recommend", "mind", "keep", "start", "stop", "like", "love", "hate"}
)
_MEASURES = group("bare_nouns.measures")


def _generic(t: Tagged, start: int, head: int) -> bool:
    return start == head and t.word(start - 1) in LIKE


def _base_before(t: Tagged, i: int) -> str | None:
    """The base form of the verb whose object begins at `i`; None if there is none for sure."""
    at = i - 1
    if t.only(at, "obj") and t.word(at - 1) in _GIVE:
        return "give"
    doing = t.can(at, "ing") and t.can(t.back(at - 1), "be") and base(t.word(at), "ing") in verbs()
    verbal = t.can(at, "base", "third", "past", "done", "ing") and not t.can(at, NOUN, "be", "prep", "det", "adv")
    verbal = verbal or doing
    if not verbal or (not doing and "adj" in t.lexical(at) and not t.can(at, "past")):
        return None
    if (
        t.word(at - 1) in JOINTS
        or not _acts(t, at)
        or t.word(at) in BE | {"been", "being", "let"}
        or (at == 0 and not t.only(0, "base"))
    ):
        return None
    found = [s.base for s in senses(t.word(at)) if s.tag in {"base", "third", "past", "done", "ing"}]
    return found[0] if found else t.word(at)


def _acts(t: Tagged, at: int) -> bool:
    """Whether the word is a verb and not part of a noun phrase: the compressed file, the module search path."""
    prior = t.back(at - 1)
    if t.only(at, "ing"):
        noun = t.can(prior, "det", "poss", "adj") or t.only(prior, NOUN)
        return not noun and t.word(prior) not in POSSESSIVES | {"this", "that"}
    if t.can(at, "not") or t.word(prior) == "or":
        return False
    if t.word(prior) == "to" and not t.can(at, "base"):
        return False
    if t.only(prior, "subj", "modal", "not", "do") or t.word(prior) == "to" or t.can(prior, "be", "have"):
        return True
    if t.can(prior, "det", "poss", "prep", "num", "adj"):
        return False
    return prior >= 0 and ("noun" not in possible(t.word(at)) or t.can(at, "past"))


def _after_be(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(1, len(t.tags)):
        asked = t.word(0) in {"is", "was"} and i == 2 and t.word(1) in {"he", "she", "it", "this", "that"}
        at = t.back(i - 1) if t.word(i - 1) not in BE else i - 1
        if not asked and (t.word(at) not in BE_ONE or _asks(t, at)):
            continue
        head = bare_noun(t, i)
        if head is None or (t.word(head + 1) == "of" and t.word(head) not in _MEASURES):
            continue
        if i < head and t.word(i) not in words("adjectives") and base(t.word(i), "ing") in verbs():
            continue  # is reading book
        if t.word(i) == "near" or (t.word(i - 1) == "only" and t.word(head + 1) in {"who", "that"}):
            continue
        role = head == i and (
            t.word(head) not in persons()
            or (t.can(head, "adj") and t.word(head) != "pilot")
            or t.word(head) in ROLES | CALLED
        )
        if not role and _one_is_subject(t, at):
            sure = head == i and not t.lexical(head) & {"adj", "mass"}
            yield structs.replace(with_article(sentence, i), confidence=0.94 if sure else None)


def _asks(t: Tagged, at: int) -> bool:
    return at == 0 or t.can(at - 1, "wh") or t.word(at - 1) in {"there", "here"}


def _one_is_subject(t: Tagged, at: int) -> bool:
    if t.word(at) in {"be", "become", "becoming"} or t.word(0) in {"is", "was"}:
        return True
    found = t.subject(at)
    return t.word(at) in {"i'm", "he's", "she's", "it's"} or (found is not None and found.number != "plural")


ARTICLE = Reason(
    "One thing that can be counted needs a or an: {replacement}.",
    "Satu benda yang dapat dihitung memerlukan a atau an: {replacement}.",
)


TIP = Reason(
    "Say it with sebuah, seekor or seorang: where you can, English says a or an.",
    "Coba pakai sebuah, seekor, atau seorang: kalau bisa, bahasa Inggris memakai a atau an.",
)


RULES = (
    Rule(
        id="article-object",
        category="article",
        reason=ARTICLE,
        tip=TIP,
        find=_after_verb,
        examples=(
            ("I bought new phone last week.", "I bought a new phone last week."),
            ("She has very big family.", "She has a very big family."),
            ("Can you give me pen?", "Can you give me a pen?"),
            ("We ate apple and watched old movie.", "We ate an apple and watched an old movie."),
        ),
        fine=(
            "We have dinner at seven.",
            "They took part in the game.",
            "He took pen and paper.",
            "She plays piano well.",
            "I like fresh fruit and cold water.",
            "He wore size ten shoes.",
            "We made new friends.",
            "It is time we fixed that leaking roof.",
        ),
        confidence=0.85,
    ),
    Rule(
        id="article-be",
        category="article",
        reason=ARTICLE,
        tip=TIP,
        find=_after_be,
        examples=(
            ("My uncle is famous chef.", "My uncle is a famous chef."),
            ("It was wonderful day.", "It was a wonderful day."),
            ("Is she student?", "Is she a student?"),
            ("My sister is not good singer.", "My sister is not a good singer."),
        ),
        fine=(
            "He is good company.",
            "She is teacher of the year.",
            "He became captain of the team.",
            "They are good friends.",
            "It is early morning.",
            "She is next in line.",
        ),
        confidence=0.87,
    ),
)
