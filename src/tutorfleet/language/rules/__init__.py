"""All our rules, one small object each. The list that is made from them: `docs/rules.md`."""

from tutorfleet.language.rule import Rule
from tutorfleet.language.rules import (
    adjectives,
    adverbs,
    agreement,
    articles,
    auxiliaries,
    be_verb,
    capitals,
    choice,
    collectives,
    comparison,
    conditionals,
    frames,
    gerunds,
    infinitives,
    modals,
    narrative,
    negation,
    nouns,
    number,
    participles,
    perfect,
    prepositions,
    questions,
    sequence,
    tense,
    time_prepositions,
    verbs,
    word_pairs,
)

RULES: tuple[Rule, ...] = (
    tense.RULES
    + narrative.RULES
    + agreement.RULES
    + collectives.RULES
    + number.RULES
    + verbs.RULES
    + auxiliaries.RULES
    + participles.RULES
    + sequence.RULES
    + perfect.RULES
    + negation.RULES
    + modals.RULES
    + infinitives.RULES
    + conditionals.RULES
    + be_verb.RULES
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
