"""Rules of if, when, unless, wish: no will after them, the past for what is unreal, would have + participle."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import participle, past, third
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.units import View, base_of, is_base, is_past, view, words_of
from tutorfleet.language.rules.unreal import asks_before
from tutorfleet.language.rules.verb_groups import DETERMINERS, PRONOUNS, Clause, clauses
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import possible

_POLITE = words_of("conditionals.polite")
_TIME = frozenset(["before", "after", "until", "unless", "once"])
_ASKS = words_of("conditionals.asks")
_UNREAL_PAST = frozenset(["were", "had", "was"])


def _present(clause: Clause, base: str) -> str:
    if base == "be":
        return "am" if clause.who == "i" else "is" if clause.third else "are"
    return third(base) if clause.third else base


def _will(sentence: Sentence) -> Iterator[Fix]:
    """If it will rain; when I will grow up; I will call you when I will get home."""
    seen, known = view(sentence), clauses(sentence)
    for clause in known:
        if clause.asked >= 0 or seen.word(clause.first) != "will" or not _opens(seen, clause):
            continue
        if seen.word(clause.start - 1) == "if" and clause.who == "you" and base_of(seen.word(clause.main)) in _POLITE:
            continue
        if _has_result(seen, clause, known):
            yield from _without_will(seen, clause)


def _without_will(seen: View, clause: Clause) -> Iterator[Fix]:
    helpers = [seen.word(i) for i in clause.helpers]
    negative = seen.word(clause.first + 1) == "not"
    if helpers == ["will", "be"] and seen.word(clause.start) == "i" and seen.word(clause.helpers[1] + 1) == "you":
        yield seen.fix(clause.first, clause.helpers[1], "were")
    elif helpers in (["will", "be"], ["will", "have"]) and not negative:
        yield seen.fix(clause.first, clause.helpers[1], _present(clause, helpers[1]))
    elif len(helpers) == 1 and clause.main > clause.first and is_base(seen.word(clause.main)):
        base = seen.word(clause.main)
        do = "doesn't" if clause.third else "don't"
        adverbs = [seen.word(i) for i in range(clause.first + 1, clause.main) if seen.word(i) != "not"]
        right = [do, *adverbs, base] if negative else [*adverbs, _present(clause, base)]
        yield seen.fix(clause.first, clause.main, " ".join(right))


def _has_result(seen: View, clause: Clause, known: tuple[Clause, ...]) -> bool:
    """Whether the sentence says what comes of it: another clause, or an order (Call me when ...)."""
    if len(known) > 1:
        return True
    ordered = is_base(seen.word(0)) or seen.word(0) in {"please", "don't"}
    return ordered or (clause.start == 1 and "," in seen.sentence.words)


def _opens(seen: View, clause: Clause) -> bool:
    """A condition or a time, no indirect question: "I wonder if", "tell me when", "the day when"."""
    at = clause.start - 1
    opener = seen.word(at)
    if opener == "as" and seen.word(at - 1) == "soon":
        return True
    if opener in {"before", "after", "until"} and seen.word(clause.start) not in PRONOUNS and at > 0:
        return opener == "until" or seen.word(clause.start) in DETERMINERS  # "the result after an underflow will be"
    if opener in _TIME:
        return True
    if opener not in {"if", "when"}:
        return False
    if at == 0 or seen.word(at - 1) in {",", "and", "but", "so"}:
        return not (opener == "when" and seen.is_question() and at == 0)
    if asks_before(seen, at) or seen.is_question():
        return False
    earlier = {seen.word(i) for i in range(at)}
    if opener == "if":
        return not {base_of(word) or word for word in earlier} & _ASKS
    future = earlier & {"will", "won't", "can", "should", "must", "please", "going", "don't"} or is_base(seen.word(0))
    return bool(future) and seen.word(at - 1) not in words_of("conditionals.moments")


def _if_you(sentence: Sentence) -> Iterator[Fix]:
    """If I am you, I will -> If I were you, I would."""
    seen = view(sentence)
    for i in range(len(seen.units) - 3):
        words = [seen.word(k) for k in range(i, i + 4)]
        if (
            words[0] == "if"
            and words[1] == "i"
            and words[2] in {"am", "was", "be"}
            and words[3] in {"you", "him", "her", "them"}
        ):
            if not seen.is_end(i + 4) and seen.word(i + 4) not in _SUBJECTS:
                continue
            yield seen.fix(i + 2, i + 2, "were")
            for clause in clauses(sentence):
                helper = seen.word(clause.first) if clause.helpers else ""
                if helper in {"will", "can"} and clause.who == "i":
                    yield seen.fix(clause.first, clause.first, {"will": "would", "can": "could"}[helper])


_SUBJECTS = words_of("conditionals.subjects")


def _would(sentence: Sentence) -> Iterator[Fix]:
    """If I would have money, I would buy it; if she would have studied."""
    seen, known = view(sentence), clauses(sentence)
    if len(known) != 2:
        return
    for clause, other in ((known[0], known[1]), (known[1], known[0])):
        if (
            seen.word(clause.start - 1) != "if"
            or seen.word(clause.first) != "would"
            or clause.asked >= 0
            or clause.who == ""
        ):
            continue
        had = seen.word(other.first) == "had" and len(clause.helpers) > 1
        results = {"would", "could", "might", "'d", "wouldn't", "couldn't"}
        if (seen.word(other.first) not in results and not had) or seen.word(clause.first + 1) in {
            "not",
            "only",
            "just",
        }:
            continue
        helpers = [seen.word(i) for i in clause.helpers]
        word = seen.word(clause.main) if clause.main >= 0 else ""
        if (helpers == ["would", "have"] and base_of(word, "done") and "done" in possible(word)) or helpers == [
            "would",
            "have",
        ]:
            yield seen.fix(clause.first, clause.helpers[1], "had")
        elif helpers == ["would", "be"]:
            yield seen.fix(clause.first, clause.helpers[1], "were")
        elif (
            helpers == ["would"]
            and is_base(word)
            and word not in _POLITE | {"mind", "care", "only", "kindly", "come", "help"}
        ):
            yield seen.fix(clause.first, clause.main, past(word))


def _result(sentence: Sentence) -> Iterator[Fix]:
    """If I had a car, I will drive; if he knew the truth, he will be angry."""
    seen, known = view(sentence), clauses(sentence)
    if len(known) != 2 or seen.is_question():
        return
    for clause, other in ((known[0], known[1]), (known[1], known[0])):
        if seen.word(clause.start - 1) != "if" or clause.asked >= 0 or seen.word(other.first) not in {"will", "can"}:
            continue
        unreal = _is_unreal(seen, clause)
        if (
            unreal
            and other.asked < 0
            and (clause.start < other.start or seen.word(clause.start - 2) not in _ASKS | {"me", "him", "her"})
        ):
            yield seen.fix(other.first, other.first, {"will": "would", "can": "could"}[seen.word(other.first)])


def _is_unreal(seen: View, clause: Clause) -> bool:
    if clause.helpers:
        word = seen.word(clause.first)
        return (word == "were" and clause.who in {"i", "he", "it"}) or (
            word == "had" and clause.main < 0 and len(clause.helpers) == 1
        )
    return base_of(seen.word(clause.main)) in {"have", "know", "win", "live", "own"} and is_past(seen.word(clause.main))


def _would_have(sentence: Sentence) -> Iterator[Fix]:
    """If I had known, I would told you."""
    seen, known = view(sentence), clauses(sentence)
    had = any(
        seen.word(c.start - 1) in {"if", "wish"} and seen.word(c.first) in {"had", "hadn't"} and c.main >= 0
        for c in known
        if c.helpers
    )
    for clause in known:
        if (
            had
            and len(clause.helpers) == 1
            and seen.word(clause.first) in {"would", "could", "might", "wouldn't", "couldn't"}
        ):
            word = seen.word(clause.main) if clause.main >= 0 else ""
            base = base_of(word, "past", "done")
            if base and (not is_base(word) or word in {"come", "become"}) and clause.asked < 0:
                yield seen.fix(clause.main, clause.main, f"have {participle(base)}")


def _wish(sentence: Sentence) -> Iterator[Fix]:
    """I wish I can, she wishes she has, I wish it doesn't rain."""
    seen, known = view(sentence), clauses(sentence)
    for clause in known:
        before = clause.start - 1 - (seen.word(clause.start - 1) == "that")
        if (
            base_of(seen.word(before)) != "wish"
            or seen.word(before) in {"wished", "wishing"}
            or clause.asked >= 0
            or seen.word(clause.end) == "all"
        ):
            continue
        new = _wished(seen, clause)
        if new and seen.word(before - 1) not in {"best", "a", "my", "your"}:
            yield seen.fix(clause.first, clause.first, new)


def _wished(seen: View, clause: Clause) -> str:
    word = seen.word(clause.first)
    table = {"am": "were", "is": "were", "are": "were", "can": "could", "will": "would", "don't": "didn't", "doesn't": "didn't",
             "can't": "couldn't", "won't": "wouldn't", "isn't": "weren't", "aren't": "weren't", "have": "had", "has": "had"}  # fmt: skip
    if clause.helpers:
        done = word in {"have", "has"} and clause.main >= 0 and len(clause.helpers) == 1
        return "" if done else table.get(word, "")
    base = base_of(word, "base", "third")
    plain = (seen.word(clause.end) != "all" and clause.who in {"i", "he"}) or (
        clause.who in {"it", "they"} and seen.word(clause.start) in {"it", "they"}
    )
    return past(base) if base and not is_past(word) and plain and past(base) != word else ""


RULES = (
    Rule(
        id="if-will",
        category="tense",
        needs=frozenset(["will", "i'll", "you'll", "he'll", "she'll", "it'll", "we'll", "they'll"]),
        reason=Reason(
            "After if, when, before and the like the present stands for the future: {replacement}.",
            "Setelah if, when, before, dan sejenisnya bentuk sekarang dipakai untuk masa depan: {replacement}.",
        ),
        find=_will,
        examples=(
            ("If I will go to Japan, I will eat sushi.", "If I go to Japan, I will eat sushi."),
            ("If it will rain, we will stay home.", "If it rains, we will stay home."),
            ("When I will grow up, I will be a pilot.", "When I grow up, I will be a pilot."),
            ("If my sister will pass the exam, she will be happy.", "If my sister passes the exam, she will be happy."),
            ("Unless you will hurry, we will be late.", "Unless you hurry, we will be late."),
            ("I will call you when I will get home.", "I will call you when I get home."),
            ("If we will have enough money, we will buy a boat.", "If we have enough money, we will buy a boat."),
            ("Please call me as soon as the train will stop.", "Please call me as soon as the train stops."),
        ),
        fine=(
            "If I go, I will call you.",
            "I wonder if she will come.",
            "If you will excuse me, I must go.",
            "I don't know when he will arrive.",
            "The day will come when you will thank me.",
            "When will you come?",
            "Tell me when you will come.",
            "She told us when the bus will leave.",
        ),
        confidence=0.9,
    ),
    Rule(
        id="if-i-were-you",
        category="tense",
        needs=frozenset(["if"]),
        reason=Reason(
            "Advice in another's place: if I were you, I would ...",
            "Nasihat seandainya jadi orang lain: if I were you, I would ...",
        ),
        find=_if_you,
        examples=(
            ("If I am you, I will apologize.", "If I were you, I would apologize."),
            ("If I was you, I would accept it.", "If I were you, I would accept it."),
            ("If I am him, I can help her.", "If I were him, I could help her."),
        ),
        fine=("If I were you, I would go.", "If I am your friend, tell me.", "If it was you, say so."),
        confidence=0.94,
    ),
    Rule(
        id="if-would",
        category="tense",
        needs=frozenset(["if"]),
        reason=Reason(
            "In the part with if an unreal thing takes the past, not would: {replacement}.",
            "Di bagian dengan if, hal yang tidak nyata memakai bentuk lampau, bukan would: {replacement}.",
        ),
        find=_would,
        examples=(
            ("If I would be rich, I would travel.", "If I were rich, I would travel."),
            ("If I would have money, I would buy it.", "If I had money, I would buy it."),
            ("If she would have studied, she would have passed.", "If she had studied, she would have passed."),
        ),
        fine=(
            "If I were rich, I would travel.",
            "If you would like, we could go.",
            "I asked if he would be late.",
            "If he would only listen, I could explain.",
        ),
        confidence=0.88,
    ),
    Rule(
        id="if-result",
        category="tense",
        needs=frozenset(["if"]),
        reason=Reason(
            "With an unreal if (had, knew, were) the other part takes would: {replacement}.",
            "Dengan if yang tidak nyata (had, knew, were), bagian lainnya memakai would: {replacement}.",
        ),
        find=_result,
        examples=(
            ("If I had a car, I will drive to work.", "If I had a car, I would drive to work."),
            ("If he knew the truth, he will be angry.", "If he knew the truth, he would be angry."),
            ("I will travel if I were rich.", "I would travel if I were rich."),
        ),
        fine=(
            "If he left early, he will be there by now.",
            "If I have time, I will go.",
            "If you were there, I will believe you.",
        ),
        confidence=0.88,
    ),
    Rule(
        id="would-have",
        category="verb-form",
        needs=frozenset(["had", "hadn't"]),
        reason=Reason(
            "What did not happen takes would have and the third form: {replacement}.",
            "Yang tidak jadi terjadi memakai would have dan bentuk ketiga: {replacement}.",
        ),
        find=_would_have,
        examples=(
            ("If I had known, I would told you.", "If I had known, I would have told you."),
            ("If you had called me, I would came.", "If you had called me, I would have come."),
            ("If she had studied, she could passed.", "If she had studied, she could have passed."),
        ),
        fine=("If I had known, I would have come.", "If I had time, I would go.", "He had said he would go."),
        confidence=0.97,
    ),
    Rule(
        id="wish-past",
        category="tense",
        needs=frozenset(["wish", "wishes"]),
        reason=Reason(
            "After wish comes the past: {replacement}.", "Setelah wish dipakai bentuk lampau: {replacement}."
        ),
        find=_wish,
        examples=(
            ("I wish I am rich.", "I wish I were rich."),
            ("I wish I can fly.", "I wish I could fly."),
            ("I wish I have a car.", "I wish I had a car."),
            ("She wishes she has a sister.", "She wishes she had a sister."),
            ("I wish it doesn't rain.", "I wish it didn't rain."),
        ),
        fine=(
            "I wish I were rich.",
            "I wish you a good day.",
            "We wish you well.",
            "I wish to go.",
            "I wish you all have fun.",
        ),
        confidence=0.92,
    ),
)
