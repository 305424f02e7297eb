"""Rules of what belongs to whom: 's after a noun, mine and my, its and it's."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.nounwords import (
    FEMALE,
    JOINTS,
    MALE,
    ends,
    is_adjective,
    persons,
    put,
)
from tutorfleet.language.tags import FINITE, NOUN, VERB, Tagged, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.words import words

_OWNERS = FEMALE | MALE | group("possessives.owners")


_MANY_OWNERS = frozenset({"parents", "grandparents", "neighbors", "neighbours"})
_NOT_OWNED_BY = frozenset({"mother tongue", "baby food", "baby name", "baby boy", "boss baby", "teacher friend"})


def _noun_s(sentence: Sentence) -> Iterator[Fix]:
    """My brother car, her best friend house, Rina book."""
    t = tagged(sentence)
    for i in range(len(t.tags) - 1):
        pair = f"{t.word(i)} {t.word(i + 1)}"
        if t.word(i + 1) not in words("owned") or pair in _NOT_OWNED_BY or not _owner(t, i):
            continue
        if _asked_whether(t, i) and "base" in t.lexical(i + 1):
            continue
        if _ends_as_noun(t, i + 1) and t.word(i + 2) not in JOINTS:
            many = t.word(i) in _MANY_OWNERS
            yield put(sentence, i, sentence.tokens[i].text + ("'" if many else "'s"))


def _asked_whether(t: Tagged, i: int) -> bool:
    """Whether an auxiliary or a relative stands before the owner (does my father work, whose parents work)."""
    first = i
    while first > 0 and t.can(first, NOUN, "poss", "adj") and not t.can(first, "do", "modal"):
        first -= 1
    return t.can(first, "do", "modal") or t.word(first) in {"who", "whose", "where", "that"}


def _owner(t: Tagged, i: int) -> bool:
    if t.word(i) in _OWNERS | _MANY_OWNERS:
        first = i - 1
        while is_adjective(t, first):
            first -= 1
        named = {"my", "your", "his", "her", "our", "their"} | ({"the"} if t.word(i) in persons() else set())
        return t.word(first) in named
    capital = t.sentence.tokens[i].text[:1].isupper() and t.word(i) in words("names") - words("places")
    if capital and i == 0:
        return t.can(t.skip(2), "be") and t.word(1) not in {"home", "family", "work"}
    return (
        capital
        and i > 0
        and t.can(i - 1, VERB, "prep", "to")
        and t.word(i + 1) != "home"
        and t.word(i - 1) not in _CALLS
    )


_CALLS = frozenset(
    {"gave", "give", "gives", "buy", "bought", "show", "showed", "send", "sent", "tell", "told", "bring", "brought"}
)


def _ends_as_noun(t: Tagged, i: int) -> bool:
    """Whether the word is the thing that is owned and not a verb of the owner (my mother phones, my brother names it)."""
    if t.can(i + 1, "obj", "det", "poss") and not t.can(i + 1, "be"):
        return False
    verb = t.word(i + 1) in _FINITE_AFTER or t.can(t.skip(i + 1), "be", "modal") or t.only(i + 1, "past", "third")
    if t.lexical(i) & {"base"} and t.word(i) not in _HARDLY_VERBS:
        return verb or (_is_object(t, i) and ends(t, i + 1))
    return verb or (_is_object(t, i) and ends(t, i + 1))


_HARDLY_VERBS = group("possessives.hardly_verbs")


_FINITE_AFTER = frozenset({"has", "had", "doesn't", "didn't", "isn't", "wasn't"})


def _is_object(t: Tagged, i: int) -> bool:
    """Whether the phrase with the owner follows a verb or a preposition."""
    first = i - 1
    while first > 0 and not t.can(first, "poss", "det", "name"):
        first -= 1
    before = first - 1
    if before < 0:
        return False
    asks = t.word(before) in _GIVES
    return t.can(before, VERB, "prep", "to") and not t.only(before, NOUN) and not asks


_GIVES = _CALLS | {
    "made",
    "make",
    "makes",
    "let",
    "help",
    "helps",
    "helped",
    "see",
    "saw",
    "hear",
    "call",
    "called",
    "ask",
    "because",
}


def _its(sentence: Sentence) -> Iterator[Fix]:
    """It's food; its a beautiful day."""
    t = tagged(sentence)
    for i in range(len(t.tags) - 1):
        following = t.word(i + 1)
        owned = following in _ITS or (
            t.only(i + 1, NOUN) and t.can(i - 1, VERB, "prep") and following not in {"time", "me"}
        )
        before = (
            i > 0 and bool(t.lexical(i - 1) & {"ing", "prep", "past", "third", "base"}) and t.word(i - 1) not in _CLAUSE
        )
        if t.word(i) == "it's" and ((owned and before and not t.can(i + 1, "adv")) or _owns_more(t, i)):
            yield put(sentence, i, "its")
        elif (
            t.word(i) == "its"
            and following in _IT_IS
            and (following not in {"very", "so", "too"} or t.can(i + 2, "adj"))
        ) and (following not in {"very", "too"} or not t.can(i + 3, NOUN)):
            yield put(sentence, i, "it's")


def _owns_more(t: Tagged, i: int) -> bool:
    """It's workers get; likes it's new toy: a subject with its verb, or an object with an adjective."""
    subject = t.only(i + 1, "nouns") and t.can(t.skip(i + 2), FINITE)
    described = is_adjective(t, i + 1) and t.can(i + 2, NOUN) and ends(t, i + 3) and t.can(i - 1, "third", "past")
    return subject or (described and t.word(i - 1) not in _CLAUSE - {"like"})


_ITS = group("possessives.its")


_IT_IS = group("possessives.it_is")


_CLAUSE = group("possessives.clause")


def _your(sentence: Sentence) -> Iterator[Fix]:
    """I like you're new hair; their are many shops."""
    t = tagged(sentence)
    for i in range(len(t.tags) - 1):
        head = i + 1 + (is_adjective(t, i + 1) and t.can(i + 2, NOUN))
        before = t.can(i - 1, VERB, "prep", "to") and t.word(i - 1) not in _CLAUSE - {"like"}
        named = "noun" in t.lexical(head) and t.can(i - 1, "prep") and t.word(head) not in {"right", "well"}
        noun = (t.only(head, NOUN) or named) and ends(t, head + 1) and (head > i + 1 or t.can(head, "noun"))
        if t.word(i) == "you're" and before and noun and i > 0:
            yield put(sentence, i, "your")
        elif t.word(i) == "their" and t.word(i + 1) in {"is", "are", "was", "were", "isn't", "aren't"}:
            yield put(sentence, i, "there")


_OWN = Reason(
    "Who owns it takes 's: {replacement}.",
    "Pemilik memakai 's: {replacement}.",
)


RULES = (
    Rule(
        id="owner-s",
        category="pronoun",
        reason=_OWN,
        tip=Reason(
            "Mobil kakak saya: the owner comes first in English, with 's: my brother's car.",
            "Mobil kakak saya: dalam bahasa Inggris pemiliknya di depan dengan 's: my brother's car.",
        ),
        find=_noun_s,
        examples=(
            ("My brother car is new.", "My brother's car is new."),
            ("I went to my friend house yesterday.", "I went to my friend's house yesterday."),
            ("This is Rina book.", "This is Rina's book."),
            ("I found it in my mother notebook.", "I found it in my mother's notebook."),
            ("My parents house is near the sea.", "My parents' house is near the sea."),
        ),
        fine=(
            "My mother phones every day.",
            "My brother plans a trip.",
            "I gave my mother money.",
            "My family name is long.",
            "My mother made my brother food.",
            "My mother tongue is Javanese.",
            "My brother left home.",
        ),
        confidence=0.86,
    ),
    Rule(
        id="its",
        category="pronoun",
        needs=frozenset({"its", "it's"}),
        reason=Reason(
            "It's is it is; its is what belongs to it: {replacement}.",
            "It's berarti it is; its berarti miliknya: {replacement}.",
        ),
        find=_its,
        examples=(
            ("The dog is eating it's food.", "The dog is eating its food."),
            ("Its a beautiful day.", "It's a beautiful day."),
            ("The bird hurt it's wings.", "The bird hurt its wings."),
        ),
        fine=("It's its colour that I like.", "I think it's food.", "Its very old walls fell.", "It's been long."),
        confidence=0.9,
    ),
    Rule(
        id="your-there",
        category="word-choice",
        needs=frozenset({"you're", "their"}),
        reason=Reason(
            "It sounds alike, but is written {replacement} here.",
            "Bunyinya sama, tetapi di sini ditulis {replacement}.",
        ),
        find=_your,
        examples=(
            ("I like you're new hair.", "I like your new hair."),
            ("Their are many shops here.", "There are many shops here."),
            ("We love you're new house.", "We love your new house."),
        ),
        fine=("I think you're right.", "You're a friend.", "Their shops are here.", "I like that you're kind."),
        confidence=0.9,
    ),
)
