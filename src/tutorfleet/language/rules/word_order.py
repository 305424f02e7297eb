"""Rules of word order inside a clause: always before the verb, very much at the end, the object right after the verb."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.units import View, base_of, is_noun, view, words_of
from tutorfleet.language.rules.verb_groups import BE, HAVE, MODALS, POSSESSIVES, clauses
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import common

_FREQUENCY = frozenset(["always", "usually", "often", "never", "sometimes", "rarely", "seldom", "already"])
_LIKE = words_of("word_order.like")
_NO_OBJECT_START = words_of("word_order.no_object_start")
_HOW = words_of("word_order.how")


def object_end(seen: View, at: int) -> int:
    """Where the object that begins at `at` ends, if it ends the sentence or goes on with a preposition or "and"; else -1."""
    end = at
    while end < len(seen.units) and end < at + 5 and not seen.is_end(end) and seen.word(end) not in _NO_OBJECT_START:
        word = seen.word(end)
        nominal = common(word) & {
            "noun",
            "nouns",
            "mass",
            "adj",
            "det",
            "poss",
            "name",
            "num",
            "obj",
            "ing",
        } or seen.is_name(end)
        if not nominal or word in {"very", "too"}:
            return -1
        end += 1
    if end == at or not (seen.is_end(end) or seen.word(end) in _NO_OBJECT_START):
        return -1
    return _with_more(seen, at, end)


def _with_more(seen: View, at: int, end: int) -> int:
    """The end of the object with what belongs to it: the smell of fresh paint, the people in this village, tea and coffee."""
    joined = seen.word(end) == "and" and seen.is_name(end + 1) and seen.is_end(end + 2)
    inside = seen.word(end) == "of" or (
        seen.word(at) == "the" and seen.word(end) in {"in", "from", "on", "at", "about"}
    )
    last = end + 1
    while (
        inside
        and not seen.is_end(last)
        and last < end + 6
        and (seen.can(last, "det", "poss", "adj", "noun", "nouns", "mass", "name") or _goes_on(seen, at, last))
    ):
        last += 1
    if joined:
        return end + 2
    return last if inside and last > end + 1 and seen.is_end(last) else end


def _goes_on(seen: View, at: int, i: int) -> bool:
    """The sound of the rain on the roof."""
    return seen.word(at) == "the" and seen.word(i) in {"in", "on", "at"} and seen.word(i + 1) in {"the", "my", "our"}


def _very_much(sentence: Sentence) -> Iterator[Fix]:
    """Like very much mangoes -> like mangoes very much."""
    seen = view(sentence)
    for i in range(1, len(seen.units) - 3):
        if (seen.word(i), seen.word(i + 1)) in {("very", "much"), ("a", "lot"), ("so", "much")} and base_of(
            seen.word(i - 1)
        ) in _LIKE:
            end = object_end(seen, i + 2)
            if end > 0 and seen.word(i - 2) != "would":
                words = " ".join(seen.text(k) for k in range(i + 2, end))
                yield seen.fix(i, end - 1, f"{words} {seen.word(i)} {seen.word(i + 1)}")


def _very_verb(sentence: Sentence) -> Iterator[Fix]:
    """I very want to see you; he very enjoys it."""
    seen = view(sentence)
    for clause in clauses(sentence):
        base = base_of(seen.word(clause.main), "base", "third", "past") if clause.main > 0 else ""
        if (
            base in _LIKE | {"agree", "know", "hope", "wish", "respect", "believe", "support", "regret"}
            and seen.word(clause.main - 1) == "very"
            and not (clause.helpers and seen.word(clause.first) in BE)
        ):
            yield seen.fix(clause.main - 1, clause.main - 1, "really")


def _well(sentence: Sentence) -> Iterator[Fix]:
    """Speaks very well English -> speaks English very well."""
    seen = view(sentence)
    for i in range(1, len(seen.units) - 2):
        if seen.word(i) not in _HOW or not base_of(seen.word(i - 1 - (seen.word(i - 1) in {"very", "so", "really"}))):
            continue
        start = i - (seen.word(i - 1) in {"very", "so", "really"})
        verb, end = base_of(seen.word(start - 1)), object_end(seen, i + 1)
        noun = (
            (end == i + 2 or seen.word(i + 2) == "and")
            and end > 0
            and (seen.is_name(i + 1) or "mass" in common(seen.word(i + 1)) or seen.word(i + 1) in _SKILLS)
        )
        determined = end > 0 and seen.word(i + 1) in POSSESSIVES | {"the"} and is_noun(seen.word(end - 1))
        if verb in words_of("word_order.skilled") and (noun or determined):
            words = " ".join(seen.text(k) for k in range(i + 1, end))
            yield seen.fix(start, end - 1, f"{words} {' '.join(seen.word(k) for k in range(start, i + 1))}")


_SKILLS = words_of("word_order.skills")


def _always_first(sentence: Sentence) -> Iterator[Fix]:
    """Always I drink tea -> I always drink tea."""
    seen = view(sentence)
    if seen.word(0) not in {"always", "never", "already"} or seen.is_question():
        return
    clause = next((c for c in clauses(sentence) if c.start == 1 and c.asked < 0), None)
    if clause is None or (clause.main < 0 and not clause.helpers):
        return
    words = " ".join(seen.text(i) for i in range(clause.start, clause.end))
    if clause.helpers and seen.word(clause.first) in BE | MODALS | HAVE:
        yield seen.fix(0, clause.first, f"{words} {seen.word(clause.first)} {seen.word(0)}")
    else:
        yield seen.fix(0, clause.end - 1, f"{words} {seen.word(0)}")


def _after_verb(sentence: Sentence) -> Iterator[Fix]:
    """She plays often the piano -> she often plays the piano; my father goes usually to work."""
    seen = view(sentence)
    for clause in clauses(sentence):
        at = clause.main + 1
        if (
            clause.main < 0
            or clause.helpers
            or clause.asked >= 0
            or seen.word(at) not in _FREQUENCY
            or clause.main != clause.end
        ):
            continue
        base = base_of(seen.word(clause.main))
        following = seen.word(at + 1)
        if base in {"be", "say", "think", "know", "become", "look", "feel", "seem"} or seen.is_end(at + 1):
            continue
        if following in _GOES_ON or (
            common(following) & {"mass", "noun", "nouns"} and not common(following) & {"base", "adj", "ing"}
        ):
            yield seen.fix(clause.main, at, f"{seen.word(at)} {seen.word(clause.main)}")


_GOES_ON = POSSESSIVES | words_of("word_order.goes_on")


def _before_be(sentence: Sentence) -> Iterator[Fix]:
    """We never are late; I also am a student."""
    seen = view(sentence)
    for clause in clauses(sentence):
        if clause.asked >= 0 or not clause.helpers or seen.word(clause.first) not in {"am", "is", "are", "was", "were"}:
            continue
        adverb = seen.word(clause.end)
        short = clause.first == clause.end + 1 and adverb in {
            "always",
            "never",
            "also",
            "usually",
            "often",
            "already",
            "still",
        }
        if (
            short
            and not seen.is_end(clause.first + 1)
            and not (adverb == "never" and seen.word(clause.first) in {"was", "were"})
        ) and (
            seen.word(clause.start - 1) not in {"what", "that", "as", "than", "how"} and clause.end - clause.start == 1
        ):
            yield seen.fix(clause.end, clause.first, f"{seen.word(clause.first)} {adverb}")


def _not_after_adverb(sentence: Sentence) -> Iterator[Fix]:
    """I can really not understand it -> I really can't understand it."""
    seen = view(sentence)
    for clause in clauses(sentence):
        words = [seen.word(i) for i in range(clause.end, clause.end + 3)]
        if (
            words[0] in {"can", "could", "do", "does", "did", "will"}
            and words[1] == "really"
            and words[2] == "not"
            and clause.asked < 0
        ):
            short = {"can": "can't", "will": "won't"}.get(words[0], words[0] + "n't")
            yield seen.fix(clause.end, clause.end + 2, f"really {short}")


RULES = (
    Rule(
        id="very-much-object",
        category="word-order",
        needs=frozenset(["much", "lot"]),
        reason=Reason(
            "Very much stands after what one likes: {replacement}.",
            "Very much berada setelah hal yang disukai: {replacement}.",
        ),
        find=_very_much,
        examples=(
            ("I like very much mangoes.", "I like mangoes very much."),
            ("She loves very much her new job.", "She loves her new job very much."),
            ("We enjoyed very much the film.", "We enjoyed the film very much."),
            (
                "I love very much the smell of the sea in the morning.",
                "I love the smell of the sea in the morning very much.",
            ),
        ),
        fine=(
            "I like it very much.",
            "I would like very much to come.",
            "I like very much what you did.",
            "Thank you very much.",
        ),
        confidence=0.95,
    ),
    Rule(
        id="really-verb",
        category="word-order",
        needs=frozenset(["very"]),
        reason=Reason(
            "Very stands before adjectives; before a verb say really.",
            "Very dipakai di depan kata sifat; di depan kata kerja pakai really.",
        ),
        find=_very_verb,
        examples=(
            ("I very want to see you.", "I really want to see you."),
            ("He very enjoys swimming.", "He really enjoys swimming."),
            ("My mother very loves flowers.", "My mother really loves flowers."),
        ),
        fine=("I very much like it.", "He is very like his father.", "It is very kind of you."),
        confidence=0.94,
    ),
    Rule(
        id="well-object",
        category="word-order",
        needs=_HOW,
        reason=Reason(
            "The object stands right after the verb: {replacement}.",
            "Objek berada tepat setelah kata kerja: {replacement}.",
        ),
        find=_well,
        examples=(
            ("She speaks very well English.", "She speaks English very well."),
            ("He plays well the guitar.", "He plays the guitar well."),
            ("I can cook well rice.", "I can cook rice well."),
        ),
        fine=("She speaks English well.", "He is well known.", "They played well yesterday."),
        confidence=0.9,
    ),
    Rule(
        id="always-first",
        category="word-order",
        needs=frozenset(["always", "never", "already"]),
        reason=Reason(
            "Always and never stand after the subject: {replacement}.",
            "Always dan never berada setelah subjek: {replacement}.",
        ),
        find=_always_first,
        examples=(
            ("Always I drink tea in the morning.", "I always drink tea in the morning."),
            ("Never he helps me.", "He never helps me."),
            ("Always she is late.", "She is always late."),
        ),
        fine=("Always wear a helmet.", "Never have I seen it.", "Never give up.", "Always the same!"),
        confidence=0.92,
    ),
    Rule(
        id="adverb-after-verb",
        category="word-order",
        needs=_FREQUENCY,
        reason=Reason(
            "Always, often, usually and never stand before the verb: {replacement}.",
            "Always, often, usually, dan never berada di depan kata kerja: {replacement}.",
        ),
        find=_after_verb,
        examples=(
            ("She plays often the piano.", "She often plays the piano."),
            ("My father goes usually to work by car.", "My father usually goes to work by car."),
            ("He drinks always coffee after lunch.", "He always drinks coffee after lunch."),
        ),
        fine=(
            "I always go home.",
            "I go there always.",
            "She is always at home.",
            "He works often and hard.",
            "It happens often in May.",
        ),
        confidence=0.9,
    ),
    Rule(
        id="adverb-before-be",
        category="word-order",
        needs=frozenset(["always", "never", "also", "usually", "often", "already", "still"]),
        reason=Reason(
            "Always, never and also stand after am, is, are: {replacement}.",
            "Always, never, dan also berada setelah am, is, are: {replacement}.",
        ),
        find=_before_be,
        examples=(
            ("We never are late.", "We are never late."),
            ("I also am a student.", "I am also a student."),
            ("He always is busy.", "He is always busy."),
        ),
        fine=("We are never late.", "I never was good at maths.", "Yes, he usually is.", "The best there ever was."),
        confidence=0.85,
    ),
    Rule(
        id="really-not",
        category="word-order",
        needs=frozenset(["really"]),
        reason=Reason(
            "Not stands right after the helping verb: {replacement}.",
            "Not berada tepat setelah kata kerja bantu: {replacement}.",
        ),
        find=_not_after_adverb,
        examples=(
            ("I can really not understand it.", "I really can't understand it."),
            ("She does really not like it.", "She really doesn't like it."),
            ("We could really not wait.", "We really couldn't wait."),
        ),
        fine=("I really can't.", "It is really not good.", "I could not really see it."),
        confidence=0.85,
    ),
)
