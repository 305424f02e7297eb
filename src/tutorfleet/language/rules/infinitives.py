"""Rules of the infinitive: want to, ask somebody to, let somebody do, how to, difficult to, to for a purpose."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import pasts
from tutorfleet.language.rule import Fix, Rule, either
from tutorfleet.language.rules.units import View, base_of, is_base, is_noun, listed, view, words_of
from tutorfleet.language.rules.verb_groups import DETERMINERS, PRONOUNS, clauses, is_adverb, opens, skip_adverbs
from tutorfleet.language.rules.verb_patterns import (
    OBJECTS,
    acting,
    after_verbs,
    inflected,
    is_verb_here,
    plain_verb,
    verb_after,
)
from tutorfleet.language.tokens import Sentence

# Words that are a past and a noun or another verb as well: "from right to left", "to found a company".
NOT_PAST = words_of("infinitives.not_past")


def _missing_to(sentence: Sentence) -> Iterator[Fix]:
    """Want buy, decided go, would like see."""
    seen = view(sentence)
    for verb, at in [*after_verbs(seen, "lacks_to"), *_would_like(seen)]:
        if at > verb + 1 and "'" in seen.word(verb):
            continue
        if seen.word(at) == "not" and base_of(seen.word(verb)) in _NOT_TO and plain_verb(seen, at + 1):
            yield seen.insert(at + 1, "to")
            continue
        plain = verb_after(seen, at) or acting(seen, at) or _studies(seen, at)
        if (
            not plain
            or is_noun_here(seen, verb)
            or seen.word(at) in {"ahead", "away"}
            or seen.word(verb - 1) in {"a", "an", "the"}
            or (plain in {"do", "have"} and seen.is_question())
        ):
            continue
        first = base_of(seen.word(verb))
        if plain in (_WANTED if first == "want" else _NEEDED) and seen.word(at + 1) not in DETERMINERS | OBJECTS:
            continue
        if first == "need" and (
            seen.word(verb - 1) in {"you", "they", "one", "all", "he", "she"} and "all" in sentence.words
        ):
            continue
        if _allowed(seen, verb, first, plain):
            yield seen.insert(at, "to")


_WANTED = frozenset({"help", "support", "change", "love", "care"})
_NEEDED = _WANTED | {"rest", "sleep", "work", "practice"}
_NOT_TO = frozenset({"decide", "promise", "try", "prefer", "agree", "pretend", "choose"})


def _studies(seen: View, at: int) -> str:
    """Study and the like before an adverb: "need study more"."""
    word = seen.word(at)
    return word if word in {"study", "swim", "practise", "cook"} and seen.word(at + 1) in _HARDER else ""


_HARDER = frozenset({"more", "hard", "harder", "well", "again", "at", "every"})


def _plan_is(sentence: Sentence) -> Iterator[Fix]:
    """My dream is become a pilot -> is to become."""
    seen = view(sentence)
    for i in range(1, len(seen.units) - 2):
        if (
            seen.word(i) in {"is", "was", "are"}
            and seen.word(i - 1) in _PLANS
            and (verb_after(seen, i + 1) or acting(seen, i + 1))
        ):
            yield seen.insert(i + 1, "to")


_PLANS = listed("clause_words", "plans")


def _allowed(seen: View, verb: int, first: str, plain: str) -> bool:
    """Not "if you want, go", nor a clause without that: "I hope have" is wrong, "I hope people come" is not."""
    if seen.word(verb) == "trying":
        return True
    if first in words_of("infinitives.also_ing"):
        before = seen.word(verb - 1)
        plain_form = seen.word(verb) == first and (
            before in PRONOUNS or before in {"to", "will", "not", "don't", "should", "must", "'d", "would"}
        )
        return plain_form or seen.word(verb) in words_of("infinitives.sure_forms")
    opener = {seen.word(i) for i in range(verb)}
    return not opener & {"if", "whenever", "things", "thing", "all"} or (
        plain in {"buy", "become", "meet"} and "if" not in opener
    )


def _would_like(seen: View) -> Iterator[tuple[int, int]]:
    for i in range(len(seen.units) - 2):
        if seen.word(i) in {"would", "'d"} and seen.word(i + 1) in {"like", "love", "prefer"}:
            yield i + 1, i + 2


def is_noun_here(seen: View, verb: int) -> bool:
    word, before = seen.word(verb), seen.word(verb - 1)
    if word in words_of("infinitives.also_nouns"):
        ok = before in PRONOUNS or before in {
            "to",
            "not",
            "don't",
            "doesn't",
            "didn't",
            "will",
            "can",
            "also",
            "really",
            "would",
            "'d",
            "and",
        }
        return not (ok or is_adverb(seen, verb - 1) or _is_clause_verb(seen, verb))
    return not is_verb_here(seen, verb)


def _is_clause_verb(seen: View, verb: int) -> bool:
    return any(clause.main == verb for clause in clauses(seen.sentence))


def _ing_for_to(sentence: Sentence) -> Iterator[Fix]:
    """Decided going, refused paying, would like inviting; want to going."""
    seen = view(sentence)
    for verb, at in after_verbs(seen, "to"):
        first = base_of(seen.word(verb))
        ing = inflected(seen, at, "ing")
        noun = is_noun(seen.word(at)) and seen.word(at) not in _ACTS and not _has_object(seen, first, at)
        if (
            (
                ing
                and not noun
                and first not in {"like", "love", "seem", "appear", "happen", "plan", "wish", "deserve"}
                and _verb(seen, verb)
            )
            and seen.word(at + 1) not in {"is", "was", "are", "were"}
            and first != "used"
            and not (first == "expect" and "to" in {seen.word(k) for k in range(at + 1, at + 7)})
        ):
            yield seen.fix(at, at, f"to {ing}")
    for _, at in _would_like(seen):
        if inflected(seen, at, "ing"):
            yield seen.fix(at, at, f"to {inflected(seen, at, 'ing')}")


def _has_object(seen: View, first: str, at: int) -> bool:
    """Whether the -ing form is a verb: "decided joining the club", not "offered training"."""
    sure = first in {"decide", "hope", "refuse", "agree", "promise", "choose", "pretend"}
    return sure and (seen.word(at + 1) in DETERMINERS or seen.word(at + 1) in OBJECTS)


_ACTS = words_of("infinitives.acts")


def _verb(seen: View, verb: int) -> bool:
    if "'" in seen.word(verb):
        return True
    return not is_noun_here(seen, verb) and not seen.word(verb).endswith("ing")


_BEFORE_TO = words_of("infinitives.before_to")


def _to_base(sentence: Sentence) -> Iterator[Fix]:
    """Want to going, has to goes, nice to met you."""
    seen = view(sentence)
    for i in range(1, len(seen.units) - 1):
        if seen.word(i) != "to":
            continue
        before, at = seen.word(i - 1), skip_adverbs(seen, i + 1)
        word = seen.word(at)
        if before in _BEFORE_TO or before in OBJECTS:
            tags = (
                ("third", "past", "ing")
                if before not in OBJECTS | {"used", "going", "what", "where"}
                else ("third", "past")
            )
            if before == "used" and seen.word(i - 2) in PRONOUNS and inflected(seen, at, "ing"):
                yield seen.fix(at, at, inflected(seen, at, "ing"))
                continue
            base = inflected(seen, at, *tags)
            plural = (
                is_noun(word)
                and not word.endswith("ing")
                and (before not in {"want", "wants", "wanted"} or at + 1 == len(seen.units))
            )
            if base and not plural and word not in NOT_PAST | {"meeting", "thing", "king", "building", "wedding"}:
                yield seen.fix(at, at, base)
        elif (
            word in pasts()
            and not word.endswith("ed")
            and word not in NOT_PAST
            and not is_base(word)
            and not is_noun(word)
        ) and before not in {"used", "due", "thanks", "according"}:
            yield seen.fix(at, at, pasts()[word])


def _use_to(sentence: Sentence) -> Iterator[Fix]:
    """I use to play here: of a past habit."""
    seen = view(sentence)
    for i in range(1, len(seen.units) - 2):
        if (
            seen.word(i) == "use"
            and seen.word(i + 1) == "to"
            and seen.word(i - 1) in {"i", "we", "they", "he", "she", "you"}
        ):
            asked = seen.word(i - 2) in {"did", "didn't"}
            if (
                plain_verb(seen, i + 2)
                and not asked
                and opens(seen, i - 1)
                and seen.word(i - 2) not in {"what", "how", "that", "which"}
            ):
                yield seen.fix(i, i, "used")


RULES = (
    Rule(
        id="want-to",
        category="verb-form",
        reason=Reason(
            "Between want, need, hope and the like and the next verb stands to: {replacement}.",
            "Antara want, need, hope, dan sejenisnya dan kata kerja berikutnya ada to: {replacement}.",
        ),
        find=either(_missing_to, _plan_is),
        examples=(
            ("I want go home.", "I want to go home."),
            ("She wants learn English.", "She wants to learn English."),
            ("I plan visit my aunt in Malang.", "I plan to visit my aunt in Malang."),
            ("We decided buy it.", "We decided to buy it."),
            ("I would like see the menu.", "I would like to see the menu."),
            ("She decided not go.", "She decided not to go."),
            ("My dream is become a pilot.", "My dream is to become a pilot."),
        ),
        fine=(
            "I want to go home.",
            "I need help.",
            "He needs help with maths.",
            "If you want, go home.",
            "The things I want make me happy.",
            "If you want go ahead.",
            "My plans change every day.",
            "All you need do is ask.",
            "People in need come here.",
        ),
        confidence=0.92,
    ),
    Rule(
        id="to-not-ing",
        category="verb-form",
        reason=Reason(
            "After want, decide, promise, refuse and the like comes to and the plain verb: {replacement}.",
            "Setelah want, decide, promise, refuse, dan sejenisnya dipakai to dan kata kerja dasar: {replacement}.",
        ),
        find=_ing_for_to,
        examples=(
            ("They decided going home.", "They decided to go home."),
            ("He refused paying the bill.", "He refused to pay the bill."),
            ("I would like inviting you.", "I would like to invite you."),
            ("She promised helping me.", "She promised to help me."),
        ),
        fine=(
            "I like going home.",
            "He wants nothing.",
            "I offer training.",
            "We agreed on going.",
            "She hopes to win.",
        ),
        confidence=0.9,
    ),
    Rule(
        id="to-base",
        category="verb-form",
        needs=frozenset(["to"]),
        reason=Reason(
            "After to the verb stays in its base form: to {replacement}.",
            "Setelah to kata kerja tetap bentuk dasar: to {replacement}.",
        ),
        find=_to_base,
        examples=(
            ("I want to going home.", "I want to go home."),
            ("She needs to bought a car.", "She needs to buy a car."),
            ("He has to goes now.", "He has to go now."),
            ("Nice to met you.", "Nice to meet you."),
            ("I used to living in Bogor.", "I used to live in Bogor."),
        ),
        fine=(
            "I want to go home.",
            "I look forward to going there.",
            "He is used to working at night.",
            "We have to set it up.",
            "Turn from right to left.",
            "He wants to found a company.",
            "I prefer to read.",
        ),
    ),
    Rule(
        id="used-to",
        category="verb-form",
        needs=frozenset(["use"]),
        reason=Reason("A habit of the past is told with used to.", "Kebiasaan di masa lalu disebut dengan used to."),
        find=_use_to,
        examples=(
            ("I use to play here when I was young.", "I used to play here when I was young."),
            ("We use to live in Bogor.", "We used to live in Bogor."),
            ("She use to be shy.", "She used to be shy."),
        ),
        fine=(
            "Did you use to live here?",
            "I didn't use to like it.",
            "The pen I use to write is blue.",
            "What do you use to cook?",
        ),
        confidence=0.92,
    ),
)
