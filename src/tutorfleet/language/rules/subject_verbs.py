"""Rules of agreement between a noun and its verb, near and over a distance: the girl with the red shoes lives next door.

The subjects come from `noun_subjects.py`; pronouns as subjects are the business of `agreement.py`.
"""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.lexicon import senses
from tutorfleet.language.morph import past, third, verbs
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.clauses import is_inverted
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.noun_subjects import OFTEN, Subject, subjects
from tutorfleet.language.rules.nounwords import JOINTS, KIN, POSSESSIVES, TIMES, ends, persons, put
from tutorfleet.language.tags import FINITE, NOUN, Tagged, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import common
from tutorfleet.language.words import words

_BE = {"is": "are", "was": "were", "isn't": "aren't", "wasn't": "weren't"}


_ARE = {"are": "is", "were": "was", "aren't": "isn't", "weren't": "wasn't"}


_THIRD = {"has": "have", "doesn't": "don't", "hasn't": "haven't", **_BE}


BASE = {"have": "has", "don't": "doesn't", "haven't": "hasn't", "dont": "doesn't", **_ARE}


_BARE_AFTER = frozenset(
    {"let", "make", "makes", "made", "help", "helps", "helped", "see", "saw", "hear", "heard", "watch"}
)


def _noun_verbs(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for found in subjects(t):
        word = t.word(found.verb)
        code = found.verb + 1 < len(t.tags) and sentence.tokens[found.verb + 1].text in {"None", "True", "False"}
        if not word or code or is_inverted(sentence, found.start) or _after_bare(t, found.start):
            continue
        if word == "does" and any(t.word(i) in {"how", "what", "which", "whose"} for i in range(found.verb)):
            continue  # "How many languages does he speak?"
        new = plural_form(t, found.verb) if found.plural else singular_form(t, found.verb) or _how_it_works(t, found)
        if new and not _unreal(t, found, word) and not _is_compound(t, found):
            yield put(sentence, found.verb, new)


def _how_it_works(t: Tagged, found: Subject) -> str | None:
    """Tell me how this machine work: the last word must be the verb, although it can be a noun."""
    word, at = t.word(found.verb), found.verb
    asked = t.word(found.start - 1) in {"how", "why"} and found.start > 1 and not found.far
    last = at == len(t.tags) - 1 or (t.can(at + 1, "mark") and t.word(at + 1) != "?")
    sure = asked and last and t.can(at, "base") and word in verbs() and past(word) != word
    return third(word) if sure else None


_MOSTLY_VERBS = group("subject_verbs.mostly_verbs")


def _is_compound(t: Tagged, found: Subject) -> bool:
    """Whether the "verb" is rather the second half of a noun: the main package for curses support for Python.

    What can do something (my mother, the guests) works in a bank; of a package support is a noun.
    """
    verb = found.verb
    doubt = "noun" in t.lexical(verb) and "base" in t.lexical(verb) and t.can(verb + 1, "prep")
    doubt = doubt and not (at_time(t, verb + 1) and _last_verb(t, verb))
    doer = t.word(found.head) in persons() or t.can(found.head, "name") or t.word(found.start) in POSSESSIVES
    return doubt and not found.plural and not doer and t.word(verb) not in _MOSTLY_VERBS


def _after_bare(t: Tagged, start: int) -> bool:
    return t.word(start - 1) in _BARE_AFTER


def _unreal(t: Tagged, found: Subject, word: str) -> bool:
    if word not in {"were", "weren't"}:
        return False
    return any(t.word(i) in {"if", "wish", "though", "unless", "whether", "suppose"} for i in range(found.start))


def plural_form(t: Tagged, verb: int) -> str | None:
    """What a plural subject needs in place of the verb; None: it is right, or no verb for certain."""
    word = t.word(verb)
    if t.word(verb - 1) in _DEGREES:
        return None
    if word in _THIRD:
        return None if word == "has" and not t.can(verb, "have", "third") else _THIRD[word]
    often = t.word(verb - 1) in OFTEN and "third" in t.lexical(verb)
    if t.only(verb, "third") or often or (t.can(verb, "third") and _is_verb_here(t, verb)):
        return next((s.base for s in senses(word) if s.tag == "third"), None)
    return None


def singular_form(t: Tagged, verb: int) -> str | None:
    """What one subject needs in place of the verb; None: it is right, or no verb for certain."""
    word = t.word(verb)
    if t.word(verb - 1) in _DEGREES:
        return None
    if word in BASE:
        return None if word in {"do", "be"} else BASE[word]
    if word == "own" and t.can(verb + 1, "det", "poss") and _last_verb(t, verb):
        return "owns"
    here = _is_verb_here(t, verb) or _ambiguous_verb(t, verb)
    base = t.only(verb, "base") or (t.can(verb, "base") and not t.can(verb, "past", "third") and here)
    if not base or word in {"be", "do", "please", "let"} or past(word) == word:
        return None
    if common(word) & {"noun", "mass", "adj"} and not (_ambiguous_verb(t, verb) and _last_verb(t, verb)):
        return None
    return third(word) if t.word(verb + 1) not in JOINTS | {":", "'"} else None


_DEGREES = frozenset({"very", "so", "too", "quite", "more", "most", "really"})


def _ambiguous_verb(t: Tagged, verb: int) -> bool:
    """Whether what is a noun elsewhere (play, leave) is a verb here."""
    word = t.word(verb)
    if word in {"own", "need", "want", "love", "hate", "make", "produce", "use"} and t.can(
        verb + 1, "det", NOUN, "poss", "to"
    ):
        return True
    if word in {"taste", "smell", "look", "sound", "feel"} and t.can(verb + 1, "adj"):
        return True
    if word not in verbs() and not t.only(verb + 1, "det", "poss", "obj"):
        return False
    kin = t.word(verb - 1) in KIN | group("possessives.owners") and word in words("verbs") and t.can(verb + 1, NOUN)
    named = (t.only(verb - 1, "name") and t.only(verb + 1, NOUN)) or kin
    return t.word(verb + 1) != "of" and (named or _is_verb_here(t, verb))


def _is_verb_here(t: Tagged, verb: int) -> bool:
    """Whether a word that may be a noun or an adjective too is the verb: an object or a preposition follows."""
    clear = t.only(verb + 1, "det", "poss", "obj") or (t.can(verb + 1, "prep") and not t.can(verb + 1, "conj", "sub"))
    if t.word(verb) == "own":
        return t.can(verb + 1, "det", "poss") and _last_verb(t, verb)
    if t.word(verb) == "like":
        return (clear or t.can(verb + 1, NOUN, "adj", "ing", "to")) and _last_verb(t, verb)
    if t.can(verb, "adj", "adv", "prep"):
        return t.word(verb) in _SHUTS and at_time(t, verb + 1) and _last_verb(t, verb)
    return (clear or _manner(t, verb + 1)) and not t.can(verb, "det", "modal")


_SHUTS = frozenset({"open", "close"})


def at_time(t: Tagged, at: int) -> bool:
    """At nine, at half past six, on Friday: whether a time follows."""
    named = t.word(at + 1) in {"noon", "midnight", "half", "night"} or t.word(at + 1) in TIMES
    return t.word(at) in {"at", "on", "around", "before", "after"} and (t.can(at + 1, "num") or named)


def _manner(t: Tagged, at: int) -> bool:
    """Changes quickly, finishes late, works hard: an adverb that tells how or when, and nothing that it could belong to."""
    at += t.word(at) in {"too", "very", "so", "really"}
    if t.word(at) in {"whenever", "when", "because", "if", "while"}:
        return t.only(at - 1, "base")
    how = t.word(at).endswith("ly") or t.word(at) in {
        "late",
        "early",
        "well",
        "fast",
        "hard",
        "again",
        "soon",
        "together",
        "much",
    }
    return how and t.can(at, "adv") and ends(t, at + 1)


def _last_verb(t: Tagged, verb: int) -> bool:
    """Whether no finite verb follows in the clause."""
    for i in range(verb + 1, len(t.tags)):
        if t.only(i, "mark", "conj", "sub"):
            return True
        if t.can(i, FINITE) and not t.can(i, NOUN, "adj", "base"):
            return False
    return True


_REASON = Reason(
    "The verb must fit its subject, also when other words stand between: {replacement}.",
    "Kata kerja harus sesuai dengan subjeknya, juga bila ada kata lain di antaranya: {replacement}.",
)


_TIP = Reason(
    "Ask who or what does it: one takes -s (the girl lives), several do not (the girls live).",
    "Tanyakan siapa atau apa pelakunya: satu memakai -s (the girl lives), lebih dari satu tidak (the girls live).",
)


RULES = (
    Rule(
        id="noun-verb",
        category="agreement",
        reason=_REASON,
        tip=_TIP,
        find=_noun_verbs,
        examples=(
            ("The girl with the red shoes live next to me.", "The girl with the red shoes lives next to me."),
            ("The prices of the vegetables is very high.", "The prices of the vegetables are very high."),
            ("My brother, who lives in Bali, work in a hotel.", "My brother, who lives in Bali, works in a hotel."),
            ("My father and my mother works in a bank.", "My father and my mother work in a bank."),
            ("Every morning the birds sings.", "Every morning the birds sing."),
            ("Tell me how this machine work.", "Tell me how this machine works."),
            ("These apps collects our data.", "These apps collect our data."),
        ),
        fine=(
            "I saw the bus leave.",
            "They asked me how my work was.",
            "Let the man go and make the children laugh.",
            "The people I know work hard.",
            "Five minutes is enough.",
            "A number of students are absent.",
            "My family are all teachers.",
            "The girl with two dogs lives here.",
            "The works council meets on Monday.",
            "A good shop for bicycle support in town.",
            "Sanity check for the given boxes.",
        ),
        confidence=0.85,
    ),
)
