"""Rules of adjectives: bored and boring, their form and place, too, so, such and enough.

The wordings: `data/feelings.txt` and `data/degree.txt`.
"""

from tutorfleet.language.edits import Reason
from tutorfleet.language.rules.saying import said

RULES = (
    said(
        "feeling-ed",
        ("feelings", "person"),
        (
            ("I am interesting in music.", "I am interested in music."),
            ("I am interesting with this job.", "I am interested in this job."),
            ("I am very exciting about the trip.", "I am very excited about the trip."),
            ("I feel boring.", "I feel bored."),
            ("My students were boring during the lecture.", "My students were bored during the lecture."),
            ("Everyone was shocking by the news.", "Everyone was shocked by the news."),
            ("Rina was surprising to see us.", "Rina was surprised to see us."),
        ),
        (
            "The film is interesting.",
            "I am an interesting person.",
            "I felt a relaxing breeze.",
            "It feels exciting.",
            "He is boring.",
            "She is annoying me.",
            "I am surprising my mother with a cake.",
            "They are interesting because they are old.",
        ),
        category="adjective",
        reason=Reason(
            "Say how somebody feels with -ed ({replacement}); -ing says what a thing is like.",
            "Untuk perasaan pakai -ed ({replacement}); -ing untuk sifat bendanya.",
        ),
        confidence=0.93,
        tip=Reason("The film is boring, so I am bored.", "Filmnya boring, jadi saya bored."),
    ),
    said(
        "thing-ing",
        ("feelings", "thing"),
        (
            ("The film was very bored.", "The film was very boring."),
            ("The lesson is interested.", "The lesson is interesting."),
            ("That is an interested question.", "That is an interesting question."),
            ("It was a tired day.", "It was a tiring day."),
            ("Learning languages is interested.", "Learning languages is interesting."),
        ),
        (
            "The class was bored by him.",
            "The film is interesting.",
            "She was bored.",
            "He is a tired man.",
            "The excited children ran out.",
            "There were many interested people.",
        ),
        category="adjective",
        reason=Reason(
            "What a thing is like is said with -ing: {replacement}; -ed says how a person feels.",
            "Sifat benda memakai -ing: {replacement}; -ed untuk perasaan orang.",
        ),
        confidence=0.88,
        tip=Reason("The film is boring, so I am bored.", "Filmnya boring, jadi saya bored."),
    ),
    said(
        "too-enough",
        ("degree", "enough"),
        (
            ("She is enough old to drive.", "She is old enough to drive."),
            ("The coffee is too much hot.", "The coffee is too hot."),
            ("He is too tired that he can't walk.", "He is so tired that he can't walk."),
            ("I don't very like it.", "I don't really like it."),
        ),
        (
            "There is enough hot water for everyone.",
            "It is too late to go.",
            "It is too bad that you can't come.",
            "She is very much alive.",
            "I ate too much cold food.",
        ),
        category="word-order",
        reason=Reason(
            "Enough follows the adjective, too stands right before it, and so goes with that: {phrase}.",
            "Enough di belakang kata sifat, too tepat di depannya, dan so berpasangan dengan that: {phrase}.",
        ),
        confidence=0.9,
        tip=Reason("Too hot to drink, old enough to drive.", "Too hot to drink, old enough to drive."),
    ),
    said(
        "so-such",
        ("degree", "such"),
        (
            ("It was a so beautiful day.", "It was such a beautiful day."),
            ("They are so nice people.", "They are such nice people."),
            ("The film was such good that I saw it twice.", "The film was so good that I saw it twice."),
        ),
        (
            "It was such a beautiful day.",
            "There are so many people here.",
            "It rained, so a big crowd stayed in.",
            "She is such a dear.",
        ),
        category="word-order",
        reason=Reason(
            "So stands before an adjective alone, such before an adjective with a noun: {phrase}.",
            "So di depan kata sifat saja, such di depan kata sifat dengan kata benda: {phrase}.",
        ),
        confidence=0.9,
    ),
    said(
        "adjective-form",
        ("degree", "form"),
        (
            ("They have two differents cars.", "They have two different cars."),
            ("I bought a bag red.", "I bought a red bag."),
            ("She has a hair long.", "She has long hair."),
        ),
        (
            "They have two different cars.",
            "He has a week old beard.",
            "I have a bit big shoes.",
            "We painted the wall red.",
        ),
        category="adjective",
        reason=Reason(
            "An English adjective has no plural and stands before its noun: {phrase}.",
            "Kata sifat tidak punya bentuk jamak dan berada di depan kata bendanya: {phrase}.",
        ),
        confidence=0.9,
    ),
)
