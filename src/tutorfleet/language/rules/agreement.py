"""Rules of agreement: the verb that fits its subject, the demonstrative that fits its noun."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import past, plurals, third, thirds, verbs
from tutorfleet.language.rule import Fix, Rule, either
from tutorfleet.language.rules.clauses import (
    DO,
    MODALS,
    PERSONS,
    POSSESSIVES,
    is_inverted,
    joins_subjects,
    opens,
    skip_adverbs,
)
from tutorfleet.language.tags import FINITE, NOUN, tagged
from tutorfleet.language.tokens import Sentence

SINGULAR = frozenset({"he", "she", "it"})
PLURAL = frozenset({"i", "you", "we", "they"})
BE = {"i": ("am", "was"), "he": ("is", "was"), "she": ("is", "was"), "it": ("is", "was")}
WRONG_BE = frozenset({"am", "is", "are", "was", "were"})
_BUT_YOU = frozenset({("but", one) for one in ("one", "nobody", "everyone", "everybody", "none", "all", "nothing")})
FOLLOWS_NO_BASE = MODALS | DO | frozenset(["let", "make", "makes", "made", "help", "to"])


def to_third(sentence: Sentence, index: int) -> Iterator[Fix]:
    """The verb at `index` in the form after he, she or it, if it is not in that form."""
    verb = sentence.word(index)
    negative = {"don't": "doesn't", "dont": "doesn't", "haven't": "hasn't"}.get(verb)
    if verb == "do" and sentence.word(index + 1) == "not":
        negative = "does"
    if negative or (verb in verbs() and past(verb) != verb):
        token = sentence.tokens[index]
        yield Fix(token.start, token.end, negative or third(verb))


def _third_person(sentence: Sentence) -> Iterator[Fix]:
    for i, token in enumerate(sentence.tokens):
        if (
            token.lower in SINGULAR
            and (opens(sentence, i) or _after_a_time(sentence, i))
            and not is_inverted(sentence, i)
            and not joins_subjects(sentence, i)
        ):
            yield from to_third(sentence, skip_adverbs(sentence, i + 1))


def _after_a_time(sentence: Sentence, index: int) -> bool:
    """After the service she, every day he: the first clause, after a noun and no verb."""
    t = tagged(sentence)
    opened = t.word(0) in _TIMELY and t.word(index) in {"he", "she"} and t.only(index - 1, NOUN)
    return opened and not any(t.can(i, FINITE, "wh", "sub") for i in range(1, index))


_TIMELY = frozenset({"after", "before", "every", "on", "in", "at", "during"})


def _base_form(sentence: Sentence) -> Iterator[Fix]:
    for i, token in enumerate(sentence.tokens):
        if (
            token.lower in PLURAL
            and (token.lower != "you" or opens(sentence, i))
            and (sentence.word(i - 1), sentence.word(i - 2)) not in _BUT_YOU
            and sentence.word(i - 1) not in {"and", "or", "nor"}
        ):
            at = skip_adverbs(sentence, i + 1)
            verb = sentence.word(at)
            base = {"doesn't": "don't", "hasn't": "haven't"}.get(verb) or thirds().get(verb)
            if (
                base
                and sentence.word(at + 1) not in WRONG_BE | MODALS
                and not (verb == "has" and token.lower == "you" and i)
            ):
                yield Fix(sentence.tokens[at].start, sentence.tokens[at].end, base)


def _be(sentence: Sentence) -> Iterator[Fix]:
    for i, token in enumerate(sentence.tokens):
        if token.lower not in SINGULAR | PLURAL or not _governs(sentence, i):
            continue
        at = skip_adverbs(sentence, i + 1)
        verb = sentence.word(at).removesuffix("n't")
        right = BE.get(token.lower, ("are", "were"))[verb in {"was", "were"}] if verb in WRONG_BE else verb
        if right != verb and not _is_unreal(sentence, i, verb):
            yield Fix(sentence.tokens[at].start, sentence.tokens[at].start + len(verb), right)


def _governs(sentence: Sentence, index: int) -> bool:
    word, before = sentence.word(index), sentence.word(index - 1)
    if (
        word == "it"
        and before in {"before", "after", "since", "until"}
        and index > 1
        and sentence.word(index - 2) != ","
    ):
        # Those hours before it are hard.
        return False
    if before in {"and", "or", "nor"}:
        # "My friend and I was" is wrong, but in another way; after a clause "and we was" is this way.
        return word != "i" and index > 2 and not _joins_names(sentence, index)
    return word in {"i", "we", "they", "he", "she"} or opens(sentence, index)


def _joins_names(sentence: Sentence, index: int) -> bool:
    return sentence.word(index) in {"he", "she", "it"} or sentence.word(index - 2) in {"you", "he", "she", "i", "they"}


def _is_unreal(sentence: Sentence, index: int, verb: str) -> bool:
    """If I were you, I wish he were here; what if he were; the words "as it were"."""
    earlier = {sentence.word(i) for i in range(index)}
    return verb == "were" and bool(
        earlier & {"if", "wish", "though", "as", "unless", "suppose", "would", "rather", "whether"}
    )


def _person(sentence: Sentence) -> Iterator[Fix]:
    for i, token in enumerate(sentence.tokens):
        if (
            token.lower in POSSESSIVES
            and opens(sentence, i)
            and not is_inverted(sentence, i)
            and not joins_subjects(sentence, i)
            and sentence.word(i - 2) not in {"everyone", "everybody", "nobody", "nothing", "all"}
        ):
            last = (
                i + 1 + (sentence.word(i + 1) in {"best", "older", "younger", "little", "big", "elder", "new", "old"})
            )
            noun, at = sentence.word(last), skip_adverbs(sentence, last + 1)
            verb = sentence.word(at)
            if noun in PERSONS:
                yield from to_third(sentence, at)
            elif plurals().get(noun) in PERSONS | {"parent", "child"} and (
                verb in {"is", "was", "has", "doesn't"} or verb in thirds()
            ):
                yield Fix(sentence.tokens[at].start, sentence.tokens[at].end, _to_plural(verb))


def _the_plural(sentence: Sentence) -> Iterator[Fix]:
    for i, token in enumerate(sentence.tokens):
        verb = sentence.word(i + 2)
        if (
            token.lower == "the"
            and (sentence.word(i + 1) in plurals() or sentence.word(i + 1) in {"childrens", "womens", "peoples"})
            and verb in {"is", "was", "has"}
            and opens(sentence, i)
        ):
            yield Fix(sentence.tokens[i + 2].start, sentence.tokens[i + 2].end, _to_plural(verb))


def _to_plural(verb: str) -> str:
    return {"is": "are", "was": "were", "doesn't": "don't"}.get(verb) or thirds()[verb]


RULES = (
    Rule(
        id="third-person-s",
        category="agreement",
        reason=Reason(
            "After he, she or it the verb takes -s in the present: {replacement}.",
            "Setelah he, she, atau it, kata kerja bentuk sekarang memakai -s: {replacement}.",
        ),
        find=_third_person,
        examples=(
            ("He go to school by bus.", "He goes to school by bus."),
            ("She always forget her keys.", "She always forgets her keys."),
            ("I am tired because he don't help me.", "I am tired because he doesn't help me."),
            ("He study law and she have a job.", "He studies law and she has a job."),
            ("After school she always go to the library.", "After school she always goes to the library."),
        ),
        fine=(
            "Does she go with you?",
            "I saw it happen.",
            "Let him go.",
            "I suggest that he see a doctor.",
            "He put it there.",
            "Can he sing and she dance?",
            "He and she live in Medan.",
            "Is he work-shy?",
            "During the lesson he put it there.",
        ),
    ),
    Rule(
        id="no-third-person-s",
        category="agreement",
        reason=Reason(
            "Only he, she and it take -s on the verb. Here it is {replacement}.",
            "Hanya he, she, dan it yang memakai -s pada kata kerja. Di sini: {replacement}.",
        ),
        find=_base_form,
        examples=(
            ("I likes music.", "I like music."),
            ("They has a big house.", "They have a big house."),
            ("We always goes there.", "We always go there."),
        ),
        fine=("What they have is enough.", "I and she like it.", "Thank you.", "The song they love works."),
    ),
    Rule(
        id="be-agreement",
        category="agreement",
        reason=Reason(
            "The verb be changes with its subject: I am/was, he/she/it is/was, you/we/they are/were. Here: {replacement}.",
            "Kata kerja be berubah menurut subjeknya: I am/was, he/she/it is/was, you/we/they are/were. Di sini: {replacement}.",
        ),
        find=_be,
        examples=(
            ("We was very happy.", "We were very happy."),
            ("They is my friends.", "They are my friends."),
            ("I were late.", "I was late."),
            ("We went home and we was tired.", "We went home and we were tired."),
        ),
        fine=(
            "If I were you, I would go.",
            "I wish she were here.",
            "He is late.",
            "My sister and I were tired.",
            "Neither he nor I was there.",
        ),
        confidence=0.95,
    ),
    Rule(
        id="person-agreement",
        category="agreement",
        reason=Reason(
            "The verb must fit its subject: one person takes -s (my sister works), several do not (my sisters work).",
            "Kata kerja harus sesuai dengan subjek: satu orang memakai -s (my sister works), banyak orang tidak (my sisters work).",
        ),
        find=either(_person, _the_plural),
        examples=(
            ("My father work in a bank.", "My father works in a bank."),
            ("My mother always cook rice.", "My mother always cooks rice."),
            ("My friends likes coffee.", "My friends like coffee."),
            ("My parents is at home.", "My parents are at home."),
            ("The students was noisy.", "The students were noisy."),
        ),
        fine=(
            "Does my father work there?",
            "Let my brother go.",
            "One of my friends likes tea.",
            "My father put it there.",
            "One of the students is ill.",
            "The news is good.",
            "My sister works.",
            "He and his wife live in Medan.",
            "Me and my friend go to school together.",
            "My uncle and my father work together.",
        ),
        confidence=0.88,
    ),
)
