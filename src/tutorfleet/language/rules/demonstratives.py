"""Rules of this, that, these and those: they fit their noun and their verb."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import plural
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.clauses import opens
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.nounwords import JOINTS, all_singulars, ends, is_adjective, is_one, put, singular_of
from tutorfleet.language.tags import FINITE, NOUN, VERB, Tagged, tagged
from tutorfleet.language.tokens import Sentence

_MORE = {"this": "these", "that": "those"}
_ONE = {"these": "this", "those": "that"}
_IS = frozenset({"is", "was", "has", "isn't", "wasn't", "doesn't", "hasn't"})
_WHOLE = group("demonstratives.whole")
_SAME = frozenset({"fish", "sheep", "deer", "series", "species", "people", "aircraft", "youth"})
_PAIRS = group("demonstratives.pairs")


def _these(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags) - 1):
        opened = i == 0 and t.word(2) in {"are", "were", "have", "live", "look"}
        if t.word(i) not in _MORE or (t.word(i) == "that" and not opened and not _points(t, i)):
            continue
        head = i + 1
        while is_adjective(t, head) and singular_of(t.word(head)) is None:
            head += 1
        word = t.word(head)
        sure = (singular_of(word) is not None and t.only(head, "nouns")) or word in _PAIRS | {"people", "children"}
        if head == i + 1 and _does(t, i, head):
            continue
        if word in _PAIRS and t.word(head + 1) in {"is", "was"}:
            yield put(sentence, i, _MORE[t.word(i)])
            yield put(sentence, head + 1, {"is": "are", "was": "were"}[t.word(head + 1)])
        if sure and word not in _WHOLE and not _goes_on(t, head + 1) and t.word(head + 1) not in _IS | JOINTS:
            yield put(sentence, i, _MORE[t.word(i)])


def _does(t: Tagged, i: int, at: int) -> bool:
    """Whether what may be a plural is a verb with "this" as its subject: this results in, this lists all."""
    begins = i == 0 or t.word(i - 1) in {"and", ",", "because", "but", "if", "so", "when"}
    return begins and "third" in t.lexical(at) and t.can(at + 1, "prep", "det", "poss", "obj")


def _goes_on(t: Tagged, index: int) -> bool:
    """Whether the plural before `index` is only the first half of a compound: this sports club."""
    return t.can(index, NOUN) and not t.can(index, FINITE, "adv", "prep", "det") and not ends(t, index)


def _points(t: Tagged, i: int) -> bool:
    """Whether "that" points at something and does not begin a clause: after a verb of doing or a preposition."""
    verb = t.word(i - 1) in _DOING
    prep = (
        t.only(i - 1, "prep", "to", "adv")
        and t.can(i - 1, "prep")
        and t.word(i - 1) not in {"except", "in", "so", "now"}
    )
    clause = any(t.can(j, FINITE) and not t.can(j, NOUN) for j in range(i + 2, min(i + 6, len(t.tags))))
    return (verb or prep) and not clause


_DOING = group("demonstratives.doing")


def _this(sentence: Sentence) -> Iterator[Fix]:
    """These book is mine; those man is my uncle."""
    t = tagged(sentence)
    for i in range(len(t.tags) - 2):
        if t.word(i) not in _ONE or not t.can(i, "det"):
            continue
        head = i + 1 + (is_adjective(t, i + 1) and t.word(i + 1) not in all_singulars())
        one = t.word(head) in all_singulars() and singular_of(t.word(head)) is None
        if (one and t.only(head + 1, "third")) or ((one or t.only(head, "noun")) and t.word(head + 1) in _IS):
            yield put(sentence, i, _ONE[t.word(i)])
        elif one and _are_several(t, head):
            yield put(sentence, head, plural(t.word(head)))


def _are_several(t: Tagged, head: int) -> bool:
    """Whether the verb after the noun says that they are several: these medicine make me sleepy, those man are."""
    does = t.word(head + 1) in {"make", "makes", "taste", "cost", "help", "work"} and t.can(
        head + 2, "obj", "adj", "det"
    )
    are = t.word(head + 1) in {"are", "were", "have"} and is_one(t.word(head)) and t.word(head) not in _SAME
    return does or are


def _alone(sentence: Sentence) -> Iterator[Fix]:
    """This are my parents; these is my book; who is that people?"""
    t = tagged(sentence)
    for i in range(len(t.tags) - 2):
        be = t.word(i + 1)
        if not opens(sentence, i) or t.word(i) not in _MORE | _ONE or be not in {"is", "was", "are", "were"}:
            continue
        phrase = t.phrase(i + 2)
        head = t.word(phrase.head) if phrase else ""
        many = head in {"people", "children", "parents"} or (
            singular_of(head) is not None and phrase is not None and t.only(phrase.head, "nouns")
        )
        wrong = t.word(i) in (_ONE if be in {"is", "was"} else _MORE)
        if phrase is None or not wrong or (i > 0 and t.word(i - 1) not in {"and", ",", "because", "but"}):
            continue
        past = be in {"was", "were"}
        if many:
            yield put(sentence, i, f"{_MORE.get(t.word(i), t.word(i))} {'were' if past else 'are'}", i + 1)
        elif head in all_singulars():
            yield put(sentence, i, f"{_ONE.get(t.word(i), t.word(i))} {'was' if past else 'is'}", i + 1)


def _who(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    asked = t.word(0) in {"who", "what", "where"} and t.word(1) in {"is", "are"} and t.word(2) in _MORE
    if asked and (t.word(3) == "people" or (singular_of(t.word(3)) and not t.can(3, VERB))):
        yield put(sentence, 1, f"are {_MORE[t.word(2)]}", 2)


RULES = (
    Rule(
        id="demonstrative-plural",
        category="agreement",
        needs=frozenset(_MORE),
        reason=Reason(
            "Before a plural noun use these or those, not this or that.",
            "Sebelum kata benda jamak pakai these atau those, bukan this atau that.",
        ),
        find=_these,
        examples=(
            ("I like this books.", "I like these books."),
            ("This children are noisy.", "These children are noisy."),
            ("I like that flowers.", "I like those flowers."),
            ("I bought this black pants.", "I bought these black pants."),
        ),
        fine=(
            "I like this book.",
            "This works well.",
            "This results in many problems.",
            "I know that people lie.",
            "This plants a seed.",
            "This sports club is famous.",
            "I hope that flowers grow.",
        ),
        confidence=0.9,
    ),
    Rule(
        id="demonstrative-singular",
        category="agreement",
        needs=frozenset(_ONE),
        reason=Reason(
            "This and that go with one thing, these and those with several: {replacement}.",
            "This dan that untuk satu benda, these dan those untuk banyak benda: {replacement}.",
        ),
        find=_this,
        examples=(
            ("These book is mine.", "This book is mine."),
            ("Those man is my uncle.", "That man is my uncle."),
            ("These old car was my father's.", "This old car was my father's."),
            ("These application is slow.", "This application is slow."),
            ("These shoe are too small.", "These shoes are too small."),
        ),
        fine=("These books are mine.", "These need work.", "Those fish are big.", "These sheep were here."),
        confidence=0.95,
    ),
    Rule(
        id="this-these",
        category="agreement",
        needs=frozenset({"this", "that", "these", "those"}),
        reason=Reason(
            "This and that go with one thing, these and those with several.",
            "This dan that untuk satu benda, these dan those untuk banyak benda.",
        ),
        find=_alone,
        examples=(
            ("This are my book.", "This is my book."),
            ("This are my books.", "These are my books."),
            ("These is my friends.", "These are my friends."),
            ("That are the best days of my life.", "Those are the best days of my life."),
        ),
        fine=("This is my book.", "These are my shoes.", "Cars like this are expensive.", "These are the police."),
        confidence=0.92,
    ),
    Rule(
        id="who-are-those",
        category="agreement",
        needs=frozenset(_MORE),
        reason=Reason(
            "Several people or things take are and these or those: {replacement}.",
            "Beberapa orang atau benda memakai are dan these atau those: {replacement}.",
        ),
        find=_who,
        examples=(
            ("Who is that people?", "Who are those people?"),
            ("What is this things?", "What are these things?"),
            ("Who are this men?", "Who are these men?"),
        ),
        fine=("Who is that man?", "What is this?", "Where is that boy?"),
        confidence=0.95,
    ),
)
