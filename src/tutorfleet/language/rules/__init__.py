"""All our rules, one small object each. The list that is made from them: `docs/rules.md`."""

from tutorfleet.language.rule import Rule
from tutorfleet.language.rules import (
    adjectives,
    adverbs,
    agreement,
    articles,
    auxiliaries,
    capitals,
    choice,
    collectives,
    comparison,
    frames,
    gerunds,
    nouns,
    number,
    participles,
    prepositions,
    questions,
    tense,
    time_prepositions,
    verbs,
    word_pairs,
)

RULES: tuple[Rule, ...] = (
    tense.RULES
    + agreement.RULES
    + collectives.RULES
    + number.RULES
    + verbs.RULES
    + auxiliaries.RULES
    + participles.RULES
    + gerunds.RULES
    + articles.RULES
    + nouns.RULES
    + prepositions.RULES
    + time_prepositions.RULES
    + questions.RULES
    + frames.RULES
    + choice.RULES
    + capitals.RULES
    + word_pairs.RULES
    + adjectives.RULES
    + comparison.RULES
    + adverbs.RULES
)
