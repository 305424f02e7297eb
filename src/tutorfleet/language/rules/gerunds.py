"""Rules of the -ing form: after enjoy and the like, after prepositions, in spend time doing, for hobbies."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import ing, verbs
from tutorfleet.language.rule import Fix, Rule, either, pattern
from tutorfleet.language.rules.units import View, base_of, is_noun, listed, view, words_of
from tutorfleet.language.rules.verb_groups import PRONOUNS
from tutorfleet.language.rules.verb_patterns import after_verbs, plain_verb, verb_after
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import possible

_PURPOSE = words_of("gerunds.purpose")


def _enjoy(sentence: Sentence) -> Iterator[Fix]:
    """Enjoy to swim, avoid eat."""
    seen = view(sentence)
    for verb, at in after_verbs(seen, "ing"):
        first = seen.word(verb)
        if seen.word(at) == "to" and plain_verb(seen, at + 1):
            practice = base_of(first).startswith("practi") and seen.word(at + 1) in _PURPOSE
            keep = base_of(first) in {"keep", "discuss", "mention", "admit", "involve"} and not verb_after(seen, at + 1)
            keep = keep and not (base_of(first) == "keep" and seen.word(at + 1) in verbs())
            used = bool(
                {seen.word(verb - 1), seen.word(verb - 2)} & {"is", "are", "was", "were"}
                and base_of(first) != "enjoy"
                and "done" in possible(first)
            )
            if not (practice or keep or used or (at == verb + 1 and is_noun_here(seen, verb))):
                yield seen.fix(at, at + 1, ing(seen.word(at + 1)))
        elif first not in {
            "suggest",
            "recommend",
            "mention",
            "suggests",
            "suggested",
            "recommended",
            "imagine",
            "mind",
        }:
            plain = verb_after(seen, at)
            if (
                plain
                and plain not in {"be", "have", "do"}
                and (plain in verbs() or not has_noun(plain))
                and not is_noun_here(seen, verb)
                and "done" not in possible(plain)
            ):
                yield seen.fix(at, at, ing(plain))


def is_noun_here(seen: View, verb: int) -> bool:
    word, before = seen.word(verb), seen.word(verb - 1)
    return is_noun(word) and not (
        before in PRONOUNS or before in {"to", "not", "can", "should", "don't", "didn't", "must", "you"}
    )


def has_noun(word: str) -> bool:
    return bool({"noun", "nouns"} & possible(word))


def _spend(sentence: Sentence) -> Iterator[Fix]:
    """Spend time to do, have difficulty to do, busy to do, worth to see."""
    seen = view(sentence)
    for i in range(2, len(seen.units) - 1):
        if seen.word(i) != "to" or not plain_verb(seen, i + 1):
            continue
        before = seen.word(i - 1)
        if (
            (before in {"worth", "busy"} and seen.word(i - 2) not in {"too", "so"})
            or (before in {"difficulty", "difficulties", "trouble", "problems", "troubles"} and _had(seen, i))
            or (before in listed("verb_patterns", "time") and _spent(seen, i))
        ):
            yield seen.fix(i, i + 1, ing(seen.word(i + 1)))
        elif (before == "use" and seen.word(i - 2) == "no") or (before == "point" and seen.word(i - 2) == "no"):
            yield seen.fix(i, i + 1, ("in " if before == "point" else "") + ing(seen.word(i + 1)))


def _had(seen: View, i: int) -> bool:
    return any(
        base_of(seen.word(k)) in {"have", "find"} or seen.word(k) in {"have", "has", "had"}
        for k in range(max(0, i - 5), i)
    )


def _spent(seen: View, i: int) -> bool:
    """... spent the whole day to clean; "spent money to help" may be a purpose."""
    return any(base_of(seen.word(k)) == "spend" for k in range(max(0, i - 7), i)) and seen.word(i - 1) not in {
        "money",
        "lot",
    }


def _go(sentence: Sentence) -> Iterator[Fix]:
    """Go to shopping, go for swimming."""
    seen = view(sentence)
    for i in range(1, len(seen.units) - 1):
        if (
            seen.word(i) in {"to", "for"}
            and base_of(seen.word(i - 1)) == "go"
            and seen.word(i + 1) in listed("verb_patterns", "go")
        ) and (not is_noun(seen.word(i + 2)) or seen.word(i + 2) in {"in", "at", "with", "on"}):
            yield seen.fix(i, i, "")


def _hobby(sentence: Sentence) -> Iterator[Fix]:
    """My hobby is swim; my hobbies swimming and collect coins."""
    seen = view(sentence)
    for i in range(1, len(seen.units) - 1):
        if seen.word(i) not in {"hobby", "hobbies", "hobbys"}:
            continue
        at = i + 1
        if seen.word(at) in {"is", "are"}:
            to = seen.word(at + 1) == "to"
            verb = plain_verb(seen, at + 1 + to)
            if verb and (to or not _is_thing(seen, at + 1)):
                yield seen.fix(at + 1, at + 1 + to, ing(verb))
            yield from _joined(seen, at + 2 + to)
        elif seen.word(at).endswith("ing") and seen.word(i - 1) in _OWNERS and not _verb_later(seen, at):
            yield seen.insert(at, "are" if seen.word(i) == "hobbies" else "is")
            yield from _joined(seen, at + 1)


_OWNERS = frozenset({"my", "his", "her", "our", "their"})


def _joined(seen: View, at: int) -> Iterator[Fix]:
    """The verbs after "and": swimming and collect coins."""
    for k in range(at, min(at + 6, len(seen.units) - 1)):
        if seen.word(k) in {".", "!", "because", "but", "so"}:
            return
        plain = seen.word(k + 1) in verbs() and not (is_noun(seen.word(k + 1)) and _is_thing(seen, k + 1))
        if seen.word(k) in {"and", ","} and plain and not (seen.is_end(k + 2) and seen.word(k + 1) in _HOBBY_NOUNS):
            yield seen.fix(k + 1, k + 1, ing(seen.word(k + 1)))


_HOBBY_NOUNS = words_of("gerunds.hobbies")


def _verb_later(seen: View, at: int) -> bool:
    return any(
        seen.word(k) in {"is", "are", "was"} or (seen.can(k, "third", "past") and not is_noun(seen.word(k)))
        for k in range(at, len(seen.units))
    )


def _prefer(sentence: Sentence) -> Iterator[Fix]:
    """I prefer read comics than watch TV -> I prefer reading comics to watching TV."""
    seen = view(sentence)
    for i in range(1, len(seen.units) - 3):
        if base_of(seen.word(i)) != "prefer" or seen.word(i - 1) in {"would", "'d"}:
            continue
        than = next((k for k in range(i + 2, min(i + 10, len(seen.units) - 1)) if seen.word(k) == "than"), 0)
        first, second = _activity(seen, i + 1), _activity(seen, than + 1)
        if than and first and second and seen.word(than - 1) != "rather":
            yield seen.fix(i + 1, i + 1, first)
            yield seen.fix(than, than + 1, f"to {second}")


def _activity(seen: View, at: int) -> str:
    word = seen.word(at)
    return ing(word) if word in verbs() else word if base_of(word, "ing") and word.endswith("ing") else ""


def _is_thing(seen: View, at: int) -> bool:
    """My hobby is chess, dance, music: what can be a hobby as a noun."""
    return seen.word(at) in words_of("gerunds.hobbies") and (seen.is_end(at + 1) or seen.word(at + 1) == "and")


def _stop(sentence: Sentence) -> Iterator[Fix]:
    """Stop to smoke: of habits that nobody stops for."""
    seen = view(sentence)
    habits = words_of("gerunds.habits")
    for i in range(len(seen.units) - 2):
        unable = seen.word(i - 1) in {"can't", "couldn't", "cannot"} and plain_verb(seen, i + 2)
        if base_of(seen.word(i)) == "stop" and seen.word(i + 1) == "to" and (seen.word(i + 2) in habits or unable):
            yield seen.fix(i + 1, i + 2, ing(seen.word(i + 2)))


RULES = (
    Rule(
        id="enjoy-ing",
        category="verb-form",
        reason=Reason(
            "After enjoy, avoid, finish, mind and the like the next verb takes -ing: {replacement}.",
            "Setelah enjoy, avoid, finish, mind, dan sejenisnya kata kerja berikutnya memakai -ing: {replacement}.",
        ),
        find=_enjoy,
        examples=(
            ("I enjoy to swim.", "I enjoy swimming."),
            ("She finished to read the book.", "She finished reading the book."),
            ("He admitted to steal the money.", "He admitted stealing the money."),
            ("We can't stand to wait.", "We can't stand waiting."),
            ("You should avoid eat late.", "You should avoid eating late."),
        ),
        fine=(
            "I enjoy swimming.",
            "I want to swim.",
            "I finished it to help you.",
            "Never mind to whom it goes.",
            "I changed my mind to help you.",
            "He was admitted to hospital.",
            "I practise to become better.",
            "Keep to the left.",
        ),
        confidence=0.92,
    ),
    Rule(
        id="prefer-to",
        category="verb-form",
        needs=frozenset(["prefer", "prefers", "preferred"]),
        reason=Reason(
            "One prefers doing one thing to doing another: {replacement}.",
            "Prefer + -ing + to + -ing, bukan than: {replacement}.",
        ),
        find=_prefer,
        examples=(
            ("I prefer read comics than watch films.", "I prefer reading comics to watching films."),
            ("She prefers stay at home than go out.", "She prefers staying at home to going out."),
            ("We prefer cooking than buying food.", "We prefer cooking to buying food."),
        ),
        fine=(
            "I prefer tea to coffee.",
            "I prefer to walk rather than drive.",
            "I prefer it when it is cooler than today.",
        ),
        confidence=0.93,
    ),
    Rule(
        id="stop-ing",
        category="verb-form",
        needs=frozenset(["stop", "stops", "stopped", "stopping"]),
        reason=Reason(
            "Stop + -ing: not do it any more. Stop + to: stop in order to do it. Here: {replacement}.",
            "Stop + -ing: tidak melakukannya lagi. Stop + to: berhenti untuk melakukannya. Di sini: {replacement}.",
        ),
        find=_stop,
        examples=(
            ("He stopped to smoke last year.", "He stopped smoking last year."),
            ("Stop to complain!", "Stop complaining!"),
            ("Please stop to worry.", "Please stop worrying."),
        ),
        fine=("He stopped to buy water.", "We stopped to rest.", "The bus stop to the left is new."),
        confidence=0.85,
    ),
    Rule(
        id="spend-ing",
        category="verb-form",
        needs=frozenset(["to"]),
        reason=Reason(
            "After spend time, have difficulty, be busy and be worth the verb takes -ing: {replacement}.",
            "Setelah spend time, have difficulty, be busy, dan be worth kata kerja memakai -ing: {replacement}.",
        ),
        find=_spend,
        examples=(
            ("We spent the whole day to clean the house.", "We spent the whole day cleaning the house."),
            ("I have difficulty to understand him.", "I have difficulty understanding him."),
            ("It is worth to see the temple.", "It is worth seeing the temple."),
            ("She is busy to prepare the party.", "She is busy preparing the party."),
        ),
        fine=(
            "I spent money to help him.",
            "I am too busy to talk.",
            "I have time to talk.",
            "He is worth a lot to me.",
        ),
        confidence=0.9,
    ),
    Rule(
        id="go-ing",
        category="verb-form",
        needs=frozenset(["to", "for"]),
        reason=Reason("One says go shopping, go swimming, without to.", "Katakan go shopping, go swimming, tanpa to."),
        find=_go,
        examples=(
            ("We go to shopping on Sunday.", "We go shopping on Sunday."),
            ("I went to swimming with Budi.", "I went swimming with Budi."),
            ("They are going to camping.", "They are going camping."),
        ),
        fine=("We go to shopping malls.", "I went to swimming lessons.", "I go to the shop."),
        confidence=0.88,
    ),
    Rule(
        id="hobby-ing",
        category="verb-form",
        needs=frozenset(["hobby", "hobbies"]),
        reason=Reason(
            "A hobby is named with -ing: my hobby is {replacement}.",
            "Hobi disebut dengan -ing: my hobby is {replacement}.",
        ),
        find=either(
            _hobby,
            pattern(r"^my hobby (?P<x>(?:watch|read|play|cook|sing|swim)\b)", lambda m: f"is {ing(m['x'].lower())}"),
        ),
        examples=(
            ("My hobby is swim.", "My hobby is swimming."),
            ("My hobbies are read books.", "My hobbies are reading books."),
            ("My hobby is to play chess.", "My hobby is playing chess."),
            ("My hobbies swimming and collect coins.", "My hobbies are swimming and collecting coins."),
        ),
        confidence=0.94,
        fine=(
            "My hobby is swimming.",
            "My hobby is chess.",
            "My hobby is dance.",
            "My hobbies are chess, dance and yoga.",
        ),
    ),
)
