"""Rules of what was done before another thing of the past: when I arrived he had already left."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import participle, past
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.past_beside import is_told
from tutorfleet.language.rules.past_time import OPINION
from tutorfleet.language.rules.units import base_of, is_base, is_past, is_plain_past, view
from tutorfleet.language.rules.verb_groups import clauses
from tutorfleet.language.tokens import Sentence

_REASON = Reason(
    "The story is in the past, so this verb is in the past too: {replacement}.",
    "Ceritanya di masa lampau, jadi kata kerja ini juga bentuk lampau: {replacement}.",
)


def _had_already(sentence: Sentence) -> Iterator[Fix]:
    """When I arrived, he already leave; by the time we arrived, the film already started."""
    seen, known = view(sentence), clauses(sentence)
    if len(known) != 2 or not {"when", "time"} & sentence.words:
        return
    for told, other in ((known[0], known[1]), (known[1], known[0])):
        words = [seen.word(i) for i in range(other.end, other.main)] if other.main >= 0 else []
        base = base_of(seen.word(other.main)) if other.main >= 0 else ""
        if is_told(seen, told) or seen.word(told.main) in {"arrive", "come", "get"}:
            already = words in (["already"], ["has", "already"], ["have", "already"])
            if (
                (
                    already
                    and base
                    and (is_plain_past(seen.word(other.main)) or is_base(base))
                    and seen.word(told.start - 1) in {"when", "time"}
                )
                and base not in {"know", "be", "have", "live", "like"}
                and is_told(seen, told)
            ):
                yield seen.fix(other.end, other.main, f"had already {participle(base)}")
                return


def _arrive(sentence: Sentence) -> Iterator[Fix]:
    """She (had) already left when I arrive."""
    seen, known = view(sentence), clauses(sentence)
    if len(known) == 2 and seen.word(known[1].start - 1) == "when" and "already" in sentence.words:
        word = seen.word(known[0].main) if known[0].main >= 0 else ""
        base = base_of(seen.word(known[1].main), "base", "third") if known[1].main >= 0 and not known[1].helpers else ""
        helper = seen.word(known[0].first)
        told = (
            is_plain_past(word) or helper in {"was", "were", "had"} or (word and not known[0].helpers and is_past(word))
        )
        if told and base and base not in OPINION:
            yield seen.fix(known[1].main, known[1].main, past(base))


RULES = (
    Rule(
        id="had-already",
        category="tense",
        needs=frozenset(["already"]),
        reason=Reason(
            "What was done before another thing of the past takes had: {replacement}.",
            "Yang sudah selesai sebelum kejadian lampau lain memakai had: {replacement}.",
        ),
        find=_had_already,
        examples=(
            ("When I arrived, he already leave.", "When I arrived, he had already left."),
            (
                "By the time we arrived, the film already started.",
                "By the time we arrived, the film had already started.",
            ),
            ("When she came, I already ate.", "When she came, I had already eaten."),
        ),
        fine=(
            "He was already there when we came.",
            "I already knew that when I was young.",
            "When he comes, I have already eaten.",
        ),
        confidence=0.93,
    ),
    Rule(
        id="already-when",
        category="tense",
        needs=frozenset(["already"]),
        reason=_REASON,
        find=_arrive,
        examples=(
            ("She was already asleep when I arrive.", "She was already asleep when I arrived."),
            ("They were already there when we come.", "They were already there when we came."),
            ("The shop was already closed when she get there.", "The shop was already closed when she got there."),
        ),
        fine=(
            "They were already there when we came.",
            "He already leaves when I arrive.",
            "I already know when he comes.",
        ),
        confidence=0.9,
    ),
)
