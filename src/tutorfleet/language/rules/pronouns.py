"""Rules of pronouns: the form that fits the place (he, him, his), and a subject that is said once."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.nounwords import (
    FEMALE,
    JOINTS,
    MALE,
    TIMES,
    all_singulars,
    any_word,
    ends,
    is_person,
    put,
    singular_of,
    words_between,
)
from tutorfleet.language.tags import FINITE, NOUN, VERB, Tagged, tagged
from tutorfleet.language.tokens import Sentence

_SUBJECT = {"him": "he", "her": "she", "them": "they", "us": "we", "me": "I"}
_OBJECT = {"he": "him", "she": "her", "they": "them", "we": "us", "i": "me"}
_OWNER = {"he": "his", "she": "her", "they": "their", "we": "our", "him": "his", "them": "their"}
_CLAUSE_VERBS = frozenset(
    "say says said think thinks thought know knows knew believe believes hope hopes wish wishes see saw feel felt hear heard"  # noqa: SIM905
    " guess mean means understand find found ask asked reply replied tell told suppose bet swear promise remember forget sure"
    " imagine doubt realize notice decide decided learn learned suggest suggested let be is was are were do does did have has had"
    " am been being seem seems shout cried answer answered explain explained wonder regret".split()
)
_TELL = frozenset(
    {"tell", "tells", "told", "ask", "asks", "asked", "show", "showed", "gave", "give", "gives", "teach", "taught"}
)
_PREPS = frozenset("to with for from about at between of on near beside behind by without against around".split())  # noqa: SIM905
_NOT_TWICE = TIMES | frozenset(
    "way thing place reason time fact kind sort lot number part rest point moment all most one".split()
)  # noqa: SIM905


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


def _finite(t: Tagged, verb: int, word: str) -> bool:
    """Whether a verb for sure stands there; after "her" a noun may look like one (her lives)."""
    clear = t.word(verb) in {
        "is",
        "was",
        "are",
        "were",
        "has",
        "am",
        "can",
        "will",
        "doesn't",
        "don't",
        "didn't",
        "must",
        "never",
    }
    followed = t.only(verb + 1, "prep", "adv", "to", "det", "poss", "num", "obj") or t.can(
        verb + 1, "det", "poss", "to"
    )
    senses = t.lexical(verb)
    if word == "her":
        return clear or (
            bool(senses & {"third", "past"})
            and "ing" not in senses
            and "adj" not in senses
            and followed
            and t.word(verb) != "own"
        )
    return clear or (
        bool(senses & {"third", "past", "base"})
        and not senses & {"adj", "adv"}
        and t.word(verb) not in {"too", "either"}
    )


def _as_object(sentence: Sentence) -> Iterator[Fix]:
    """To he, help we, loves I very much, between you and I."""
    t = tagged(sentence)
    for i in range(1, len(t.tags)):
        word = t.word(i)
        if word not in _OBJECT or t.word(i + 1) in JOINTS or not _closes(t, i):
            continue
        prior = t.word(i - 1)
        after_prep = prior in _PREPS and t.can(i - 1, "prep", "to")
        verb = t.can(i - 1, VERB) and not t.can(i - 1, NOUN, "be", "prep") and prior not in _CLAUSE_VERBS - _TELL
        if after_prep or (verb and _has_subject(t, i - 1)):
            yield put(sentence, i, _OBJECT[word])


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
    return (before >= 0 and t.can(before, "subj", NOUN, "modal", "to", "pron", "do")) or (inverted and verb > 0)


def _and_i(sentence: Sentence) -> Iterator[Fix]:
    """Between you and I; with my friend and I."""
    t = tagged(sentence)
    for i in range(3, len(t.tags)):
        if t.word(i) != "i" or t.word(i - 1) != "and":
            continue
        phrase = t.phrase_before(i - 1)
        prep = t.word(phrase.start - 1) if phrase else ""
        if prep in {"between", "for", "with", "to", "from", "of"} and (
            ends(t, i + 1) and not t.can(i + 1, "adv", "sub", "wh")
        ):
            if not any(t.can(j, FINITE) and not t.can(j, NOUN) for j in range(i + 1, len(t.tags))):
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
        free = verb not in _CLAUSE_VERBS and verb not in _GIVES and t.can(i - 1, VERB, "prep")
        if thing and free and (word in {"him", "them"} or not t.lexical(i + 1) & {"third", "past", "modal"}):
            yield put(sentence, i, _OWNER[word])


_OWNED = frozenset("hair homework money food work hands teeth shoes clothes parents friends eyes".split())  # noqa: SIM905
_GIVES = frozenset(
    "give gives gave buy buys bought send sends sent show shows showed tell tells told bring brings brought make makes made cook"  # noqa: SIM905
    " cooks cooked lend lends lent offer offered teach taught call called name named get got find found write wrote pay paid sell"
    " sold ask asked owe wish cost order ordered hand pass save leave left read feed fed serve served".split()
)


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


def _me_and(sentence: Sentence) -> Iterator[Fix]:
    """Me and my brother likes football; with the right verb it is how friends talk, and stays."""
    t = tagged(sentence)
    if t.word(0) != "me" or t.word(1) != "and":
        return
    phrase = t.phrase(2)
    verb = t.skip(phrase.end) if phrase else 0
    if phrase and t.can(2, "poss", "name") and t.word(verb) in _PLURAL_VERB:
        other = words_between(sentence, 2, phrase.end)
        yield put(sentence, 0, f"{other[:1].upper()}{other[1:]} and I", phrase.end - 1)
        yield put(sentence, verb, _PLURAL_VERB[t.word(verb)])


_PLURAL_VERB = {
    "is": "are",
    "am": "are",
    "was": "were",
    "has": "have",
    "likes": "like",
    "goes": "go",
    "lives": "live",
    "plays": "play",
    "works": "work",
    "wants": "want",
}


def _twice(sentence: Sentence) -> Iterator[Fix]:
    """My mother she cooks; the car it is expensive."""
    t = tagged(sentence)
    for i in range(1, len(t.tags) - 1):
        if t.word(i) not in {"he", "she", "it", "they", "we"} or t.can(i - 1, VERB) and not t.can(i - 1, NOUN, "subj"):
            continue
        phrase = t.phrase_before(i)
        if phrase is None or not _opens(t, phrase.start) or not _same(t, phrase.start, phrase.head, t.word(i)):
            continue
        verb = t.skip(i + 1)
        if t.can(verb, FINITE) and _only_verb(t, verb):
            yield put(sentence, i, "")


def _opens(t: Tagged, start: int) -> bool:
    if start >= 2 and t.word(start - 1) == "and" and t.phrase_before(start - 1) is not None:
        first = t.phrase_before(start - 1)
        return first is not None and first.start == 0
    return start == 0 or t.word(start - 1) in {"because", "and", "but", "that", "so"}


def _same(t: Tagged, start: int, head: int, pronoun: str) -> bool:
    """Whether the noun phrase can be the pronoun, and is one that a sentence is about."""
    noun = t.word(head)
    one = singular_of(noun)
    definite = (
        t.can(start, "poss") or t.word(start) in {"the", "this", "these", "those", "that"} or t.only(head, "name")
    )
    if not definite or (one or noun) in _NOT_TWICE or t.word(start) == "i":
        return False
    if noun == "i":
        return pronoun == "we" and start > 0
    if pronoun == "they":
        return (one is not None and t.only(head, "nouns")) or noun in {"people", "children", "parents"}
    if one is not None or pronoun == "we":
        return False
    if pronoun == "it":
        return not is_person(noun) and noun in all_singulars()
    wrong = MALE if pronoun == "she" else FEMALE
    return (is_person(noun) or t.only(head, "name") or noun in {"cat", "dog"}) and noun not in wrong


def _only_verb(t: Tagged, verb: int) -> bool:
    """Whether the clause has no other finite verb after this one (the man he saw was old)."""
    for i in range(verb + 1, len(t.tags)):
        if t.only(i, "mark", "conj", "sub") or t.word(i) in {"that", "who", "which", "when"}:
            return t.word(i) != "?"
        helped = t.can(verb, "modal", "do", "be", "have") and i <= verb + 3
        if t.can(i, "third", "past", "be", "modal", "have", "do") and not t.can(i, NOUN) and not helped:
            return False
    return True


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
    Rule(
        id="and-i-subject",
        category="pronoun",
        needs=frozenset({"me"}),
        reason=Reason(
            "As the subject say I, and name yourself last: {replacement}.",
            "Sebagai subjek pakai I, dan sebut diri sendiri paling akhir: {replacement}.",
        ),
        find=_me_and,
        examples=(
            ("Me and my brother likes football.", "My brother and I like football."),
            ("Me and Rina is friends.", "Rina and I are friends."),
            ("Me and my friends was late.", "My friends and I were late."),
        ),
        fine=("Me and my big mouth!", "My brother and I like football.", "Me and my friend go to school together."),
        confidence=0.76,
    ),
    Rule(
        id="said-once",
        category="pronoun",
        needs=frozenset({"he", "she", "it", "they", "we"}),
        reason=Reason(
            "The subject is said once: {original} is not needed after the noun.",
            "Subjek disebut sekali saja: {original} tidak perlu setelah kata bendanya.",
        ),
        find=_twice,
        examples=(
            ("My mother she cooks delicious food.", "My mother cooks delicious food."),
            ("My parents they are very strict.", "My parents are very strict."),
            ("The car it is very expensive.", "The car is very expensive."),
            ("Rina she is my classmate.", "Rina is my classmate."),
        ),
        fine=(
            "The man he saw was old.",
            "The teacher she likes best is Mr. Hadi.",
            "Last week they left.",
            "My brother, he is tall.",
            "The next day we went home.",
            "The way he talks is funny.",
        ),
        confidence=0.88,
    ),
)
