"""Rules of pronouns: the form that fits the place (he, him, his), and a subject that is said once."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.nounwords import (
    JOINTS,
    all_singulars,
    ends,
    is_person,
    put,
)
from tutorfleet.language.tags import FINITE, NOUN, VERB, Tagged, tagged
from tutorfleet.language.tokens import Sentence

_SUBJECT = {"him": "he", "her": "she", "them": "they", "us": "we", "me": "I"}


_OBJECT = {"he": "him", "she": "her", "they": "them", "we": "us", "i": "me"}


_OWNER = {"he": "his", "she": "her", "they": "their", "we": "our", "him": "his", "them": "their"}


_CLAUSE_VERBS = group("pronouns.clause_verbs")


_MEET = frozenset({"see", "saw", "hear", "heard", "find", "found", "remember", "forget", "understand"})
_TELL = frozenset(
    {"tell", "tells", "told", "ask", "asks", "asked", "show", "showed", "gave", "give", "gives", "teach", "taught"}
)


_PREPS = group("pronouns.preps")


def _as_subject(sentence: Sentence) -> Iterator[Fix]:
    """Him is my friend; because her lives in Bogor."""
    t = tagged(sentence)
    for i in range(len(t.tags) - 1):
        word = t.word(i)
        opened = i == 0 or t.word(i - 1) in {"because", "when", "if", "although", "so", "while"}
        verb = t.skip(i + 1)
        if word not in _SUBJECT or not opened or verb >= len(t.tags):
            continue
        if _finite(t, verb, word) and not (word == "us" and t.can(i + 1, "nouns")):
            yield put(sentence, i, _SUBJECT[word])


_CLEAR = group("pronouns.clear")


def _finite(t: Tagged, verb: int, word: str) -> bool:
    """Whether a verb for sure stands there; after "her" a noun may look like one (her lives)."""
    senses = t.lexical(verb)
    if t.word(verb) in _CLEAR:
        return True
    if word == "her":
        sure = senses & {"third", "past"} and not senses & {"ing", "adj"} and t.word(verb) != "own"
        return bool(sure) and t.can(verb + 1, "prep", "to", "det", "poss")
    if t.word(verb) == "like":
        other = any(t.can(i, "be", "third") for i in range(verb + 1, len(t.tags)))
        return t.can(verb + 1, NOUN, "det", "ing") and not other
    return bool(senses & {"third", "past", "base"}) and not senses & {"adj", "adv"}


def _as_object(sentence: Sentence) -> Iterator[Fix]:
    """To he, help we, loves I very much, between you and I."""
    t = tagged(sentence)
    for i in range(1, len(t.tags)):
        word = t.word(i)
        if word in {"we", "they", "he", "she"} and _helped(t, i):
            yield put(sentence, i, _OBJECT[word])
            continue
        if word not in _OBJECT or t.sentence.tokens[i].text == "i" or t.word(i + 1) in JOINTS or not _closes(t, i):
            continue
        prior = t.word(i - 1)
        after_prep = prior in _PREPS and t.can(i - 1, "prep", "to")
        verb = (
            t.can(i - 1, VERB) and not t.can(i - 1, NOUN, "be", "prep") and prior not in _CLAUSE_VERBS - _TELL - _MEET
        )
        if after_prep or (verb and _has_subject(t, i - 1)):
            yield put(sentence, i, _OBJECT[word])


def _helped(t: Tagged, i: int) -> bool:
    """Can you help we carry it; please let we know."""
    if t.word(i - 1) == "let":
        return t.can(i + 1, "base")
    asked = (
        t.word(i - 2) in {"please", "to", "can", "could", "will", "would", "you", "they", "he", "she", "not"} or i == 1
    )
    return t.word(i - 1) in {"help", "helps", "helped", "makes", "made"} and asked and t.can(i + 1, "base", "to")


def _closes(t: Tagged, i: int) -> bool:
    """Whether no verb of its own follows the pronoun: the clause ends, or an object or a time follows."""
    for j in range(i + 1, len(t.tags)):
        if t.only(j, "mark", "conj") or t.word(j) in {"because", "when", "if", "but"}:
            return not (t.word(j) in {"and", "or", ","} and t.can(j + 1, "subj", "obj", "name"))
        if (t.lexical(j) & FINITE and not t.can(j, NOUN, "adj", "adv", "prep")) or t.can(j, "wh", "not"):
            return False
        if j == i + 1 and t.can(j, "ing", "done", "base", "third", "modal"):
            return False
        if t.only(j, "to"):
            return True
    return True


def _has_subject(t: Tagged, verb: int) -> bool:
    before = t.back(verb - 1)
    inverted = t.word(0) in {
        "do",
        "does",
        "did",
        "can",
        "could",
        "will",
        "would",
        "so",
        "neither",
        "nor",
        "only",
        "never",
        "should",
    }
    if verb == 0 or t.word(before) == "please":
        return True
    return (before >= 0 and t.can(before, "subj", NOUN, "modal", "to", "pron", "do")) or (inverted and verb > 0)


def _and_i(sentence: Sentence) -> Iterator[Fix]:
    """Between you and I; with my friend and I."""
    t = tagged(sentence)
    for i in range(3, len(t.tags)):
        if t.word(i) != "i" or t.word(i - 1) != "and":
            continue
        phrase = t.phrase_before(i - 1)
        prep = t.word(phrase.start - 1) if phrase else ""
        if (
            prep in {"between", "for", "with", "to", "from", "of"}
            and (ends(t, i + 1) and not t.can(i + 1, "adv", "sub", "wh"))
            and not any(t.can(j, FINITE) and not t.can(j, NOUN) for j in range(i + 1, len(t.tags)))
        ):
            yield put(sentence, i, "me")


def _as_owner(sentence: Sentence) -> Iterator[Fix]:
    """They house, she hair, him wallet."""
    t = tagged(sentence)
    for i in range(1, len(t.tags) - 1):
        word, noun = t.word(i), t.word(i + 1)
        if word not in _OWNER or not (t.can(i - 1, VERB, "prep") or word in {"him", "them"}):
            continue
        thing = (noun in all_singulars() or noun in _OWNED) and not is_person(noun) and ends(t, i + 2)
        verb = t.word(i - 1)
        knows = word in {"him", "them"} and verb in {
            "know",
            "knows",
            "knew",
            "forget",
            "forgot",
            "remember",
            "see",
            "saw",
        }
        free = (verb not in _CLAUSE_VERBS or knows) and verb not in _GIVES and t.can(i - 1, VERB, "prep")
        if thing and free and (word in {"him", "them"} or not t.lexical(i + 1) & {"third", "past", "modal"}):
            yield put(sentence, i, _OWNER[word])


_OWNED = group("pronouns.owned")


_GIVES = group("pronouns.gives")


def _my_to(sentence: Sentence) -> Iterator[Fix]:
    """Asked my to read."""
    t = tagged(sentence)
    for i in range(1, len(t.tags) - 1):
        if (
            t.word(i) in {"my", "our", "their"}
            and t.word(i + 1) in {"to", "about"}
            and t.can(i - 1, VERB)
            and t.word(i + 2) != "-"
        ):
            yield put(sentence, i, {"my": "me", "our": "us", "their": "them"}[t.word(i)])


RULES = (
    Rule(
        id="subject-form",
        category="pronoun",
        needs=frozenset(_SUBJECT),
        reason=Reason(
            "Who does it is I, he, she, we or they: {replacement}.",
            "Pelaku kalimat memakai I, he, she, we, atau they: {replacement}.",
        ),
        find=_as_subject,
        examples=(
            ("Him is my best friend.", "He is my best friend."),
            ("Her lives in Bogor.", "She lives in Bogor."),
            ("I am sad because them don't come.", "I am sad because they don't come."),
            ("Us went to the zoo.", "We went to the zoo."),
        ),
        fine=("Her cooking is great.", "Me too!", "Us girls stick together.", "Her life abroad is good.", "Him? No."),
        confidence=0.9,
    ),
    Rule(
        id="object-form",
        category="pronoun",
        needs=frozenset(_OBJECT),
        reason=Reason(
            "After a verb or a preposition say me, him, her, us or them: {replacement}.",
            "Setelah kata kerja atau kata depan pakai me, him, her, us, atau them: {replacement}.",
        ),
        find=_as_object,
        examples=(
            ("I gave the book to he.", "I gave the book to him."),
            ("My mother loves I very much.", "My mother loves me very much."),
            ("Can you help we?", "Can you help us?"),
            ("Please help we carry the sofa.", "Please help us carry the sofa."),
            ("I miss they so much.", "I miss them so much."),
        ),
        fine=(
            "So did I, and so do they.",
            "I think he is right.",
            "She is taller than I.",
            "I know he who laughs.",
            "That is what I like, she said.",
            "Whatever you need I have.",
        ),
        confidence=0.88,
    ),
    Rule(
        id="and-me",
        category="pronoun",
        needs=frozenset({"i"}),
        reason=Reason(
            "After a preposition it is me, also after and: between you and me.",
            "Setelah kata depan pakai me, juga setelah and: between you and me.",
        ),
        find=_and_i,
        examples=(
            ("This secret is between you and I.", "This secret is between you and me."),
            ("She cooked for my brother and I.", "She cooked for my brother and me."),
            ("He came with Rina and I.", "He came with Rina and me."),
        ),
        fine=("My brother and I left.", "I went with Rina and I had fun.", "After dinner with Budi and I left."),
        confidence=0.85,
    ),
    Rule(
        id="owner-form",
        category="pronoun",
        needs=frozenset(_OWNER),
        reason=Reason(
            "Before what belongs to somebody say his, her, our or their: {replacement}.",
            "Di depan benda milik seseorang pakai his, her, our, atau their: {replacement}.",
        ),
        find=_as_owner,
        examples=(
            ("I love they house.", "I love their house."),
            ("She washed she hair.", "She washed her hair."),
            ("He forgot him wallet at home.", "He forgot his wallet at home."),
        ),
        fine=(
            "I gave him money.",
            "They bought them food.",
            "I know they work.",
            "She made him dinner.",
            "I hope they book.",
        ),
        confidence=0.86,
    ),
    Rule(
        id="me-to",
        category="pronoun",
        needs=frozenset({"my", "our", "their"}),
        reason=Reason(
            "My needs a noun after it; alone it is {replacement}.",
            "My memerlukan kata benda sesudahnya; kalau sendiri pakai {replacement}.",
        ),
        find=_my_to,
        examples=(
            ("The teacher asked my to read.", "The teacher asked me to read."),
            ("He told our about the trip.", "He told us about the trip."),
            ("They want my to stay.", "They want me to stay."),
        ),
        fine=("I want my to-do list.", "She asked me to read.", "That is my way to work."),
        confidence=0.93,
    ),
)
