"""All our rules, one small object each. The list that is made from them: `docs/rules.md`."""

from tutorfleet.language.rule import Rule
from tutorfleet.language.rules import (
    adjectives,
    adverbs,
    after_prepositions,
    agreement,
    articles,
    bare_nouns,
    be_verb,
    capitals,
    choice,
    collectives,
    comparison,
    conditionals,
    copula,
    definite,
    demonstratives,
    double_subjects,
    existential,
    extra_articles,
    frames,
    gerunds,
    imperatives,
    indirect,
    infinitives,
    modals,
    much_many,
    narrative,
    negation,
    no_subject,
    nouns,
    object_verbs,
    others,
    participles,
    passives,
    perfect,
    possessive_forms,
    possessives,
    prepositions,
    present,
    pronouns,
    purposes,
    quantifiers,
    question_verbs,
    questions,
    reflexives,
    relative_verbs,
    relatives,
    sequence,
    spelling,
    subject_verbs,
    tense,
    time_prepositions,
    uncountables,
    who_clauses,
    word_order,
    word_pairs,
)

RULES: tuple[Rule, ...] = (
    tense.RULES
    + narrative.RULES
    + agreement.RULES
    + subject_verbs.RULES
    + relative_verbs.RULES
    + collectives.RULES
    + participles.RULES
    + question_verbs.RULES
    + after_prepositions.RULES
    + purposes.RULES
    + object_verbs.RULES
    + imperatives.RULES
    + word_order.RULES
    + indirect.RULES
    + present.RULES
    + passives.RULES
    + sequence.RULES
    + conditionals.RULES
    + negation.RULES
    + modals.RULES
    + infinitives.RULES
    + be_verb.RULES
    + perfect.RULES
    + gerunds.RULES
    + articles.RULES
    + bare_nouns.RULES
    + definite.RULES
    + extra_articles.RULES
    + nouns.RULES
    + quantifiers.RULES
    + much_many.RULES
    + uncountables.RULES
    + existential.RULES
    + demonstratives.RULES
    + others.RULES
    + reflexives.RULES
    + pronouns.RULES
    + possessives.RULES
    + relatives.RULES
    + copula.RULES
    + no_subject.RULES
    + who_clauses.RULES
    + possessive_forms.RULES
    + double_subjects.RULES
    + prepositions.RULES
    + time_prepositions.RULES
    + questions.RULES
    + frames.RULES
    + choice.RULES
    + capitals.RULES
    + spelling.RULES
    + word_pairs.RULES
    + adjectives.RULES
    + comparison.RULES
    + adverbs.RULES
)
