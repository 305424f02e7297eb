"""Rules of what is not or was not so: "If I have wings, I would fly", "If I had known, I would come last week".

`conditionals.py` has no will after if, were for me in another's place, and wish. An if that asks ("I wonder if") is none here, and
what may be meant as it stands ("If you have time, I would like to talk") stays.
"""

import itertools
from collections.abc import Iterator

import msgspec

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import participle, past, third
from tutorfleet.language.rule import Fix, Rule, either
from tutorfleet.language.rules.times import kinds, times
from tutorfleet.language.rules.units import View, base_of, is_past, view, words_of
from tutorfleet.language.rules.verb_groups import Clause, base_at, clauses
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import possible

_WOULD = frozenset({"would", "could", "might", "wouldn't", "couldn't"})
_WILL = {"will": "would", "can": "could", "won't": "wouldn't", "can't": "couldn't"}
_NOW = words_of("unreal.now")
_STATES = words_of("unreal.states")


class Condition(msgspec.Struct, frozen=True):
    """The clause after if, and the one that says what would come of it."""

    given: Clause
    result: Clause


def conditions(sentence: Sentence) -> Iterator[Condition]:
    """The conditions of the sentence with their results."""
    seen, known = view(sentence), clauses(sentence)
    for i, clause in enumerate(known):
        if seen.word(clause.start - 1) != "if" or clause.asked >= 0 or _asks(seen, clause.start - 1):
            continue
        first = clause.start == 1 or seen.word(clause.start - 2) in {",", "and", "but", "so"}
        other = known[i + 1] if first and i + 1 < len(known) else known[i - 1] if i and not first else None
        if other is not None and other.asked < 0 and seen.word(other.start - 1) not in words_of("unreal.subordinate"):
            yield Condition(clause, other)


def asks_before(seen: View, i: int) -> bool:
    """Whether the if or when at `i` begins an indirect question: I wonder if, tell me when, not sure when."""
    return _asks(seen, i)


def _asks(seen: View, i: int) -> bool:
    if seen.word(i) == "if" and any([seen.word(k), seen.word(k + 1)] == ["would", "have"] for k in range(i)):
        return False
    i -= 1
    while seen.word(i) in words_of("unreal.asked"):
        i -= 1
    word = seen.word(i)
    if seen.word(i - 1) in {"my", "your", "his", "her", "our", "their", "the"}:
        return base_of(seen.word(i - 2)) in words_of("conditionals.asks") and seen.word(i - 1) != ","
    return (base_of(word) or word) in words_of("conditionals.asks") | words_of("unreal.asking")


def _helpers(seen: View, clause: Clause) -> list[str]:
    return [seen.word(i) for i in clause.helpers]


def _had_done(seen: View, clause: Clause) -> bool:
    """Had known, had not been."""
    helpers = _helpers(seen, clause)
    done = helpers[1:] == ["been"] or "done" in possible(seen.word(clause.main))
    return bool(helpers) and helpers[0] in {"had", "hadn't"} and done


def _given_present(sentence: Sentence) -> Iterator[Fix]:
    """If I have more money, I would open a shop -> had."""
    seen = view(sentence)
    for one in conditions(sentence):
        given, result = one.given, one.result
        if (
            seen.word(result.first) not in {"would", "wouldn't"}
            or seen.word(result.start) in {"it", "that", "this"}
            or given.who == "you"
            or (_is_polite(seen, result) and _helpers(seen, result)[1:2] != ["have"])
        ):
            continue
        if seen.word(given.start) in {"it", "that", "this", "there", "anyone", "someone", "anybody", "somebody"}:
            continue
        word, at = seen.word(given.first), given.first
        if given.helpers:
            new = _unreal_helper(seen, given, _helpers(seen, result)[:2])
            if new:
                yield seen.fix(at, at, new)
        elif base_of(word, "base", "third") in words_of("unreal.given") and not is_past(word):
            yield seen.fix(at, at, past(base_of(word, "base", "third")))


def _unreal_helper(seen: View, given: Clause, wanted: list[str]) -> str:
    helpers = _helpers(seen, given)
    if helpers == ["can"] and given.main >= 0:
        return "could"
    if helpers in (["have"], ["has"]) and given.main < 0 and seen.word(given.first + 1) != "to":
        return "had"
    if helpers in (["have"], ["has"]) and given.main >= 0 and "done" in possible(seen.word(given.main)):
        return "had" if wanted == ["would", "have"] else ""
    known = given.who in {"he", "they"} and seen.word(given.first + 1) in {"a", "an", "the"}
    if helpers in (["am"], ["is"], ["are"]) and given.main < 0 and not known and _is_dream(seen, given.first + 1):
        return "were"
    if helpers in (["don't"], ["doesn't"]) and base_at(seen, given) in words_of("unreal.given"):
        return "didn't"
    return ""


def _is_dream(seen: View, at: int) -> bool:
    """A bird, the president, rich, taller: what one is not."""
    return seen.word(at) in words_of("unreal.dreams") or (
        seen.word(at) in {"a", "an", "the"} and not seen.is_end(at + 1)
    )


def _is_polite(seen: View, result: Clause) -> bool:
    words = {seen.word(i) for i in range(result.first + 1, result.first + 4)}
    return not words.isdisjoint(words_of("unreal.polite")) or (
        seen.word(result.first) == "could" and result.who == "you"
    )


def _result_will(sentence: Sentence) -> Iterator[Fix]:
    """If I was rich, I will travel; if I could fly, I will visit you -> would."""
    seen = view(sentence)
    for one in conditions(sentence):
        word, given = seen.word(one.result.first), one.given
        if word not in _WILL or seen.is_question():
            continue
        helpers = _helpers(seen, given)
        was = helpers in (["was"], ["were"]) and given.main < 0 and _is_dream(seen, given.first + 1)
        if was or (helpers == ["could"] and given.main >= 0 and given.who != "you"):
            yield seen.fix(one.result.first, one.result.first, _WILL[word])


def _result_past(sentence: Sentence) -> Iterator[Fix]:
    """If I had studied, I would pass last week; if you had told me, I will not book it -> would have."""
    seen = view(sentence)
    for one in conditions(sentence):
        if not _had_done(seen, one.given) or seen.is_question():
            continue
        result, word = one.result, seen.word(one.result.first)
        if len(result.helpers) != 1 + (result.main < 0) or not _NOW.isdisjoint(sentence.words):
            continue
        if word == "had" and result.main >= 0:
            yield seen.fix(result.first, result.first, "would have")
        elif word in _WOULD | set(_WILL):
            yield from _would_have(seen, result, "past" in kinds(sentence) or word in _WILL)


def _would_have(seen: View, result: Clause, sure: bool) -> Iterator[Fix]:
    at = result.main if result.main >= 0 else result.helpers[-1]
    word, first = seen.word(at), _WILL.get(seen.word(result.first), seen.word(result.first))
    if (word != "be" and "base" not in possible(word)) or (word in _STATES and not sure):
        return
    between = [seen.word(i) for i in range(result.first + 1, at)]
    yield seen.fix(result.first, at, " ".join([first, *between, "have", participle(word)]))


def _given_past(sentence: Sentence) -> Iterator[Fix]:
    """If I studied harder, I would have passed -> had studied."""
    seen = view(sentence)
    for one in conditions(sentence):
        given, result = one.given, one.result
        helpers = _helpers(seen, result)
        if not helpers or helpers[0] not in _WOULD:
            continue
        end = result.start if result.start > given.start else 10_000
        then = any(time.kind == "past" and given.start < time.start < end for time in times(sentence))
        if not then and (helpers[1:2] != ["have"] or (result.main < 0 and len(helpers) < 3)):
            continue
        word, base = seen.word(given.first), base_at(seen, given)
        if not given.helpers and is_past(word) and (then or base not in _STATES):
            yield seen.fix(given.main, given.main, f"had {participle(base_of(word, 'past'))}")
        elif _helpers(seen, given) == ["didn't"] and base and (then or base not in _STATES):
            yield seen.fix(given.first, given.main, f"hadn't {participle(base)}")


def _unless(sentence: Sentence) -> Iterator[Fix]:
    """Unless you don't hurry -> unless you hurry."""
    seen = view(sentence)
    for clause in clauses(sentence):
        base = base_at(seen, clause)
        if seen.word(clause.start - 1) == "unless" and _helpers(seen, clause) in (["don't"], ["doesn't"]) and base:
            yield seen.fix(clause.first, clause.main, third(base) if clause.third else base)


def _what_would(sentence: Sentence) -> Iterator[Fix]:
    """What would you do if you win a million? -> won"""
    seen, known = view(sentence), clauses(sentence)
    for asked, given in itertools.pairwise(known):
        if asked.asked < 0 or seen.word(asked.asked) != "would" or seen.word(given.start - 1) != "if":
            continue
        if seen.word(0) not in {"what", "where", "who", "how"} or base_at(seen, asked) in {"like", "mind"}:
            continue
        word = seen.word(given.first)
        base = base_of(word, "base", "third") if not given.helpers else ""
        new = (
            past(base)
            if base and not is_past(word)
            else {"can": "could", "am": "were", "is": "were", "are": "were"}.get(word, "")
        )
        if new and (not given.helpers or len(given.helpers) == 1) and new != word:
            yield seen.fix(given.first, given.first, new)


_UNREAL = Reason(
    "What is not so takes the past after if, and would in the other part: {replacement}.",
    "Yang tidak nyata memakai bentuk lampau setelah if, dan would di bagian lain: {replacement}.",
)
_GONE = Reason(
    "What did not happen then takes had done after if, and would have done in the other part: {replacement}.",
    "Yang dulu tidak terjadi memakai had done setelah if, dan would have done di bagian lain: {replacement}.",
)

RULES = (
    Rule(
        id="if-unreal",
        category="tense",
        needs=frozenset({"if"}),
        reason=_UNREAL,
        find=either(_given_present, _what_would),
        examples=(
            ("If I have more money, I would open a restaurant.", "If I had more money, I would open a restaurant."),
            ("If I am a bird, I would fly to my village.", "If I were a bird, I would fly to my village."),
            ("I would visit you every day if I can fly.", "I would visit you every day if I could fly."),
            ("What would you do if you win a million?", "What would you do if you won a million?"),
            ("If I have known it, I would have come.", "If I had known it, I would have come."),
            ("If my sister knows it, she would tell us.", "If my sister knew it, she would tell us."),
        ),
        fine=(
            "If I have time, I would like to visit you.",
            "If you have a minute, I would appreciate your help.",
            "If she is ill, she should stay at home.",
            "If it helps, I would be glad to write to them.",
            "I asked if he has a car.",
        ),
        confidence=0.8,
    ),
    Rule(
        id="if-unreal-result",
        category="tense",
        needs=frozenset({"if"}),
        reason=_UNREAL,
        find=_result_will,
        examples=(
            ("If I was rich I will build a library.", "If I was rich I would build a library."),
            ("If we could fly, we will visit you.", "If we could fly, we would visit you."),
            ("I will buy it if I was a millionaire.", "I would buy it if I was a millionaire."),
        ),
        fine=(
            "If he was there, I will find out.",
            "If I was wrong, I will apologise.",
            "If you could wait, I will get it.",
        ),
        confidence=0.85,
    ),
    Rule(
        id="if-had-result",
        category="tense",
        needs=frozenset({"had", "hadn't"}),
        reason=_GONE,
        find=_result_past,
        examples=(
            (
                "If I had studied harder, I would pass the test.",
                "If I had studied harder, I would have passed the test.",
            ),
            ("If you had told me, I will not book the hall.", "If you had told me, I would not have booked the hall."),
            ("If you had called, I had picked you up.", "If you had called, I would have picked you up."),
        ),
        fine=(
            "If I had studied medicine, I would be a doctor.",
            "If I had time, I would go.",
            "If she had left earlier, she would arrive now.",
            "If it had rained, the river would have risen.",
        ),
        confidence=0.86,
    ),
    Rule(
        id="if-had-done",
        category="tense",
        needs=frozenset({"if"}),
        reason=_GONE,
        find=_given_past,
        examples=(
            ("If I studied harder, I would have passed.", "If I had studied harder, I would have passed."),
            ("I would have told you if I knew it yesterday.", "I would have told you if I had known it yesterday."),
            ("If she didn't fall, she would have won.", "If she hadn't fallen, she would have won."),
            ("If it rained yesterday, we would have stayed.", "If it had rained yesterday, we would have stayed."),
        ),
        fine=(
            "If I were taller, I would have joined the team.",
            "If I knew how to swim, I would have jumped in.",
            "If I had known, I would have come.",
        ),
        confidence=0.86,
    ),
    Rule(
        id="unless-not",
        category="verb-form",
        needs=frozenset({"unless"}),
        reason=Reason("Unless means if not already: {replacement}.", "Unless sudah berarti if not: {replacement}."),
        find=_unless,
        examples=(
            ("Unless you don't hurry, we will miss the bus.", "Unless you hurry, we will miss the bus."),
            ("He won't learn unless he doesn't practise.", "He won't learn unless he practises."),
            ("I can't go unless my parents don't agree.", "I can't go unless my parents agree."),
        ),
        fine=("Unless you hurry, we will miss the bus.", "Unless it is raining, I walk.", "If you don't hurry, we go."),
        confidence=0.85,
    ),
)
