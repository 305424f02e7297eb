"""Rules of prepositions that a noun takes: a reason for, an increase in. The wordings: `data/noun_prepositions.txt`."""

from tutorfleet.language.edits import Reason
from tutorfleet.language.rules.saying import said

RULES = (
    said(
        "noun-preposition",
        ("noun_prepositions", "wrong"),
        (
            ("What is the reason of your visit?", "What is the reason for your visit?"),
            ("We need a solution of this problem.", "We need a solution to this problem."),
            ("There was an increase of the price.", "There was an increase in the price."),
            ("Television has a bad influence to children.", "Television has a bad influence on children."),
            (
                "What is the difference between a lake with a river?",
                "What is the difference between a lake and a river?",
            ),
            ("He has no interest on politics.", "He has no interest in politics."),
        ),
        (
            "An increase of ten percent is a lot.",
            "There are reasons of state.",
            "They pay interest on the loan.",
            "With respect to your letter, we agree.",
            "We celebrate the rise of the nation.",
            "It prevents the spread of disease.",
            "The solution of the equation is five.",
        ),
        reason=Reason(
            "Many nouns have a preposition of their own: {phrase}.",
            "Banyak kata benda punya kata depan sendiri: {phrase}.",
        ),
        confidence=0.88,
        tip=Reason(
            "A reason for, a solution to, an increase in, an effect on.",
            "A reason for, a solution to, an increase in, an effect on.",
        ),
    ),
)
