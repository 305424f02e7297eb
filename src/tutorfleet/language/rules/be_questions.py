"""A rule of be before its subject: where are my glasses, were you at school, here are the books."""

from collections.abc import Iterator

from msgspec import structs

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.noun_subjects import is_plural, unsure
from tutorfleet.language.rules.nounwords import put
from tutorfleet.language.tags import NOUN, Tagged, tagged
from tutorfleet.language.tokens import Sentence

_MANY = {"is": "are", "was": "were", "isn't": "aren't", "wasn't": "weren't"}
_ONE = {many: one for one, many in _MANY.items()}
_HAVE = {"has": True, "have": False}
_ASKS = frozenset({"where", "how", "what", "why", "who", "when"})
_PAIRS = group("demonstratives.pairs")
_PRONOUNS = {"you": True, "they": True, "we": True, "he": False, "she": False, "it": False}


def _be(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    at = _asking_be(t)
    if at is not None and t.word(at) in _HAVE and any(t.can(i, "done") for i in range(at + 2, len(t.tags))):
        plural = _plural(t, at + 1)
        if plural is _HAVE[t.word(at)] and not (plural is False and t.word(at + 1) == "you"):
            yield put(sentence, at, "have" if plural else "has")
        return
    if at is None or t.word(at) not in _MANY | _ONE or t.word(at + 1) in {"there", "not"}:
        return
    plural = _plural(t, at + 1)
    new = None if plural is None else _MANY.get(t.word(at)) if plural else _ONE.get(t.word(at))
    if new:
        yield put(sentence, at, new)


def _asking_be(t: Tagged) -> int | None:
    """The place of be where the sentence asks with it, or shows with here."""
    if t.word(0) == "here":
        return 1
    if "?" not in t.sentence.words:
        return None
    first = 1 if t.word(0) in {"and", "but", "so", "hey", "hi"} else 0
    if t.word(first) in _ASKS:
        return first + 1 + (t.word(first) == "how" and t.word(first + 1) in {"old", "tall", "big", "far", "long"})
    return first


def _plural(t: Tagged, start: int) -> bool | None:
    """Whether the subject that begins at `start` is several; None: in doubt."""
    if t.word(start) in _PRONOUNS:
        return _PRONOUNS[t.word(start)] if t.word(start + 1) not in {"and", "or"} else None
    phrase = t.phrase(start) if t.can(start, "poss", "det") else None
    if phrase is None or not t.can(phrase.head, NOUN) or t.word(phrase.end) in {"and", "or", "'", "-"}:
        return None
    if t.can(phrase.head, "ing") and phrase.head > start + 1:
        phrase = structs.replace(phrase, head=phrase.head - 1)  # your friends coming
    if t.word(phrase.head) in _PAIRS:
        return True
    return None if unsure(t, phrase) or t.word(start) == "that" else is_plural(t, phrase)


RULES = (
    Rule(
        id="be-fits-question",
        category="agreement",
        needs=frozenset(_MANY) | frozenset(_ONE) | frozenset(_HAVE),
        reason=Reason(
            "In a question too be fits its subject, which comes after it: {replacement}.",
            "Dalam pertanyaan pun be harus sesuai dengan subjek sesudahnya: {replacement}.",
        ),
        find=_be,
        examples=(
            ("Where is my glasses?", "Where are my glasses?"),
            ("Was you at school yesterday?", "Were you at school yesterday?"),
            ("How old are your sister?", "How old is your sister?"),
            ("Here is the books that you wanted.", "Here are the books that you wanted."),
            ("Are your mother at home?", "Is your mother at home?"),
            ("Has your friends arrived?", "Have your friends arrived?"),
        ),
        fine=(
            "Are your mother and father at home?",
            "Is your friends' house big?",
            "Where is the news?",
            "Are your family well?",
            "Have you and your sister finished?",
            "What is the students' opinion?",
            "Here is my plan: books first.",
        ),
        confidence=0.88,
    ),
)
