"""Subjects and the verbs after them: "My brother from Solo | has already | gone", wherever a clause of a sentence begins.

    for clause in clauses(sentence):          # "Yesterday my father don't go."
        clause.who                            # "he": i you he it we they; he is a person, it a thing
        clause.first, clause.main             # the places of "don't" and "go"; main is -1 if there is no full verb
        clause.helpers                        # the places of be, have, do and modals, here that of "don't"

It reads from left to right and knows learners' mistakes: a verb need not fit its subject. A subject that it is not sure of is
left out: a rule then finds nothing.
"""

from functools import lru_cache

import msgspec

from tutorfleet.language.rules.clauses import PERSONS
from tutorfleet.language.rules.times import Time, times
from tutorfleet.language.rules.units import View, base_of, is_base, is_noun, words_of
from tutorfleet.language.rules.units import view as view_of
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import common, possible

PRONOUNS = {"i": "i", "you": "you", "he": "he", "she": "he", "it": "it", "we": "we", "they": "they"}
SOMEBODY = words_of("verb_groups.somebody")
SOMETHING = words_of("verb_groups.something")
POSSESSIVES = words_of("verb_groups.possessives")
DETERMINERS = POSSESSIVES | words_of("verb_groups.determiners")
PREPOSITIONS = words_of("verb_groups.prepositions")
BE = words_of("verb_groups.be")
HAVE = words_of("verb_groups.have")
DO = words_of("verb_groups.do")
MODALS = words_of("verb_groups.modals")
HELPERS = BE | HAVE | DO | MODALS
OPENERS = words_of("verb_groups.openers")
ADVERBS = words_of("verb_groups.adverbs")
MOST_PARTS = 3
"""Phrases that may hang on a subject: "the colour of the shoes of my son and his friend"."""
_PEOPLE = PERSONS | {"people", "children", "men", "women", "man", "woman", "boy", "girl", "lady", "receptionist"}
_INSIDE = words_of("verb_groups.inside")
_NO_PART = HELPERS | PREPOSITIONS | frozenset(PRONOUNS) | words_of("verb_groups.no_part")


class Clause(msgspec.Struct, frozen=True):
    """A subject (the words `start` to `end`, exclusive) and its verbs. `asked`: the helper before it in a question, else -1."""

    start: int
    end: int
    who: str
    helpers: tuple[int, ...]
    main: int
    asked: int = -1
    sure: bool = True

    @property
    def first(self) -> int:
        """The first word of the verb."""
        return self.helpers[0] if self.helpers else self.main

    @property
    def third(self) -> bool:
        """Whether the verb takes -s in the present."""
        return self.who in {"he", "it"}


class Subject(msgspec.Struct, frozen=True):
    """The words from `start` to `end` (exclusive), and the pronoun that would stand for them."""

    start: int
    end: int
    who: str
    sure: bool = True


@lru_cache(maxsize=16)
def clauses(sentence: Sentence) -> tuple[Clause, ...]:
    """The clauses of the sentence whose subject and verb are found, in order."""
    view = view_of(sentence)
    found: list[Clause] = []
    index = 0
    while index < len(view.units):
        clause = _clause(view, index, found)
        if clause is not None:
            found.append(clause)
            index = clause.end
        else:
            index += 1
    return tuple(found)


def opens(view: View, index: int) -> bool:
    """Whether a clause may begin at `index`: at the start, after a mark, a conjunction, or a time at the start of one."""
    before = view.word(index - 1)
    if index == 0 or before in OPENERS or not (before[:1].isalnum() or before[:1] in {"'", "\ufffc"}):
        return True
    return any(time.end == index and opens(view, time.start) for time in times(view.sentence)) or _after_phrase(
        view, index
    )


def pronoun(view: View, index: int) -> str:
    """The pronoun's own name ("she") or that of a noun phrase as an object of writing: I with its capital."""
    return "I" if view.word(index) == "i" else view.word(index)


def skip_adverbs(view: View, index: int) -> int:
    """The first place from `index` on that is no adverb."""
    while is_adverb(view, index):
        index += 1
    return index


def is_adverb(view: View, index: int) -> bool:
    """Whether the word may stand between a subject and its verb."""
    word = view.word(index)
    return word in ADVERBS or (word.endswith("ly") and "adv" in common(word) and "base" not in possible(word))


def subject_at(view: View, index: int, parts: int = MOST_PARTS) -> Subject | None:
    """The subject that begins at `index`: a pronoun, or a noun phrase with what hangs on it (`parts` of it at most)."""
    word = view.word(index)
    if word in PRONOUNS:
        return _joined(view, Subject(index, index + 1, PRONOUNS[word]), parts)
    if word in SOMEBODY | SOMETHING and not (word in {"this", "that"} and is_noun(view.word(index + 1))):
        return Subject(index, index + 1, "he" if word in SOMEBODY else "it")
    if word in {"these", "those"} and view.word(index + 1) in HELPERS:
        return Subject(index, index + 1, "they")
    if word == "there" and view.word(index + 1) in BE:
        return Subject(
            index, index + 1, "they" if view.word(index + 1) in {"are", "were", "aren't", "weren't"} else "it"
        )
    first = _phrase(view, index)
    return _joined(view, _with_phrases(view, first, parts), parts) if first else None


def _clause(view: View, index: int, before: list[Clause]) -> Clause | None:
    """The clause whose subject begins at `index`."""
    word = view.word(index)
    asked = index - 1 if view.word(index - 1) in HELPERS and _asks(view, index - 1, before) else -1
    if asked < 0 and not _may_begin(view, index, word):
        return None
    subject = subject_at(view, index)
    if subject is None:
        return None
    after = next((time.end for time in times(view.sentence) if time.start == subject.end), subject.end)
    helpers, main = verbs_at(view, after, asked >= 0)
    if not helpers and main < 0 and asked < 0:
        return None
    return Clause(subject.start, subject.end, subject.who, helpers, main, asked, subject.sure)


def _asks(view: View, helper: int, before: list[Clause]) -> bool:
    """Whether the helper stands before its subject, and not after one: "cooks have days" asks nothing."""
    if view.word(helper) in HAVE and not opens(view, helper) and is_noun(view.word(helper - 1)):
        return False
    return not any(helper in clause.helpers or clause.main == helper for clause in before)


def _may_begin(view: View, index: int, word: str) -> bool:
    if word in {"i", "he", "she", "we", "they"}:
        return view.word(index - 1) not in {"and", "or", "nor", "than", "as"} or opens(view, index)
    return opens(view, index) or (word == "it" and view.word(index - 1) in {"think", "hope"})


def _after_phrase(view: View, index: int) -> bool:
    """After "In my village", "but on the way home": a phrase that opens a clause; the next one begins with a determiner."""
    if (
        view.word(index) not in _AFTER_PHRASE
        or view.word(index - 1) in PREPOSITIONS
        or not is_noun(view.word(index - 1))
    ):
        return False
    first = next((i for i in range(index - 2, max(-1, index - 8), -1) if _opens_phrase(view, i)), -1)
    if first < 0:
        return False
    return not any(view.word(i) in HELPERS or view.word(i) == "," for i in range(first + 1, index))


_AFTER_PHRASE = POSSESSIVES | frozenset(PRONOUNS) | {"the", "there"}


def _opens_phrase(view: View, i: int) -> bool:
    if i:
        return view.word(i) in PREPOSITIONS and view.word(i - 1) in {"and", "but", "so"}
    return view.word(0) in PREPOSITIONS | {"after", "before", "during"}


def _phrase(view: View, index: int) -> Subject | None:
    """A noun phrase without what hangs on it: its end is before its verb, if that may be a noun too."""
    has = view.word(index) in DETERMINERS or view.word(index)[:1].isdigit()
    at = index + has + (view.word(index) in {"all", "both"} and view.word(index + 1) in DETERMINERS)
    run = at
    while _is_part(view, run) or _is_in_law(view, run):
        run += 4 if _is_in_law(view, run) else 1
    end = _end_of_phrase(view, at, run)
    if end == at or (not has and not _stands_alone(view, index, end)):
        return None
    return Subject(index, end, _who(view, index, end - 1))


def _is_part(view: View, index: int) -> bool:
    word = view.word(index)
    if word in {"last", "next", "yesterday", "tomorrow", "this"} and any(
        t.start == index for t in times(view.sentence)
    ):
        return False
    if not word[:1].isalpha() or word in _NO_PART or "'" in word or word in ADVERBS:
        return "'" in word and word.endswith("'s") and len(word) > 2
    return (
        word in _INSIDE
        or view.is_name(index)
        or bool(common(word) & {"noun", "nouns", "mass", "name", "adj", "num", "more", "most", "done", "ing"})
    )


def _is_in_law(view: View, index: int) -> bool:
    return view.word(index) == "-" and [view.word(i) for i in range(index + 1, index + 4)] == ["in", "-", "law"]


def _end_of_phrase(view: View, at: int, run: int) -> int:
    """Before the first word after a noun that is a verb; all of it if a verb that cannot be a noun follows."""
    after = skip_adverbs(view, run)
    if view.word(after) in HELPERS or (after > run and view.can(after, "third", "past")):
        return run
    if (
        after == run
        and run > at
        and not is_noun(view.word(run))
        and view.can(run, "past", "third", "base")
        and view.word(run)
    ):
        return run
    for i in range(at + 1, run):
        if _is_sure_verb(view, i):
            return i
    for i in range(at + 1, run):
        nouns = is_noun(view.word(i - 1)) or view.is_name(i - 1)
        if (
            nouns
            and not view.is_name(i)
            and view.can(i, "base", "third", "past")
            and not view.word(i - 1).endswith("'s")
        ) and _has_room(view, i, run):
            return i
    return run


def _is_sure_verb(view: View, i: int) -> bool:
    """A past or third form after a noun that can be nothing else: "my work experience helped"."""
    noun = is_noun(view.word(i - 1)) or view.is_name(i - 1)
    if not noun or is_noun(view.word(i)) or view.is_name(i) or view.word(i - 1).endswith("'s"):
        return False
    return view.can(i, "past", "third") and not view.can(i, "base", "adj")


def _has_room(view: View, i: int, run: int) -> bool:
    """A word that may be a noun is a verb at the end only after a person: "my dog bark", not "a USB cable"."""
    if not is_noun(view.word(i)) or view.word(i - 1) in _PEOPLE or view.word(i - 1).rstrip("s") in PERSONS:
        return True
    if view.can(i, "third") and view.is_question():
        return True
    following = view.word(run)
    return not (view.is_end(run) or following in {"and", "or"}) or i + 1 < run


def _stands_alone(view: View, index: int, end: int) -> bool:
    """A subject without determiner: a name, a plural, a mass."""
    if view.is_name(index):
        return all(view.is_name(i) for i in range(index, end))
    head = view.word(end - 1)
    return ("nouns" in common(head) and "third" not in common(head)) or (
        "mass" in common(head) and "base" not in common(head) and index == 0
    )


def _who(view: View, index: int, head: int) -> str:
    word, first = view.word(head), view.word(index)
    if first in words_of("verb_groups.several"):
        return "they"
    tags = common(word)
    if "nouns" in tags and not tags & {"noun", "mass", "name"}:
        return "they"
    return "he" if word in PERSONS or view.is_name(head) else "it"


def _with_phrases(view: View, subject: Subject, parts: int) -> Subject:
    """With the prepositional phrases after it: "the colour of my new shoes"."""
    end, who = subject.end, subject.who
    while view.word(end) in PREPOSITIONS and parts > 0:
        parts -= 1
        inner = subject_at(view, end + 1, 0) if view.word(end + 1) not in PRONOUNS else None
        if inner is None:
            word = view.word(end + 1)
            plain = is_noun(word) and (view.word(end + 2) in HELPERS or view.can(end + 2, "base", "third", "past"))
            inner = Subject(end + 1, end + 2, "it") if plain or word in {"me", "you", "him", "them", "us"} else None
        if inner is None:
            return subject
        end = inner.end
    return Subject(subject.start, end, who, subject.sure)


def _joined(view: View, first: Subject, parts: int) -> Subject:
    """With what follows "and": my father and my mother."""
    if view.word(first.end) not in {"and", "or"} or parts == 0:
        return first
    second = subject_at(view, first.end + 1, parts - 1)
    if second is None or (second.end - second.start == 1 and view.word(second.start) in {"it", "they", "we", "you"}):
        return first
    helpers, main = verbs_at(view, second.end, False)
    own, own_main = verbs_at(view, first.end, False)
    if (not helpers and main < 0) or own or own_main >= 0:
        return first
    return Subject(first.start, second.end, "they" if view.word(first.end) == "and" else second.who)


def verbs_at(view: View, index: int, asked: bool = False) -> tuple[tuple[int, ...], int]:
    """The helpers from `index` on, over adverbs and not, and the full verb after them (-1: none)."""
    helpers: list[int] = []
    at = index
    while True:
        at = skip_adverbs(view, at)
        full = helpers and view.word(helpers[-1]) in DO and view.word(at) in {"have", "do", "has", "had", "be"}
        if view.word(at) == "not" or (
            view.word(at) in HELPERS and not full and not (view.word(at) == "do" and helpers)
        ):
            if view.word(at) != "not":
                helpers.append(at)
            at += 1
        else:
            break
    tags = possible(view.word(at)) if view.word(at) else frozenset()
    if helpers or asked or view.word(at - 1) == "not":
        main = (
            at if tags & {"base", "third", "past", "done", "ing", "do", "have", "be"} and view.word(at) != "to" else -1
        )
    else:
        main = at if view.can(at, "third", "past") or is_base(view.word(at)) else -1
    if (
        main >= 0
        and helpers
        and view.word(helpers[-1]) in BE
        and (view.word(main) == "like" or _is_adjective(view, main))
    ):
        main = -1
    return tuple(helpers), main


def _is_adjective(view: View, index: int) -> bool:
    return view.can(index, "adj") and not view.can(index, "ing", "done")


def later(sentence: Sentence, clause: Clause) -> tuple[Time, ...]:
    """The times after the clause's verb and before the next clause begins."""
    following = min((c.start for c in clauses(sentence) if c.start > clause.start), default=10_000)
    last = max(clause.main, clause.first, clause.end - 1)
    return tuple(time for time in times(sentence) if last < time.start < following)


def base_at(view: View, clause: Clause) -> str:
    """The base form of the clause's full verb; empty if there is none."""
    return base_of(view.word(clause.main)) if clause.main >= 0 else ""
