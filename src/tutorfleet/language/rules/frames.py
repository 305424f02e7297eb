"""Rules of a sentence's frame: who is named first, and how often one says no."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.units import base_of, is_noun, view, words_of
from tutorfleet.language.rules.verb_groups import HELPERS, POSSESSIVES, clauses, opens
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import common

_NEGATIVE = words_of("frames.negative")
_PLACES = frozenset(["entry", "one", "problem"])


def _me_first(sentence: Sentence) -> Iterator[Fix]:
    """I and my friend went -> My friend and I went."""
    seen = view(sentence)
    for i in range(len(seen.units) - 4):
        if (
            seen.word(i) != "i"
            or seen.word(i + 1) != "and"
            or seen.word(i + 2) not in POSSESSIVES
            or not opens(seen, i)
        ):
            continue
        if seen.word(i - 1) in {"and", "or"}:
            continue
        end = next((k for k in range(i + 4, i + 7) if is_noun(seen.word(k - 1)) and not is_noun(seen.word(k))), 0)
        verb = seen.word(end) in HELPERS or base_of(seen.word(end)) or common(seen.word(end)) == {"adv"}
        if end and verb:
            words = " ".join([*(seen.text(k) for k in range(i + 2, end)), "and I"])
            yield seen.fix(i, end - 1, words[:1].upper() + words[1:] if i == 0 else words)


def _no(sentence: Sentence) -> Iterator[Fix]:
    """I don't have no money -> any money."""
    seen = view(sentence)
    for clause in clauses(sentence):
        last = clause.main if clause.main >= 0 else clause.helpers[-1] if clause.helpers else -1
        words, at = {seen.word(i) for i in range(clause.end, last)}, last + 1
        no_noun = seen.word(at) == "no" and is_noun(seen.word(at + 1)) and seen.word(at + 2) != "-"
        if last >= 0 and words & _NEGATIVE and no_noun and seen.word(at + 1) not in _PLACES:
            yield seen.fix(at, at, "any")


RULES = (
    Rule(
        id="friend-and-i",
        category="word-order",
        needs=frozenset(["i"]),
        reason=Reason("Name yourself last: {replacement}.", "Sebut diri sendiri paling akhir: {replacement}."),
        find=_me_first,
        examples=(
            ("I and my friend went to the mall.", "My friend and I went to the mall."),
            ("I and my little brother like fish.", "My little brother and I like fish."),
            ("Yesterday I and my wife were at home.", "Yesterday my wife and I were at home."),
        ),
        fine=("My friend and I went to the mall.", "You and I and my friend agree.", "I and my big mouth!"),
        confidence=0.85,
    ),
    Rule(
        id="no-negative",
        category="word-choice",
        needs=frozenset(["no"]),
        reason=Reason(
            "One negative word is enough: after not say {replacement}.",
            "Satu kata negatif sudah cukup: setelah not pakai {replacement}.",
        ),
        find=_no,
        examples=(
            ("I don't have no money.", "I don't have any money."),
            ("She didn't buy no books.", "She didn't buy any books."),
            ("We can't see no difference.", "We can't see any difference."),
        ),
        fine=("I have no money.", "I don't know, no problem.", "I don't see no-entry signs."),
        confidence=0.92,
    ),
)
