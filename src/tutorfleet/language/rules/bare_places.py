"""A rule of places of work and of stay that need a or an: works in a bank, stayed in a hotel, sings in a band."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.articles import needs_an
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.nounwords import before, ends
from tutorfleet.language.tags import Tagged, tagged
from tutorfleet.language.tokens import Sentence

_PLACES = group("bare_places.places")
_STAYS = group("bare_places.stays")


def _bare(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(2, len(t.tags)):
        here, prior = t.word(i), t.word(i - 1)
        if here not in _PLACES or prior not in {"in", "for", "at"} or not t.can(i - 1, "prep"):
            continue
        works = any(t.word(j) in _STAYS for j in range(max(0, i - 5), i - 1))
        joined = t.word(i + 1) in {"and", "or", "to", "-"} and not t.can(i + 2, "poss", "subj")
        if works and ends(t, i + 1) and not joined and not _fixed(t, i):
            yield before(sentence, i, "an" if needs_an(here) else "a")


def _fixed(t: Tagged, i: int) -> bool:
    return f"{t.word(i - 1)} {t.word(i)}" in {"for company", "in company", "in village", "at village"}


RULES = (
    Rule(
        id="in-a-bank",
        category="article",
        needs=_PLACES,
        reason=Reason(
            "One place out of many takes a or an: {replacement}.",
            "Satu tempat di antara banyak memakai a atau an: {replacement}.",
        ),
        find=_bare,
        examples=(
            ("My father works in bank.", "My father works in a bank."),
            ("We stayed in hotel near the beach.", "We stayed in a hotel near the beach."),
            ("She sings in band with her friends.", "She sings in a band with her friends."),
        ),
        fine=(
            "My father works in banking.",
            "He works for hotel guests.",
            "We live in hospital housing.",
            "She works in shop and office alike.",
        ),
        confidence=0.86,
    ),
)
