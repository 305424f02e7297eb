"""Rules of prepositions that an adjective takes: good at, afraid of. The wordings: `data/adjective_prepositions.txt`."""

from tutorfleet.language.edits import Reason
from tutorfleet.language.rules.saying import said

RULES = (
    said(
        "adjective-preposition",
        ("adjective_prepositions", "wrong"),
        (
            ("I am interested with music.", "I am interested in music."),
            ("I am good in cooking.", "I am good at cooking."),
            ("She is married with a doctor.", "She is married to a doctor."),
            ("I am afraid with the dark.", "I am afraid of the dark."),
            ("My bag is different with yours.", "My bag is different from yours."),
            ("It is similar with mine.", "It is similar to mine."),
            ("He is responsible of the team.", "He is responsible for the team."),
            ("She is angry to me.", "She is angry with me."),
            ("Bandung is famous with its food.", "Bandung is famous for its food."),
        ),
        (
            "I am interested to hear it.",
            "Fish is good in summer.",
            "He is married with three kids.",
            "He is responsible to the board.",
            "I was proud to meet her.",
            "I am tired from the trip.",
            "The book is good in English, too.",
            "It is used with care.",
            "She was surprised to see us.",
        ),
        reason=Reason(
            "Many adjectives have a preposition of their own: {phrase}.",
            "Banyak kata sifat punya kata depan sendiri: {phrase}.",
        ),
        confidence=0.9,
        tip=Reason(
            "Good at, interested in, afraid of, proud of, married to, different from.",
            "Good at, interested in, afraid of, proud of, married to, different from.",
        ),
    ),
)
