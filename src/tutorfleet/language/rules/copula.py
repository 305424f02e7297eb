"""Rules of a missing be: she very kind, my father a farmer, my house near the river.

Indonesian needs no be. A clause without any finite verb is looked at, and only if it has a clear subject.
"""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.clauses import opens
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.nounwords import JOINTS, after, ends, is_person, singular_of
from tutorfleet.language.rules.times import kinds
from tutorfleet.language.rules.units import listed
from tutorfleet.language.tags import FINITE, NOUN, Tagged, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.words import words

NOW = {"i": "am", "he": "is", "she": "is", "it": "is", "we": "are", "you": "are", "they": "are"}
_PAST = {"am": "was", "is": "was", "are": "were"}
_PAST_TIME = frozenset({"yesterday", "ago"})
DEGREE = frozenset(
    {
        "very",
        "so",
        "really",
        "too",
        "quite",
        "always",
        "still",
        "also",
        "already",
        "never",
        "usually",
        "often",
        "almost",
    }
)
PLACES = group("copula.places")
ADVERBS = frozenset(
    {"here", "there", "home", "ready", "fine", "ok", "okay", "abroad", "outside", "inside", "upstairs", "downstairs"}
)
_FLOATING = frozenset({"all", "both", "alone", "themselves", "too", "themself", "himself", "herself"})


def _pronouns(sentence: Sentence) -> Iterator[Fix]:
    """She very kind; they students; I busy; he not here; they in the kitchen."""
    t = tagged(sentence)
    for i in range(len(t.tags) - 1):
        if t.word(i) not in NOW or not _begins(t, i) or t.word(i + 1) in _FLOATING | {"and", "or", ","}:
            continue
        end = clause_end(t, i)
        if _doing(t, i, end):
            long = {"since", "for"} & kinds(sentence)
            been = "has been" if NOW[t.word(i)] == "is" else "have been"
            yield after(sentence, i, been if long else be_form(t, NOW[t.word(i)], i, end))
        elif t.word(i) == "i" and "sorry" in {t.word(i + 1), t.word(i + 2)} and _feels(t, i):
            yield after(sentence, i, "am")
        elif _feels(t, i) or (not has_verb(t, i + 1, end) and predicate(t, i + 1, end)) or _not_doing(t, i):
            yield after(sentence, i, be_form(t, NOW[t.word(i)], i, end))


def _feels(t: Tagged, i: int) -> bool:
    """I sure he will come; she so angry with me: with an adjective that is nothing else no verb is missing after it."""
    at = i + 1 + (t.word(i + 1) in {"very", "so", "really", "too", "not"})
    plain = t.word(at) in _SURELY and t.word(i) not in {"it", "you"}
    return plain and (ends(t, at + 1) or t.can(at + 1, "subj", "prep", "to", "sub", "conj", "adv"))


_SURELY = listed("clause_words", "surely")


def _doing(t: Tagged, i: int, end: int) -> bool:
    """I waiting for the bus; she always talking: an -ing form with no other verb."""
    at = t.skip(i + 1)
    others = range(i + 1, end)
    if t.word(i + 1) == "just" and not {"don't", "doesn't"}.isdisjoint(t.sentence.words):
        return False  # I don't have time for the gym, so I just jogging: a habit (I just jog) or now?
    return (
        t.word(at).endswith("ing")
        and t.can(at, "ing")
        and t.word(i) not in {"it", "you"}
        and not any(
            t.can(j, FINITE) and not t.can(j, NOUN, "adj", "prep", "adv") and t.word(j - 1) != "to" for j in others
        )
    )


def _not_doing(t: Tagged, i: int) -> bool:
    return t.word(i + 1) == "not" and t.can(i + 2, "ing") and t.word(i) not in {"it", "you"}


def _begins(t: Tagged, i: int) -> bool:
    """Whether a clause with this subject begins here, and no earlier verb governs it (make it very nice)."""
    word, prior = t.word(i), t.word(i - 1)
    if i == 0:
        return True
    if prior in {"as", "than", "like", "let", "and", "or", "only", "not", "more", "then"}:
        return (
            prior == "and"
            and word in {"i", "he", "she", "we", "they"}
            and has_verb(t, 0, i - 1) | t.can(1, "name")
            and i > 2
            and not _joins_somebody(t, i - 1)
        )
    if word in {"you", "it"}:
        return prior in {",", "because", "but", "so"} and not t.can(i + 1, NOUN)
    return opens(t.sentence, i) and prior not in {"-", "–", "—", "(", ":"}


def _joins_somebody(t: Tagged, joint: int) -> bool:
    """Whether "and" joins the pronoun to somebody before it and not to a clause: for my wife and I."""
    phrase = t.phrase_before(joint)
    return phrase is not None and is_person(t.word(phrase.head)) and t.can(phrase.start - 1, "prep", "to")


def clause_end(t: Tagged, i: int) -> int:
    for j in range(i + 1, len(t.tags)):
        if t.word(j) == "so" and adjective(t, j + 1):
            continue
        if t.only(j, "mark") and t.word(j) not in JOINTS:
            return j
        if t.word(j) in _BREAKS or (t.only(j, "conj") and (t.can(j + 1, "subj") or t.can(j + 2, FINITE))):
            return j
    return len(t.tags)


_BREAKS = group("copula.breaks")


def has_verb(t: Tagged, start: int, end: int) -> bool:
    """Whether any word there could be a finite verb; those that hardly ever are, and those inside "the ...", do not count."""
    j = start
    while j < end:
        phrase = t.phrase(j) if t.only(j, "det", "poss") else None
        if phrase is not None and phrase.end > j + 1:
            j = phrase.end
            continue
        if _may_be_verb(t, j):
            return True
        j += 1
    return False


def _may_be_verb(t: Tagged, j: int) -> bool:
    return bool(
        t.lexical(j) & FINITE
        and (t.can(j, FINITE) or not t.only(j - 1, "adj"))
        and "to" not in {t.word(j - 1), t.word(j - 2)}
        and not t.only(j - 1, "prep", "det", "poss")
        and (not t.can(j, "prep", "det", "adv") or t.can(j, "base", "past", "third"))
        and not _no_verb(t, j)
    )


def _no_verb(t: Tagged, j: int) -> bool:
    """Whether it is an adjective or a noun for sure here, although it could be a verb elsewhere."""
    word = t.word(j)
    if t.word(j - 1) in {"still", "so", "very"} and word in _IN_STATE and ends(t, j + 1):
        return True
    if t.word(j - 1) == "very" and "adj" in t.lexical(j):
        return True
    if word in _RARELY_VERBS or word in DEGREE or t.only(j, "prep", "adv", "to"):
        return True
    inside = t.word(j - 1) in DEGREE | {"a", "an", "the", "my", "our", "his", "her", "their", "your", "this"} | {"not"}
    return inside and not t.lexical(j) & {"third", "past"} and t.can(j, "adj", NOUN)


_IN_STATE = listed("clause_words", "in_state")
_RARELY_VERBS = group("copula.rarely_verbs")


def predicate(t: Tagged, i: int, end: int) -> bool:
    """Whether what stands from `i` to `end` can be told of a subject with be."""
    if t.word(i) == "not":
        i += 1
        if i >= end:
            return False
    if t.word(i) == "born":
        return False
    if t.word(i) in {"just", "only"} and (t.word(i + 1) in {"a", "an"} or t.can(i + 1, "num")):
        i += 1
    if t.can(i, "num") and t.word(i + 1) in {"year", "years"}:
        return t.word(i + 2) == "old"
    if t.word(i) in _LASTING and t.word(i + 1) in PLACES | ADVERBS:
        return predicate(t, i + 1, end)
    if t.word(i) in DEGREE:
        very = (
            t.word(i) == "very"
            and "adj" in t.lexical(i + 1)
            and t.word(i + 1) not in {"much", "well", "often", "little", "few"}
        )
        return (very or adjective(t, i + 1)) and stops(t, i + 2, end)
    if t.word(i) in ADVERBS and (i + 1 >= end or t.only(i + 1, "mark", "prep", "adv")):
        return t.word(i) != "home"
    if adjective(t, i):
        return stops(t, i + 1, end)
    if t.word(i) in {"a", "an"} or t.only(i, "poss"):
        phrase = t.phrase(i)
        return phrase is not None and phrase.end <= end and stops(t, phrase.end, end)
    if t.word(i) in PLACES and t.can(i, "prep"):
        phrase = t.phrase(i + 1)
        return phrase is not None and phrase.end <= end and stops(t, phrase.end, end)
    many = singular_of(t.word(i)) is not None and t.only(i, "nouns") and not t.can(i, "third")
    return many and stops(t, i + 1, end) and t.word(i) not in {"guys", "girls", "boys", "kids", "folks", "people"}


_LASTING = frozenset({"still", "already", "always", "also"})


def adjective(t: Tagged, i: int) -> bool:
    word = t.word(i)
    if word.endswith("ing") and t.word(i - 1) in NOW:
        return False
    known = word in words("adjectives") or word in _STATES or (word in _IN_STATE and t.word(i - 1) in DEGREE)
    return known or (t.only(i, "adj") and "adv" not in t.lexical(i) and not word.endswith("ly"))


_STATES = group("copula.states")


def stops(t: Tagged, i: int, end: int) -> bool:
    """Whether the predicate ends here: at the end of the clause, or something of place, time or purpose follows."""
    return i >= end or ends(t, i) or t.can(i, "to", "prep", "adv") or t.word(i) in {"last", "this", "every"}


def be_form(t: Tagged, be: str, start: int, end: int) -> str:
    if [t.word(start + k) for k in range(3)] == ["i", "still", "waiting"]:
        return be
    timed = any(
        t.word(j) in _PAST_TIME or (t.word(j) == "last" and t.can(j + 1, NOUN))
        for j in range(start, min(end + 1, len(t.tags)))
    )
    told = t.word(start - 1) in {"said", "thought", "knew"} or (
        t.word(start - 1) == "that" and t.word(start - 2) == "said"
    )
    return _PAST[be] if timed or told or _past_beside(t, start, end) else be


def _past_beside(t: Tagged, start: int, end: int) -> bool:
    """Whether what it is joined to is told in the past: "We went home because I very tired"."""
    linked = t.word(start - 1) in {"because", "so", "when", "but", "and"} or t.word(end) in {"so", "when"}
    linked = linked or (t.word(end) == "," and t.word(end + 1) in {"so", "but"})
    others = [j for j in range(len(t.tags)) if not start <= j < end and not t.can(j, "base", "adj")]
    return linked and (
        "past" in kinds(t.sentence) or any(t.can(j, "past") or t.word(j) in {"was", "were", "didn't"} for j in others)
    )


REASON = Reason(
    "An English sentence needs a verb; here it is be: {replacement}.",
    "Kalimat bahasa Inggris memerlukan kata kerja; di sini be: {replacement}.",
)
TIP = Reason(
    "Dia baik has no verb; she is kind has one. Am, is or are stand where Indonesian has adalah or nothing.",
    "Dia baik tanpa kata kerja; she is kind memakainya. Pakai am, is, atau are di tempat adalah, juga bila adalah tidak diucapkan.",
)

RULES = (
    Rule(
        id="be-missing",
        category="verb-form",
        needs=frozenset(NOW),
        reason=REASON,
        tip=TIP,
        find=_pronouns,
        examples=(
            ("She very kind to everyone.", "She is very kind to everyone."),
            ("They students at my university.", "They are students at my university."),
            ("He not here.", "He is not here."),
            ("We happy to see you.", "We are happy to see you."),
            ("She my best friend.", "She is my best friend."),
            ("I waiting for you at the station.", "I am waiting for you at the station."),
            ("I sure he will come.", "I am sure he will come."),
            ("We not going to the party.", "We are not going to the party."),
            ("They still at the office.", "They are still at the office."),
            ("I failed because it very complicated.", "I failed because it was very complicated."),
            ("They promised to come, but I still waiting.", "They promised to come, but I am still waiting."),
        ),
        fine=(
            "I too like it.",
            "He and she are both very kind.",
            "They alone know.",
            "I worried about him all night.",
            "She married a pilot.",
            "You guys rock.",
            "They gave sweets to my wife and me on Sunday.",
            "She is as kind as he.",
            "Are they students?",
            "I made it very clear.",
        ),
        confidence=0.87,
    ),
)
