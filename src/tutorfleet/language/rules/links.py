"""Rules of words that link, by what follows them: despite before a noun, although before a sentence; good at, different from."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import base
from tutorfleet.language.rule import Fix, Rule, either
from tutorfleet.language.rules.classes import members
from tutorfleet.language.tags import Tagged, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import FINITE
from tutorfleet.language.words import words

_SKILLED = frozenset(
    ["good", "bad", "excellent", "brilliant", "terrible", "great", "better", "best", "worse", "clever", "hopeless"]
)
_SUBJECTS = (
    members("subject") | members("sport") | members("language") | {"maths", "chess", "games", "science", "computers"}
)
_NO_SKILLS = frozenset(
    ["the", "a", "this", "that", "bed", "winter", "summer", "case", "class", "red", "black", "white", "time", "life"]
)
_PEOPLE = frozenset(
    ["i", "you", "he", "she", "we", "they", "who", "everyone", "everybody", "nobody", "students", "people", "children"]
)
_BE = frozenset(
    [
        "am",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "i'm",
        "he's",
        "she's",
        "we're",
        "they're",
        "you're",
        "get",
        "became",
    ]
)
_BE |= {
    "become",
    "gets",
    "isn't",
    "aren't",
    "wasn't",
    "weren't",
    "getting",
    "so",
    "very",
    "really",
    "quite",
    "not",
    "but",
}
_PLAIN = frozenset(["draw", "sing", "swim", "cook", "write", "read", "speak", "drive"])


def _despite(sentence: Sentence) -> Iterator[Fix]:
    """Despite it rained all day -> Although it rained; in spite of my brother was ill -> although my brother was ill."""
    t = tagged(sentence)
    for i, token in enumerate(sentence.tokens):
        last = i + (t.word(i + 1) == "of") if token.lower == "despite" else i + 2
        if token.lower != "despite" and [t.word(i + k) for k in range(3)] != ["in", "spite", "of"]:
            continue
        if _is_clause(t, last + 1):
            yield Fix(token.start, sentence.tokens[last].end, "although")


def _is_clause(t: Tagged, i: int) -> bool:
    """Whether a subject and its verb begin at `i`."""
    if t.can(i, "subj") and not t.can(i, "poss", "det"):
        return t.can(t.skip(i + 1), FINITE) or (t.can(i + 1, "base", "third", "past"))
    phrase = t.phrase(i)
    if phrase is None or not t.can(i, "det", "poss", "name"):
        return False
    verb = t.skip(phrase.end)
    return t.can(verb, "be", "have", "modal", "do") or t.only(verb, "past", "third") or t.only(verb, "past")


def _good_at(sentence: Sentence) -> Iterator[Fix]:
    """I'm not good in negotiating -> good at negotiating; she is bad in mathematics -> bad at mathematics."""
    t = tagged(sentence)
    for i in range(1, len(sentence.tokens) - 1):
        if t.word(i) not in {"in", "on"} or t.word(i - 1) not in _SKILLED or not _is_said_of_somebody(t, i - 1):
            continue
        doing = t.can(i + 1, "ing") and not t.can(i + 1, "det", "prep") and t.word(i + 1) not in {"evening", "morning"}
        subject = t.word(i + 1) in _SUBJECTS and t.word(i + 2) not in {
            "class",
            "classes",
            "lesson",
            "lessons",
            "clothes",
        }
        own = t.word(i + 1) in {"my", "his", "her", "your", "their", "our"} and t.word(i + 2) in _SUBJECTS | {
            "job",
            "work",
        }
        plain = t.word(i + 1) in _PLAIN
        if (doing or subject or own or plain) and t.word(i + 1) not in _NO_SKILLS:
            token = sentence.tokens[i]
            yield Fix(token.start, token.end, "at")


def _is_said_of_somebody(t: Tagged, i: int) -> bool:
    if t.word(i - 1) in {"and", "but"} and any(
        t.word(j) in _SKILLED and t.word(j + 1) in {"at", "in"} for j in range(i)
    ):
        return True
    k = i - 1
    while t.only(k, "adv", "not") or t.word(k) in {"very", "so", "too", "the", "also", "but", "and"} | _SKILLED:
        k -= 1
    if t.word(k) not in _BE and not t.can(k, "be"):
        return False
    subject = t.subject(k)
    if subject is None:
        return "'" in t.word(k) and t.can(k, "subj")
    head = t.word(subject.head)
    return head in _PEOPLE or (base(head, "nouns") or head) in words("persons") or t.can(subject.head, "name")


def _different(sentence: Sentence) -> Iterator[Fix]:
    """This route is different with the one on the map -> different from the one."""
    t = tagged(sentence)
    for i in range(1, len(sentence.tokens) - 1):
        if (
            t.word(i) not in {"with", "as", "of"}
            or t.word(i - 1) != "different"
            or not t.can(i - 2, "be", "adv", "not")
        ):
            continue
        thing = t.can(i + 1, "det", "poss", "name", "wh", "nouns", "mass", "pron") and t.word(i + 1) not in {
            "each",
            "every",
        }
        if thing and "something" not in sentence.words:
            yield Fix(sentence.tokens[i].start, sentence.tokens[i].end, "from")


def _difference(sentence: Sentence) -> Iterator[Fix]:
    """A big difference of my old school and my new school -> between my old school and my new school."""
    t = tagged(sentence)
    for i in range(1, len(sentence.tokens) - 3):
        if t.word(i) not in {"of", "among", "from", "with", "about"} or t.word(i - 1) not in {
            "difference",
            "differences",
        }:
            continue
        first = t.phrase(i + 1)
        if (
            first
            and t.word(first.end) == "and"
            and t.phrase(first.end + 1)
            and t.word(i + 1) not in {"opinion", "age", "culture"}
        ):
            second = t.phrase(first.end + 1)
            if second and not t.can(second.end, "base", "third", "past", "be", "have", "modal"):
                yield Fix(sentence.tokens[i].start, sentence.tokens[i].end, "between")


RULES = (
    Rule(
        id="despite-although",
        category="connective",
        needs=frozenset(["despite", "spite"]),
        reason=Reason(
            "Despite stands before a noun; before a sentence say {replacement}.",
            "Despite diikuti kata benda; sebelum kalimat pakai {replacement}.",
        ),
        find=_despite,
        examples=(
            ("Despite it rained all day, we went on.", "Although it rained all day, we went on."),
            ("Despite my brother was ill, he came.", "Although my brother was ill, he came."),
            ("She came in spite of she was tired.", "She came although she was tired."),
        ),
        fine=("Despite the rain we went.", "Despite being ill, he came.", "In spite of her age she runs."),
        confidence=0.92,
    ),
    Rule(
        id="good-at",
        category="preposition",
        needs=_SKILLED,
        reason=Reason("One is good or bad at something.", "Pandai dalam sesuatu: good at."),
        find=_good_at,
        examples=(
            ("I'm not good in negotiating.", "I'm not good at negotiating."),
            ("My friend Sari is very bad in mathematics.", "My friend Sari is very bad at mathematics."),
            ("He is good in his job.", "He is good at his job."),
        ),
        fine=(
            "The money is good in teaching.",
            "She looks good in red.",
            "The food is good in Bali.",
            "It is bad in winter.",
        ),
        confidence=0.9,
    ),
    Rule(
        id="different-from",
        category="preposition",
        needs=frozenset(["different", "difference", "differences"]),
        reason=Reason(
            "Different goes with from, the difference is between two: {replacement}.",
            "Different dengan from, the difference dengan between: {replacement}.",
        ),
        find=either(_different, _difference),
        examples=(
            ("This route is different with the one on the map.", "This route is different from the one on the map."),
            ("Life here is very different with what I knew.", "Life here is very different from what I knew."),
            (
                "I see a difference of my old school and my new school.",
                "I see a difference between my old school and my new school.",
            ),
        ),
        fine=(
            "He paid with different cards.",
            "A difference of opinion and taste is good.",
        ),
        confidence=0.9,
    ),
)
