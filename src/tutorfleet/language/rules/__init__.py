"""All our rules, one small object each. The list that is made from them: `docs/rules.md`."""

from tutorfleet.language.rule import Rule
from tutorfleet.language.rules import (
    adjectives,
    adverbs,
    agreement,
    articles,
    be_verb,
    capitals,
    choice,
    collectives,
    comparison,
    conditionals,
    frames,
    gerunds,
    imperatives,
    indirect,
    infinitives,
    modals,
    narrative,
    negation,
    nouns,
    number,
    participles,
    passives,
    perfect,
    prepositions,
    present,
    questions,
    sequence,
    tense,
    time_prepositions,
    word_order,
    word_pairs,
)

RULES: tuple[Rule, ...] = (
    tense.RULES
    + narrative.RULES
    + agreement.RULES
    + collectives.RULES
    + number.RULES
    + participles.RULES
    + imperatives.RULES
    + word_order.RULES
    + indirect.RULES
    + present.RULES
    + passives.RULES
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
