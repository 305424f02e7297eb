"""Tense across sentences: a story that a time such as "last week" sets in the past goes on in the past.

"Last week I went to Bali. I see many monkeys and buy some souvenirs." Only what was plainly done once is corrected: a verb
of action with a word of sequence, an object that is new to the story, or other actions beside it. States and habits may well
be true today and stay, and a now, a question or a usually ends the story.
"""

from collections.abc import Iterator, Sequence

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import past
from tutorfleet.language.rule import Fix, Rule, nothing
from tutorfleet.language.rules.past_time import coordinated
from tutorfleet.language.rules.times import kinds
from tutorfleet.language.rules.units import View, base_of, is_past, listed, view
from tutorfleet.language.rules.verb_groups import Clause, base_at, clauses
from tutorfleet.language.tokens import Sentence

STOPS = frozenset(
    "now nowadays today tonight tomorrow still always usually often sometimes never every normally generally currently"  # noqa: SIM905
    " will won't would could can can't should must may might if rarely everyday".split()
)
NEW = frozenset("a an some many several two three four five six lots another".split())  # noqa: SIM905
BEFORE_OTHERS = frozenset("that who which because what how why where whether than".split())  # noqa: SIM905
FICTION = frozenset("film movie book novel series episode comic drama game dream".split())  # noqa: SIM905
DAYTIME = frozenset({"morning", "afternoon", "evening", "night", "day", "lunch", "dinner", "breakfast", "way"})
TELLERS = frozenset({"i", "we", "he", "they"})
SURE = 0.85


def story(sentences: Sequence[Sentence]) -> Iterator[Fix]:
    """The present verbs of the sentences that go on with a story in the past."""
    told = 0
    for sentence in sentences:
        if _opens(sentence):
            told = 1 + _has_verb(sentence, "move")
        elif _ends(sentence):
            told = 0
        elif told:
            found = list(_fixes(sentence, told))
            yield from found
            told = min(3, told + (bool(found) or _tells_past(sentence)))


def _opens(sentence: Sentence) -> bool:
    """A past time, and a verb that is in the past or should be; but not for what films tell and what then became a habit."""
    told = (_tells_past(sentence) or _has_verb(sentence, "act")) and not _has_verb(sentence, "begin")
    return kinds(sentence) == {"past"} and not view(sentence).is_question() and told and not _ends(sentence)


def _ends(sentence: Sentence) -> bool:
    words = {unit.word for unit in view(sentence).units}
    other = kinds(sentence) & {"now", "future", "habit", "since", "for"}
    return bool(other) or view(sentence).is_question() or not STOPS.isdisjoint(words) or not FICTION.isdisjoint(words)


def _has_verb(sentence: Sentence, key: str) -> bool:
    return any(base_at(view(sentence), clause) in listed("events", key) for clause in clauses(sentence))


def _tells_past(sentence: Sentence) -> bool:
    seen = view(sentence)
    return any(
        is_past(seen.word(clause.first)) or seen.word(clause.first) in {"was", "were"} for clause in clauses(sentence)
    )


def _fixes(sentence: Sentence, told: int) -> Iterator[Fix]:
    """The present verbs of action, if there is enough to say that it was done then."""
    seen = view(sentence)
    actions = [clause for clause in clauses(sentence) if _is_action(seen, clause)]
    places = {(fix.start, fix.end): fix for clause in actions for fix in _past_forms(seen, clause)}
    sequence, new = (any(sign(seen, clause) for clause in actions) for sign in (_in_sequence, _new_object))
    signs = told - 1 + 2 * sequence + new + (len(places) > 1)
    if signs >= 2:
        confidence = SURE if signs > 2 else SURE - 0.1
        yield from (Fix(fix.start, fix.end, fix.replacement, confidence=confidence) for fix in places.values())


def _past_forms(seen: View, clause: Clause) -> Iterator[Fix]:
    """The clause's own verb and those that "and" joins to it."""
    yield seen.fix(clause.first, clause.first, _past_form(seen, clause))
    yield from coordinated(seen, clause)


def _is_action(seen: View, clause: Clause) -> bool:
    """I see, she doesn't see; not in a clause that says when, who or why; not of elephants in general."""
    if clause.who not in TELLERS or clause.main < 0 or clause.asked >= 0 or not clause.sure:
        return False
    if seen.word(clause.start - 1) in BEFORE_OTHERS and seen.word(clause.start - 2) != "after":
        return False
    if clause.who == "they" and seen.can(clause.start, "nouns") and not seen.is_name(clause.start):
        return False
    negative = [seen.word(i) for i in clause.helpers] in (["don't"], ["doesn't"])
    base = base_of(seen.word(clause.main), "base", "third")
    return base in listed("events", "act") and past(base) != base and (negative or not clause.helpers)


def _past_form(seen: View, clause: Clause) -> str:
    return "didn't" if clause.helpers else past(base_of(seen.word(clause.main), "base", "third"))


def _in_sequence(seen: View, clause: Clause) -> bool:
    """Then we ..., after that he ..., in the evening they ..., when we arrived I ..."""
    before = [seen.word(i) for i in range(clause.start)]
    words = frozenset(before)
    part = DAYTIME & words and {"in", "at", "on", "the", "that"} & words
    arrived = "when" in words and any(is_past(word) for word in words)
    return bool(listed("events", "then") & words or part or arrived or before[:2] == ["after", "that"])


def _new_object(seen: View, clause: Clause) -> bool:
    """An object that is new to the story: some souvenirs, a monkey, many people."""
    return any(seen.word(i) in NEW for i in range(clause.main + 1, clause.main + 3))


RULES = (
    Rule(
        id="story-in-the-past",
        category="tense",
        reason=Reason(
            "Your story happened in the past, so this verb is in the past too: {replacement}.",
            "Ceritamu terjadi di masa lampau, jadi kata kerja ini juga memakai bentuk lampau: {replacement}.",
        ),
        tip=Reason(
            "When you tell a story, choose one tense at the beginning and keep it for what happened.",
            "Saat bercerita, pilih satu tense di awal dan pakai terus untuk semua kejadian.",
        ),
        find=nothing,
        across=story,
        examples=(
            (
                "Last week I went to Bali. I see many monkeys and buy some souvenirs.",
                "Last week I went to Bali. I saw many monkeys and bought some souvenirs.",
            ),
            (
                "Yesterday we visited my uncle. Then he takes us to a restaurant.",
                "Yesterday we visited my uncle. Then he took us to a restaurant.",
            ),
            (
                "My family traveled to Lombok last month. In the evening we eat fish on the beach.",
                "My family traveled to Lombok last month. In the evening we ate fish on the beach.",
            ),
            (
                "I went to the zoo last Sunday. It was fun. After that I meet an old friend.",
                "I went to the zoo last Sunday. It was fun. After that I met an old friend.",
            ),
        ),
        fine=(
            "Last week I went to Bali. I like Bali. My house is near the beach.",
            "I bought a bike last month. I ride it to work.",
            "Yesterday I met Budi. He works in a bank and teaches English.",
            "Last year I moved to Solo. Now I see many temples and buy some batik.",
            "I visited my aunt yesterday. She usually cooks some soup.",
            "Last night I watched a film. What do you watch?",
            "Last week I read a book. In the book a boy finds a dog.",
            "I started a new job last month. I wake up at five and take a bus.",
            "We went to Bali last year. We go there every year.",
        ),
        confidence=SURE,
    ),
)
