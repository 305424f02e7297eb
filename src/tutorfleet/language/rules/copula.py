"""Rules of a missing be: she very kind, my father a farmer, my house near the river.

Indonesian needs no be. A clause without any finite verb is looked at, and only if it has a clear subject.
"""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.clauses import opens
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.nounwords import JOINTS, after, ends, is_person, put, singular_of
from tutorfleet.language.tags import FINITE, NOUN, Tagged, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.words import words

_NOW = {"i": "am", "he": "is", "she": "is", "it": "is", "we": "are", "you": "are", "they": "are"}
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
        if t.word(i) not in _NOW or not _begins(t, i) or t.word(i + 1) in _FLOATING | {"and", "or", ","}:
            continue
        end = _clause_end(t, i)
        if _has_verb(t, i + 1, end) or not _predicate(t, i + 1, end):
            continue
        yield after(sentence, i, _be(t, _NOW[t.word(i)], i, end))


def _begins(t: Tagged, i: int) -> bool:
    """Whether a clause with this subject begins here, and no earlier verb governs it (make it very nice)."""
    word, prior = t.word(i), t.word(i - 1)
    if i == 0:
        return True
    if prior in {"as", "than", "like", "let", "and", "or", "only", "not", "more", "then"}:
        return (
            prior == "and"
            and word in {"i", "he", "she", "we", "they"}
            and _has_verb(t, 0, i - 1) | t.can(1, "name")
            and i > 2
        )
    if word in {"you", "it"}:
        return prior in {",", "because", "but", "so"} and not t.can(i + 1, NOUN)
    return opens(t.sentence, i) and prior not in {"-", "–", "—", "(", ":"}


def _clause_end(t: Tagged, i: int) -> int:
    for j in range(i + 1, len(t.tags)):
        if t.only(j, "mark") and t.word(j) not in JOINTS:
            return j
        if t.word(j) in _BREAKS or (t.only(j, "conj") and (t.can(j + 1, "subj") or t.can(j + 2, FINITE))):
            return j
    return len(t.tags)


_BREAKS = group("copula.breaks")


def _has_verb(t: Tagged, start: int, end: int) -> bool:
    """Whether any word there could be a finite verb; those that hardly ever are do not count."""
    return any(
        t.lexical(j) & FINITE
        and t.word(j - 1) != "to"
        and not t.only(j - 1, "prep", "det", "poss")
        and (not t.can(j, "prep", "det", "adv") or t.can(j, "base", "past", "third"))
        and not _no_verb(t, j)
        for j in range(start, end)
    )


def _no_verb(t: Tagged, j: int) -> bool:
    """Whether it is an adjective or a noun for sure here, although it could be a verb elsewhere."""
    word = t.word(j)
    if word in _RARELY_VERBS or t.only(j, "prep", "adv", "to"):
        return True
    inside = t.word(j - 1) in _DEGREE | {"a", "an", "the", "my", "our", "his", "her", "their", "your", "this"} | {"not"}
    return inside and not t.lexical(j) & {"third", "past"} and t.can(j, "adj", NOUN)


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
        return _adjective(t, i + 1) and _stops(t, i + 2, end)
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
    if word.endswith("ing") and t.word(i - 1) in _NOW:
        return False
    listed = word in words("adjectives") or word in _STATES
    return listed or (t.only(i, "adj") and "adv" not in t.lexical(i) and not word.endswith("ly"))


_STATES = group("copula.states")


def _stops(t: Tagged, i: int, end: int) -> bool:
    """Whether the predicate ends here: at the end of the clause, or something of place, time or purpose follows."""
    return i >= end or ends(t, i) or t.can(i, "to", "prep", "adv") or t.word(i) in {"last", "this", "every"}


def _be(t: Tagged, be: str, start: int, end: int) -> str:
    timed = any(
        t.word(j) in _PAST_TIME or (t.word(j) == "last" and t.can(j + 1, NOUN))
        for j in range(start, min(end + 1, len(t.tags)))
    )
    return _PAST[be] if timed else be


def _nouns(sentence: Sentence) -> Iterator[Fix]:
    """My father a farmer; the food here very delicious; my house near the river; my favorite color blue."""
    t = tagged(sentence)
    for start in range(len(t.tags) - 2):
        if not _noun_begins(t, start):
            continue
        phrase = t.phrase(start)
        if phrase is None or not t.can(phrase.head, NOUN):
            continue
        at = phrase.end + (t.word(phrase.end) in {"here", "there"})
        end = _clause_end(t, start)
        if at >= end or _has_verb(t, at, end) or _has_verb(t, start + 1, phrase.head) or _verbal(t, phrase.head):
            continue
        if _noun_predicate(t, start, at, end):
            plural = t.only(phrase.head, "nouns") or t.word(phrase.head) in {"people", "parents", "children"}
            yield after(sentence, at - 1, _be(t, "are" if plural else "is", start, end))


def _noun_begins(t: Tagged, start: int) -> bool:
    definite = t.only(start, "poss") or t.word(start) in {"the", "this", "my", "his", "her", "our", "their", "your"}
    place = start == 0 or t.word(start - 1) in {"because", "but"} or (t.word(start - 1) in {"and", "so"} and start > 2)
    return definite and place


def _verbal(t: Tagged, head: int) -> bool:
    return bool(t.lexical(head) & {"third", "past"}) and not t.only(head, NOUN)


def _noun_predicate(t: Tagged, start: int, at: int, end: int) -> bool:
    if t.word(at) in _DEGREE or (
        t.word(at) == "not" and (t.word(at + 1) in _DEGREE | _ADVERBS | {"at"} or _adjective(t, at + 1))
    ):
        return t.word(at) in {"very", "so", "really", "too", "not"} and _predicate(t, at, end)
    if t.word(start) in {"the", "this"}:
        return False
    if t.word(at) in {"near", "behind", "beside", "opposite"} or (t.word(at) == "far" and t.word(at + 1) == "from"):
        return start == 0 and t.phrase(at + 1 + (t.word(at) == "far")) is not None
    if t.word(at) in {"a", "an"}:
        return _predicate(t, at, end)
    if t.word(at) in {"both", "all"} and t.only(at + 1, "nouns"):
        return is_person(t.word(at + 1)) and _stops(t, at + 2, end)
    favourite = t.word(start + 1) in {"favorite", "favourite"} and at == end - 1
    return (favourite and (t.can(at, "adj", NOUN))) or (_adjective(t, at) and at == end - 1 and t.word(at) != "alone")


def _names(sentence: Sentence) -> Iterator[Fix]:
    """My name Budi."""
    t = tagged(sentence)
    for i in range(len(t.tags) - 2):
        capital = t.sentence.tokens[i + 2].text[:1].isupper() or t.word(i + 2) in words("names")
        called = t.word(i) in {"my", "his", "her"} and t.word(i + 1) == "name" and capital and opens(sentence, i)
        if called and not (t.can(i + 3, FINITE) and not t.can(i + 3, NOUN)):
            yield after(sentence, i + 1, "is")


def _questions(sentence: Sentence) -> Iterator[Fix]:
    """Where you from? How old your brother? What your name?"""
    t = tagged(sentence)
    if t.word(0) not in {"where", "what", "who", "how", "why"} or "?" not in sentence.words:
        return
    at = 1 + (t.word(0) == "how" and t.word(1) in words("adjectives") | {"far", "tall", "many"})
    end = _clause_end(t, at)
    if t.word(at) in _NOW and t.word(at) != "it":
        rest = t.word(at + 1)
        told = rest == "from" or (rest in words("adjectives") and t.word(0) == "why") or (at == 2 and rest == "?")
        if told and not _has_verb(t, at + 1, end):
            yield put(sentence, at, f"{_NOW[t.word(at)]} {t.sentence.tokens[at].text}")
    elif t.only(at, "poss") or t.word(at) in {"the", "that", "this"}:
        phrase = t.phrase(at)
        if (
            phrase is not None
            and phrase.end == end
            and t.word(end) == "?"
            and phrase.end > at + 1
            and t.word(0) != "why"
        ):
            be = "are" if t.only(phrase.head, "nouns") else "is"
            yield put(sentence, at, f"{be} {t.sentence.tokens[at].text}")


_REASON = Reason(
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
        needs=frozenset(_NOW),
        reason=_REASON,
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
        reason=_REASON,
        tip=_TIP,
        find=_nouns,
        examples=(
            ("My father a farmer.", "My father is a farmer."),
            ("The food here very delicious.", "The food here is very delicious."),
            ("My house near the river.", "My house is near the river."),
            ("The weather very cold last night.", "The weather was very cold last night."),
        ),
        fine=(
            "My house near the river was sold.",
            "My life in Bali.",
            "The man very kindly helped us.",
            "My best friend, a nurse.",
            "My trip so far!",
        ),
        confidence=0.8,
    ),
    Rule(
        id="name-is",
        category="verb-form",
        needs=frozenset({"name"}),
        reason=_REASON,
        find=_names,
        examples=(
            ("My name Budi.", "My name is Budi."),
            ("Hello, my name Siti.", "Hello, my name is Siti."),
            ("Her name Rina.", "Her name is Rina."),
        ),
        fine=("My name is Budi.", "My name Budi means good.", "Her name was Rina."),
        confidence=0.92,
    ),
    Rule(
        id="be-question-missing",
        category="verb-form",
        needs=frozenset({"?"}),
        reason=_REASON,
        find=_questions,
        examples=(
            ("Where you from?", "Where are you from?"),
            ("How old your brother?", "How old is your brother?"),
            ("What your name?", "What is your name?"),
        ),
        fine=("Where are you from?", "How about your brother?", "What a day!", "Who do you know?"),
        confidence=0.9,
    ),
)
