"""Rules of what several people or things are: we are students, they are my best friends; and the only one who."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import plural
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.bare_nouns import bare_noun
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.nounwords import before, countables, ends, is_adjective, persons, put, singular_of
from tutorfleet.language.tags import Tagged, tagged
from tutorfleet.language.tokens import Sentence

_ARE = frozenset({"are", "were", "we're", "they're", "become", "became"})
_GROUPS = group("quantifiers.groups") | {"family", "reason", "part", "kind", "type", "sort", "proof"}
_ABSTRACT = group("complements.abstract")


def _several(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(1, len(t.tags)):
        at = t.back(i - 1)
        if t.word(at) not in _ARE or t.word(i - 1) in {"not", "all"} or not _are_many(t, at):
            continue
        head = bare_noun(t, i) if not t.can(i, "poss") else _owned(t, i, at)
        if head is not None and t.word(head) not in _GROUPS and t.word(head + 1) not in {"of", "and", "or"}:
            yield put(sentence, head, plural(t.word(head)))


def _are_many(t: Tagged, at: int) -> bool:
    """Whether the subject of "are" is we, they, these, or a noun that is plural for certain."""
    if t.word(at) in {"we're", "they're"}:
        return True
    if t.word(at - 1) in {"we", "they", "these", "those", "people"}:
        return True
    found = t.subject(at)
    return (
        found is not None and found.number == "plural" and t.word(found.start) != "you" and not t.can(found.head, "obj")
    )


def _owned(t: Tagged, i: int, at: int) -> int | None:
    """They are my best friend; these are my book."""
    head = i + 1
    while is_adjective(t, head) or t.word(head) in {"best", "favourite", "favorite"}:
        head += 1
    one = t.word(head) in countables() and singular_of(t.word(head)) is None and ends(t, head + 1)
    shown = t.word(at - 1) in {"these", "those"} and t.word(head) not in _ABSTRACT
    return head if one and (shown or t.word(head) in persons() - {"boss", "hero", "winner"}) else None


def _only(sentence: Sentence) -> Iterator[Fix]:
    """Only person who knows; is only student who passed; capital of Japan is Tokyo; at the end of film."""
    t = tagged(sentence)
    for i in range(len(t.tags) - 2):
        who = t.word(i + 2) in {"who", "that"} and (t.word(i + 1) in persons() | {"one", "thing", "place", "person"})
        if t.word(i) == "only" and who and (i == 0 or t.word(i - 1) in {"is", "was", "are", "were"}):
            yield before(sentence, i, "the")
        titled = i == 0 and t.word(0) in {"capital", "president", "name", "price", "title", "colour", "color", "owner"}
        if titled and t.word(1) == "of":
            yield before(sentence, 0, "the")
        edge = (
            t.word(i) in {"end", "beginning", "middle", "start", "top", "bottom"}
            and t.word(i - 1) == "the"
            and t.word(i + 1) == "of"
        )
        if (
            edge
            and t.word(i + 2) in countables() - {"town", "city", "page"}
            and singular_of(t.word(i + 2)) is None
            and (ends(t, i + 3) or t.can(i + 3, "subj", "pron", "det", "poss"))
        ):
            yield before(sentence, i + 2, "the")


def _no_any(sentence: Sentence) -> Iterator[Fix]:
    """I don't have any sister, are there any shop, there are no student."""
    t = tagged(sentence)
    for i in range(1, len(t.tags) - 1):
        there = t.word(i - 1) == "there" or (t.word(i - 1) in {"are", "were", "aren't"} and t.word(i - 2) == "there")
        have = t.word(i - 1) == "have" and (t.word(i) == "any" or t.word(i + 1) == "friend")
        head = i + 1 + is_adjective(t, i + 1)
        one = t.word(head) in countables() - _ABSTRACT and singular_of(t.word(head)) is None
        if t.word(i) in {"no", "any"} and (there or have) and one and ends(t, head + 1):
            yield put(sentence, head, plural(t.word(head)))


RULES = (
    Rule(
        id="are-plural",
        category="plural",
        needs=_ARE,
        reason=Reason(
            "Several people or things are plural here too: {replacement}.",
            "Untuk banyak orang atau benda, di sini juga jamak: {replacement}.",
        ),
        find=_several,
        examples=(
            ("We are student.", "We are students."),
            ("My parents are farmer.", "My parents are farmers."),
            ("They are my best friend.", "They are my best friends."),
            ("These are my book.", "These are my books."),
            ("Her children are clever student.", "Her children are clever students."),
        ),
        fine=(
            "They are my family.",
            "We are patient and they are human.",
            "You are student number five.",
            "They are part of the team.",
            "They are my hero.",
            "My parents are next door.",
        ),
        confidence=0.88,
    ),
    Rule(
        id="any-plural",
        category="plural",
        needs=frozenset({"any", "no"}),
        reason=Reason(
            "After have any and there are no comes the plural: {replacement}.",
            "Setelah have any dan there are no dipakai bentuk jamak: {replacement}.",
        ),
        find=_no_any,
        examples=(
            ("Do you have any question?", "Do you have any questions?"),
            ("There aren't any chair.", "There aren't any chairs."),
            ("There are no student in the room.", "There are no students in the room."),
            ("I have no friend in this city.", "I have no friends in this city."),
        ),
        fine=("Do you have any idea?", "I have no car.", "There is no bridge.", "Do you have any money?"),
        confidence=0.86,
    ),
    Rule(
        id="the-only-who",
        category="article",
        needs=frozenset({"only", "of"}),
        reason=Reason(
            "There is one alone, so it takes the: {replacement}.",
            "Hanya ada satu, jadi memakai the: {replacement}.",
        ),
        find=_only,
        examples=(
            ("Only person who knows is my sister.", "The only person who knows is my sister."),
            ("He is only student who passed.", "He is the only student who passed."),
            ("Capital of Japan is Tokyo.", "The capital of Japan is Tokyo."),
            ("At the end of film we cried.", "At the end of the film we cried."),
        ),
        fine=(
            "Only people who live here know it.",
            "He is only a student.",
            "It was the end of school.",
            "In the middle of town there is a park.",
        ),
        confidence=0.9,
    ),
)
