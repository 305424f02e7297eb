"""Rules of what stands between subject, verb and object: no time before the verb, no adjective after its noun."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule, either
from tutorfleet.language.rules.times import times
from tutorfleet.language.rules.units import base_of, is_base, is_noun, is_past, listed, view, words_of
from tutorfleet.language.rules.verb_groups import POSSESSIVES, clauses, subject_at
from tutorfleet.language.rules.word_order import object_end
from tutorfleet.language.tags import Tagged, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import NOUN, VERB

_OFTEN = frozenset(["always", "usually", "often", "never", "sometimes", "rarely", "seldom"])
_SHADES = frozenset(["light", "dark", "deep", "bright", "pale"])
_LINKED = frozenset(["be", "become", "look", "feel", "seem", "say", "think", "know", "get"])


def _time_before_verb(sentence: Sentence) -> Iterator[Fix]:
    """I yesterday met the landlord -> Yesterday I met the landlord."""
    seen = view(sentence)
    for time in times(sentence):
        if (
            time.start == 0
            or time.kind not in {"past", "future", "habit"}
            or seen.word(time.start) in {"already", "now", "today's"}
        ):
            continue
        clause = next((c for c in clauses(sentence) if c.end == time.start and c.asked < 0), None)
        if clause is None or seen.text(time.end - 1).endswith("'s") or clause.end - clause.start > 3:
            continue
        first = clause.helpers[0] if clause.helpers else clause.main
        if first != time.end or (
            clause.start and seen.word(clause.start - 1) not in {"and", "but", "because", "so", ","}
        ):
            continue
        pronoun = seen.can(clause.start, "subj") and clause.end == clause.start + 1
        if not pronoun and (clause.helpers or not is_past(seen.word(clause.main))):
            continue
        subject = " ".join(seen.text(k) for k in range(clause.start, clause.end))
        when = " ".join(seen.text(k) for k in range(time.start, time.end))
        if clause.start == 0:
            kept = seen.word(0) == "i" or seen.is_name(0)
            subject = subject if kept else subject[0].lower() + subject[1:]
            when = when[0].upper() + when[1:]
        yield seen.fix(clause.start, time.end - 1, f"{when} {subject}")


def _often_after_verb(sentence: Sentence) -> Iterator[Fix]:
    """My father drinks always black coffee -> always drinks black coffee."""
    t = tagged(sentence)
    for i, token in enumerate(sentence.tokens):
        had = t.word(i - 1) in {"have", "has"} and t.can(i + 1, NOUN, "adj") and not t.lexical(i + 1) & {"done", "past"}
        if had and t.can(i - 2, "subj", NOUN) and token.lower in _OFTEN:
            yield Fix(sentence.tokens[i - 1].start, token.end, f"{token.lower} {t.word(i - 1)}")
        if (
            token.lower not in _OFTEN
            or not t.only(i - 1, "third", "past", "base")
            or not t.can(i + 1, "adj", "num", "poss")
        ):
            continue
        phrase = t.phrase(i + 1)
        subject = t.subject(i - 1)
        if phrase and subject and t.can(phrase.head, NOUN) and subject.end == i - 1 and t.word(i - 1) not in _LINKED:
            verb = sentence.tokens[i - 1]
            yield Fix(verb.start, token.end, f"{token.lower} {verb.text}")


def _how_before_object(sentence: Sentence) -> Iterator[Fix]:
    """She put carefully the vase on the table -> carefully put the vase."""
    t = tagged(sentence)
    for i, token in enumerate(sentence.tokens):
        how = token.lower.endswith("ly") and t.only(i, "adv") and token.lower[:-2] in listed("adverb_forms", "slow")
        if (
            how
            and t.can(i - 1, "past", "third", "base")
            and not t.can(i - 1, "be", "have", NOUN, "adj")
            and t.can(i + 1, "det", "poss")
        ):
            subject = t.subject(i - 1)
            if subject and subject.end == i - 1 and t.phrase(i + 1):
                verb = sentence.tokens[i - 1]
                yield Fix(verb.start, token.end, f"{token.lower} {verb.text}")


def _adjective_after_noun(sentence: Sentence) -> Iterator[Fix]:
    """My shoes red are still wet -> My red shoes are still wet."""
    t = tagged(sentence)
    for i in range(1, len(sentence.tokens) - 2):
        word = t.word(i + 1)
        if (
            word not in listed("adverb_forms", "looks")
            or not t.can(i, NOUN)
            or t.word(i) in _SHADES
            or not _is_described(t, i)
        ):
            continue
        if t.can(i + 2, "be", "third", "past", "modal") and not t.can(i + 2, NOUN) and not t.can(i + 1, VERB):
            noun, adjective = sentence.tokens[i], sentence.tokens[i + 1]
            yield Fix(noun.start, adjective.end, f"{word} {noun.text}")


def _is_described(t: Tagged, i: int) -> bool:
    """Whether the noun at `i` is a subject right after its determiner."""
    opens = i == 1 or t.can(i - 2, "mark", "conj", "sub") or t.word(i - 2) in {"that", "think", "because"}
    return opens and (t.word(i - 1) in POSSESSIVES or t.word(i - 1) in {"the", "this", "that", "these", "those"})


def _time_before_object(sentence: Sentence) -> Iterator[Fix]:
    """They play every day football -> they play football every day."""
    seen = view(sentence)
    for time in times(sentence):
        if (
            time.kind not in {"habit", "past", "future"}
            or time.start == 0
            or seen.word(time.start) in {"everyday", "daily"}
        ):
            continue
        clause = next((c for c in clauses(sentence) if c.main == time.start - 1), None)
        end = object_end(seen, time.end)
        if clause is None or end < 0 or (subject_at(seen, time.end) is not None and not is_noun(seen.word(end - 1))):
            continue
        base = base_of(seen.word(clause.main))
        tail_verb = any(
            is_past(seen.word(k)) or (is_base(seen.word(k)) and not is_noun(seen.word(k)))
            for k in range(end, len(seen.units))
        )
        if base in words_of("word_order.habits") and not tail_verb:
            words = " ".join(seen.text(k) for k in range(time.end, end))
            when = " ".join(seen.text(k) for k in range(time.start, time.end))
            yield seen.fix(time.start, end - 1, f"{words} {when}")


RULES = (
    Rule(
        id="time-before-verb",
        category="word-order",
        reason=Reason(
            "The time stands first or last, not between subject and verb: {replacement}.",
            "Keterangan waktu di awal atau akhir, bukan di antara subjek dan kata kerja: {replacement}.",
        ),
        find=_time_before_verb,
        examples=(
            ("I yesterday met the landlord.", "Yesterday I met the landlord."),
            ("She last week bought a new car.", "Last week she bought a new car."),
            ("We every morning drink tea.", "Every morning we drink tea."),
        ),
        fine=("Yesterday I met him.", "The news today is good.", "What I yesterday saw was a bird."),
        confidence=0.85,
    ),
    Rule(
        id="often-before-verb",
        category="word-order",
        reason=Reason(
            "Always, often, usually and never stand before the verb: {replacement}.",
            "Always, often, usually, dan never berada di depan kata kerja: {replacement}.",
        ),
        find=either(_often_after_verb, _how_before_object),
        examples=(
            ("My father drinks always black coffee.", "My father always drinks black coffee."),
            ("She wears usually old shoes at home.", "She usually wears old shoes at home."),
            ("I have seldom time for sport.", "I seldom have time for sport."),
            ("She put carefully the vase on the table.", "She carefully put the vase on the table."),
            ("We meet often nice people there.", "We often meet nice people there."),
        ),
        fine=("My father always drinks coffee.", "It is always old people who come.", "He works often and hard."),
        confidence=0.88,
    ),
    Rule(
        id="adjective-before-noun",
        category="word-order",
        needs=listed("adverb_forms", "looks"),
        reason=Reason(
            "An adjective stands before its noun: {replacement}.", "Kata sifat di depan kata bendanya: {replacement}."
        ),
        find=_adjective_after_noun,
        examples=(
            ("My shoes red are still wet.", "My red shoes are still wet."),
            ("The house big was sold.", "The big house was sold."),
            ("Our car old makes a strange noise.", "Our old car makes a strange noise."),
        ),
        fine=(
            "My shoes are red.",
            "The light red is nice.",
            "My red shoes are wet.",
            "His hair black and long, he left.",
        ),
        confidence=0.88,
    ),
    Rule(
        id="time-before-object",
        category="word-order",
        reason=Reason(
            "The object stands right after the verb, the time after it: {replacement}.",
            "Objek berada tepat setelah kata kerja, keterangan waktu setelahnya: {replacement}.",
        ),
        find=_time_before_object,
        examples=(
            ("They play every day football.", "They play football every day."),
            ("I drink every morning coffee.", "I drink coffee every morning."),
            ("We watched yesterday a film.", "We watched a film yesterday."),
        ),
        fine=(
            "They play football every day.",
            "I read every day and books help.",
            "I study every day at home.",
            "We eat every day at six.",
        ),
        confidence=0.88,
    ),
)
