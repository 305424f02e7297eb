"""Tense across sentences: a story that a time such as "last week" sets in the past goes on in the past.

"Last week I went to Bali. I see many monkeys and buy some souvenirs." Only what was plainly done once is corrected: a verb
of action with a word of sequence, an object that is new to the story, or other actions beside it. States and habits may well
be true today and stay, and a now, a question or a usually ends the story.
"""

from collections.abc import Iterator, Sequence

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import participle, past
from tutorfleet.language.rule import Fix, Rule, nothing
from tutorfleet.language.rules.past_beside import beside, is_bare, is_told
from tutorfleet.language.rules.past_time import coordinated
from tutorfleet.language.rules.times import kinds
from tutorfleet.language.rules.units import View, base_of, is_past, is_plain_past, listed, view, words_of
from tutorfleet.language.rules.verb_groups import Clause, base_at, clauses
from tutorfleet.language.tokens import Sentence

STOPS = words_of("narrative.stops")
NEW = words_of("narrative.new")
BEFORE_OTHERS = words_of("narrative.before_others")
FICTION = words_of("narrative.fiction")
PLACES = words_of("narrative.places")
NO_TELLERS = frozenset({"it", "this", "that", "there", "you"})
_HELPERS = frozenset({"will", "won't", "would", "can", "can't", "could", "should"})
SURE = 0.85
WEAK = -1
"""Only a state was told (I was alone at home): what follows needs more signs."""
OBVIOUS = 0.96
"""Where the form is wrong anyway ("he look"): surer than the rules that would put -s."""


def story(sentences: Sequence[Sentence]) -> Iterator[Fix]:
    """The present verbs of the sentences that go on with a story in the past."""
    told = 0
    for sentence in sentences:
        opening = _opens(sentence)
        if _ends(sentence):
            told = 0
            if not kinds(sentence) and STOPS & sentence.words <= _HELPERS and not view(sentence).is_question():
                yield from (fix for fix in beside(sentence, False) if fix.confidence == OBVIOUS)
            continue
        known = set()
        for fix in [
            *beside(sentence, told > 0, weakly=told == WEAK),
            *(_fixes(sentence, told) if told and "past" not in kinds(sentence) else ()),
        ]:
            if fix.start not in known:
                known.add(fix.start)
                yield fix
        if opening:
            told = max(told, opening) if told else opening
        elif told:
            told = min(3, max(told, 0) + (bool(known) or _tells_past(sentence)))


def _opens(sentence: Sentence) -> int:
    """How surely a story begins: a past time, and a verb that is in the past or should be; or plainly one event.

    Not for what films tell and what then became a habit.
    """
    if _begins(sentence) or view(sentence).is_question() or _ends(sentence):
        return 0
    moved = _moves(sentence)
    if kinds(sentence) == {"past"}:
        return (1 + moved) if _tells_past(sentence) or _has_verb(sentence, "act") else 0
    if kinds(sentence) - {"morning", "for"} or not _tells_past(sentence):
        return 0
    return 1 + (moved or _has_verb(sentence, "once")) if _tells_event(sentence) else WEAK


def _ends(sentence: Sentence) -> bool:
    words = {unit.word for unit in view(sentence).units}
    other = kinds(sentence) & {"now", "future", "habit", "since"}
    return bool(other) or view(sentence).is_question() or not STOPS.isdisjoint(words) or not FICTION.isdisjoint(words)


def _has_verb(sentence: Sentence, key: str) -> bool:
    return any(base_at(view(sentence), clause) in listed("events", key) for clause in clauses(sentence))


def _begins(sentence: Sentence) -> bool:
    """Whether it tells of a new habit: started to run, stopped smoking; not "the bus stopped"."""
    seen = view(sentence)
    found = [clause for clause in clauses(sentence) if base_at(seen, clause) in listed("events", "begin")]
    return any(base_at(seen, clause) != "stop" or seen.can(clause.main + 1, "ing") for clause in found)


def _moves(sentence: Sentence) -> bool:
    return any(base_of(word, "past", "base") in listed("events", "move") for word in sentence.words)


def _tells_past(sentence: Sentence) -> bool:
    seen = view(sentence)
    known = clauses(sentence)
    if any(is_past(seen.word(clause.first)) or seen.word(clause.first) in {"was", "were"} for clause in known):
        return True
    return not known and not {"which", "that", "who"} & sentence.words and any(is_plain_past(w) for w in sentence.words)


def _tells_event(sentence: Sentence) -> bool:
    """Whether a clause tells what happened once: we arrived, the lights went out, when the power went off."""
    seen = view(sentence)
    told = (c for c in clauses(sentence) if seen.word(c.start - 1) not in BEFORE_OTHERS and is_told(seen, c))
    return any(base_at(seen, clause) not in words_of("narrative.lasting") | {""} for clause in told)


def _fixes(sentence: Sentence, told: int) -> Iterator[Fix]:
    """The present verbs of action, if there is enough to say that it was done then."""
    seen = view(sentence)
    actions = [clause for clause in clauses(sentence) if _is_action(seen, clause)]
    places = {(fix.start, fix.end): fix for clause in actions for fix in _past_forms(seen, clause)}
    sequence, new, once, wrong = (
        any(sign(seen, clause) for clause in actions) for sign in (_in_sequence, _new_object, _is_once, _is_wrong)
    )
    several = len(actions) > 1 or any(True for clause in actions for _ in coordinated(seen, clause))
    signs = (told if told < 0 else told - 1) + 2 * sequence + new + several + (once and not new) + 2 * (wrong and once)
    signs += told > 1 and (_at_a_place(seen) or any(_saw(seen, clause) for clause in actions))
    if signs >= 2:
        confidence = OBVIOUS if wrong else SURE if signs > 2 else SURE - 0.1
        yield from (Fix(fix.start, fix.end, fix.replacement, confidence=confidence) for fix in places.values())


def _past_forms(seen: View, clause: Clause) -> Iterator[Fix]:
    """The clause's own verb and those that "and" joins to it."""
    yield seen.fix(clause.first, clause.first, _past_form(seen, clause))
    yield from coordinated(seen, clause)
    for i in range(clause.main + 2, len(seen.units)):
        if seen.word(i) in BEFORE_OTHERS:
            return
        base = base_of(seen.word(i), "third")
        if seen.word(i - 1) == "and" and base in listed("events", "act") and not seen.can(i, "nouns"):
            yield seen.fix(i, i, past(base))


def _is_action(seen: View, clause: Clause) -> bool:
    """I see, she doesn't see; not in a clause that says when, who or why; not of elephants in general."""
    if seen.word(clause.start) in NO_TELLERS or clause.main < 0 or clause.asked >= 0 or not clause.sure:
        return False
    if clause.who == "it" and not (_is_once(seen, clause) and seen.word(clause.start) != "a"):
        return False
    if seen.word(clause.start - 1) in BEFORE_OTHERS and seen.word(clause.start - 2) != "after":
        return False
    if clause.who == "they" and seen.can(clause.start, "nouns") and not seen.is_name(clause.start):
        return False
    negative = [seen.word(i) for i in clause.helpers] in (["don't"], ["doesn't"])
    base = base_of(seen.word(clause.main), "base", "third")
    known = listed("events", "act") | listed("events", "once")
    return base in known and past(base) != base and (negative or not clause.helpers)


def _past_form(seen: View, clause: Clause) -> str:
    return "didn't" if clause.helpers else past(base_of(seen.word(clause.main), "base", "third"))


def _in_sequence(seen: View, clause: Clause) -> bool:
    """Then we ..., after that he ..., in the evening they ..., when we arrived I ..."""
    before = [seen.word(i) for i in range(clause.start)]
    words = frozenset(before)
    part = PLACES & words and {"in", "at", "on", "the", "that"} & words
    arrived = "when" in words and any(is_past(word) for word in words)
    return bool(listed("events", "then") & words or part or arrived or before[:2] == ["after", "that"])


def _at_a_place(seen: View) -> bool:
    return seen.word(0) in {"at", "on", "in", "inside"} and seen.word(1) in {"the", "our", "my"}


def _new_object(seen: View, clause: Clause) -> bool:
    """An object that is new to the story: some souvenirs, a monkey, many people."""
    return seen.word(clause.main + 1) != "for" and any(
        seen.word(i) in NEW for i in range(clause.main + 1, clause.main + 3)
    )


def _saw(seen: View, clause: Clause) -> bool:
    """We see lions: what one saw there."""
    return base_at(seen, clause) in {"see", "hear", "meet", "find"} and seen.can(clause.main + 1, "nouns")


def _is_once(seen: View, clause: Clause) -> bool:
    """What nobody does as a habit: shout, find, fall, say, look tired."""
    base = base_at(seen, clause)
    looks = (
        base in {"look", "feel", "seem"} and seen.can(clause.main + 1, "adj", "adv", "done") and is_bare(seen, clause)
    )
    reports = base in {"say", "tell", "ask", "answer", "explain"} and not is_bare(seen, clause)
    return looks or (base in listed("events", "once") and not reports)


def _is_wrong(seen: View, clause: Clause) -> bool:
    return is_bare(seen, clause)


def already(sentences: Sequence[Sentence]) -> Iterator[Fix]:
    """We arrived at nine. The train already left -> had already left."""
    came = False
    for sentence in sentences:
        seen = view(sentence)
        if came and not seen.is_question():
            for clause in clauses(sentence)[:1]:
                between = [seen.word(i) for i in range(clause.end, clause.main)]
                base = base_of(seen.word(clause.main), "past") if clause.main >= 0 else ""
                if between == ["already"] and base in words_of("narrative.gone") and is_past(seen.word(clause.main)):
                    yield seen.fix(clause.end, clause.main, f"had already {participle(base)}")
        came = any(
            is_told(seen, c) and base_at(seen, c) in {"arrive", "come", "get", "reach", "return"}
            for c in clauses(sentence)[:1]
        )


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
            (
                "The exam began at eight. The teacher give us the paper and told us to be quiet.",
                "The exam began at eight. The teacher gave us the paper and told us to be quiet.",
            ),
            (
                "My phone rang in the meeting. Everybody looks at me and I felt embarrassed.",
                "My phone rang in the meeting. Everybody looked at me and I felt embarrassed.",
            ),
            (
                "I was walking home alone. Suddenly a dog bark at me and I ran away.",
                "I was walking home alone. Suddenly a dog barked at me and I ran away.",
            ),
            (
                "The room was very hot. My brother opens the window and we slept.",
                "The room was very hot. My brother opened the window and we slept.",
            ),
            (
                "We were losing by two goals. Then the coach change the keeper and we won.",
                "We were losing by two goals. Then the coach changed the keeper and we won.",
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
            "I found a great cafe. The owner says hello to everyone.",
            "My father writes novels and went to many countries.",
            "I was ill. My mother drives the bus and we stayed at home.",
            "We bought a puppy. It jumps on the sofa and bites my shoes.",
        ),
        confidence=SURE,
    ),
    Rule(
        id="story-had-already",
        category="tense",
        reason=Reason(
            "What was done before something else in the past takes had: {replacement}.",
            "Yang sudah selesai sebelum kejadian lampau lain memakai had: {replacement}.",
        ),
        find=nothing,
        across=already,
        examples=(
            (
                "We arrived at the station at nine. The train already left.",
                "We arrived at the station at nine. The train had already left.",
            ),
            (
                "I came home very late. My family already ate.",
                "I came home very late. My family had already eaten.",
            ),
            (
                "They reached the stadium. The game already started.",
                "They reached the stadium. The game had already started.",
            ),
        ),
        fine=(
            "We arrived at nine. The train had already left.",
            "I came home. My sister already knew it.",
            "I like trains. The train already left.",
        ),
        confidence=0.8,
    ),
)
