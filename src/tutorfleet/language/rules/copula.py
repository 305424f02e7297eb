"""Rules of a missing be: she very kind, my father a farmer, my house near the river.

Indonesian needs no be. A clause without any finite verb is looked at, and only if it has a clear subject.
"""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.clauses import opens
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.nounwords import JOINTS, after, ends, is_person, singular_of
from tutorfleet.language.rules.units import listed
from tutorfleet.language.tags import FINITE, NOUN, Tagged, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.words import words

NOW = {"i": "am", "he": "is", "she": "is", "it": "is", "we": "are", "you": "are", "they": "are"}
_PAST = {"am": "was", "is": "was", "are": "were"}
_PAST_TIME = frozenset({"yesterday", "ago"})
_DEGREE = frozenset(
    {"very", "so", "really", "too", "quite", "always", "still", "also", "already", "never", "usually", "often"}
)
_PLACES = group("copula.places")
_ADVERBS = frozenset(
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
        if has_verb(t, i + 1, end) or not _predicate(t, i + 1, end):
            continue
        yield after(sentence, i, _be(t, NOW[t.word(i)], i, end))


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
        )
    if word in {"you", "it"}:
        return prior in {",", "because", "but", "so"} and not t.can(i + 1, NOUN)
    return opens(t.sentence, i) and prior not in {"-", "–", "—", "(", ":"}


def clause_end(t: Tagged, i: int) -> int:
    for j in range(i + 1, len(t.tags)):
        if t.word(j) == "so" and _adjective(t, j + 1):
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
    if word in _RARELY_VERBS or word in _DEGREE or t.only(j, "prep", "adv", "to"):
        return True
    inside = t.word(j - 1) in _DEGREE | {"a", "an", "the", "my", "our", "his", "her", "their", "your", "this"} | {"not"}
    return inside and not t.lexical(j) & {"third", "past"} and t.can(j, "adj", NOUN)


_IN_STATE = listed("clause_words", "in_state")
_RARELY_VERBS = group("copula.rarely_verbs")


def _predicate(t: Tagged, i: int, end: int) -> bool:
    """Whether what stands from `i` to `end` can be told of a subject with be."""
    if t.word(i) == "not":
        i += 1
        if i >= end:
            return False
    if t.word(i) == "born":
        return False
    if t.word(i) in _DEGREE:
        very = (
            t.word(i) == "very"
            and t.can(i + 1, "adj")
            and t.word(i + 1) not in {"much", "well", "often", "little", "few"}
        )
        return (very or _adjective(t, i + 1)) and _stops(t, i + 2, end)
    if t.word(i) in _ADVERBS and (i + 1 >= end or t.only(i + 1, "mark", "prep", "adv")):
        return t.word(i) != "home"
    if _adjective(t, i):
        return _stops(t, i + 1, end)
    if t.word(i) in {"a", "an"} or t.only(i, "poss"):
        phrase = t.phrase(i)
        return phrase is not None and phrase.end <= end and _stops(t, phrase.end, end)
    if t.word(i) in _PLACES and t.can(i, "prep"):
        phrase = t.phrase(i + 1)
        return phrase is not None and phrase.end <= end and _stops(t, phrase.end, end)
    many = singular_of(t.word(i)) is not None and t.only(i, "nouns") and not t.can(i, "third")
    return many and _stops(t, i + 1, end) and t.word(i) not in {"guys", "girls", "boys", "kids", "folks", "people"}


def _adjective(t: Tagged, i: int) -> bool:
    word = t.word(i)
    if word.endswith("ing") and t.word(i - 1) in NOW:
        return False
    known = word in words("adjectives") or word in _STATES or (word in _IN_STATE and t.word(i - 1) in _DEGREE)
    return known or (t.only(i, "adj") and "adv" not in t.lexical(i) and not word.endswith("ly"))


_STATES = group("copula.states")


def _stops(t: Tagged, i: int, end: int) -> bool:
    """Whether the predicate ends here: at the end of the clause, or something of place, time or purpose follows."""
    return i >= end or ends(t, i) or t.can(i, "to", "prep", "adv") or t.word(i) in {"last", "this", "every"}


def _be(t: Tagged, be: str, start: int, end: int) -> str:
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
    return linked and any(t.can(j, "past") or t.word(j) in {"was", "were", "didn't"} for j in others)


def _nouns(sentence: Sentence) -> Iterator[Fix]:
    """My father a farmer; the food here very delicious; the rooms on this floor dirty; Grandpa still weak."""
    t = tagged(sentence)
    for start in range(len(t.tags) - 2):
        if not _noun_begins(t, start):
            continue
        phrase = t.phrase(start)
        if phrase is None or not t.can(phrase.head, NOUN):
            continue
        second = t.phrase(phrase.end + 1) if t.word(phrase.end) == "and" else None
        at = phrase.end + (t.word(phrase.end) in {"here", "there"})
        at = second.end if second and t.word(phrase.end + 1) in _DEFINITE | {"i"} else _after_place(t, at)
        end = clause_end(t, at - 1)
        if at >= end or has_verb(t, at, end) or has_verb(t, start + 1, phrase.head) or _verbal(t, phrase.head):
            continue
        if _noun_predicate(t, start, at, end):
            plural = t.only(phrase.head, "nouns") or t.word(phrase.head) in {"people", "parents", "children"}
            plural = plural or t.word(phrase.end) == "and"
            yield after(sentence, at - 1, _be(t, "are" if plural else "is", start, end))


def _after_place(t: Tagged, at: int) -> int:
    """Over "on the second floor" if something is told after it: "the toilets on the second floor | dirty"."""
    place = t.phrase(at + 1) if t.word(at) in _HANGING else None
    if place is None or not (_adjective(t, place.end) or t.word(place.end) in _DEGREE - {"also", "usually", "often"}):
        return at
    return place.end


_HANGING = frozenset({"in", "on", "at", "of", "near", "from", "behind"})


def _noun_begins(t: Tagged, start: int) -> bool:
    definite = t.only(start, "poss") or t.word(start) in _DEFINITE or t.word(start) in _KIN
    definite = definite or (t.only(start, "name") and not t.can(start - 1, "name", NOUN))
    prior = t.word(start - 1)
    place = start == 0 or prior in {"because", "but", "when", "although"} or (prior in {"and", "so"} and start > 2)
    told = prior in _TOLD or (prior == "that" and t.word(start - 2) in _TOLD)
    greeted = prior == "," and start < 4 and not any(t.lexical(i) & FINITE for i in range(start - 1))
    return definite and (place or told or greeted)


_DEFINITE = frozenset({"the", "this", "my", "his", "her", "our", "their", "your"})
_KIN = frozenset({"grandpa", "grandma", "mom", "mum", "dad", "mama", "papa"})
_TOLD = frozenset({"said", "say", "says", "think", "thinks", "know", "knew", "heard", "hope"})


def _verbal(t: Tagged, head: int) -> bool:
    return bool(t.lexical(head) & {"third", "past"}) and not t.only(head, NOUN)


def _noun_predicate(t: Tagged, start: int, at: int, end: int) -> bool:
    if t.word(at) == "so" and t.word(at + 1) in {"far", "much", "many", "long"}:
        return False
    if t.word(at) in _DEGREE or (
        t.word(at) == "not" and (t.word(at + 1) in _DEGREE | _ADVERBS | {"at"} or _adjective(t, at + 1))
    ):
        lasting = t.word(at) in {"still", "not", "always"} and _is_place(t, at + 1, end)
        return t.word(at) in _DEGREE - {"also", "already", "usually", "often", "never"} | {"not"} and (
            lasting or _predicate(t, at, end)
        )
    if (t.can(at, "more") and t.word(at + 1) == "than") or (t.word(at) == "more" and t.word(at + 2) == "than"):
        return t.word(start) != "the"
    told = t.only(start, "name") or t.word(start - 1) in _TOLD
    if not told and _adjective(t, at) and t.word(at) not in _AFTER_NOUN and (at == end - 1 or _about(t, at, end)):
        return True
    if t.word(start) in {"the", "this"} or t.only(start, "name"):
        return False
    if t.word(at) in {"near", "behind", "beside", "opposite"} or (t.word(at) == "far" and t.word(at + 1) == "from"):
        return start == 0 and t.phrase(at + 1 + (t.word(at) == "far")) is not None
    if t.word(at) in {"a", "an"}:
        return _predicate(t, at, end)
    if t.word(at) in {"both", "all"} and t.only(at + 1, "nouns"):
        return is_person(t.word(at + 1)) and _stops(t, at + 2, end)
    favourite = t.word(start + 1) in {"favorite", "favourite"} and at == end - 1
    return favourite and t.can(at, "adj", NOUN)


def _about(t: Tagged, at: int, end: int) -> bool:
    """Whether all that follows the adjective is what it is about: "proud of me"."""
    about = t.phrase(at + 2) if t.word(at + 1) in {"of", "for", "with", "about", "at", "to", "from"} else None
    return about is not None and about.end == end


def _is_place(t: Tagged, at: int, end: int) -> bool:
    place = t.phrase(at + 1) if t.word(at) in _PLACES else None
    return place is not None and _stops(t, place.end, end)


_AFTER_NOUN = frozenset(
    {"alone", "responsible", "available", "present", "possible", "necessary", "concerned", "involved"}
)


REASON = Reason(
    "An English sentence needs a verb; here it is be: {replacement}.",
    "Kalimat bahasa Inggris memerlukan kata kerja; di sini be: {replacement}.",
)
_TIP = Reason(
    "Dia baik has no verb; she is kind has one. Am, is or are stand where Indonesian has adalah or nothing.",
    "Dia baik tanpa kata kerja; she is kind memakainya. Pakai am, is, atau are di tempat adalah, juga bila adalah tidak diucapkan.",
)

RULES = (
    Rule(
        id="be-missing",
        category="verb-form",
        needs=frozenset(NOW),
        reason=REASON,
        tip=_TIP,
        find=_pronouns,
        examples=(
            ("She very kind to everyone.", "She is very kind to everyone."),
            ("They students at my university.", "They are students at my university."),
            ("He not here.", "He is not here."),
            ("We happy to see you.", "We are happy to see you."),
            ("She my best friend.", "She is my best friend."),
        ),
        fine=(
            "I too like it.",
            "He and she are both very kind.",
            "They alone know.",
            "You guys rock.",
            "She is as kind as he.",
            "Are they students?",
            "I made it very clear.",
        ),
        confidence=0.87,
    ),
    Rule(
        id="be-missing-noun",
        category="verb-form",
        reason=REASON,
        tip=_TIP,
        find=_nouns,
        examples=(
            ("My father a farmer.", "My father is a farmer."),
            ("The food here very delicious.", "The food here is very delicious."),
            ("My house near the river.", "My house is near the river."),
            ("The weather very cold last night.", "The weather was very cold last night."),
            (
                "My office near the old harbour, and I walk to it.",
                "My office is near the old harbour, and I walk to it.",
            ),
            ("The toilets on this floor dirty.", "The toilets on this floor are dirty."),
            ("I left early because the meeting very long.", "I left early because the meeting was very long."),
            ("My friends and I very tired today.", "My friends and I are very tired today."),
        ),
        fine=(
            "My house near the river was sold.",
            "My life in Bali.",
            "The man very kindly helped us.",
            "My best friend, a nurse.",
            "My trip so far!",
            "We keep the food very cold.",
            "The people responsible, he said, were gone.",
        ),
        confidence=0.8,
    ),
)
