"""The same small word twice in a row: a slip of the hand. Which words are doubled for emphasis, or rightly, is left alone."""

from collections.abc import Iterator
from itertools import pairwise

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.tokens import Sentence

_SMALL = """
a an the my your our their its this these those and or but because if when although to of at for with from by about into
i we he she they am be been has have will would should could must not who which how what as
"""
NEVER_DOUBLED = frozenset(_SMALL.split())
"""Not: had had, that that, is is (what it is is ...), her her, in in (come in in the evening), you you, so so."""


def _repeated(s: Sentence) -> Iterator[Fix]:
    for one, two in pairwise(s.tokens):
        between = s.text[one.end - s.start : two.start - s.start]
        same_word = one.lower == two.lower and one.lower in NEVER_DOUBLED and between.isspace()
        if (
            same_word
            and (two.text == one.text or two.text.islower())
            and not s.text.startswith(("!", ","), two.end - s.start)
        ):
            yield Fix(two.start, two.end, "")


REPEATED = Rule(
    id="word-repeated",
    category="repetition",
    reason=Reason("The word {original} stands here twice.", "Kata {original} tertulis dua kali."),
    tip=Reason("Read your text aloud before you send it.", "Bacalah tulisanmu dengan suara sebelum dikirim."),
    find=_repeated,
    needs=NEVER_DOUBLED,
    examples=(
        ("I went to the the market.", "I went to the market."),
        ("The bus comes at at nine.", "The bus comes at nine."),
        ("She will will call me.", "She will call me."),
    ),
    fine=(
        "I had had enough.",
        "I gave her her keys.",
        "My my, how late it is!",
        "It was very very good, bye bye!",
        "What it is is a secret.",
    ),
    confidence=0.85,
)

RULES = (REPEATED,)
