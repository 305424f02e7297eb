"""All our rules, one small object each. How to add one: `docs/language.md`; the list that is made from them: `docs/rules.md`."""

from tutorfleet.language.rule import Rule
from tutorfleet.language.rules import (
    adjectives,
    agreement,
    choice,
    gerunds,
    nouns,
    prepositions,
    questions,
    tense,
    verbs,
)

RULES: tuple[Rule, ...] = (
    tense.RULES
    + agreement.RULES
    + verbs.RULES
    + gerunds.RULES
    + nouns.RULES
    + prepositions.RULES
    + questions.RULES
    + choice.RULES
    + adjectives.RULES
)
