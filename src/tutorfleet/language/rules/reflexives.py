"""Rules of myself and the like: their forms, and where one is needed."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.nounwords import ends, put
from tutorfleet.language.tags import VERB, tagged
from tutorfleet.language.tokens import Sentence

_FORMS = {
    "theirselves": "themselves",
    "theirself": "themselves",
    "themselfs": "themselves",
    "hisself": "himself",
    "hisselves": "himself",
    "herselves": "herself",
    "ourselfs": "ourselves",
    "yourselfs": "yourselves",
    "itsself": "itself",
    "meself": "myself",
    "sheself": "herself",
    "heself": "himself",
    "theyself": "themselves",
    "weself": "ourselves",
    "theirselfs": "themselves",
    "mysefl": "myself",
}
_APART = {
    ("my", "self"): "myself",
    ("your", "self"): "yourself",
    ("him", "self"): "himself",
    ("her", "self"): "herself",
} | {
    ("our", "selves"): "ourselves",
    ("them", "selves"): "themselves",
    ("our", "self"): "ourselves",
    ("them", "self"): "themselves",
    ("it", "self"): "itself",
}
_BACK = {"i": ("me", "myself"), "we": ("us", "ourselves"), "you": ("you", "yourself")}
_TO_ONESELF = group("reflexives.to_oneself")


def _form(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags)):
        pair = (t.word(i), t.word(i + 1))
        if t.word(i) in _FORMS:
            yield put(sentence, i, _FORMS[t.word(i)])
        elif pair in _APART and t.word(i + 2) != "-":
            yield put(sentence, i, _APART[pair], i + 1)


def _number(sentence: Sentence) -> Iterator[Fix]:
    """We ... ourself, they ... themself, you all ... yourself."""
    t = tagged(sentence)
    for i in range(1, len(t.tags)):
        word = t.word(i)
        we = word == "ourself" and any(t.word(j) in {"we", "our", "us", "let's"} for j in range(i))
        they = word == "themself" and any(t.word(j) in {"they", "people", "students", "children"} for j in range(i))
        all_of_you = word == "yourself" and any((t.word(j), t.word(j + 1)) == ("you", "all") for j in range(i))
        if we or they or all_of_you:
            yield put(sentence, i, {"ourself": "ourselves", "themself": "themselves", "yourself": "yourselves"}[word])


def _needed(sentence: Sentence) -> Iterator[Fix]:
    """I hurt me."""
    t = tagged(sentence)
    for i in range(2, len(t.tags)):
        at = t.back(i - 2)
        if t.word(at) == "to" and t.can(at - 1, VERB):
            at = t.back(at - 2)
        if t.can(at, "modal", "do", "have"):
            at -= 1
        subject = t.word(at)
        same = subject in _BACK and t.word(i) == _BACK[subject][0]
        if same and t.word(i - 1) in _TO_ONESELF and (ends(t, i + 1) or t.can(i + 1, "to", "prep")):
            yield put(sentence, i, _BACK[subject][1])


RULES = (
    Rule(
        id="reflexive-form",
        category="pronoun",
        reason=Reason("It is one word, in this form: {replacement}.", "Ini satu kata dengan bentuk: {replacement}."),
        find=_form,
        examples=(
            ("They built the house theirselves.", "They built the house themselves."),
            ("He did it hisself.", "He did it himself."),
            ("Let me introduce my self.", "Let me introduce myself."),
        ),
        fine=("My self-esteem is low.", "She did it herself.", "The self is a riddle."),
        confidence=0.95,
    ),
    Rule(
        id="reflexive-number",
        category="pronoun",
        needs=frozenset({"ourself", "themself", "yourself"}),
        reason=Reason(
            "For several people it ends in -selves: {replacement}.",
            "Untuk beberapa orang berakhiran -selves: {replacement}.",
        ),
        find=_number,
        examples=(
            ("We enjoyed ourself at the party.", "We enjoyed ourselves at the party."),
            ("They always help themself.", "They always help themselves."),
            ("You all should introduce yourself.", "You all should introduce yourselves."),
        ),
        fine=("You should be proud of yourself.", "You can do it yourself.", "Help yourself!"),
        confidence=0.92,
    ),
    Rule(
        id="reflexive-needed",
        category="pronoun",
        needs=frozenset({"me", "us", "you"}),
        reason=Reason(
            "Who does it and whom it is done to are the same: {replacement}.",
            "Pelaku dan yang dikenai sama: {replacement}.",
        ),
        find=_needed,
        examples=(
            ("I hurt me with the knife.", "I hurt myself with the knife."),
            ("I want to introduce me.", "I want to introduce myself."),
            ("We enjoyed us at the party.", "We enjoyed ourselves at the party."),
        ),
        fine=("I took my phone with me.", "You hurt me.", "I bought me a coffee.", "I asked him and he taught me."),
        confidence=0.88,
    ),
)
