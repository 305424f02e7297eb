"""Rules of negation with the wrong helper: "I'm not have money", "she doesn't happy", "I don't can swim"."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule, either
from tutorfleet.language.rules.negation import AFTER_ADJECTIVE, FEELINGS, NEGATIVE_DO
from tutorfleet.language.rules.units import view
from tutorfleet.language.rules.verb_groups import Clause, clauses
from tutorfleet.language.tokens import Sentence


def _be_not(sentence: Sentence) -> Iterator[Fix]:
    """I'm not have money; you don't sick is left to others."""
    seen = view(sentence)
    for clause in clauses(sentence):
        words = [seen.word(i) for i in range(clause.end, clause.end + 4)]
        if clause.asked < 0 and words[0] in {"am", "is", "are"} and words[1] == "not" and words[2] == "have":
            yield seen.fix(clause.end, clause.end + 2, f"{'doesn' if clause.third else 'don'}'t have")
        elif clause.asked < 0 and words[0] in {"isn't", "aren't"} and words[1] == "have":
            yield seen.fix(clause.end, clause.end + 1, f"{'doesn' if clause.third else 'don'}'t have")
        elif clause.asked < 0 and words[0] in {"was", "were"} and words[1] == "not" and words[2] == "have":
            yield seen.fix(clause.end, clause.end + 2, "didn't have")


def _do_not_modal(sentence: Sentence) -> Iterator[Fix]:
    """I don't can swim; he doesn't will come."""
    seen = view(sentence)
    negative = {
        "can": "can't",
        "could": "couldn't",
        "will": "won't",
        "should": "shouldn't",
        "must": "mustn't",
        "would": "wouldn't",
    }
    for i in range(len(seen.units) - 1):
        if seen.word(i) in NEGATIVE_DO and seen.word(i + 1) in negative:
            yield seen.fix(i, i + 1, negative[seen.word(i + 1)])


def _do_not_be(sentence: Sentence) -> Iterator[Fix]:
    """I don't was at home; he doesn't is here."""
    seen = view(sentence)
    for clause in clauses(sentence):
        if clause.asked >= 0 or seen.word(clause.first) not in NEGATIVE_DO:
            continue
        at = clause.first + 1
        if seen.word(at) in {"am", "is", "are", "was", "were"}:
            past = seen.word(at) in {"was", "were"} or seen.word(clause.first) == "didn't"
            be = ("wasn't" if clause.who in {"i", "he", "it"} else "weren't") if past else _be_not_form(clause)
            yield seen.fix(clause.first, at, be)


def _do_adjective(sentence: Sentence) -> Iterator[Fix]:
    """I don't sure, she doesn't happy, we didn't tired."""
    seen = view(sentence)
    for clause in clauses(sentence):
        if clause.asked >= 0 or seen.word(clause.first) not in NEGATIVE_DO or len(clause.helpers) != 1:
            continue
        at = clause.first + 1
        at += seen.word(at) in {"so", "very", "really", "too"}
        if seen.word(at) in FEELINGS and (seen.is_end(at + 1) or seen.word(at + 1) in AFTER_ADJECTIVE):
            verb = seen.word(clause.first)
            be = (
                ("wasn't" if clause.who in {"i", "he", "it"} else "weren't")
                if verb == "didn't"
                else _be_not_form(clause)
            )
            yield seen.fix(clause.first, clause.first, be)


def _be_not_form(clause: Clause) -> str:
    return "am not" if clause.who == "i" else "isn't" if clause.third else "aren't"


RULES = (
    Rule(
        id="be-not-have",
        category="verb-form",
        needs=frozenset(["have"]),
        reason=Reason(
            "Have is made negative with don't or doesn't.", "Have dijadikan negatif dengan don't atau doesn't."
        ),
        find=_be_not,
        examples=(
            ("I'm not have money.", "I don't have money."),
            ("She is not have a car.", "She doesn't have a car."),
            ("They aren't have time.", "They don't have time."),
        ),
        fine=("I'm not having it.", "I have no money.", "It is not to have but to be."),
        confidence=0.95,
    ),
    Rule(
        id="do-not-modal",
        category="verb-form",
        needs=NEGATIVE_DO,
        reason=Reason(
            "Can, will, should and must make their negative without do: {replacement}.",
            "Can, will, should, dan must dijadikan negatif tanpa do: {replacement}.",
        ),
        find=_do_not_modal,
        examples=(
            ("I don't can swim.", "I can't swim."),
            ("She doesn't will come.", "She won't come."),
            ("You don't must smoke here.", "You mustn't smoke here."),
        ),
        fine=("I can't swim.", "What you don't know can help you.", "I don't know if I can."),
        confidence=0.93,
    ),
    Rule(
        id="do-not-adjective",
        category="verb-form",
        needs=NEGATIVE_DO,
        reason=Reason(
            "An adjective takes be, not do: {replacement}.", "Kata sifat memakai be, bukan do: {replacement}."
        ),
        find=either(_do_adjective, _do_not_be),
        examples=(
            ("I don't sure about it.", "I am not sure about it."),
            ("She doesn't happy.", "She isn't happy."),
            ("We didn't ready yesterday.", "We weren't ready yesterday."),
            ("I don't was at home.", "I wasn't at home."),
        ),
        fine=("I don't feel sure.", "We don't clean the room.", "She doesn't open it.", "I don't warm to him."),
        confidence=0.92,
    ),
)
