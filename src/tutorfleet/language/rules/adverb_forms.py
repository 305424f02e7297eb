"""Rules of adverbs and adjectives by where they stand: he closed the door quietly, she is very kind, I am usually late.

The wordings of `data/manner.txt` know fixed verbs; here the verb may be any but those whose object is what the adjective
says (make it clear, keep quiet).
"""

from collections.abc import Iterator
from functools import cache

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import base
from tutorfleet.language.rule import Fix, Rule, either
from tutorfleet.language.rules.classes import members
from tutorfleet.language.rules.units import listed
from tutorfleet.language.tags import Tagged, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import ADJ, NOUN, VERB, possible

_LOUD = frozenset(["very", "so", "really", "too", "quite", "more", "not", "pretty", "always"])
_ENDS = frozenset(
    [
        "because",
        "when",
        "so",
        "but",
        "and",
        "if",
        "that",
        "yesterday",
        "today",
        "every",
        "at",
        "in",
        "for",
        "during",
        "on",
    ]
)
_ENDS |= {"again", "now", "last", "this", "after", "before", "until", "while", "with", "to", "by", "since", "although"}
_PRESENT = frozenset(["am", "is", "are", "was", "were", "i'm", "he's", "she's", "we're", "they're", "it's", "you're"])


@cache
def _pairs(key: str) -> dict[str, str]:
    return dict(pair.split("/") for pair in listed("adverb_forms", key))


def _after_object(sentence: Sentence) -> Iterator[Fix]:
    """He closed the door quiet -> quietly; I can't hear you clear because -> clearly."""
    t = tagged(sentence)
    for i, token in enumerate(sentence.tokens):
        if token.lower not in _pairs("how") or not _ends(t, i + 1) or t.word(i - 1) == "not":
            continue
        last = i
        while t.word(last - 1) in _LOUD:
            last -= 1
        phrase = t.phrase_before(last)
        if phrase is None or not _is_object(t, phrase.start, last) or t.can(i + 1, NOUN) or not t.can(i, ADJ, "adv"):
            continue
        before = phrase.start - 1
        if t.can(before, "obj") and before > 1:
            before -= 1 + (t.word(before - 1) == "to")
        verb = _base(t, before)
        good = token.lower != "good" or (
            verb in listed("adverb_forms", "well") and not _does_good(t, verb, phrase.start)
        )
        if verb and verb not in listed("adverb_forms", "state") and good:
            yield Fix(token.start, token.end, _pairs("how")[token.lower])


def _does_good(t: Tagged, verb: str, whom: int) -> bool:
    """A walk will do you good: good is a noun there."""
    return verb == "do" and t.can(whom, "obj") and t.word(whom) != "it"


def _is_object(t: Tagged, start: int, end: int) -> bool:
    """Whether the words are an object: a pronoun, or det/poss and a noun, or a language; no subject of the adjective."""
    if end - start == 1:
        return t.can(start, "obj") or t.word(start) in members("language")
    return t.can(start, "det", "poss") and not t.can(start, "subj") and t.can(end - 1, NOUN)


def _base(t: Tagged, i: int) -> str:
    """The base form of the full verb at `i`; empty if there is none."""
    if not t.can(i, "base", "past", "third", "ing", "done") or t.can(i, "be", "have", "modal"):
        return ""
    return t.word(i) if t.can(i, "base") else base(t.word(i), "past", "third", "ing", "done") or ""


def _ends(t: Tagged, i: int) -> bool:
    """Whether the adjective before `i` stands last: neither "clear and simple English" nor "loud and clear"."""
    if t.word(i) in {"and", "but"} and t.can(i + 1, ADJ) and not t.can(i + 1, "det", "poss", "subj"):
        return False
    return not t.at(i) or t.can(i, "mark") or t.word(i) in _ENDS


def _well(sentence: Sentence) -> Iterator[Fix]:
    """I did good in my driving test -> I did well; she sings very beautiful and -> very beautifully and."""
    t = tagged(sentence)
    for i, token in enumerate(sentence.tokens):
        last = i
        while t.word(last - 1) in _LOUD - {"more"}:
            last -= 1
        verb = _base(t, last - 1)
        if not verb or not _ends(t, i + 1) or t.can(i + 1, NOUN):
            continue
        if token.lower == "good":
            right = verb in listed("adverb_forms", "well") and t.word(i + 1) not in {"to", "for", "with"}
        else:
            right = verb in listed("adverb_forms", "well") | _WAYS - {"act"}
        if right and token.lower in _pairs("how"):
            yield Fix(token.start, token.end, _pairs("how")[token.lower])


_WAYS = frozenset(
    ["walk", "listen", "smile", "talk", "wait", "answer", "move", "drive", "live", "laugh", "learn", "breathe"]
)


def _usual(sentence: Sentence) -> Iterator[Fix]:
    """I am usual late -> usually late; she usual comes late -> usually comes."""
    t = tagged(sentence)
    for i, token in enumerate(sentence.tokens):
        if token.lower not in _pairs("often"):
            continue
        late = (
            t.word(i - 1) in _PRESENT
            and t.can(i + 1, ADJ, "ing", "done")
            and not t.can(i + 1, NOUN)
            and not t.can(i + 2, NOUN)
        )
        subject = t.only(i - 1, "subj") or (t.can(i - 1, NOUN) and t.can(i - 2, "poss"))
        before_verb = subject and not possible(t.word(i + 1)).isdisjoint({"base", "third", "past"})
        if late or before_verb:
            yield Fix(token.start, token.end, _pairs("often")[token.lower])


def _kindly(sentence: Sentence) -> Iterator[Fix]:
    """My landlady is very kindly -> very kind."""
    t = tagged(sentence)
    for i, token in enumerate(sentence.tokens):
        if token.lower not in _pairs("kindly"):
            continue
        last = i
        while t.word(last - 1) in _LOUD | {"also", "both", "still"}:
            last -= 1
        ends = not t.at(i + 1) or t.can(i + 1, "mark") or t.word(i + 1) in {"and", "because", "but", "to", "so", "when"}
        doing = any(t.word(k) in {"how", "it", "what"} for k in range(last)) and last == i
        if t.word(last - 1) in _PRESENT and ends and not doing and not _goes_on(t, i):
            yield Fix(token.start, token.end, _pairs("kindly")[token.lower])


def _goes_on(t: Tagged, i: int) -> bool:
    """Whether a verb that the adverb belongs to follows: was slowly and carefully opened, is slowly but surely growing."""
    return (
        t.word(i + 1) in {"and", "but"} and (t.can(i + 2, "adv") or t.can(i + 2, "done", "ing")) and t.can(i + 3, VERB)
    )


RULES = (
    Rule(
        id="adverb-of-how",
        category="adjective",
        needs=frozenset(_pairs("how")),
        reason=Reason(
            "How one does something is told with an adverb: {replacement}.",
            "Cara melakukan sesuatu memakai kata keterangan: {replacement}.",
        ),
        find=either(_after_object, _well),
        examples=(
            ("He closed the door quiet.", "He closed the door quietly."),
            ("I can't hear you clear because of the noise.", "I can't hear you clearly because of the noise."),
            ("I did the test very bad because I was ill.", "I did the test very badly because I was ill."),
            ("I did good in my driving test.", "I did well in my driving test."),
            ("She sings very beautiful and smiles.", "She sings very beautifully and smiles."),
        ),
        fine=(
            "A long walk did me good.",
            "She keeps her room quiet.",
            "He found the test easy.",
            "I feel bad.",
            "She made it clear to us.",
            "He is a good player.",
            "I know a good doctor.",
        ),
        confidence=0.87,
        tip=Reason("He is a careful driver; he drives carefully.", "He is a careful driver; he drives carefully."),
    ),
    Rule(
        id="usual-usually",
        category="adjective",
        needs=frozenset(_pairs("often")),
        reason=Reason(
            "How often or how much is told with -ly: {replacement}.", "Seberapa sering memakai -ly: {replacement}."
        ),
        find=_usual,
        examples=(
            ("I am usual late on Monday.", "I am usually late on Monday."),
            ("She usual comes at six.", "She usually comes at six."),
            ("They are extreme happy.", "They are extremely happy."),
        ),
        fine=(
            "It is usual to shake hands.",
            "The usual place is full.",
            "He is real, I think.",
            "The general idea is good.",
        ),
        confidence=0.9,
    ),
    Rule(
        id="kindly-kind",
        category="adjective",
        needs=frozenset(_pairs("kindly")),
        reason=Reason(
            "What somebody is like is told with an adjective: {replacement}.",
            "Sifat seseorang memakai kata sifat: {replacement}.",
        ),
        find=_kindly,
        examples=(
            ("My new landlady is very kindly.", "My new landlady is very kind."),
            ("The boy is so cleverly and polite.", "The boy is so clever and polite."),
            ("They were very angrily because we were late.", "They were very angry because we were late."),
        ),
        fine=(
            "She was seriously ill.",
            "How is it differently?",
            "He was slowly and carefully carried out.",
            "She was carefully dressed.",
        ),
        confidence=0.88,
    ),
)
