"""Rules of be before a verb that does not want it: "I am go", "she is works", "we were visit", "are you have?"."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import ing, participle, past, third
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.clauses import PERSONS
from tutorfleet.language.rules.nounwords import is_person
from tutorfleet.language.rules.times import kinds
from tutorfleet.language.rules.units import (
    View,
    base_of,
    is_base,
    is_noun,
    is_past,
    is_plain_past,
    listed,
    view,
    words_of,
)
from tutorfleet.language.rules.verb_groups import Clause, clauses, is_adverb
from tutorfleet.language.rules.verb_patterns import OBJECTS
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import common, possible

NOW_BE = frozenset(["am", "is", "are", "isn't", "aren't", "'s"])
THEN_BE = frozenset(["was", "were", "wasn't", "weren't"])
# After a verb that can be a noun too: what shows that it is the verb.
_AFTER_VERB = words_of("be_verb.after_verb") | listed("clause_words", "after_verb")
_SURE = listed("clause_words", "sure_verbs")


def _statement(sentence: Sentence) -> Iterator[Fix]:
    seen = view(sentence)
    for clause in clauses(sentence):
        at = _after_be(seen, clause)
        helpers = [seen.word(i) for i in clause.helpers]
        if clause.asked < 0 and helpers[:1] and helpers[0] in NOW_BE | THEN_BE and helpers[1:] in _DO_NOT:
            yield seen.fix(clause.first, clause.helpers[1], "didn't" if helpers[0] in THEN_BE else helpers[1])
        if clause.asked < 0 and len(helpers) == 2 and helpers[0] in NOW_BE and helpers[1] == "have" and clause.main < 0:
            between = [seen.word(i) for i in range(clause.first + 1, clause.helpers[1])]
            if "not" not in between and seen.word(clause.helpers[1] + 1) not in {"to", "been"}:
                have = "has" if clause.third else "have"
                yield seen.fix(clause.first, clause.helpers[1], " ".join([*between, have]))
        if clause.asked < 0 and at >= 0 and seen.word(at + 1) != "by":
            base = _verb(seen, clause, at)
            if base and seen.word(at - 1) in {"so", "very"} and base in _MISS and seen.word(at + 1) in OBJECTS:
                yield seen.fix(clause.first, at + 1, f"{base} {seen.word(at + 1)} so much")
            elif base:
                yield seen.fix(clause.first, at, _right(seen, clause, at, base))


_DO_NOT = (["don't"], ["doesn't"], ["didn't"])
_MISS = frozenset({"miss", "love", "like", "need", "want"})


def _question(sentence: Sentence) -> Iterator[Fix]:
    seen = view(sentence)
    for clause in clauses(sentence):
        helper, at = seen.word(clause.asked), clause.main
        if clause.asked >= 0 and helper in {"is", "are", "am"} and [seen.word(i) for i in clause.helpers] == ["have"]:
            words = [seen.text(i) for i in range(clause.start, clause.end)]
            yield seen.fix(clause.asked, clause.end, " ".join(["does" if clause.third else "do", *words, "have"]))
        if (
            clause.asked > 0
            and seen.word(clause.asked - 1) == "where"
            and seen.word(clause.end) == "live"
            and seen.is_end(clause.end + 1)
        ):
            yield seen.fix(clause.asked, clause.asked, "does" if clause.third else "do")
        if clause.asked >= 0 and helper in {"is", "are", "am"} and [seen.word(i) for i in clause.helpers] == ["do"]:
            yield seen.fix(clause.helpers[0], clause.helpers[0], "doing")
        if (
            clause.asked < 0
            or helper not in NOW_BE | THEN_BE | {"am"}
            or clause.helpers
            or at < 0
            or seen.word(at + 1) == "-"
            or not seen.is_question()
        ):
            continue
        base = _verb(seen, clause, at)
        if seen.word(at) == "do" or (base and "now" in kinds(sentence) and base not in listed("verb_lists", "stative")):
            yield seen.fix(at, at, ing(seen.word(at)))
            continue
        if base and seen.word(clause.asked - 1) not in {"who", "which"}:
            did = helper in THEN_BE or "past" in kinds(sentence)
            do = "did" if did else "does" if clause.third else "do"
            words = [seen.text(i) for i in range(clause.start, at)]
            yield seen.fix(clause.asked, at, " ".join([do + "n't" * ("n't" in helper), *words, base]))


def _after_be(seen: View, clause: Clause) -> int:
    """The full verb right after a lone am, is, are, was or were (over not and adverbs), else -1."""
    if len(clause.helpers) != 1 or seen.word(clause.first) not in NOW_BE | THEN_BE:
        return -1
    at = clause.first + 1
    while seen.word(at) in words_of("be_verb.passed_over") or seen.word(at) == "so" or is_adverb(seen, at):
        at += 1
    return at


def _verb(seen: View, clause: Clause, at: int) -> str:
    """The base form of the word if it can only be a verb there."""
    word = seen.word(at)
    tags = possible(word) if word else frozenset()
    if (
        word == "live"
        and seen.word(at + 1) in {"in", "with", "near", "here", "alone", "together"}
        and _person(seen, clause)
    ):
        return "" if seen.word(at + 2)[:1].isdigit() or seen.word(at + 2) == "concert" else "live"
    if word == "like" and (
        seen.word(at + 1) in {"to", "music", "vegetables", "coffee", "tea"}
        or (seen.word(at - 1) == "very" and seen.word(clause.start) == "i" and seen.word(at + 1) in {"this", "it"})
    ):
        return "like"
    if seen.is_name(at) or word in listed("verb_lists", "state") | listed("verb_lists", "person") or "ing" in tags:
        return ""
    base = base_of(word, "base", "third")
    if is_person(word) and (is_base(word) or seen.word(clause.first) in {"are", "were"}):
        return ""
    if _unbent(seen, clause, at):
        return base
    if (
        not base
        or (base in {"be", "have"} and seen.word(at + 1) == "to")
        or tags & {"adj", "done", "prep", "adv", "det"}
    ):
        came = word in {"come", "run", "become"} and _person(seen, clause) and seen.word(at + 1) in _AFTER_VERB
        return word if came else ""
    if not is_noun(word) and not common(word) & {"past"}:
        plain = is_base(base) and (
            not is_base(word)
            or _person(seen, clause)
            or seen.word(clause.start) in {"it", "they"}
            or base in listed("verb_lists", "stative") | {"depend", "happen", "occur", "exist"}
        )
        return base if plain else ""
    person = _person(seen, clause) and not (is_past(word) and word not in {"saw", "felt"})
    return base if person and seen.word(at + 1) in _AFTER_VERB and (is_base(word) or "third" in common(word)) else ""


def _unbent(seen: View, clause: Clause, at: int) -> bool:
    """Whether a word that can be a noun is none here: "I was cry", "the car is need a tire", "the soup is tastes salty"."""
    word, after = seen.word(at), seen.word(at + 1)
    if is_person(after) or is_person(seen.word(at + 2)) or after in {"by", "of"}:
        return False
    if word in _SURE and _person(seen, clause):
        return True
    thing = seen.word(clause.end - 1) not in _ABSTRACT
    bent = seen.word(clause.first) in {"is", "'s"} and not is_base(word) and seen.can(at + 1, "adj")
    return thing and bool(base_of(word, "base", "third")) and (bent or (is_base(word) and after in _DETERMINED))


_ABSTRACT = listed("clause_words", "abstract")
_DETERMINED = frozenset({"a", "an", "my", "your", "his", "our", "their"})


def _person(seen: View, clause: Clause) -> bool:
    """Whether the subject is somebody."""
    head = seen.word(clause.end - 1)
    people = head in {"i", "he", "she", "we", "you"} or base_noun(head) in PERSONS or clause.who == "he"
    return people or head in {"they", "people", "parents", "students", "children", "friends"}


def base_noun(word: str) -> str:
    """The singular of a regular plural, good enough for names of persons."""
    return word[:-1] if word.endswith("s") else word


def _right(seen: View, clause: Clause, at: int, base: str) -> str:
    first = seen.word(clause.first)
    if base == "forget" and not words_of("be_verb.passed_over").intersection(seen.sentence.words):
        return past(base)
    negative = "n't" in first or any(seen.word(i) == "not" for i in range(clause.first, at))
    adverbs = [seen.word(i) for i in range(clause.first + 1, at) if seen.word(i) != "not"]
    adverbs = ["really" if word == "very" else word for word in adverbs]
    if first in THEN_BE or "past" in kinds(seen.sentence):
        verb = f"didn't {base}" if negative else past(base)
    elif negative:
        verb = f"{'doesn' if clause.third else 'don'}'t {base}"
    elif "now" in kinds(seen.sentence) and base not in listed("verb_lists", "stative"):
        return " ".join([first, *adverbs, ing(base)])
    else:
        verb = third(base) if clause.third else base
    return " ".join([verb.split()[0], *adverbs, *verb.split()[1:]] if negative else [*adverbs, verb])


def _be_past(sentence: Sentence) -> Iterator[Fix]:
    """I was went, we were arrived, she is died."""
    seen = view(sentence)
    for clause in clauses(sentence):
        lone = (
            len(clause.helpers) == 1
            and seen.word(clause.first) in NOW_BE | THEN_BE
            and "n't" not in seen.word(clause.first)
        )
        if clause.asked >= 0 or not lone or clause.main < 0 or seen.word(clause.first + 1) == "not":
            continue
        base = _past_base(seen, clause)
        if base and not seen.can(clause.main, "adj"):
            adverbs = [seen.word(i) for i in range(clause.first + 1, clause.main)]
            yield seen.fix(clause.first, clause.main, " ".join([*adverbs, past(base)]))


def _past_base(seen: View, clause: Clause) -> str:
    """The base of the clause's verb if it is a past that has no passive here; empty otherwise."""
    word, after = seen.word(clause.main), {seen.word(clause.main + 1), seen.word(clause.main + 2)}
    base = base_of(word, "past")
    if "by" in after:
        return ""
    if (
        base in listed("verb_lists", "intransitive")
        and is_past(word)
        and base not in {"go", "sit", "live", "look", "rise"}
    ):
        return "" if seen.word(clause.main + 1) in {"at", "upon"} else base
    thing = clause.who in {"it", "they"} and seen.word(clause.start) not in {"it", "they"} and not _person(seen, clause)
    return base if is_plain_past(word) and (not thing or base in {"go", "come"}) else ""


def _been_base(sentence: Sentence) -> Iterator[Fix]:
    """I have been wait, they have been know each other."""
    seen = view(sentence)
    for clause in clauses(sentence):
        words = [seen.word(i) for i in clause.helpers]
        word = seen.word(clause.main)
        if words[-1:] == ["been"] and clause.main > 0 and is_base(word) and not possible(word) & {"adj", "done"}:
            if word in {"know", "have", "be", "own", "like", "want"}:
                yield seen.fix(clause.helpers[-1], clause.main, participle(word))
            elif not is_noun(word) or seen.word(clause.main + 1) in _AFTER_VERB:
                by = seen.word(clause.main + 1) == "by" or clause.who in {"it"}
                yield seen.fix(clause.main, clause.main, participle(word) if by else ing(word))


RULES = (
    Rule(
        id="be-verb",
        category="verb-form",
        reason=Reason(
            "Be does not stand before a plain verb: {replacement}.",
            "Be (am, is, are, was, were) tidak dipakai di depan kata kerja dasar: {replacement}.",
        ),
        tip=Reason(
            "Either am going (now) or go (every day), never am go.",
            "Pilih am going (sekarang) atau go (setiap hari), jangan am go.",
        ),
        find=_statement,
        examples=(
            ("I am live in Jakarta.", "I live in Jakarta."),
            ("She is want to go home.", "She wants to go home."),
            ("I am not understand.", "I don't understand."),
            ("My brother is study in Solo.", "My brother studies in Solo."),
            ("My parents are sell vegetables.", "My parents sell vegetables."),
            ("We were visit the temple.", "We visited the temple."),
            ("I'm think it is good.", "I think it is good."),
            ("She is likes to paint.", "She likes to paint."),
            ("I was cry when my cat died.", "I cried when my cat died."),
            ("Sorry, I am forget your name.", "Sorry, I forgot your name."),
            ("The car is need a new tire.", "The car needs a new tire."),
        ),
        fine=(
            "We are live on Instagram.",
            "I am like my father.",
            "All I do is eat and sleep.",
            "The best they are is live.",
            "What I am is not learn-by-heart.",
            "My uncle is chief of police.",
            "The problem is need, not greed.",
            "The problem is work.",
        ),
        confidence=0.93,
    ),
    Rule(
        id="be-question",
        category="verb-form",
        needs=NOW_BE | THEN_BE | {"am"},
        reason=Reason(
            "A question with a plain verb begins with do, does or did: {replacement}.",
            "Pertanyaan dengan kata kerja dasar diawali do, does, atau did: {replacement}.",
        ),
        find=_question,
        examples=(
            ("Is he work here?", "Does he work here?"),
            ("Are you speak English?", "Do you speak English?"),
            ("Where are you study at night?", "Where do you study at night?"),
            ("Is your father want tea?", "Does your father want tea?"),
        ),
        fine=(
            "Are you like him?",
            "Is he working here?",
            "Are you live now?",
            "Is there work to do?",
            "Are you open on Sunday?",
        ),
        confidence=0.94,
    ),
    Rule(
        id="be-past",
        category="verb-form",
        needs=NOW_BE | THEN_BE | {"i'm", "he's", "she's", "it's"},
        reason=Reason(
            "Be does not stand before a past verb: {replacement}.",
            "Be (was, were) tidak dipakai di depan kata kerja lampau: {replacement}.",
        ),
        find=_be_past,
        examples=(
            ("I was went to the beach.", "I went to the beach."),
            ("We were ate noodles.", "We ate noodles."),
            ("They were arrived late.", "They arrived late."),
            ("The accident was happened near the school.", "The accident happened near the school."),
        ),
        fine=(
            "I was gone.",
            "We were watched by a guard.",
            "The house was broken.",
            "He was seen.",
            "I was laughed at.",
        ),
        confidence=0.94,
    ),
    Rule(
        id="been-verb",
        category="verb-form",
        needs=frozenset(["been"]),
        reason=Reason(
            "After have been comes -ing (what one does) or the third form: {replacement}.",
            "Setelah have been dipakai -ing (kegiatan) atau bentuk ketiga: {replacement}.",
        ),
        find=_been_base,
        examples=(
            ("I have been wait for an hour.", "I have been waiting for an hour."),
            ("They have been know each other for years.", "They have known each other for years."),
            ("She has been teach here since May.", "She has been teaching here since May."),
        ),
        fine=("I have been waiting.", "It has been fun.", "We have been there.", "They have been open since May."),
    ),
)
