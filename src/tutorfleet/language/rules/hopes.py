"""The rule of hope and wish without the one who can: "I hope can visit you"."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.units import View, is_base, view
from tutorfleet.language.rules.verb_groups import PRONOUNS, is_adverb
from tutorfleet.language.tokens import Sentence


def _hope_can(sentence: Sentence) -> Iterator[Fix]:
    """I hope can visit you -> I hope I can visit you."""
    seen = view(sentence)
    for i in range(1, len(seen.units) - 2):
        who = seen.word(_skip_back(seen, i - 1))
        if (
            seen.word(i) in {"hope", "hopes", "wish", "hoped"}
            and seen.word(i + 1) in _CAN
            and who in PRONOUNS
            and seen.word(0) != "all"
            and is_base(seen.word(i + 2))
        ):
            can = "could" if seen.word(i) == "wish" else seen.word(i + 1)
            yield seen.fix(i + 1, i + 1, f"{'I' if who == 'i' else who} {can}")


_CAN = frozenset({"can", "could", "will"})


def _skip_back(seen: View, index: int) -> int:
    """The last place up to `index` that is no adverb."""
    while is_adverb(seen, index):
        index -= 1
    return index


RULES = (
    Rule(
        id="hope-can",
        category="pronoun",
        needs=frozenset(["hope", "hopes", "hoped", "wish"]),
        reason=Reason(
            "After hope stands somebody who can: {replacement}.", "Setelah hope disebut siapa yang bisa: {replacement}."
        ),
        find=_hope_can,
        examples=(
            ("I hope can visit you one day.", "I hope I can visit you one day."),
            ("We really hope can meet them.", "We really hope we can meet them."),
            ("I wish can fly like a bird.", "I wish I could fly like a bird."),
        ),
        fine=("I hope you can come.", "All we hope can come true.", "The wish can wait."),
    ),
)
